import Foundation
import Registry
import TestSupport
import Testing

@testable import Store

@Suite("The file keeps what was acknowledged")
struct SQLiteEngineTests {
    @Test("every commit is synchronous, in a write-ahead log")
    func synchronous() async throws {
        try await withFolder { folder in
            let engine = try SQLiteEngine.open(file: folder.database)
            #expect(try await engine.synchronousLevel() == 2)
            let store = try await RegistryStore.sample(engine)
            try await store.issue("A")
            _ = try await store.find(RegistrationNumber(checked: "A"))
            #expect(try await engine.synchronousLevel() == 2)
            let pragmas = try await engine.read { db in
                ["journal_mode", "foreign_keys"].map { name in
                    try? db.first(Statement("PRAGMA \(name)")) { $0.text(0) }
                }
            }
            #expect(pragmas == ["wal", "1"])
            try engine.close()
            let again = try SQLiteEngine.open(file: folder.database)
            #expect(try await again.synchronousLevel() == 2)
            let reopened = try await RegistryStore.open(
                again,
                rules: .sample(),
                rulesText: "rules",
                at: noon("2026-05-01")
            )
            #expect(try await reopened.found("A").number.text == "A")
            #expect(reopened.operatorFacts == .sample)
            try again.close()
        }
    }

    @Test("what was committed is there for another opener without a close")
    func committed() async throws {
        try await withFolder { folder in
            let engine = try SQLiteEngine.open(file: folder.database)
            let store = try await RegistryStore.sample(engine)
            let made = try await store.issue("A")
            // Copied as a crash would leave them: the file and its log, no checkpoint.
            let copy = folder.path + "/crashed.sqlite"
            for side in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: folder.database + side, toPath: copy + side)
            }
            let crashed = try SQLiteEngine.open(file: copy)
            let reopened = try await RegistryStore.open(
                crashed,
                rules: .sample(),
                rulesText: "rules",
                at: noon("2026-05-01")
            )
            #expect(try await reopened.found("A") == made)
            #expect(try await reopened.check() == [])
            #expect(try await crashed.integrityFaults() == [])
            try crashed.close()
            try engine.close()
        }
    }

    @Test("one process writes")
    func lock() async throws {
        try await withFolder { folder in
            var held = try folder.lock()
            #expect(held != nil)
            for _ in 0..<3 { #expect(try folder.lock() == nil) }
            held = nil
            #expect(held == nil)
            let next = try folder.lock()
            #expect(next != nil)
        }
    }

    @Test("a lock that is not had closes its own file once, and nobody else's")
    func descriptors() async throws {
        try await withFolder { folder in
            let held = try folder.lock()
            // Each refused lock opens and closes one descriptor; one closed twice would take a neighbour with it.
            await withTaskGroup(of: Bool.self) { group in
                for index in 0..<8 {
                    group.addTask {
                        if index.isMultiple(of: 2) {
                            for _ in 0..<300 where (try? folder.lock()) != nil { return false }
                            return true
                        }
                        for _ in 0..<300 {
                            guard let file = FileHandle(forReadingAtPath: folder.path + "/lock") else { return false }
                            guard (try? file.offset()) != nil, (try? file.close()) != nil else { return false }
                        }
                        return true
                    }
                }
                for await isSound in group { #expect(isSound) }
            }
            #expect(held != nil)
        }
    }

    @Test("beside a writer one reads and cannot write")
    func readOnly() async throws {
        try await withFolder { folder in
            let engine = try SQLiteEngine.open(file: folder.database)
            let store = try await RegistryStore.sample(engine)
            let made = try await store.issue("A")
            let reader = try SQLiteEngine.openReadOnly(file: folder.database)
            let beside = try await RegistryStore.openReadOnly(reader, rules: .sample())
            #expect(try await beside.found("A") == made)
            await #expect(throws: (any Error).self) { try await beside.issue("B") }
            await #expect(throws: (any Error).self) {
                _ = try await reader.lookup { try $0.run(Statement("UPDATE head SET revision = 9"), []) }
            }
            await #expect(throws: (any Error).self) {
                _ = try await engine.lookup { try $0.run(Statement("UPDATE head SET revision = 9"), []) }
            }
            try await store.issue("C")
            #expect(try await beside.found("C").number.text == "C")
            #expect(try await store.head().revision == 3)
            try reader.close()
            try engine.close()
        }
    }

    @Test("a backup taken while others write is whole and holds the label key")
    func backup() async throws {
        try await withFolder { folder in
            let engine = try SQLiteEngine.open(file: folder.database)
            let store = try await RegistryStore.sample(engine)
            let first = try await store.issue("A")
            let copy = folder.path + "/backup.sqlite"
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for index in 0..<60 { try await store.issue("N-\(index)") } }
                group.addTask {
                    for index in 0..<4 { try engine.backup(to: index == 3 ? copy : "\(copy).\(index)") }
                }
                try await group.waitForAll()
            }
            #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
            let kept = try SQLiteEngine.open(file: copy)
            let restored = try await RegistryStore.open(
                kept,
                rules: .sample(),
                rulesText: "rules",
                at: noon("2026-05-01")
            )
            #expect(try await kept.integrityFaults() == [])
            #expect(try await restored.check() == [])
            #expect(restored.keys.knows(first.code))
            #expect(try await restored.found("A") == first)
            let later = try await restored.issue("later", on: "2026-06-01")
            #expect(store.keys.knows(later.code))
            try kept.close()
            try engine.close()
        }
    }

    @Test("readers beside a writer see whole states only")
    func snapshots() async throws {
        try await withFolder { folder in
            let engine = try SQLiteEngine.open(file: folder.database)
            let store = try await RegistryStore.sample(engine)
            try await store.issue("A")
            let number = RegistrationNumber(checked: "A")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for _ in 0..<40 {
                        try await store.perform(.withdraw, "A", on: "2026-02-01")
                        try await store.perform(.reinstate, "A", on: "2026-02-01")
                    }
                }
                for _ in 0..<2 {
                    group.addTask {
                        for _ in 0..<100 {
                            let finding = try await store.find(number)
                            let then = try await store.find(.number(number), knownAt: finding.mark.revision)
                            #expect(then == finding)
                            let miss = try await store.find(RegistrationNumber(checked: "none"))
                            #expect(miss.registration == nil)
                        }
                    }
                }
                try await group.waitForAll()
            }
            try engine.close()
        }
    }

    @Test("values come back as they were bound")
    func values() async throws {
        let engine = try SQLiteEngine.inMemory()
        let values: [Value] = [
            .integer(.min), .integer(.max), .integer(0), .text(""), .text("照\u{0}明"), .text("'\"?1"), .bytes([]),
            .bytes([0, 255]), .null,
        ]
        for value in values {
            let read = try await engine.read { db in try db.first(Statement("SELECT ?1"), [value]) { $0.value(0) } }
            #expect(read == value)
        }
    }

    @Test("a broken constraint and broken SQL are told apart")
    func faults() async throws {
        let store = try await RegistryStore.sample()
        await #expect {
            try await store.tamper(
                "INSERT INTO head (id, revision, recorded_at, last_registration) VALUES (2, 0, 0, 0)"
            )
        } throws: { ($0 as? EngineFault)?.kind == .constraint }
        await #expect {
            try await store.tamper(
                "INSERT INTO card (registration_id, source_id, revision, body) VALUES (9, 0, 1, x'00')"
            )
        } throws: { ($0 as? EngineFault)?.kind == .constraint }
        await #expect { try await store.tamper("SELEC 1") } throws: { ($0 as? EngineFault)?.kind == .broken }
    }
}
