import Foundation
import Intake
import Registry
import Synchronization
import Testing

@Suite("A list with a ledger's oddities") struct ListReaderTests {
    static func small() throws -> ListReading {
        let profile = try ProfileShelf(folder: ListFolders.profiles).profile("matter")
        return try ListReader.read(
            bytes: try ListFolders.bytes(ListFolders.smallLedger),
            fileName: "ledger-small.csv",
            profile: profile,
            day: try Day.parse("2026-08-22")
        )
    }

    static func statement(_ number: String) throws -> StatedRegistration {
        try #require(try small().statements.first { $0.number.text == number })
    }

    @Test("is read to statements in the order of their first rows")
    func statements() throws {
        let reading = try Self.small()
        #expect(reading.rows == 22)
        #expect(
            reading.statements.map(\.number.text) == [
                "FIC0001-25", "FIC0002-25", "FIC0003-25", "FIC0004-25", "FIC0005-25", "FIC0006-25", "FIC0007-25",
                "FIC0008-25", "FIC0010-25", "FIC0011-25", "FIC0014-25",
            ]
        )
        #expect(reading.origin == .test)
        #expect(reading.edition.source == "matter-ledger")
        #expect(reading.edition.day.text == "2026-08-22")
        #expect(
            reading.statements.allSatisfy { $0.filing.standard == Standard(level: .star1, assurance: .selfDeclared) }
        )
        #expect(reading.statements.allSatisfy { $0.statusWord == nil && $0.standing == nil && $0.heldUntil == nil })
        #expect(try reading == Self.small())
    }

    @Test("skips rows with number and reason")
    func skips() throws {
        let skipped = try Self.small().skipped
        #expect(skipped.map(\.row) == [5, 6, 16, 17, 20])
        #expect(skipped.map(\.code) == ["noNumber", "noNumber", "noManufacturer", "noNumber", "badDay"])
        #expect(skipped.allSatisfy { !$0.reason.isEmpty })
        #expect(skipped.map(\.number) == [nil, nil, "FIC0009-25", nil, "FIC0012-25"])
    }

    @Test("joins rows of one number whatever blanks stand around it")
    func trims() throws {
        let statement = try Self.statement("FIC0002-25")
        #expect(statement.rows == [3, 4])
        #expect(statement.filing.models.map(\.number.exact) == ["SL-2", "SL-3"])
        #expect(statement.filing.product.nameEN == "Star Lamp Mini")
    }

    static let modelCells: [(String, [String])] = [
        ("FIC0003-25", ["Thermo One"]),
        ("FIC0004-25", ["Thermo Two"]),
        ("FIC0005-25", ["Thermo Three"]),
        ("FIC0006-25", ["AT-1/AT-2; AT-3"]),
        ("FIC0007-25", ["000300125871", "000300125872"]),
        ("FIC0008-25", ["TM-Z1", "TM-Z2"]),
        ("FIC0014-25", ["ミナト  1"]),
    ]

    @Test("takes the part number, or the name where there is none, one cell one model", arguments: modelCells)
    func models(_ number: String, _ models: [String]) throws {
        #expect(try Self.statement(number).filing.models.map(\.number.exact) == models)
    }

    @Test("takes the earliest date of a number, by the Japanese day of the instant")
    func days() throws {
        #expect(try Self.statement("FIC0001-25").heldFrom.text == "2025-03-01")
        #expect(try Self.statement("FIC0008-25").heldFrom.text == "2024-12-31")
        #expect(try Self.statement("FIC0011-25").heldFrom.text == "2025-03-08")
    }

    @Test("reports what it cleaned and what it chose")
    func remarks() throws {
        let remarks = try Self.small().remarks.map { "\($0.row) \($0.code)" }
        #expect(
            remarks == [
                "4 severalProducts", "9 cleaned", "13 cleaned", "13 cleaned", "14 cleaned", "14 severalDates",
                "14 severalProducts", "15 duplicateModel", "18 cleaned", "23 unmappedCategory",
            ]
        )
        let reasons = try Self.small().remarks.map(\.reason)
        #expect(reasons[1] == "Removed U+0009 from \"Product name\"")
        #expect(reasons[2] == "Removed U+200B from \"Part number\"")
    }

    @Test("sets a number aside whose rows name two makers")
    func conflicts() throws {
        let conflicts = try Self.small().conflicts
        #expect(conflicts.map(\.number) == ["FIC0013-25"])
        #expect(conflicts.map(\.row) == [22])
        #expect(conflicts.map(\.code) == ["contradiction"])
        #expect(conflicts.map(\.reason) == ["Two makers, \"905\" and \"901\"; rows 21 and 22"])
    }

    @Test("gives facts as they stand, in any script")
    func facts() throws {
        let akatsuki = try Self.statement("FIC0006-25").filing
        #expect(akatsuki.manufacturer.nameEN == "Akatsuki, \"Fiction\" Inc.")
        #expect(akatsuki.manufacturer.key == "902")
        #expect(akatsuki.models[0].versions == "300;302")
        let tsukimi = try Self.statement("FIC0007-25").filing
        #expect(tsukimi.manufacturer.nameEN == "月见虚构科技（示例）有限公司")
        #expect(tsukimi.product.nameEN == "月見スイッチ【改】")
        #expect(tsukimi.product.category == "smart-home")
        #expect(try Self.statement("FIC0010-25").filing.product.nameEN == "Robot Vacuum")
        #expect(try Self.statement("FIC0011-25").filing.product.category == "network-equipment")
        #expect(try Self.statement("FIC0014-25").filing.product.category.isEmpty)
    }

    @Test("carries the digest of the bytes")
    func digest() throws {
        let profile = try ProfileShelf(folder: ListFolders.profiles).profile("matter")
        let header = try #require(
            String(decoding: try ListFolders.bytes(ListFolders.smallLedger), as: UTF8.self)
                .split(separator: "\r\n").first
        )
        let reading = try ListReader.read(
            bytes: Array((header + "\r\n").utf8),
            fileName: "a/list-2026-01-02.csv",
            profile: profile
        )
        #expect(reading.rows == 0)
        #expect(reading.edition.fileName == "list-2026-01-02.csv")
        #expect(reading.edition.digest == "cf61a2a16a9095d3feb8a5a8942e945ee12100b844e9272001ee0ac4cb323226")
    }
}

