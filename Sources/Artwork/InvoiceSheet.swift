/// An invoice as one A4 page: what is written on it is the caller's, in one language.
package struct InvoiceSheet: Sendable {
    /// A name and what stands for it.
    package struct Row: Hashable, Sendable {
        /// What is told.
        package var name: String
        /// What it is.
        package var value: String

        package init(_ name: String, _ value: String) {
            (self.name, self.value) = (name, value)
        }
    }

    /// Such as 請求書.
    package var title: String
    /// To whom, from whom, number, days.
    package var facts: [Row]
    /// What is charged, with its amount.
    package var item: Row
    /// The sum, tax included.
    package var total: Row
    /// How much of the sum is tax, and whatever else must be said.
    package var remarks: [String]
    /// Printed across where the registry is a trial; empty for none.
    package var mark: String

    package init(title: String, facts: [Row], item: Row, total: Row, remarks: [String], mark: String = "") {
        self.title = title
        self.facts = facts
        self.item = item
        self.total = total
        self.remarks = remarks
        self.mark = mark
    }

    private static let (width, height, margin) = (210.0, 297.0, 22.0)

    /// The bytes of a PDF.
    ///
    /// - Throws: `Refusal` where the font has no shape for a character, `ArtworkFault` where a library fails.
    package func pdf() throws -> [UInt8] {
        try PDFWriter(ink: .colour).write(commands, width: Self.width, height: Self.height, title: title)
    }

    private var commands: [DrawingCommand] {
        let (left, right) = (Self.margin, Self.width - Self.margin)
        var all: [DrawingCommand] = [text(title, left, 34, size: 7.5, weight: .bold, limit: right - left)]
        var y = 50.0
        for fact in facts {
            all.append(text(fact.name, left, y, size: 3.4, limit: 48))
            for line in lines(fact.value, size: 4, width: right - left - 52) {
                all.append(text(line, left + 52, y, size: 4, limit: right - left - 52))
                y += 6
            }
            y += 2
        }
        y += 6
        all.append(rule(y, left, right))
        y += 9
        let split = right - 46
        for (index, line) in lines(item.name, size: 4.2, width: split - left - 4).enumerated() {
            all.append(text(line, left, y + Double(index) * 6.4, size: 4.2, limit: split - left - 4))
        }
        all.append(text(item.value, split, y, size: 4.2, limit: 46))
        y += Double(max(1, lines(item.name, size: 4.2, width: split - left - 4).count)) * 6.4
        all.append(rule(y, left, right))
        y += 12
        all.append(text(total.name, left, y, size: 5, weight: .bold, limit: split - left - 4))
        all.append(text(total.value, split, y, size: 5, weight: .bold, limit: 46))
        y += 12
        for remark in remarks {
            for line in lines(remark, size: 3.4, width: right - left) {
                all.append(text(line, left, y, size: 3.4, limit: right - left))
                y += 5.4
            }
        }
        if !mark.isEmpty { all.append(text(mark, left, Self.height - 16, size: 4, weight: .bold, limit: right - left)) }
        return all
    }

    private func text(
        _ text: String,
        _ x: Double,
        _ y: Double,
        size: Double,
        weight: TextLine.Weight = .regular,
        limit: Double
    ) -> DrawingCommand {
        .text(TextLine(text: text, origin: Point(x: x, y: y), size: size, weight: weight, limit: limit))
    }

    private func rule(_ y: Double, _ left: Double, _ right: Double) -> DrawingCommand {
        let line = Outline(steps: [.move(Point(x: left, y: y)), .line(Point(x: right, y: y))])
        return .stroke(line, .ink, width: 0.25)
    }

    private func lines(_ text: String, size: Double, width: Double) -> [String] {
        TextFitting(weight: .regular, sizes: size...size).fit(text, width: width, height: 60)?.lines ?? [text]
    }
}
