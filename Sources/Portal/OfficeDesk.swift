import Foundation
package import Intake
package import Registry
package import Store

/// The office's verbs, whichever door they come through: a command's own process or the running portal's socket.
package struct OfficeDesk: Sendable {
    let store: RegistryStore
    let now: Now
    /// Told which labels changed; nil means all.
    let changed: @Sendable ([LabelCode]?) -> Void

    package init(
        store: RegistryStore,
        now: @escaping Now,
        changed: @escaping @Sendable ([LabelCode]?) -> Void = { _ in }
    ) {
        self.store = store
        self.now = now
        self.changed = changed
    }

    /// Records an order; answers with the label as it now is, one JSON object.
    package func perform(_ wire: OrderWire) async throws -> [UInt8] {
        let moment = now()
        try OfficeDesk.checkActor(wire.actor)
        var terms = OrderTerms(
            effectiveOn: try wire.effectiveOn.map(OfficeDesk.day),
            actor: wire.actor,
            publicNote: try FieldText.line(wire.note, "note"),
            privateNote: try FieldText.line(wire.privateNote, "privateNote"),
            isAnnounced: wire.announced ?? false
        )
        let outcome: OrderOutcome
        switch wire.verb {
        case "issue", "provisional":
            let order = try newOrder(wire)
            let number = try wire.reference.map { try RegistrationNumber($0) }
            outcome = try await store.file(
                order,
                number: number,
                terms,
                origin: try origin(wire.origin),
                warrant: try await warrant(wire, for: order, at: moment),
                key: wire.key,
                at: moment
            )
        default:
            let reference = try self.reference(wire.reference ?? "")
            let (order, revision) = try await self.order(wire, reference)
            terms.ifRevision = revision
            outcome = try await store.perform(
                order,
                on: reference,
                terms,
                warrant: try await warrant(wire, for: order, at: moment),
                key: wire.key,
                at: moment
            )
        }
        if !outcome.isRepeat { changed([outcome.registration.code]) }
        return LabelWire.lineBytes(outcome.registration, on: moment.day)
    }

    /// Reads and records one edition of a list.
    package func importList(
        _ bytes: [UInt8],
        fileName: String,
        profile: ImportProfile,
        day: Day?,
        dryRun: Bool,
        actor: String,
        progress: (@Sendable (String) -> Void)? = nil
    ) async throws -> (ImportSummary, ListReading) {
        try OfficeDesk.checkActor(actor)
        try OfficeDesk.checkCategories(profile, store.rules)
        let reading = try ListReader.read(
            bytes: bytes,
            fileName: fileName,
            profile: profile,
            day: day,
            statusAliases: store.rules.statusAliases,
            progress: { progress?("read \($0) rows") }
        )
        // A header without rows is a download cut short; taken for an edition, it would call every label absent.
        guard reading.rows > 0 else {
            throw Refusal(.unprocessable, "\(fileName) holds no row below its header", code: "emptyList")
        }
        let summary = try await store.importList(
            reading,
            dryRun: dryRun,
            actor: actor,
            at: now(),
            progress: { progress?("recorded \($0) registrations") }
        )
        if summary.revision != nil { changed(nil) }
        return (summary, reading)
    }

    package func closeDoubt(_ id: Int64, actor: String) async throws {
        try OfficeDesk.checkActor(actor)
        try await store.closeDoubt(id, actor: actor, at: now())
    }

    /// Records what a mail server said of a letter.
    package func record(_ bounce: Bounce) async throws -> BounceVerdict {
        try await store.record(bounce, at: now())
    }

    /// Lets a letter that was given up be tried again.
    package func replayLetter(_ id: Int64, actor: String) async throws {
        try OfficeDesk.checkActor(actor)
        try await store.replay(letter: id, actor: actor, at: now())
    }

    /// Makes the way in for a first operator; the host that the link is on.
    package func inviteFirstOperator(token: String, actor: String) async throws -> String {
        try OfficeDesk.checkActor(actor)
        try await store.inviteFirstOperator(token: token, actor: actor, at: now())
        return store.operatorFacts.publicHost
    }

    /// Erases the personal data of an account, by its number or address; its number.
    package func eraseAccount(_ account: String, reason: String, actor: String) async throws -> Int64 {
        try OfficeDesk.checkActor(actor)
        return try await store.erase(account, reason: reason, actor: actor, at: now())
    }

    /// A code of ours where it is one, else a registration number.
    package func reference(_ text: String) throws(Refusal) -> LabelReference {
        if case .code(let code) = LabelCode.read(text), store.keys.knows(code) { return .code(code) }
        return .number(try RegistrationNumber(text))
    }

    private func newOrder(_ wire: OrderWire) throws(Refusal) -> LabelOrder {
        guard let filing = wire.filing else {
            throw Refusal(.malformed, "A new registration needs a filing", field: "filing")
        }
        let filed = try filing.filing(store.rules)
        if wire.verb == "provisional" { return .provisional(filed) }
        return .issue(filed, heldUntil: try wire.heldUntil.map(OfficeDesk.day))
    }

    /// The order, and for one that was made from what is known now, the revision it must still find.
    private func order(_ wire: OrderWire, _ reference: LabelReference) async throws -> (LabelOrder, Int64?) {
        guard ["correct", "restate"].contains(wire.verb) else { return (try plainOrder(wire), nil) }
        let finding: Finding
        switch reference {
        case .code(let code): finding = try await store.find(code)
        case .number(let number): finding = try await store.find(number)
        }
        guard let registration = finding.registration else {
            throw Refusal(.missing, "No match in this registry", ja: "この登録簿に該当がありません", code: "unknownNumber")
        }
        let correction = try (wire.correction ?? CorrectionWire()).correction(of: registration)
        guard wire.verb == "restate" else { return (.correct(correction), registration.revision) }
        guard correction.heldFrom == nil, correction.heldUntil == nil, correction.models == nil else {
            throw Refusal(
                .unprocessable,
                "A restatement has criteria, laboratory, route, manufacturer and product alone",
                ja: "新しい申告に書けるのは、適合基準、評価機関、申請方法、製造者、製品だけです",
                field: "correction",
                code: "notRestated"
            )
        }
        let restatement = Restatement(
            standard: correction.standard,
            manufacturer: correction.manufacturer,
            product: correction.product
        )
        return (.restate(restatement), registration.revision)
    }

    private func plainOrder(_ wire: OrderWire) throws -> LabelOrder {
        switch wire.verb {
        case "fileExtension": return .fileExtension
        case "extend": return .extend(heldUntil: try wire.heldUntil.map(OfficeDesk.day))
        case "refuseExtension": return .refuseExtension
        case "abandonExtension": return .abandonExtension
        case "withdraw": return .withdraw
        case "revoke": return .revoke
        case "reinstate": return .reinstate
        case "changeModels":
            return .changeModels(
                added: try (wire.addModels ?? []).map { try $0.covered() },
                removed: try (wire.removeModels ?? []).map { try ModelNumber($0) },
                revoked: try (wire.revokeModels ?? []).map { try ModelNumber($0) }
            )
        case "changeHolder":
            guard let holder = wire.holder else {
                throw Refusal(.malformed, "The new holder is missing", field: "holder")
            }
            return .changeHolder(try holder.manufacturer())
        default:
            throw Refusal(
                .malformed,
                "There is no verb \"\(wire.verb.prefix(40))\"",
                field: "verb",
                code: "unknownVerb"
            )
        }
    }

    /// The diary names who did what; nobody is no answer.
    private static func checkActor(_ actor: String) throws(Refusal) {
        guard !actor.cleaned.text.isEmpty, actor.unicodeScalars.count <= 200 else {
            throw Refusal(.malformed, "State who does this in 1 to 200 characters", field: "actor", code: "noActor")
        }
    }

    private static func checkCategories(_ profile: ImportProfile, _ rules: Rules) throws(Refusal) {
        for code in profile.categoryCodes.sorted() where rules.category(code) == nil {
            throw Refusal(
                .unprocessable,
                "The profile maps to a category \"\(code)\" that the scheme data does not have",
                code: "unknownCategory"
            )
        }
    }

    private func origin(_ word: String?) throws(Refusal) -> Origin {
        switch word {
        case nil, "issued": .issued
        case "test": .test
        default: throw Refusal(.malformed, "origin is issued or test", field: "origin")
        }
    }

    private static func day(_ text: String) throws(Refusal) -> Day { try Day.parse(text) }
}

