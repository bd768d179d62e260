import Registry
import TestSupport
import Testing

@testable import Store

@Suite("A list is followed edition by edition")
struct ListStoreTests {
    static let rows: [StatedRegistration] = ["A", "B", "C"].map {
        .sample($0, .valid, .sample("名\($0)", models: ["M-\($0)"]))
    }

    @Test("the same edition twice changes nothing")
    func twice() async throws {
        let store = try await RegistryStore.sample()
        let reading = ListReading.sample("2026-02-01", Self.rows)
        let first = try await store.importList(reading, at: noon("2026-02-01"))
        #expect(first.added == 3 && first.registrations == 3 && first.models == 3 && first.unchanged == 0)
        #expect(first.revision == 2)
        let before = try await store.dump()
        let again = try await store.importList(reading, at: noon("2026-03-01"))
        #expect(again.unchanged == 3 && again.added + again.changed + again.absent == 0)
        #expect(again.revision == nil)
        #expect(try await store.dump() == before)
    }

    @Test("a change is the event that it is, and nothing is deleted")
    func changes() async throws {
        let store = try await RegistryStore.sample()
        _ = try await store.importList(.sample("2026-02-01", Self.rows), at: noon("2026-02-01"))
        let changed = [
            StatedRegistration.sample("A", .valid, .sample("新しい名", models: ["M-A"])),
            .sample("B", .revoked, .sample("名B", models: ["M-B"])),
        ]
        let summary = try await store.importList(.sample("2026-03-01", changed), at: noon("2026-03-01"))
        #expect(summary.changed == 2 && summary.absent == 1 && summary.unchanged == 0)
        #expect(try await store.found("A").events.map(\.kind.word) == [.imported, .corrected])
        #expect(try await store.found("B").events.map(\.kind.word) == [.imported, .standingStated])
        #expect(try await store.found("B").period(on: day("2026-03-01")).standing == .revoked)
        #expect(try await store.found("B").period(on: day("2026-02-28")).standing == .valid)
        let gone = try await store.found("C")
        #expect(gone.events.map(\.kind.word) == [.imported, .absentFromEdition])
        #expect(gone.period(on: day("2026-03-01")).standing == .valid)
        // Absent again is no news; back again is.
        let third = try await store.importList(.sample("2026-04-01", changed, digest: "3"), at: noon("2026-04-01"))
        #expect(third.unchanged == 2 && third.absent == 0)
        let fourth = try await store.importList(.sample("2026-05-01", changed + [Self.rows[2]]), at: noon("2026-05-01"))
        #expect(fourth.changed == 1)
        #expect(try await store.found("C").events.map(\.kind.word) == [.imported, .absentFromEdition, .corrected])
        #expect(try await store.check() == [])
    }

    @Test("a number with a contradiction stays as it was")
    func conflicts() async throws {
        let store = try await RegistryStore.sample()
        _ = try await store.importList(.sample("2026-02-01", Self.rows), at: noon("2026-02-01"))
        let before = try await store.found("C")
        let reading = ListReading.sample("2026-03-01", Array(Self.rows.prefix(2)), conflicts: ["C"])
        let summary = try await store.importList(reading, at: noon("2026-03-01"))
        #expect(summary.conflicts == 1 && summary.absent == 0)
        var after = try await store.found("C")
        #expect(after.edition?.day == day("2026-03-01"))
        after.edition = before.edition
        #expect(after == before)
    }

    @Test("an older edition is refused, also a file that a newer one followed")
    func older() async throws {
        let store = try await RegistryStore.sample()
        let first = ListReading.sample("2026-02-01", Self.rows, digest: "first")
        _ = try await store.importList(first, at: noon("2026-02-01"))
        _ = try await store.importList(.sample("2026-02-01", [Self.rows[0]], digest: "second"), at: noon("2026-02-02"))
        let before = try await store.dump()
        for reading in [first, .sample("2026-01-31", Self.rows, digest: "third")] {
            await #expect {
                _ = try await store.importList(reading, at: noon("2026-03-01"))
            } throws: { ($0 as? Refusal)?.code == "olderEdition" }
        }
        #expect(try await store.dump() == before)
        _ = try await store.importList(.sample("2026-01-31", Self.rows, source: "other"), at: noon("2026-03-01"))
    }

    @Test("a rehearsal counts the same and leaves the store byte for byte")
    func dryRun() async throws {
        let store = try await RegistryStore.sample()
        _ = try await store.importList(.sample("2026-02-01", Self.rows), at: noon("2026-02-01"))
        let before = try await store.dump()
        let reading = ListReading.sample("2026-03-01", [.sample("A", .revoked), .sample("D")])
        var rehearsed = try await store.importList(reading, dryRun: true, at: noon("2026-03-01"))
        #expect(rehearsed.isDryRun && rehearsed.revision == nil)
        #expect(try await store.dump() == before)
        let real = try await store.importList(reading, at: noon("2026-03-01"))
        rehearsed.isDryRun = false
        rehearsed.revision = real.revision
        #expect(rehearsed == real)
    }

    @Test("an answer names the edition it stands on, also as known then")
    func edition() async throws {
        let store = try await RegistryStore.sample()
        let number = RegistrationNumber(checked: "A")
        var known: [(Int64, Finding)] = []
        for text in ["2026-02-01", "2026-03-01", "2026-03-01", "2026-04-01"] {
            let reading = ListReading.sample(text, Self.rows, digest: "\(text) \(known.count)")
            let summary = try await store.importList(reading, at: noon(text))
            let finding = try await store.find(number)
            #expect(finding.registration?.edition == reading.edition)
            #expect(finding.mark.revision == summary.revision)
            known.append((finding.mark.revision, finding))
        }
        for (revision, finding) in known {
            #expect(try await store.find(.number(number), knownAt: revision) == finding)
        }
        #expect(try await store.newestEditions().map(\.day) == [day("2026-04-01")])
        #expect(try await store.list(after: 0, limit: 9).allSatisfy { $0.edition?.day == day("2026-04-01") })
    }

    @Test("an unconfirmed end is lapsed and says so, never valid")
    func unconfirmed() async throws {
        let store = try await RegistryStore.sample()
        _ = try await store.importList(.sample("2026-02-01", Self.rows), at: noon("2026-02-01"))
        let found = try await store.found("A")
        #expect(found.period(on: day("2027-12-31")).standing == .valid)
        #expect(found.period(on: day("2028-01-01")).standing == .lapsed)
        #expect(!found.period(on: day("2028-01-01")).isConfirmed)
    }

    @Test("an unknown word is kept and shown")
    func unknownWord() async throws {
        let store = try await RegistryStore.sample()
        let row = StatedRegistration.sample("A", nil, word: "一時停止")
        _ = try await store.importList(.sample("2026-02-01", [row]), at: noon("2026-02-01"))
        let period = try await store.found("A").period(on: day("2026-02-01"))
        #expect(period.standing == .unknownStatus && period.rawStatus == "一時停止")
    }
}
