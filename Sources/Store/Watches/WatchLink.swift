import Registry

/// What stands in the links of a watch's letters once it is followed: the watch's number, and the seal of what makes it
/// this one and no other. The same in every letter; nothing of it is kept.
struct WatchLink {
    private static let digits = 16

    /// The text of a link to a watch.
    static func token(_ watch: Watch, _ keys: LabelKeys) -> String {
        let number = String(watch.id, radix: 16)
        return String(repeating: "0", count: max(0, digits - number.utf8.count)) + number + keys.seal(text(watch))
    }

    /// The watch that a text of this form names; nothing is shown by it before `opens`.
    static func number(_ token: String) -> Int64? {
        guard token.utf8.count == digits + LabelKeys.sealLength,
            token.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return Int64(token.prefix(digits), radix: 16)
    }

    /// Whether a text that names a watch was sealed for it. One that is not confirmed has another link, by chance.
    static func opens(_ token: String, _ watch: Watch, _ keys: LabelKeys) -> Bool {
        watch.state != .asked && keys.isSeal(String(token.dropFirst(digits)), of: text(watch))
    }

    /// The number of a watch that is gone may be another's: whose it is and since when belongs to it.
    private static func text(_ watch: Watch) -> String {
        "watch \(watch.id) of \(watch.askedAt.milliseconds) for \(watch.address.text)"
    }
}
