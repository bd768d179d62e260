import ArgumentParser
import Foundation
import Intake
import Portal
import Registry
import Store

/// Takes a real list into the registry.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import an edition of a list.",
        discussion: """
            The last line of output is one JSON object with the counts when --json is given.

            Example:
              hoshifuda import ./list-2026-09-15.csv --profile ipa-list --store ./store --dry-run
            """
    )

    @Argument(help: "The list: CSV or TSV.")
    var file: String
    @Option(name: .customLong("profile"), help: "Name of a profile in Data/Import, or a path to one.")
    var profile: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("profiles"), help: "Folder of profiles (default: Data/Import).")
    var profiles: String?
    @Option(name: .customLong("day"), help: "The day the list states, where its name does not.")
    var day: String?
    @Flag(name: .customLong("dry-run"), help: "Say what would change and change nothing.")
    var dryRun = false
    @Option(name: .customLong("report"), help: "Write every skipped row, conflict and remark to this file, as JSON.")
    var report: String?
    @Option(name: .customLong("actor"), help: "Who does this, for the diary.")
    var actor = "operator"

    func run() async throws {
        let bytes = try readFile()
        try checkReport()
        let (name, text) = try profileText()
        // Read here too, so that a broken profile is told before any door is opened.
        let profile = try ImportProfile.read(yaml: text, file: name)
        let day = try self.day.map { try Day.parse($0) }
        let fileName = URL(fileURLWithPath: file).lastPathComponent
        let link = try await OfficeLink.open(options, clock)
        defer { try? link.close() }
        switch link {
        case .own(_, let desk):
            let (summary, reading) = try await desk.importList(
                bytes,
                fileName: fileName,
                profile: profile,
                day: day,
                dryRun: dryRun,
                actor: actor,
                progress: { Output.message($0) }
            )
            tell(ImportReport.summaryBytes(summary, reading), summary)
            try write(report: ImportReport.bytes(summary, reading))
        case .running(let socket):
            Output.message("The portal is running; it records the list.")
            let wire = ImportWire(
                fileName: fileName,
                file: Data(bytes),
                profileName: name,
                profile: text,
                day: self.day,
                dryRun: dryRun,
                actor: actor
            )
            let answer = try await socket.post("/verbs/import", wire)
            let summary = try JSONDecoder().decode(SummaryWire.self, from: Data(answer))
            form.json ? Output.line(Array(try JSONEncoder.sorted.encode(summary))) : Output.line(summary.sentence)
            try write(report: answer)
        }
    }

    private func tell(_ bytes: [UInt8], _ summary: ImportSummary) {
        guard !form.json else { return Output.line(bytes) }
        let wire = try? JSONDecoder().decode(SummaryWire.self, from: Data(bytes))
        Output.line(wire?.sentence ?? "")
    }

    private func readFile() throws -> [UInt8] {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard let size = attributes?[.size] as? Int else {
            throw Refusal(.missing, "There is no file \(file)", code: "noFile")
        }
        guard size <= DelimitedReader.fileLimit else {
            throw Refusal(.tooLarge, "\(file) is larger than \(DelimitedReader.fileLimit >> 20) MiB")
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Refusal(.missing, "\(file) cannot be read", code: "noFile")
        }
        return Array(data)
    }

    /// The profile's name for messages and its YAML.
    private func profileText() throws -> (String, String) {
        var path = profile
        if !profile.contains("/"), !profile.hasSuffix(".yaml") {
            let folder = try DataFolder.find("Import", stated: profiles)
            path = "\(folder)/\(profile).yaml"
            guard FileManager.default.fileExists(atPath: path) else {
                // The shelf's own refusal lists the names there are.
                _ = try ProfileShelf(folder: folder).profile(profile)
                throw Refusal(.missing, "There is no profile \"\(profile)\"", code: "unknownProfile")
            }
        }
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20,
            let text = String(data: data, encoding: .utf8)
        else { throw Refusal(.missing, "The profile \(path) cannot be read", code: "unknownProfile") }
        return (URL(fileURLWithPath: path).lastPathComponent, text)
    }

    /// A report that cannot be written must not come to light after the list was recorded.
    private func checkReport() throws(Refusal) {
        guard let report else { return }
        let url = URL(fileURLWithPath: report)
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        let folder = url.deletingLastPathComponent().path
        guard !(exists && isFolder.boolValue), FileManager.default.isWritableFile(atPath: folder) else {
            throw Refusal(.unprocessable, "The report cannot be written to \(report)", field: "--report")
        }
    }

    private func write(report bytes: [UInt8]) throws {
        guard let report else { return }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: report), options: .atomic)
        } catch {
            throw Refusal(.unprocessable, "The report cannot be written to \(report)", field: "--report")
        }
    }
}

/// The counts of an import as they come back.
private struct SummaryWire: Codable {
    var rows: Int
    var registrations: Int
    var models: Int
    var skipped: Int
    var conflicts: Int
    var added: Int
    var changed: Int
    var absent: Int
    var unchanged: Int
    var remarked: Int
    var revision: Int64?
    var dryRun: Bool

    var sentence: String {
        let verb = dryRun ? "Would record" : revision == nil ? "Nothing new in" : "Recorded"
        return "\(verb) \(rows) rows: \(registrations) registrations with \(models) models; \(added) new, "
            + "\(changed) changed, \(unchanged) unchanged, \(absent) absent; \(skipped) rows skipped, "
            + "\(conflicts) conflicts, \(remarked) remarks."
    }
}

extension JSONEncoder {
    /// Keys in one order, so equal values give equal bytes.
    static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }
}
