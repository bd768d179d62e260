import Registry

extension PageView {
    struct CalendarView {
        /// The addresses, just made.
        struct Made {
            var calendar: String
            var feed: String

            init(secret: String, host: String) {
                calendar = "https://" + host + PagePath.holderCalendar + "/" + secret + ".ics"
                feed = "https://" + host + PagePath.holderFeed + "/" + secret + ".atom"
            }
        }

        /// The address one has, without its secret.
        struct Kept {
            var made: String
            var used: String?

            init(_ address: CalendarAddress, _ language: Language) {
                made = AccountView.text(address.madeAt, language)
                used = address.lastUsedAt.map { AccountView.text($0, language) }
            }
        }

        var done: String?
        var made: Made?
        var kept: Kept?

        init(_ address: CalendarAddress?, _ language: Language) {
            kept = address.map { Kept($0, language) }
        }
    }
}