@Suite("The public ledger") struct ListLedgerTests {
    static let isThere = FileManager.default.fileExists(atPath: ListFolders.ledger.path)

    @Test(
        "gives 4,959 rows, 837 skipped, 4,079 registrations and 4,115 models",
        .enabled(if: isThere, "the ledger is not beside this clone; skipped")
    )
    func counts() throws {
        let profile = try ProfileShelf(folder: ListFolders.profiles).profile("matter")
        let heard = Mutex<[Int]>([])
        let reading = try ListReader.read(
            bytes: try ListFolders.bytes(ListFolders.ledger),
            fileName: ListFolders.ledger.path,
            profile: profile,
            progress: { rows in heard.withLock { $0.append(rows) } }
        )
        #expect(heard.withLock { $0 } == [4959])
        #expect(reading.rows == 4959)
        #expect(reading.skipped.count == 837)
        #expect(reading.skipped.allSatisfy { $0.code == "noNumber" })
        #expect(reading.statements.count == 4079)
        #expect(reading.conflicts.isEmpty)
        #expect(reading.statements.reduce(0) { $0 + $1.filing.models.count } == 4115)
        #expect(reading.statements.map(\.rows.count).max() == 29)
        #expect(reading.edition.day.text == "2026-08-22")
        #expect(reading.remarks.count { $0.code == "severalDates" } == 2)
        #expect(reading.statements.allSatisfy { $0.filing.standard.level == .star1 })
    }
}
