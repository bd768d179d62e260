import Registry

/// What a machine asks to be begun.
struct OpeningWire: Decodable, Sendable {
    var kind: String
    var registrationNumber: String?

    static let shape = BodyShape.values("kind", "registrationNumber")

    func opening() throws(Refusal) -> (kind: ApplicationKind, number: RegistrationNumber?) {
        guard let known = ApplicationKind(rawValue: kind) else { throw DraftWire.unknown("kind", kind) }
        guard let registrationNumber, !registrationNumber.isEmpty else { return (known, nil) }
        return (known, try RegistrationNumber(registrationNumber))
    }
}

/// A step of an applicant, with what it needs.
struct ActionWire: Decodable, Sendable {
    /// The version that puts a finding right.
    struct Fix: Decodable, Sendable {
        var finding: Int
        var version: String
    }

    var action: String
    var declarant: String?
    var declarantTitle: String?
    var applicationNumber: String?
    var reason: String?
    var fixes: [Fix]?

    /// The steps, and the members that each takes beside its name.
    static let steps: [(action: String, members: Set<String>)] = [
        ("submit", ["declarant", "declarantTitle"]), ("requestNumber", []), ("recordNumber", ["applicationNumber"]),
        ("answerCorrection", ["declarant", "declarantTitle"]), ("withdraw", ["reason"]), ("abandon", []),
        ("rectify", ["fixes"]),
    ]
    static let shape = BodyShape.object([
        "action": .value, "declarant": .value, "declarantTitle": .value, "applicationNumber": .value,
        "reason": .value, "fixes": .list(.values("finding", "version")),
    ])

    /// - Throws: `malformed` for a step that applicants do not take, or members that it does not take.
    func order() throws(Refusal) -> ApplicationOrder {
        guard let step = Self.steps.first(where: { $0.action == action }) else {
            throw DraftWire.unknown("action", action)
        }
        if let strange = stated.sorted().first(where: { !step.members.contains($0) }) {
            throw Refusal(
                .malformed,
                "\(action) takes no \(strange)",
                ja: "\(action) に \(strange) は使えません",
                field: strange,
                code: "unknownParameter"
            )
        }
        switch action {
        case "submit": return .submit(name: try declarantName(), title: try declarantWork())
        case "answerCorrection": return .answerCorrection(name: try declarantName(), title: try declarantWork())
        case "requestNumber": return .requestNumber
        case "recordNumber": return .recordNumber(try FieldText.line(applicationNumber, "applicationNumber"))
        case "withdraw": return .withdraw(try FieldText.line(reason, "reason"))
        case "abandon": return .abandon
        default: return .assess(.rectify(try versions()))
        }
    }

    private var stated: [String] {
        let members: [(String, Bool)] = [
            ("declarant", declarant != nil), ("declarantTitle", declarantTitle != nil),
            ("applicationNumber", applicationNumber != nil), ("reason", reason != nil), ("fixes", fixes != nil),
        ]
        return members.filter(\.1).map(\.0)
    }

    private func declarantName() throws(Refusal) -> String {
        try DraftWire.line(declarant, "declarant", limit: 200)
    }

    private func declarantWork() throws(Refusal) -> String {
        try DraftWire.line(declarantTitle, "declarantTitle", limit: 200)
    }

    private func versions() throws(Refusal) -> [Int: String] {
        var versions: [Int: String] = [:]
        for (index, fix) in (fixes ?? []).enumerated() {
            guard versions[fix.finding] == nil else {
                throw Refusal(
                    .malformed,
                    "Finding \(fix.finding) is named twice",
                    ja: "指摘\(fix.finding)が重複しています",
                    field: "fixes.\(index).finding",
                    code: "duplicateFinding"
                )
            }
            versions[fix.finding] = try DraftWire.line(fix.version, "fixes.\(index).version", limit: 200)
        }
        return versions
    }
}
