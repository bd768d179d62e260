import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("a portal beside others on one database")
struct SharedStoreTests {
    @Test("what another process recorded is forgotten at the next look, and nothing else is")
    func follows() async throws {
        try await LivePortal.withStandings { live, labels in
            var follower = Follower(site: live.site)
            await follower.look()
            let code = try labels(.valid).code
            let other = try labels(.grace).code
            for path in ["/\(code)", "/\(other)"] { _ = try await live.client.get(path) }
            let kept = live.site.desk.cache.size.answers
            #expect(kept == 2)
            // Behind this portal's back.
            try await live.registry.perform(.revoke, on: "T-VALID", "2027-05-20")
            #expect(try await live.client.get("/\(code)").text.contains("class=\"tag valid\""))
            await follower.look()
            #expect(live.site.desk.cache.size.answers == kept - 1)
            #expect(try await live.client.get("/\(code)").text.contains("class=\"tag revoked\""))
            await follower.look()
            #expect(live.site.desk.cache.size.answers == kept)
        }
    }

    @Test("after an import, other rules or too many changes everything is forgotten")
    func forgetsAll() async throws {
        try await LivePortal.withStandings { live, labels in
            var follower = Follower(site: live.site)
            await follower.look()
            _ = try await live.client.get("/\(try labels(.valid).code)")
            _ = try await live.registry.store.importList(
                .sample("L-0002", on: "2027-05-10"),
                at: live.registry.clock.now
            )
            await follower.look()
            #expect(live.site.desk.cache.size.answers == 0)
        }
    }

    @Test("while the database is gone kept answers say when they were confirmed, for a minute; then 503")
    func gone() async throws {
        try await LivePortal.withStandings { live, labels in
            let clock = live.registry.clock
            let code = try labels(.valid).code
            let fresh = try await live.client.get("/\(code)?lang=en")
            let data = try await live.client.get("/api/v1/labels/\(code)")
            let packed = try await live.client.get("/\(code)?lang=ja", ["Accept-Encoding": "gzip"])
            #expect(packed["Content-Encoding"] == "gzip")
            let last = clock.now
            live.site.confirmation.confirm(at: last)
            live.site.confirmation.lose(at: last)
            clock.advance(milliseconds: 59_000)
            let page = try await live.client.get("/\(code)?lang=en")
            #expect(page.status == 200)
            #expect(page["Cache-Control"] == "no-store")
            #expect(page["ETag"] == nil)
            #expect(page.text.contains("role=\"status\""))
            #expect(page.text.contains(last.text))
            #expect(page.text.replacing(#/<p class="note" role="status">.*?<\/p>/#, with: "") == fresh.text)
            let json = try await live.client.get("/api/v1/labels/\(code)")
            #expect(json.text == data.text.dropLast() + ",\"lastConfirmedAt\":\"\(last.text)\"}")
            let unpacked = try await live.client.get("/\(code)?lang=ja", ["Accept-Encoding": "gzip"])
            #expect(unpacked["Content-Encoding"] == nil)
            #expect(unpacked.text.contains(last.text))
            // Nothing new may push the moment on.
            live.site.confirmation.lose(at: clock.now)
            clock.advance(milliseconds: 1_000)
            for path in ["/\(code)", "/api/v1/labels/\(code)"] {
                let answer = try await live.client.get(path)
                #expect(answer.status == 503, "\(path)")
                #expect(answer["Retry-After"] == "5")
            }
            live.site.confirmation.confirm(at: clock.now)
            let again = try await live.client.get("/\(code)?lang=en")
            #expect(again.status == 200)
            #expect(again.text == fresh.text)
            // A server that hangs gives no error: without a look for a while nothing is confirmed either.
            clock.advance(milliseconds: 1_600)
            #expect(try await live.client.get("/\(code)?lang=en").text.contains("role=\"status\""))
            #expect(try await live.client.get("/readyz").status == 503)
        }
    }

    @Test("days that visitors ask for do not fill the shelf")
    func askedDays() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            _ = try await live.client.get("/\(code)?lang=en")
            _ = try await live.client.get("/\(code)?lang=en&on=2027-01-01")
            let size = live.site.desk.page.shelf.pieces.size
            for day in 10...28 { _ = try await live.client.get("/\(code)?lang=en&on=2027-03-\(day)") }
            #expect(live.site.desk.page.shelf.pieces.size == size)
        }
    }

    @Test("what gzip packed comes back, and no more than is allowed")
    func gunzip() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
        let packed = try #require(Compression.gzip(bytes))
        #expect(Compression.gunzip(packed, limit: 1 << 20) == bytes)
        #expect(Compression.gunzip(packed, limit: 1000) == nil)
        #expect(Compression.gunzip(Array(packed.dropLast(9)), limit: 1 << 20) == nil)
        #expect(Compression.gunzip([1, 2, 3], limit: 1000) == nil)
    }
}
