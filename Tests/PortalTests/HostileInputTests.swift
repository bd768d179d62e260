import Registry
import TestSupport
import Testing

@Suite("hostile input gets its right status and never a fault")
struct HostileInputTests {
    @Test("targets that are no honest address")
    func targets() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code.text
            let long = String(repeating: "A", count: 5000)
            let table: [(String, [Int])] = [
                ("/%00", [400]), ("/%ZZ", [400]), ("/%", [400]), ("/%2", [400]), ("/%FF%FE", [400]), ("/%C0%80", [400]),
                ("/%ED%A0%80", [400]), ("/%2F", [404]), ("/%2E%2E", [404]), ("/..", [404]),
                ("/../../etc/passwd", [404]),
                ("/labels/..%2F..%2Fetc%2Fpasswd", [404]), ("/labels/%00.svg", [400]), ("/labels/.svg", [400]),
                ("/labels/%20", [400]), ("/labels/", [404]), ("/labels/%E2%80%8B", [400]),
                ("/labels/\(String(repeating: "n", count: 65))", [400]), ("/labels/a%0D%0AX-Injected:%201", [400]),
                ("/\(long)", [400, 414]), ("/\(String(repeating: "a", count: 4000))", [404]),
                ("/\(code)?lang=%FF", [400]),
                ("/\(code)?%00=1", [400]), ("/\(code)?on=%", [400]),
                ("/\(code)?\(String(repeating: "a&", count: 60))", [400]),
                ("/\(code)?lang=en%0D%0ASet-Cookie:a=b", [400]), ("/api/v1/labels/%00", [400]),
                ("/api/v1/labels/%2F", [404]),
                ("/api/v1/labels/%F0%9F%A6%89", [404]), ("/api/v1/scheme/%00", [400]), ("/find?q=%00", [400]),
                ("/find?q=%ZZ", [400]), ("/find?q=a&q=b", [400]), ("/\(code)#fragment", [200, 400, 404]),
                ("//\(code)", [200, 404]),
                ("/\(code)/", [200, 404]), ("/\(code)?", [200]), ("/\(code)?&&&", [200]), ("/\(code)?lang", [200]),
                ("/\(code)%00", [400]), ("/\(code)%2Ejson", [400, 404]), ("/healthz/../\(code)", [404]),
                ("/labels/T-VALID.svg.svg", [404]), ("/labels/T-VALID.exe", [404]),
                ("/<script>alert(1)</script>", [400, 404]),
            ]
            for (target, expected) in table {
                for accept in ["text/html", "application/json"] {
                    let answer = try await live.client.get(target, ["Accept": accept])
                    #expect(expected.contains(answer.status), "\(target.prefix(80)) gave \(answer.status)")
                    #expect(!answer.fields.contains { $0.name == "X-Injected" || $0.name == "Set-Cookie" })
                    #expect(!answer.text.contains("<script>"), "\(target.prefix(80))")
                }
            }
            try await stillAlive(live, code)
        }
    }

    @Test("messages that are no honest HTTP")
    func messages() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code.text
            _ = try await live.client.get("/\(code)")
            let many = (0..<200).map { "X-\($0): 1\r\n" }.joined()
            let table: [(String, [Int])] = [
                ("GET /\(code) HTTP/1.1\r\n\r\n", [400]),
                ("GET /\(code) HTTP/1.1\r\nHost:\r\n\r\n", [400]),
                ("GET /\(code) HTTP/1.1\r\nHost: \(String(repeating: "h", count: 300))\r\n\r\n", [400]),
                ("GET /\(code) HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", [200, 400]),
                ("GET http://other.example/\(code) HTTP/1.1\r\nHost: a\r\n\r\n", [200, 400]),
                ("GET \(code) HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
                ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
                ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", [200, 204, 400, 404]),
                ("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", [400, 404, 405]),
                ("GET /\(code) HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\n\r\n", [400]),
                ("GET /\(code) HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n", [400]),
                ("GET /\(code) HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n", [400]),
                ("GET /\(code) HTTP/1.1\nHost: a\n\n", [200, 400]),
                ("GET /\(code) HTTP/3.0\r\nHost: a\r\n\r\n", [400, 505]),
                ("get /\(code) HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
                ("BREW /\(code) HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
                ("GET  /\(code) HTTP/1.1\r\nHost: a\r\n\r\n", [200, 400]),
                ("GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
                (
                    "GET /\(code) HTTP/1.1\r\nHost: a\r\nCookie: \(String(repeating: "c", count: 9000))\r\n\r\n",
                    [400, 431]
                ),
                ("GET /\(code) HTTP/1.1\r\nHost: a\r\n\(many)\r\n", [400, 431]),
                ("POST /doubt HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", [400]),
                ("POST /doubt HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", [400]),
                (
                    "POST /doubt HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    [400]
                ),
                ("POST /doubt HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", [400]),
                ("GET /\(code) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", [400]),
                ("GET /\(code) HTTP/1.0\r\nHost: a\r\n\r\n", [200]),
                ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}", [400]),
            ]
            for (message, expected) in table {
                let answer = try await live.client.raw(Array(message.utf8))
                #expect(expected.contains(answer.status), "\(message.prefix(90)) gave \(answer.status)")
            }
            try await stillAlive(live, code)
        }
    }

    @Test("what follows a message with an unknown transfer coding is not answered")
    func unknownTransferCoding() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code.text
            let connection = try WireConnection.open(port: live.client.port)
            defer { connection.close() }
            let smuggled = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
            let message = "GET /\(code) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n" + smuggled
            try await connection.send(Array(message.utf8))
            #expect(try await connection.answer().status == 400)
            #expect(try await connection.rest().isEmpty)
        }
    }

    @Test("an HTTP/1.0 reader sees the end of its answer, cached or not")
    func oldProtocol() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code.text
            for _ in 1...2 {
                let answer = try await live.client.raw(Array("GET /\(code) HTTP/1.0\r\nHost: a\r\n\r\n".utf8))
                #expect(answer.status == 200)
                #expect(answer.text.hasSuffix("</html>\n"))
            }
        }
    }

    private func stillAlive(_ live: LivePortal, _ code: String) async throws {
        #expect(try await live.client.get("/\(code)").status == 200)
        #expect(try await live.client.get("/readyz").status == 200)
    }
}
