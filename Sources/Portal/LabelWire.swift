package import Registry
package import Store

/// The JSON of a label: the same fields in the same order wherever it is asked for.
package enum LabelWire {
    /// Where the answer stands: everything that does not come from the registration itself.
    package struct Setting: Sendable {
        package var isOfficial: Bool
        package var isFictional: Bool
        package var host: String

        package init(isOfficial: Bool, isFictional: Bool, host: String) {
            self.isOfficial = isOfficial
            self.isFictional = isFictional
            self.host = host
        }
    }

    /// One answer as UTF-8 JSON.
    package static func bytes(
        _ answer: LabelAnswer,
        mark: RevisionMark,
        rules: String,
        setting: Setting
    ) -> [UInt8] {
        written(answer, mark: mark, rules: rules, setting: setting, with: Pen(capacity: 2048)).bytes
    }

    /// The same as the pen wrote it.
    static func written(
        _ answer: LabelAnswer,
        mark: RevisionMark,
        rules: String,
        setting: Setting,
        coverage: Coverage? = nil,
        with pen: consuming Pen
    ) -> Pen {
        var json = JSONWriter(pen: pen)
        json.object { json in
            write(answer, into: &json)
            write(coverage, into: &json)
            json.day("day", answer.day)
            json.flag("unofficial", !setting.isOfficial)
            json.optional("watermark", watermark(answer.registration, setting))
            asOf(mark, rules, into: &json)
            json.object("links") { links(answer.registration, setting.host, into: &$0) }
        }
        return json.pen.handOver()
    }

    /// The label's history: public events and the periods they amount to.
    package static func historyBytes(
        _ registration: Registration,
        mark: RevisionMark,
        rules: String,
        setting: Setting
    ) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            identity(registration, into: &json)
            json.list("events", registration.events) { json, event in
                json.object { self.event(event, into: &$0) }
            }
            json.list("periods", registration.periods) { json, period in
                json.object { self.period(period, into: &$0) }
            }
            json.flag("unofficial", !setting.isOfficial)
            json.optional("watermark", watermark(registration, setting))
            asOf(mark, rules, into: &json)
        }
        return json.bytes
    }

    /// One line of a listing.
    package static func lineBytes(_ registration: Registration, on day: Day) -> [UInt8] {
        var json = JSONWriter(capacity: 512)
        let answer = registration.answer(on: day)
        json.object { json in
            write(answer, into: &json)
            json.integer("revision", registration.revision)
        }
        return json.bytes
    }

    /// The members of a label, wherever it stands.
    static func write(_ answer: LabelAnswer, into json: inout JSONWriter) {
        let registration = answer.registration
        identity(registration, into: &json)
        json.word("verdict", Verdict.standing(answer.standing).word)
        json.word("standing", answer.standing.rawValue)
        json.optional("rawStatus", answer.period.rawStatus)
        json.flag("confirmed", answer.period.isConfirmed)
        json.word("level", answer.period.level.code)
        json.word("assurance", answer.period.assurance.rawValue)
        let standard = answer.standard
        json.stated("laboratory", standard.laboratory)
        json.stated("criteria", standard.criteria)
        json.stated("route", standard.route)
        json.day("heldFrom", answer.period.heldFrom)
        json.day("heldUntil", answer.period.heldUntil)
        json.object("manufacturer") { manufacturer(answer.manufacturer, into: &$0) }
        json.object("product") { product(answer.product, into: &$0) }
        json.list("models", answer.models) { json, model in
            json.object { self.model(model, into: &$0) }
        }
        if let edition = registration.edition {
            json.object("edition") { self.edition(edition, into: &$0) }
        } else {
            json.none("edition")
        }
    }

    /// What a delivery day was judged to; nothing where none was asked about.
    static func write(_ coverage: Coverage?, into json: inout JSONWriter) {
        guard let coverage else { return }
        json.word("coverage", coverage.word.rawValue)
        json.day("coverageDay", coverage.day)
    }

    private static func identity(_ registration: Registration, into json: inout JSONWriter) {
        json.text("code", registration.code.text)
        json.text("registrationNumber", registration.number.text)
        json.word("origin", registration.origin.rawValue)
    }

    private static func watermark(_ registration: Registration, _ setting: Setting) -> String? {
        if registration.origin == .test { return "test" }
        return setting.isFictional ? "fictional" : nil
    }

    private static func asOf(_ mark: RevisionMark, _ rules: String, into json: inout JSONWriter) {
        json.integer("revision", mark.revision)
        json.text("recordedAt", mark.recordedAt.text)
        json.word("rules", rules)
    }

    static func manufacturer(_ manufacturer: Manufacturer, into json: inout JSONWriter) {
        json.stated("nameJa", manufacturer.nameJA)
        json.stated("nameEn", manufacturer.nameEN)
        json.stated("nameKana", manufacturer.nameKana)
        json.list("brands", manufacturer.brands) { $0.value($1) }
        json.stated("corporateNumber", manufacturer.corporateNumber)
        json.stated("country", manufacturer.country)
        json.stated("publicContact", manufacturer.publicContact)
        json.stated("vulnerabilityContact", manufacturer.vulnerabilityContact)
    }

    static func product(_ product: Product, into json: inout JSONWriter) {
        json.stated("nameJa", product.nameJA)
        json.stated("nameEn", product.nameEN)
        json.stated("brand", product.brand)
        json.stated("category", product.category)
        json.stated("descriptionJa", product.descriptionJA)
        json.stated("descriptionEn", product.descriptionEN)
        json.list("services", product.services) { $0.value($1) }
        json.stated("updateMethodJa", product.updateMethodJA)
        json.stated("updateMethodEn", product.updateMethodEN)
        switch product.support {
        case .notStated:
            json.word("securitySupport", "notStated")
            json.none("securitySupportUntil")
        case .unsupported:
            json.word("securitySupport", "unsupported")
            json.none("securitySupportUntil")
        case .until(let day):
            json.word("securitySupport", "until")
            json.day("securitySupportUntil", day)
        }
        json.stated("defaultCredentialsJa", product.defaultCredentialsJA)
        json.stated("defaultCredentialsEn", product.defaultCredentialsEN)
        json.stated("setupLink", product.setupLink)
        json.stated("disclosureLink", product.disclosureLink)
    }

    static func model(_ model: CoveredModel, into json: inout JSONWriter) {
        json.text("model", model.number.exact)
        json.stated("gtin", model.gtin)
        json.stated("versions", model.versions)
    }

    private static func edition(_ edition: Edition, into json: inout JSONWriter) {
        json.text("source", edition.source)
        json.day("day", edition.day)
        json.text("fileName", edition.fileName)
        json.text("sha256", edition.digest)
    }

    private static func links(_ registration: Registration, _ host: String, into json: inout JSONWriter) {
        let base = "https://\(host)"
        let code = registration.code.text
        let label = PagePath.label(registration.number)
        json.word("page", base + "/", then: code)
        json.word("history", base + "/api/v1/labels/", then: code + "/history")
        if registration.origin != .imported {
            json.word("svg", base, then: label + ".svg")
            json.word("pdf", base, then: label + ".pdf")
            json.word("png", base, then: label + ".png")
        }
    }

    private static func period(_ period: Period, into json: inout JSONWriter) {
        json.day("from", period.span.from)
        json.day("to", period.span.to < .far ? period.span.to - 1 : nil)
        json.text("standing", period.standing.rawValue)
        json.text("level", period.level.code)
        json.text("assurance", period.assurance.rawValue)
        json.day("heldFrom", period.heldFrom)
        json.day("heldUntil", period.heldUntil)
        json.flag("confirmed", period.isConfirmed)
        json.optional("rawStatus", period.rawStatus)
    }

    private static func event(_ event: LabelEvent, into json: inout JSONWriter) {
        json.text("event", event.kind.word.rawValue)
        json.day("effectiveOn", event.effectiveOn)
        json.text("recordedAt", event.recordedAt.text)
        json.integer("revision", event.revision)
        json.stated("note", event.publicNote)
        switch event.kind {
        case .issued(_, let from, let until), .imported(_, let from, let until):
            json.day("heldFrom", from)
            json.day("heldUntil", until)
        case .extended(let until): json.day("heldUntil", until)
        case .extensionFiled(let until): json.day("graceUntil", until)
        case .reinstated(let revision): json.integer("undoes", revision)
        case .modelsChanged(let added, let removed, let revoked):
            json.list("added", added) { $0.value($1.number.exact) }
            json.list("removed", removed) { $0.value($1.exact) }
            json.list("revoked", revoked) { $0.value($1.exact) }
        case .holderChanged(let manufacturer):
            json.object("manufacturer") { self.manufacturer(manufacturer, into: &$0) }
        case .restated(let restatement): json.list("fields", restatement.fields) { $0.value($1) }
        case .corrected(let correction): json.list("fields", correction.fields) { $0.value($1) }
        case .standingStated(_, let word): json.text("statusWord", word)
        case .absentFromEdition(let edition): json.object("edition") { self.edition(edition, into: &$0) }
        case .provisionallyRegistered, .extensionRefused, .extensionAbandoned, .withdrawn, .revoked: break
        }
    }
}

extension Restatement {
    /// The names of the fields it sets.
    fileprivate var fields: [String] {
        var fields: [String] = []
        if standard != nil { fields.append("standard") }
        if manufacturer != nil { fields.append("manufacturer") }
        if product != nil { fields.append("product") }
        return fields
    }
}

extension Correction {
    /// The names of the fields it sets.
    fileprivate var fields: [String] {
        var fields: [String] = []
        if standard != nil { fields.append("standard") }
        if heldFrom != nil { fields.append("heldFrom") }
        if heldUntil != nil { fields.append("heldUntil") }
        if manufacturer != nil { fields.append("manufacturer") }
        if product != nil { fields.append("product") }
        if models != nil { fields.append("models") }
        return fields
    }
}
