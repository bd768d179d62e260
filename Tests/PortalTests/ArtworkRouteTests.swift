import Registry
import TestSupport
import Testing

@Suite("artwork is drawn for what this registry issued")
struct ArtworkRouteTests {
    @Test(
        "each form has its type, its name and its first bytes",
        arguments: [
            ("svg", "image/svg+xml", "<"), ("pdf", "application/pdf", "%PDF-"), ("png", "image/png", "\u{89}PNG"),
        ]
    )
    func forms(ending: String, type: String, start: String) async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            for query in ["", "?kind=qr", "?kind=label&width=80&ecc=q&ink=black", "?dpi=600&width=40", "?ecc=Q"] {
                let answer = try await live.client.get("/labels/T-VALID.\(ending)\(query)")
                #expect(answer.status == 200, "\(query)")
                #expect((answer["Content-Type"] ?? "").hasPrefix(type), "\(query)")
                let first = start == "\u{89}PNG" ? [0x89, 0x50, 0x4E, 0x47] : Array(start.utf8)
                #expect(answer.body.starts(with: first), "\(query)")
                #expect(answer["Content-Disposition"]?.contains("label-\(code)-") == true)
                #expect(answer["Content-Security-Policy"]?.contains("default-src 'none'") == true)
                let again = try await live.client.get("/labels/T-VALID.\(ending)\(query)")
                #expect(again.body == answer.body, "\(query)")
            }
        }
    }

    @Test(
        "a bad option is refused and named",
        arguments: [
            ("kind=logo", "kind"), ("width=wide", "width"), ("width=1", "width"), ("width=99999", "width"),
            ("width=nan", "width"), ("width=inf", "width"), ("width=-5", "width"), ("dpi=1.5", "dpi"),
            ("dpi=10", "resolution"),
            ("dpi=99999999999999999999", "dpi"), ("dpi=100000", "resolution"), ("ecc=z", "ecc"), ("ink=red", "ink"),
            ("kind=", "kind"),
            ("scale=2", "scale"),
        ]
    )
    func badOptions(query: String, field: String) async throws {
        try await LivePortal.withStandings { live, _ in
            for ending in ["svg", "png"] {
                let answer = try await live.client.get(
                    "/labels/T-VALID.\(ending)?\(query)",
                    ["Accept": "application/json"]
                )
                #expect(answer.status == 400)
                let pointer = try JSONTree(answer.body)["errors"]?[0]?["pointer"]?.text
                #expect(pointer == "#/" + field)
            }
        }
    }

    @Test("nothing is drawn for what may not be printed")
    func refused() async throws {
        try await LivePortal.withStandings { live, _ in
            for number in ["L-0001", "T-REVOKED", "T-WITHDRAWN", "T-PROV"] {
                for ending in ["svg", "pdf", "png"] {
                    let answer = try await live.client.get(
                        "/labels/\(number).\(ending)",
                        ["Accept": "application/json"]
                    )
                    #expect(answer.status == 404, "\(number)")
                    #expect(try JSONTree(answer.body)["code"]?.text == "noArtwork", "\(number)")
                }
            }
            for number in ["T-VALID", "T-LAPSED", "T-GRACE", "T-SOON", "T-TEST"] {
                #expect(try await live.client.get("/labels/\(number).svg").status == 200, "\(number)")
            }
        }
    }
}
