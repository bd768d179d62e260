import Registry

/// The words of the page that words a tender, in one language. The tender's own sentences are in `TenderWording`.
struct TenderWords: Sendable {
    var tenderTitle: String
    var tenderLead: String
    var tenderLevel: String
    var tenderCategories: String
    var tenderCategoriesHint: String
    var tenderOn: String
    var tenderOnHint: String
    var tenderThrough: String
    var tenderThroughHint: String
    var tenderButton: String
    var tenderClosed: String
    var tenderJapanese: String
    var tenderEnglish: String
    var tenderAddress: String
    var tenderAddressMeans: String
    var tenderRules: String
    var tenderRulesLead: String
    var tenderInForce: String
    var tenderUnsure: String
    var tenderNotInForce: String
    var tenderRuleLevel: String
    var tenderRuleFrom: String
    var tenderRuleState: String
    var tenderRuleDay: String
    var tenderUnknown: String
    var tenderPerComponent: String
    var stateInForce: String
    var stateDirection: String
    var stateNotPromulgated: String
    var statePlanned: String
    var stateFinalised: String
    var daySelection: String
    var dayContractApplication: String
    var dayBid: String
    var dayApplication: String

    static func words(_ language: Language) -> TenderWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }

    func word(_ state: ProcurementState) -> String {
        switch state {
        case .inForce: stateInForce
        case .directionOnly: stateDirection
        case .notPromulgated: stateNotPromulgated
        case .planned: statePlanned
        case .finalised: stateFinalised
        }
    }

    func word(_ day: DecisiveDay?) -> String {
        switch day {
        case .selection: daySelection
        case .contractApplication: dayContractApplication
        case .bid: dayBid
        case .application: dayApplication
        case nil: tenderUnknown
        }
    }

    static let japanese = TenderWords(
        tenderTitle: "調達仕様書の文例",
        tenderLead: "JC-STARの適合ラベルを求めるときの文を、日本語と英語で作ります。そのまま仕様書に貼り付けられます。",
        tenderLevel: "求めるレベル（このレベル以上）",
        tenderCategories: "製品の区分",
        tenderCategoriesHint: "選ばなければ、区分を限らない文になります。区分はこの登録簿のもので、制度の公式の区分は二つだけ知られています。",
        tenderOn: "基準日",
        tenderOnHint: "ラベルが有効であるかを判断する日。書かなければ、提出期限の日とします。",
        tenderThrough: "納入期限",
        tenderThroughHint: "この日まで引き続き有効であることを求めます。",
        tenderButton: "文を作る",
        tenderClosed: "{{.}}は、基準日に申請を受け付けていることが確認できません。このレベルを求めると、応じられる製品がないおそれがあります。",
        tenderJapanese: "日本語の文",
        tenderEnglish: "英語の文",
        tenderAddress: "条件に合うラベルの一覧",
        tenderAddressMeans: "次のアドレスは変わりません。この登録簿にないことは、ラベルがないことを意味しません。",
        tenderRules: "ラベルを求める規則",
        tenderRulesLead: "基準日に適用中のものから並べています。日や月が分からないものは、分からないままにしています。",
        tenderInForce: "適用中",
        tenderUnsure: "適用の開始日が定まらない",
        tenderNotInForce: "適用前、または適用が決まっていない",
        tenderRuleLevel: "レベル",
        tenderRuleFrom: "開始",
        tenderRuleState: "状況",
        tenderRuleDay: "判断する日",
        tenderUnknown: "不明",
        tenderPerComponent: "構成要素ごとに登録番号が要ります。",
        stateInForce: "施行済み",
        stateDirection: "方針のみ",
        stateNotPromulgated: "公布前",
        statePlanned: "予定",
        stateFinalised: "要件確定",
        daySelection: "選定の日",
        dayContractApplication: "契約申込みの日",
        dayBid: "入札の日",
        dayApplication: "申請の日"
    )

    static let english = TenderWords(
        tenderTitle: "Words for a tender",
        tenderLead: "Sentences that ask for a JC-STAR conformance label, in Japanese and English, ready to paste.",
        tenderLevel: "Level asked for, or higher",
        tenderCategories: "Product categories",
        tenderCategoriesHint:
            "None chosen means any. The categories are this registry’s; only two of the scheme’s own are known.",
        tenderOn: "Decisive day",
        tenderOnHint: "The day on which the label must be valid. Left empty, the closing day for tenders.",
        tenderThrough: "Last day of delivery",
        tenderThroughHint: "The label must stay valid through it.",
        tenderButton: "Write the sentences",
        tenderClosed:
            "{{.}} is not known to be open for applications on the decisive day. A tender that asks for it may be met by no product.",
        tenderJapanese: "In Japanese",
        tenderEnglish: "In English",
        tenderAddress: "Labels that fit",
        tenderAddressMeans: "This address does not change. What is not in this registry may still have a label.",
        tenderRules: "Rules that ask for a label",
        tenderRulesLead:
            "Those in force on the decisive day stand first. Where a day or month is not known, it is left so.",
        tenderInForce: "In force",
        tenderUnsure: "Its first day is not known",
        tenderNotInForce: "Not yet in force, or not settled",
        tenderRuleLevel: "Level",
        tenderRuleFrom: "From",
        tenderRuleState: "State",
        tenderRuleDay: "Decisive day",
        tenderUnknown: "Not known",
        tenderPerComponent: "Each component needs a registration number of its own.",
        stateInForce: "in force",
        stateDirection: "a direction only",
        stateNotPromulgated: "not promulgated",
        statePlanned: "planned",
        stateFinalised: "requirements settled",
        daySelection: "day of selection",
        dayContractApplication: "day of applying for the contract",
        dayBid: "day of the bid",
        dayApplication: "day of application"
    )

    static let easyJapanese = TenderWords(
        tenderTitle: "買う ときの 文",
        tenderLead: "「ラベルが ある 製品が ほしい」と 書く 文を 作ります。役所や 会社の 人が 使います。",
        tenderLevel: "ほしい ★の 数（これより 多くても いいです）",
        tenderCategories: "製品の しゅるい",
        tenderCategoriesHint: "えらばない ときは、どの しゅるいでも いい という 文に なります。",
        tenderOn: "きめる 日",
        tenderOnHint: "この日に ラベルが 有効（ゆうこう）か 見ます。",
        tenderThrough: "とどける 日",
        tenderThroughHint: "この日まで ラベルが 有効な 製品に します。",
        tenderButton: "文を 作る",
        tenderClosed: "{{.}}は、まだ はじまっていないかも しれません。合う 製品が ないかも しれません。",
        tenderJapanese: "日本語の 文",
        tenderEnglish: "英語の 文",
        tenderAddress: "合う ラベルの 一覧（いちらん）",
        tenderAddressMeans: "この 場所は かわりません。ここに なくても、「ラベルが ない」という 意味では ありません。",
        tenderRules: "ラベルが いる 決まり",
        tenderRulesLead: "いま 使っている 決まりが 上に あります。わからない 日は、わからないと 書きます。",
        tenderInForce: "使っています",
        tenderUnsure: "はじまる 日が わかりません",
        tenderNotInForce: "まだ 使っていません",
        tenderRuleLevel: "★",
        tenderRuleFrom: "はじまり",
        tenderRuleState: "ようす",
        tenderRuleDay: "見る 日",
        tenderUnknown: "わかりません",
        tenderPerComponent: "部品（ぶひん）ごとに 登録番号が いります。",
        stateInForce: "はじまりました",
        stateDirection: "考えだけ",
        stateNotPromulgated: "まだ きまっていません",
        statePlanned: "よてい",
        stateFinalised: "中身は きまりました",
        daySelection: "えらぶ 日",
        dayContractApplication: "もうしこむ 日",
        dayBid: "値段を 出す 日",
        dayApplication: "もうしこむ 日"
    )
}
