import Intake
import Registry
import Testing

@Suite("a mistake in the sample")
struct SampleFaultTests {
    static let manufacturers = """
        schema: "hoshifuda/sample-manufacturers/1"
        manufacturers:
          - id: "usagi"
            name: {ja: "うさぎ堂"}
            corporateNumber: "8999900000001"
        """

    static let registrations = """
        schema: "hoshifuda/sample-registrations/1"
        registrations:
          - id: "mimi"
            category: "smart-home"
            level: "STAR-1"
            route: "standard"
            criteria: "JST-CR-01-01-2024R1"
            maker: "usagi"
            product:
              name: {ja: "みみ", en: "Mimi"}
              support: 30
              setup: "https://usagi.example.jp/mimi"
            models:
              - {number: "U-1", gtin: "2000000000008"}
              - "U-2"
            acts:
              - {act: issue, day: -20}
              - {act: fileExtension, day: -10}
        """

    /// What is changed into what, and where the fault is told.
    static let slips: [(from: String, to: String, fault: String)] = [
        ("schema: \"hoshifuda/sample-r", "schema: \"x", "registrations.yaml:1: the schema of this file is"),
        (
            "category: \"smart-home\"", "categori: \"smart-home\"",
            "registrations.yaml:4: \"categori\" is not known here"
        ),
        ("category: \"smart-home\"", "", "registrations.yaml:3: \"category\" is missing"),
        ("STAR-1", "STAR-5", "registrations.yaml:5: the level is STAR-1 to STAR-4"),
        ("STAR-1", "STAR-3", "registrations.yaml:3: STAR-3 and STAR-4 name a laboratory"),
        ("maker: \"usagi\"", "maker: \"kame\"", "registrations.yaml:8: there is no manufacturer \"kame\""),
        ("name: {ja: \"みみ\", en: \"Mimi\"}", "name: {}", "registrations.yaml:10: neither ja nor en is given"),
        ("name: {ja: \"みみ\", en: \"Mimi\"}", "brand: \"M\"", "registrations.yaml:10: the product has no name"),
        ("support: 30", "support: soon", "registrations.yaml:11: a signed number of days"),
        ("usagi.example.jp", "usagi.example.jp.evil.test", "registrations.yaml:12: \"https://usagi.example.jp.evil"),
        ("https://usagi", "http://usagi", "registrations.yaml:12: \"http://usagi"),
        ("2000000000008", "2000000000009", "registrations.yaml:14: The check digit of GTIN"),
        ("- \"U-2\"", "- \"U-1\"", "registrations.yaml:15: model \"U-1\" stands here twice"),
        ("act: issue, day: -20", "act: extend, day: -20", "registrations.yaml:17: the first act is issue or"),
        ("act: fileExtension", "act: applaud", "registrations.yaml:18: there is no act \"applaud\""),
        ("day: -10", "day: -20", "registrations.yaml:18: acts of one registration are recorded on different days"),
        ("day: -10", "day: 10", "registrations.yaml:18: the act is recorded before the anchor day"),
        ("day: -10", "day: 10, recorded: -3", "registrations.yaml:18: an act that is still to come is announced"),
        ("day: -10", "day: -10, add: [\"U-3\"]", "registrations.yaml:18: \"add\" does not belong to fileExtension"),
        ("day: -10", "day: -10, note: {fr: \"x\"}", "registrations.yaml:18: \"fr\" is not known here"),
        ("act: fileExtension", "act: changeModels", "registrations.yaml:18: no model is named"),
        ("act: fileExtension", "act: correct", "registrations.yaml:18: the correction changes nothing"),
        ("day: -10", "day: 99999", "registrations.yaml:18: a signed number of days"),
        ("day: -10", "day: [", "registrations.yaml:18: this is not YAML"),
        ("  - id: \"mimi\"", "  - id: {}", "registrations.yaml:3: text is expected here"),
        ("corporateNumber: \"8", "corporateNumber: \"2", "manufacturers.yaml:3: The check digit of corporate number"),
        ("name: {ja: \"うさぎ堂\"}", "kana: \"ウサギドウ\"", "manufacturers.yaml:3: \"name\" is missing"),
    ]

    @Test("is none where there is none")
    func sound() throws {
        let acts = try read(Self.manufacturers, Self.registrations)
        #expect(acts.map(\.order.word) == [.issued, .extensionFiled])
        #expect(acts.map(\.at.text) == ["2026-11-01T01:00:00.000Z", "2026-11-11T01:00:00.000Z"])
        #expect(acts.first?.terms.effectiveOn?.text == "2026-11-01")
    }

    @Test("is told with file, line and reason", arguments: slips)
    func slip(_ slip: (from: String, to: String, fault: String)) throws {
        let isMaker = slip.fault.hasPrefix("manufacturers")
        let manufacturers = isMaker ? replaced(Self.manufacturers, slip) : Self.manufacturers
        let registrations = isMaker ? Self.registrations : replaced(Self.registrations, slip)
        let fault = #expect(throws: SampleFault.self) { try read(manufacturers, registrations) }
        #expect(fault?.description.hasPrefix(slip.fault) == true, "\(fault?.description ?? "none")")
    }

    @Test("is told of a missing or empty file")
    func missing() throws {
        let none = #expect(throws: SampleFault.self) {
            try SampleFolder.with(["manufacturers.yaml": Self.manufacturers]) { folder in
                try SampleReader.read(folder: folder, anchor: Day(number: 0))
            }
        }
        #expect(none?.description == "registrations.yaml: the folder has no such file")
        let empty = #expect(throws: SampleFault.self) { try read("", Self.registrations) }
        #expect(empty?.description == "manufacturers.yaml: the file is empty")
    }

    private func replaced(_ text: String, _ slip: (from: String, to: String, fault: String)) -> String {
        text.replacing(slip.from, with: slip.to)
    }

    @discardableResult
    private func read(_ manufacturers: String, _ registrations: String) throws -> [SampleAct] {
        let anchor = try Day.parse("2026-11-21")
        let files = ["manufacturers.yaml": manufacturers, "registrations.yaml": registrations]
        return try SampleFolder.with(files) { folder in
            try SampleReader.read(folder: folder, anchor: anchor)
        }
    }
}
