import Exports
import Registry
import Store

/// The columns of a checked list as a file: the user's own, untouched and in their order, then ours.
struct CheckColumnSet: Sendable {
    /// A column of ours; the raw value is its name for machines.
    enum Ours: String, CaseIterable, Sendable {
        case outcome, why, reasons, match, coverage, coverageDay, registrationNumber, code, standing, level, assurance
        case heldUntil, manufacturer, model, candidates, whyEn
    }

    let headers: [ExportColumn]
    private let width: Int

    init(_ head: ReceiptHead) {
        width = head.fields.count
        headers =
            (0..<width).map { index in
                let own = head.header.flatMap { index < $0.count ? $0[index] : nil }
                return ExportColumn(
                    own ?? "column\(index + 1)",
                    ja: own ?? "列\(index + 1)",
                    en: own ?? "Column \(index + 1)"
                )
            } + Ours.allCases.map(\.header)
    }

    func write(_ row: ReceiptRow, into sink: inout some CellSink) {
        for index in 0..<width { sink.text(index < row.cells.count ? row.cells[index] : "") }
        for column in Ours.allCases { write(column, row, into: &sink) }
        sink.endRow()
    }

    /// The same as values, for a workbook.
    func cells(_ row: ReceiptRow) -> [ExportCell] {
        var sink = CellList()
        write(row, into: &sink)
        return sink.cells
    }

    private func write(_ column: Ours, _ row: ReceiptRow, into sink: inout some CellSink) {
        switch column {
        case .outcome: sink.text(row.outcome.rawValue)
        case .why: sink.text(row.why.ja)
        case .whyEn: sink.text(row.why.en)
        case .reasons: sink.text(row.reasons.map(\.rawValue).joined(separator: "; "))
        case .match: sink.text(row.match.rawValue)
        case .coverage: sink.text(row.coverage?.word.rawValue ?? "")
        case .coverageDay: sink.day(row.coverage?.day)
        case .model: sink.text(row.model)
        case .candidates: sink.text(row.candidates.map(\.number).joined(separator: "; "))
        case .registrationNumber, .code, .standing, .level, .assurance, .heldUntil, .manufacturer:
            write(column, of: row.found, into: &sink)
        }
    }

    private func write(_ column: Ours, of label: ReceiptRow.Label?, into sink: inout some CellSink) {
        guard let label else { return sink.empty() }
        switch column {
        case .code: sink.text(label.code)
        case .standing: sink.text(label.standing.rawValue)
        case .level: sink.text(label.isProvisional ? "" : label.level.code)
        case .assurance: sink.text(label.isProvisional ? "" : label.assurance.rawValue)
        case .heldUntil: sink.day(label.heldUntil)
        case .manufacturer: sink.text(label.makerJA.isEmpty ? label.makerEN : label.makerJA)
        default: sink.text(label.number)
        }
    }
}

/// A row of cells as values.
private struct CellList: CellSink {
    private(set) var cells: [ExportCell] = []
    private var text = ""

    mutating func beginText() { text = "" }
    mutating func piece(_ text: String) { self.text += text }
    mutating func endText() { cells.append(text.isEmpty ? .empty : .text(text)) }
    mutating func day(_ day: Day?) { cells.append(day.map { .day($0) } ?? .empty) }
    mutating func integer(_ value: Int64) { cells.append(.integer(value)) }
    mutating func flag(_ value: Bool) { cells.append(.flag(value)) }
    mutating func empty() { cells.append(.empty) }
    mutating func endRow() {}
}

extension CheckColumnSet.Ours {
    fileprivate var header: ExportColumn {
        switch self {
        case .outcome:
            column(
                "照合結果",
                "Outcome",
                width: 10,
                "pass 条件を満たす、fail 満たさない、review 人が確かめる必要がある",
                "pass, fail, or review: a person must look"
            )
        case .why: column("理由", "Why (Japanese)", width: 60, "結果の理由を一文で", "Every reason in one sentence, in Japanese")
        case .whyEn: column("理由（英語）", "Why", width: 60, "同じ理由を英語で", "Every reason in one sentence, in English")
        case .reasons: column("理由コード", "Reasons", width: 24, "「; 」でつなぐ", "Stable words, joined by \"; \"")
        case .match:
            column(
                "一致のしかた",
                "Match",
                width: 16,
                "code、registrationNumber、gtin、exactModel、equalModel、nearModel、manufacturerOnly、ambiguous、"
                    + "none（本登録簿に該当なし。未登録の証明ではない）",
                "How the row led to a registration; none is no match in this registry, never a statement on the product"
            )
        case .coverage: LabelColumn.coverage.header
        case .coverageDay: LabelColumn.coverageDay.header
        case .registrationNumber, .code, .standing, .level, .assurance, .heldUntil, .manufacturer, .model, .candidates:
            labelHeader
        }
    }

    private var labelHeader: ExportColumn {
        switch self {
        // One word for one thing in every file of ours.
        case .code: LabelColumn.code.header
        case .standing: LabelColumn.standing.header
        case .level: LabelColumn.level.header
        case .assurance: LabelColumn.assurance.header
        case .heldUntil: column("有効期間の末日", "Held until", .day, "その日を含む", "Last day, inclusive")
        case .manufacturer: column("製造者", "Manufacturer", width: 28, "登録の製造者名", "As registered")
        case .model: column("一致した型番", "Model met", width: 20, "登録にある型番", "As registered")
        case .candidates:
            column(
                "候補の登録番号",
                "Candidates",
                width: 30,
                "ほかに当てはまる登録。「; 」でつなぐ",
                "Other registrations that fit, joined by \"; \""
            )
        default: column("登録番号", "Registration number", width: 20, "見つかった登録", "Of the registration found, as text")
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
}
