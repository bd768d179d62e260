/// The words of watches: what somebody without an account follows.
struct WatchWords: Sendable {
    var watchTitle: String
    var watchLead: String
    var watchEmail: String
    var watchUntil: String
    var watchUntilHint: String
    var watchLanguage: String
    var watchButton: String
    /// With `#` where what is followed stands, here and below.
    var watchWhat: String
    /// With `#` where the day stands, here and below.
    var watchThrough: String
    var watchAllLabels: String
    var watchOfCheck: String
    var watchSentTitle: String
    var watchSentLead: String
    var watchSentNext: String
    var watchConfirmTitle: String
    var watchConfirmLead: String
    var watchConfirmButton: String
    var watchStartedTitle: String
    var watchStartedLead: String
    var watchPageTitle: String
    var watchChoose: String
    var watchMove: String
    var watchStop: String
    var watchSave: String
    var watchMoved: String
    var watchStoppedTitle: String
    var watchStoppedLead: String
    var watchOverTitle: String
    var watchOverLead: String
    var watchSeeList: String
    var watchSeeCheck: String

    static func words(_ language: Language) -> WatchWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }
}

extension WatchWords {
    static let japanese = WatchWords(
        watchTitle: "変化をメールで受け取る",
        watchLead: "アカウントは要りません。状態や期限が変わったとき、期限が近づいたときに、1日1通まで知らせます。",
        watchEmail: "メールアドレス",
        watchUntil: "いつまで",
        watchUntilHint: "契約の終わりなど、5年後までの日。例：2027-03-31",
        watchLanguage: "メールの言語",
        watchButton: "確認のメールを受け取る",
        watchWhat: "通知の対象：#",
        watchThrough: "通知の期限：#",
        watchAllLabels: "すべてのラベル",
        watchOfCheck: "#の照合で見つかったラベル",
        watchSentTitle: "確認のメールをお送りします",
        watchSentLead: "24時間以内に、メールにあるページを開いてボタンを押すと始まります。押すまでは、ほかに何も届きません。",
        watchSentNext: "一つのアドレスに送るのは10分に1通までです。届かないときは、アドレスを確かめてから、時間をおいてお試しください。",
        watchConfirmTitle: "通知の申し込みの確認",
        watchConfirmLead: "ボタンを押すと始まります。いつでもやめられます。",
        watchConfirmButton: "通知を始める",
        watchStartedTitle: "通知を始めました",
        watchStartedLead: "変化があったときだけ、1日1通までメールで知らせます。変更ややめるためのページは、どのメールからも開けます。",
        watchPageTitle: "変化の通知",
        watchChoose: "どうしますか",
        watchMove: "期限を変える",
        watchStop: "通知をやめる",
        watchSave: "決める",
        watchMoved: "期限を変えました。",
        watchStoppedTitle: "通知をやめました",
        watchStoppedLead: "これから何も届きません。メールアドレスは通知の記録から削除しました。",
        watchOverTitle: "通知は終わりました",
        watchOverLead: "期限が過ぎました。続けるには、一覧か照合のページからもう一度お申し込みください。",
        watchSeeList: "一覧を見る",
        watchSeeCheck: "受付票を見る"
    )

    static let english = WatchWords(
        watchTitle: "Get changes by mail",
        watchLead:
            "No account is needed. You are told when a standing or a last valid day changes or an end comes near, "
            + "once a day at most.",
        watchEmail: "Mail address",
        watchUntil: "Through which day",
        watchUntilHint: "A contract's end, for example; at most five years from now. Such as 2027-03-31",
        watchLanguage: "Language of the mail",
        watchButton: "Get a mail to confirm",
        watchWhat: "What is followed: #",
        watchThrough: "Through: #",
        watchAllLabels: "all labels",
        watchOfCheck: "the labels found by the check of #",
        watchSentTitle: "A mail to confirm is on its way",
        watchSentLead:
            "Open the page named in it within 24 hours and press the button. Until then nothing else is sent.",
        watchSentNext:
            "One address gets at most one such mail in ten minutes. If nothing comes, check the address and try again "
            + "later.",
        watchConfirmTitle: "Confirm what you want to follow",
        watchConfirmLead: "It begins when you press the button. You can stop it at any time.",
        watchConfirmButton: "Begin to follow",
        watchStartedTitle: "You follow this now",
        watchStartedLead:
            "You get a mail only when something changed, once a day at most. Each of them links to the page on which "
            + "you change or stop this.",
        watchPageTitle: "What you follow",
        watchChoose: "What do you want to do?",
        watchMove: "Change the last day",
        watchStop: "Stop following",
        watchSave: "Do it",
        watchMoved: "The last day was changed.",
        watchStoppedTitle: "You do not follow this any more",
        watchStoppedLead: "Nothing more is sent. Your mail address was deleted from what is followed.",
        watchOverTitle: "This is over",
        watchOverLead: "Its last day has passed. To go on, ask again from a list or a check.",
        watchSeeList: "See the list",
        watchSeeCheck: "See the receipt"
    )

    static let easyJapanese = WatchWords(
        watchTitle: "[変化|へんか]を メールで しる",
        watchLead: "アカウントは いりません。ようすや おわりの [日|ひ]が かわったとき、[1日|いちにち]に 1[回|かい]まで メールを おくります。",
        watchEmail: "メールアドレス",
        watchUntil: "いつまで",
        watchUntilHint: "5[年|ねん]あとまでの [日|ひ]。[例|れい]：2027-03-31",
        watchLanguage: "メールの ことば",
        watchButton: "たしかめる メールを もらう",
        watchWhat: "しらせるもの：#",
        watchThrough: "おわりの [日|ひ]：#",
        watchAllLabels: "ぜんぶの ラベル",
        watchOfCheck: "#に しらべて みつかった ラベル",
        watchSentTitle: "たしかめる メールを おくります",
        watchSentLead: "24[時間|じかん]までに メールの ページを ひらいて、ボタンを おしてください。おすまで ほかの メールは きません。",
        watchSentNext: "メールは 10[分|ぷん]に 1[回|かい]までです。こないときは、アドレスを たしかめて、あとで もう[一度|いちど] ためしてください。",
        watchConfirmTitle: "たしかめてください",
        watchConfirmLead: "ボタンを おすと はじまります。いつでも やめられます。",
        watchConfirmButton: "はじめる",
        watchStartedTitle: "はじめました",
        watchStartedLead: "[変化|へんか]が あったときだけ メールを おくります。やめるときは、メールから ページを ひらいてください。",
        watchPageTitle: "しらせるもの",
        watchChoose: "どうしますか",
        watchMove: "おわりの [日|ひ]を かえる",
        watchStop: "やめる",
        watchSave: "きめる",
        watchMoved: "おわりの [日|ひ]を かえました。",
        watchStoppedTitle: "やめました",
        watchStoppedLead: "もう メールは きません。メールアドレスは [消|け]しました。",
        watchOverTitle: "おわりました",
        watchOverLead: "おわりの [日|ひ]が すぎました。つづけるときは、もう[一度|いちど] [申|もう]し[込|こ]んでください。",
        watchSeeList: "[一覧|いちらん]を みる",
        watchSeeCheck: "[受付票|うけつけひょう]を みる"
    )
}
