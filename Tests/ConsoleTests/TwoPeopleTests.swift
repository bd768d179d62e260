import Foundation
import Registry
import Store
import TestSupport
import Testing

@testable import Console

@Suite("what is grave takes two people at the command line")
struct TwoPeopleTests {
    /// Minutes after the tests' moment: codes of different minutes are different ones.
    private static func moment(_ minutes: Int64) -> Moment { TestClock.t0 + minutes * 60_000 }

    private static func at(_ minutes: Int64) -> [String] { ["--at", moment(minutes).text] }

    private static func with(_ body: (ProgramStore, OfficeStage) async throws -> Void) async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            let stage = try await OfficeStage.make(store.path, at: TestClock.t0)
            try await store.issue("A-1", ProgramStore.at)
            try await body(store, stage)
        }
    }

    @Test("two approvers revoke with a code each; history and diary name both")
    func twoPeople() async throws {
        try await Self.with { store, stage in
            let typed = stage.typed(["reviewer", "first"], at: Self.moment(1))
            let issue = [
                "label", "issue", "--number", "A-2", "--level", "STAR-1", "--maker-en", "x", "--product-en", "y",
                "--category", "camera-surveillance", "--model", "z", "--json",
            ]
            let issued = try await store.run(
                issue + OfficeStage.flags("reviewer", "first") + Self.at(1),
                input: typed
            )
            #expect(issued.status == 0, "\(issued.messages)")
            // Typed in groups, as authenticators show them.
            let second = stage.code("second", at: Self.moment(2))
            let grouped = "\(stage.code("first", at: Self.moment(2)))\n\(second.prefix(3)) \(second.suffix(3))\n"
            let revoked = try await store.run(
                ["label", "revoke", "A-2", "--json", "--actor", "Hanako"] + OfficeStage.flags("first", "second")
                    + Self.at(2),
                input: Array(grouped.utf8)
            )
            #expect(revoked.status == 0, "\(revoked.messages)")
            #expect(try revoked.json["standing"]?.text == "revoked")
            let history = try await store.run(["label", "history", "A-2"])
            #expect(history.lines.last?.contains("at the command line as Hanako") == true, "\(history.output)")
            let proposals = try await stage.acts("propose")
            #expect(proposals.map(\.subject) == ["A-2", "A-2"])
            #expect(Set(proposals.map(\.actor)).count == 2)
            #expect(proposals.first?.detail == "revoked, at the command line as Hanako")
            let done = try await stage.acts("revoked")
            #expect(done.count == 1 && done.first?.actor != proposals.first?.actor)
            #expect(try await stage.acts("breakGlass").map(\.subject) == ["A-1"])
            #expect(try await store.run(["check"]).status == 0)
        }
    }

    @Test("a code is good once, also where the other was wrong")
    func once() async throws {
        try await Self.with { store, stage in
            func revoke(_ minutes: Int64, _ input: [UInt8]) async throws -> Program.Outcome {
                try await store.run(
                    ["label", "revoke", "A-1"] + OfficeStage.flags("first", "second") + Self.at(minutes),
                    input: input
                )
            }
            let right = stage.typed(["first", "second"], at: Self.moment(1))
            let half = Array("\(stage.code("first", at: Self.moment(1)))\n000000\n".utf8)
            // One in a million: the code that is to be wrong is the right one.
            try #require(stage.code("second", at: Self.moment(1)) != "000000")
            let wrong = try await revoke(1, half)
            #expect(wrong.status == 1 && wrong.messages.contains("second@example.jp is not right"), "\(wrong.messages)")
            let spent = try await revoke(1, right)
            #expect(spent.status == 1 && spent.messages.contains("first@example.jp is not right"), "\(spent.messages)")
            let next = stage.typed(["first", "second"], at: Self.moment(2))
            #expect(try await revoke(2, next).status == 0)
            let reinstate = ["label", "reinstate", "A-1"] + OfficeStage.flags("first", "second") + Self.at(2)
            let again = try await store.run(reinstate, input: next)
            #expect(again.status == 1 && again.messages.contains("or was used"), "\(again.messages)")
            #expect(
                try await store.json(["label", "show", "A-1", "--json", "--on", "2027-05-20"])["standing"]?.text
                    == "revoked"
            )
        }
    }

    /// Flags, what is typed by whom, and what the one sentence says.
    private static let refused: [(flags: [String], typed: [String], says: String)] = [
        ([], [], "--break-glass"),
        (["--proposed-by", "first@example.jp"], [], "both --proposed-by and --approved-by"),
        (["--approved-by", "first@example.jp"], [], "both --proposed-by and --approved-by"),
        (OfficeStage.flags("first", "second") + ProgramStore.alone, [], "not both"),
        (["--break-glass", ""], [], "1 to 2,000"), (["--break-glass", "  "], [], "1 to 2,000"),
        (OfficeStage.flags("first", "first"), ["first", "first"], "second person"),
        (OfficeStage.flags("first", "nobody"), ["first", "first"], "nobody@example.jp has no account"),
        (OfficeStage.flags("nobody", "first"), ["first", "first"], "nobody@example.jp has no account"),
        (OfficeStage.flags("first", "ended"), ["first", "ended"], "ended@example.jp has no account"),
        (OfficeStage.flags("first", "bare"), ["first", "first"], "no one-time codes"),
        (OfficeStage.flags("reviewer", "first"), ["reviewer", "first"], "roles of reviewer@example.jp"),
        (OfficeStage.flags("first", "finance"), ["first", "finance"], "roles of finance@example.jp"),
        (OfficeStage.flags("administrator", "first"), ["administrator", "first"], "roles of administrator@example.jp"),
        (["--proposed-by", "first", "--approved-by", "second@example.jp"], ["first", "second"], ""),
        (OfficeStage.flags("first", "second"), [], "standard input"),
        (OfficeStage.flags("first", "second"), ["first"], "standard input"),
        (OfficeStage.flags("first", "second"), ["second", "first"], "is not right"),
    ]

    @Test("anything less is refused in one sentence, and the label stays as it is")
    func refusals() async throws {
        try await Self.with { store, stage in
            for (place, row) in Self.refused.enumerated() {
                let minutes = Int64(place) + 1
                let outcome = try await store.run(
                    ["label", "revoke", "A-1", "--json"] + row.flags + Self.at(minutes),
                    input: stage.typed(row.typed, at: Self.moment(minutes))
                )
                #expect(outcome.status == 1, "\(row.flags): \(outcome.messages)")
                #expect(outcome.output.isEmpty, "\(row.flags)")
                #expect(outcome.messages.hasPrefix("hoshifuda: "), "\(row.flags)")
                #expect(outcome.messages.split(separator: "\n").count == 1, "\(outcome.messages)")
                #expect(row.says.isEmpty || outcome.messages.contains(row.says), "\(row.flags): \(outcome.messages)")
            }
            #expect(try await store.run(["label", "history", "A-1"]).lines.count == 1)
            #expect(try await stage.acts("breakGlass").count == 1)
            #expect(try await stage.acts("propose").isEmpty)
        }
    }

    @Test("every verb of the list asks; what one person does takes no second")
    func verbs() async throws {
        try await Self.with { store, stage in
            let filing = ["--level", "STAR-1", "--maker-en", "x", "--product-en", "y", "--model", "z"]
            let grave: [[String]] = [
                ["issue", "--number", "N-1"] + filing, ["provisional", "--number", "N-2"] + filing, ["extend", "A-1"],
                ["withdraw", "A-1"], ["revoke", "A-1"], ["reinstate", "A-1"],
                ["change-models", "A-1", "--add", "M-2"], ["change-models", "A-1", "--revoke", "M-A-1"],
                ["change-holder", "A-1", "--maker-en", "New Maker"], ["correct", "A-1", "--held-until", "2028-05-20"],
            ]
            for verb in grave {
                let outcome = try await store.run(["label"] + verb + ProgramStore.at)
                #expect(outcome.status == 1 && outcome.messages.contains("two people"), "\(verb): \(outcome.messages)")
            }
            let added = ["label", "change-models", "A-1", "--add", "M-2"] + ProgramStore.at + ProgramStore.alone
            #expect(try await store.run(added).status == 0)
            #expect(try await stage.acts("breakGlass").first?.detail == "modelsChanged: A test has one person")
            let removed = ["label", "change-models", "A-1", "--remove", "M-A-1", "--at", "2027-06-01T03:00:00Z"]
            let needless = try await store.run(removed + ProgramStore.alone)
            #expect(needless.status == 1 && needless.messages.contains("one person"), "\(needless.messages)")
            #expect(try await store.run(removed).status == 0)
            let file = ["label", "file-extension", "A-1"] + ["--at", "2029-05-01T03:00:00Z"]
            #expect(try await store.run(file + ProgramStore.alone).status == 64)
            #expect(try await store.run(file).status == 0)
        }
    }

    @Test("beside a running portal the codes go through its socket, and into no log")
    func running() async throws {
        try await ProgramStore.with { store in
            let stage = try await OfficeStage.make(store.path, at: Moment(milliseconds: SystemClock.now()))
            var shown: [String] = []
            let (_, outcome) = try await store.serving { _, client in
                let code = try #require(try await store.issue("S-1").json["code"]?.text)
                let refused = try await store.run(["label", "revoke", "S-1"])
                #expect(refused.status == 1 && refused.messages.contains("two people"), "\(refused.messages)")
                // The step that comes next is taken already, and stays good the longest.
                let soon = Moment(milliseconds: SystemClock.now()) + 30_000
                shown = ["first", "second"].map { stage.code($0, at: soon) }
                let typed = stage.typed(["first", "second"], at: soon)
                let flags = OfficeStage.flags("first", "second")
                let revoked = try await store.run(["label", "revoke", "S-1", "--json"] + flags, input: typed)
                #expect(revoked.status == 0, "\(revoked.messages)")
                #expect(try await client.get("/\(code)?lang=en").text.contains("Revoked"))
                let again = try await store.run(["label", "reinstate", "S-1"] + flags, input: typed)
                #expect(again.status == 1 && again.messages.contains("or was used"), "\(again.messages)")
                let back = try await store.run(["label", "reinstate", "S-1"] + ProgramStore.alone)
                #expect(back.status == 0, "\(back.messages)")
            }
            let told = outcome.messages.split(whereSeparator: { !$0.isNumber }).map(String.init)
            for code in shown { #expect(!told.contains(code)) }
            #expect(try await stage.acts("propose").count == 1)
            #expect(try await stage.acts("breakGlass").map(\.subject) == ["S-1", "S-1"])
            #expect(try await store.run(["check"]).status == 0)
        }
    }
}
