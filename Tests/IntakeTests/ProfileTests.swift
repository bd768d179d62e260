import Intake
import Registry
import Testing

@Suite("An import profile") struct ProfileTests {
    /// The smallest whole profile; faults are made by changing one line of it.
    static let whole = """
        name: small
        title: {ja: "小", en: "Small"}
        source: small-list
        origin: test
        columns:
          registrationNumber: Number
          manufacturerNameEN: Maker
          productNameEN: Product
          model: {header: Part, blank: ["-"], otherwise: Product}
          issuedOn: [Issued, "Issued on"]
        defaults:
          level: STAR-1
          assurance: selfDeclared
        dateForms: [iso, era]
        """

    @Test("is read whole, with what it leaves out at its defaults")
    func reads() throws {
        let profile = try ImportProfile.read(yaml: Self.whole, file: "small.yaml")
        #expect(profile.name == "small")
        #expect(profile.origin == .test)
        #expect(profile.form == DelimitedForm(encoding: .utf8, delimiter: .comma))
        #expect(profile.headerRow == 1)
        #expect(profile.editionDay == .fromFileName)
        #expect(profile.dateForms == [.iso, .era])
        #expect(profile.columns[.issuedOn]?.headers == ["Issued", "Issued on"])
        #expect(profile.columns[.model]?.blanks == ["-"])
        #expect(profile.columns[.model]?.otherwise.first?.headers == ["Product"])
        #expect(profile.modelSeparators.isEmpty)
        #expect(profile.assurance[.star1] == .selfDeclared)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        var line: String
        var other: String
        var fault: String
        var testDescription: String { fault }

        init(_ line: String, _ other: String, _ fault: String) {
            self.line = line
            self.other = other
            self.fault = fault
        }
    }

    static let changes = [
        Change("origin: test", "origin: issued", "small.yaml:4: origin: a list is imported or test, never issued here"),
        Change("origin: test", "origin: Test", "small.yaml:4: origin: \"Test\" is none of issued, imported, test"),
        Change("origin: test", "origin:", "small.yaml:4: origin: the text is empty"),
        Change("origin: test\n", "", "small.yaml:1: the key \"origin\" is missing"),
        Change("origin: test", "origin: test\ncolor: red", "small.yaml:5: color: there is no such key"),
        Change("origin: test", "origin: test\norigin: test", "small.yaml:4: the key \"origin\" stands here twice"),
        Change("name: small", "name: ../x", "small.yaml:1: name: a name has lower-case letters"),
        Change(
            "title: {ja: \"小\", en: \"Small\"}",
            "title: {ja: \"小\"}",
            "small.yaml:2: title: a title in ja and in en"
        ),
        Change("source: small-list", "source: [a, b]", "small.yaml:3: source: one text is expected"),
        Change("source: small-list", "source: \"x", "small.yaml:"),
        Change("  registrationNumber: Number\n", "", "small.yaml:6: columns: registrationNumber is missing"),
        Change(
            "  registrationNumber: Number",
            "  number: Number",
            "small.yaml:6: columns.number: there is no such field"
        ),
        Change("  manufacturerNameEN: Maker", "  brand: Maker", "small.yaml:6: columns: manufacturerNameJA or"),
        Change("  productNameEN: Product\n", "", "small.yaml:6: columns: productNameJA or productNameEN is missing"),
        Change("blank: [\"-\"]", "blanks: [\"-\"]", "small.yaml:9: columns.model.blanks: there is no such key"),
        Change("header: Part, ", "", "small.yaml:9: columns.model: the key \"header\" is missing"),
        Change("[Issued, \"Issued on\"]", "[]", "small.yaml:10: columns.issuedOn: at least one header is expected"),
        Change("[Issued, \"Issued on\"]", "[Issued, \"\"]", "small.yaml:10: columns.issuedOn: the text is empty"),
        Change(
            "[Issued, \"Issued on\"]",
            "{header: I, optional: yes}",
            "small.yaml:10: columns.issuedOn.optional: true"
        ),
        Change("  level: STAR-1\n", "", "small.yaml:12: defaults: level is missing and no column gives it"),
        Change("  level: STAR-1", "  level: STAR-5", "small.yaml:12: defaults.level: there is no level \"STAR-5\""),
        Change("  level: STAR-1", "  level: STAR-1\n  stars: 1", "small.yaml:13: defaults.stars: there is no such key"),
        Change("selfDeclared", "tested", "small.yaml:13: defaults.assurance: \"tested\" is none of selfDeclared"),
        Change("selfDeclared", "{STAR-2: thirdParty}", "small.yaml:12: defaults: assurance says nothing about STAR-1"),
        Change("[iso, era]", "[iso, roman]", "small.yaml:14: dateForms: \"roman\" is none of iso, isoInstant"),
        Change("[iso, era]", "[]", "small.yaml:14: dateForms: at least one form is expected"),
        Change("  issuedOn:", "  level: Stars\n  issuedOn:", "small.yaml:6: columns: level needs a levelMap"),
        Change("  issuedOn:", "  category: Kind\n  issuedOn:", "small.yaml:6: columns: category needs a categoryMap"),
        Change("dateForms", "headerRow: 0\ndateForms", "small.yaml:14: headerRow: a row number from 1 to 100"),
        Change("dateForms", "encoding: utf-32\ndateForms", "small.yaml:14: encoding: \"utf-32\" is none of utf-8"),
        Change("dateForms", "delimiter: \"|\"\ndateForms", "small.yaml:14: delimiter: \"|\" is none of comma"),
        Change("dateForms", "groupBy: model\ndateForms", "small.yaml:14: groupBy: rows are grouped by"),
        Change("dateForms", "statusMap: {x: dead}\ndateForms", "small.yaml:14: statusMap.x: \"dead\" is none of"),
        Change(
            "dateForms",
            "levelMap: {★1: STAR-1, ★１: STAR-1}\ndateForms",
            "small.yaml:14: levelMap.★１: the same word"
        ),
        Change("dateForms", "levelMap: [a]\ndateForms", "small.yaml:14: levelMap: a mapping of keys to values"),
    ]

