import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("a laboratory assesses an application, page by page")
struct AssessmentPageTests {
    private static let laboratories = "/office/laboratories?lang=en"

    @Test("recorded, assigned, tested, put right, tested again, reported, issued")
    func journey() async throws {
        try await Stage.with(.maker, .reviewer, .finance, .approver, .administrator) { stage in
            let id = try await stage.accepted(.star3).id
            try await Self.record(&stage)
            let office = "/office/applications/\(id)?lang=en"
            let record = try #require(try await stage.store.laboratories().first)
            try await stage.enter(.laboratory, of: record.organisation)
            #expect(try await stage[.laboratory].get("/assessments/\(id)?lang=en").status == 404)
            let choice = [("laboratory", String(record.organisation.id))]
            #expect(try await stage[.reviewer].fill(office, "assignLaboratory", choice).status == 303)
            let list = try await stage[.laboratory].get("/assessments?lang=en")
            #expect(list.text.contains("/assessments/\(id)?lang=en") && list.text.contains("STAR-3"))
            try await Self.tests(&stage, id)
            try await Self.rounds(&stage, id)
            try await Self.report(&stage, id)
            let verbs = try await stage.verbs(id)
            for verb in [
                "assignLaboratory", "pass", "addFinding", "listIssues", "rectify", "retest", "approveReport",
                "submitReport", "issue",
            ] {
                #expect(verbs.contains(verb), "\(verb)")
            }
            #expect(verbs.count { $0 == "retest" } == 2 && verbs.count { $0 == "rectify" } == 2)
            let acts = try await stage.store.acts(ActFilter(verb: "recordLaboratory"), limit: 9)
            #expect(acts.count == 1)
        }
    }

    /// The administrator records the laboratory, by password and code again.
    private static func record(_ stage: inout Stage) async throws {
        stage.clock.advance(milliseconds: SessionRule.stepUp)
        let form = try await stage[.administrator].form(laboratories, "record")
        let typed = [
            ("laboratory", "new"), ("organisation", "見本評価所"), ("organisationEN", "Sample Laboratory"),
            ("country", "JP"), ("corporateNumber", "8010401050387"), ("levels", "STAR-3"), ("levels", "STAR-4"),
            ("validFrom", "2027-01-01"), ("validUntil", "2029-12-31"), ("conflicts", "77"),
        ]
        let held = try await stage[.administrator].send(form, try form.filled(typed))
        #expect(held.status == 303 && held.location == "/account/prove?then=%2Foffice%2Flaboratories&lang=en")
        #expect(try await stage.store.laboratories().isEmpty)
        #expect(try await stage.prove(.administrator, then: "/office/laboratories") == laboratories)
        let wrong: [(String, String)] = [
            ("validUntil", "2026-12-31"), ("validFrom", "soon"), ("conflicts", "everybody"), ("country", "Japan"),
            ("corporateNumber", "123"),
        ]
        for (field, value) in wrong {
            let fields = typed.filter { $0.0 != field } + [(field, value)]
            let answer = try await stage[.administrator].fill(laboratories, "record", fields)
            #expect((400...422).contains(answer.status), "\(field)")
            #expect(answer.text.contains("a-record-\(field)-fault"), "\(field)")
            #expect(answer.text.contains("value=\"見本評価所\""), "\(field)")
        }
        let none = typed.filter { $0.0 != "levels" }
        #expect(try await stage[.administrator].fill(laboratories, "record", none).status == 400)
        #expect(try await stage.store.laboratories().isEmpty)
        #expect(try await stage[.administrator].fill(laboratories, "record", typed).status == 303)
        let page = try await stage[.administrator].get(laboratories)
        #expect(page.text.contains("Sample Laboratory") && page.text.contains("valid today"))
        // The office works on while sessions last.
        for person in [Stage.Person.reviewer, .finance] { try await stage.signIn(person) }
    }

    /// Finishes the module that stands open; the form asks for the version where something was tested.
    private static func pass(_ stage: inout Stage, _ id: Int64, _ version: String) async throws {
        let form = try await stage[.laboratory].form("/assessments/\(id)?lang=en", "pass")
        let sent = try await stage[.laboratory].send(form, try form.filled(form.lines.map { ($0, version) }))
        #expect(sent.status == 303, "\(version)")
    }

