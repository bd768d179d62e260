/// The words of signing in, of accounts and of their members. Easy Japanese speaks as Japanese does here: who signs in
/// works with the registry.
struct AccountWords: Sendable {
    var formErrors: String
    var signInTitle: String
    var signInLead: String
    var signInAddress: String
    var signInPassword: String
    var signInCode: String
    var signInCodeHint: String
    var signInButton: String
    var signInForgot: String
    var signInJoin: String
    var proveTitle: String
    var proveLead: String
    var proveButton: String
    var joinTitle: String
    var joinLead: String
    var joinName: String
    var joinOrganisation: String
    var joinOrganisationEN: String
    var joinCountry: String
    var joinCountryHint: String
    var joinNumber: String
    var joinNumberHint: String
    var joinProof: String
    var joinProofHint: String
    var joinLanguage: String
    var joinButton: String
    var joinSentTitle: String
    var joinSentLead: String
    var joinSentNext: String
    var joinEndTitle: String
    var joinEndLead: String
    var joinEndButton: String
    var passwordNew: String
    var passwordHint: String
    var passwordTitle: String
    var passwordButton: String
    var resetTitle: String
    var resetLead: String
    var resetButton: String
    var resetSentTitle: String
    var resetSentLead: String
    var resetEndTitle: String
    var resetDoneTitle: String
    var resetDoneLead: String
    var accountTitle: String
    var accountRoles: String
    var accountSecurity: String
    var accountPassword: String
    var accountChange: String
    var accountCodes: String
    var accountCodesOn: String
    var accountCodesOff: String
    var accountCodesSetUp: String
    var accountCodesAgain: String
    var accountMustEnrol: String
    var accountSessions: String
    var accountThis: String
    var accountSince: String
    var accountSeen: String
    var accountEnd: String
    var accountEndOthers: String
    var accountSignOut: String
    var codesTitle: String
    var codesLead: String
    var codesScan: String
    var codesType: String
    var codesCode: String
    var codesCodeHint: String
    var codesButton: String
    var codesWrong: String
    var recoveryTitle: String
    var recoveryLead: String
    var recoveryOnce: String
    var recoveryDone: String
    var membersTitle: String
    var membersSelf: String
    var membersClosed: String
    var membersRoles: String
    var membersChange: String
    var membersClose: String
    var membersInvite: String
    var membersInviteLead: String
    var membersSend: String
    var membersSent: String
    var membersChanged: String
    var membersErase: String
    var membersEraseLead: String
    var membersEraseReason: String
    var membersEraseReasonHint: String
    var membersErased: String
    var membersOpen: String
    var membersInvitedBy: String
    var membersUntil: String
    var membersEndInvitation: String
    var accountErase: String
    var accountEraseLead: String
    var accountEraseFinal: String
    var accountErased: String
    var accountErasedLead: String
    var erasedAccount: String
    var accountKept: String
    var accountKeep: String
    var accountKeepHint: String
    var diaryTitle: String
    var diaryLead: String
    var diaryActor: String
    var diaryVerb: String
    var diarySubject: String
    var diaryDetail: String
    var diaryRevision: String
    var diaryMoment: String
    var diaryButton: String
    var diaryFile: String
    var diaryNone: String
    var diaryOlder: String

    /// What stands in the place of a name that was erased.
    func erased(_ id: Int64) -> String { "\(erasedAccount) \(id)" }

    /// The name of an account among those that were read with a page: an erased one has an empty name.
    static func name(_ id: Int64, in names: [Int64: String], or other: String, _ language: Language) -> String {
        guard let name = names[id] else { return other }
        return name.isEmpty ? words(language).erased(id) : name
    }

    static func words(_ language: Language) -> AccountWords { language == .en ? english : japanese }