    @Test("that is wrong names file, line and reason", arguments: changes)
    func refuses(_ change: Change) throws {
        let yaml = Self.whole.replacing(change.line, with: change.other, maxReplacements: 1)
        try #require(yaml != Self.whole)
        let fault = try #require(throws: ProfileFault.self) {
            try ImportProfile.read(yaml: yaml, file: "small.yaml")
        }
        #expect(fault.description.hasPrefix(change.fault), "\(fault.description)")
        #expect(fault.line != nil)
    }

    @Test("that is empty or a list is refused", arguments: ["", "- a", "text"])
    func refusesOtherShapes(_ yaml: String) {
        #expect(throws: ProfileFault.self) { try ImportProfile.read(yaml: yaml, file: "x.yaml") }
    }

    @Test("of the shelf is whole and calls itself what its file is called", arguments: ["matter", "ipa-list"])
    func ships(_ name: String) throws {
        let shelf = ProfileShelf(folder: ListFolders.profiles)
        #expect(shelf.names.contains(name))
        let profile = try shelf.profile(name)
        #expect(profile.name == name)
        let codes: Set = [
            "camera-surveillance", "smart-home", "network-equipment", "wearable", "industrial", "energy-storage",
        ]
        #expect(profile.categoryCodes.isSubset(of: codes))
    }

    @Test(
        "that does not exist is missing, whatever path it tries",
        arguments: ["nothing", "../Scheme/levels", "", "A"]
    )
    func missing(_ name: String) throws {
        let shelf = ProfileShelf(folder: ListFolders.profiles)
        let refusal = try #require(throws: Refusal.self) { try shelf.profile(name) }
        #expect(refusal.kind == .missing)
        #expect(refusal.reason.contains("ipa-list, matter"))
    }
}
