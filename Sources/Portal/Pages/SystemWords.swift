import Registry

/// The words of the check of a system in one language, beside those of every check.
struct SystemWords: Sendable {
    var systemTitle: String
    var systemLead: String
    var systemPaste: String
    var systemPasteHint: String
    var systemExample: String
    var systemExampleRows: String
    var systemLevel: String
    var systemMeans: String
    var systemRules: String
    var systemSheet: String
    var systemPass: String
    var systemFail: String
    var systemReview: String
    var systemComponent: String
    var systemAsked: String
    var systemNumber: String
    var systemNotAsked: String
    var systemModel: String
    var systemHeld: String
    var systemDiagram: String
    var systemMatter: String
    var systemBy: String
    var systemOn: String
    var systemPrint: String

    static func words(_ language: Language) -> SystemWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }

    /// The whole system's verdict as a sentence.
    func word(_ verdict: CheckResult.Outcome) -> String {
        switch verdict {
        case .pass: systemPass
        case .fail: systemFail
        case .review: systemReview
        }
    }

    static let japanese = SystemWords(
        systemTitle: "構成機器の一覧を照合する",
        systemLead: "蓄電システムなど、複数の機器で構成されるシステムの一覧を渡すと、構成機器ごとに、求めるレベルのラベルがあるか照合します。",
        systemPaste: "構成機器の一覧を貼り付ける",
        systemPasteHint: "1行目は見出しです。「構成機器」の列と、登録番号または型番の列が要ります。「要求レベル」の列があれば行ごとに見ます。",
        systemExample: "例（表計算ソフトからそのまま貼れます）：",
        systemExampleRows: "構成機器,要求レベル,登録番号,型番,製造者\nBMS,STAR-1,（登録番号）,（型番）,（製造者）\nPCS,STAR-1,,（型番）,（製造者）\n変圧器,不要,,,",
        systemLevel: "要求レベルの書かれていない行に求める水準",
        systemMeans: "一つの構成機器のラベルは、ほかの構成機器やシステム全体のラベルにはなりません。ここに示すのは登録簿の記録であり、システムの安全性ではありません。",
        systemRules: "構成機器ごとに登録番号を求める規則",
        systemSheet: "構成機器の照合票",
        systemPass: "すべての構成機器について、登録簿の記録が条件を満たします",
        systemFail: "条件を満たさない構成機器があります",
        systemReview: "人が確かめる必要のある構成機器があります",
        systemComponent: "構成機器",
        systemAsked: "要求レベル",
        systemNumber: "登録番号",
        systemNotAsked: "求められていない",
        systemModel: "型番",
        systemHeld: "レベル",
        systemDiagram: "構成図を求める様式には、構成図を別に添えてください。",
        systemMatter: "案件名",
        systemBy: "確認者",
        systemOn: "確認日",
        systemPrint: "印刷してファイルできます。同じ結果は受付票のアドレスで確かめられます。"
    )

    static let english = SystemWords(
        systemTitle: "Check a system",
        systemLead:
            "For a system of several devices, such as a storage plant: each component is compared with the labels of this registry, at the level asked of it.",
        systemPaste: "Paste the list of components",
        systemPasteHint:
            "The first row is a header. It needs a column \"component\" and one of registration numbers or models; a column \"required level\" is read row by row.",
        systemExample: "For example, as copied from a spreadsheet:",
        systemExampleRows:
            "component,required level,registration number,model,manufacturer\nBMS,STAR-1,(number),(model),(maker)\nPCS,STAR-1,,(model),(maker)\nTransformer,none,,,",
        systemLevel: "Level asked of rows that name none",
        systemMeans:
            "The label of one component is no label of another, nor of the system. What stands here are the records of this registry, not a judgement of the system's security.",
        systemRules: "Rules that ask for a number per component",
        systemSheet: "Sheet of a system check",
        systemPass: "What is recorded meets the conditions for every component",
        systemFail: "Some components do not meet the conditions",
        systemReview: "Some components need a person to look",
        systemComponent: "Component",
        systemAsked: "Level asked",
        systemNumber: "Registration",
        systemNotAsked: "Not asked for",
        systemModel: "Model",
        systemHeld: "Level",
        systemDiagram: "Where a form asks for a diagram of the system, attach it.",
        systemMatter: "Matter",
        systemBy: "Checked by",
        systemOn: "Date",
        systemPrint: "Print it and file it. The address of the receipt confirms the same result."
    )

    static let easyJapanese = SystemWords(
        systemTitle: "システムの 機器（きき）を しらべる",
        systemLead: "いくつかの 機器で できた システムの リストを おくってください。機器ごとに、この 登録簿（とうろくぼ）の ラベルと くらべます。",
        systemPaste: "機器の リストを はる",
        systemPasteHint: "1行目は 見出し（みだし）です。「構成機器（こうせいきき）」の 列（れつ）と、登録番号（とうろくばんごう）か 型番（かたばん）の 列が いります。",
        systemExample: "例（れい）：",
        systemExampleRows: "構成機器,要求レベル,登録番号,型番,製造者\nBMS,STAR-1,（登録番号）,（型番）,（製造者）\nPCS,STAR-1,,（型番）,（製造者）\n変圧器,不要,,,",
        systemLevel: "レベルが 書いていない 行に いる レベル",
        systemMeans: "1つの 機器の ラベルは、ほかの 機器や システム ぜんぶの ラベルでは ありません。ここに あるのは 登録簿の 記録（きろく）です。「安全」と いう 意味（いみ）では ありません。",
        systemRules: "機器ごとに 番号（ばんごう）が いる きまり",
        systemSheet: "システムを しらべた 紙",
        systemPass: "ぜんぶの 機器で、登録簿の 記録は 条件（じょうけん）に 合っています",
        systemFail: "条件に 合っていない 機器が あります",
        systemReview: "人が 見なければ ならない 機器が あります",
        systemComponent: "機器（きき）",
        systemAsked: "いる レベル",
        systemNumber: "登録番号（とうろくばんごう）",
        systemNotAsked: "いらない",
        systemModel: "型番（かたばん）",
        systemHeld: "レベル",
        systemDiagram: "図（ず）が いる ときは、べつに つけてください。",
        systemMatter: "しごとの 名前",
        systemBy: "見た 人",
        systemOn: "日",
        systemPrint: "印刷（いんさつ）できます。受付票（うけつけひょう）の アドレスで、同じ 結果（けっか）を 見られます。"
    )
}
