/// 法人番号: 13 digits, the first of which is a check digit over the other twelve.
///
/// Check digit = 9 − (Σ Pₙ·Qₙ mod 9), Q alternating 1, 2 from the right (National Tax Agency's rule, PRODUCT §3).
package struct CorporateNumber: Hashable, Sendable {
    /// 13 ASCII digits.
    package let text: String

    package init(_ input: String) throws(Refusal) {
        let bytes = Array(input.utf8)
        guard bytes.count == 13, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Refusal(
                .malformed,
                "A corporate number has 13 digits",
                ja: "法人番号は13桁の数字です",
                field: "corporateNumber",
                code: "malformedCorporateNumber"
            )
        }
        var sum = 0
        for position in 1...12 {
            sum += Int(bytes[13 - position] - 0x30) * (position % 2 == 0 ? 2 : 1)
        }
        guard Int(bytes[0] - 0x30) == 9 - sum % 9 else {
            throw Refusal(
                .malformed,
                "The check digit of corporate number \(input) is wrong",
                ja: "法人番号 \(input) の検査用数字が合いません",
                field: "corporateNumber",
                code: "malformedCorporateNumber"
            )
        }
        self.text = input
    }
}
