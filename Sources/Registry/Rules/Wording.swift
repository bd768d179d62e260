/// One text in Japanese and English.
package struct Wording: Hashable, Sendable {
    package var ja: String
    package var en: String

    package init(ja: String, en: String) {
        self.ja = ja
        self.en = en
    }
}

/// One text in Japanese, English and easy Japanese (やさしい日本語).
package struct PlainWording: Hashable, Sendable {
    package var ja: String
    package var en: String
    package var easy: String

    package init(ja: String, en: String, easy: String) {
        self.ja = ja
        self.en = en
        self.easy = easy
    }
}
