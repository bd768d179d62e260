package import Registry
package import Store

/// An application as the office's page tells it, as rows of plain text and as objects: for the command line.
package struct CaseText: Sendable {
    private let file: ApplicationFile
    private let rules: Rules
    private let today: Day
    private let language: Language

    package init(_ file: ApplicationFile, _ rules: Rules, today: Day, _ language: Language = .en) {
        (self.file, self.rules, self.today, self.language) = (file, rules, today, language)
    }

    private var reading: CaseReading { CaseReading(file, rules, today: today, language) }

    /// What it is called by: its number, or what it is counted as.
    package var name: String { file.application.name }

    /// Kind, applicant and level in one line.
    package var about: String { reading.about }

    /// Where it stands, whose it is, its fee and its invoice: a term and what it says in each row.
    package var facts: [[String]] {
        let fees = PageView.FeeReading(file: file, rules: rules, language: language)
        let price = [
            OfficeWords.words(language).caseFee, [fees.price.amount, fees.price.terms].joined(separator: " "),
        ]
        let told = (reading.status + reading.applicant).map { [$0.term, $0.says] }
        return told + [price.map(\.trimmedBlanks)] + fees.invoice.map { [$0.term, $0.says] }
    }

    /// The invoice alone.
    package var invoice: [[String]] {
        PageView.FeeReading(file: file, rules: rules, language: language).invoice.map { [$0.term, $0.says] }
    }

    /// What happened, oldest first: moment, who, what, which state it led to, and a remark.
    package var steps: [[String]] {
        reading.steps.reversed().map { [$0.moment, $0.who, $0.what, $0.change ?? "", $0.remark] }
    }

    /// The same steps, one JSON object each.
    package var stepObjects: [[UInt8]] {
        file.steps.filter(CaseReading.isTold).map { step in
            var json = JSONWriter(capacity: 256)
            json.object { json in
                json.text("at", step.at.text)
                json.text("account", String(step.by))
                json.stated("name", file.names[step.by] ?? "")
                json.text("action", step.word)
                json.text("before", step.before.rawValue)
                json.text("after", step.after.rawValue)
                json.stated("note", step.note)
            }
            return json.bytes
        }
    }
}

/// An invoice as JSON, with what it is for.
package enum InvoiceWire {
    /// One JSON object.
    package static func bytes(_ line: InvoiceLine) -> [UInt8] {
        var json = JSONWriter(capacity: 512)
        json.object { json in
            ApplicationWire.invoice(line.invoice, into: &json)
            json.integer("application", line.application)
            json.stated("applicationNumber", line.applicationNumber)
            json.stated("applicant", line.applicant)
            if case .paid(let day, let reference) = line.invoice.outcome {
                json.day("paidOn", day)
                json.text("reference", reference)
            }
        }
        return json.bytes
    }
}
