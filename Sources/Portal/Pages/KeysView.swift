import Registry

extension PageView {
    struct KeysView {
        /// A key as it was asked for.
        struct Draft {
            var name = ""
            var scopes: Set<ApiScope> = []
            var days = "90"
        }

        struct Choice {
            var id: String
            var name: String
            var label: String
            var isChosen: Bool
        }

        /// A key that was just made, with its text.
        struct Made {
            var text: String
            var name: String
            var until: String
        }

        struct Key {
            var id: String
            var name: String
            var hint: String
            var scopes: String
            var made: String
            var until: String
            var used: String?
            var isGood: Bool
            var isReplaced: Bool
            var mayRotate: Bool
        }

        var fault: String?
        var done: String?
        var made: Made?
        var hasKeys: Bool
        var keys: [Key]
        var draftName: String
        var draftDays: String
        var scopes: [Choice]

        init(_ account: Account, _ keys: [ApiKey], _ draft: Draft, _ language: Language, at now: Moment) {
            let letters = language.ofLetters
            hasKeys = !keys.isEmpty
            self.keys = keys.map { key in
                let isGood = key.isGood(at: now)
                return Key(
                    id: String(key.id),
                    name: key.name,
                    hint: key.hint,
                    scopes: key.scopes.map { $0.name(letters) }.sorted().joined(
                        separator: language == .en ? ", " : "、"
                    ),
                    made: AccountView.text(key.madeAt, language),
                    until: AccountView.text(key.revokedAt ?? key.endsAt, language),
                    used: key.lastUsedAt.map { AccountView.text($0, language) },
                    isGood: isGood,
                    isReplaced: key.replacedAt != nil,
                    mayRotate: isGood && key.replacedAt == nil
                )
            }
            draftName = draft.name
            draftDays = draft.days
            scopes = ApiScope.allCases.filter { $0.isOpen(to: account.roles) }.map { scope in
                Choice(
                    id: "f-\(scope.field)",
                    name: scope.field,
                    label: scope.name(letters),
                    isChosen: draft.scopes.contains(scope)
                )
            }
        }
    }
}
