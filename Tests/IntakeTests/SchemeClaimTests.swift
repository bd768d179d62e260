import Intake
import Registry
import Testing

@Suite("the rules about claims are read, and broken ones are not")
struct SchemeClaimTests {
    @Test(
        "a phrase that cannot be read, a state of two rows and a word of nobody are faults with their line",
        arguments: [
            ("\"お墨付き\"", "\"お墨付き(\"", "お墨付き("), ("\"@(部|期間", "\"@@(部|期間", "@@(部"),
            ("states: [\"valid\"]", "states: [\"valid\", \"grace\"]", "states: [\"grace\"]"),
            ("byState: true", "byState: \"yes\"", "byState: \"yes\""),
            ("verdict: needsProvisionalNumber", "verdict: maybe", "maybe"),
        ]
    )
    func faults(find: String, replace: String, marker: String) throws {
        try SchemeFolder.withCopy { folder in
            var text = try folder.text("claims.yaml")
            let place = try #require(text.firstRange(of: find))
            text.replaceSubrange(place, with: replace)
            try folder.write(text, to: "claims.yaml")
            let fault = try #require(folder.fault())
            #expect(fault.file == "claims.yaml")
            let line = try #require(lineNumber(of: marker, in: text))
            // A list's fault names its key, which stands above.
            #expect(fault.line.map { $0 <= line && $0 > line - 20 } == true, "\(fault)")
        }
    }

    @Test("texts from before have neither byState nor unless, and are read")
    func earlierTexts() throws {
        try SchemeFolder.withCopy { folder in
            var kept: [Substring] = []
            var isInUnless = false
            for line in try folder.text("claims.yaml").split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasPrefix("    ") && !line.hasPrefix("      ") { isInUnless = line.hasPrefix("    unless:") }
                if !isInUnless, !line.hasPrefix("    byState:") { kept.append(line) }
            }
            try folder.write(kept.joined(separator: "\n"), to: "claims.yaml")
            let rules = try SchemeReader.read(folder: folder.path, overlay: nil).rules
            #expect(rules.claims.count == (try SchemeFolder.rules.get()).claims.count)
            #expect(rules.claims.allSatisfy { $0.unless.isEmpty && !$0.isByState })
        }
    }

    @Test("the four kinds the guidance names have words in both languages; what is not published is not sure")
    func shipped() throws {
        let claims = try SchemeFolder.rules.get().claims
        for id in ["forbid.complete", "forbid.noFlaws", "forbid.endorsement", "forbid.everywhere"] {
            let rule = try #require(claims.first { $0.id == id })
            #expect(rule.verdict == .forbidden && rule.provenance.sources == ["IPA-guid"])
            #expect(rule.phrases.contains { $0.text.utf8.allSatisfy { $0 < 0x80 } })
            #expect(rule.phrases.contains { !$0.text.utf8.allSatisfy { $0 < 0x80 } })
        }
        let own = try #require(claims.first { $0.id == "own.certified" })
        #expect(own.verdict == nil && own.provenance.confidence == .seed && own.provenance.note != nil)
        #expect(claims.filter { $0.kind == .matrix }.allSatisfy { !$0.states.isEmpty && $0.phrases.isEmpty })
    }
}
