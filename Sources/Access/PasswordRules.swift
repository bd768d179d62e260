package import Registry

/// Which passwords are taken: long ones that are not put together from what everybody tries first. No demands on kinds
/// of characters (NIST SP 800-63B §5.1.1.2).
package enum PasswordRules {
    /// Characters.
    package static let length = 15...128

    /// The form that is hashed: NFKC, so that a password typed on another device is the same.
    static func normal(_ password: String) -> String { password.compatible }

    /// - Parameter context: what others know of the account: its address, names, the registry's name.
    /// - Throws: `unprocessable` with one sentence that says what to change.
    package static func check(_ password: String, context: [String]) throws(Refusal) {
        let normal = normal(password)
        let count = normal.unicodeScalars.count
        guard count >= length.lowerBound else {
            throw Refusal(
                .unprocessable,
                "A password has at least \(length.lowerBound) characters; a sentence of a few words is good",
                ja: "パスワードは\(length.lowerBound)文字以上にしてください。いくつかの単語をつなげた文がおすすめです",
                field: "password",
                code: "passwordTooShort"
            )
        }
        guard count <= length.upperBound else {
            throw Refusal(
                .unprocessable,
                "A password has at most \(length.upperBound) characters",
                ja: "パスワードは\(length.upperBound)文字までです",
                field: "password",
                code: "passwordTooLong"
            )
        }
        guard units(normal, context: context) >= unitsNeeded else {
            throw Refusal(
                .unprocessable,
                "This password is easy to guess: it is made of common words, rows of characters, repetitions, or your own names",
                ja: "推測されやすいパスワードです。よくある単語、並んだ文字、繰り返し、ご自身の名前だけでできています",
                field: "password",
                code: "passwordGuessable"
            )
        }
    }

    /// Fewer pieces than this are guessed soon.
    static let unitsNeeded = 8

    /// How many pieces a guesser must put together: a common word, a word of the context, a row (`abc`, `4321`,
    /// `qwer`), or a repetition of what came before is one piece, any other character one.
    static func units(_ password: String, context: [String]) -> Int {
        let letters = Array(plain(password))
        let words = (GuessedWords.all + context.flatMap(pieces)).map { Array($0) }.filter { $0.count >= 3 }
        var (at, units) = (0, 0)
        while at < letters.count {
            let word = words.filter { letters[at...].starts(with: $0) }.map(\.count).max() ?? 0
            at += max(word, row(letters, at), repetition(letters, at), 1)
            units += 1
        }
        return units
    }

    /// Lower case, and letters for the digits and signs that are put in their place.
    private static func plain(_ text: String) -> String {
        let swaps: [Character: Character] = ["@": "a", "$": "s", "0": "o", "1": "i", "3": "e", "!": "i"]
        return String(text.lowercased().map { swaps[$0] ?? $0 })
    }

    private static func pieces(_ text: String) -> [String] {
        plain(text).split { !$0.isLetter && !$0.isNumber }.map(String.init) + [plain(text)]
    }

    private static let rows = [
        "abcdefghijklmnopqrstuvwxyz", "oi2e456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "i2e456789o",
    ].flatMap { [Array($0), Array($0.reversed())] }

    /// How many characters from here on stand beside one another in the alphabet, the digits or a keyboard's row; 0
    /// below three.
    private static func row(_ letters: [Character], _ at: Int) -> Int {
        var longest = 0
        for row in rows {
            guard let start = row.firstIndex(of: letters[at]) else { continue }
            var count = 0
            while at + count < letters.count, start + count < row.count, letters[at + count] == row[start + count] {
                count += 1
            }
            longest = max(longest, count)
        }
        return longest >= 3 ? longest : 0
    }

    /// How many characters from here on repeat the one to eight characters before.
    private static func repetition(_ letters: [Character], _ at: Int) -> Int {
        var longest = 0
        for width in 1...8 where width <= at {
            var count = 0
            while at + count < letters.count, letters[at + count] == letters[at + count - width] { count += 1 }
            if count >= width { longest = max(longest, count) }
        }
        return longest
    }
}
