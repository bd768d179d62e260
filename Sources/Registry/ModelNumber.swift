/// 型番: the exact string a maker prints, and the keys it is found by (DESIGN §4).
package struct ModelNumber: Hashable, Sendable {
    /// NFC, trimmed; 1 to `maximumLength` scalars.
    package let exact: String

    package static let maximumLength = 200

    package init(_ input: String) throws(Refusal) {
        let text = input.nfc.trimmedBlanks
        guard !text.isEmpty, text.unicodeScalars.count <= Self.maximumLength else {
            throw Refusal(
                .malformed,
                "A model number has 1 to \(Self.maximumLength) characters",
                ja: "型番は1〜\(Self.maximumLength)文字です",
                field: "model",
                code: "malformedModel"
            )
        }
        guard !text.unicodeScalars.contains(where: { $0.isUnprintable }) else {
            throw Refusal(
                .malformed,
                "A model number holds an invisible character",
                ja: "型番に見えない文字があります",
                field: "model",
                code: "malformedModel"
            )
        }
        self.exact = text
    }

    /// For rows that were checked when they were written.
    package init(checked exact: String) {
        self.exact = exact
    }

    /// Also width, case and hyphen family unified: counts as covered.
    package var equalKey: String { exact.equalKey }

    /// Also without blanks, hyphens and ー: only ever a hint.
    package var nearKey: String { exact.nearKey }
}

/// GTIN-8, -12, -13 or -14 with its check digit (GS1 General Specifications, mod 10, weights 3 and 1 from the right).
package struct GTIN: Hashable, Sendable {
    /// 8, 12, 13 or 14 ASCII digits.
    package let text: String

    package init(_ input: String) throws(Refusal) {
        let bytes = Array(input.utf8)
        guard [8, 12, 13, 14].contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Refusal(
                .malformed,
                "A GTIN or JAN has 8, 12, 13 or 14 digits",
                ja: "JAN/GTINは8・12・13・14桁の数字です",
                field: "gtin",
                code: "malformedGTIN"
            )
        }
        var sum = 0
        for (index, byte) in bytes.dropLast().reversed().enumerated() {
            sum += Int(byte - 0x30) * (index % 2 == 0 ? 3 : 1)
        }
        guard (10 - sum % 10) % 10 == Int(bytes[bytes.count - 1] - 0x30) else {
            throw Refusal(
                .malformed,
                "The check digit of GTIN \(input) is wrong",
                ja: "JAN/GTIN \(input) の検査数字が合いません",
                field: "gtin",
                code: "malformedGTIN"
            )
        }
        self.text = input
    }
}
