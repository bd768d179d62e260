/// A day of the ladder on which a label's holder is told something.
package enum Milestone: Hashable, Sendable {
    /// So many days before the last valid day.
    case before(Int)
    /// So many days after it.
    case after(Int)
    /// The last day of grace, with the extension still undecided.
    case graceEnd

    /// The word that is kept and shown: `before180`, `after1`, `graceEnd`. It never changes.
    package var word: String {
        switch self {
        case .before(let days): "before\(days)"
        case .after(let days): "after\(days)"
        case .graceEnd: "graceEnd"
        }
    }

    /// Reads a word; nil where it is none, such as one with a leading zero.
    package init?(word: String) {
        if word == "graceEnd" {
            self = .graceEnd
            return
        }
        let forms: [(String, (Int) -> Milestone)] = [("before", Milestone.before), ("after", Milestone.after)]
        for (prefix, make) in forms where word.hasPrefix(prefix) {
            guard let days = Int(word.dropFirst(prefix.count)), days >= 0 else { return nil }
            self = make(days)
            guard self.word == word else { return nil }
            return
        }
        return nil
    }

    /// How many days after the last valid day it comes, negative before it; nil for the end of grace, whose day is its
    /// own.
    package var shift: Int? {
        switch self {
        case .before(let days): -days
        case .after(let days): days
        case .graceEnd: nil
        }
    }
}

extension Ladder {
    /// Days before the last valid day on which it is told that it comes near: each once, the first of them first.
    package var endingDays: [Int] { Set(daysBefore).sorted(by: >) }

    /// The milestones that are counted from the last valid day, in the order of their days.
    package var dated: [Milestone] {
        endingDays.map { .before($0) } + Set(daysAfter).sorted().map { .after($0) }
    }
}
