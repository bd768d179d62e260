import TestSupport
import Testing

@testable import Registry

@Suite("a maker's sentence is held against the rules on what may be said of a label")
struct ClaimReadingTests {

    static let japanese: [(String, Set<String>)] = [
        ("このカメラは完全に安全です。", ["forbid.complete"]),
        ("絶対安全なスマートロック", ["forbid.complete"]),
        ("１００％安全", ["forbid.complete"]),
        ("100% 安心のセキュリティ", ["forbid.complete"]),
        ("完璧なセキュリティで守ります", ["forbid.complete"]),
        ("鉄壁の防御", ["forbid.complete"]),
        ("ハッキングされない IoT 機器", ["forbid.complete"]),
        ("ﾊｯｷﾝｸﾞされません", ["forbid.complete"]),
        ("不正アクセスを確実に防ぎます", ["forbid.complete"]),
        ("サイバー攻撃の心配はありません", ["forbid.complete"]),
        ("あらゆる脅威からご家庭を守ります", ["forbid.complete"]),
        ("脆弱性がない製品", ["forbid.noFlaws"]),
        ("脆弱性ゼロを実現", ["forbid.noFlaws"]),
        ("セキュリティホールは一切ありません", ["forbid.noFlaws"]),
        ("脆弱性のないことが認められました", ["forbid.noFlaws"]),
        ("公的なお墨付きを得た製品", ["forbid.endorsement"]),
        ("国が認めたセキュリティ", ["forbid.endorsement"]),
        ("政府認定のルーター", ["forbid.endorsement"]),
        ("ＩＰＡ認定", ["forbid.endorsement"]),
        ("IPA推奨の見守りカメラ", ["forbid.endorsement"]),
        ("経済産業省に承認されたラベル", ["forbid.endorsement"]),
        ("公的に認証された製品です", ["forbid.endorsement"]),
        ("どんな環境でも安全", ["forbid.everywhere"]),
        ("いかなるネットワークにおいても安心してお使いいただけます", ["forbid.everywhere"]),
        ("どこでも安全に使えます", ["forbid.everywhere"]),
        ("JC-STARが品質を保証します", ["forbid.misleading"]),
        ("★1は安全の証です", ["forbid.misleading"]),
        ("適合ラベルを取得しているので安心です", ["forbid.misleading"]),
        ("JC-STAR適合予定", ["pre.forbidden"]),
        ("適合ラベル対応", ["pre.forbidden"]),
        ("適合ラベル取得申請中", ["pre.forbidden"]),
        ("現在JC-STAR認証対応中", ["pre.forbidden"]),
        ("★１ 取得予定（2027年）", ["pre.forbidden"]),
        ("ＪＣ－ＳＴＡＲの適合ラベルをまもなく取得", ["pre.forbidden"]),
        ("年内にJC-STARへ適合します", ["pre.forbidden"]),
        ("JC-STAR ★1 認証取得", ["own.certified"]),
        ("STAR-1認定製品", ["own.certified"]),
        ("JC-STARの試験に合格しました", ["own.certified"]),
        ("JC‐STAR認証済み。完全に安全です！", ["own.certified", "forbid.complete"]),
        ("国が認めたから、絶対に安全。", ["forbid.endorsement", "forbid.complete"]),
    ]

