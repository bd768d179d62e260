/// The words of feeds and calendars in one language; plain text, `{0}` is a slot.
struct FeedWords: Sendable {
    var newsTitle: String
    var endsTitle: String
    var test: String
    var fictional: String
    var ending: String
    var lapsed: String
    var lastDay: String
    var counts: String
    var holds: String
    var moot: String
    var pending: String
    var colon: String
    var stop: String

    static func words(_ language: Language) -> FeedWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }

    static let english = FeedWords(
        newsTitle: "Labels: what happened",
        endsTitle: "Labels: last days",
        test: "[Test] ",
        fictional: "[Invented] ",
        ending: "{0} days left, last day {1}",
        lapsed: "Lapsed, last day was {0}",
        lastDay: "Last day of the label",
        counts: "Counts from {0}.",
        holds: "Last day: {0}.",
        moot: "This end no longer counts: {0}, from {1}.",
        pending: "An extension was applied for.",
        colon: ": ",
        stop: "."
    )

    static let japanese = FeedWords(
        newsTitle: "ラベルの動き",
        endsTitle: "ラベルの有効期限",
        test: "【試験】",
        fictional: "【架空】",
        ending: "残り{0}日（有効期限 {1}）",
        lapsed: "期限切れ（有効期限 {0}）",
        lastDay: "ラベルの有効期限",
        counts: "{0}から。",
        holds: "有効期限 {0}。",
        moot: "この期限はなくなりました: {0}（{1}から）。",
        pending: "延長が申請されています。",
        colon: "：",
        stop: "。"
    )

    static let easyJapanese = FeedWords(
        newsTitle: "ラベルに あった こと",
        endsTitle: "ラベルの さいごの 日",
        test: "【ためし】",
        fictional: "【つくった データ】",
        ending: "あと {0}日（さいごの 日 {1}）",
        lapsed: "期間が おわりました（さいごの 日 {0}）",
        lastDay: "ラベルの さいごの 日",
        counts: "{0} から。",
        holds: "さいごの 日 {0}。",
        moot: "この 日では なくなりました: {0}（{1} から）。",
        pending: "「もっと 長く」と おねがいして います。",
        colon: "：",
        stop: "。"
    )
}