    /// Documents, device, app and cloud, with a finding in two of them.
    private static func tests(_ stage: inout Stage, _ id: Int64) async throws {
        let path = "/assessments/\(id)?lang=en"
        let page = try await stage[.laboratory].get(path)
        #expect(page.status == 200 && page.text.contains("見守りドアカメラ"))
        let document = try await stage[.laboratory].get("/assessments/\(id)/documents/1")
        #expect(document.status == 200 && document["Content-Type"] == "application/octet-stream")
        try await pass(&stage, id, "")
        let device = try await stage[.laboratory].form(path, "pass")
        #expect(try await stage[.laboratory].send(device, try device.filled([])).status == 400)
        let first = [
            ("module", "device"), ("severity", "major"), ("check", "初期パスワード"), ("evidence", "admin で入れた"),
        ]
        for field in ["module", "severity", "check", "evidence"] {
            let part = first.filter { $0.0 != field }
            let form = try await stage[.laboratory].form(path, "addFinding")
            // What stands chosen already is sent with it.
            let fields = try form.filled(part).filter { $0.0 != field }
            #expect(try await stage[.laboratory].send(form, fields).status == 400, "\(field)")
        }
        #expect(try await stage[.laboratory].fill(path, "addFinding", first).status == 303)
        try await pass(&stage, id, "FW 1.0")
        try await pass(&stage, id, "App 2.0")
        let second = [("module", "cloud"), ("severity", "minor"), ("check", "TLS"), ("evidence", "TLS 1.0 answers")]
        #expect(try await stage[.laboratory].fill(path, "addFinding", second).status == 303)
        try await pass(&stage, id, "Service 3.0")
        let assessment = try #require(try await stage.now(id).assessment)
        #expect(assessment.state == .issuesListed && assessment.findings.count == 2)
        #expect(assessment.versions == [.device: "FW 1.0", .app: "App 2.0", .cloud: "Service 3.0"])
        // Nothing is the manufacturer's to answer before the list is handed over.
        #expect(try await !stage[.maker].get("/applications/\(id)?lang=en").text.contains("finding1"))
        #expect(try await stage[.laboratory].fill(path, "listIssues").status == 303)
    }

    /// Each open finding names its version; one fails the first retest, and the second round closes it.
    private static func rounds(_ stage: inout Stage, _ id: Int64) async throws {
        let (path, own) = ("/assessments/\(id)?lang=en", "/applications/\(id)?lang=en")
        #expect(try await stage[.maker].get(own).text.contains("findings: 2"))
        let one = try await stage[.maker].fill(own, "rectify", [("finding1", "FW 1.1")])
        #expect(one.status == 422 && one.text.contains("Finding 2 names no version"))
        let fixes = [("finding1", "FW 1.1"), ("finding2", "Service 3.1")]
        #expect(try await stage[.maker].fill(own, "rectify", fixes).status == 303)
        let unsure = try await stage[.laboratory].fill(path, "retest", [("finding1", "passed")])
        #expect(unsure.status == 422 && unsure.text.contains("a-retest-finding2-fault"))
        let results = [("finding1", "passed"), ("finding2", "failed")]
        #expect(try await stage[.laboratory].fill(path, "retest", results).status == 303)
        var assessment = try #require(try await stage.now(id).assessment)
        #expect(assessment.state == .rectification && assessment.openFindings.map(\.number) == [2])
        let form = try await stage[.maker].form(own, "rectify")
        #expect(form.lines == ["finding2"])
        #expect(try await stage[.maker].fill(own, "rectify", [("finding2", "Service 3.2")]).status == 303)
        #expect(try await stage[.laboratory].form(path, "retest").offered.keys.sorted() == ["finding2"])
        // What passed in other versions has not passed in these.
        let mixed = try await stage[.laboratory].fill(path, "retest", [("finding2", "passed")])
        #expect(mixed.status == 409 && mixed.text.contains("handed in as version FW 1.1"))
        #expect(mixed.text.contains("Handed in and not looked at yet: device") && mixed.text.contains("Service 3.2"))
        for (module, version) in [("device", "FW 1.1"), ("cloud", "Service 3.2")] {
            let other = [("module", module), ("testedVersion", "another")]
            let refused = try await stage[.laboratory].fill(path, "passAgain", other)
            #expect(refused.status == 422 && refused.text.contains("a-passAgain-testedVersion-fault"))
            let looked = [("module", module), ("testedVersion", version)]
            #expect(try await stage[.laboratory].fill(path, "passAgain", looked).status == 303)
        }
        #expect(try await stage[.laboratory].fill(path, "retest", [("finding2", "passed")]).status == 303)
        let office = try await stage[.reviewer].get("/office/applications/\(id)?lang=en").text
        #expect(office.contains("FW 1.1") && !office.contains("not looked at yet"))
        #expect(try await stage[.maker].get(own).text.contains("round 2"))
        assessment = try #require(try await stage.now(id).assessment)
        #expect(assessment.state == .reportReview && assessment.round == 2 && assessment.openFindings.isEmpty)
        #expect(assessment.versions == [.device: "FW 1.1", .app: "App 2.0", .cloud: "Service 3.2"])
        #expect(assessment.findings[1].results.map(\.version) == ["Service 3.1", "Service 3.2"])
    }

