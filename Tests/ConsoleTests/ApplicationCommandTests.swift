import Foundation
import Registry
import Store
import TestSupport
import Testing

@testable import Console

@Suite("a clerk looks at applications and invoices from the command line")
struct ApplicationCommandTests {
    /// A store with one application that waits for its payment, and a draft beside it.
    private static func with(_ body: (ProgramStore) async throws -> Void) async throws {
        try await ProgramStore.with(["--sample-scheme"] + ProgramStore.at) { store in
            let now = TestClock.t0
            try await OfficeStage.with(try StorePlace(store.path), at: now) { registry in
                let people = try await TrialAccounts.make(in: registry, at: now)
                let maker = try people.account(.maker)
                let id = try await registry.openApplication(.new, by: maker, at: now).application.id
                func perform(
                    _ person: TrialAccounts.Person,
                    _ order: ApplicationOrder,
                    file: [UInt8]? = nil
                )
                    async throws -> Application
                {
                    try await registry.perform(
                        order,
                        on: id,
                        version: nil,
                        file: file,
                        by: try people.account(person),
                        at: now
                    ).application
                }
                let draft = ApplicationDraft.trial(
                    .star1,
                    name: "試験カメラ",
                    models: ["TC-1"],
                    rules: registry.rules,
                    on: now.day
                )
                let saved = try await perform(.maker, .save(draft))
                for paper in saved.requiredPapers(of: maker.organisation, rules: registry.rules) {
                    let bytes = Array("%PDF-1.7 \(paper)".utf8)
                    let digest = RegistryStore.digest(of: bytes)
                    let order = ApplicationOrder.attach(
                        kind: paper,
                        name: "\(paper).pdf",
                        digest: digest,
                        size: bytes.count
                    )
                    _ = try await perform(.maker, order, file: bytes)
                }
                _ = try await perform(.maker, .requestNumber)
                _ = try await perform(.maker, .recordNumber("IPA-1"))
                _ = try await perform(.maker, .submit(name: "甲野 太郎", title: "代表取締役"))
                _ = try await perform(.reviewer, .receive(on: nil))
                _ = try await perform(.reviewer, .accept(number: nil))
                _ = try await perform(.finance, .invoice(amount: nil, note: "", dueDays: 30))
                _ = try await registry.openApplication(.new, by: try people.account(.rival), at: now)
            }
            try await body(store)
        }
    }

    private static func at(_ days: Int64) -> [String] { ["--at", (TestClock.t0 + days * 86_400_000).text] }

    @Test("the list has the office's queues and filters, and no drafts")
    func list() async throws {
        try await Self.with { store in
            let line = try await store.json(["application", "list", "--json"] + Self.at(0))
            #expect(line["state"]?.text == "feeDue" && line["applicationNumber"]?.text == "IPA-1")
            #expect(line["applicant"]?.text == "試験甲製作所" && line["product"]?.text == "試験カメラ")
            let table: [([String], Int)] = [
                ([], 1), (["--state", "feeDue"], 1), (["--state", "accepted"], 0), (["--kind", "new"], 1),
                (["--kind", "change"], 0), (["--older-than", "0"], 1), (["--older-than", "1"], 0),
            ]
            for (flags, count) in table {
                let outcome = try await store.run(["application", "list"] + flags + Self.at(0))
                #expect(outcome.status == 0 && outcome.lines.count == count, "\(flags): \(outcome.output)")
            }
            let later = try await store.run(["application", "--older-than", "2", "--state", "feeDue"] + Self.at(2))
            #expect(later.lines.count == 1 && later.output.contains("IPA-1  new  feeDue"), "\(later.output)")
            #expect(try await store.run(["application", "list", "--state", "draft"]).status == 1)
        }
    }

