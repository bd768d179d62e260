import HTTPTypes
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("another's application is one that does not exist")
struct ApplicationTenantPageTests {
    private static let nowhere: Int64 = 987_654

    /// What a route would do, where it were one's own.
    private static func fields(_ path: String, _ version: Int64) -> [(String, String)] {
        let action =
            switch path.split(separator: "/").last.map({ String($0) }) {
            case "actions": [("action", "withdraw"), ("reason", "x")]
            case "review": [("action", "returnForCorrection"), ("text", "x")]
            case "finance": [("action", "proposeWaiver"), ("reason", "x")]
            case "decide": [("action", "refuse"), ("reason", "x")]
            case "terms": [("level", "STAR-2"), ("route", "standard")]
            case "models": [("models", "DC-STOLEN")]
            case "contact": [("contactName", "x")]
            case "product": [("nameJA", "x"), ("support", "unsupported")]
            default: [("action", "pass")]
            }
        return [("version", String(version))] + action
    }

    /// Asks for two applications in the same way, and holds what both answers share against what may differ.
    private static func compare(
        _ stage: inout Stage,
        _ person: Stage.Person,
        _ route: GuardedRoute,
        _ application: Application
    ) async throws {
        for language in ["ja", "en"] {
            var texts: [String] = []
            for id in [application.id, nowhere] {
                let path =
                    route.path.replacing(":id", with: String(id)).replacing(":number", with: "1") + "?lang=\(language)"
                let answer = try await ask(&stage, person, route, path, application.version)
                let place = "\(route.method) \(path) as \(person)"
                #expect(answer.status == 404, "\(place): \(answer.status)")
                #expect(answer["Content-Type"] == "text/html; charset=utf-8", "\(place)")
                #expect(answer["Cache-Control"] == "no-store", "\(place)")
                texts.append(answer.text.replacing(answer["X-Request-Id"] ?? "-", with: ""))
            }
            #expect(texts[0] == texts[1], "\(route.method) \(route.path) as \(person)")
        }
    }

    private static func ask(
        _ stage: inout Stage,
        _ person: Stage.Person,
        _ route: GuardedRoute,
        _ path: String,
        _ version: Int64
    ) async throws -> WireAnswer {
        if route.method == .get { return try await stage[person].get(path) }
        if route.path.hasSuffix("/documents") {
            let file = (name: "a.pdf", bytes: Array("%PDF-1.7".utf8))
            return try await stage[person].upload(path, [("version", String(version)), ("kind", "other")], file: file)
        }
        return try await stage[person].post(path, fields(route.path, version))
    }

    private static func routes(_ stage: Stage, _ start: String) -> [GuardedRoute] {
        GuardedRoutes.all(stage.live.site).filter { $0.path.hasPrefix(start + "/:id") }
    }

    @Test("to another manufacturer, at every address, with every verb")
    func manufacturers() async throws {
        try await Stage.with(.maker, .rival, .reviewer, .finance, .approver) { stage in
            let draft = try await stage.prepared()
            let submitted = try await stage.submitted()
            let issued = try await stage.recommended()
            let issue = ApplicationOrder.issue(number: nil, heldUntil: nil, publicNote: "")
            _ = try await stage.perform(issue, on: issued, by: .approver)
            let all = [draft, submitted, try await stage.now(issued)]
            let routes = Self.routes(stage, "/applications")
            #expect(routes.count >= 19)
            for application in all {
                for route in routes { try await Self.compare(&stage, .rival, route, application) }
                #expect(try await stage.now(application.id) == application)
            }
            // The owner does see them.
            for application in all {
                #expect(try await stage[.maker].get("/applications/\(application.id)").status == 200)
            }
            let list = try await stage[.rival].get("/applications?lang=en").text
            #expect(list.contains("There are none yet") && !list.contains("見守り"))
            // Nor does anybody extend, change or give up a label that is another's.
            let number = try #require(try await stage.now(issued).registration)
            for kind in ["extension", "change", "withdrawal"] {
                for asked in [number.text, "DEMO-2027-99999"] {
                    let fields = [("kind", kind), ("registrationNumber", asked), ("key", "k \(kind) \(asked)")]
                    let answer = try await stage[.rival].post("/applications?lang=en", fields)
                    #expect(answer.status == 404 && answer.text.contains("holds no registration of this number"))
                }
            }
        }
    }

    @Test("to the office, until it was submitted once")
    func drafts() async throws {
        try await Stage.with(.maker, .reviewer, .finance, .approver) { stage in
            let draft = try await stage.prepared()
            let id = try await stage.prepared().id
            _ = try await stage.perform(.requestNumber, on: id, by: .maker)
            let numbered = try await stage.perform(.recordNumber("IPA-SECRET"), on: id, by: .maker)
            let routes = Self.routes(stage, "/office/applications")
            #expect(routes.count == 5)
            for application in [draft, numbered] {
                for route in routes {
                    let people = [Stage.Person.reviewer, .finance, .approver].filter {
                        Policy.reach($0.role, route.permission) != .none
                    }
                    #expect(!people.isEmpty)
                    for person in people { try await Self.compare(&stage, person, route, application) }
                }
                #expect(try await stage.now(application.id) == application)
            }
            var texts: [String] = []
            for asked in ["IPA-SECRET", "IPA-UNKNOWN", "#\(draft.id)", "#\(Self.nowhere)"] {
                let answer = try await stage[.reviewer].get("/office?q=\(PagePath.encoded(asked))&lang=en")
                #expect(answer.status == 404, "\(asked)")
                // Behind the style sheet, whose colours are numbers too.
                let page = answer.text.firstRange(of: "<main").map { String(answer.text[$0.lowerBound...]) } ?? ""
                let text = page.replacing(PagePath.encoded(asked), with: "").replacing("value=\"\(asked)\"", with: "")
                texts.append(text)
            }
            #expect(texts[0] == texts[1] && texts[2] == texts[3])
            for state in ApplicationState.allCases {
                let answer = try await stage[.reviewer].get("/office/queue?state=\(state.rawValue)&lang=en")
                let isQueue = ApplicationState.officeQueues.contains(state)
                #expect(answer.status == (isQueue ? 200 : 400), "\(state)")
                #expect(!answer.text.contains("/office/applications/"), "\(state)")
            }
        }
    }

