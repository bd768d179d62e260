import HTTPTypes
import Hummingbird
import Registry
import Synchronization
import TestSupport
import Testing

@testable import Portal

@Suite("what is no list is refused in one sentence")
struct CheckRefusalTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var body: [UInt8]
        var type: String
        var query: String
        var status: Int
        var code: String

        var testDescription: String { name }

        init(
            _ name: String,
            _ body: [UInt8],
            _ status: Int,
            _ code: String,
            type: String = "text/csv",
            query: String = ""
        ) {
            (self.name, self.body, self.type, self.query) = (name, body, type, query)
            (self.status, self.code) = (status, code)
        }

        init(
            _ name: String,
            _ text: String,
            _ status: Int,
            _ code: String,
            type: String = "text/csv",
            query: String = ""
        ) {
            self.init(name, Array(text.utf8), status, code, type: type, query: query)
        }
    }

    static let cases: [Case] = [
        Case("nothing", "", 400, "malformedTable"), Case("blank lines", "\n\n\n", 400, "malformedTable"),
        Case("a header alone", "型番\n", 400, "emptyTable", query: "header=yes"),
        Case("a ragged row", "a,b\nc,d,e\n", 400, "malformedTable"),
        Case("an open quote", "a,b\n\"c,d\n", 400, "malformedTable"),
        Case("NUL", [0x61, 0, 0x62, 10], 422, "unreadableTable"),
        Case("bytes of no encoding", [0x61, 0x2C, 0xFF, 0xFE, 0x81, 0x00, 10], 422, "unreadableTable"),
        Case("an old Excel file", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], 422, "unreadableTable"),
        Case("a PDF", "%PDF-1.7\n", 422, "unreadableTable"),
        Case("a broken workbook", Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 7, count: 60), 400, "malformedTable"),
        Case("too many rows", String(repeating: "x\n", count: 100_002), 413, "tableTooLarge"),
        Case("too long a cell", String(repeating: "x", count: 2001), 413, "tableTooLarge"),
        Case("a bad day", "x", 400, "malformedDay", query: "on=2026-02-30"),
        Case(
            "days the wrong way round",
            "x",
            400,
            "contradictoryFilters",
            query: "on=2027-01-02&coveredThrough=2027-01-01"
        ),
        Case("a delivery that is past", "x", 400, "contradictoryFilters", query: "coveredThrough=2020-01-01"),
        Case("a level there is not", "x", 400, "unknownLevel", query: "levelAtLeast=STAR-9"),
        Case("a header word", "x", 400, "unknownWord", query: "header=perhaps"),
        Case("a condition there is not", "x", 400, "unknownParameter", query: "standing=valid"),
        Case("the future", "x", 400, "futureKnownAt", query: "knownAt=2999-01-01"),
        Case("a today without a revision", "x", 400, "contradictoryFilters", query: "askedOn=2027-01-01"),
        Case("a today before its revision", "x", 400, "contradictoryFilters", query: "askedOn=2000-01-01&knownAt=1"),
        Case("a type of its own", "x", 415, "wrongType", type: "application/pdf"),
        Case("no type", "x", 415, "wrongType", type: ""),
        Case("JSON that is none", "{", 400, "malformedBody", type: "application/json"),
        Case("JSON without rows", "[]", 400, "malformedBody", type: "application/json"),
        Case("JSON with no rows", #"{"rows":[]}"#, 400, "malformedBody", type: "application/json"),
        Case("JSON with a number", #"{"rows":[{"gtin":49}]}"#, 400, "malformedBody", type: "application/json"),
        Case("JSON with a strange member", #"{"rows":[{"sku":"x"}]}"#, 400, "malformedBody", type: "application/json"),
        Case("JSON with NUL", #"{"rows":[{"model":"a\u0000"}]}"#, 400, "malformedBody", type: "application/json"),
    ]

    @Test("whatever it is", arguments: cases)
    func refused(_ sample: Case) async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await live.check(sample.body, sample.type, sample.query)
            #expect(answer.status == sample.status, "\(answer.text)")
            #expect(try JSONTree(answer.body)["code"]?.text == sample.code, "\(answer.text)")
            guard !sample.type.hasPrefix("application/"), !sample.type.isEmpty else { return }
            let fields = sample.query.split(separator: "&").map { pair in
                let halves = pair.split(separator: "=")
                return (String(halves[0]), String(halves[1]))
            }
            let page = try await live.form(fields, file: ("list.csv", sample.body))
            #expect(page.status == sample.status && page["Content-Type"] == "text/html; charset=utf-8")
            #expect(page.text.contains("id=\"errors\""))
        }
    }

    @Test("forms that are broken, empty, or bring two lists")
    func forms() async throws {
        try await LivePortal.withStandings { live, _ in
            #expect(try await live.form([("text", " \r\n")], file: ("", [])).text.contains("There is no list"))
            #expect(try await live.form([("text", "x")], file: ("a.csv", [0x78])).status == 400)
            let (type, whole) = Multipart.body([("on", "2027-01-01")], file: ("a.csv", Array("x\n".utf8)))
            let bodies: [[UInt8]] = [
                [], Array(whole.dropLast(40)), Array(whole.dropFirst(2)), Array("x".utf8) + whole,
                Array("--\(Multipart.boundary)\r\n\r\nx".utf8),
                Array(String(repeating: "--\(Multipart.boundary)\r\nA: b\r\n\r\n\r\n", count: 40).utf8),
            ]
            for body in bodies {
                let answer = try await live.client.ask("POST", "/check", ["Content-Type": type], body: body)
                #expect(answer.status == 400, "\(String(decoding: body.prefix(60), as: UTF8.self))")
            }
            for type in ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", ""] {
                let answer = try await live.client.ask("POST", "/check", ["Content-Type": type], body: whole)
                #expect([400, 415].contains(answer.status))
            }
        }
    }

    @Test("a body that is too large is refused by its stated length, and while it streams")
    func large() async throws {
        let (registry, _) = try await TestRegistry.standing()
        var settings = PortalSettings()
        settings.checkBytes = 1 << 20
        try await LivePortal.with(registry, settings: settings) { live in
            let stated = WireClient.request(
                "POST",
                "/api/v1/checks",
                ["Content-Type": "text/csv", "Content-Length": "1073741824"]
            )
            let early = try await live.client.raw(stated)
            #expect(early.status == 413)
            #expect(try JSONTree(early.body)["code"]?.text == "bodyTooLarge")
            // 64 MB without a stated length: what was refused is read past and kept nowhere.
            let connection = try WireConnection.open(port: live.client.port)
            defer { connection.close() }
            let head = WireClient.request(
                "POST",
                "/api/v1/checks",
                ["Content-Type": "text/csv", "Transfer-Encoding": "chunked"]
            )
            try await connection.send(head)
            let chunk = Array("100000\r\n".utf8) + [UInt8](repeating: 0, count: 1 << 20) + Array("\r\n".utf8)
            for _ in 0..<64 {
                // The server may have ended the connection, which is what an early refusal looks like.
                do { try await connection.send(chunk) } catch { break }
            }
            try? await connection.send(Array("0\r\n\r\n".utf8))
            let answer = try await connection.answer()
            #expect(answer.status == 413)
        }
    }

    @Test("no more of a body is kept than the limit and one piece")
    func bounded() async throws {
        let pieces = Pieces(of: 1 << 16, limit: 1000)
        let request = Request(
            head: HTTPRequest(method: .post, scheme: nil, authority: "x", path: "/api/v1/checks"),
            body: RequestBody(asyncSequence: pieces)
        )
        await #expect { _ = try await CheckBody.bytes(request, limit: 1 << 20) } throws: {
            ($0 as? Refusal)?.kind == .tooLarge
        }
        #expect(pieces.told.load(ordering: .relaxed) == 17)
    }
}

/// Zeros, a piece at a time, that counts how many were asked for.
private final class Pieces: AsyncSequence, Sendable {
    let told = Atomic<Int>(0)
    private let size: Int
    private let limit: Int

    init(of size: Int, limit: Int) {
        (self.size, self.limit) = (size, limit)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let pieces: Pieces

        mutating func next() async throws -> ByteBuffer? {
            guard pieces.told.add(1, ordering: .relaxed).newValue <= pieces.limit else { return nil }
            return ByteBuffer(repeating: 0, count: pieces.size)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: self) }
}
