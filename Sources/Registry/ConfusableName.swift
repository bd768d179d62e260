/// A character of a name that reads as one of another script.
package struct ConfusableCharacter: Hashable, Sendable {
    /// In Unicode scalars of the name, counted from 0.
    package var position: Int
    /// As it stands in the name.
    package var character: Unicode.Scalar
    /// Its own.
    package var script: ConfusableName.Script
    /// What a reader takes it for.
    package var looksLike: Unicode.Scalar
    /// The script of that, and of what stands around it.
    package var looksLikeScript: ConfusableName.Script
}

/// Names that hold a character of another script than what stands around it, and read as if they did not.
///
/// The idea is that of Unicode Technical Standard #39 (Unicode Security Mechanisms, mixed-script confusables); the
/// pairs of kana and kanji are those that NFKC does not merge (TRAPS §8). A character is reported where a look-alike
/// of it has the script of both letters beside it, or of the only one, and the character itself has not: `ス力イ` with
/// the kanji 力, `Cаmera` with a Cyrillic а. Full-width and half-width forms are one here. It is a hint for a person,
/// never a refusal: `三カ国` is rightly written.
package enum ConfusableName {
    /// As far as these names need them told apart.
    package enum Script: String, CaseIterable, Hashable, Sendable {
        case latin
        case greek
        case cyrillic
        case hiragana
        case katakana
        case han
        /// Any other letter.
        case other
    }

    /// The characters of a name that look like another script's, in their order.
    package static func suspects(in name: String) -> [ConfusableCharacter] {
        let given = Array(name.unicodeScalars)
        let scalars = given.map(folded)
        let scripts = scalars.map(script)
        var found: [ConfusableCharacter] = []
        for (place, scalar) in scalars.enumerated() {
            guard let own = scripts[place], let twins = twins[scalar] else { continue }
            let around = neighbours(of: place, own, scalars, scripts)
            guard let first = around.first, around.allSatisfy({ $0 == first }), first != own else { continue }
            guard let twin = twins.first(where: { script($0) == first }) else { continue }
            found.append(
                ConfusableCharacter(
                    position: place,
                    character: given[place],
                    script: own,
                    looksLike: twin,
                    looksLikeScript: first
                )
            )
        }
        return found
    }

    /// Scripts of the letters beside a place. Look-alikes of another script vouch for nothing and are passed over, and
    /// in alphabets all look-alikes: two Cyrillic letters side by side in a Latin word must not vouch for each other.
    /// Where nothing else stands there, the nearest letters count as they are.
    private static func neighbours(
        of place: Int,
        _ own: Script,
        _ scalars: [Unicode.Scalar],
        _ scripts: [Script?]
    ) -> [Script] {
        let isAlphabet = [.latin, .greek, .cyrillic].contains(own)
        func isWeak(_ at: Int) -> Bool {
            guard scripts.indices.contains(at), let script = scripts[at], twins[scalars[at]] != nil else {
                return false
            }
            return isAlphabet || script != own
        }
        var (before, after) = (place - 1, place + 1)
        while isWeak(before) { before -= 1 }
        while isWeak(after) { after += 1 }
        func known(_ places: [Int]) -> [Script] {
            places.compactMap { scripts.indices.contains($0) ? scripts[$0] : nil }
        }
        let around = known([before, after])
        return around.isEmpty ? known([place - 1, place + 1]) : around
    }

    /// nil for what is no letter: blanks, digits, marks.
    private static func script(_ scalar: Unicode.Scalar) -> Script? {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: .latin
        case 0x370...0x373, 0x376...0x37D, 0x37F, 0x386...0x3FF, 0x1F00...0x1FFF: .greek
        case 0x400...0x52F, 0x1C80...0x1C8F, 0xA640...0xA69F: .cyrillic
        case 0x3041...0x3096, 0x309D...0x309F: .hiragana
        case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: .katakana
        case 0x3005, 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .han
        default: scalar.properties.isAlphabetic ? .other : nil
        }
    }

    /// Full-width Latin letters as plain ones, half-width kana with a look-alike as full ones.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF21...0xFF3A, 0xFF41...0xFF5A: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0xFF66...0xFF9F: halfWidth[scalar] ?? scalar
        default: scalar
        }
    }

    private static let halfWidth: [Unicode.Scalar: Unicode.Scalar] = [
        "ｶ": "カ", "ﾆ": "ニ", "ｴ": "エ", "ﾊ": "ハ", "ﾄ": "ト", "ﾛ": "ロ", "ﾀ": "タ", "ｰ": "ー",
    ]

    /// Kana and kanji, then Cyrillic and Latin, then Greek and Latin, letter by letter.
    private static let pairs: [(String, String)] = [
        ("カニエハトロター", "力二工八卜口夕一"),
        ("аеорсухіјѕһԁԛԝӏАВЕКМНОРСТУХІЈЅԌ", "aeopcyxijshdqwlABEKMHOPCTYXIJSG"),
        ("αγικνορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ayikvopuABEZHIKMNOPTYX"),
    ]

    /// Every character that has look-alikes, with them.
    private static let twins: [Unicode.Scalar: [Unicode.Scalar]] = {
        var all: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        for (left, right) in pairs {
            for (one, other) in zip(left.unicodeScalars, right.unicodeScalars) {
                all[one, default: []].append(other)
                all[other, default: []].append(one)
            }
        }
        return all
    }()
}
