import Registry
import TestSupport
import Testing

@testable import Portal
@testable import Store

extension Stage {
    /// Takes a submitted application to its label, through the office's own door.
    fileprivate func granted(_ id: Int64) async throws {
        _ = try await perform(.receive(on: nil), on: id, by: .reviewer)
        _ = try await perform(.accept(number: nil), on: id, by: .reviewer)
        let billed = try await perform(.invoice(amount: nil, note: "", dueDays: 30), on: id, by: .finance)
        let payment = ApplicationOrder.recordPayment(billed.invoice?.amount ?? 0, on: today, reference: "bank \(id)")
        _ = try await perform(payment, on: id, by: .finance)
        _ = try await perform(.confirm, on: id, by: .reviewer)
        _ = try await perform(.recommend(toIssue: true, "In order"), on: id, by: .reviewer)
        _ = try await perform(.issue(number: nil, heldUntil: nil, publicNote: ""), on: id, by: .approver)
    }

    /// Five applications, granted one to five days after they were submitted, each at noon.
    fileprivate func grantFive() async throws {
        let first = today
        var ids: [Int64] = []
        for _ in 1...5 { ids.append(try await submitted().id) }
        for (index, id) in ids.enumerated() {
            clock.set((first + index + 1).start + 43_200_000)
            try await granted(id)
        }
    }

    /// A number of the maker's labels.
    fileprivate func held() async throws -> RegistrationNumber {
        let owned = try await store.ownedRegistrations(of: try account(.maker).organisation.id)
        return try #require(owned.first).registration.number
    }
}

@Suite("how long applications take is told")
struct TimesRouteTests {
    private func figures(_ live: LivePortal) async throws -> JSONTree {
        try JSONTree(try await live.client.get("/api/v1/times").body)
    }

    @Test("to everybody in three languages and to machines, with the counts and the window")
    func figures() async throws {
        try await Stage.with(.maker, .reviewer, .approver, .finance) { stage in
            try await stage.grantFive()
            for (language, words) in [
                ("ja", ["申請にかかる期間", "3日", "5日"]),
                ("en", ["How long applications take", "3 days", "5 days", "self-declared"]),
                ("easy", ["申し込みに かかる 日数", "3日", "5日"]),
            ] {
                let page = try await stage.live.client.get("/times?lang=\(language)")
                #expect(page.status == 200 && page["ETag"] != nil, "\(language)")
                for word in words { #expect(page.text.contains(word), "\(language): \(word)") }
            }
            let json = try await figures(stage.live)
            #expect(json["applications"]?.integer == 5 && json["fewestApplications"]?.integer == 5)
            #expect(json["through"]?.text == stage.today.text && json["from"]?.text == (stage.today - 364).text)
            let new = json["whole"]?[0]
            #expect(new?["kind"]?.text == "new" && new?["assurance"]?.text == "selfDeclared")
            #expect(new?["applications"]?.integer == 5)
            #expect(new?["medianDays"]?.integer == 3 && new?["ninetiethDays"]?.integer == 5)
            #expect(json["whole"]?.list?.count == 8 && json["whole"]?[2]?["medianDays"] == .null)
            let states = json["states"]?.list ?? []
            #expect(states.map { $0["state"]?.text } == ReviewTimes.toldStates.map(\.rawValue))
            let submitted = states.first { $0["state"]?.text == "submitted" }
            #expect(submitted?["medianDays"]?.integer == 3 && submitted?["waitsFor"]?.text == "office")
            let due = states.first { $0["state"]?.text == "feeDue" }
            #expect(due?["waitsFor"]?.text == "applicant")
        }
    }

    @Test(
        "where nothing was granted yet, that is said; a HEAD is a GET without its body, a known tag is not sent again"
    )
    func empty() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let page = try await live.client.get("/times?lang=en")
            #expect(page.text.contains("No application was granted in this time yet"))
            #expect(!page.text.contains("<table"))
            for path in ["/times?lang=en", "/api/v1/times"] {
                let answer = try await live.client.get(path)
                let head = try await live.client.ask("HEAD", path)
                #expect(head.status == 200 && head["ETag"] == answer["ETag"] && head.body.isEmpty, "\(path)")
                let tag = try #require(answer["ETag"])
                #expect(try await live.client.get(path, ["If-None-Match": tag]).status == 304, "\(path)")
                #expect(answer["Cache-Control"] == "public, max-age=60", "\(path)")
            }
            for path in ["/times?lang=xx", "/times?on=2026-01-01", "/api/v1/times?lang=en", "/api/v1/times?x"] {
                #expect(try await live.client.get(path).status == 400, "\(path)")
            }
            for path in ["/?lang=en", "/about?lang=en", "/scope?hardware=no&lang=en"] {
                #expect(try await live.client.get(path).text.contains("href=\"/times?lang=en\""), "\(path)")
            }
        }
    }

    @Test("figures are kept for an hour of one day")
    func kept() async throws {
        try await Stage.with(.maker, .reviewer, .approver, .finance) { stage in
            let id = try await stage.submitted().id
            #expect(try await figures(stage.live)["applications"]?.integer == 0)
            try await stage.granted(id)
            stage.clock.advance(milliseconds: 3_599_999)
            #expect(try await figures(stage.live)["applications"]?.integer == 0)
            stage.clock.advance(milliseconds: 1)
            #expect(try await figures(stage.live)["applications"]?.integer == 1)
            // Ten minutes before midnight, and ten minutes after it.
            let midnight = (stage.today + 1).start
            stage.clock.set(midnight + -600_000)
            #expect(try await figures(stage.live)["through"]?.text == stage.today.text)
            stage.clock.set(midnight + 600_000)
            #expect(try await figures(stage.live)["through"]?.text == stage.today.text)
        }
    }

    @Test("many who ask at once get the same figures")
    func together() async throws {
        let registry = try await TestRegistry.empty()
        let shelf = ReviewTimesShelf(registry.store)
        let now = registry.clock.now
        let all = try await withThrowingTaskGroup(of: ReviewTimes.self) { tasks in
            for index in 0..<40 { tasks.addTask { try await shelf.times(at: now + Int64(index)) } }
            var all: Set<ReviewTimes> = []
            for try await times in tasks { all.insert(times) }
            return all
        }
        #expect(all.count == 1)
    }
}

