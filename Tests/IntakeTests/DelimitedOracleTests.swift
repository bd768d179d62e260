import Foundation
import Intake
import TestSupport
import Testing

/// Python's csv module as the second opinion, where the machine has it.
@Suite("Random tables") struct DelimitedOracleTests {
    static let python: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        .map { URL(filePath: "\($0)/python3") }.first { FileManager.default.isExecutableFile(atPath: $0.path) }

    private static let script = """
        import csv, json, sys
        csv.field_size_limit(1 << 24)
        out = []
        for path in sys.argv[1:]:
            with open(path, encoding="utf-8-sig", newline="") as file:
                out.append([row for row in csv.reader(file, strict=True) if row])
        json.dump(out, sys.stdout)
        """

    @Test("read as Python's csv module reads them", .enabled(if: python != nil, "python3 is not installed"))
    func agree() throws {
        let python = try #require(Self.python)
        let folder = FileManager.default.temporaryDirectory.appending(path: "delimited-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        var files: [URL] = []
        var tables: [[UInt8]] = []
        for number in 0..<300 {
            let table = Array(Self.table(&random).utf8)
            let file = folder.appending(path: "\(number).csv")
            try Data(table).write(to: file)
            files.append(file)
            tables.append(table)
        }
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", Self.script] + files.map(\.path)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let answer = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let expected = try JSONDecoder().decode([[[String]]].self, from: answer)
        try #require(expected.count == tables.count)
        for (table, rows) in zip(tables, expected) {
            let read = try DelimitedReaderTests.read(table, form: DelimitedForm())
            #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } }, "seed \(seed)")
            if read != rows { break }
        }
    }

    /// A table that RFC 4180 allows, in every dress: any line end, quotes where needed or not, odd characters.
    private static func table(_ random: inout Seeded) -> String {
        var text = random.chance(5) ? "\u{FEFF}" : ""
        let rows = Int.random(in: 0...12, using: &random)
        let width = Int.random(in: 1...6, using: &random)
        for row in 0..<rows {
            let cells = (0..<width).map { _ in cell(&random) }
            text += cells.joined(separator: ",")
            if row + 1 < rows || random.chance(2) {
                text += ["\r\n", "\n", "\r"].randomElement(using: &random) ?? "\n"
            }
            if random.chance(15) { text += "\r\n" }
        }
        return text
    }

    private static func cell(_ random: inout Seeded) -> String {
        let pieces = ["a", "-", "0", " ", "\t", "型番", "ｱ", "【", "é", "e\u{301}", "👪", "\u{200B}", ";", "=", "|"]
        let quotedPieces = pieces + [",", "\"", "\r\n", "\n", "\r", "\"\"", ",\""]
        let isQuoted = random.chance(3)
        var content = ""
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            content += (isQuoted ? quotedPieces : pieces).randomElement(using: &random) ?? ""
        }
        return isQuoted ? "\"" + content.replacing("\"", with: "\"\"") + "\"" : content
    }
}

extension Seeded {
    fileprivate mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &self) == 0 }
}
