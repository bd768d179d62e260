import Foundation
import Registry
import TestSupport
import Testing

@testable import Access

@Suite("one-time codes")
struct OneTimeCodeTests {
    /// RFC 6238 appendix B, SHA-1, the last six of eight digits.
    @Test(
        "are those of the standard",
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ]
    )
    func vectors(_ seconds: Int64, _ expected: String) {
        let code = OneTimeCode(secret: Array("12345678901234567890".utf8))
        #expect(code.code(OneTimeCode.step(Moment(milliseconds: seconds * 1000))) == expected)
    }

    static let tool = "/usr/bin/oathtool"

    @Test(
        "are those of oathtool, for secrets by chance",
        .enabled(if: ExportReaders.areRequired || FileManager.default.isExecutableFile(atPath: tool))
    )
    func oathtool() async throws {
        var seeded = Seeded(20_261_121)
        for _ in 0..<20 {
            let code = OneTimeCode(secret: (0..<20).map { _ in UInt8.random(in: 0...255, using: &seeded) })
            let seconds = Int64.random(in: 0...4_000_000_000, using: &seeded)
            let outcome = try await Program.tool(
                Self.tool,
                ["--totp", "-b", code.base32, "--now=@\(seconds)"]
            )
            let told = try #require(outcome?.lines.first)
            #expect(code.code(OneTimeCode.step(Moment(milliseconds: seconds * 1000))) == told)
        }
    }

    @Test("hold for their own step and one on either side, and never twice")
    func window() {
        let code = OneTimeCode.make()
        let now = Moment(milliseconds: 1_800_000_015_000)
        let step = OneTimeCode.step(now)
        for distance in Int64(-3)...3 {
            let found = code.match(code.code(step + distance), after: 0, at: now)
            // Two steps may have the same code by chance, once in a million.
            if abs(distance) <= 1 { #expect(found != nil) } else { #expect(found == nil || found != step + distance) }
        }
        #expect(code.match(code.code(step), after: step, at: now) == nil)
        #expect(code.match(code.code(step + 1), after: step, at: now) == step + 1)
        #expect(code.match("12345", after: 0, at: now) == nil)
        #expect(code.match("", after: 0, at: now) == nil)
        let spaced = code.code(step).prefix(3) + " " + code.code(step).suffix(3)
        #expect(code.match(String(spaced), after: 0, at: now) == step)
    }

    @Test("recovery codes are read as people write them")
    func recovery() throws {
        let codes = RecoveryCodes.make()
        #expect(Set(codes).count == 10)
        for code in codes {
            let normal = try #require(RecoveryCodes.normal(code))
            #expect(RecoveryCodes.normal(code.lowercased().replacing("-", with: " ")) == normal)
            #expect(RecoveryCodes.normal(code.replacing("0", with: "o").replacing("1", with: "l")) == normal)
        }
        for text in ["", "1234-5678", "ABCD-EFGH-JKM*", "ＡＢＣＤ-EFGH-JKMN"] { #expect(RecoveryCodes.normal(text) == nil) }
    }
}
