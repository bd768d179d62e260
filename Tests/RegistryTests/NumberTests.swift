import Registry
import TestSupport
import Testing

@Suite("Numbers are kept as they are written, where they can be right")
struct NumberTests {
    @Test(
        "a registration number is opaque text",
        arguments: [
            (" 00123 ", "00123"), ("\u{3000}JST－0001\u{3000}", "JST－0001"), ("か\u{3099}", "が"),
            ("CSA25A97MAT46129-24", "CSA25A97MAT46129-24"), ("a/b?c%d", "a/b?c%d"),
        ]
    )
    func registrationNumber(_ input: String, _ text: String) throws {
        #expect(Array(try RegistrationNumber(input).text.unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test(
        "what no number can be is refused",
        arguments: [
            "", "   ", "\u{3000}", "a\u{0}b", "a\u{200B}b", "a\u{202E}b", "a\nb", "a\tb", "a\u{2028}b",
            String(repeating: "x", count: 65),
        ]
    )
    func refused(_ input: String) {
        #expect { try RegistrationNumber(input) } throws: { ($0 as? Refusal)?.code == "malformedNumber" }
    }

    @Test("sixty-four characters are a number still")
    func longest() throws {
        #expect(try RegistrationNumber(String(repeating: "あ", count: 64)).text.count == 64)
    }

    /// The check digit as the National Tax Agency writes it, from the left: weights 2 1 2 1 … over twelve digits.
    static func corporateCheck(_ digits: [Int]) -> Int {
        9 - zip(digits, [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]).map(*).reduce(0, +) % 9
    }

    @Test("corporate numbers that are in use are accepted", arguments: ["7000012050002", "8700110005901"])
    func corporate(_ text: String) throws {
        #expect(try CorporateNumber(text).text == text)
    }

    @Test("single wrong digits of a corporate number are noticed, but for 0 and 9", arguments: [51] as [UInt64])
    func corporateErrors(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<50 {
            let body = (0..<12).map { _ in Int.random(in: 0...9, using: &random) }
            let digits = [Self.corporateCheck(body)] + body
            #expect((try? CorporateNumber(digits.map(String.init).joined())) != nil, "seed \(seed)")
            for place in 0..<13 {
                for digit in 0...9 where digit != digits[place] {
                    var wrong = digits
                    wrong[place] = digit
                    let isBlind = place > 0 && abs(digit - digits[place]) == 9
                    #expect(((try? CorporateNumber(wrong.map(String.init).joined())) != nil) == isBlind)
                }
            }
        }
    }

    @Test(
        "what is no corporate number is refused",
        arguments: ["", "700001205000", "70000120500021", "７000012050002", "700001205000X"]
    )
    func corporateRefused(_ text: String) {
        #expect { try CorporateNumber(text) } throws: { ($0 as? Refusal)?.kind == .malformed }
    }

    @Test(
        "every single wrong digit of a GTIN is noticed",
        arguments: ["96385074", "036000291452", "4006381333931", "10012345678902"]
    )
    func gtin(_ text: String) throws {
        #expect(try GTIN(text).text == text)
        for place in 0..<text.count {
            for digit in "0123456789" where digit != Array(text)[place] {
                var wrong = Array(text)
                wrong[place] = digit
                #expect((try? GTIN(String(wrong))) == nil)
            }
        }
    }

    @Test(
        "what is no GTIN is refused",
        arguments: ["", "0", "400638133393", "40063813339312", "4006381333 931", "４006381333931"]
    )
    func gtinRefused(_ text: String) {
        #expect { try GTIN(text) } throws: { ($0 as? Refusal)?.code == "malformedGTIN" }
    }
}
