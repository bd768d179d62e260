import Foundation

/// The two readers that know nothing of our press, behind `Scripts/decode-artwork`.
///
/// `HOSHIFUDA_PYTHON` names the interpreter that has `zxing-cpp` and `pillow`; `HOSHIFUDA_REQUIRE_READERS=1` turns the
/// lack of a reader from a skip into a failure.
enum ArtworkReaders {
    struct Reading: Decodable {
        var file: String
        var reader: String
        var text: String?
    }

    static let areRequired = ProcessInfo.processInfo.environment["HOSHIFUDA_REQUIRE_READERS"] == "1"
    static let areHere = (try? run(["--check"]))?.status == 0

    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func read(folder: URL) throws -> [Reading] {
        let (status, output) = try run([folder.path])
        guard status == 0 else { throw Failure(status: status) }
        return try output.split(separator: UInt8(ascii: "\n")).map { line in
            try JSONDecoder().decode(Reading.self, from: Data(line))
        }
    }

    struct Failure: Error {
        var status: Int32
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, output: Data) {
        let process = Process()
        let pipe = Pipe()
        let python = ProcessInfo.processInfo.environment["HOSHIFUDA_PYTHON"] ?? "python3"
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, repository.appending(path: "Scripts/decode-artwork").path] + arguments
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