    static let english: [(String, Set<String>)] = [
        ("Our camera is completely secure.", ["forbid.complete"]),
        ("The first unhackable door lock", ["forbid.complete"]),
        ("A router that can never be hacked", ["forbid.complete"]),
        ("100% SAFE", ["forbid.complete"]),
        ("Total protection for your home", ["forbid.complete"]),
        ("Immune to cyberattacks", ["forbid.complete"]),
        ("This product has no vulnerabilities.", ["forbid.noFlaws"]),
        ("Vulnerability-free firmware", ["forbid.noFlaws"]),
        ("Proven free of vulnerabilities", ["forbid.noFlaws"]),
        ("Government approved security", ["forbid.endorsement"]),
        ("Endorsed by METI", ["forbid.endorsement"]),
        ("It carries the government's seal of approval.", ["forbid.endorsement"]),
        ("Recommended by the Japanese government", ["forbid.endorsement"]),
        ("Safe in every environment", ["forbid.everywhere"]),
        ("On any network, your data stays protected", ["forbid.everywhere"]),
        ("The label guarantees the quality of this device", ["forbid.misleading"]),
        ("Guaranteed safe", ["forbid.misleading"]),
        ("JC-STAR label coming soon", ["pre.forbidden"]),
        ("We have applied for JC-STAR", ["pre.forbidden"]),
        ("This model will receive the conformance label", ["pre.forbidden"]),
        ("JC-STAR ready", ["pre.forbidden"]),
        ("JC-STAR STAR-1 certified", ["own.certified"]),
        ("Tested to STAR-2", ["own.certified"]),
        ("Approved for JC-STAR. Unhackable.", ["own.certified", "forbid.complete"]),
    ]

    /// Sentences that touch nothing known.
    static let quiet = [
        "この製品は JC-STAR ★1 の適合ラベルを取得しています。", "JC-STAR ★1（自己適合宣言）",
        "完全な安全を保証するものではありません。", "完全に安全ではありません", "完全なセキュリティは存在しません",
        "脆弱性がないことを保証するものではありません。", "脆弱性がないことを証明しません", "脆弱性がないとは言えません",
        "既知の脆弱性がないことを確かめました", "公的なお墨付きではありません。", "IPAが推奨するものではありません",
        "品質を保証しません", "品質保証期間は1年です", "IPAの推奨する対策に沿って設計しました",
        "どんな環境でも安全とは限りません", "ハッキングされないことを保証するものではありません", "JC-STARの取得予定はありません",
        "JC-STARの認証を取得したものではなく、自己適合宣言です。", "JC-STAR ★3 認証取得", "予定価格は別紙のとおり", "防水試験に合格した筐体",
        "The STAR-1 conformance label, self-declared by the maker.",
        "This does not guarantee that it is completely secure.",
        "No product is completely secure.", "It is not unhackable.", "Not endorsed by METI.",
        "STAR-1 shows conformance, not that a product has no vulnerabilities.",
        "This does not mean endorsement by the government.",
        "We are not applying for JC-STAR.", "STAR-3, assessed and certified on a third party's report",
        "STAR-3 certified", "The case was drop tested.", "Attested by its maker", "A label is no guarantee of safety.",
        "Contested claims", "It guarantees delivery.",
    ]

    private func touched(_ text: String, state: String? = nil) throws -> ClaimReading {
        try ClaimReading(text, state: state, rules: SampleRules.rules)
    }

    @Test("words that touch a rule are found, and no other rule is", arguments: japanese + english)
    func found(text: String, rules: Set<String>) throws {
        let reading = try touched(text)
        #expect(Set(reading.findings.map(\.rule.id)) == rules, "\(text): \(reading.findings.map(\.touches))")
        let scalars = Array(text.unicodeScalars)
        for touch in reading.findings.flatMap(\.touches) {
            #expect(Array(touch.words.unicodeScalars) == Array(scalars[touch.range]))
            #expect(!touch.range.isEmpty)
        }
    }

    @Test("denials, neighbours and plain statements touch nothing", arguments: quiet)
    func untouched(text: String) throws {
        let reading = try touched(text)
        #expect(reading.findings.isEmpty, "\(reading.findings.map { ($0.rule.id, $0.touches.map(\.words)) })")
        // Nothing found is not a permission: what is not known is said every time.
        #expect(reading.unread.map(\.id) == ["conditions.2-6"])
        #expect(Set(reading.always.map(\.id)) == ["forbid.examples", "text.too", "publication"])
    }

    @Test("a denial in another sentence, or after a turn, takes nothing back")
    func denialsElsewhere() throws {
        for text in [
            "完全に安全です。品質を保証するものではありません。", "絶対に安全ですが、価格を保証するものではありません。",
            "絶対に安全で、価格を保証するものではありません。", "It is unhackable. This is not a guarantee.",
            "This is no guarantee of delivery, but it is completely secure.",
        ] {
            #expect(try touched(text).findings.map(\.rule.id) == ["forbid.complete"], "\(text)")
        }
    }

