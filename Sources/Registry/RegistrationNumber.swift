/// A registration number: opaque text, NFC, trimmed, never reused, unique per origin source (DESIGN §4).
///
/// No format is published, so no meaning is read from it; the refusals are only those that any number needs.
package struct RegistrationNumber: Hashable, Sendable {
    /// 1 to `maximumLength` scalars, NFC, without control, format or line-breaking characters, not blank at the ends.
    package let text: String

    /// The longest number anybody may file, in Unicode scalars (`identifiers.maxLength` may be stricter).
    package static let maximumLength = 64

    package init(_ input: String) throws(Refusal) {
        let text = input.nfc.trimmedBlanks
        guard !text.isEmpty else {
            throw Refusal(
                .malformed,
                "A registration number is empty",
                ja: "登録番号が空です",
                field: "registrationNumber",
                code: "malformedNumber"
            )
        }
        guard text.unicodeScalars.count <= Self.maximumLength else {
            throw Refusal(
                .malformed,
                "A registration number has at most \(Self.maximumLength) characters; this one has "
                    + "\(text.unicodeScalars.count)",
                ja: "登録番号は\(Self.maximumLength)文字までです（入力は\(text.unicodeScalars.count)文字）",
                field: "registrationNumber",
                code: "malformedNumber"
            )
        }
        for (index, scalar) in text.unicodeScalars.enumerated() where scalar.isUnprintable {
            throw Refusal(
                .malformed,
                "A registration number holds an invisible character (U+\(scalar.hex)) at place \(index + 1)",
                ja: "登録番号の\(index + 1)文字目に見えない文字（U+\(scalar.hex)）があります",
                field: "registrationNumber",
                code: "malformedNumber"
            )
        }
        self.text = text
    }

    /// For rows that were checked when they were written.
    package init(checked text: String) {
        self.text = text
    }
}

extension RegistrationNumber: CustomStringConvertible {
    package var description: String { text }
}
