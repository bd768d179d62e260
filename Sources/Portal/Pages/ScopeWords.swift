import Registry

/// The words of the scope check in one language.
struct ScopeWords: Sendable {
    var scopeTitle: String
    var scopeLead: String
    var scopeYes: String
    var scopeNo: String
    var scopeHardware: String
    var scopeHardwareHint: String
    var scopeGeneral: String
    var scopeGeneralHint: String
    var scopeLinks: String
    var scopeLinksHint: String
    var scopePhone: String
    var scopePhoneHint: String
    var scopeThrough: String
    var scopeCategory: String
    var scopeButton: String
    var scopeMissing: String
    var scopeLevel: String
    var scopeClosed: String
    var scopeAssurance: String
    var scopeSelfDeclared: String
    var scopeThirdParty: String
    var scopeFee: String
    var scopeFeeUnknown: String
    var scopeAdvised: String
    var scopeNotBinding: String
    var inScope: String
    var outNoHardware: String
    var outGeneralPurpose: String
    var outBluetoothOnly: String
    var outNoIP: String
    var undetermined: String
    var ethernet: String
    var wifi: String
    var cellular: String
    var thread: String
    var bluetooth: String
    var zigbee: String
    var otherLink: String

    static func words(_ language: Language) -> ScopeWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }

    func word(_ outcome: ScopeRule.Outcome) -> String {
        switch outcome {
        case .inScope: inScope
        case .noHardware: outNoHardware
        case .generalPurpose: outGeneralPurpose
        case .bluetoothOnly: outBluetoothOnly
        case .noIP: outNoIP
        case .undetermined: undetermined
        }
    }

    func word(_ link: ScopeAnswers.Link) -> String {
        switch link {
        case .ethernet: ethernet
        case .wifi: wifi
        case .cellular: cellular
        case .thread: thread
        case .bluetooth: bluetooth
        case .zigbee: zigbee
        case .other: otherLink
        }
    }

    func word(_ question: ScopeAnswers.Question) -> String {
        switch question {
        case .hardware: scopeHardware
        case .generalPurpose: scopeGeneral
        case .links: scopeLinks
        case .phone: scopePhone
        case .throughAnother: scopeThrough
        }
    }

    private static let japanese = ScopeWords(
        scopeTitle: "対象かどうかを調べる",
        scopeLead: "製品がJC-STARの対象になるかを、公表されている考え方から調べます。アカウントは要らず、答えは保存しません。",
        scopeYes: "はい",
        scopeNo: "いいえ",
        scopeHardware: "機器がありますか",
        scopeHardwareHint: "ソフトウェアやクラウドサービスだけの場合は「いいえ」。",
        scopeGeneral: "利用者が後からセキュリティ対策を容易に追加できますか",
        scopeGeneralHint: "パソコン、タブレット、スマートフォンは「はい」。",
        scopeLinks: "どの方法で通信しますか",
        scopeLinksHint: "当てはまるものをすべて選びます。",
        scopePhone: "身に着けて、スマートフォンに頼って使う機器ですか",
        scopePhoneHint: "Bluetoothだけで通信する場合に答えます。",
        scopeThrough: "ほかの機器を経由してのみインターネットにつながりますか",
        scopeCategory: "製品の区分",
        scopeButton: "調べる",
        scopeMissing: "答えが要る問い：",
        scopeLevel: "レベル",
        scopeClosed: "まだ申請できません。いま申請できるレベル：",
        scopeAssurance: "適合の根拠",
        scopeSelfDeclared: "製造者の自己適合宣言",
        scopeThirdParty: "評価機関による評価",
        scopeFee: "きょう受領された場合の新規申請の手数料（税込）",
        scopeFeeUnknown: "公表されていません",
        scopeAdvised: "この区分についての一評価機関の助言（制度の規則ではありません）：",
        scopeNotBinding: "この結果は目安です。対象かどうかは、制度の運営者が決めます。",
        inScope: "対象になると考えられます",
        outNoHardware: "対象外と考えられます：機器がありません",
        outGeneralPurpose: "対象外と考えられます：汎用のIT機器です",
        outBluetoothOnly: "対象外と考えられます：スマートフォンに頼るBluetoothのみの機器です",
        outNoIP: "対象外と考えられます：IP通信をしません",
        undetermined: "まだ決められません",
        ethernet: "有線LAN",
        wifi: "Wi-Fi",
        cellular: "携帯回線（4G、5G、LTE-Mなど）",
        thread: "Thread、6LoWPAN",
        bluetooth: "Bluetooth",
        zigbee: "Zigbee、Z-Wave",
        otherLink: "IPを使わないその他の方法"
    )

    private static let english = ScopeWords(
        scopeTitle: "Is my product in scope?",
        scopeLead:
            "Looks at a product by what is published on the scope of JC-STAR. No account is needed and no answer is kept.",
        scopeYes: "Yes",
        scopeNo: "No",
        scopeHardware: "Is there a device?",
        scopeHardwareHint: "No, if it is software or a cloud service alone.",
        scopeGeneral: "Can its user easily add security to it?",
        scopeGeneralHint: "Yes, for a computer, a tablet or a phone.",
        scopeLinks: "How does it communicate?",
        scopeLinksHint: "Choose everything that applies.",
        scopePhone: "Is it worn, and does it rely on a phone?",
        scopePhoneHint: "Needed where it talks by Bluetooth alone.",
        scopeThrough: "Does it reach the internet only through another device?",
        scopeCategory: "Kind of product",
        scopeButton: "Look",
        scopeMissing: "Still to be answered:",
        scopeLevel: "Level",
        scopeClosed: "Not open. Levels available today:",
        scopeAssurance: "Assurance",
        scopeSelfDeclared: "declared by the manufacturer",
        scopeThirdParty: "assessed by an evaluation body",
        scopeFee: "Fee of a new application received today, tax included",
        scopeFeeUnknown: "not published",
        scopeAdvised: "What one laboratory advises for this kind of product (not a rule of the scheme):",
        scopeNotBinding: "This is a guide. Whether a product is in scope is decided by the scheme's owner.",
        inScope: "It seems to be in scope",
        outNoHardware: "It seems to be out of scope: there is no device",
        outGeneralPurpose: "It seems to be out of scope: it is general-purpose IT equipment",
        outBluetoothOnly: "It seems to be out of scope: a Bluetooth-only wearable that relies on a phone",
        outNoIP: "It seems to be out of scope: it does not communicate over IP",
        undetermined: "This cannot be said yet",
        ethernet: "Wired network",
        wifi: "Wi-Fi",
        cellular: "Cellular (4G, 5G, LTE-M …)",
        thread: "Thread, 6LoWPAN",
        bluetooth: "Bluetooth",
        zigbee: "Zigbee, Z-Wave",
        otherLink: "Another way without IP"
    )

    private static let easyJapanese = ScopeWords(
        scopeTitle: "ラベルの 対象か 調べる",
        scopeLead: "製品が JC-STARの 対象か どうかを 調べます。アカウントは いりません。答えは 残しません。",
        scopeYes: "はい",
        scopeNo: "いいえ",
        scopeHardware: "機械が ありますか",
        scopeHardwareHint: "ソフトウェアや クラウドだけの ときは「いいえ」です。",
        scopeGeneral: "使う人が あとから セキュリティを かんたんに 足せますか",
        scopeGeneralHint: "パソコン、タブレット、スマートフォンは「はい」です。",
        scopeLinks: "どうやって つながりますか",
        scopeLinksHint: "あてはまるものを 全部 選んでください。",
        scopePhone: "体に つけて、スマートフォンと いっしょに 使いますか",
        scopePhoneHint: "Bluetoothだけの ときに 答えてください。",
        scopeThrough: "ほかの 機械を 通して だけ インターネットに つながりますか",
        scopeCategory: "製品の 種類",
        scopeButton: "調べる",
        scopeMissing: "まだ 答えが いる 質問：",
        scopeLevel: "レベル",
        scopeClosed: "まだ 申し込めません。今 申し込める レベル：",
        scopeAssurance: "だれが 確かめるか",
        scopeSelfDeclared: "作った 会社が 自分で 確かめます",
        scopeThirdParty: "評価する 会社が 確かめます",
        scopeFee: "今日 受け取られた ときの お金（税も 入っています）",
        scopeFeeUnknown: "わかりません",
        scopeAdvised: "この 種類に ついて ある 評価会社が すすめる こと（制度の 決まりでは ありません）：",
        scopeNotBinding: "これは 目安です。対象か どうかは、制度を 動かす ところが 決めます。",
        inScope: "対象だと 思われます",
        outNoHardware: "対象では ないと 思われます：機械が ありません",
        outGeneralPurpose: "対象では ないと 思われます：パソコンなどの 機械です",
        outBluetoothOnly: "対象では ないと 思われます：スマートフォンと 使う Bluetoothだけの 機械です",
        outNoIP: "対象では ないと 思われます：IPで つながりません",
        undetermined: "まだ 決められません",
        ethernet: "線で つなぐ ネットワーク",
        wifi: "Wi-Fi",
        cellular: "携帯電話の 電波（4G、5Gなど）",
        thread: "Thread、6LoWPAN",
        bluetooth: "Bluetooth",
        zigbee: "Zigbee、Z-Wave",
        otherLink: "IPを 使わない ほかの 方法"
    )
}
