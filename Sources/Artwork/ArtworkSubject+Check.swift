import Registry

extension ArtworkSubject {
    // Scalars, not characters: a few signs outside ASCII, the kelvin among them, compare equal to a letter as characters.
    private static let codeAlphabet = Set("0123456789ABCDEFGHJKMNPQRSTVWXYZ".unicodeScalars)
    private static let hostAlphabet = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-".unicodeScalars
    )
    private static let longestNumber = 64
    // Bounds what combining marks can pile upon 64 characters.
    private static let mostNumberScalars = 128
    private static let longestHost = 253

    /// Refuses a subject that cannot be drawn truthfully; each refusal names the field.
    func check() throws(Refusal) {
        guard code.unicodeScalars.count == 12, code.unicodeScalars.allSatisfy(Self.codeAlphabet.contains) else {
            throw Refusal(
                .malformed,
                "A label code has 12 characters of Crockford base 32 in upper case.",
                ja: "ラベルコードは大文字の英数字12文字です。",
                field: "code"
            )
        }
        guard (1...4).contains(starCount) else {
            throw Refusal(.malformed, "A label has one to four stars.", ja: "星の数は1から4です。", field: "starCount")
        }
        guard (1...12).contains(levelCode.count), levelCode.unicodeScalars.allSatisfy(\.isPrintableASCII) else {
            throw Refusal(
                .malformed,
                "A level code has 1 to 12 printable ASCII characters.",
                ja: "レベルの記号は印字できる半角文字1から12文字です。",
                field: "levelCode"
            )
        }
        try checkRegistrationNumber()
        try checkHost()
        for (field, text) in [("assuranceJA", assuranceJA), ("assuranceEN", assuranceEN)] {
            guard text.count <= 64, text.unicodeScalars.allSatisfy(\.isDrawable) else {
                throw Refusal(
                    .malformed,
                    "A line of assurance has at most 64 characters, none of them a control character.",
                    ja: "適合の根拠は64文字以内で、制御文字を含められません。",
                    field: field
                )
            }
        }
    }

    private func checkRegistrationNumber() throws(Refusal) {
        guard
            (1...Self.longestNumber).contains(registrationNumber.count),
            registrationNumber.unicodeScalars.count <= Self.mostNumberScalars,
            registrationNumber.contains(where: { !$0.isWhitespace })
        else {
            throw Refusal(
                .malformed,
                "A registration number on a label has 1 to 64 characters.",
                ja: "ラベルに印字する登録番号は1から64文字です。",
                field: "registrationNumber"
            )
        }
        guard registrationNumber.unicodeScalars.allSatisfy(\.isDrawable) else {
            throw Refusal(
                .malformed,
                "The registration number holds a control or invisible formatting character.",
                ja: "登録番号に制御文字または見えない書式文字が含まれています。",
                field: "registrationNumber"
            )
        }
    }

    private func checkHost() throws(Refusal) {
        let parts = host.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.first ?? ""
        let isNameSound =
            (1...Self.longestHost).contains(name.count) && name.unicodeScalars.allSatisfy(Self.hostAlphabet.contains)
        var isPortSound = true
        if parts.count == 2 {
            // `Int` would also read a sign, so the digits are checked first.
            let digits = parts[1]
            isPortSound =
                digits.allSatisfy { $0.isASCII && $0.isNumber } && (1...65_535).contains(Int(digits) ?? 0)
        }
        guard isNameSound, isPortSound else {
            throw Refusal(
                .malformed,
                "A host has letters, digits, dots and hyphens of ASCII, and may end in a port.",
                ja: "ホスト名は半角の英数字、ピリオド、ハイフンで書き、ポート番号を付けられます。",
                field: "host"
            )
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isPrintableASCII: Bool { (0x20...0x7E).contains(value) }

    /// False for what has no shape of its own, turns the line's direction, or may not stand in XML 1.0 (section 2.2).
    fileprivate var isDrawable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: !properties.isNoncharacterCodePoint
        }
    }
}
