@testable import Artwork

extension ArtworkSubject {
    /// A plain label of a fictional registry whose host has 16 characters.
    static let sample = ArtworkSubject(
        code: "7K3M9QXTVB2D",
        registrationNumber: "REG-2026-00012",
        starCount: 1,
        levelCode: "STAR-1",
        host: "label.example.jp",
        isOfficial: false,
        isTest: false,
        assuranceJA: "自己適合宣言",
        assuranceEN: "self-declared"
    )

    func with(_ change: (inout ArtworkSubject) -> Void) -> ArtworkSubject {
        var copy = self
        change(&copy)
        return copy
    }
}

extension Drawing {
    var texts: [TextLine] {
        commands.compactMap { command in
            if case .text(let line) = command { line } else { nil }
        }
    }
}

/// SplitMix64: the same seed gives the same labels on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