    private static func report(_ stage: inout Stage, _ id: Int64) async throws {
        let (path, office) = ("/assessments/\(id)?lang=en", "/office/applications/\(id)?lang=en")
        let tomorrow = try await stage[.laboratory].fill(
            path,
            "approveReport",
            [("report", "R-1"), ("reportDay", "2027-05-21")]
        )
        #expect(tomorrow.status == 422 && tomorrow.text.contains("a-approveReport-reportDay-fault"))
        let report = [("report", "R-1"), ("reportDay", "2027-05-20")]
        #expect(try await stage[.laboratory].fill(path, "approveReport", report).status == 303)
        try await stage.confirm(id)
        let recommendation = [("recommendation", "toIssue"), ("text", "As reported")]
        // Nobody recommends what no report says yet.
        let early = try await stage[.reviewer].fill(office, "recommend", recommendation)
        #expect(early.status == 409 && early.text.contains("No laboratory has handed in its report"))
        #expect(try await stage[.laboratory].fill(path, "submitReport").status == 303)
        #expect(try await stage[.reviewer].fill(office, "recommend", recommendation).status == 303)
        stage.clock.advance(milliseconds: 60_000)
        try await stage.signIn(.approver)
        #expect(try await stage[.approver].fill(office, "issue").status == 303)
        let application = try await stage.now(id)
        #expect(application.state == .issued && application.assessment?.state == .acceptedByIpa)
        let number = try #require(application.registration)
        let label = try #require(try await stage.store.find(number).registration)
        #expect(label.standard.level == .star3 && label.standard.laboratory == "見本評価所")
        // The laboratory reads on and does nothing more.
        let page = try await stage[.laboratory].get(path)
        #expect(page.status == 200 && page.text.contains("there is nothing to do"))
    }

    @Test("the administrator lets a laboratory's people in, and nobody else that way")
    func people() async throws {
        try await Stage.with(.administrator) { stage in
            // Until there is a laboratory there is nobody to invite.
            let empty = try await stage[.administrator].get(Self.laboratories)
            #expect(empty.status == 200 && !empty.text.contains("id=\"a-invite\""))
            let record = LaboratoryRecord(
                organisation: Organisation(side: .laboratory, nameJA: "見本評価所", nameEN: "Sample Laboratory"),
                levels: [.star3],
                validFrom: stage.today,
                validUntil: stage.today + 30
            )
            let administrator = try stage.account(.administrator)
            let id = try await stage.store.recordLaboratory(record, by: administrator, at: stage.clock.now)
                .organisation.id
            let form = try await stage[.administrator].form(Self.laboratories, "invite")
            #expect(form.offered["laboratory"] == [String(id)])
            let typed = [
                ("laboratory", String(id)), ("name", "試験 二郎"), ("email", "tester@lab.example.jp"),
                ("language", "en"),
            ]
            for (field, value) in [("email", "nowhere"), ("name", " ")] {
                let fields = typed.filter { $0.0 != field } + [(field, value)]
                let answer = try await stage[.administrator].fill(Self.laboratories, "invite", fields)
                #expect(answer.status == 400 && answer.text.contains("a-invite-\(field)-fault"), "\(field)")
                #expect(!answer.text.contains("a-record-\(field)-fault"), "\(field)")
            }
            // The operator's own organisation is no laboratory.
            for other in ["1", "new", "", "x"] {
                let fields = try form.filled(typed).map { ($0.0, $0.0 == "laboratory" ? other : $0.1) }
                #expect(try await stage[.administrator].send(form, fields).status == 400, "\(other)")
            }
            #expect(try await stage.store.laboratories().count == 1)
            let sent = try await stage[.administrator].fill(Self.laboratories, "invite", typed)
            #expect(sent.status == 303 && sent.location == "/office/laboratories?done=invite&lang=en")
            let page = try await stage[.administrator].get("/office/laboratories?done=invite&lang=en")
            #expect(page.text.contains("The invitation is on its way"))
            let token = try await Visitor.letter(.invitation, stage.live)
            var tester = Visitor(live: stage.live)
            let joined = [("name", "Jiro"), ("password", Visitor.password)]
            #expect(try await tester.post("/join/\(token)?lang=en", joined).status == 303)
            #expect(try await tester.signIn("tester@lab.example.jp").status == 303)
            let members = try await stage.store.members(of: id)
            #expect(members.map(\.roles) == [[.laboratory]])
        }
    }