    @Test("one is shown by its number or what it is counted as: state, applicant, fee, steps")
    func show() async throws {
        try await Self.with { store in
            for reference in ["IPA-1", "#1", "1"] {
                let shown = try await store.run(["application", "show", reference] + Self.at(0))
                #expect(shown.status == 0, "\(shown.messages)")
                for text in ["IPA-1", "試験甲製作所", "7000012050002", "STAR-1", "¥", "INV-2027-000001"] {
                    #expect(shown.output.contains(text), "\(text)")
                }
            }
            let json = try await store.json(["application", "show", "IPA-1", "--json"])
            #expect(json["invoice"]?["number"]?.text == "INV-2027-000001")
            #expect(json["invoice"]?["state"]?.text == "open" && json["applicationNumber"]?.text == "IPA-1")
            let steps = try await store.run(["application", "history", "IPA-1", "--json"]).lines
            let actions = try steps.map { try JSONTree($0)["action"]?.text }
            #expect(actions == ["requestNumber", "recordNumber", "submit", "receive", "accept", "invoice"])
            #expect(try JSONTree(steps.last ?? "")["after"]?.text == "feeDue")
            #expect(try await store.run(["application", "history", "IPA-1"]).lines.count == steps.count)
            // What was never submitted is its applicant's alone.
            for reference in ["#2", "2", "0", "IPA-9"] {
                let outcome = try await store.run(["application", "show", reference])
                #expect(outcome.status == 1 && outcome.output.isEmpty, "\(reference)")
            }
        }
    }

    @Test("invoices are listed, shown, written as a PDF, and recorded as paid once")
    func invoices() async throws {
        try await Self.with { store in
            let number = "INV-2027-000001"
            let line = try await store.json(["invoice", "list", "--json"] + Self.at(0))
            #expect(line["number"]?.text == number && line["state"]?.text == "open")
            let amount = try #require(line["amount"]?.integer)
            for (days, count) in [(Int64(30), 0), (31, 1)] {
                let overdue = try await store.run(["invoice", "list", "--overdue"] + Self.at(days))
                #expect(overdue.lines.count == count, "\(days): \(overdue.output)")
            }
            let shown = try await store.run(["invoice", "show", number] + Self.at(0))
            #expect(shown.output.contains(number) && shown.output.contains("IPA-1"), "\(shown.output)")
            for language in ["ja", "en"] {
                let file = store.folder + "/invoice-\(language).pdf"
                let wrote = try await store.run(["invoice", "pdf", number, "--out", file, "--language", language])
                #expect(wrote.status == 0, "\(wrote.messages)")
                #expect(try Data(contentsOf: URL(fileURLWithPath: file)).starts(with: Array("%PDF".utf8)))
            }
            for flags in [["--out", store.folder + "/x.txt"], ["--out", store.folder + "/x.pdf", "--language", "fr"]] {
                #expect(try await store.run(["invoice", "pdf", number] + flags).status == 1, "\(flags)")
            }
            try await pay(store, number, amount)
        }
    }

    private func pay(_ store: ProgramStore, _ number: String, _ amount: Int) async throws {
        func paid(
            _ number: String,
            by: String,
            on: String = "2027-05-20",
            _ more: [String] = []
        ) async throws
            -> Program.Outcome
        {
            try await store.run(
                ["invoice", "paid", number, "--on", on, "--reference", "Bank 4711", "--by", by] + more + Self.at(0)
            )
        }
        let clerk = "trial-finance@example.jp"
        let refused: [(Program.Outcome, String)] = [
            (try await paid(number, by: "trial-reviewer@example.jp"), "roles"),
            (try await paid(number, by: "trial-maker@example.jp"), "roles"),
            (try await paid(number, by: "nobody@example.jp"), "no account"),
            (try await paid("INV-2027-000009", by: clerk), "INV-2027-000009"),
            (try await paid(number, by: clerk, on: "2027-05-21"), "day of payment"),
            (try await paid(number, by: clerk, on: "soon"), ""),
            (try await paid(number, by: clerk, ["--amount", String(amount - 1)]), "¥\(amount)"),
        ]
        for (outcome, says) in refused {
            #expect(outcome.status == 1 && outcome.output.isEmpty, "\(says): \(outcome.messages)")
            #expect(says.isEmpty || outcome.messages.contains(says), "\(outcome.messages)")
        }
        let more = ["--amount", String(amount), "--json", "--key", "k"]
        for _ in 0..<2 {
            let done = try await paid(number, by: clerk, more)
            #expect(done.status == 0, "\(done.messages)")
            #expect(try done.json["state"]?.text == "feePaid")
        }
        #expect(try await paid(number, by: clerk).status == 1)
        #expect(try await store.run(["invoice", "list"]).output.isEmpty)
        let json = try await store.json(["invoice", "show", number, "--json"])
        #expect(json["state"]?.text == "paid" && json["paidOn"]?.text == "2027-05-20")
        #expect(json["reference"]?.text == "Bank 4711")
        #expect(try await store.run(["check"]).status == 0)
    }
}
