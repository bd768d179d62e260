import Foundation
import Intake
import Portal
package import Registry
package import Store

/// The composition root: opens a store with its rules and hands out the rooms built on it.
package struct House: Sendable {
    /// Where the store is kept.
    package let place: StorePlace
    package let store: RegistryStore
    /// The store's own engine, for what concerns its files.
    package let engine: any Engine
    /// Held while this process may write a folder; a server keeps its writers in line itself.
    let lock: StoreLock?

    /// Scheme data and where it came from.
    static func rules(schemeFolder: String?, overlay: String) throws -> SchemeReading {
        let folder = try DataFolder.find("Scheme", stated: schemeFolder)
        let overlayFolder = overlay == "sample" ? try DataFolder.find("Sample", stated: nil) + "/Scheme" : nil
        return try SchemeReader.read(folder: folder, overlay: overlayFolder)
    }

    /// Words that search takes for one another: beside the scheme data where that was named and has them.
    static func synonyms(schemeFolder: String?, rules: Rules) throws -> SearchSynonyms {
        let beside = schemeFolder.map { $0 + "/../Search" }.flatMap { folder in
            FileManager.default.fileExists(atPath: folder + "/" + SynonymReader.fileName) ? folder : nil
        }
        let folder = try beside ?? DataFolder.find("Search", stated: nil)
        return try SynonymReader.read(folder: folder, sources: rules.sources)
    }

    /// Opens for writing; nil where another process (a running portal) holds the folder.
    ///
    /// - Parameter prefersStandby: whether reads may come from a standby of the server.
    package static func open(
        _ place: StorePlace,
        schemeFolder: String? = nil,
        readers: Int = 4,
        prefersStandby: Bool = false,
        now: Moment
    ) async throws -> House? {
        let (engine, lock): (any Engine, StoreLock?)
        switch place {
        case .folder(let folder):
            try requireRegistry(folder)
            guard let held = try folder.lock() else { return nil }
            engine = try opened(folder.database) { try SQLiteEngine.open(file: folder.database, readers: readers) }
            lock = held
        case .server(let address):
            engine = try await PostgresEngine.open(address, readers: readers * 2, prefersStandby: prefersStandby)
            lock = nil
        }
        let overlay = try await RegistryStore.overlay(of: engine)
        let scheme = try rules(schemeFolder: schemeFolder, overlay: overlay)
        let synonyms = try synonyms(schemeFolder: schemeFolder, rules: scheme.rules)
        let store = try await RegistryStore.open(
            engine,
            rules: scheme.rules,
            rulesText: scheme.text,
            synonyms: synonyms,
            at: now
        )
        return House(place: place, store: store, engine: engine, lock: lock)
    }

    /// Opens to read, beside whatever writes.
    package static func openToRead(_ place: StorePlace, schemeFolder: String? = nil) async throws -> House {
        let engine = try await engineToRead(place)
        let overlay = try await RegistryStore.overlay(of: engine)
        let scheme = try rules(schemeFolder: schemeFolder, overlay: overlay)
        let synonyms = try synonyms(schemeFolder: schemeFolder, rules: scheme.rules)
        let store = try await RegistryStore.openReadOnly(engine, rules: scheme.rules, synonyms: synonyms)
        return House(place: place, store: store, engine: engine, lock: nil)
    }

    static func engineToRead(_ place: StorePlace) async throws -> any Engine {
        switch place {
        case .folder(let folder):
            try requireRegistry(folder)
            return try opened(folder.database) { try SQLiteEngine.openReadOnly(file: folder.database) }
        case .server(let address): return try await PostgresEngine.openToRead(address)
        }
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

    /// Lets the store go.
    package func close() throws {
        try engine.close()
    }
}
