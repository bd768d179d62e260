import Foundation
import Intake
import Registry
import Testing

@Suite("The scheme data becomes rules")
struct SchemeReaderTests {
    @Test("the project's data loads, and is not fictional")
    func loads() throws {
        let rules = try SchemeFolder.rules.get()
        #expect(!rules.isFictional)
        #expect(rules.levels.map(\.level) == StarLevel.allCases)
        #expect(rules.levels.map(\.assurance) == [.selfDeclared, .selfDeclared, .thirdParty, .thirdParty])
        #expect(rules.validity == Validity(counting: .dayBeforeAnniversary, years: 2))
        #expect(rules.grace == GraceRule(maxDays: nil, countsAsCurrent: false, startsWhen: .endDatePassed))
        #expect(rules.revivalAllowed == nil)
        #expect(rules.identifiers.registrationNumberPattern == nil)
        #expect(rules.identifiers.issuePattern == nil)
        #expect(rules.identifiers.officialHosts == ["www.ipa.go.jp"])
        #expect(rules.identifiers.maxLength == 64)
        #expect(rules.ladder.daysBefore == [180, 90, 60, 30, 14, 7, 1])
        #expect(rules.domains.count == 8)
        #expect(rules.laboratories.isEmpty)
        #expect(rules.categories.filter(\.isOfficial).map(\.name.ja) == ["通信機器", "ネットワークカメラ"])
        #expect(rules.categories.filter { !$0.isOfficial }.count == 6)
        #expect(rules.sources.count == 37)
        #expect(rules.procurement.count == 11)
        #expect(rules.evidenceYears == 10)
        #expect(rules.recognition.filter { $0.kind == .edge }.map(\.id) == ["jp-uk", "uk-jp", "jp-sg", "sg-jp"])
    }

    @Test("STAR-1 is open from its first day, the others on no day")
    func open() throws {
        let rules = try SchemeFolder.rules.get()
        #expect(try !rules.isOpen(.star1, on: day("2025-03-24")))
        #expect(try rules.isOpen(.star1, on: day("2025-03-25")))
        for level in [StarLevel.star2, .star3, .star4] {
            #expect(try !rules.isOpen(level, on: day("2026-10-10")))
            #expect(rules.level(level)?.openFrom == nil)
        }
    }

    @Test("the STAR-1 criteria are sixteen, three of them waived by the PSTI route")
    func criteria() throws {
        let rules = try SchemeFolder.rules.get()
        let document = try #require(rules.criteria("JST-CR-01-01-2024R1"))
        #expect(document.items.count == 16)
        #expect(document.items.filter(\.isWaivedByPSTI).map(\.id) == ["S1.1-02", "S1.1-05", "S1.1-16"])
        let waived = rules.recognition.first { $0.id == "uk-jp" }?.criteria
        #expect(waived == ["S1.1-02", "S1.1-05", "S1.1-16"])
        #expect(rules.recognition.first { $0.id == "jp-uk" }?.pinnedDocument == document.id)
        #expect(document.published.text == "2024-12")
        let named = Set(document.items.flatMap(\.domains))
        #expect(named == Set(rules.domains.map(\.id)))
    }

    @Test("no sentence for consumers promises safety")
    func wording() throws {
        let rules = try SchemeFolder.sampleRules.get()
        let sentences =
            rules.domains.flatMap { [$0.asks.ja, $0.asks.en, $0.asks.easy] }
            + rules.levels.flatMap { [$0.meaning.ja, $0.meaning.en, $0.meaning.easy] }
        for sentence in sentences {
            for word in ["安全", "あんぜん", "保証", "safe", "secure ", "guarantee", "certified", "お墨付き"] {
                #expect(!sentence.contains(word), "\(sentence)")
            }
        }
    }

    @Test(
        "status words and spellings mean one standing each",
        arguments: [
            ("有効", Standing.valid), ("失効猶予（延長申請中）", .grace), ("失効猶予", .grace), ("失効（有効期限切れ）", .lapsed),
            ("失効（自主取下げ）", .withdrawn), ("取消し", .revoked), ("取消", .revoked),
        ]
    )
    func aliases(_ word: String, _ standing: Standing) throws {
        #expect(try SchemeFolder.rules.get().statusAliases[word] == standing)
    }

    @Test("an unknown or ambiguous status word is not mapped", arguments: ["失効", "停止", "登録済", ""])
    func noAlias(_ word: String) throws {
        #expect(try SchemeFolder.rules.get().statusAliases[word] == nil)
    }

