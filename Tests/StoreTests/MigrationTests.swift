import Registry
import TestSupport
import Testing

@testable import Store

@Suite("The schema goes forward only")
struct MigrationTests {
    @Test("released steps are frozen")
    func frozen() {
        let digests = [
            1: "e7dea71dbe3b7ad031162147188bbc79bcd30a73cec708ef8c974971e55448ba",
            2: "e48d338d0416e29bcf7afdae4af88be4376af8278559b27aeceec86a46df45bc",
            3: "f725eda4e8a14a5192ddde63259b1e3ef1fc88fe30889f8d37635bd698e129f8",
            4: "cb63668a4a115769be3056bf02edabd7f50827eb4d3f081db81b6afe297ec145",
            5: "fa01eb4330f66de0bf6cb67473ebee99228294ab3ae5f1b16aa0ebdc7d5fbe2f",
            6: "c07fc6d5d8226a24c769fcd941584fc140ab2382296226c81f43e6a6e8ef3eb7",
            7: "19967972f809177149310be707ed7c833db587a39f0ad223738148488718e74d",
            8: "06596b030c422c3992261bf6eceb296d12c41607b36df07196e434abe0bb99af",
            9: "ec28a4af6ca59098507e08953f0f2505bd016669fecb8afbceba18d91ec7b016",
            10: "b1f3b10d426b79ee4fdb2bed9fdaa8c541b5112fcc51de3afcb1e17177a7e329",
            11: "cd65239add42cc5ed3830aad80bd0aee22cdf0116c0577fd3b6ac7633ba8b39b",
            12: "4b8fb8800631bf68933623812bae053723f82e0c8c4437f2656b84a5d18a4b25",
            13: "9aad6a771da22c55a36bb8d7e224b50b96a9928dfa026194d00b54a04c78eaca",
            14: "1fda02043fe65fc502bb4156c48c7e75eac2a038924ec8d5a3225d8435b9e932",
            15: "9a1bc42edb784bdcf1c6b31c4a4c44af3296fcb3e956591dbd4ac6632b663da7",
            16: "024f5ceaf7722ac932e17339069776f9fce8d6a7c5ae929ef48704df8e1d0d84",
            17: "df34010c0543060bb9385a2f73c379e1fd44e5c81a17bf4bec415021dfc265dd",
            18: "a431617dfa839645833051233e943c8b3137762d3feae4cc86003de3a824088a",
        ]
        #expect(Migration.all.map(\.number) == Array(1...Int64(Migration.all.count)))
        for migration in Migration.all { #expect(migration.digest == digests[Int(migration.number)]) }
    }

    @Test(
        "a store that differs from the program is refused",
        arguments: [
            ("UPDATE migration SET digest = 'x'", "changedSchema"),
            ("UPDATE migration SET number = 70 WHERE number = 1", "changedSchema"),
            ("INSERT INTO migration (number, name, digest, applied_at) VALUES (99, 'x', 'x', 0)", "newerSchema"),
        ]
    )
    func refused(_ sql: String, _ code: String) async throws {
        let store = try await RegistryStore.sample()
        let engine = store.engine
        try await store.tamper(sql)
        let before = try await store.dump()
        await #expect {
            _ = try await RegistryStore.open(engine, rules: .sample(), rulesText: "", at: noon("2026-01-01"))
        } throws: { ($0 as? Refusal)?.code == code }
        await #expect {
            _ = try await RegistryStore.openReadOnly(engine, rules: .sample())
        } throws: { ($0 as? Refusal)?.code == code }
        #expect(try await store.dump() == before)
    }

    @Test("a store is initialised once, and not opened before")
    func once() async throws {
        let engine = try SQLiteEngine.inMemory()
        await #expect {
            _ = try await RegistryStore.openReadOnly(engine, rules: .sample())
        } throws: { ($0 as? Refusal)?.code == "notInitialised" }
        await #expect {
            _ = try await RegistryStore.overlay(of: engine)
        } throws: { ($0 as? Refusal)?.code == "notInitialised" }
        let store = try await RegistryStore.sample(engine)
        let before = try await store.dump()
        await #expect { _ = try await RegistryStore.sample(engine) } throws: {
            ($0 as? Refusal)?.code == "alreadyInitialised"
        }
        #expect(try await store.dump() == before)
        #expect(try await RegistryStore.overlay(of: engine) == "")
    }

    @Test("every table is strict, with a key, and every foreign key has an index")
    func conventions() async throws {
        let store = try await RegistryStore.sample(SQLiteEngine.inMemory())
        let (loose, bare) = try await store.engine.read { db in
            let tables = try db.all(
                Statement("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
            ) { ($0.text(0), $0.flag(1)) }.filter { !$0.0.hasPrefix("sqlite_") }
            var bare: [String] = []
            for (table, _) in tables {
                let keys = try db.all(Statement("SELECT \"from\" FROM pragma_foreign_key_list('\(table)')")) {
                    $0.text(0)
                }
                var led = Set(
                    try db.all(Statement("SELECT name FROM pragma_table_info('\(table)') WHERE pk = 1")) { $0.text(0) }
                )
                let indexes = try db.all(Statement("SELECT name FROM pragma_index_list('\(table)') WHERE partial = 0"))
                {
                    $0.text(0)
                }
                for index in indexes {
                    let first = Statement("SELECT name FROM pragma_index_info('\(index)') WHERE seqno = 0")
                    try led.formUnion(db.all(first) { $0.text(0) })
                }
                bare += keys.filter { !led.contains($0) }.map { "\(table).\($0)" }
            }
            return (tables.filter { !$0.1 }.map(\.0), bare)
        }
        // The ledger of steps is made before any dialect is asked, in words both engines know.
        #expect(loose == ["migration"])
        #expect(bare == [])
    }
}
