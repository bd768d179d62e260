/// The words of feeds and calendars in one language; plain text, `{0}` is a slot.
struct FeedWords: Sendable {
    var newsTitle: String
    var endsTitle: String
    var test: String
    var fictional: String
    /// `{0}` days before `{1}`; on the eve `endingTomorrow`.
    var ending: String
    var endingTomorrow: String
    var lapsed: String
    var lastDay: String
    var counts: String
    var holds: String
    var moot: String
    var pending: String
    /// `{0}` of `{1}` labels are there.
    var cut: String
    var graceEnd: String
    var graceMoot: String
    var filing: String
    var filingMoot: String
    var correctionDue: String
    var invoiceDue: String
    var deadlineMoot: String
    /// `{0}` is whose.
    var heldTitle: String
    /// `{0}` is an application's number.
    var application: String
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
        endingTomorrow: "One day left, last day {1}",
        lapsed: "Lapsed, last day was {0}",
        lastDay: "Last day of the label",
        counts: "Counts from {0}.",
        holds: "Last day: {0}.",
        moot: "This end no longer counts: {0}, from {1}.",
        pending: "An extension was applied for.",
        cut: "{0} of {1} labels are here: those that end next, then those that ended last.",
        graceEnd: "Last day of the time allowed while the extension is pending",
        graceMoot: "The extension is no longer pending, or the label ended: this day means nothing any more.",
        filing: "Last day to file the extension, by times of the past",
        filingMoot: "An extension was filed, or the label ended: this day means nothing any more.",
        correctionDue: "A correction is due",
        invoiceDue: "A payment is due",
        deadlineMoot: "It was met, or is no longer asked for.",
        heldTitle: "{0}: labels and applications",
        application: "Application {0}",
        colon: ": ",
        stop: "."
    )

    static let japanese = FeedWords(
        newsTitle: "ラベルの動き",
        endsTitle: "ラベルの有効期限",
        test: "【試験】",
        fictional: "【架空】",
        ending: "残り{0}日（有効期限 {1}）",
        endingTomorrow: "残り1日（有効期限 {1}）",
        lapsed: "期限切れ（有効期限 {0}）",
        lastDay: "ラベルの有効期限",
        counts: "{0}から。",
        holds: "有効期限 {0}。",
        moot: "この期限はなくなりました: {0}（{1}から）。",
        pending: "延長が申請されています。",
        cut: "{1}件のうち{0}件を示しています。これから期限を迎えるもの、最近期限が過ぎたものの順です。",
        graceEnd: "延長申請中の猶予の最終日",
        graceMoot: "延長申請は審査中でなくなったか、ラベルが終了したため、この日に意味はなくなりました。",
        filing: "延長申請の最終日の目安（過去の実績から）",
        filingMoot: "延長が申請されたか、ラベルが終了したため、この日に意味はなくなりました。",
        correctionDue: "補正の期限",
        invoiceDue: "お支払いの期限",
        deadlineMoot: "済んだか、求められなくなりました。",
        heldTitle: "{0}：ラベルと申請",
        application: "申請 {0}",
        colon: "：",
        stop: "。"
    )

    static let easyJapanese = FeedWords(
        newsTitle: "ラベルに あった こと",
        endsTitle: "ラベルの さいごの 日",
        test: "【ためし】",
        fictional: "【つくった データ】",
        ending: "あと {0}日（さいごの 日 {1}）",
        endingTomorrow: "あと 1日（さいごの 日 {1}）",
        lapsed: "期間が おわりました（さいごの 日 {0}）",
        lastDay: "ラベルの さいごの 日",
        counts: "{0} から。",
        holds: "さいごの 日 {0}。",
        moot: "この 日では なくなりました: {0}（{1} から）。",
        pending: "「もっと 長く」と おねがいして います。",
        cut: "{1}この うち {0}こを 出して います。これから おわる もの、さいきん おわった ものの じゅんです。",
        graceEnd: "「もっと 長く」を しらべて いる あいだの さいごの 日",
        graceMoot: "この 日は もう 関係 ありません。",
        filing: "「もっと 長く」と おねがいする 目安の さいごの 日（これまでの 記録から）",
        filingMoot: "この 日は もう 関係 ありません。",
        correctionDue: "なおして 出す 日",
        invoiceDue: "お金を はらう 日",
        deadlineMoot: "おわったか、もう いりません。",
        heldTitle: "{0}：ラベルと おねがい",
        application: "おねがい {0}",
        colon: "：",
        stop: "。"
    )
}
