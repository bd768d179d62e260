/// A sentence of ours cut at its slots, escaped once and appended many times.
///
/// `{0}` to `{9}` are slots, in whatever order the language needs. `[有効|ゆうこう]` is text with its reading.
struct Phrase: Sendable {
    /// Up to the first slot.
    let head: [UInt8]
    /// Each slot with what follows it.
    let rest: [(slot: Int, tail: [UInt8])]

    init(_ source: String) {
        var pieces: [[UInt8]] = [[]]
        var slots: [Int] = []
        var scalars = Substring(source)
        while let next = scalars.first {
            if next == "{", let slot = scalars.dropFirst().first?.wholeNumberValue {
                slots.append(slot)
                pieces.append([])
                scalars = scalars.dropFirst(3)
            } else if next == "[", let end = scalars.firstIndex(of: "]"),
                let bar = scalars[..<end].firstIndex(of: "|")
            {
                let base = scalars[scalars.index(after: scalars.startIndex)..<bar]
                let reading = scalars[scalars.index(after: bar)..<end]
                pieces[pieces.count - 1].ruby(String(base), String(reading))
                scalars = scalars[scalars.index(after: end)...]
            } else {
                pieces[pieces.count - 1].text(String(next))
                scalars = scalars.dropFirst()
            }
        }
        head = pieces[0]
        rest = Array(zip(slots, pieces.dropFirst())).map { (slot: $0.0, tail: $0.1) }
    }

    /// The whole phrase where it has no slot; slots are left out.
    var bytes: [UInt8] { rest.reduce(head) { $0 + $1.tail } }

    /// Without readings and markup: for titles and attributes, where no element may stand.
    static func plain(_ source: String) -> String {
        var text = ""
        var rest = Substring(source)
        while let next = rest.first {
            if next == "[", let end = rest.firstIndex(of: "]"), let bar = rest[..<end].firstIndex(of: "|") {
                text += rest[rest.index(after: rest.startIndex)..<bar]
                rest = rest[rest.index(after: end)...]
            } else {
                text.append(next)
                rest = rest.dropFirst()
            }
        }
        return text
    }
}

extension [UInt8] {
    fileprivate mutating func ruby(_ base: String, _ reading: String) {
        markup("<ruby>")
        text(base)
        markup("<rp>（</rp><rt>")
        text(reading)
        markup("</rt><rp>）</rp></ruby>")
    }
}
