import TestSupport

@testable import Artwork

/// Labels of every sort, drawn from a seeded generator; each can be drawn at its style.
struct RandomArtwork {
    var subject: ArtworkSubject
    var style: ArtworkStyle

    /// What the readers must say, written out here a second time on purpose.
    var expected: String { "HTTPS://" + subject.host.uppercased() + "/" + subject.code }

    private static let hosts = [
        "a.jp", "label.example.jp", "hoshi.example.org", "127.0.0.1:8080", "Labels.Example.COM",
        "verify.security-labels.example.co.jp", "registry.of-connected-products.example.com:8443",
    ]
    private static let numberAlphabets = [
        Array("0123456789-ABCDEFGHJKLMNPQRSTUVWXYZ"), Array("登録番号試験用星札型式東京都認証基準"),
        Array("ｱｲｳｴｵカキクケコ・ー（）０１２ＡＢＣ"), Array("&<>\"'/ ._#%+äßéЖΩ"),
    ]

    init(using generator: inout Seeded) {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let stars = Int.random(in: 1...4, using: &generator)
        let numberAlphabet = Self.numberAlphabets[Int.random(in: 0..<4, using: &generator)]
        let length = Int.random(in: 0..<64, using: &generator)
        subject = ArtworkSubject(
            code: String((0..<12).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] }),
            registrationNumber: "R"
                + String(
                    (0..<length).map { _ in numberAlphabet[Int.random(in: numberAlphabet.indices, using: &generator)] }
                ),
            starCount: stars,
            levelCode: "STAR-\(stars)",
            host: Self.hosts[Int.random(in: 0..<Self.hosts.count, using: &generator)],
            isOfficial: Bool.random(using: &generator),
            isTest: Bool.random(using: &generator),
            assuranceJA: stars < 3 ? "自己適合宣言" : "第三者評価",
            assuranceEN: stars < 3 ? "self-declared" : "third-party assessment"
        )
        let kind: ArtworkStyle.Kind = Int.random(in: 0..<4, using: &generator) == 0 ? .qr : .label
        style = ArtworkStyle(
            kind: kind,
            // From the smallest module that is allowed for the longest host upwards.
            widthMillimetres: Double.random(in: kind == .qr ? 20...50 : 45...90, using: &generator),
            dotsPerInch: Int.random(in: 72...250, using: &generator),
            errorCorrection: Bool.random(using: &generator) ? .m : .q,
            ink: Bool.random(using: &generator) ? .colour : .black
        )
    }
}
