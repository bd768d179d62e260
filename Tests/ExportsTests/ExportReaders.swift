import Foundation
import TestSupport

/// The readers behind `Scripts/read-export`, and LibreOffice. `HOSHIFUDA_PYTHON` names the interpreter that has the
/// modules; `HOSHIFUDA_REQUIRE_READERS=1` and `HOSHIFUDA_REQUIRE_OFFICE=1` turn a lack from a skip into a failure.
enum ExportReaders {
    static let areRequired = ProcessInfo.processInfo.environment["HOSHIFUDA_REQUIRE_READERS"] == "1"
    static let areHere = (try? python(["--check"])) != nil

    static let isOfficeRequired = ProcessInfo.processInfo.environment["HOSHIFUDA_REQUIRE_OFFICE"] == "1"
    static let office: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        .map { "\($0)/soffice" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    struct Failure: Error {
        var status: Int32
    }

    struct Table: Decodable {
        var marked: Bool
        var rows: [[String]]
    }

    struct Book: Decodable {
        var author: String
        var created: String
        var sheets: [Sheet]
    }

    struct Sheet: Decodable {
        var name: String
        var frozen: String?
        var filter: String?
        var widths: [Int]
        var orientation: String
        var fits: Bool
        var fitWidth: Int
        var fitHeight: Int
        var repeated: String?
        var header: String
        var footer: String
        /// Type and value.
        var rows: [[[String]]]
    }

    struct Calendar: Decodable {
        var name: String
        var product: String
        var events: [[String: String]]
    }

    struct Feed: Decodable {
        var version: String
        var head: [String: String]
        var entries: [[String: String]]
    }

    static func read<Answer: Decodable>(_ kind: String, _ path: String, as type: Answer.Type) throws -> Answer {
        try JSONDecoder().decode(Answer.self, from: python([kind, path]))
    }

    static func run(_ program: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return output
    }

    private static func python(_ arguments: [String]) throws -> Data {
        let python = ProcessInfo.processInfo.environment["HOSHIFUDA_PYTHON"] ?? "python3"
        return try run(python, [Repository.root + "/Scripts/read-export"] + arguments)
    }
}
