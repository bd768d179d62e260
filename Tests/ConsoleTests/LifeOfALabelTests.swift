import Foundation
import TestSupport
import Testing

@Suite("an operator works from the command line")
struct LifeOfALabelTests {
    @Test("init, every verb of a label's life, and the looks at it")
    func verbs() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            func at(_ day: String) -> [String] { ["--at", "\(day)T03:00:00Z"] }
            let issued = try await store.issue("D-1", at("2027-05-21"))
            #expect(issued.status == 0, "\(issued.messages)")
            let first = try issued.json
            #expect(first["standing"]?.text == "valid")
            #expect(first["heldFrom"]?.text == "2027-05-21")
            #expect(first["heldUntil"]?.text == "2029-05-20")
            let code = try #require(first["code"]?.text)
            #expect(code.count == 12)
            func verb(_ verb: String, _ flags: [String] = [], day: String) async throws -> JSONTree {
                let isOnePerson = verb.hasSuffix("-extension")
                let alone = isOnePerson ? [] : ProgramStore.alone
                return try await store.json(["label", verb, "D-1", "--json"] + flags + at(day) + alone)
            }
            let models = try await verb("change-models", ["--add", "DC-200", "--remove", "M-D-1"], day: "2027-06-01")
            #expect(models["models"]?.list?.compactMap { $0["model"]?.text } == ["DC-200"])
            let holder = try await verb("change-holder", ["--maker-en", "New Maker"], day: "2027-06-02")
            #expect(holder["manufacturer"]?["nameEn"]?.text == "New Maker")
            #expect(try await verb("file-extension", day: "2029-05-01")["standing"]?.text == "valid")
            #expect(
                try await verb("refuse-extension", ["--note", "Unmet"], day: "2029-05-02")["standing"]?.text == "valid"
            )
            _ = try await verb("file-extension", day: "2029-05-03")
            _ = try await verb("abandon-extension", day: "2029-05-04")
            _ = try await verb("file-extension", day: "2029-05-05")
            #expect(try await verb("extend", day: "2029-06-01")["heldUntil"]?.text == "2031-05-20")
            #expect(try await verb("withdraw", day: "2029-07-01")["standing"]?.text == "withdrawn")
            #expect(try await verb("reinstate", day: "2029-07-02")["standing"]?.text == "valid")
            #expect(
                try await verb("correct", ["--held-until", "2031-05-19"], day: "2029-07-03")["heldUntil"]?.text
                    == "2031-05-19"
            )
            #expect(
                try await verb("revoke", ["--private-note", "secret reason"], day: "2029-07-04")["standing"]?.text
                    == "revoked"
            )
            try await looks(store, code)
        }
    }

    private func looks(_ store: ProgramStore, _ code: String) async throws {
        let shown = try await store.json(["label", "show", code.lowercased(), "--json", "--on", "2028-01-01"])
        #expect(shown["standing"]?.text == "valid")
        #expect(shown["registrationNumber"]?.text == "D-1")
        let history = try await store.json(["label", "history", "D-1", "--json"])
        #expect(history["events"]?.list?.count == 13)
        #expect(history["events"]?.list?.last?["event"]?.text == "revoked")
        let table = try await store.run(["label", "history", "D-1"])
        #expect(table.output.contains("secret reason"))
        #expect(table.lines.count == 13)
        #expect(!history.description.contains("secret reason"))
        let sound = try await store.json(["check", "--json"])
        #expect(sound["faults"]?.list?.isEmpty == true)
    }

    @Test("list prints one object a line with what others rely on, and a table for people")
    func list() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            for number in ["A-1", "A-2", "番号3"] { try await store.issue(number, ProgramStore.at) }
            let outcome = try await store.run(["list", "--json", "--on", "2027-06-01"])
            #expect(outcome.lines.count == 3)
            for line in outcome.lines {
                let json = try JSONTree(line)
                for name in ["code", "registrationNumber", "level", "standing", "heldFrom", "heldUntil"] {
                    #expect(json[name]?.text != nil, "\(name)")
                }
            }
            #expect(try outcome.lines.map { try JSONTree($0)["registrationNumber"]?.text } == ["A-1", "A-2", "番号3"])
            let table = try await store.run(["list", "--on", "2030-01-01"])
            #expect(table.lines.count == 4)
            #expect(table.lines.dropFirst().allSatisfy { $0.contains("lapsed") })
        }
    }

    @Test("artwork goes into a file of the asked form")
    func art() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            try await store.issue("A-1", ProgramStore.at)
            for (ending, start) in [("svg", Array("<".utf8)), ("pdf", Array("%PDF".utf8)), ("png", [0x89, 0x50])] {
                let file = store.folder + "/label." + ending
                let outcome = try await store.run(
                    ["label", "art", "A-1", "--out", file, "--width", "60", "--json"] + ProgramStore.at
                )
                #expect(outcome.status == 0, "\(outcome.messages)")
                let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
                #expect(bytes.starts(with: start))
                #expect(try JSONTree(outcome.output)["bytes"]?.integer == bytes.count)
            }
            for flags in [
                ["--out", store.folder + "/x.gif"], ["--out", store.folder + "/x.svg", "--width", "1"],
                ["--out", store.folder + "/no/such/x.svg"], ["--out", store.folder + "/x.png", "--dpi", "5"],
                ["--out", store.folder + "/x.png", "--kind", "logo"],
                ["--out", store.folder + "/x.png", "--width", "nan"],
            ] {
                let outcome = try await store.run(["label", "art", "A-1"] + flags + ProgramStore.at)
                #expect(outcome.status == 1, "\(flags) \(outcome.messages)")
                #expect(outcome.messages.split(separator: "\n").count == 1, "\(outcome.messages)")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: store.folder).sorted()
            #expect(left == ["label.pdf", "label.png", "label.svg", "store"])
        }
    }

    @Test("the fictional sample fills an empty sample store and no other")
    func sample() async throws {
        try await ProgramStore.with(["--sample-scheme"]) { store in
            let filled = try await store.json(["sample", "--json"])
            #expect((filled["registrations"]?.integer ?? 0) >= 55)
            let lines = try await store.run(["list", "--json"]).lines
            #expect(lines.count == filled["registrations"]?.integer)
            let standings = Set(try lines.compactMap { try JSONTree($0)["standing"]?.text })
            let all: Set = ["valid", "notYetValid", "provisional", "grace", "lapsed", "withdrawn", "revoked"]
            #expect(standings == all)
            #expect(Set(try lines.compactMap { try JSONTree($0)["level"]?.text }).count == 4)
            #expect(try await store.run(["sample"]).status == 1)
            #expect(try await store.run(["check"]).status == 0)
        }
        try await ProgramStore.with { store in
            let refused = try await store.run(["sample"])
            #expect(refused.status == 1)
            #expect(try await store.run(["list", "--json"]).lines.isEmpty)
        }
    }
}

extension JSONTree {
    fileprivate var description: String { "\(self)" }
}
