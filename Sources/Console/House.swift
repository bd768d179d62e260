import Foundation
import Intake
import Portal
package import Registry
package import Store

/// The composition root: opens a store with its rules and hands out the rooms built on it.
package struct House: Sendable {
    package let folder: StoreFolder
    package let store: RegistryStore
    package let engine: SQLiteEngine
    /// Held while this process may write.
    let lock: StoreLock?

    /// Scheme data and where it came from.
    static func rules(schemeFolder: String?, overlay: String) throws -> SchemeReading {
        let folder = try DataFolder.find("Scheme", stated: schemeFolder)
        let overlayFolder = overlay == "sample" ? try DataFolder.find("Sample", stated: nil) + "/Scheme" : nil
        return try SchemeReader.read(folder: folder, overlay: overlayFolder)
    }

    /// Opens for writing; nil where another process (a running portal) holds the store.
    package static func open(
        _ folder: StoreFolder,
        schemeFolder: String? = nil,
        readers: Int = 4,
        now: Moment
    ) async throws -> House? {
        try requireRegistry(folder)
        guard let lock = try folder.lock() else { return nil }
        let engine = try opened(folder.database) { try SQLiteEngine.open(file: folder.database, readers: readers) }
        let overlay = try await RegistryStore.overlay(of: engine)
        let scheme = try rules(schemeFolder: schemeFolder, overlay: overlay)
        let store = try await RegistryStore.open(engine, rules: scheme.rules, rulesText: scheme.text, at: now)
        return House(folder: folder, store: store, engine: engine, lock: lock)
    }

    /// Opens to read, beside whatever writes.
    package static func openToRead(_ folder: StoreFolder, schemeFolder: String? = nil) async throws -> House {
        try requireRegistry(folder)
        let engine = try opened(folder.database) { try SQLiteEngine.openReadOnly(file: folder.database) }
        let overlay = try await RegistryStore.overlay(of: engine)
        let scheme = try rules(schemeFolder: schemeFolder, overlay: overlay)
        let store = try await RegistryStore.openReadOnly(engine, rules: scheme.rules)
        return House(folder: folder, store: store, engine: engine, lock: nil)
    }

    /// The engine, or one sentence: whatever keeps a database from being opened is no fault of the program.
    static func opened(_ file: String, _ open: () throws -> SQLiteEngine) throws -> SQLiteEngine {
        do {
            return try open()
        } catch {
            throw Refusal(.unprocessable, "\(file) is no registry that can be read: \(error)", code: "storeUnavailable")
        }
    }

    private static func requireRegistry(_ folder: StoreFolder) throws(Refusal) {
        guard folder.holdsRegistry else {
            throw Refusal(
                .missing,
                "There is no registry in \(folder.path); make one with: hoshifuda init --store \(folder.path)",
                code: "notInitialised"
            )
        }
    }

    package func close() throws {
        try engine.close()
    }
}
