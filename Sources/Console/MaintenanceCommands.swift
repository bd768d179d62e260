import ArgumentParser
import Foundation
import Registry
import Store

/// Copies a registry while it runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the registry into one file, also while the portal runs.",
        discussion:
            "The copy holds the label key. Keep it as carefully as the store.\n\nExample:\n  hoshifuda backup ./registry-2026-11-20.sqlite --store ./store"
    )

    @Argument(help: "The file to make; it must not exist.")
    var file: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: file) else {
            throw Refusal(.conflict, "\(file) exists; a backup never overwrites", code: "fileExists")
        }
        let house = try await options.openToRead()
        defer { try? house.close() }
        // The program's umask keeps what holds the label key to its owner.
        do {
            guard let engine = house.engine as? SQLiteEngine else { return try await copyOut(house) }
            try engine.backup(to: file)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.unprocessable, "The copy cannot be written to \(file): \(error)", code: "notCopied")
        }
        let head = try await house.store.head()
        tell(head.revision)
    }

    /// A server's registry as the same one file that a folder's backup is, so that either can be restored anywhere.
    private func copyOut(_ house: House) async throws {
        let target = try SQLiteEngine.open(file: file)
        do {
            _ = try await RegistryCopy.copy(from: house.engine, to: target, at: Moment(milliseconds: SystemClock.now()))
            let head = try await house.store.head()
            try target.close()
            tell(head.revision)
        } catch {
            try? target.close()
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + ending) }
            throw error
        }
    }

    private func tell(_ revision: Int64) {
        Output.line(form.json ? "{\"revision\":\(revision)}" : "Copied revision \(revision) to \(file).")
    }
}

/// Puts a copy back as a store.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a store from a backup; the folder must hold no registry.",
        discussion: "Example:\n  hoshifuda restore ./registry-2026-11-20.sqlite --store ./restored"
    )

    @Argument(help: "A file made by backup.")
    var file: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        guard case .folder(let folder) = try options.place() else {
            throw Refusal(
                .malformed,
                "restore makes a folder; from there, hoshifuda copy moves the registry to a server",
                field: "--store"
            )
        }
        guard FileManager.default.fileExists(atPath: file) else {
            throw Refusal(.missing, "There is no file \(file)", code: "noFile")
        }
        try folder.requireNoRegistry()
        // A file that is no sound registry must not become a store.
        let source = try House.opened(file) { try SQLiteEngine.openReadOnly(file: file) }
        let faults = try await faults(of: source)
        guard faults.isEmpty else {
            throw Refusal(.unprocessable, "\(file) is damaged: \(faults[0])", code: "damaged")
        }
        _ = try await RegistryStore.overlay(of: source)
        try await folder.makeRegistry { draft in
            try source.backup(to: draft)
            try source.close()
        }
        guard let house = try await House.open(.folder(folder), schemeFolder: options.scheme, now: clock.now()) else {
            throw Refusal(.conflict, "Another process uses \(folder.path)", code: "storeUnavailable")
        }
        let head = try await house.store.head()
        try house.close()
        Output.line(
            form.json ? "{\"revision\":\(head.revision)}" : "Restored revision \(head.revision) to \(folder.path)."
        )
    }
}

extension RestoreCommand {
    /// What keeps the copy from being sound; a file too damaged for the check itself is one fault.
    private func faults(of source: SQLiteEngine) async throws -> [String] {
        do {
            return try await source.integrityFaults()
        } catch {
            return ["\(error)"]
        }
    }
}

/// Every integrity check there is.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the store: pages, keys, revisions, every card against its rows.",
        discussion: "Example:\n  hoshifuda check --store ./store"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions

    func run() async throws {
        let house = try await options.openToRead()
        defer { try? house.close() }
        let faults = try await house.engine.integrityFaults() + house.store.check()
        if form.json {
            let list = try JSONEncoder().encode(faults)
            Output.line("{\"faults\":\(String(decoding: list, as: UTF8.self))}")
        } else {
            for fault in faults { Output.line(fault) }
            if faults.isEmpty { Output.line("The store is sound.") }
        }
        if !faults.isEmpty { throw ExitCode(1) }
    }
}
