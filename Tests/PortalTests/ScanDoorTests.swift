import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("the short way and the router say the same")
struct ScanDoorTests {
    @Test("a cached scan has the bytes and the headers of an uncached one")
    func sameAnswer() async throws {
        try await LivePortal.withStandings { live, labels in
            for standing in Standing.allCases {
                let code = try labels(standing).code
                for path in ["/\(code)", "/\(code)?lang=en", "/\(code)?lang=easy", "/api/v1/labels/\(code)"] {
                    for fields in [[:], ["Accept-Encoding": "gzip"], ["Accept": "application/json"]] {
                        try await check(live, path, fields)
                    }
                }
            }
        }
    }

    private func check(_ live: LivePortal, _ path: String, _ fields: [String: String]) async throws {
        let first = try await live.client.get(path, fields)
        let cached = try await live.client.get(path, fields)
        // A tag that fits nothing keeps the request from the short way.
        let routed = try await live.client.get(path, fields.merging(["If-None-Match": "\"x\""]) { $1 })
        #expect(cached["X-Request-Id"] == nil, "the second answer of \(path) did not come from the cache")
        #expect(routed["X-Request-Id"] != nil, "\(path)")
        let plain = first.without("X-Request-Id", "Date")
        #expect(cached.without("X-Request-Id", "Date") == plain, "\(path) \(fields)")
        #expect(routed.without("X-Request-Id", "Date") == plain, "\(path) \(fields)")
    }

    @Test("the date header is the clock's, in the form of RFC 9110")
    func date() async throws {
        try await LivePortal.withStandings { live, labels in
            let path = "/\(try labels(.valid).code)"
            _ = try await live.client.get(path)
            #expect(try await live.client.get(path)["Date"] == "Thu, 20 May 2027 03:00:00 GMT")
        }
        #expect(HTTPDate.text(Moment(milliseconds: 784_111_777_000)) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(Moment(milliseconds: 951_782_400_000)) == "Tue, 29 Feb 2000 00:00:00 GMT")
    }

    @Test("pipelined requests are answered in order, whichever way each goes")
    func pipelining() async throws {
        try await LivePortal.withStandings { live, labels in
            let cached = "/\(try labels(.valid).code)"
            let lapsed = "/\(try labels(.lapsed).code)"
            _ = try await live.client.get(cached)
            _ = try await live.client.get(lapsed)
            let uncached = "/\(try labels(.grace).code)"
            let asked: [(String, String, Int, String)] = [
                ("GET", cached, 200, "有効です"), ("GET", uncached, 200, "失効猶予"), ("GET", cached, 200, "有効です"),
                ("GET", "/nothing/here", 404, ""), ("GET", lapsed, 200, "失効（有効期限切れ）"), ("HEAD", cached, 200, ""),
                ("GET", cached, 200, "有効です"), ("DELETE", cached, 405, ""), ("GET", "/healthz", 200, "ok"),
                ("GET", lapsed, 200, "失効（有効期限切れ）"), ("GET", "/labels/T-VALID.png", 200, ""),
                ("GET", cached, 200, "有効です"),
            ]
            for _ in 1...5 {
                let answers = try await live.client.pipelined(
                    asked.map { WireClient.request($0.0, $0.1) },
                    hasBody: asked.map { $0.0 != "HEAD" }
                )
                for (answer, expected) in zip(answers, asked) {
                    #expect(answer.status == expected.2, "\(expected)")
                    #expect(expected.3.isEmpty || answer.text.contains(expected.3), "\(expected)")
                }
            }
        }
    }

    @Test("a body with a scan is read to its end and not taken for the next request")
    func scanWithBody() async throws {
        try await LivePortal.withStandings { live, labels in
            let path = "/\(try labels(.valid).code)"
            _ = try await live.client.get(path)
            let smuggled = Array("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
            let chunked =
                Array("GET \(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
                + Array("\(String(smuggled.count, radix: 16))\r\n".utf8) + smuggled + Array("\r\n0\r\n\r\n".utf8)
            for request in [WireClient.request("GET", path, body: smuggled), chunked] {
                let answers = try await live.client.pipelined([request, WireClient.request("GET", "/about")])
                #expect(answers[0].text.contains("有効です"))
                #expect(answers[1].text.contains("登録簿"))
                #expect(answers[1].text != "ok\n")
            }
        }
    }

    @Test("a connection is closed after its last answer where the reader says so")
    func close() async throws {
        try await LivePortal.withStandings { live, labels in
            let path = "/\(try labels(.valid).code)"
            for _ in 1...3 {
                for header in ["close", "Close", "keep-alive, close"] {
                    let connection = try WireConnection.open(port: live.client.port)
                    try await connection.send(WireClient.request("GET", path, ["Connection": header]))
                    let answer = try await connection.answer()
                    #expect(answer.status == 200)
                    #expect(answer.text.hasSuffix("</html>\n"))
                    if header == "close" { #expect(try await connection.rest().isEmpty) }
                    connection.close()
                }
            }
        }
    }

    @Test("requests cut into single bytes are answered all the same")
    func drippedRequest() async throws {
        try await LivePortal.withStandings { live, labels in
            let path = "/\(try labels(.valid).code)"
            let whole = try await live.client.get(path)
            let connection = try WireConnection.open(port: live.client.port)
            defer { connection.close() }
            for byte in WireClient.request("GET", path) + WireClient.request("GET", path) {
                try await connection.send([byte])
            }
            #expect(try await connection.answer().body == whole.body)
            #expect(try await connection.answer().body == whole.body)
        }
    }

    @Test("a kept page is not made from knowledge older than a write")
    func epoch() async throws {
        let cache = PageCache(bytes: 1 << 20)
        let (registry, labels) = try await TestRegistry.standing()
        try await LivePortal.with(registry) { live in
            let code = try labels(.valid).code
            let form = AnswerForm(language: .en, isCompressed: false)
            let answer = try #require(try await live.site.desk.answer(code, form: form, at: registry.clock.now))
            let key = PageCache.Key(code: code.bits, form: form)
            let epoch = cache.epoch
            cache.forget([code.bits])
            cache.keep(answer, key, since: epoch)
            #expect(cache.answer(key, on: answer.day) == nil)
            cache.keep(answer, key, since: cache.epoch)
            #expect(cache.answer(key, on: answer.day)?.etag == answer.etag)
            #expect(cache.answer(key, on: answer.day + 1) == nil)
            cache.forgetAll()
            #expect(cache.answer(key, on: answer.day) == nil)
        }
    }

    @Test("a cache far too small still answers every scan")
    func tinyCache() async throws {
        try await LivePortal.withStandings(settings: PortalSettings(cacheBytes: 1)) { live, labels in
            for _ in 1...2 {
                for standing in Standing.allCases {
                    let code = try labels(standing).code
                    #expect(try await live.client.get("/\(code)").text.contains("class=\"tag \(standing)\""))
                }
            }
        }
    }
}
