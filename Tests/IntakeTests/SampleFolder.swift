import Foundation
import Intake
import Registry

/// The shipped sample and what may stand around it.
enum SampleFolder {
    static let data = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Data")

    static var shipped: String { data.appendingPathComponent("Sample").path }

    /// Read once: every test reads the same files.
    static let rules = Result {
        try SchemeReader.read(
            folder: data.appendingPathComponent("Scheme").path,
            overlay: data.appendingPathComponent("Sample/Scheme").path
        ).rules
    }

    static func acts(_ anchor: Day) throws -> [SampleAct] {
        try SampleReader.read(folder: shipped, anchor: anchor)
    }

    /// What every registration is filed with, from its first act.
    static func filings(_ anchor: Day) throws -> [String: Filing] {
        var filings: [String: Filing] = [:]
        for act in try acts(anchor) {
            switch act.order {
            case .issue(let filing, _), .provisional(let filing): filings[act.registration] = filing
            default: break
            }
        }
        return filings
    }

    /// Every model with its registration: those filed first and those added later.
    static func models(_ anchor: Day) throws -> [(registration: String, model: CoveredModel)] {
        let filed = try filings(anchor).flatMap { id, filing in filing.models.map { (id, $0) } }
        let added = try acts(anchor).flatMap { act -> [(String, CoveredModel)] in
            guard case .changeModels(let added, _, _) = act.order else { return [] }
            return added.map { (act.registration, $0) }
        }
        return filed + added
    }

    /// Writes a folder with the given files for the length of `body`.
    static func with<Value>(_ files: [String: String], _ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        return try body(folder.path)
    }
}