    @Test("the words are marked where they stand, whatever their width")
    func places() throws {
        let reading = try touched("製品X：ﾊｯｷﾝｸﾞされません。絶対安全。")
        let touches = try #require(reading.findings.first).touches
        #expect(touches.map(\.words) == ["ﾊｯｷﾝｸﾞされません", "絶対安全"])
        #expect(touches.map(\.range.lowerBound) == [4, 16])
    }

    @Test("of words that overlap, the ones that say most in one breath are marked")
    func overlaps() throws {
        let reading = try touched("現在JC-STAR認証対応中、★1 認証取得予定。")
        let words = Dictionary(uniqueKeysWithValues: reading.findings.map { ($0.rule.id, $0.touches.map(\.words)) })
        #expect(words["pre.forbidden"] == ["JC-STAR認証対応中", "★1 認証取得予定"])
        #expect(words["own.certified"] == ["★1 認証取得"])
    }

    @Test(
        "the state of application or label decides about announcements",
        arguments: [
            (nil, "needsProvisionalNumber", nil), ("draft", "forbidden", "matrix.beforeAcceptance"),
            ("received", "forbidden", "matrix.beforeAcceptance"),
            ("accepted", "needsProvisionalNumber", "matrix.accepted"),
            ("provisional", "permitted", "matrix.provisional"),
            ("valid", "permitted", "matrix.valid"), ("grace", "unknown", "matrix.grace"),
            ("lapsed", "forbidden", "matrix.ended"), ("revoked", "forbidden", "matrix.ended"),
        ] as [(String?, String, String?)]
    )
    func states(state: String?, verdict: String, row: String?) throws {
        let finding = try #require(try touched("JC-STAR適合予定", state: state).findings.first)
        #expect(finding.verdict.rawValue == verdict)
        #expect(finding.decidedBy?.id == row)
        let complete = try #require(try touched("完全に安全", state: state).findings.first)
        #expect(complete.verdict == .forbidden && complete.decidedBy == nil)
    }

    @Test("what nobody published is never surer than its source")
    func confidence() throws {
        let finding = try #require(try touched("JC-STAR認証取得").findings.first)
        #expect(finding.verdict == .unknown)
        #expect(finding.rule.provenance.confidence == .seed)
        #expect(finding.rule.provenance.sources.isEmpty)
    }

    @Test("no text, too much text and an unknown state are refused in both languages")
    func refusals() throws {
        for (text, state, code) in [
            ("", nil, "emptyClaim"), (" \n　", nil, "emptyClaim"),
            (String(repeating: "あ", count: 2001), nil, "claimTooLong"), ("x", "dreaming", "unknownState"),
        ] as [(String, String?, String)] {
            let refusal = #expect(throws: Refusal.self) { try touched(text, state: state) }
            #expect(refusal?.code == code)
            #expect(refusal?.reasonJA?.isEmpty == false)
        }
        #expect(try touched(String(repeating: "あ", count: 2000)).findings.isEmpty)
    }

    @Test("any text is read without a fault, and every mark lies within it")
    func hostile() throws {
        var random = Seeded(17)
        let pieces = [
            "完全", "に", "安全", "JC-STAR", "…", "@", "(", "|", ")", "。", "not ", "ﾊﾞ", "が、", "\u{0}", "\r\n", "🦉",
            "か\u{3099}", "認証", "取得",
        ]
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            guard !text.trimmedBlanks.isEmpty else { continue }
            let count = text.unicodeScalars.count
            for touch in try touched(text).findings.flatMap(\.touches) {
                #expect(touch.range.lowerBound >= 0 && touch.range.upperBound <= count)
            }
        }
    }

    @Test(
        "a phrase that cannot be read is refused",
        arguments: ["", "(a", "a)", "a|b", "…", "…a", "a…", "@", "a@b", "((a))", "()"]
    )
    func brokenPhrases(text: String) {
        #expect(throws: Refusal.self) { try ClaimPhrase(text) }
    }
}
