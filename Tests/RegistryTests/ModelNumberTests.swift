import Registry
import TestSupport
import Testing

@Suite("A model is found however it is typed, and matched as it is printed")
struct ModelNumberTests {
    enum Likeness {
        case exact
        case equal
        case near
        case other
    }

    @Test(
        "two spellings are as alike as they should be",
        arguments: [
            ("WSR-3200AX4S", "WSR-3200AX4S", .exact), (" WSR-3200AX4S ", "WSR-3200AX4S", .exact),
            ("か\u{3099}", "が", .exact), ("WSR-3200AX4S", "wsr-3200ax4s", .equal),
            ("WSR-3200AX4S", "ＷＳＲ－３２００ＡＸ４Ｓ", .equal), ("WSR-1", "WSR\u{2010}1", .equal),
            ("WSR-1", "WSR\u{2212}1", .equal), ("WSR-1", "WSR\u{2014}1", .equal), ("ﾊﾞｽ", "バス", .equal),
            ("ﾊﾟﾜｰ", "パワー", .equal), ("①", "1", .equal), ("WSR-1", "WSR1", .near), ("WSR-1", "WSR 1", .near),
            ("WSR-1", "WSR\u{3000}1", .near), ("ルーター", "ルタ", .near), ("a_b", "ab", .near),
            ("WSR-1", "WSR-2", .other), ("はす", "ハス", .other), ("O1", "01", .other), ("A.1", "A1", .other),
        ] as [(String, String, Likeness)]
    )
    func likeness(_ left: String, _ right: String, _ expected: Likeness) throws {
        let (left, right) = (try ModelNumber(left), try ModelNumber(right))
        #expect((left.exact == right.exact) == (expected == .exact))
        #expect((left.equalKey == right.equalKey) == (expected == .exact || expected == .equal))
        #expect((left.nearKey == right.nearKey) == (expected != .other))
    }

    @Test("keys of keys are the keys", arguments: [61] as [UInt64])
    func idempotent(seed: UInt64) {
        var random = Seeded(seed)
        let letters = Array("abcXYZ019-ー_ 　－Ａｂガがｶﾞﾊﾟ①㎜ßİé№".unicodeScalars)
        for _ in 0..<2000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                letters.randomElement(using: &random).map { text.append($0) }
            }
            let source = String(text)
            #expect(source.equalKey.equalKey == source.equalKey, "\(source), seed \(seed)")
            #expect(source.nearKey == source.equalKey.nearKeyOfEqualKey)
            #expect(source.nearKey.nearKey == source.nearKey, "\(source), seed \(seed)")
        }
    }

    @Test(
        "what no model can be is refused",
        arguments: ["", " ", "A\u{200B}B", "A\u{0}", "A\nB", String(repeating: "A", count: 201)]
    )
    func refused(_ text: String) {
        #expect { try ModelNumber(text) } throws: { ($0 as? Refusal)?.code == "malformedModel" }
    }

    @Test("digits with leading zeros stay text")
    func zeros() throws {
        #expect(try ModelNumber("000123456789").exact == "000123456789")
    }

    @Test(
        "display text loses what nobody sees",
        arguments: [
            ("照\u{200B}明", "照明", [0x200B]), ("a\tb", "a b", [9]), ("a\r\nb", "a b", [13, 10]),
            ("\u{202E}abc\u{202C}", "abc", [0x202E, 0x202C]), ("\u{FEFF}x", "x", [0xFEFF]), ("a\u{0}b", "ab", [0]),
            ("  a   b  ", "a b", []), ("a\u{3000}b", "a b", []), ("か\u{3099}", "が", []), ("a\u{AD}b", "ab", [0xAD]),
            ("\u{7F}\u{85}", "", [0x7F, 0x85]), ("", "", []),
        ] as [(String, String, [UInt32])]
    )
    func cleaned(_ input: String, _ text: String, _ removed: [UInt32]) {
        let result = input.cleaned
        #expect(Array(result.text.unicodeScalars) == Array(text.unicodeScalars))
        #expect(result.removed.map(\.value) == removed)
    }

    @Test("of all characters, exactly controls and formats are taken out")
    func cleanedAll() {
        for scalar in (UInt32(0)...0x1_0FFFF).lazy.compactMap(Unicode.Scalar.init) where scalar.value < 0x3_0000 {
            let isTaken = [.control, .format].contains(scalar.properties.generalCategory)
            let isKept = String("x\(scalar)".unicodeScalars).cleaned.removed.isEmpty
            if isKept == isTaken { Issue.record("U+\(String(scalar.value, radix: 16))") }
        }
    }
}
