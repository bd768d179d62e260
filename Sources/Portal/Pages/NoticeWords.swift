import Registry
import Store

/// The words of letters and notices, for their readers and for the office. Easy Japanese speaks as Japanese does here.
struct NoticeWords: Sendable {
    var lettersTitle: String
    var lettersLead: String
    var lettersBacklog: String
    /// Before the number of letters that a fault of the registry's own holds back.
    var lettersHeld: String
    var lettersHeldLead: String
    var lettersDead: String
    var lettersNone: String
    var lettersKind: String
    var lettersTo: String
    var lettersQueued: String
    var lettersWhy: String
    var lettersReplay: String
    var lettersNext: String
    var lettersDone: String
    var noticesOffice: String
    var noticesOfficeLead: String
    var noticesOfficeNone: String
    var noticesOfficeNext: String
    var noticesLabel: String
    var noticesEnd: String
    var noticesAnswer: String
    var noticesOfLabel: String
    var noticesNext: String
    /// Of a label whose extension is not decided.
    var noticesPending: String
    /// A mail server's refusal, with `#` where its number stands.
    var lettersRefused: String
    var choicesTitle: String
    var choicesLead: String
    var choicesSave: String
    var choicesDone: String
    var stopTitle: String
    var stopLead: String
    var stopButton: String
    var stopDoneTitle: String
    var stopDoneLead: String
    var stopAccount: String
    /// How a letter is called.
    var kinds: [Letter.Kind: String]
    /// What became of a notice.
    var states: [Notice.State: String]
    /// What a choice is about.
    var topics: [LetterTopic: String]
    /// With `#` where the number of days stands.
    var noticeBefore: String
    var noticeAfter: String
    var noticeGraceEnd: String

    static func words(_ language: Language) -> NoticeWords { language == .en ? english : japanese }

    /// One day is `1 day` in English.
    private func counted(_ text: String, _ days: Int) -> String {
        (days == 1 ? text.replacing("# days", with: "# day") : text).replacing("#", with: String(days))
    }

    /// Why a letter was given up: a server's refusal in words, everything else as it was recorded.
    func why(_ outcome: String) -> String {
        guard outcome.hasPrefix("reply 5"), let end = outcome.firstRange(of: ", curl ") else { return outcome }
        return lettersRefused.replacing("#", with: outcome[..<end.lowerBound].dropFirst("reply ".count))
    }

    /// Why somebody is told.
    func milestone(_ milestone: Milestone) -> String {
        switch milestone {
        case .before(let days): counted(noticeBefore, days)
        case .after(let days): counted(noticeAfter, days)
        case .graceEnd: noticeGraceEnd
        }
    }
}

extension NoticeWords {
    static let japanese = NoticeWords(
        lettersTitle: "手紙とお知らせ",
        lettersLead: "届けられなかった手紙と、だれにも知らせられなかったお知らせです。",
        lettersBacklog: "送信を待つ手紙",
        lettersHeld: "登録所の側の理由で送れない手紙",
        lettersHeldLead: "メールの設定か、登録所が使うメールサーバーを確かめてください。ほかの手紙も、その後ろで待っています。直れば、そのまま送られます。宛先に問題があるとは扱いません。",
        lettersDead: "届けられなかった手紙",
        lettersNone: "届けられなかった手紙はありません。",
        lettersKind: "種類",
        lettersTo: "宛先",
        lettersQueued: "作成",
        lettersWhy: "理由",
        lettersReplay: "もう一度送る",
        lettersNext: "次の手紙",
        lettersDone: "記録しました。",
        noticesOffice: "窓口から知らせるもの",
        noticesOfficeLead: "製造者に届く宛先がありません。ほかの方法で知らせたら、対応済みにしてください。",
        noticesOfficeNone: "窓口から知らせるものはありません。",
        noticesOfficeNext: "次のお知らせ一覧",
        noticesLabel: "登録番号",
        noticesEnd: "有効期限",
        noticesAnswer: "対応済みにする",
        noticesOfLabel: "お知らせの記録",
        noticesNext: "次のお知らせ",
        noticesPending: "延長を申請中です。決まるまで、期限が近いことはお知らせしません。",
        lettersRefused: "宛先のメールサーバーが断りました（#）",
        choicesTitle: "受け取るお知らせ",
        choicesLead: "補正、請求、不承認のように期限のあるお知らせは、いつも届きます。",
        choicesSave: "保存する",
        choicesDone: "保存しました。",
        stopTitle: "このお知らせを止めますか",
        stopLead: "止めるのは、このアカウントに届くこの種類のお知らせだけです。期限のあるお知らせは、これからも届きます。",
        stopButton: "止める",
        stopDoneTitle: "このお知らせは止まっています",
        stopDoneLead: "このアカウントには、この種類のお知らせを送りません。受け取るには、アカウントのページで選び直してください。",
        stopAccount: "受け取るお知らせを選ぶ",
        kinds: [
            .confirmAddress: "アドレスの確認", .accountExists: "登録の申し込み", .invitation: "招待",
            .resetPassword: "パスワードの再設定", .accountChanged: "アカウントの変更", .signInsRefused: "サインインの停止",
            .digest: "有効期限のお知らせ", .applicationReturned: "差戻し", .applicationCorrection: "補正のお願い",
            .applicationAccepted: "受理", .applicationInvoiced: "請求", .applicationPaid: "入金の確認",
            .applicationIssued: "手続きの終了", .applicationRefused: "不承認", .assessmentFindings: "指摘",
            .assessmentAssigned: "評価の依頼", .endpointPaused: "Webhookの停止", .endpointEnded: "Webhookの終了",
            .confirmWatch: "通知の申し込みの確認", .watchDigest: "変化の通知", .watchOver: "変化の通知の終わり",
        ],
        states: [
            .planned: "送信待ち", .queued: "送信待ち", .sent: "送信済み", .overtaken: "次のお知らせに含めました",
            .suppressed: "不要になりました", .failed: "届きませんでした", .escalated: "届きませんでした", .waiting: "窓口が連絡します",
            .answered: "窓口が対応しました",
        ],
        topics: [.labelEnds: "ラベルの有効期限のお知らせ", .applicationSteps: "申請の進み具合（受理、入金、発行など）"],
        noticeBefore: "期限の#日前",
        noticeAfter: "期限の#日後",
        noticeGraceEnd: "猶予の終わり"
    )