    @Test("a laboratory that may not assess the level, today or for this applicant is not assigned")
    func unfit() async throws {
        try await Stage.with(.maker, .reviewer, .administrator) { stage in
            let application = try await stage.accepted(.star3)
            let id = application.id
            let records: [(name: String, levels: Set<StarLevel>, days: Int, conflicts: Set<Int64>)] = [
                ("Lab of another level", [.star4], 30, []), ("Lab that lapsed", [.star3], -1, []),
                ("Lab of the applicant", [.star3], 30, [application.organisation]),
            ]
            for (name, levels, days, conflicts) in records {
                let record = LaboratoryRecord(
                    organisation: Organisation(side: .laboratory, nameJA: "", nameEN: name),
                    levels: levels,
                    validFrom: stage.today + -30,
                    validUntil: stage.today + days,
                    conflicts: conflicts
                )
                let administrator = try stage.account(.administrator)
                _ = try await stage.store.recordLaboratory(record, by: administrator, at: stage.clock.now)
            }
            let path = "/office/applications/\(id)?lang=en"
            let form = try await stage[.reviewer].form(path, "assignLaboratory")
            #expect(form.offered["laboratory"] == [""])
            for laboratory in try await stage.store.laboratories() {
                let fields = form.entries.map {
                    ($0.name, $0.name == "laboratory" ? String(laboratory.organisation.id) : $0.value)
                }
                #expect(try await stage[.reviewer].send(form, fields).status == 422)
            }
            for value in ["", "0", "999", "x"] {
                let fields = form.entries.map { ($0.name, $0.name == "laboratory" ? value : $0.value) }
                #expect(try await stage[.reviewer].send(form, fields).status == 400, "\(value)")
            }
            #expect(try await stage.now(id).assessment == nil)
        }
    }

    @Test("a list of findings longer than a usual form is handed back in one")
    func many() async throws {
        try await Stage.with(.maker, .reviewer, .administrator) { stage in
            let id = try await stage.accepted(.star3).id
            let record = try await stage.enterLaboratory()
            _ = try await stage.perform(.assignLaboratory(record), on: id, by: .reviewer)
            for _ in 0..<120 {
                let finding = AssessmentOrder.addFinding(.device, .minor, check: "check", evidence: "seen")
                _ = try await stage.perform(.assess(finding), on: id, by: .laboratory)
            }
            for _ in 0..<4 { _ = try await stage.perform(.assess(.pass(version: "1.0")), on: id, by: .laboratory) }
            _ = try await stage.perform(.assess(.listIssues), on: id, by: .laboratory)
            let (path, own) = ("/assessments/\(id)?lang=ja", "/applications/\(id)?lang=ja")
            let fixes = (1...120).map { ("finding\($0)", "ファームウェア 一・二・三") }
            #expect(try await stage[.maker].fill(own, "rectify", fixes).status == 303)
            let results = (1...120).map { ("finding\($0)", "passed") }
            guard try await stage.now(id).assessment?.state == .retest else { return }
            let looked = [("module", "device"), ("testedVersion", "ファームウェア 一・二・三")]
            #expect(try await stage[.laboratory].fill(path, "passAgain", looked).status == 303)
            #expect(try await stage[.laboratory].fill(path, "retest", results).status == 303)
            #expect(try await stage.now(id).assessment?.openFindings.isEmpty == true)
        }
    }
}

extension Stage {
    /// Billed, paid and under confirmation, by the store's own door.
    func confirm(_ id: Int64) async throws {
        let invoice = ApplicationOrder.invoice(amount: nil, note: "", dueDays: 30)
        let amount = try await perform(invoice, on: id, by: .finance).invoice?.amount ?? 0
        _ = try await perform(.recordPayment(amount, on: today, reference: "bank 1"), on: id, by: .finance)
        _ = try await perform(.confirm, on: id, by: .reviewer)
    }
}
