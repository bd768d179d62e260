import Foundation
import Intake
import Registry
import Testing

@Suite("A list in the shape of the scheme's own") struct ListShapeTests {
    static func sample() throws -> ListReading {
        let profile = try ProfileShelf(folder: ListFolders.profiles).profile("ipa-list")
        return try ListReader.read(
            bytes: try ListFolders.bytes(ListFolders.sample),
            fileName: ListFolders.sample.lastPathComponent,
            profile: profile
        )
    }

    static func statement(_ number: String) throws -> StatedRegistration {
        try #require(try sample().statements.first { $0.number.text == number })
    }

    @Test("is read whole")
    func counts() throws {
        let reading = try Self.sample()
        #expect(reading.rows == 47)
        #expect(reading.statements.count == 23)
        #expect(reading.statements.reduce(0) { $0 + $1.filing.models.count } == 42)
        #expect(reading.skipped.map(\.code) == ["noNumber", "badDay"])
        #expect(reading.conflicts.map(\.number) == ["X-JCS-2025-0014"])
        #expect(reading.conflicts[0].reason.hasPrefix("Two levels, STAR-1 and STAR-2"))
        #expect(reading.edition.day.text == "2026-09-15")
        #expect(reading.origin == .imported)
        #expect(
            reading.remarks.map(\.code) == [
                "cleaned", "cleaned", "unknownStatus", "unmappedCategory", "cleaned", "duplicateModel",
            ]
        )
    }

    static let standings: [(String, Standing?, String)] = [
        ("X-JCS-2025-0001", .valid, "有効"),
        ("X-JCS-2025-0004", .withdrawn, "失効（自主取下げ）"),
        ("X-JCS-2025-0006", .revoked, "取消し"),
        ("X-JCS-2025-0009", .grace, "失効猶予（延長申請中）"),
        ("X-JCS-2025-0012", .lapsed, "失効(有効期限切れ)"),
        ("X-JCS-2025-0013", nil, "審査中"),
    ]

    @Test("knows the five status words in either width and keeps one it does not know", arguments: standings)
    func standing(_ number: String, _ standing: Standing?, _ word: String) throws {
        let statement = try Self.statement(number)
        #expect(statement.standing == standing)
        #expect(statement.statusWord == word)
    }

    static let dayCells: [(String, String, String?)] = [
        ("X-JCS-2025-0001", "2025-05-21", "2027-05-20"),
        ("X-JCS-2025-0002", "2025-05-21", "2027-05-20"),
        ("X-JCS-2025-0003", "2025-05-21", "2027-05-20"),
        ("X-JCS-2025-0004", "2025-06-02", "2027-06-01"),
        ("X-JCS-2025-0015", "2025-11-20", nil),
    ]

    @Test("reads days in each of its forms", arguments: dayCells)
    func days(_ number: String, _ from: String, _ until: String?) throws {
        let statement = try Self.statement(number)
        #expect(statement.heldFrom.text == from)
        #expect(statement.heldUntil?.text == until)
    }

    @Test("takes two spellings of one maker for one")
    func makers() throws {
        let statement = try Self.statement("X-JCS-2025-0010")
        #expect(statement.filing.models.map(\.number.exact) == ["AK-M1", "AK-M1S"])
        #expect(statement.filing.manufacturer.nameJA == "㈱あかつき通信")
        #expect(statement.filing.manufacturer.key == "株式会社あかつき通信")
    }

    @Test("keeps full-width forms and takes the name for a model of a dash")
    func models() throws {
        #expect(try Self.statement("X-JCS-2025-0001").filing.models.map(\.number.exact).last == "ＨＺ－Ｃ１１０")
        #expect(
            try Self.statement("X-JCS-2025-0001").filing.models.map(\.gtin) == ["4900000000016", "4900000000023", ""]
        )
        #expect(try Self.statement("X-JCS-2026-0002").filing.models.map(\.number.exact) == ["ほしぞらベビーモニター"])
        #expect(try Self.statement("X-JCS-2026-0005").filing.models.map(\.number.exact) == ["TB-AC1", "TB-AC2"])
        #expect(try Self.statement("X-JCS-2025-0011").filing.product.nameJA == "みなとネットワークカメラ 屋外用（2025年モデル）")
    }

    @Test("states how long support lasts, or that there is none")
    func support() throws {
        #expect(try Self.statement("X-JCS-2025-0001").filing.product.support == .until(Day.parse("2030-03-31")))
        #expect(try Self.statement("X-JCS-2025-0002").filing.product.support == .until(Day.parse("2031-03-31")))
        #expect(try Self.statement("X-JCS-2025-0004").filing.product.support == .unsupported)
        #expect(try Self.statement("X-JCS-2025-0003").filing.product.support == .notStated)
    }
}