    @Test("to those whose pages these are not")
    func sides() async throws {
        try await Stage.with(.maker, .reviewer, .administrator) { stage in
            let application = try await stage.accepted(.star3)
            _ = try await stage.enterLaboratory()
            for route in Self.routes(stage, "/office/applications") where route.method == .get {
                for person in [Stage.Person.maker, .laboratory] {
                    try await Self.compare(&stage, person, route, application)
                }
            }
            for person in [Stage.Person.maker, .laboratory] {
                for path in ["/office", "/office/queue?state=accepted"] {
                    #expect(try await stage[person].get(path).status == 404, "\(person) \(path)")
                }
            }
        }
    }

    @Test("to a laboratory that it is not assigned to, and again once it is another's")
    func laboratories() async throws {
        try await Stage.with(.maker, .rival, .reviewer, .administrator) { stage in
            let record = try await stage.enterLaboratory()
            let assigned = try await stage.accepted(.star3).id
            let other = try await stage.accepted(.star3, by: .rival)
            _ = try await stage.perform(.assignLaboratory(record), on: assigned, by: .reviewer)
            let routes = Self.routes(stage, "/assessments")
            #expect(routes.count == 3)
            for route in routes { try await Self.compare(&stage, .laboratory, route, other) }
            #expect(try await stage.now(other.id, .rival) == other)
            let list = try await stage[.laboratory].get("/assessments?lang=en").text
            #expect(list.contains("/assessments/\(assigned)?") && !list.contains("/assessments/\(other.id)?"))
            #expect(!list.contains("Otsu") && !list.contains("乙電機"))
            #expect(try await stage[.laboratory].get("/assessments/\(assigned)").status == 200)
            // What the applicant types meanwhile is not the laboratory's to read.
            let asked = ApplicationOrder.askCorrection("Name", until: stage.today + 30)
            _ = try await stage.perform(asked, on: assigned, by: .reviewer)
            var draft = try await stage.now(assigned).draft
            draft.product.nameJA = "まだ出していない名前"
            _ = try await stage.perform(.save(draft), on: assigned, by: .maker)
            for path in ["/assessments/\(assigned)", "/assessments"] {
                #expect(try await !stage[.laboratory].get(path).text.contains("まだ出していない名前"), "\(path)")
            }
            let second = try await stage.store.recordLaboratory(
                LaboratoryRecord(
                    organisation: Organisation(side: .laboratory, nameJA: "", nameEN: "Second Laboratory"),
                    levels: [.star3],
                    validFrom: stage.today + -1,
                    validUntil: stage.today + 100
                ),
                by: try stage.account(.administrator),
                at: stage.clock.now
            )
            let moved = try await stage.perform(.assignLaboratory(second), on: assigned, by: .reviewer)
            for route in routes { try await Self.compare(&stage, .laboratory, route, moved) }
            let empty = try await stage[.laboratory].get("/assessments?lang=en")
            #expect(empty.text.contains("No application is assigned"))
        }
    }

    @Test("what is typed and not submitted again stands on no page of the office")
    func workingDraft() async throws {
        try await Stage.with(.maker, .reviewer, .finance) { stage in
            let id = try await stage.submitted().id
            _ = try await stage.perform(.returnForCorrection("Page 2"), on: id, by: .reviewer)
            var draft = try await stage.now(id).draft
            (draft.product.nameJA, draft.level) = ("まだ出していない名前", .star2)
            let digest = try await stage.store.keepFile(Array("%PDF-1.7 later".utf8), at: stage.clock.now)
            _ = try await stage.perform(.save(draft), on: id, by: .maker)
            _ = try await stage.perform(
                .attach(kind: "other", name: "later.pdf", digest: digest, size: 14),
                on: id,
                by: .maker
            )
            for path in ["/office", "/office/queue?state=returned", "/office/applications/\(id)"] {
                let text = try await stage[.reviewer].get(path).text
                #expect(!text.contains("まだ出していない名前"), "\(path)")
                #expect(!text.contains(">STAR-2<"), "\(path)")
                #expect(!text.contains("later.pdf"), "\(path)")
            }
            #expect(try await stage[.reviewer].get("/office/applications/\(id)/documents/2").status == 404)
            #expect(try await stage[.maker].get("/applications/\(id)/documents/2").status == 200)
        }
    }

    @Test("reading a document is an act of the diary for all but its owner")
    func reading() async throws {
        try await Stage.with(.maker, .reviewer, .auditor) { stage in
            let id = try await stage.submitted().id
            #expect(try await stage[.maker].get("/applications/\(id)/documents/1").status == 200)
            #expect(try await !stage.verbs(id).contains("readDocument"))
            for person in [Stage.Person.reviewer, .auditor] {
                let file = try await stage[person].get("/office/applications/\(id)/documents/1")
                #expect(file.status == 200 && file["Content-Security-Policy"] == "default-src 'none'; sandbox")
            }
            #expect(try await stage.verbs(id).count { $0 == "readDocument" } == 2)
            // An auditor reads and does nothing.
            for path in ["review", "finance", "decide"] {
                let answer = try await stage[.auditor].post("/office/applications/\(id)/\(path)", [("version", "1")])
                #expect(answer.status == 403, "\(path)")
            }
        }
    }
}
