/// Words that guesses begin with, in lower case and as `PasswordRules` writes them (o for 0, i for 1, e for 3, a for @).
enum GuessedWords {
    static let all: [String] = english + japanese + years

    private static let english = """
        password passwort passwd pass word admin administrator root user login signin welcome hello letmein master secret
        security secure private access account test testing guest default system server office company internet
        computer network router camera device label star dragon monkey football baseball soccer princess sunshine
        shadow superman batman pokemon michael jordan daniel thomas jessica ashley charlie summer winter spring autumn
        january february march april june july august september october november december monday tuesday wednesday
        thursday friday saturday sunday love baby angel flower cookie cheese coffee orange banana apple google amazon
        microsoft windows linux android iphone changeme change please temp temporary new old good best first last one
        two three four five six seven eight nine ten red blue green black white yellow trustno king queen prince
        money business home house family mother father sister brother
        """.split { $0 == " " || $0 == "\n" }.map(String.init)

    private static let japanese = """
        pasuwaado pasuwado himitsu nihon nippon japan tokyo osaka kyoto yokohama sakura fuji fujisan ninja samurai
        takahashi tanaka suzuki satou sato watanabe itou ito yamada yamamoto nakamura kobayashi katou kato yoshida
        hanako tarou taro kaisha kabushiki kabushikigaisha shain toroku touroku koushin kanri kanrisha arigatou
        konnichiwa ohayou sayonara hoshifuda hoshi fuda jcstar ipa meti kawaii neko inu pikachu doraemon naruto
        パスワード ひみつ 秘密 日本 東京 大阪 会社 管理者 さくら 桜
        """.split { $0 == " " || $0 == "\n" }.map(String.init)

    /// 1950 to 2049.
    private static let years = (0..<100).map { number in
        let digits = String(1950 + number)
        return String(digits.map { $0 == "0" ? "o" : $0 == "1" ? "i" : $0 == "3" ? "e" : $0 })
    }
}