@Suite("a renewal on its page")
struct RenewalTimesPageTests {
    @Test("a holder reads by when to file, and beside a state how long it usually lasts")
    func filing() async throws {
        try await Stage.with(.maker, .reviewer, .approver, .finance) { stage in
            try await stage.grantFive()
            let label = try #require(try await stage.store.find(try await stage.held()).registration)
            let end = try #require(label.period(on: stage.today).heldUntil)
            try await stage.signIn(.maker)
            let list = try await stage[.maker].get("/applications?lang=en").text
            let day = PageView.DayText(end - 5, .en).text
            #expect(list.contains("file by \(day): nine in ten new applications took up to 5 days"))
            let waiting = try await stage.submitted()
            let page = try await stage[.maker].get("/applications/\(waiting.id)?lang=en").text
            #expect(page.contains("In this state since") && page.contains("Usual time in this state"))
            #expect(page.contains("half of 5 applications granted in the last year spent up to 3 days in it"))
            // A year and more later nothing is known any more.
            stage.clock.set((end - 100).start + 43_200_000)
            try await stage.signIn(.maker)
            #expect(try await stage[.maker].get("/applications?lang=en").text.contains("Too little is known yet"))
            let later = try await stage[.maker].get("/applications/\(waiting.id)?lang=en").text
            #expect(later.contains("In this state since") && !later.contains("Usual time in this state"))
        }
    }

    @Test("what nobody changed is marked, what was changed is told, and the declaration is always left")
    func differences() async throws {
        try await Stage.with(.maker, .reviewer, .approver, .finance) { stage in
            try await stage.granted(try await stage.submitted().id)
            let number = try await stage.held()
            let label = try #require(try await stage.store.find(number).registration)
            let end = try #require(label.period(on: stage.today).heldUntil)
            stage.clock.set((end - 90).start + 43_200_000)
            try await stage.signIn(.maker)
            let account = try stage.account(.maker)
            let opened = try await stage.store.openApplication(
                .extension,
                about: number,
                by: account,
                at: stage.clock.now
            )
            let id = opened.application.id
            for (language, words) in [
                ("en", ["and nothing is missing", "The declaration is signed anew", "Too little is known yet"]),
                ("ja", ["あとは、あらためて宣言するだけです", "宣言はあらためて行います"]),
                ("easy", ["あとは、あらためて宣言するだけです", "まだ わかりません"]),
            ] {
                let page = try await stage[.maker].get("/applications/\(id)?lang=\(language)").text
                for word in words { #expect(page.contains(word), "\(language): \(word)") }
                // Five parts that nobody changed; documents are filed anew.
                let same = language == "en" ? ">nothing changed<" : ">変更なし<"
                #expect(page.components(of: same) == 5, "\(language)")
            }
            var draft = opened.application.draft
            draft.product.brand = "Brand <new>"
            draft.checklist.removeAll()
            _ = try await stage.perform(.save(draft), on: id, by: .maker)
            let page = try await stage[.maker].get("/applications/\(id)?lang=en").text
            #expect(page.contains("What changed since") && page.contains("Brand &lt;new&gt;"))
            #expect(!page.contains("Nothing changed since") && page.components(of: ">nothing changed<") == 3)
        }
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
