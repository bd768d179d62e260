import ArgumentParser
import Foundation
import Portal
import Registry
import Store

/// Takes a list away as a file: the bytes that the portal's export links give for the same question.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a list of labels to a file, also while the portal runs.",
        discussion: """
            The question is written as in the portal's addresses. With knownAt in it, the same file comes back for ever.

            Example:
              hoshifuda export --store ./store --to labels.xlsx
              hoshifuda export --store ./store --to - --format ndjson --query 'levelAtLeast=STAR-2&standing=valid'
            """
    )

    @OptionGroup var options: StoreOptions
    @Option(name: .customLong("to"), help: "The file to make, or - for standard output.")
    var target: String
    @Option(help: "csv, excel.csv, json, ndjson, xlsx or sqlite (default: as the file's name ends, else csv).")
    var format: String?
    @Option(help: "Conditions as behind the question mark of /search; none asks for everything.")
    var query: String = ""
    @Option(
        name: .customLong("public-host"),
        help: "Host in the addresses, as for serve (default: the registry's own)."
    )
    var publicHost: String?
    @Flag(help: "Replace a file that is there.")
    var force = false
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let format = try chosenFormat()
        let now = try clock.now()
        try refuseExisting()
        let house = try await options.openToRead()
        defer { try? house.close() }
        let question = try ListQuestion(query, house.store.rules)
        let export = try await ListExport(
            question,
            house.store,
            SiteFacts(house.store, publicHost: publicHost),
            at: now
        )
        guard target != "-" else { return try await pipe(export, format) }
        try await make(export, format)
        Output.message("Wrote \(export.count) labels to \(target).")
    }

    private func chosenFormat() throws(Refusal) -> ListExport.Format {
        if let format {
            guard let chosen = ListExport.Format(rawValue: format) else {
                let known = ListExport.Format.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal(.malformed, "--format is one of: \(known)", field: "--format", code: "unknownFormat")
            }
            return chosen
        }
        // The longest ending first: `.excel.csv` is also `.csv`.
        let endings = ListExport.Format.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
        return endings.first { target.lowercased().hasSuffix("." + $0.rawValue) } ?? .csv
    }

    private func refuseExisting() throws(Refusal) {
        guard target != "-" else { return }
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: target, isDirectory: &isFolder)
        if isFolder.boolValue || exists && !force {
            throw Refusal(
                .conflict,
                isFolder.boolValue ? "\(target) is a folder" : "\(target) exists; --force replaces it",
                field: "--to",
                code: "fileExists"
            )
        }
    }

    /// The file under a name of its own beside the target, which it becomes when it is whole.
    private func make(_ export: ListExport, _ format: ListExport.Format) async throws {
        let url = URL(fileURLWithPath: target)
        let draft = url.deletingLastPathComponent()
            .appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString).part").path
        defer { try? FileManager.default.removeItem(atPath: draft) }
        try await told { try await export.write(format, to: draft) }
        // Somebody may have made the file meanwhile.
        try refuseExisting()
        guard rename(draft, url.path) == 0 else {
            throw Refusal(
                .unprocessable,
                "\(target) cannot be written: \(String(cString: strerror(errno)))",
                code: "notWritten"
            )
        }
    }

    private func pipe(_ export: ListExport, _ format: ListExport.Format) async throws {
        guard format.isFile else {
            return try await told { try await export.write(format, to: FileHandle.standardOutput) }
        }
        let draft = FileManager.default.temporaryDirectory.appendingPathComponent("hoshifuda-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: draft) }
        try await told {
            try await export.write(format, to: draft)
            guard let made = FileHandle(forReadingAtPath: draft) else { throw CocoaError(.fileReadNoSuchFile) }
            defer { try? made.close() }
            while let bytes = try made.read(upToCount: 1 << 18), !bytes.isEmpty {
                try FileHandle.standardOutput.write(contentsOf: bytes)
            }
        }
    }

    /// Runs something that writes; a disk that is full or a folder that is missing is no fault of the program.
    private func told(_ write: () async throws -> Void) async throws {
        do {
            try await write()
        } catch let refusal as Refusal {
            throw refusal
        } catch let fault as EngineFault {
            throw fault
        } catch {
            throw Refusal(.unprocessable, "\(target) cannot be written: \(error)", code: "notWritten")
        }
    }
}
