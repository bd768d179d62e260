/// The words of the keys for machines. Easy Japanese speaks as Japanese does here.
struct KeyWords: Sendable {
    var keysTitle: String
    var keysLead: String
    var keysNone: String
    var keysMade: String
    var keysOnce: String
    var keysSince: String
    var keysUntil: String
    var keysEndedAt: String
    var keysUsed: String
    var keysUnused: String
    var keysReplaced: String
    var keysEnd: String
    var keysEnded: String
    var keysRotate: String
    var keysRotateLead: String
    var keysOverlap: String
    var keysNew: String
    var keysName: String
    var keysNameHint: String
    var keysScopes: String
    var keysDays: String
    var keysDaysHint: String
    var keysButton: String

    static func words(_ language: Language) -> KeyWords { language == .en ? english : japanese }

    static let japanese = KeyWords(
        keysTitle: "APIキー",
        keysLead: "機械から登録簿を使うためのキーです。キーでできるのは、お持ちの役割のうち、選んだ範囲だけです。",
        keysNone: "キーはまだありません。",
        keysMade: "新しいキー",
        keysOnce: "このキーは、ここで一度だけ表示します。安全な場所に保管し、アドレスやメールには書かないでください。",
        keysSince: "作成",
        keysUntil: "期限",
        keysEndedAt: "終了",
        keysUsed: "最後の利用",
        keysUnused: "まだ使われていません",
        keysReplaced: "（新しいキーに交換済み）",
        keysEnd: "無効にする",
        keysEnded: "キーを無効にしました。",
        keysRotate: "新しいキーに交換する",
        keysRotateLead: "同じ範囲、同じ長さの新しいキーを作ります。前のキーは、選んだ日数だけ使えます。",
        keysOverlap: "前のキーを残す日数（0〜7）",
        keysNew: "キーを作る",
        keysName: "名前",
        keysNameHint: "どの機械で使うかがわかる名前",
        keysScopes: "範囲",
        keysDays: "有効期間（日）",
        keysDaysHint: "1〜365日",
        keysButton: "キーを作る"
    )

    static let english = KeyWords(
        keysTitle: "API keys",
        keysLead:
            "Keys let machines use the registry: within your own roles, and only as far as the scopes you choose.",
        keysNone: "There are no keys yet.",
        keysMade: "The new key",
        keysOnce:
            "The key is shown here once. Keep it in a safe place, and write it into no address and no letter.",
        keysSince: "Made",
        keysUntil: "Ends",
        keysEndedAt: "Ended",
        keysUsed: "Last used",
        keysUnused: "Not used yet",
        keysReplaced: "(replaced by a new key)",
        keysEnd: "End this key",
        keysEnded: "The key has ended.",
        keysRotate: "Replace it by a new key",
        keysRotateLead:
            "Makes a new key of the same scopes and length. The former one stays good for the days you state.",
        keysOverlap: "Days the former key stays good (0 to 7)",
        keysNew: "Make a key",
        keysName: "Name",
        keysNameHint: "Tells which machine uses it",
        keysScopes: "Scopes",
        keysDays: "Lasts (days)",
        keysDaysHint: "1 to 365",
        keysButton: "Make the key"
    )
}
