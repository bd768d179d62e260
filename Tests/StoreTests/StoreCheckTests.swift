import Registry
import TestSupport
import Testing

@testable import Store

@Suite("The integrity check finds what was changed behind the registry's back")
struct StoreCheckTests {
    @Test(
        "every kind of tampering is told",
        arguments: [
            "UPDATE card SET body = (SELECT body FROM card WHERE registration_id = 2) WHERE registration_id = 1",
            "UPDATE card SET body = x'01' WHERE registration_id = 1",
            "DELETE FROM card WHERE registration_id = 1",
            "UPDATE event SET effective_on = effective_on + 1 WHERE registration_id = 1 AND ordinal = 2",
            "UPDATE event SET body = x'FF' WHERE registration_id = 1 AND ordinal = 1",
            "UPDATE event SET kind = 'revoked' WHERE registration_id = 1 AND ordinal = 2",
            "UPDATE event SET kind = 'pardoned' WHERE registration_id = 1 AND ordinal = 2",
            "UPDATE event SET public_note = 'x' WHERE registration_id = 1 AND ordinal = 2",
            "DELETE FROM event WHERE registration_id = 1 AND ordinal = 2",
            "UPDATE period SET to_day = to_day + 1 WHERE registration_id = 1 AND standing = 'valid'",
            "UPDATE period SET standing = 'valid' WHERE registration_id = 1 AND standing = 'withdrawn'",
            "UPDATE model SET exact = 'X' WHERE registration_id = 1",
            "UPDATE product SET name_ja = 'X' WHERE registration_id = 1",
            "UPDATE manufacturer SET name_ja = 'X'",
            "UPDATE registration SET number = 'X' WHERE id = 1",
            "UPDATE head SET revision = revision + 1",
            "INSERT INTO revision (number, recorded_at, rules) VALUES (9, 9, 'x')",
        ]
    )
    func tampered(_ sql: String) async throws {
        let store = try await RegistryStore.sample()
        try await store.issue("A")
        try await store.issue("B")
        try await store.perform(.withdraw, "A", on: "2026-02-01")
        #expect(try await store.check() == [])
        try await store.tamper(sql)
        #expect(try await store.check() != [])
    }

    @Test("a store of several pages is read to its end")
    func pages() async throws {
        let store = try await RegistryStore.sample()
        try await store.fill((0..<1100).map { .sample("N-\($0)") }, source: "bulk", at: noon("2026-01-01"))
        #expect(try await store.check() == [])
        try await store.tamper("UPDATE period SET to_day = to_day + 1 WHERE registration_id = 1100 AND ordinal = 1")
        #expect(try await store.check().contains { $0.contains("1100") })
    }
}
