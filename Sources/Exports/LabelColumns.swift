package import Registry

/// Which columns of the list of labels are written, and how a label fills them: the same for every format.
package struct LabelColumns: Sendable {
    /// In the order they are written.
    package let columns: [LabelColumn]
    /// What stands before the code in an address: `https://HOST/`.
    private let prefix: String

    /// - Parameter host: the host printed on labels, without scheme and slash.
    package init(_ columns: [LabelColumn] = LabelColumn.allCases, host: String) {
        self.columns = columns
        self.prefix = "https://\(host)/"
    }

    /// The headers of the columns, in order.
    package var headers: [ExportColumn] { columns.map(\.header) }

    /// Writes one label as a row.
    package func write(_ label: ListedLabel, into sink: inout some CellSink) {
        for column in columns { write(column, of: label.answer, label.coverage, into: &sink) }
        sink.endRow()
    }

    /// Adds one label's row of CSV to the caller's bytes.
    package func append(_ label: ListedLabel, as form: CSVForm, to buffer: inout [UInt8]) {
        form.write(to: &buffer) { write(label, into: &$0) }
    }

    /// Adds many, which costs less for each.
    package func append(_ labels: [ListedLabel], as form: CSVForm, to buffer: inout [UInt8]) {
        form.write(to: &buffer) { cells in
            for label in labels { write(label, into: &cells) }
        }
    }

    private func write(
        _ column: LabelColumn,
        of answer: LabelAnswer,
        _ coverage: Coverage?,
        into sink: inout some CellSink
    ) {
        switch column {
        case .registrationNumber: sink.text(answer.registration.number.text)
        case .code: sink.text(answer.registration.code.text)
        case .standing: sink.text(answer.period.standing.rawValue)
        case .confirmed: sink.flag(answer.period.isConfirmed)
        case .rawStatus: sink.text(answer.period.rawStatus ?? "")
        case .level: sink.text(answer.period.level.code)
        case .assurance: sink.text(answer.period.assurance.rawValue)
        case .issuedOn: sink.day(answer.registration.issuedOn)
        case .heldFrom: sink.day(answer.period.heldFrom)
        case .heldUntil: sink.day(answer.period.heldUntil)
        case .coverage: sink.text(coverage?.word.rawValue ?? "")
        case .coverageDay: sink.day(coverage?.day)
        case .productNameJa, .productNameEn, .brand, .category, .models, .gtins, .securitySupport,
            .securitySupportUntil:
            writeProduct(column, of: answer, into: &sink)
        case .manufacturerJa, .manufacturerEn, .corporateNumber, .country, .laboratory, .criteria, .route, .origin,
            .source, .editionDay, .address:
            writeSurroundings(column, of: answer, into: &sink)
        }
    }

    private func writeProduct(_ column: LabelColumn, of answer: LabelAnswer, into sink: inout some CellSink) {
        switch column {
        case .productNameEn: sink.text(answer.product.nameEN)
        case .brand: sink.text(answer.product.brand)
        case .category: sink.text(answer.product.category)
        // One line, so that rows stay one line high and tools that read by lines are not lost. Only JSON tells a number
        // that itself holds "; " from two.
        case .models: join(answer.models, into: &sink) { $0.number.exact }
        case .gtins: join(answer.models, into: &sink) { $0.gtin }
        case .securitySupport: sink.text(answer.product.support.word)
        case .securitySupportUntil: sink.day(answer.product.support.lastDay)
        default: sink.text(answer.product.nameJA)
        }
    }

    private func writeSurroundings(_ column: LabelColumn, of answer: LabelAnswer, into sink: inout some CellSink) {
        let standard = answer.standard
        switch column {
        case .manufacturerJa: sink.text(answer.manufacturer.nameJA)
        case .manufacturerEn: sink.text(answer.manufacturer.nameEN)
        case .corporateNumber: sink.text(answer.manufacturer.corporateNumber)
        case .country: sink.text(answer.manufacturer.country)
        case .laboratory: sink.text(standard.laboratory)
        case .criteria: sink.text(standard.criteria)
        case .route: sink.text(standard.route)
        case .origin: sink.text(answer.registration.origin.rawValue)
        case .source: sink.text(answer.registration.source)
        case .editionDay: sink.day(answer.registration.edition?.day)
        default:
            sink.beginText()
            sink.piece(prefix)
            sink.piece(answer.registration.code.text)
            sink.endText()
        }
    }

    private func join(_ models: [CoveredModel], into sink: inout some CellSink, _ part: (CoveredModel) -> String) {
        sink.beginText()
        var isFirst = true
        for model in models {
            let text = part(model)
            if text.isEmpty { continue }
            if !isFirst { sink.piece("; ") }
            sink.piece(text)
            isFirst = false
        }
        sink.endText()
    }
}

extension Product.Support {
    /// The word on the wire.
    fileprivate var word: String {
        switch self {
        case .notStated: "notStated"
        case .unsupported: "unsupported"
        case .until: "until"
        }
    }

    fileprivate var lastDay: Day? {
        guard case .until(let day) = self else { return nil }
        return day
    }
}