    @Test("every standing is worded in both languages, the scheme's own words marked")
    func standings() throws {
        let rules = try SchemeFolder.rules.get()
        #expect(rules.standings.count == Standing.allCases.count)
        #expect(rules.standing(.grace)?.name.ja == "失効猶予（延長申請中）")
        let scheme = rules.standings.filter(\.isSchemeWord).map(\.code)
        #expect(Set(scheme) == [.valid, .grace, .lapsed, .withdrawn, .revoked])
    }

    @Test("months and fiscal years keep their precision")
    func precision() throws {
        let rules = try SchemeFolder.rules.get()
        let grid = try #require(rules.procurement.first { $0.id == "grid-hv" }?.provenance.effectiveFrom)
        #expect(grid.text == "2027-04")
        #expect(grid.precision == .month)
        #expect(try grid.reach(on: day("2027-03-31")) == .notYet)
        #expect(try grid.reach(on: day("2027-04-15")) == .undetermined)
        let nisc = try #require(rules.procurement.first { $0.id == "gov-nisc" }?.provenance.effectiveFrom)
        #expect(nisc.precision == .fiscalYear)
        #expect(try nisc.earliest == day("2025-04-01"))
        #expect(try nisc.latest == day("2026-03-31"))
    }

    @Test("the sample overlay opens, prices and names, and says that it is fictional")
    func sample() throws {
        let rules = try SchemeFolder.sampleRules.get()
        #expect(rules.isFictional)
        let today = try day("2026-10-10")
        for level in StarLevel.allCases { #expect(rules.isOpen(level, on: today)) }
        #expect(rules.identifiers.issuePattern == "DEMO-{year}-{sequence:5}")
        #expect(rules.laboratories.filter(\.isFictional).count == 2)
        #expect(rules.laboratories.count == 2)
        let overlaid = rules.levels.filter { $0.provenance.confidence == .fictional }
        #expect(overlaid.allSatisfy { $0.provenance.note == "fictional sample data, not the scheme" })
        for action in FeeAction.allCases {
            guard case .amount = rules.fee(action: action, level: .star3, route: .standard, receivedOn: today) else {
                Issue.record("no price for \(action)")
                continue
            }
        }
    }

    @Test("the canonical text gives the same rules again, and its digest is that of the text")
    func text() throws {
        for overlay in [nil, SchemeFolder.sample] {
            let reading = try SchemeReader.read(folder: SchemeFolder.scheme, overlay: overlay)
            let again = try SchemeReader.read(text: reading.text)
            #expect(again == reading.rules)
            #expect(reading.rules.digest.utf8.count == 64)
            #expect(try SchemeReader.read(folder: SchemeFolder.scheme, overlay: overlay).text == reading.text)
        }
        #expect(try SchemeFolder.rules.get().digest != SchemeFolder.sampleRules.get().digest)
    }

    @Test("one changed byte changes the digest")
    func digest() throws {
        let before = try SchemeFolder.rules.get().digest
        try SchemeFolder.withCopy { folder in
            try folder.write(try folder.text("label.yaml") + "# a remark\n", to: "label.yaml")
            #expect(try SchemeReader.read(folder: folder.path, overlay: nil).rules.digest != before)
        }
    }

    @Test(
        "a text that no reading has written is refused",
        arguments: [
            "", "hoshifuda scheme 1", "hoshifuda scheme 1\nscheme/levels.yaml 99\nx\n",
            "hoshifuda scheme 1\nscheme/levels.yaml -1\n\n", "hoshifuda scheme 1\n../levels.yaml 1\nx\n",
            "hoshifuda scheme 1\nscheme/b.yaml 1\nx\nscheme/a.yaml 1\nx\n",
            "hoshifuda scheme 1\nscheme/levels.yaml 1\nx\n",
            "hoshifuda scheme 1\n",
        ]
    )
    func brokenText(_ text: String) {
        #expect(throws: SchemeFault.self) { try SchemeReader.read(text: text) }
    }

    @Test("every file is a document whose JSON another reader understands")
    func documents() throws {
        let rules = try SchemeFolder.rules.get()
        let files = try FileManager.default.contentsOfDirectory(atPath: SchemeFolder.scheme)
        #expect(rules.documents.map { $0.name + ".yaml" } == files.sorted())
        for document in rules.documents {
            var bytes: [UInt8] = []
            document.tree.json(into: &bytes)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            let rows = try #require(object["rows"] as? [[String: Any]])
            #expect(!rows.isEmpty)
            #expect(rows.allSatisfy { $0["id"] is String && $0["confidence"] is String })
        }
        #expect(rules.document("levels")?.tree["asOf"]?.text == "2026-10-10")
        #expect(rules.document("nothing") == nil)
    }
}
