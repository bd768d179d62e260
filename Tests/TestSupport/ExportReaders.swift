package import Foundation

/// The readers behind `Scripts/read-export`, and LibreOffice. `HOSHIFUDA_PYTHON` names the interpreter that has the
/// modules; `HOSHIFUDA_REQUIRE_READERS=1` and `HOSHIFUDA_REQUIRE_OFFICE=1` turn a lack from a skip into a failure.
package enum ExportReaders {
    package static let areRequired = ProcessInfo.processInfo.environment["HOSHIFUDA_REQUIRE_READERS"] == "1"
    package static let areHere = (try? python(["--check"])) != nil

    package static let isOfficeRequired = ProcessInfo.processInfo.environment["HOSHIFUDA_REQUIRE_OFFICE"] == "1"
    package static let office: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(
        separator: ":"
    )
    .map { "\($0)/soffice" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    package struct Failure: Error {
        package var status: Int32
    }

    package struct Table: Decodable {
        package var marked: Bool
        package var rows: [[String]]
    }

    package struct Book: Decodable {
        package var author: String
        package var created: String
        package var sheets: [Sheet]
    }

    package struct Sheet: Decodable {
        package var name: String
        package var frozen: String?
        package var filter: String?
        package var widths: [Int]
        package var orientation: String
        package var fits: Bool
        package var fitWidth: Int
        package var fitHeight: Int
        package var repeated: String?
        package var header: String
        package var footer: String
        /// Type and value.
        package var rows: [[[String]]]
    }

    package struct Calendar: Decodable {
        package var name: String
        package var product: String
        package var events: [[String: String]]
    }

    package struct Feed: Decodable {
        package var version: String
        package var head: [String: String]
        package var entries: [[String: String]]
    }

    package static func read<Answer: Decodable>(_ kind: String, _ path: String, as type: Answer.Type) throws -> Answer {
        try JSONDecoder().decode(Answer.self, from: python([kind, path]))
    }

    /// The same without holding a thread meanwhile: for tests beside which a portal must go on answering.
    package static func reading<Answer: Decodable>(
        _ kind: String,
        _ bytes: [UInt8],
        as type: Answer.Type
    ) async throws -> Answer {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/file"
            try Data(bytes).write(to: URL(filePath: path))
            let arguments = [python, Repository.root + "/Scripts/read-export", kind, path]
            let outcome = try await Program.tool("/usr/bin/env", arguments)
            guard let outcome, outcome.status == 0 else { throw Failure(status: outcome?.status ?? -1) }
            return try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
        }
    }

    package static func run(_ program: String, _ arguments: [String]) throws -> Data {
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

    private static let python = ProcessInfo.processInfo.environment["HOSHIFUDA_PYTHON"] ?? "python3"

    private static func python(_ arguments: [String]) throws -> Data {
        try run(python, [Repository.root + "/Scripts/read-export"] + arguments)
    }
}