@Suite("A list of a small profile") struct ListRowTests {
    static let profile = """
        name: small
        title: {ja: "小", en: "Small"}
        source: small-list
        origin: imported
        delimiter: semicolon
        headerRow: 2
        editionDay: given
        columns:
          registrationNumber: No
          manufacturerNameJA: Maker
          productNameJA: Product
          model: Model
          issuedOn: Issued
          heldUntil: {header: Until, optional: true}
          level: Level
          status: Status
          gtin: {header: GTIN, optional: true}
          setupLink: {header: Link, optional: true}
        defaults: {level: STAR-1, assurance: {STAR-1: selfDeclared, STAR-3: thirdParty}, criteria: C-1}
        dateForms: [iso]
        levelMap: {"★1": STAR-1, "★3": STAR-3}
        statusMap: {"OK": valid}
        modelSeparators: ["/", "、"]
        """
    static let header = "Title above;;;;;;;\nNo;Maker;Product;Model;Issued;Until;Level;Status\n"

    static func read(_ rows: String, head: String = header, name: String = "x.csv") throws -> ListReading {
        try ListReader.read(
            bytes: Array((head + rows).utf8),
            fileName: name,
            profile: try ImportProfile.read(yaml: profile, file: "small.yaml"),
            day: try Day.parse("2026-01-02"),
            statusAliases: ["失効（自主取下げ）": .withdrawn, "OK": .revoked]
        )
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var text: String
        /// Code of the skipped row, or nil where it is taken.
        var skipped: String?
        var testDescription: String { "\(skipped ?? "taken") \(text.prefix(60))" }

        init(_ text: String, _ skipped: String?) {
            self.text = text
            self.skipped = skipped
        }
    }

    static let rows = [
        Row("N1;M;P;A;2025-01-01;2026-12-31;★1;OK", nil),
        Row("N1;M;P;A;2025-01-01;;;", nil),
        Row("N1;M;P;A;2025-01-01;2025-01-01;★3;?", nil),
        Row(" ;M;P;A;2025-01-01;;;", "noNumber"),
        Row("\u{200B};M;P;A;2025-01-01;;;", "noNumber"),
        Row(String(repeating: "9", count: 65) + ";M;P;A;2025-01-01;;;", "badNumber"),
        Row("N1;M;P; / ;2025-01-01;;;", "noModel"),
        Row("N1;M;P;" + String(repeating: "x", count: 201) + ";2025-01-01;;;", "badModel"),
        Row("N1;M;P;A;;;;", "noDay"),
        Row("N1;M;P;A;2025-02-29;;;", "badDay"),
        Row("N1;M;P;A;2025-01-01;soon;;", "badDay"),
        Row("N1;M;P;A;2025-01-01;2024-12-31;;", "endBeforeStart"),
        Row("N1;M;P;A;2025-01-01;;★2;", "badLevel"),
        Row("N1;;P;A;2025-01-01;;;", "noManufacturer"),
        Row("N1;M;\t;A;2025-01-01;;;", "noProduct"),
    ]

    @Test("takes a row or skips it with its reason", arguments: rows)
    func takes(_ row: Row) throws {
        let reading = try Self.read(row.text + "\n")
        #expect(reading.skipped.map(\.code) == (row.skipped.map { [$0] } ?? []))
        #expect(reading.skipped.allSatisfy { $0.row == 3 })
        #expect(reading.statements.count == (row.skipped == nil ? 1 : 0))
        #expect(reading.rows == 1)
    }

    static let pairs: [(String, String, String?)] = [
        ("N;M;P;A;2025-01-01;;★1;OK", "N;M;P;B;2025-01-01;;★1;OK", nil),
        ("N;M;P;A;2025-01-01;;★1;OK", "N;;;B;;;;", nil),
        ("N;M;P;A;2025-01-01;;★1;OK", "N;Ｍ;P;B;2025-01-01;;★1;ＯＫ", nil),
        ("N;M;P;A;2025-01-01;;★1;OK", "N;O;P;B;2025-01-01;;★1;OK", "Two makers"),
        ("N;M;P;A;2025-01-01;;★1;OK", "N;M;P;B;2025-01-01;;★3;OK", "Two levels"),
        ("N;M;P;A;2025-01-01;;★1;OK", "N;M;P;B;2025-01-01;;★1;NG", "Two statuses"),
        ("N;M;P;A;2025-01-01;2026-01-01;;", "N;M;P;B;2025-01-01;2026-01-02;;", "Two last days"),
    ]

    @Test("joins two rows of a number or sets it aside", arguments: pairs)
    func joins(_ first: String, _ second: String, _ conflict: String?) throws {
        let reading = try Self.read(first + "\n" + second + "\n")
        if let conflict {
            #expect(reading.conflicts.count == 1)
            #expect(reading.conflicts.first?.reason.hasPrefix(conflict) == true)
            #expect(reading.statements.isEmpty)
        } else {
            #expect(reading.conflicts.isEmpty)
            #expect(reading.statements.map { $0.filing.models.map(\.number.exact) } == [["A", "B"]])
        }
    }