extension FilingWire {
    /// The filing; an assurance that is left out is the level's own.
    func filing(_ rules: Rules) throws(Refusal) -> Filing {
        guard let level = StarLevel(code: level) else {
            throw Refusal(
                .malformed,
                "There is no level \"\(self.level.prefix(40))\"",
                field: "level",
                code: "unknownLevel"
            )
        }
        var covered: [CoveredModel] = []
        for model in models { covered.append(try model.covered()) }
        return Filing(
            standard: Standard(
                level: level,
                assurance: try assurance.map(Assurance.read) ?? rules.level(level)?.assurance ?? .selfDeclared,
                criteria: try FieldText.line(criteria, "criteria"),
                laboratory: try FieldText.line(laboratory, "laboratory"),
                route: try FieldText.line(route, "route")
            ),
            manufacturer: try manufacturer.manufacturer(),
            product: try product.product(),
            models: covered
        )
    }
}

extension CorrectionWire {
    /// The correction; members of the standard that are left out stay as they are.
    func correction(of registration: Registration) throws(Refusal) -> Correction {
        var correction = Correction()
        if level != nil || assurance != nil || criteria != nil || laboratory != nil || route != nil {
            var standard = registration.standard
            if let word = level {
                guard let known = StarLevel(code: word) else {
                    throw Refusal(
                        .malformed,
                        "There is no level \"\(word.prefix(40))\"",
                        field: "level",
                        code: "unknownLevel"
                    )
                }
                standard.level = known
            }
            if let assurance { standard.assurance = try Assurance.read(assurance) }
            if let criteria { standard.criteria = try FieldText.line(criteria, "criteria") }
            if let laboratory { standard.laboratory = try FieldText.line(laboratory, "laboratory") }
            if let route { standard.route = try FieldText.line(route, "route") }
            correction.standard = standard
        }
        if let heldFrom { correction.heldFrom = try Day.parse(heldFrom) }
        if let heldUntil { correction.heldUntil = try Day.parse(heldUntil) }
        correction.manufacturer = try manufacturer?.manufacturer()
        correction.product = try product?.product()
        if let models {
            var covered: [CoveredModel] = []
            for model in models { covered.append(try model.covered()) }
            correction.models = covered
        }
        return correction
    }
}

extension Assurance {
    fileprivate static func read(_ word: String) throws(Refusal) -> Assurance {
        guard let assurance = Assurance(rawValue: word) else {
            throw Refusal(.malformed, "assurance is selfDeclared or thirdParty", field: "assurance")
        }
        return assurance
    }
}
