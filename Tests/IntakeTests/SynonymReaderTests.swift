import Registry
import Testing

@testable import Intake

@Suite("synonyms are dated data, checked like the scheme's")
struct SynonymReaderTests {
    private func text(_ words: String, id: String = "a", source: String = "[]", from: String = "null") -> String {
        """
          - id: "\(id)"
            words: [\(words)]
            effectiveFrom: \(from)
            effectiveTo: null
            datePrecision: \(from == "null" ? "null" : "day")
            source: \(source)
            confidence: unverified
            note: null

        """
    }

    private func read(_ rows: String...) throws(SchemeFault) -> SearchSynonyms {
        let head = "schema: \"hoshifuda/synonyms/1\"\nasOf: \"2026-11-21\"\nrows:\n"
        return try SynonymReader.read(Array((head + rows.joined()).utf8), sources: ["S"])
    }

    @Test("the project's own file is read")
    func own() throws {
        let rules = try SchemeFolder.rules.get()
        let read = try SynonymReader.read(folder: SchemeFolder.root + "/Data/Search", sources: rules.sources)
        #expect(read.groups.count >= 15)
        #expect(read.groups.contains { $0.words.contains("株式会社") && $0.words.contains("(株)") })
    }

    @Test("rows keep their words, dates and sources")
    func rows() throws {
        let read = try read(text("\"蓄電池\", \"バッテリー\"", source: "[\"S\"]", from: "\"2026-04-01\""))
        #expect(read.groups.map(\.words) == [["蓄電池", "バッテリー"]])
        #expect(read.groups[0].provenance.sources == ["S"])
        #expect(read.groups[0].provenance.isInForce(on: try Day.parse("2026-04-01")))
        #expect(!read.groups[0].provenance.isInForce(on: try Day.parse("2026-03-31")))
    }

    @Test(
        "a mistake is told with file and line",
        arguments: [
            ("\"蓄電池\"", "[]"), ("\"蓄電池\", \"蓄電池\"", "[]"), ("\"ＷＩＦＩ\", \"wifi\"", "[]"), ("\"蓄電池\", \"\"", "[]"),
            ("\"蓄電池\", \"・\"", "[]"), ("\"蓄電池\", \"a b c\"", "[]"), ("\"テレビ\", \"TV\"", "[]"), ("\"蓄電池\", 3", "[]"),
            ("\"a b\", \"c d\", \"e f\"", "[]"), ("\"蓄電池\", \"バッテリー\"", "[\"T\"]"),
        ]
    )
    func faults(words: String, source: String) {
        let fault = #expect(throws: SchemeFault.self) { try read(text(words, source: source)) }
        #expect(fault?.file == "synonyms.yaml" && (fault?.line ?? 0) > 3, "\(String(describing: fault))")
    }

    @Test("a word has one meaning at a time")
    func twice() throws {
        let first = text("\"株式会社\", \"(株)\"")
        #expect(throws: SchemeFault.self) { try read(first, text("\"㈱\", \"会社\"", id: "b")) }
        #expect(throws: SchemeFault.self) { try read(first, text("\"一\", \"二\"", id: "a")) }
        #expect(throws: SchemeFault.self) {
            try SynonymReader.read(
                Array("schema: \"hoshifuda/levels/1\"\nasOf: \"2026-11-21\"\nrows:\n".utf8),
                sources: []
            )
        }
        #expect(throws: SchemeFault.self) { try SynonymReader.read(folder: SchemeFolder.root + "/Data", sources: []) }
    }
}
