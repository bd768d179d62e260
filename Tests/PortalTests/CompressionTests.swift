import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("packed answers unpack to the plain ones")
struct CompressionTests {
    @Test("gzip decodes to the identity's bytes, read by another program")
    func roundTrip() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            for path in [
                "/\(code)", "/\(code)?lang=en", "/api/v1/labels/\(code)", "/labels/T-VALID", "/", "/about?lang=easy",
                "/AAAAAAAAAAAA", "/find?q=camera",
            ] {
                for _ in 1...2 {
                    let plain = try await live.client.get(path, ["Accept-Encoding": "identity"])
                    let packed = try await live.client.get(path, ["Accept-Encoding": "br, gzip;q=0.8"])
                    #expect(packed["Content-Encoding"] == "gzip", "\(path)")
                    #expect(plain["Content-Encoding"] == nil, "\(path)")
                    #expect(packed.status == plain.status)
                    #expect(packed["Content-Length"] == String(packed.body.count))
                    #expect(plain["Content-Length"] == String(plain.body.count))
                    let unpacked = try #require(
                        try await Program.tool("/usr/bin/gzip", ["-dc"], input: packed.body),
                        "gzip is not installed"
                    )
                    #expect(unpacked.status == 0)
                    #expect(unpacked.output == plain.text, "\(path)")
                }
            }
        }
    }

    @Test(
        "gzip is used only where it is acceptable",
        arguments: [
            ("gzip", true), ("GZIP", true), ("*", true), ("gzip;q=0", false), ("identity", false), ("", false),
            ("br", false),
            ("*;q=0", false), ("gzip;q=0, *", false), ("deflate, gzip;q=0.001", true),
        ]
    )
    func acceptable(header: String, isPacked: Bool) async throws {
        #expect(Negotiation.accepts("gzip", header) == isPacked)
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            for _ in 1...2 {
                let answer = try await live.client.get("/\(code)", ["Accept-Encoding": header])
                #expect((answer["Content-Encoding"] == "gzip") == isPacked)
            }
        }
    }
}
