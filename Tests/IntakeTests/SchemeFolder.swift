import Foundation
import Intake
import Registry
import Testing

/// The project's own scheme data, found from this file, and copies of it that may be broken.
struct SchemeFolder {
    let path: String

    /// The folder that holds Package.swift.
    static let root: String = {
        var place = URL(filePath: #filePath)
        while place.path != "/", !FileManager.default.fileExists(atPath: place.appending(path: "Package.swift").path) {
            place.deleteLastPathComponent()
        }
        return place.path
    }()

    static let scheme = root + "/Data/Scheme"
    static let sample = root + "/Data/Sample/Scheme"

    /// The rules as they are, read once.
    static let rules = Result { try SchemeReader.read(folder: scheme, overlay: nil).rules }
    static let sampleRules = Result { try SchemeReader.read(folder: scheme, overlay: sample).rules }

    /// A copy of the scheme data that is removed afterwards.
    static func withCopy<Value>(_ body: (SchemeFolder) throws -> Value) throws -> Value {
        let path = FileManager.default.temporaryDirectory.path + "/scheme-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: scheme, toPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(SchemeFolder(path: path))
    }

    func text(_ file: String) throws -> String {
        try String(contentsOfFile: path + "/" + file, encoding: .utf8)
    }

    func write(_ text: String, to file: String) throws {
        try text.write(toFile: path + "/" + file, atomically: true, encoding: .utf8)
    }

    func fault(overlay: String? = nil) -> SchemeFault? {
        do {
            _ = try SchemeReader.read(folder: path, overlay: overlay)
            return nil
        } catch {
            return error
        }
    }
}

/// The number of the first line that holds `part`, counted without any parser.
func lineNumber(of part: String, in text: String) -> Int? {
    text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(part) }.map { $0 + 1 }
}

func day(_ text: String) throws -> Day {
    try Day.parse(text)
}
