/// A sentence folded for comparison, with the way back to the characters as they were written.
struct ClaimText {
    let scalars: [Unicode.Scalar]
    /// For each folded scalar, the first of the written scalars it comes from, counted from 0.
    private let starts: [Int]
    /// And the one after the last.
    private let ends: [Int]
    /// Where a sentence ends.
    private let isEnd: [Bool]
    /// Where a clause ends or turns (が、 し、 / but): no gap reaches across.
    private let isTurn: [Bool]

    private static let turns = ["ガ、", "デ、", "シ、", "テ、", "ケド、", "ケレド", ";", " but ", " yet ", " however"].map {
        Array($0.unicodeScalars)
    }

    init(_ text: String) {
        var scalars: [Unicode.Scalar] = []
        var starts: [Int] = []
        var ends: [Int] = []
        var at = 0
        for character in text {
            let next = at + character.unicodeScalars.count
            for scalar in Self.folded(Array(character.unicodeScalars)) {
                // One blank for many, none beside Japanese.
                if scalar == " ", let last = scalars.last, last == " " || !last.isASCII { continue }
                if !scalar.isASCII, scalars.last == " " {
                    scalars.removeLast()
                    starts.removeLast()
                    ends.removeLast()
                }
                scalars.append(scalar)
                starts.append(at)
                ends.append(next)
            }
            at = next
        }
        self.scalars = scalars
        self.starts = starts
        self.ends = ends
        isEnd = scalars.indices.map { index in
            switch scalars[index] {
            case "。", "!", "?", "\n": return true
            case ".": return index + 1 == scalars.count || !scalars[index + 1].isAlphanumeric
            default: return false
            }
        }
        var isTurn = isEnd
        for turn in Self.turns {
            for index in scalars.indices where scalars[index...].starts(with: turn) { isTurn[index] = true }
        }
        self.isTurn = isTurn
    }

    /// Width, case, kana and the hyphen family unified; invisible scalars left out.
    static func folded(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view).compatible.lowercased().nfc.unicodeScalars.compactMap { scalar in
            switch scalar {
            case "\n", "\r", "\u{2028}", "\u{2029}": "\n"
            case "‘", "’", "ʼ": "'"
            case "☆": "★"
            case "ぁ"..."ゖ": Unicode.Scalar(scalar.value + 0x60)
            case _ where scalar.isHyphen: "-"
            case _ where scalar.properties.isWhitespace: " "
            case _ where scalar.isUnprintable: nil
            default: scalar
            }
        }
    }

    /// The written scalars that a range of folded ones comes from.
    func written(_ range: Range<Int>) -> Range<Int> { starts[range.lowerBound]..<ends[range.upperBound - 1] }

    /// Whether a comma stands within.
    func hasPause(_ range: Range<Int>) -> Bool { scalars[range].contains { $0 == "、" || $0 == "," } }

    /// Every place where a phrase stands; nearest ends first.
    func places(of phrase: ClaimPhrase) -> [Range<Int>] {
        scalars.indices.compactMap { start in
            guard isEdge(start), let end = match(phrase.before[...], from: start), end > start else { return nil }
            return start..<end
        }
    }

    /// Whether an exception covers the words touched.
    func excuses(_ exception: ClaimPhrase, _ hit: Range<Int>) -> Bool {
        guard let after = exception.after else {
            let start = scalars[..<hit.lowerBound].indices.last { isEnd[$0] }.map { $0 + 1 } ?? 0
            let end = hit.upperBound + (isEnd[hit.upperBound...].firstIndex(of: true) ?? scalars.count) - hit.upperBound
            return (start..<max(start, end)).contains { place in
                isEdge(place) && match(exception.before[...], from: place).map { $0 <= end } ?? false
            }
        }
        guard after.isEmpty || match(after[...], from: hit.upperBound) != nil else { return false }
        guard !exception.before.isEmpty else { return true }
        let nearest = max(0, hit.lowerBound - 160)
        return (nearest..<hit.lowerBound).contains { start in
            isEdge(start) && match(exception.before[...], from: start, endingAt: hit.lowerBound) != nil
        }
    }

    /// Where the parts end that begin at a place; nil where they do not stand there.
    private func match(_ parts: ArraySlice<ClaimPhrase.Part>, from start: Int, endingAt end: Int? = nil) -> Int? {
        guard let part = parts.first else {
            return end.map { $0 == start } ?? isEdge(start) ? start : nil
        }
        let rest = parts.dropFirst()
        switch part {
        case .choice(let choices):
            for choice in choices where scalars[start...].starts(with: choice) {
                if let found = match(rest, from: start + choice.count, endingAt: end) { return found }
            }
        case .gap:
            for length in 0...ClaimPhrase.gapLength where start + length <= scalars.count {
                let place = start + length
                if isEdge(start), isEdge(place), let found = match(rest, from: place, endingAt: end) { return found }
                if place == scalars.count || isTurn[place] { break }
            }
        }
        return nil
    }

    /// Whether no Latin word runs across a place.
    private func isEdge(_ place: Int) -> Bool {
        guard place > 0, place < scalars.count else { return true }
        return !(scalars[place - 1].isAlphanumeric && scalars[place].isAlphanumeric)
    }
}

extension Unicode.Scalar {
    /// An ASCII letter or digit.
    fileprivate var isAlphanumeric: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
