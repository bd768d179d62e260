import Registry

/// The words by which people head the columns of a list of products.
enum CheckColumnWords {
    /// What a header says of its column.
    enum Meaning: Hashable {
        case field(CheckTable.Field)
        /// A header for certain, but several things are called so: the cells decide.
        case anyNumber
    }

    /// The meaning of a header cell; nil where it is no word that is known.
    ///
    /// Japanese headers are compounds whose last word tells (`JC-STAR登録番号`, `メーカー型番`), so their ends count too,
    /// unless the cell holds a digit, as data does.
    static func meaning(_ header: String) -> Meaning? {
        let key = key(header)
        guard !key.isEmpty, !strangers.contains(key) else { return nil }
        if let meaning = words[key] { return meaning }
        guard !key.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        return endings.first { key.hasSuffix($0.word) }?.meaning
    }

    /// Without blanks, marks and what stands in brackets: `JANコード（13桁）※` is `janコード`.
    private static func key(_ header: String) -> String {
        var key = String.UnicodeScalarView()
        var depth = 0
        for scalar in header.equalKey.unicodeScalars {
            switch scalar {
            case "(", "[", "【", "〔", "〈", "<": depth += 1
            case ")", "]", "】", "〕", "〉", ">": depth = max(0, depth - 1)
            case "-", "_", ".", ":", "*", "※", "/", "・", "#", "'", "\"", "★", "●", "○": break
            default: if depth == 0, !scalar.properties.isWhitespace { key.append(scalar) }
            }
        }
        return String(key)
    }

    /// Numbers of other registers that end in the same word.
    private static let strangers: Set<String> = [
        "インボイス登録番号", "適格請求書発行事業者登録番号", "事業者登録番号", "車両登録番号", "商標登録番号", "意匠登録番号",
    ]

    private static let fields: [(CheckTable.Field, [String])] = [
        (
            .registrationNumber,
            [
                "登録番号", "登録no", "登録ナンバー", "ラベル番号", "適合番号", "適合ラベル番号", "jcstar", "jcstar番号", "registrationnumber",
                "registrationno", "registration", "registrationid", "regno", "regnumber", "labelnumber", "labelno",
                "jcstarnumber", "jcstarno",
            ]
        ),
        (
            .code,
            [
                "ラベルコード", "qrコード", "qr", "検証コード", "確認コード", "確認url", "検証url", "ラベルurl", "labelcode", "label",
                "qrcode", "verificationcode", "verificationurl",
            ]
        ),
        (
            .model,
            [
                "型番", "型式", "型名", "形式", "形名", "形番", "品番", "機種", "機種名", "機種型番", "モデル", "モデル名", "モデル番号",
                "製品番号", "製品型番", "model", "modelname", "modelnumber", "modelno", "models", "partnumber", "partno", "mpn",
                "typenumber", "producttype",
            ]
        ),
        (
            .gtin,
            [
                "jan", "janコード", "jancode", "jan番号", "gtin", "gtinコード", "gtincode", "gtin13", "gtin14", "gtin8",
                "jan13",
                "jan8", "ean", "eanコード", "ean13", "eancode", "upc", "upccode", "upcコード", "バーコード", "バーコード番号", "barcode",
                "jangtin", "gtinjan", "janean",
            ]
        ),
        (
            .manufacturer,
            [
                "メーカー", "メーカ", "メーカー名", "メーカ名", "製造者", "製造者名", "製造業者", "製造業者名", "製造事業者", "製造事業者名",
                "製造元", "製造会社", "製造会社名", "会社名", "企業名", "事業者", "事業者名", "社名", "ベンダー", "ベンダ", "ベンダー名", "ブランド",
                "ブランド名", "申請者", "申請者名", "法人番号", "vendor", "vendorname", "manufacturer", "manufacturername", "maker",
                "makername", "company", "companyname", "brand", "brandname", "corporatenumber", "mfr",
            ]
        ),
        (
            .component,
            [
                "構成機器", "構成機器名", "構成要素", "構成要素名", "構成品", "構成品名", "主要構成機器", "設備区分", "component",
                "componentname", "systemcomponent",
            ]
        ),
        (
            .requiredLevel,
            [
                "要求レベル", "必要レベル", "求めるレベル", "要求水準", "必要水準", "求める水準", "要求星", "requiredlevel",
                "levelrequired", "levelatleast", "minimumlevel",
            ]
        ),
    ]

    private static let anyNumbers = [
        "コード", "code", "番号", "no", "number", "id", "商品コード", "製品コード", "品目コード", "itemcode", "productcode", "sku", "url",
        "link",
    ]

    private static let words: [String: Meaning] = {
        var words: [String: Meaning] = [:]
        for (field, names) in fields { for name in names { words[name] = .field(field) } }
        for name in anyNumbers { words[name] = .anyNumber }
        return words
    }()

    /// The longest first, so that `メーカー型番` is a model and `型番コード` any number.
    private static let endings: [(word: String, meaning: Meaning)] = {
        let japanese = words.filter {
            $0.key.unicodeScalars.count >= 2 && $0.key.unicodeScalars.contains { $0.value > 0x7F }
        }
        return japanese.map { (word: $0.key, meaning: $0.value) }
            .sorted { $0.word.count == $1.word.count ? $0.word < $1.word : $0.word.count > $1.word.count }
    }()
}
