import Registry
import TestSupport
import Testing

@Suite("A label code cannot be mistyped unnoticed")
struct LabelCodeTests {
    static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// From an independent program: bits as binary text, the check character found by trying all 32.
    @Test(
        "known sequences and tags give known codes",
        arguments: [
            (0, 0, "000000000002"), (1, 0, "000010000006"), (0, 1, "00000000001Z"),
            (33_554_431, 1_073_741_823, "ZZZZZZZZZZZ4"), (12_345, 678_901_234, "00C1SM7EDFJ6"),
            (1, 715_827_882, "00001NANANAF"), (4959, 20_260_822, "004TZ0KA9YP3"),
        ] as [(UInt32, UInt32, String)]
    )
    func known(_ sequence: UInt32, _ tag: UInt32, _ text: String) {
        let code = LabelCode(sequence: sequence, tag: tag)
        #expect(code.text == text)
        #expect(LabelCode.read(text) == .code(code))
        #expect(LabelCode.bits(of: text[...].utf8) == UInt64(sequence) << 30 | UInt64(tag))
    }

    @Test("every code reads back as itself", arguments: [1, 2, 3] as [UInt64])
    func roundTrip(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<2000 {
            let sequence = UInt32.random(in: 0..<LabelCode.sequenceLimit, using: &random)
            let tag = UInt32.random(in: 0..<1 << 30, using: &random)
            let code = LabelCode(sequence: sequence, tag: tag)
            guard case .code(let read) = LabelCode.read(code.text), read == code, read.sequence == sequence,
                read.tag == tag, code.text.count == LabelCode.length
            else {
                Issue.record("\(code) of \(sequence), \(tag), seed \(seed)")
                return
            }
        }
    }

    static let samples = ["000000000002", "ZZZZZZZZZZZ4", "00C1SM7EDFJ6", "004TZ0KA9YP3", "000Z8H9PTJ0R"]

    @Test("every single wrong character is noticed", arguments: samples)
    func singleErrors(_ text: String) {
        var noticed = 0
        for place in 0..<12 {
            for letter in Self.letters where letter != Array(text)[place] {
                var wrong = Array(text)
                wrong[place] = letter
                if case .wrongCheck = LabelCode.read(String(wrong)) { noticed += 1 }
                #expect(LabelCode.bits(of: String(wrong)[...].utf8) == nil)
            }
        }
        #expect(noticed == 12 * 31)
    }

    @Test("nearly every swap of neighbours is noticed", arguments: [21] as [UInt64])
    func swaps(seed: UInt64) {
        var random = Seeded(seed)
        var (swaps, missed) = (0, 0)
        for _ in 0..<2000 {
            let code = LabelCode(
                sequence: .random(in: 0..<LabelCode.sequenceLimit, using: &random),
                tag: .random(in: 0..<1 << 30, using: &random)
            )
            for place in 0..<11 {
                var wrong = Array(code.text)
                guard wrong[place] != wrong[place + 1] else { continue }
                wrong.swapAt(place, place + 1)
                swaps += 1
                if case .code = LabelCode.read(String(wrong)) { missed += 1 }
            }
        }
        // A hybrid system misses a swap only where a sum wraps: about one in M².
        #expect(Double(missed) / Double(swaps) < 0.005, "\(missed) of \(swaps), seed \(seed)")
    }

    @Test(
        "people may write it in their way",
        arguments: [
            "00c1sm7edfj6", "OOC1SM7EDFJ6", "ooclsm7edfj6", "00CISM7EDFJ6", "00CiSM7EDFJ6", "00C1-SM7E-DFJ6",
            "00C1 SM7E DFJ6", " 00C1SM7EDFJ6 ", "-00c1-sm7e-dfj6-",
        ]
    )
    func aliases(_ text: String) {
        #expect(LabelCode.read(text) == .code(LabelCode(sequence: 12_345, tag: 678_901_234)))
    }

    @Test(
        "a character that no code has is named with its place",
        arguments: [
            ("00C1SM7EDFU6", 11, "U"), ("u0C1SM7EDFJ6", 1, "u"), ("00C1-SM7E-DF*6", 11, "*"),
            ("00C1SM7EDFJ６", 12, "６"), ("ああああああああああああ", 1, "あ"), ("00C1\u{0}M7EDFJ6", 5, "\u{0}"),
        ] as [(String, Int, Character)]
    )
    func wrongCharacter(_ text: String, _ position: Int, _ character: Character) {
        #expect(LabelCode.read(text) == .wrongCharacter(position: position, character: character))
        #expect(LabelCode.bits(of: text[...].utf8) == nil)
    }

    @Test(
        "another length is no code",
        arguments: ["", "0", "00C1SM7EDFJ", "00C1SM7EDFJ66", "00C1SM7EDFJ6/", "--- ---"]
    )
    func otherLength(_ text: String) {
        let count = text.count { $0 != "-" && $0 != " " }
        #expect(LabelCode.read(text) == .otherLength(count))
        #expect(LabelCode.bits(of: text[...].utf8) == nil)
    }

    @Test("the quick reading agrees with the full one", arguments: [31, 32] as [UInt64])
    func quickReading(seed: UInt64) {
        var random = Seeded(seed)
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyzOoIiLlUu*")
        for _ in 0..<20_000 {
            var letters = (0..<12).map { _ in alphabet.randomElement(using: &random) ?? "0" }
            if Bool.random(using: &random) {
                letters = Array(
                    LabelCode(
                        sequence: .random(in: 0..<LabelCode.sequenceLimit, using: &random),
                        tag: .random(in: 0..<1 << 30, using: &random)
                    ).text.lowercased()
                )
            }
            let text = String(letters)
            var expected: UInt64?
            if case .code(let code) = LabelCode.read(text) { expected = UInt64(code.sequence) << 30 | UInt64(code.tag) }
            guard LabelCode.bits(of: text[...].utf8) == expected else {
                Issue.record("\(text), seed \(seed)")
                return
            }
        }
    }

    @Test("the neighbours of a slip hold what was meant", arguments: [41] as [UInt64])
    func neighbours(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<200 {
            let code = LabelCode(
                sequence: .random(in: 0..<LabelCode.sequenceLimit, using: &random),
                tag: .random(in: 0..<1 << 30, using: &random)
            )
            var letters = Array(code.text)
            let place = Int.random(in: 0..<12, using: &random)
            letters[place] = Self.letters[(Self.letters.firstIndex(of: letters[place]) ?? 0 + 7) % 31 + 1]
            guard case .wrongCheck(let values) = LabelCode.read(String(letters)) else { continue }
            let found = LabelCode.neighbours(of: values)
            #expect(found.contains { $0.code == code && $0.position == place + 1 }, "seed \(seed)")
            #expect(found.allSatisfy { LabelCode.read($0.code.text) == .code($0.code) })
        }
        #expect(LabelCode.neighbours(of: []).isEmpty)
    }
}
