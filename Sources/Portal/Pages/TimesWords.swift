import Registry

/// The words that tell how long applications take, in one language.
struct TimesWords: Sendable {
    var timesTitle: String
    var timesLead: String
    /// First day, last day, how many applications.
    var timesWindow: String
    var timesNone: String
    var timesWhole: String
    var timesStates: String
    var timesState: String
    var timesTurn: String
    var timesApplicant: String
    var timesOffice: String
    var timesKind: String
    var timesNew: String
    var timesExtension: String
    var timesChange: String
    var timesWithdrawal: String
    var timesAssurance: String
    var timesSelfDeclared: String
    var timesThirdParty: String
    var timesCount: String
    var timesMedian: String
    var timesNinetieth: String
    var timesTooFew: String
    var timesDay: String
    /// How many.
    var timesDays: String
    var timesHow: String
    /// The most applications that are looked at, the days looked back upon.
    var timesHowWhich: String
    var timesHowCounted: String
    var timesHowRank: String
    /// The fewest applications behind a figure.
    var timesHowFew: String
    var timesData: String
    /// The day, the days that nine in ten took, how many there were.
    var timesFilingBy: String
    var timesFilingByNew: String
    var timesFilingOpening: String
    var timesFilingPassed: String
    var timesFilingUnknown: String
    /// The label's last day.
    var timesGrace: String
    /// The longest grace.
    var timesGraceLongest: String
    var timesUsual: String
    /// How many applications, the days that half of them took.
    var timesUsualDays: String

    static func words(_ language: Language) -> TimesWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }

    func word(_ kind: ApplicationKind) -> String {
        switch kind {
        case .new: timesNew
        case .extension: timesExtension
        case .change: timesChange
        case .withdrawal: timesWithdrawal
        }
    }

    func word(_ assurance: Assurance) -> String {
        switch assurance {
        case .selfDeclared: timesSelfDeclared
        case .thirdParty: timesThirdParty
        }
    }
}

extension TimesWords {
    private static let japanese = TimesWords(
        timesTitle: "申請にかかる期間",
        timesLead: "この登録簿で、これまでの申請にかかった日数です。過去の実績であり、これからの期間を約束するものではありません。",
        timesWindow: "{0} から {1} までに認められた申請 {2} 件",
        timesNone: "この期間に認められた申請は、まだありません。",
        timesWhole: "最初の提出から決定まで",
        timesStates: "状態ごとの期間",
        timesState: "状態",
        timesTurn: "手元にある側",
        timesApplicant: "申請者",
        timesOffice: "登録簿または評価機関",
        timesKind: "申請の種類",
        timesNew: "新規申請",
        timesExtension: "延長申請",
        timesChange: "変更届",
        timesWithdrawal: "自主取下げ",
        timesAssurance: "確認のしかた",
        timesSelfDeclared: "自己適合宣言",
        timesThirdParty: "評価機関による評価",
        timesCount: "件数",
        timesMedian: "中央値",
        timesNinetieth: "10件のうち9件",
        timesTooFew: "件数不足",
        timesDay: "1日",
        timesDays: "{0}日",
        timesHow: "計算のしかた",
        timesHowWhich: "過去{1}日間に認められた申請のうち、新しいものから{0}件までを数えます。拒否・取下げ・進行中の申請は含みません。",
        timesHowCounted: "状態ごとの日数は、1件の申請がその状態にあった時間の合計です。24時間を1日とし、端数は切り上げます。",
        timesHowRank: "中央値は、短い順に並べて半分目（端数は切り上げ）の値です。「10件のうち9件」は、9割目（端数は切り上げ）の値で、9割以上の申請がその日数以内でした。",
        timesHowFew: "{0}件に満たないときは、日数を示しません。",
        timesData: "JSONで見る",
        timesFilingBy: "有効期限までに決定を受けるには、{0} までに提出してください。延長申請10件のうち9件は、{1}以内に決定しました（過去1年に認められた{2}件）。",
        timesFilingByNew:
            "有効期限までに決定を受けるには、{0} までに提出してください。新規申請10件のうち9件は、{1}以内に決定しました（過去1年に認められた{2}件）。延長申請の実績は、まだ十分にありません。",
        timesFilingOpening:
            "延長申請ができるようになる {0} に提出してください。これまで10件のうち9件は{1}以内に決定しましたが（過去1年に認められた{2}件）、これは有効期限までの日数より長いためです。",
        timesFilingPassed: "10件のうち9件が期限までに決定する目安の日は {0} でした（{1}以内に決定、過去1年に認められた{2}件）。これからでも提出できます。",
        timesFilingUnknown: "いつまでに提出すれば有効期限までに決定するかは、まだ実績が少なく、わかりません。",
        timesGrace: "有効期限の {0} までに提出されたラベルは、期限を過ぎても決定までは「失効猶予（延長申請中）」となり、失効しません。「有効」とは表示されません。",
        timesGraceLongest: "失効猶予は長くても{0}です。",
        timesUsual: "この状態の期間の目安",
        timesUsualDays: "過去1年に認められた{0}件の半分は、この状態が{1}以内でした"
    )