    static let japanese = AccountWords(
        formErrors: "次の点を確認してください",
        signInTitle: "サインイン",
        signInLead: "製造者、評価機関、登録簿の運営者のためのページです。ラベルを調べるだけなら、サインインは要りません。",
        signInAddress: "メールアドレス",
        signInPassword: "パスワード",
        signInCode: "ワンタイムコード",
        signInCodeHint: "設定している場合だけ入力します。6桁のコード、または回復コード。",
        signInButton: "サインインする",
        signInForgot: "パスワードを忘れた",
        signInJoin: "製造者として登録する",
        proveTitle: "もう一度ご本人の確認",
        proveLead: "大切な操作のため、パスワードとワンタイムコードをもう一度入力してください。このあと10分間は、続けて操作できます。",
        proveButton: "確認して続ける",
        joinTitle: "製造者の登録",
        joinLead: "登録すると、ラベルの申請と更新ができます。確認のメールを送りますので、届いたページから続けてください。",
        joinName: "担当者の氏名",
        joinOrganisation: "組織の名称（日本語）",
        joinOrganisationEN: "組織の名称（英語）",
        joinCountry: "国",
        joinCountryHint: "JP、DE のような2文字",
        joinNumber: "法人番号",
        joinNumberHint: "13桁の数字。日本の組織は必ず入力します。",
        joinProof: "日本国外の組織：登記簿の名称と番号",
        joinProofHint: "例：Handelsregister Berlin HRB 12345",
        joinLanguage: "メールの言語",
        joinButton: "確認のメールを送る",
        joinSentTitle: "メールを送りました",
        joinSentLead: "このアドレスが使える場合は、まもなくメールが届きます。24時間以内に、メールにあるページを開いてください。",
        joinSentNext: "届かないときは、迷惑メールのフォルダーとアドレスの綴りを確かめてください。",
        joinEndTitle: "アカウントの開始",
        joinEndLead: "パスワードを決めると、アカウントを使い始められます。",
        joinEndButton: "アカウントを使い始める",
        passwordNew: "新しいパスワード",
        passwordHint: "15文字以上。いくつかの単語をつなげた文が、覚えやすく破られにくいパスワードになります。",
        passwordTitle: "パスワードの変更",
        passwordButton: "パスワードを変える",
        resetTitle: "パスワードの再設定",
        resetLead: "登録したメールアドレスに、新しいパスワードを決めるためのページを送ります。",
        resetButton: "メールを送る",
        resetSentTitle: "メールを送りました",
        resetSentLead: "このアドレスにアカウントがある場合は、まもなくメールが届きます。30分以内に、メールにあるページを開いてください。",
        resetEndTitle: "新しいパスワード",
        resetDoneTitle: "パスワードを変更しました",
        resetDoneLead: "ほかの端末のサインインはすべて終わりました。新しいパスワードでサインインしてください。",
        accountTitle: "アカウント",
        accountRoles: "役割",
        accountSecurity: "サインインの設定",
        accountPassword: "パスワード",
        accountChange: "変更する",
        accountCodes: "ワンタイムコード",
        accountCodesOn: "設定済み。残りの回復コード：",
        accountCodesOff: "設定していません",
        accountCodesSetUp: "設定する",
        accountCodesAgain: "設定し直す",
        accountMustEnrol: "この役割には、ワンタイムコードの設定が必要です。",
        accountSessions: "サインイン中の端末",
        accountThis: "この端末",
        accountSince: "開始",
        accountSeen: "最後の利用",
        accountEnd: "終わらせる",
        accountEndOthers: "ほかの端末をすべて終わらせる",
        accountSignOut: "サインアウトする",
        codesTitle: "ワンタイムコードの設定",
        codesLead: "認証アプリが30秒ごとに作る6桁のコードを、サインインに加えます。パスワードが知られても、ほかの人は入れません。",
        codesScan: "認証アプリで読み取る",
        codesType: "読み取れないときは、次の文字を入力してください。",
        codesCode: "アプリに出たコード",
        codesCodeHint: "6桁の数字",
        codesButton: "設定を終える",
        codesWrong: "コードが合いません。端末の時刻が正しいことを確かめてください",
        recoveryTitle: "回復コード",
        recoveryLead: "認証アプリを失ったとき、コードの代わりに1つずつ使えます。1つは一度だけ使えます。印刷するか、安全な場所に保管してください。",
        recoveryOnce: "このコードは、ここで一度だけ表示します。",
        recoveryDone: "保管しました",
        membersTitle: "組織のアカウント",
        membersSelf: "（ご本人）",
        membersClosed: "（終了）",
        membersRoles: "役割",
        membersChange: "役割を変える",
        membersClose: "アカウントを終了する",
        membersInvite: "担当者を招待する",
        membersInviteLead: "招待のメールを送ります。相手は7日以内にパスワードを決めます。",
        membersSend: "招待を送る",
        membersSent: "招待を送りました。",
        membersChanged: "変更しました。",
        membersErase: "個人データを消去する",
        membersEraseLead: "氏名、メールアドレス、サインインの情報を消します。元に戻せません。行ったことの記録は、番号とともに残ります。",
        membersEraseReason: "消去の理由",
        membersEraseReasonHint: "記録簿に残ります。氏名やアドレスは書かないでください。",
        membersErased: "個人データを消去しました。",
        membersOpen: "回答を待っている招待",
        membersInvitedBy: "招待した人",
        membersUntil: "期限",
        membersEndInvitation: "招待を取り消す",
        accountErase: "アカウントの個人データを消去する",
        accountEraseLead:
            "氏名、メールアドレス、パスワード、ワンタイムコード、サインイン中の端末、APIキーを消し、申請にある氏名と連絡先も消します。提出した書類のファイルの中と、公開されたラベルの記載は変わりません。",
        accountEraseFinal: "元に戻せません。同じメールアドレスで、あとから新しく登録することはできます。",
        accountErased: "個人データを消去しました",
        accountErasedLead: "サインインはすべて終わりました。行ったことの記録は、番号だけとともに残ります。",
        erasedAccount: "消去済みアカウント",
        accountKept: "保管している照合",
        accountKeep: "{{years}}年間保管する",
        accountKeepHint: "サインインが必要です。行と結果を、照合した日から{{years}}年間、同じアドレスで開けます。",
        diaryTitle: "記録簿",
        diaryLead: "だれが、いつ、何をしたかの記録です。書き換えることはできません。",
        diaryActor: "行った人",
        diaryVerb: "行ったこと",
        diarySubject: "対象",
        diaryDetail: "詳細",
        diaryRevision: "改訂番号",
        diaryMoment: "時刻",
        diaryButton: "絞り込む",
        diaryFile: "CSVで受け取る",
        diaryNone: "該当する記録はありません。",
        diaryOlder: "さらに前"
    )
}
