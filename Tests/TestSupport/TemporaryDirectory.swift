import Foundation

/// A folder that lives as long as a closure.
package enum TemporaryDirectory {
    package static func with<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        // Short, because the path of a Unix socket has a small bound.
        let name = "hf-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder.path)
    }
}

/// Where the project's own files lie.
package enum Repository {
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    package static func text(_ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }

    /// Every file under a folder with an ending, sorted, as paths from the root.
    package static func files(under folder: String, ending: String) -> [String] {
        let base = URL(fileURLWithPath: root + "/" + folder)
        let found = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(ending) }.map { folder + "/" + $0 }.sorted()
    }
}