    private static let english = TimesWords(
        timesTitle: "How long applications take",
        timesLead: "The days that applications to this registry took. These are figures of its past and no promise.",
        timesWindow: "Granted from {0} through {1}: {2} applications",
        timesNone: "No application was granted in this time yet.",
        timesWhole: "From the first submission to the decision",
        timesStates: "Time in each state",
        timesState: "State",
        timesTurn: "Waits for",
        timesApplicant: "the applicant",
        timesOffice: "the registry or a laboratory",
        timesKind: "Application",
        timesNew: "New label",
        timesExtension: "Extension",
        timesChange: "Change",
        timesWithdrawal: "Label given up",
        timesAssurance: "Assurance",
        timesSelfDeclared: "self-declared",
        timesThirdParty: "assessed by a laboratory",
        timesCount: "Applications",
        timesMedian: "Half took up to",
        timesNinetieth: "Nine in ten took up to",
        timesTooFew: "too few",
        timesDay: "1 day",
        timesDays: "{0} days",
        timesHow: "How this is computed",
        timesHowWhich:
            "Of the applications granted in the last {1} days, the newest {0} at most. What was refused, withdrawn or is under way is not counted.",
        timesHowCounted:
            "An application's time in a state is the sum of its stays there. A day is 24 hours; a begun day counts as a whole one.",
        timesHowRank:
            "Times are put in ascending order. Half took up to the one at half of their number, nine in ten up to the one at nine tenths of it, rounded up.",
        timesHowFew: "Of fewer than {0} applications no days are told.",
        timesData: "The same as JSON",
        timesFilingBy:
            "To be decided before the label ends, file by {0}: nine in ten renewals took up to {1} ({2} granted in the last year).",
        timesFilingByNew:
            "To be decided before the label ends, file by {0}: nine in ten new applications took up to {1} ({2} granted in the last year). Of renewals too little is known yet.",
        timesFilingOpening:
            "File on {0}, the day the renewal opens: nine in ten took up to {1} ({2} granted in the last year), longer than there is until the label ends.",
        timesFilingPassed:
            "The day by which nine in ten were decided in time was {0}: they took up to {1} ({2} granted in the last year). You can still file.",
        timesFilingUnknown:
            "Too little is known yet to say by when to file so that it is decided before the label ends.",
        timesGrace:
            "A label whose renewal is filed by its last day, {0}, does not lapse then: it stands in grace until the renewal is decided. Grace is shown as grace, not as valid.",
        timesGraceLongest: "Grace lasts {0} at most.",
        timesUsual: "Usual time in this state",
        timesUsualDays: "half of {0} applications granted in the last year spent up to {1} in it"
    )

    private static let easyJapanese = TimesWords(
        timesTitle: "申し込みに かかる 日数",
        timesLead: "この 登録簿で、今までの 申し込みに かかった 日数です。今までの 数字です。これからの 約束では ありません。",
        timesWindow: "{0} から {1} までに 認められた 申し込み：{2}件",
        timesNone: "この 間に 認められた 申し込みは、まだ ありません。",
        timesWhole: "初めて 出してから 決まるまで",
        timesStates: "ようすごとの 日数",
        timesState: "ようす",
        timesTurn: "だれが する 番か",
        timesApplicant: "申し込んだ 人",
        timesOffice: "登録簿か、評価する 会社",
        timesKind: "申し込みの 種類",
        timesNew: "新しい ラベル",
        timesExtension: "ラベルを のばす",
        timesChange: "変える",
        timesWithdrawal: "ラベルを やめる",
        timesAssurance: "だれが 確かめるか",
        timesSelfDeclared: "作った 会社が 自分で",
        timesThirdParty: "評価する 会社が",
        timesCount: "件数",
        timesMedian: "半分は この日数まで",
        timesNinetieth: "10件の うち 9件は この日数まで",
        timesTooFew: "数が 足りません",
        timesDay: "1日",
        timesDays: "{0}日",
        timesHow: "数え方",
        timesHowWhich: "今までの {1}日に 認められた 申し込みを、新しい ものから {0}件まで 数えます。認められなかった もの、やめた もの、まだ 決まって いない ものは 数えません。",
        timesHowCounted: "ようすごとの 日数は、その ようすに いた 時間を 全部 足した ものです。24時間が 1日です。1日に 足りない ときは 1日と 数えます。",
        timesHowRank: "短い 順に ならべます。半分の ところの 日数と、10件の うち 9件の ところの 日数を 書きます。",
        timesHowFew: "{0}件より 少ない ときは、日数を 書きません。",
        timesData: "JSONで 見る",
        timesFilingBy: "ラベルが 終わる 前に 決めて もらうには、{0} までに 出してください。10件の うち 9件は {1}までに 決まりました（今までの 1年に 認められた {2}件）。",
        timesFilingByNew:
            "ラベルが 終わる 前に 決めて もらうには、{0} までに 出してください。新しい 申し込みは、10件の うち 9件が {1}までに 決まりました（今までの 1年に 認められた {2}件）。のばす 申し込みの ことは、まだ よく わかりません。",
        timesFilingOpening:
            "申し込みが 始まる {0} に 出してください。10件の うち 9件は {1}までに 決まりました（今までの 1年に 認められた {2}件）。ラベルが 終わるまでの 日数より 長いです。",
        timesFilingPassed: "間に 合う 目安の 日は {0} でした（10件の うち 9件が {1}までに 決まりました。今までの 1年に 認められた {2}件）。今からでも 出せます。",
        timesFilingUnknown: "いつまでに 出せば いいか、まだ わかりません。数が 足りません。",
        timesGrace: "ラベルの 最後の 日 {0} までに 出せば、決まるまで ラベルは「失効猶予（延長申請中）」です。なくなりません。「有効」とは 出ません。",
        timesGraceLongest: "いちばん 長くて {0}です。",
        timesUsual: "この ようすの 日数の 目安",
        timesUsualDays: "今までの 1年に 認められた {0}件の 半分は、{1}まででした"
    )
}
