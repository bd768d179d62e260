/// A column of the list of labels. The raw value is its name for machines and never changes once published.
package enum LabelColumn: String, CaseIterable, Hashable, Sendable {
    case registrationNumber, code, standing, confirmed, rawStatus, level, assurance
    case issuedOn, heldFrom, heldUntil, coverage, coverageDay
    case productNameJa, productNameEn, brand, category, models, gtins
    case manufacturerJa, manufacturerEn, corporateNumber, country
    case laboratory, criteria, route, securitySupport, securitySupportUntil
    case origin, source, editionDay, address

    /// Its headers, kind and meaning; the one table that header rows, cells and legend share.
    package var header: ExportColumn {
        switch self {
        case .registrationNumber, .code, .standing, .confirmed, .rawStatus, .level, .assurance: labelHeader
        case .issuedOn, .heldFrom, .heldUntil, .coverage, .coverageDay: dayHeader
        case .productNameJa, .productNameEn, .brand, .category, .models, .gtins: productHeader
        case .manufacturerJa, .manufacturerEn, .corporateNumber, .country: makerHeader
        case .laboratory, .criteria, .route, .securitySupport, .securitySupportUntil: standardHeader
        case .origin, .source, .editionDay, .address: originHeader
        }
    }

    private func column(
        _ ja: String,
        _ en: String,
        _ kind: ExportColumn.Kind = .text,
        width: Int = 0,
        _ meaningJA: String,
        _ meaningEN: String
    ) -> ExportColumn {
        ExportColumn(rawValue, ja: ja, en: en, kind: kind, meaningJA: meaningJA, meaningEN: meaningEN, width: width)
    }

    private var labelHeader: ExportColumn {
        switch self {
        case .code:
            column("ラベルコード", "Label code", width: 16, "ラベルに印字された12文字", "The 12 characters on the label")
        case .standing:
            column(
                "状態",
                "Standing",
                width: 14,
                "基準日の状態: valid 有効、grace 失効猶予、lapsed 期限切れ、withdrawn 自主取下げ、revoked 取消し、"
                    + "notYetValid まだ有効でない、provisional 仮番号、unknownStatus 表にない状態",
                "What the registration is on the decisive day"
            )
        case .confirmed:
            column(
                "確認済み",
                "Confirmed",
                .flag,
                width: 10,
                "false は、取り込んだ一覧の終了日が過ぎたことだけから分かる状態",
                "False where only the passing of an imported end day says so"
            )
        case .rawStatus:
            column(
                "元の状態",
                "Source's status",
                width: 14,
                "一覧に書かれた、表にない状態の語",
                "The source's own word where it is in no table"
            )
        case .level: column("レベル", "Level", width: 9, "STAR-1〜STAR-4", "STAR-1 to STAR-4")
        case .assurance:
            column(
                "適合の根拠",
                "Assurance",
                width: 14,
                "selfDeclared 製造者の自己適合宣言、thirdParty 評価機関による評価",
                "selfDeclared: the manufacturer's own word; thirdParty: an evaluation body assessed it"
            )
        default:
            column("登録番号", "Registration number", width: 20, "登録番号（文字列）", "The registration's number, as text")
        }
    }

    private var dayHeader: ExportColumn {
        switch self {
        case .heldFrom:
            column("有効期間の初日", "Held from", .day, "いまの有効期間の初日", "First day of the label's current run")
        case .heldUntil:
            column("有効期間の末日", "Held until", .day, "いまの有効期間の末日（その日を含む）", "Last day of the current run, inclusive")
        case .coverage:
            column(
                "納入日まで",
                "Coverage",
                width: 14,
                "基準日から納入日まで: covered 全日有効、gapFrom 有効でない日がある、unknownAfter その日より後は未定。尋ねていなければ空",
                "From the decisive day through the delivery day; empty where none was asked about"
            )
        case .coverageDay:
            column(
                "納入日までの判定日",
                "Coverage day",
                .day,
                "gapFrom は有効でない最初の日、unknownAfter は分かっている最後の日",
                "gapFrom: the first day that is not valid; unknownAfter: the last day that is known"
            )
        default:
            column("発行日", "Issued on", .day, "最初の有効期間の初日", "First day of the first run")
        }
    }

    private var productHeader: ExportColumn {
        switch self {
        case .productNameEn:
            column("製品名（英語）", "Product name (English)", width: 30, "製品名（英語）", "The product's name in English")
        case .brand: column("ブランド", "Brand", width: 16, "ブランド", "The brand")
        case .category: column("製品類型", "Category", width: 22, "制度データの類型コード", "Category code of the scheme data")
        case .models:
            column(
                "型番",
                "Models",
                width: 30,
                "基準日に登録の対象である型番。届け出た順に「; 」でつなぐ",
                "Models covered on the decisive day, as they were filed, joined by \"; \""
            )
        case .gtins:
            column("JAN/GTIN", "GTINs", width: 18, "届け出があったもの。「; 」でつなぐ", "Those that were filed, joined by \"; \"")
        default: column("製品名", "Product name", width: 30, "製品名（日本語）", "The product's name in Japanese")
        }
    }

    private var makerHeader: ExportColumn {
        switch self {
        case .manufacturerEn:
            column("製造者（英語）", "Manufacturer (English)", width: 28, "製造者名（英語）", "The manufacturer's name in English")
        case .corporateNumber:
            column("法人番号", "Corporate number", width: 16, "13桁の数字（文字列）", "13 digits, as text")
        case .country: column("国", "Country", width: 6, "ISO 3166-1の2文字", "ISO 3166-1 alpha-2")
        default: column("製造者", "Manufacturer", width: 28, "製造者名（日本語）", "The manufacturer's name in Japanese")
        }
    }

    private var standardHeader: ExportColumn {
        switch self {
        case .criteria:
            column("適合基準", "Criteria", width: 24, "基準文書の番号と版", "Id of the criteria document, with its revision")
        case .route: column("申請経路", "Route", width: 12, "standard、psti、cls", "standard, psti or cls")
        case .securitySupport:
            column(
                "更新の提供",
                "Security support",
                width: 14,
                "notStated 記載なし、unsupported 提供しない、until 期限まで",
                "notStated, unsupported, or until a day"
            )
        case .securitySupportUntil:
            column("更新の提供期限", "Security support until", .day, "その日を含む", "Last day, inclusive")
        default:
            column("評価機関", "Laboratory", width: 24, "評価機関。自己適合宣言では空", "The evaluation body; empty where self-declared")
        }
    }

    private var originHeader: ExportColumn {
        switch self {
        case .source: column("出所", "Source", width: 18, "取り込んだ一覧の名。この登録簿の登録は空", "Name of the imported list; else empty")
        case .editionDay:
            column("一覧の日付", "Edition day", .day, "取り込んだ一覧が示す日", "The day the imported list states")
        case .address: column("確認ページ", "Address", width: 44, "ラベルが指すページ", "The page the label points to")
        default:
            column(
                "区分",
                "Origin",
                width: 10,
                "issued この登録簿が発行、imported 一覧から取込み、test 試験用",
                "issued by this registry, imported from a list, or test"
            )
        }
    }
}