    static let english = NoticeWords(
        lettersTitle: "Letters and notices",
        lettersLead: "Letters that could not be delivered, and notices for which nobody could be reached.",
        lettersBacklog: "Letters waiting to be sent",
        lettersHeld: "Letters held back by a fault of ours",
        lettersHeldLead:
            "Others wait behind them. Look at the settings of mail and at the server that takes our mail. When it is "
            + "mended they go by themselves. Nothing of this counts against their recipients.",
        lettersDead: "Letters given up",
        lettersNone: "No letter was given up.",
        lettersKind: "Kind",
        lettersTo: "To",
        lettersQueued: "Made",
        lettersWhy: "Why",
        lettersReplay: "Send again",
        lettersNext: "Next letters",
        lettersDone: "Recorded.",
        noticesOffice: "For the office to tell",
        noticesOfficeLead:
            "No address of the manufacturer can be reached. When you have told them in another way, mark it as done.",
        noticesOfficeNone: "Nothing is for the office to tell.",
        noticesOfficeNext: "Next notices",
        noticesLabel: "Registration number",
        noticesEnd: "Last valid day",
        noticesAnswer: "Mark as done",
        noticesOfLabel: "What was told",
        noticesNext: "Next notice",
        noticesPending: "An extension is applied for. Until it is decided, nobody is told that the end is near.",
        lettersRefused: "refused by the recipient's mail server (#)",
        choicesTitle: "Letters you get",
        choicesLead: "Letters with a deadline, such as corrections, invoices and refusals, always come.",
        choicesSave: "Save",
        choicesDone: "Saved.",
        stopTitle: "Stop these letters?",
        stopLead:
            "Only letters of this kind to this account stop. Letters with a deadline go on.",
        stopButton: "Stop them",
        stopDoneTitle: "These letters are stopped",
        stopDoneLead:
            "No letters of this kind are sent to this account. To get them again, choose them on the page of your account.",
        stopAccount: "Choose your letters",
        kinds: [
            .confirmAddress: "address to be confirmed", .accountExists: "registration asked for",
            .invitation: "invitation", .resetPassword: "new password", .accountChanged: "account changed",
            .signInsRefused: "sign-ins held back", .digest: "ends of labels", .applicationReturned: "handed back",
            .applicationCorrection: "correction asked for", .applicationAccepted: "accepted",
            .applicationInvoiced: "invoice", .applicationPaid: "payment recorded", .applicationIssued: "issued",
            .applicationRefused: "refused", .assessmentFindings: "findings", .assessmentAssigned: "to be assessed",
            .endpointPaused: "webhooks held back", .endpointEnded: "webhook endpoint ended",
            .confirmWatch: "watch to be confirmed", .watchDigest: "changes of a watch", .watchOver: "watch over",
        ],
        states: [
            .planned: "to be sent", .queued: "to be sent", .sent: "sent", .overtaken: "told with a later one",
            .suppressed: "no longer needed", .failed: "not delivered", .escalated: "not delivered",
            .waiting: "the office will tell you", .answered: "the office dealt with it",
        ],
        topics: [.labelEnds: "Ends of labels", .applicationSteps: "Steps of applications (accepted, paid, issued)"],
        noticeBefore: "# days before the end",
        noticeAfter: "# days after the end",
        noticeGraceEnd: "end of the time allowed"
    )
}
