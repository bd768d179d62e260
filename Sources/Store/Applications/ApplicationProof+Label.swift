import Registry

/// What an application cost, and what it did to a label.
extension ApplicationProof {
    private static let ledger = Statement(
        "SELECT invoice, entry, amount, at, account_id FROM ledger WHERE application_id = ?1 ORDER BY id"
    )
    private static let lastInvoice = Statement("SELECT last FROM number_sequence WHERE kind = 'invoice'")

    private struct Line {
        let invoice: String
        let entry: String
        let amount: Int64
        let at: Moment
        let account: Int64

        /// The steps that write such a line.
        var words: [ApplicationAction] {
            switch entry {
            case "charged": [.invoice]
            case "paid": [.recordPayment]
            case "waived": [.waive]
            default: [.refuse, .withdraw, .abandon]
            }
        }
    }

    func moneyFaults(_ steps: [Step]) throws -> [String] {
        let lines = try db.all(Self.ledger, [.integer(application.id)]) { row in
            Line(
                invoice: row.text(0),
                entry: row.text(1),
                amount: row.integer(2),
                at: row.moment(3),
                account: row.integer(4)
            )
        }
        var faults: [String] = []
        let charges = lines.filter { $0.entry == "charged" }
        let settlements = lines.filter { $0.entry != "charged" }
        if charges.count > 1 { faults.append("it was charged \(charges.count) times") }
        if settlements.count > 1 { faults.append("it was settled \(settlements.count) times") }
        if let first = lines.first, first.entry != "charged" { faults.append("it was settled before it was charged") }
        for line in lines {
            let isMade = line.words.contains { word in
                steps.contains { $0.isOne(word.rawValue, at: line.at, by: line.account) }
            }
            if !isMade { faults.append("no step wrote the ledger's \"\(line.entry)\"") }
        }
        if (application.invoice == nil) != charges.isEmpty { faults.append("its invoice and its charge do not agree") }
        if let invoice = application.invoice {
            if lines.contains(where: { $0.amount != Int64(invoice.amount) || $0.invoice != invoice.number }) {
                faults.append("the ledger's lines differ from its invoice")
            }
            if settlements.first?.entry != invoice.outcome.entry {
                faults.append("its invoice and its settlement do not agree")
            }
            if invoice.outcome == .open, application.state.isTerminal { faults.append("it ended with an open invoice") }
            faults += try sequenceFaults(invoice)
        }
        if application.state == .issued, application.kind.feeAction != nil, !(application.invoice?.isSettled ?? false) {
            faults.append("it was issued before its fee was settled")
        }
        return faults
    }

    /// No number of an invoice lies before its sequence, or it would be given twice.
    private func sequenceFaults(_ invoice: Invoice) throws -> [String] {
        guard invoice.number.hasPrefix("INV-"),
            let given = invoice.number.split(separator: "-").last.flatMap({ Int64($0) })
        else { return [] }
        let last = try db.first(Self.lastInvoice) { $0.integer(0) } ?? 0
        return given > last ? ["its invoice \(invoice.number) lies ahead of the sequence of invoices"] : []
    }

    private static let events = Statement(
        """
        SELECT kind, revision FROM event WHERE registration_id = ?1 AND private_note = ?2 ORDER BY ordinal
        """
    )

    /// Events of a registration that say they are this application's doing.
    private func events(of registration: Int64) throws -> [(kind: String, revision: Int64)] {
        try db.all(Self.events, [.integer(registration), .text(subject)]) {
            (kind: $0.text(0), revision: $0.integer(1))
        }
    }

    func labelFaults() throws -> [String] {
        let faults = try provisionalFaults()
        guard application.state == .issued else {
            let hasLabel = application.kind == .new && columns.registration != nil
            return faults + (hasLabel ? ["it has a label and is not issued"] : [])
        }
        guard let registration = columns.registration else { return faults + ["it is issued and has no registration"] }
        return try faults + eventFaults(registration) + ownerFaults(registration)
    }

    /// A provisional number that was given is a registration that says by whom.
    private func provisionalFaults() throws -> [String] {
        guard let number = application.numbers.provisional else { return [] }
        let id = try db.first(LabelWriting.idByNumberAndSource, [.text(number), .integer(0)]) { $0.integer(0) }
        let isGiven = try id.map { id in
            try events(of: id).contains { $0.kind == LabelEvent.Word.provisionallyRegistered.rawValue }
        }
        return isGiven ?? false ? [] : ["its provisional number \(number) is no registration of its own"]
    }

    /// What it asked for was done to its label, and a label of its own was issued for what was declared.
    private func eventFaults(_ registration: Int64) throws -> [String] {
        let words: Set<LabelEvent.Word> =
            switch application.kind {
            case .new: [.issued]
            case .extension: [.extended]
            case .change: [.modelsChanged, .holderChanged]
            case .withdrawal: [.withdrawn]
            }
        let event = try events(of: registration).first { event in words.contains { $0.rawValue == event.kind } }
        guard let event else { return ["its label says nothing of it"] }
        guard application.kind == .new else { return [] }
        let rows = RegistrationRows(db: db, id: registration, revision: event.revision)
        guard let label = try? rows.registration(keys: keys) else { return ["its label cannot be read"] }
        let draft = application.draft
        let isDeclared =
            label.standard.level == draft.level && label.products.last?.value == draft.product
            && label.holders.last?.value == draft.manufacturer && label.models == draft.models
        return isDeclared ? [] : ["its label was issued for something else than was declared"]
    }

    private static let handedOver = Statement(
        "SELECT ordinal FROM event WHERE registration_id = ?1 AND kind = 'holderChanged' LIMIT 1"
    )
    private static let given = Statement("SELECT detail FROM act WHERE subject = ?1 AND verb = 'setOwner' ORDER BY id")

    /// A registration belongs to whom it was issued, or to whom the office gave it. Where its label went to another
    /// holder, nobody here may act for it.
    private func ownerFaults(_ registration: Int64) throws -> [String] {
        if try db.first(Self.handedOver, [.integer(registration)], { _ in true }) ?? false { return [] }
        guard let owner = try RegistryStore.ownerID(of: registration, db) else {
            return ["its registration belongs to nobody"]
        }
        guard application.kind == .new, let number = application.registration else { return [] }
        var owners = [application.organisation]
        try db.rows(Self.given, [.text(number.text)]) { row in
            if let id = row.text(0).split(separator: " ").last.flatMap({ Int64($0) }) { owners.append(id) }
        }
        let isTheirs = try owners.contains { try standing($0) == owner }
        return isTheirs ? [] : ["its registration belongs to an organisation that it was not given to"]
    }
}

extension Invoice.Outcome {
    /// The ledger's word for what settled an invoice; nil while it is open.
    fileprivate var entry: String? {
        switch self {
        case .open: nil
        case .paid: "paid"
        case .waived: "waived"
        case .void: "voided"
        }
    }
}
