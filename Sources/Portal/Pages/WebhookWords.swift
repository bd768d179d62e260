import Registry
import Store

/// The words of an organisation's endpoints. Easy Japanese speaks as Japanese does here.
struct WebhookWords: Sendable {
    var webhooksTitle: String
    var webhooksLead: String
    var webhooksNone: String
    var webhooksFailing: String
    var webhooksNew: String
    var webhooksURL: String
    var webhooksURLHint: String
    var webhooksLabel: String
    var webhooksEvents: String
    var webhooksChallenge: String
    var webhooksButton: String
    var webhookDone: String
    var webhookSecret: String
    var webhookSecretOnce: String
    var webhookState: String
    var webhookMade: String
    var webhookFailing: String
    var webhookFormer: String
    var webhookAsk: String
    var webhookTest: String
    var webhookPause: String
    var webhookPaused: String
    var webhookResume: String
    var webhookRotate: String
    var webhookRotateLead: String
    var webhookFormerLead: String
    var webhookEndFormer: String
    var webhookEnd: String
    var webhookEndLead: String
    var webhookLog: String
    var webhookLogNone: String
    var webhookAttempts: String
    var webhookNext: String
    var webhookReplay: String
    var webhookMore: String
    var webhookUnproven: String
    var webhookActive: String
    var webhookHeld: String
    var webhookEnded: String
    var deliveryWaiting: String
    var deliverySent: String
    var deliveryDead: String
    var deliveryMoot: String

    static func words(_ language: Language) -> WebhookWords { language == .en ? english : japanese }

    func name(_ state: Endpoint.State) -> String {
        switch state {
        case .unproven: webhookUnproven
        case .active: webhookActive
        case .paused: webhookHeld
        case .ended: webhookEnded
        }
    }

    func name(_ state: KeptDelivery.State) -> String {
        switch state {
        case .waiting: deliveryWaiting
        case .sent: deliverySent
        case .dead: deliveryDead
        case .moot: deliveryMoot
        }
    }

    static let japanese = WebhookWords(
        webhooksTitle: "Webhook",
        webhooksLead: "組織のラベルや申請に何かあったとき、登録したアドレスへ機械が読める形で知らせます（Standard Webhooks）。",
        webhooksNone: "受け取り口はまだありません。",
        webhooksFailing: "送信が失敗しています",
        webhooksNew: "受け取り口を登録する",
        webhooksURL: "アドレス",
        webhooksURLHint: "https:// で始まる、公開されたホストのアドレス",
        webhooksLabel: "名前（なくてもかまいません）",
        webhooksEvents: "知らせる内容",
        webhooksChallenge:
            "登録すると、まず endpoint.challenge が届きます。data.challenge の文字列だけを本文にして、1時間以内に200番台で答えてください。それまで、ほかには何も送りません。",
        webhooksButton: "登録する",
        webhookDone: "受け付けました。結果は下の記録に表示されます。",
        webhookSecret: "署名の秘密",
        webhookSecretOnce: "この秘密は、ここで一度だけ表示します。受け取り側で署名を確かめるのに使います。安全な場所に保管してください。",
        webhookState: "状態",
        webhookMade: "登録",
        webhookFailing: "失敗が続いている時期（から）",
        webhookFormer: "前の秘密でも署名する期限",
        webhookAsk: "もう一度確認を送る",
        webhookTest: "試しに送る",
        webhookPause: "一時停止する",
        webhookPaused: "一時停止しています。その間の出来事は待っていて、再開すると送られます。",
        webhookResume: "再開する",
        webhookRotate: "秘密を新しくする",
        webhookRotateLead: "新しい秘密を作ります。24時間は、前の秘密による署名も付けます。",
        webhookFormerLead: "以前のシークレットでの署名を、期限より前に終了します。受け取り側が新しいシークレットに切り替わっていることを確かめてください。",
        webhookEndFormer: "以前のシークレットを終了する",
        webhookEnd: "終了する",
        webhookEndLead: "これから何も送りません。元には戻せません。",
        webhookLog: "送信の記録",
        webhookLogNone: "まだ何も送っていません。",
        webhookAttempts: "試行",
        webhookNext: "次の試行",
        webhookReplay: "もう一度送る",
        webhookMore: "前の記録",
        webhookUnproven: "確認待ち",
        webhookActive: "送信中",
        webhookHeld: "一時停止",
        webhookEnded: "終了",
        deliveryWaiting: "待機中",
        deliverySent: "送信済み",
        deliveryDead: "送信できませんでした",
        deliveryMoot: "不要になりました"
    )

    static let english = WebhookWords(
        webhooksTitle: "Webhooks",
        webhooksLead:
            "When something happens to your organisation's labels or applications, the addresses here are told in a form for machines (Standard Webhooks).",
        webhooksNone: "There are no endpoints yet.",
        webhooksFailing: "failing",
        webhooksNew: "Add an endpoint",
        webhooksURL: "Address",
        webhooksURLHint: "Begins with https:// and names a public host",
        webhooksLabel: "Name (may be left out)",
        webhooksEvents: "What it is told of",
        webhooksChallenge:
            "The first message is endpoint.challenge. Answer it within an hour with a status from 200 to 299 and a body that is the text of data.challenge and nothing else. Until then nothing more is sent.",
        webhooksButton: "Add the endpoint",
        webhookDone: "Taken. What comes of it is shown in the log below.",
        webhookSecret: "The signing secret",
        webhookSecretOnce:
            "The secret is shown here once. The receiving side checks signatures with it. Keep it in a safe place.",
        webhookState: "State",
        webhookMade: "Added",
        webhookFailing: "Failing since",
        webhookFormer: "The former secret signs as well until",
        webhookAsk: "Send the challenge again",
        webhookTest: "Send a test",
        webhookPause: "Pause",
        webhookPaused: "It is paused. What happens meanwhile waits and is sent when you resume it.",
        webhookResume: "Resume",
        webhookRotate: "Make a new secret",
        webhookRotateLead: "Makes a new secret. For 24 hours messages are signed with the former one as well.",
        webhookFormerLead:
            "Ends signing with the former secret before its time. Make sure that the receiving side knows the new one.",
        webhookEndFormer: "End the former secret",
        webhookEnd: "End it",
        webhookEndLead: "Nothing more is sent. This cannot be undone.",
        webhookLog: "Log",
        webhookLogNone: "Nothing was sent yet.",
        webhookAttempts: "attempts",
        webhookNext: "next",
        webhookReplay: "Send again",
        webhookMore: "Earlier",
        webhookUnproven: "waiting for its answer",
        webhookActive: "active",
        webhookHeld: "paused",
        webhookEnded: "ended",
        deliveryWaiting: "waiting",
        deliverySent: "sent",
        deliveryDead: "given up",
        deliveryMoot: "overtaken"
    )
}
