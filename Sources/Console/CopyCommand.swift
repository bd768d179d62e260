import ArgumentParser
import Foundation
import Registry
import Store

/// Moves a registry between engines.
struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Copy a registry into an empty folder or database, and prove that both hold the same.",
        discussion: """
            Stop the portal of the source first: a source that changes meanwhile is refused. The label key goes along.

            Example:
              hoshifuda copy --from ./store --to postgresql://registry@db.example.jp/registry
            """
    )

    @Option(name: .customLong("from"), help: "The registry's folder, or postgresql://host/database.")
    var source: String
    @Option(name: .customLong("to"), help: "A folder without a registry, or an empty database.")
    var target: String
    @OptionGroup var form: FormOptions

    func run() async throws {
        let now = Moment(milliseconds: SystemClock.now())
        let (from, to) = (try StorePlace(source), try StorePlace(target))
        guard from != to else {
            throw Refusal(.malformed, "--from and --to are the same store", field: "--to")
        }
        // Held, so that no portal writes the source meanwhile; a server's head is compared instead.
        var lock: StoreLock?
        if case .folder(let folder) = from, folder.holdsRegistry {
            lock = try folder.lock()
            guard lock != nil else {
                throw Refusal(
                    .conflict,
                    "Another process holds \(folder.path); stop it first",
                    code: "storeUnavailable"
                )
            }
        }
        defer { withExtendedLifetime(lock) {} }
        let engine = try await House.engineToRead(from)
        defer { try? engine.close() }
        let digests =
            switch to {
            case .folder(let folder): try await copy(engine, into: folder, at: now)
            case .server(let address): try await copy(engine, to: address, at: now)
            }
        for digest in digests {
            Output.line(
                form.json
                    ? "{\"table\":\"\(digest.table)\",\"rows\":\(digest.rows),\"sha256\":\"\(digest.sha256)\"}"
                    : "\(digest.table)\t\(digest.rows)\t\(digest.sha256)"
            )
        }
        Output.message("Both hold the same.")
    }

    private func copy(
        _ source: any Engine,
        into folder: StoreFolder,
        at now: Moment
    ) async throws -> [RegistryCopy.Digest] {
        try await folder.makeRegistry { draft in
            let target = try SQLiteEngine.open(file: draft)
            let digests = try await RegistryCopy.copy(from: source, to: target, at: now, progress: tell)
            try target.close()
            return digests
        }
    }

    private func copy(
        _ source: any Engine,
        to address: PostgresAddress,
        at now: Moment
    ) async throws -> [RegistryCopy.Digest] {
        let target = try await PostgresEngine.open(address, readers: 2)
        defer { target.close() }
        return try await RegistryCopy.copy(from: source, to: target, at: now, progress: tell)
    }

    private var tell: @Sendable (String, Int) -> Void {
        { table, count in if count % 100_000 < 1000 { Output.message("\(table): \(count) rows") } }
    }
}
