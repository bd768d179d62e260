import Registry
import TestSupport
import Testing

@Suite("a miss says what is missing")
struct MissTests {
    @Test("a code that was never made is 404 and never reads as a verdict on the product")
    func unknownCode() async throws {
        try await LivePortal.withStandings { live, _ in
            let code = LabelCode(sequence: 77, tag: 12_345).text
            let page = try await live.client.get("/\(code)?lang=en")
            #expect(page.status == 404)
            #expect(page.text.contains("No match in this registry"))
            #expect(!page.text.lowercased().contains("not certified"))
            #expect(page["Cache-Control"] == "public, max-age=10")
            #expect(page["X-Robots-Tag"] == "noindex")
            for (path, accept) in [("/\(code)", "application/json"), ("/api/v1/labels/\(code)", "*/*")] {
                let answer = try await live.client.get(path, ["Accept": accept])
                #expect(answer.status == 404)
                let json = try JSONTree(answer.body)
                #expect(json["verdict"]?.text == "unknownNumber")
                #expect(json["code"]?.text == "unknownNumber")
                #expect(json["revision"] != nil)
                #expect(answer["Cache-Control"] == "public, max-age=10")
            }
        }
    }

    @Test("a number that nobody filed is 404 by page and by API")
    func unknownNumber() async throws {
        try await LivePortal.withStandings { live, _ in
            let page = try await live.client.get("/labels/NO-SUCH-1?lang=en")
            #expect(page.status == 404)
            #expect(page.text.contains("No match in this registry"))
            #expect(try await live.client.get("/labels/NO-SUCH-1.json").status == 404)
            #expect(try await live.client.get("/api/v1/labels/NO-SUCH-1").status == 404)
            #expect(try await live.client.get("/api/v1/labels/NO-SUCH-1/history").status == 404)
            #expect(try await live.client.get("/labels/NO-SUCH-1.svg").status == 404)
        }
    }

    @Test("every single wrong character is called mistyped, with the right code one tap away")
    func mistyped() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = Array(try labels(.valid).code.text)
            let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
            for position in 0..<12 {
                var wrong = code
                let other = alphabet[(alphabet.firstIndex(of: code[position]) ?? 0 + 7) % 32]
                wrong[position] = other == code[position] ? (code[position] == "Z" ? "Y" : "Z") : other
                let typed = String(wrong)
                let page = try await live.client.get("/\(typed)?lang=en")
                #expect(page.status == 400, "\(typed)")
                #expect(page.text.contains("something was mistyped"), "\(typed)")
                #expect(page.text.contains("href=\"/\(String(code))?lang=en\""), "\(typed)")
                let answer = try await live.client.get("/\(typed)", ["Accept": "application/json"])
                #expect(answer.status == 400)
                let json = try JSONTree(answer.body)
                #expect(json["code"]?.text == "malformedNumber")
                #expect(json["verdict"]?.text == "malformedNumber")
                #expect(json["suggestion"]?.text == String(code))
                #expect(json["position"]?.text == String(position + 1))
                #expect(try await live.client.get("/api/v1/labels/\(typed)").status == 400, "\(typed)")
            }
        }
    }

    @Test("a character that no code has is named with its place")
    func wrongCharacter() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code.text
            for (typed, position, character) in [
                ("U" + code.dropFirst(), 1, "U"), (code.prefix(6) + "!" + code.suffix(5), 7, "!"),
                (code.prefix(11) + "%E3%81%82", 12, "あ"),
            ] {
                let page = try await live.client.get("/\(typed)?lang=en")
                #expect(page.status == 400)
                #expect(page.text.contains("“\(character)”, character \(position), is not used in codes"), "\(typed)")
                let answer = try await live.client.get("/\(typed)", ["Accept": "application/json"])
                let detail = try JSONTree(answer.body)["detail"]?.text ?? ""
                #expect(detail.contains("\(position)") && detail.contains(character), "\(detail)")
            }
        }
    }

    @Test("a code too short or too long says how many characters it has", arguments: [9, 10, 11, 13, 14, 16])
    func wrongLength(count: Int) async throws {
        try await LivePortal.withStandings { live, _ in
            let typed = String(repeating: "A", count: count)
            let page = try await live.client.get("/\(typed)?lang=en")
            #expect(page.status == 400)
            #expect(page.text.contains("this one has \(count)"))
        }
    }

    @Test("what is no code at all is a page that does not exist")
    func noCode() async throws {
        try await LivePortal.withStandings { live, _ in
            for path in ["/a", "/favicon.ico", "/wp-login.php", "/x/y/z", "/labels", "/api", "/api/v1"] {
                let answer = try await live.client.get(path)
                #expect(answer.status == 404, "\(path)")
            }
        }
    }

    @Test("a registration number may hold what a path may not")
    func oddNumbers() async throws {
        let registry = try await TestRegistry.empty()
        let numbers = ["第２号/2027", "A B", "100%", "x.json", "a?b#c", "..", "\u{1F4A1}-1"]
        for number in numbers { try await registry.issue(number) }
        try await LivePortal.with(registry) { live in
            for number in numbers where number != "x.json" {
                var path = ""
                for byte in number.utf8 { path += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16) }
                let page = try await live.client.get("/labels/\(path)")
                #expect(page.status == 200, "\(number)")
                let json = try JSONTree(try await live.client.get("/api/v1/labels/\(path)").body)
                #expect(json["registrationNumber"]?.text == number)
                #expect(try await live.client.get("/api/v1/labels/\(path)/history").status == 200, "\(number)")
            }
        }
    }
}
