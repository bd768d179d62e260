import Registry
import TestSupport
import Testing

@testable import Store

@Suite("cases: contacts erased, lists page by page")
struct CaseListTests {
    @Test("contacts are erased after the answer, and nothing else is")
    func erasure() async throws {
        let sample = try await CaseStoreTests.sample()
        let (store, now) = (sample.store, sample.clock.now)
        _ = try await store.reportCorrection(CaseStoreTests.report, key: nil, at: now)
        let doubt = Doubt(
            recordedAt: now,
            subject: "T-1",
            kind: "other",
            body: "x",
            contact: "secret@example.jp",
            language: "ja"
        )
        _ = try await store.report(doubt, key: nil)
        let ids = try await store.cases(.open).map(\.file.id)
        let late = now + 300 * 86_400_000
        // Nothing that waits is erased, however long.
        #expect(try await store.forgetCaseContacts(before: late, at: late) == 0)
        for id in ids {
            _ = try await store.perform(.take, onCase: id, version: nil, by: sample[.reviewer], at: now)
            let answer = CaseOrder.answer(.noAction, "x")
            _ = try await store.perform(answer, onCase: id, version: nil, by: sample[.reviewer], at: late)
        }
        #expect(try await store.forgetCaseContacts(before: late, at: late) == 0)
        #expect(try await store.doubts(nil).allSatisfy { !$0.contact.isEmpty })
        let after = late + 180 * 86_400_000
        #expect(try await store.forgetCaseContacts(before: late + 1, at: after) == 2)
        #expect(try await store.forgetCaseContacts(before: late + 1, at: after) == 0)
        for id in ids {
            let file = try await store.caseFile(id, for: sample[.reviewer])
            #expect(file.contact.isEmpty && file.contactErasedAt == after && !file.says.isEmpty)
        }
        #expect(!"\(try await store.dump())".contains("secret@example.jp"))
    }

    @Test("a doubt closed before there were cases loses its contact too")
    func oldContacts() async throws {
        let sample = try await CaseStoreTests.sample()
        let store = sample.store
        try await store.tamper(
            """
            INSERT INTO doubt (id, recorded_at, subject, kind, body, contact, language, state)
            VALUES (1, 1700000000000, 'T-1', 'other', 'x', 'secret@example.jp', 'ja', 'closed')
            """
        )
        #expect(try await store.forgetCaseContacts(before: sample.clock.now, at: sample.clock.now) == 1)
        #expect(try await store.doubts(nil).map(\.contact) == [""])
    }

    @Test("the log and the queue go on where a page ended")
    func pages() async throws {
        let sample = try await CaseStoreTests.sample()
        let (store, now) = (sample.store, sample.clock.now)
        for place in 0..<5 {
            var report = CaseStoreTests.report
            report.says = "\(place)"
            _ = try await store.reportCorrection(report, key: nil, at: now + Int64(place / 2))
        }
        var log: [CaseEntry] = []
        while true {
            let page = try await store.caseLog(before: log.last?.number, limit: 2)
            if page.isEmpty { break }
            log += page
        }
        #expect(log.map(\.number.sequence) == [5, 4, 3, 2, 1])
        var queue: [CaseLine] = []
        while true {
            let last = queue.last.map { (since: $0.file.stateSince, id: $0.file.id) }
            let page = try await store.cases(.open, after: last, limit: 2)
            if page.isEmpty { break }
            queue += page
        }
        #expect(queue.map(\.file.id) == [1, 2, 3, 4, 5])
    }
}
