/// A colour in eight bits a channel.
struct Shade: Sendable, Hashable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    static let white = Shade(red: 0xFF, green: 0xFF, blue: 0xFF)
    static let black = Shade(red: 0, green: 0, blue: 0)
    static let indigo = Shade(red: 0x2B, green: 0x3A, blue: 0x8C)
    static let paleIndigo = Shade(red: 0xDD, green: 0xE1, blue: 0xF1)
    static let warmBlack = Shade(red: 0x16, green: 0x18, blue: 0x1F)

    /// `#RRGGBB`.
    var hexadecimal: String {
        "#"
            + [red, green, blue].map { channel in
                let digits = String(channel, radix: 16, uppercase: true)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }
}

extension Paint {
    /// The colour of this paint in this ink; nil where it is left out.
    func shade(in ink: ArtworkStyle.Ink) -> Shade? {
        switch (self, ink) {
        case (.paper, _): .white
        case (.ink, .colour): .warmBlack
        case (.accent, .colour): .indigo
        case (.tint, .colour): .paleIndigo
        case (.ink, .black), (.accent, .black): .black
        case (.tint, .black): nil
        }
    }
}
