import Registry

/// The words of the claim linter in one language; those on where a row comes from are used beside other rules too.
struct ClaimWords: Sendable {
    var claimTitle: String
    var claimLead: String
    var claimText: String
    var claimTextHint: String
    var claimState: String
    var claimStateHint: String
    var claimStateNone: String
    var claimButton: String
    var claimResult: String
    var claimNothing: String
    var claimNothingMeans: String
    var claimFoundMeans: String
    var claimByState: String
    var claimStateSays: String
    var claimAlways: String
    var claimNotLegal: String
    var claimNoSource: String
    var verdictForbidden: String
    var verdictNeedsNumber: String
    var verdictPermitted: String
    var verdictApplies: String
    var verdictConsequence: String
    var verdictUnknown: String
    var confirmed: String
    var reported: String
    var seed: String
    var unverified: String
    var fictional: String

    static func words(_ language: Language) -> ClaimWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }

    func word(_ verdict: ClaimReading.Verdict) -> String {
        switch verdict {
        case .forbidden: verdictForbidden
        case .needsProvisionalNumber: verdictNeedsNumber
        case .permitted: verdictPermitted
        case .unknown: verdictUnknown
        }
    }

    func word(_ verdict: ClaimRule.Verdict?) -> String {
        switch verdict {
        case .forbidden: verdictForbidden
        case .permitted: verdictPermitted
        case .needsProvisionalNumber: verdictNeedsNumber
        case .applies: verdictApplies
        case .consequence: verdictConsequence
        case nil: verdictUnknown
        }
    }

    func word(_ confidence: Provenance.Confidence) -> String {
        switch confidence {
        case .confirmed: confirmed
        case .reported: reported
        case .seed: seed
        case .unverified: unverified
        case .fictional: fictional
        }
    }

    static let japanese = ClaimWords(
        claimTitle: "表示の文を確かめる",
        claimLead: "JC-STARのラベルについて書いた文を、知られている使用の規則と照らし合わせます。送られた文は保存しません。",
        claimText: "確かめる文",
        claimTextHint: "日本語か英語で、2000文字まで。",
        claimState: "申請またはラベルの状態",
        claimStateHint: "取得予定などの表現は、状態によって扱いが変わります。",
        claimStateNone: "指定しない",
        claimButton: "確かめる",
        claimResult: "結果",
        claimNothing: "知られている規則に当たる言葉は見つかりませんでした。",
        claimNothingMeans: "使ってよいという意味ではありません。使用条件はほかに五つあり、その内容はここでは分かっていません。",
        claimFoundMeans: "印をつけた言葉が規則に当たります。印のないところを使ってよいという意味ではありません。",
        claimByState: "状態による扱い：",
        claimStateSays: "この状態での表示",
        claimAlways: "どの文にも関わること",
        claimNotLegal: "これは法律上の助言でも、制度を運営するIPAの見解でもありません。最後は手引きの本文で確かめてください。",
        claimNoSource: "出典なし",
        verdictForbidden: "使えない表現",
        verdictNeedsNumber: "仮登録番号を得て示すまで使えない表現",
        verdictPermitted: "使える表現（手引きの範囲で）",
        verdictApplies: "当てはまる",
        verdictConsequence: "起こりうること",
        verdictUnknown: "扱いは分かっていない",
        confirmed: "確かさ：公表された本文で確認",
        reported: "確かさ：二次資料による",
        seed: "確かさ：低い（制度の規則としては確認できていない）",
        unverified: "確かさ：未確認",
        fictional: "架空の見本"
    )

    static let english = ClaimWords(
        claimTitle: "Check what you say",
        claimLead:
            "Holds a sentence about a JC-STAR label against the known rules on its use. Nothing you send is kept.",
        claimText: "The sentence",
        claimTextHint: "In Japanese or English, up to 2000 characters.",
        claimState: "State of the application or the label",
        claimStateHint: "Wordings that announce a coming label depend on it.",
        claimStateNone: "Not said",
        claimButton: "Check",
        claimResult: "Result",
        claimNothing: "No known rule is touched.",
        claimNothingMeans:
            "That is no permission. Five more use conditions exist whose content is not known here.",
        claimFoundMeans: "The marked words touch a rule. What is not marked is not thereby permitted.",
        claimByState: "Because of the state:",
        claimStateSays: "In this state",
        claimAlways: "What bears on every sentence",
        claimNotLegal:
            "This is neither legal advice nor the word of IPA, which runs the scheme. The guidance itself has the last word.",
        claimNoSource: "No source",
        verdictForbidden: "Not to be used",
        verdictNeedsNumber: "Not to be used until a provisional number is obtained and shown",
        verdictPermitted: "May be used within the guidance",
        verdictApplies: "Applies",
        verdictConsequence: "May follow",
        verdictUnknown: "Not known",
        confirmed: "Certainty: read in the published text",
        reported: "Certainty: by a secondary publication",
        seed: "Certainty: low; not confirmed as a rule of the scheme",
        unverified: "Certainty: unverified",
        fictional: "Invented sample"
    )

    static let easyJapanese = ClaimWords(
        claimTitle: "ラベルの 文を しらべる",
        claimLead: "ラベルに ついて 書いた 文を、ルールと くらべます。文は のこしません。",
        claimText: "しらべる 文",
        claimTextHint: "日本語か 英語で 書いてください。2000文字まで。",
        claimState: "ラベルは いま どうですか",
        claimStateHint: "「これから もらう」という 文は、これで かわります。",
        claimStateNone: "言わない",
        claimButton: "しらべる",
        claimResult: "わかったこと",
        claimNothing: "知っている ルールに 合わない ことばは ありません。",
        claimNothingMeans: "「使って いい」という 意味では ありません。わからない ルールが ほかに 5つ あります。",
        claimFoundMeans: "しるしの ある ことばを 見てください。しるしの ない ことばも、「使って いい」という 意味では ありません。",
        claimByState: "いまの ようす：",
        claimStateSays: "いまの ようすの とき",
        claimAlways: "どの 文でも 知っておくこと",
        claimNotLegal: "これは IPAの ことばでは ありません。本当の ルールは IPAの ページを 見てください。",
        claimNoSource: "もとの 文は ありません",
        verdictForbidden: "使えません",
        verdictNeedsNumber: "仮登録番号（かりとうろくばんごう）を 見せるまで 使えません",
        verdictPermitted: "ルールの 中で 使えます",
        verdictApplies: "どの 文でも おなじです",
        verdictConsequence: "こうなる ことが あります",
        verdictUnknown: "わかりません",
        confirmed: "ルールの 文で たしかめました",
        reported: "ほかの 人が 書いた ものです",
        seed: "あまり たしかでは ありません",
        unverified: "まだ たしかめていません",
        fictional: "見本です"
    )
}
