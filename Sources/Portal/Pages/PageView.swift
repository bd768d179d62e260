import Registry

/// What the templates are filled with: plain values, already in the page's language. Absent is nil, never empty.
enum PageView {
    /// One of several that are offered, with the id that its label names.
    struct Choice {
        var id: String
        var value: String
        var label: String
        var isChosen: Bool
    }

    struct Front {
        var query = ""
    }

    struct DayText {
        var iso: String
        var text: String

        init(_ day: Day, _ language: Language) {
            var bytes: [UInt8] = []
            bytes.dayText(day, language)
            iso = day.text
            text = String(decoding: bytes, as: UTF8.self)
        }
    }

    struct Miss {
        struct Unknown {
            var input: String
            var editions: [Listed]
        }

        struct Listed {
            var source: String
            var day: DayText?
        }

        struct Malformed {
            var before: String
            /// The place that looks wrong.
            var mark: String?
            var after: String
            var wrongCharacter: WrongCharacter?
            var isMistyped: Bool?
            var wrongLength: Length?
            var isInvalid: Bool?
            var reason: String?
            var suggestion: Suggestion?
        }

        struct WrongCharacter {
            var position: Int
            var wrong: String
        }

        struct Length {
            var count: Int
        }

        struct Suggestion {
            var code: String
            var position: Int
            var start: String
            var mark: String?
            var end: String
        }

        var query = ""
        /// The input for a link.
        var encoded: String
        var unknown: Unknown?
        var malformed: Malformed?
    }

    struct Candidates {
        struct Row {
            var href: String
            var name: String?
            /// Set where the name is not in the page's language.
            var nameLanguage: String?
            var standing: String
            var status: String
            var match: String
            var model: String?
            var level: String
            var assurance: String
            var maker: String
            var number: String
        }

        var query: String
        var none: Bool
        var rows: [Row]
        var hasMore: Bool
    }

    struct DoubtForm {
        struct Kind {
            var id: String
            var value: String
            var label: String
            var isChosen: Bool
        }

        var field: String
        var subject: String
        var name: String?
        var key: String
        var text: String
        var contact: String
        var kinds: [Kind]
        var hasFaults: Bool
        var kindFault: String?
        var textFault: String?
        var contactFault: String?
    }

    struct DoubtThanks {
        var reference: String
    }

    struct Problem {
        var status: Int
        var title: String
        var detail: String
        var requestID: String
    }

    struct Unconfirmed {}

    struct About {
        var `operator`: String?
        var isUnofficial: Bool
    }
}
