import Registry

/// The acts of one registration, read one after the other.
struct SampleHistory {
    private let registration: String
    private var filing: Filing
    /// Minutes after 10:00 in Japan: the registration's place in the sample.
    private let minutes: Int
    private let reading: SampleReading
    private var lastRecorded: Day?

    init(registration: String, filing: Filing, minutes: Int, reading: SampleReading) {
        self.registration = registration
        self.filing = filing
        self.minutes = minutes
        self.reading = reading
    }

    var isBegun: Bool { lastRecorded != nil }

    mutating func take(_ node: SampleNode) throws(SampleFault) -> SampleAct {
        let fields = try node.fields(Self.common.union(Self.own))
        let word = try fields.required("act", of: node).text()
        let order = try order(word, node, fields)
        let day = try fields.required("day", of: node).day(from: reading.anchor)
        let recorded = try fields["recorded"]?.day(from: reading.anchor) ?? day
        let isAnnounced = try fields["announced"]?.flag() ?? false
        guard recorded < reading.anchor else { throw node.fault("the act is recorded before the anchor day") }
        if let lastRecorded, recorded <= lastRecorded {
            throw node.fault("acts of one registration are recorded on different days, in order")
        }
        guard day <= recorded || isAnnounced else { throw node.fault("an act that is still to come is announced") }
        lastRecorded = recorded
        let note = try fields.wording("note")
        let terms = OrderTerms(
            effectiveOn: day,
            actor: "sample",
            publicNote: [note.ja, note.en].filter { !$0.isEmpty }.joined(separator: " / "),
            privateNote: try fields.text("private"),
            isAnnounced: isAnnounced
        )
        let at = recorded.start + Int64(600 + minutes) * 60_000
        return SampleAct(registration: registration, order: order, terms: terms, at: at)
    }

    private static let common: Set<String> = ["act", "day", "recorded", "announced", "note", "private"]
    private static let own: Set<String> = [
        "heldUntil", "heldFrom", "add", "remove", "revoke", "maker", "product", "models", "criteria", "laboratory",
        "route",
    ]

    private mutating func order(
        _ word: String,
        _ node: SampleNode,
        _ fields: [String: SampleNode]
    ) throws(SampleFault) -> LabelOrder {
        let isFirst = word == "issue" || word == "provisional"
        guard isFirst || isBegun else { throw node.fault("the first act is issue or provisional") }
        if let stray = Self.own.subtracting(Self.fields(of: word)).sorted().first(where: { fields[$0] != nil }) {
            throw node.fault("\"\(stray)\" does not belong to \(word)")
        }
        switch word {
        case "provisional": return .provisional(filing)
        case "issue": return .issue(filing, heldUntil: try day("heldUntil", fields))
        case "fileExtension": return .fileExtension
        case "extend": return .extend(heldUntil: try day("heldUntil", fields))
        case "refuseExtension": return .refuseExtension
        case "abandonExtension": return .abandonExtension
        case "withdraw": return .withdraw
        case "revoke": return .revoke
        case "reinstate": return .reinstate
        case "changeModels": return try modelChange(node, fields)
        case "changeHolder":
            return .changeHolder(try reading.manufacturer(try fields.required("maker", of: node)))
        case "correct": return .correct(try correction(node, fields))
        default: throw node.fault("there is no act \"\(word)\"")
        }
    }

    /// The keys that an act may have beside those of every act.
    private static func fields(of word: String) -> Set<String> {
        switch word {
        case "issue", "extend": ["heldUntil"]
        case "changeModels": ["add", "remove", "revoke"]
        case "changeHolder": ["maker"]
        case "correct":
            ["heldFrom", "heldUntil", "maker", "product", "models", "criteria", "laboratory", "route"]
        default: []
        }
    }

    private func day(_ key: String, _ fields: [String: SampleNode]) throws(SampleFault) -> Day? {
        try fields[key]?.day(from: reading.anchor)
    }

    private func modelChange(
        _ node: SampleNode,
        _ fields: [String: SampleNode]
    ) throws(SampleFault) -> LabelOrder {
        let added = try reading.models(try fields.list("add"))
        var removed: [ModelNumber] = []
        for number in try fields.list("remove") { removed.append(try number.modelNumber()) }
        var revoked: [ModelNumber] = []
        for number in try fields.list("revoke") { revoked.append(try number.modelNumber()) }
        guard !(added.isEmpty && removed.isEmpty && revoked.isEmpty) else { throw node.fault("no model is named") }
        return .changeModels(added: added, removed: removed, revoked: revoked)
    }

    /// Only what the act names is corrected; a product keeps every field that it does not name.
    private mutating func correction(
        _ node: SampleNode,
        _ fields: [String: SampleNode]
    ) throws(SampleFault) -> Correction {
        var correction = Correction()
        correction.heldFrom = try day("heldFrom", fields)
        correction.heldUntil = try day("heldUntil", fields)
        if let maker = fields["maker"] { correction.manufacturer = try reading.manufacturer(maker) }
        if let models = fields["models"] { correction.models = try reading.models(try models.items()) }
        if let product = fields["product"] {
            try reading.describe(&filing.product, by: product)
            correction.product = filing.product
        }
        if fields["criteria"] != nil { filing.standard.criteria = try fields.text("criteria") }
        if fields["laboratory"] != nil { filing.standard.laboratory = try fields.text("laboratory") }
        if fields["route"] != nil { filing.standard.route = try fields.text("route") }
        if !Set(fields.keys).isDisjoint(with: ["criteria", "laboratory", "route"]) {
            correction.standard = filing.standard
        }
        guard !correction.isEmpty else { throw node.fault("the correction changes nothing") }
        return correction
    }
}
