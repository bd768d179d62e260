import HTTPTypes
import Hummingbird
import Registry
import Store

/// The laboratories: which levels they may assess, until when, for whom they may not, and who works there.
struct LaboratoryController: Sendable {
    let site: PortalSite

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["done", "lang"])
        return try await show(visit, done: try query.value("done"), wish, request)
    }

    /// Records a laboratory, or invites somebody to one: whichever form was sent.
    func record(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let form = try await OfficeForm(request)
        let word = form.word == PageView.LaboratoryView.invitation ? form.word : PageView.LaboratoryView.recording
        do {
            let records = try await site.store.laboratories()
            if word == PageView.LaboratoryView.invitation {
                try await invite(form, records, visit)
            } else {
                let record = try Self.read(form, records)
                _ = try await site.store.recordLaboratory(record, by: visit.account, at: visit.now)
            }
        } catch let refusal as Refusal {
            return try await show(visit, form, word, refusal: refusal, wish, request)
        }
        return Gate.seeOther("\(PagePath.laboratories)?done=\(word)&lang=\(wish.language.rawValue)")
    }

    /// Nobody of a laboratory can invite, so the registry's administrator does it for all of its people.
    private func invite(_ form: OfficeForm, _ records: [LaboratoryRecord], _ visit: Visit) async throws {
        let stated = try form.fields.line("laboratory", limit: 20)
        guard let record = records.first(where: { String($0.organisation.id) == stated }) else {
            throw OfficeForm.unknownChoice("laboratory")
        }
        try await site.store.invite(
            try MailAddress(try form.fields.line("email")),
            name: try JoinController.name(try form.fields.line("name")),
            try form.fields.language(),
            to: record.organisation.id,
            roles: [.laboratory],
            by: visit.account,
            at: visit.now
        )
    }

    private static func read(_ form: OfficeForm, _ records: [LaboratoryRecord]) throws(Refusal) -> LaboratoryRecord {
        var levels: Set<StarLevel> = []
        for word in form.fields.words("levels") {
            guard let level = StarLevel(code: word) else { throw OfficeForm.unknownChoice("levels") }
            levels.insert(level)
        }
        guard !levels.isEmpty else {
            throw Refusal(
                .malformed,
                "Choose at least one level",
                ja: "レベルを一つ以上選んでください",
                field: "levels",
                code: "noLevel"
            )
        }
        return LaboratoryRecord(
            organisation: try organisation(form, records),
            levels: levels,
            validFrom: try form.neededDay("validFrom"),
            validUntil: try form.neededDay("validUntil"),
            conflicts: try conflicts(form)
        )
    }

    /// One that is there already, or a new one by what is stated.
    private static func organisation(
        _ form: OfficeForm,
        _ records: [LaboratoryRecord]
    ) throws(Refusal) -> Organisation {
        let word = try form.fields.line("laboratory", limit: 20)
        guard word.isEmpty || word == "new" else {
            guard let record = records.first(where: { String($0.organisation.id) == word }) else {
                throw OfficeForm.unknownChoice("laboratory")
            }
            return record.organisation
        }
        var organisation = try Organisation.manufacturer(
            nameJA: try form.fields.line("organisation"),
            nameEN: try form.fields.line("organisationEN"),
            corporateNumber: try form.fields.line("corporateNumber", limit: 20),
            foreignProof: try form.fields.line("foreignProof"),
            country: try form.fields.line("country", limit: 10)
        )
        organisation.side = .laboratory
        return organisation
    }

    private static func conflicts(_ form: OfficeForm) throws(Refusal) -> Set<Int64> {
        var conflicts: Set<Int64> = []
        let typed = try form.text("conflicts").compatible
        for word in typed.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "、" }) {
            guard word.utf8.count <= 18, let id = Int64(word), id > 0 else {
                throw Refusal(
                    .malformed,
                    "Write the numbers of organisations, with blanks between them",
                    ja: "組織の番号を空白で区切って入力してください",
                    field: "conflicts",
                    code: "malformedConflicts"
                )
            }
            conflicts.insert(id)
        }
        return conflicts
    }

    private func show(
        _ visit: Visit,
        _ form: OfficeForm? = nil,
        _ word: String = "",
        refusal: Refusal? = nil,
        done: String? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        var typed = refusal.flatMap { refusal in
            form?.typed(PageView.LaboratoryView.names, boxes: ["levels"], refusal: refusal)
        }
        typed?.word = word
        var view = PageView.LaboratoryView(
            try await site.store.laboratories(),
            typed,
            today: visit.now.day,
            site.store.rules,
            wish.language
        )
        let words = OfficeWords.words(wish.language)
        view.done = done.map {
            $0 == PageView.LaboratoryView.invitation ? words.laboratoryInvited : words.laboratoryDone
        }
        return site.answer(.laboratories, view, refusal: refusal, wish, request)
    }
}