    @Test("divides models by its separators and keeps each once")
    func separators() throws {
        let reading = try Self.read("N;M;P;A/B、C / A;2025-01-01;;;\nN;M;P;C/D;2025-01-01;;;\n")
        #expect(reading.statements.map { $0.filing.models.map(\.number.exact) } == [["A", "B", "C", "D"]])
    }

    @Test("keeps models apart beyond the sixteenth, too")
    func manyModels() throws {
        let rows = (0..<40).map { "N;M;P;A\($0 % 25);2025-01-01;;;\n" }.joined()
        let reading = try Self.read(rows)
        #expect(reading.statements[0].filing.models.map(\.number.exact) == (0..<25).map { "A\($0)" })
        #expect(reading.remarks.count { $0.code == "duplicateModel" } == 15)
    }

    @Test("refuses a number of more models than a registration covers")
    func tooManyModels() throws {
        let rows = (0...Deciding.modelLimit).map { "N;M;P;A\($0);2025-01-01;;;\n" }.joined()
        #expect(try Self.read(rows).conflicts.map(\.code) == ["tooManyModels"])
    }

    @Test("asks the profile's status words first, then the scheme's")
    func statuses() throws {
        let reading = try Self.read(
            "N1;M;P;A;2025-01-01;;;OK\nN2;M;P;A;2025-01-01;;;失効(自主取下げ)\nN3;M;P;A;2025-01-01;;;odd \n"
        )
        #expect(reading.statements.map(\.standing) == [.valid, .withdrawn, nil])
        #expect(reading.statements[2].statusWord == "odd")
        #expect(reading.remarks.map(\.code) == ["unknownStatus"])
    }

    @Test("gives each level its assurance and the default criteria")
    func levels() throws {
        let reading = try Self.read("N1;M;P;A;2025-01-01;;★３;\nN2;M;P;A;2025-01-01;;;\n")
        #expect(reading.statements.map(\.filing.standard.level) == [.star3, .star1])
        #expect(reading.statements.map(\.filing.standard.assurance) == [.thirdParty, .selfDeclared])
        #expect(reading.statements.allSatisfy { $0.filing.standard.criteria == "C-1" })
    }

    static let heads: [(String, String)] = [
        (
            "t\nNo;Maker;Product;Issued;Level\n",
            "The list has no column \"Model\" (model) and no column \"Status\" (status)"
        ),
        ("t\nNo;No;Maker;Product;Model;Issued;Level;Status\n", "The header names \"No\" twice"),
        ("No;Maker\n", "The list has no header at row 2"),
        ("", "The list has no header at row 2"),
    ]

    @Test("refuses a header that lacks a column, naming it", arguments: heads)
    func headers(_ head: String, _ reason: String) throws {
        let refusal = try #require(throws: Refusal.self) { try Self.read("", head: head) }
        #expect(refusal.reason.hasPrefix(reason), "\(refusal.reason)")
    }

    @Test("refuses a row of another width")
    func uneven() throws {
        let refusal = try #require(throws: Refusal.self) { try Self.read("N;M;P;A;2025-01-01;;;\n\nN;M\n") }
        #expect(refusal.reason == "Row 5: it has 2 cells, the header has 8")
    }

    @Test("leaves out what is no GTIN and no https address, and says so")
    func leavesOut() throws {
        let head = Self.header.replacing("Status\n", with: "Status;GTIN;Link\n")
        let reading = try Self.read("N;M;P;A;2025-01-01;;;;4900000000011;http://a.example\n", head: head)
        #expect(reading.statements[0].filing.models[0].gtin.isEmpty)
        #expect(reading.statements[0].filing.product.setupLink.isEmpty)
        #expect(Set(reading.remarks.map(\.code)) == ["badGTIN", "badLink"])
    }

    static let names: [(String, String?)] = [
        ("list-2026-09-15.csv", "2026-09-15"),
        ("2025-01-01/list-2026-09-15 (1).csv", "2026-09-15"),
        ("2026-01-01-to-2026-03-31.csv", "2026-03-31"),
        ("list-2026-09-31.csv", nil),
        ("list-12026-09-15.csv", nil),
        ("list-2026-09-150.csv", nil),
        ("2026-09-15/list.csv", nil),
        ("", nil),
    ]

    @Test("takes its day from the file's name", arguments: names)
    func editionDay(_ name: String, _ day: String?) throws {
        let yaml = Self.profile.replacing("editionDay: given", with: "editionDay: fromFileName")
        let profile = try ImportProfile.read(yaml: yaml, file: "small.yaml")
        let bytes = Array(Self.header.utf8)
        if let day {
            #expect(try ListReader.read(bytes: bytes, fileName: name, profile: profile).edition.day.text == day)
        } else {
            let refusal = try #require(throws: Refusal.self) {
                try ListReader.read(bytes: bytes, fileName: name, profile: profile)
            }
            #expect(refusal.code == "noEditionDay")
        }
    }
}
