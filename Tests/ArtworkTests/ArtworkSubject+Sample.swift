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
