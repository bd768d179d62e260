/// What a machine may do with a key. A key never does more than the account it belongs to may at that moment.
package enum ApiScope: String, CaseIterable, Hashable, Sendable {
    /// Nothing but larger limits on what anybody may read.
    case publicReads
    /// Applications of the account's own organisation.
    case readApplications
    /// Drafts, documents and steps of an applicant; each answer shows the application.
    case fileApplications

    /// What the scope opens; empty where it only raises limits.
    package var permissions: Set<Permission> {
        switch self {
        case .publicReads: []
        case .readApplications: [.readApplications]
        case .fileApplications: [.readApplications, .fileApplications]
        }
    }

    /// How far a key with these scopes goes for an account with these roles: what both say, and never beyond the
    /// account's own organisation. Whoever decides over others does so as a person.
    package static func reach(_ scopes: Set<ApiScope>, _ roles: Set<Role>, _ permission: Permission) -> Reach {
        guard scopes.contains(where: { $0.permissions.contains(permission) }) else { return .none }
        return Policy.reach(roles, permission) == .own ? .own : .none
    }

    /// Whether an account with these roles may give a key this scope.
    package func isOpen(to roles: Set<Role>) -> Bool {
        permissions.allSatisfy { Policy.reach(roles, $0) == .own }
    }

    /// What people call it.
    package func name(_ language: Letter.Language) -> String {
        switch (self, language) {
        case (.publicReads, .ja): "公開情報の照会（上限の引き上げ）"
        case (.publicReads, .en): "look up what is public, with larger limits"
        case (.readApplications, .ja): "申請の閲覧"
        case (.readApplications, .en): "read applications"
        case (.fileApplications, .ja): "申請の作成と提出"
        case (.fileApplications, .en): "write and submit applications"
        }
    }
}

/// A key for machines, as it is told after it was made: its text is not kept.
package struct ApiKey: Hashable, Sendable {
    /// Days a key may last at most.
    package static let longestLife = 365
    /// Days the former text of a rotated key may stay good at most.
    package static let longestOverlap = 7
    /// Keys one account may have at a time, former texts included.
    package static let maximumCount = 20
    /// What every key begins with, so that whoever finds one knows what it is.
    package static let prefix = "hf_"
    /// Characters after the prefix, in base 64 for addresses: a secret of 222 bits and the registry's mark of it. Keys
    /// from before marks have 256 bits.
    package static let secretLength = 43
    /// Of them the last, by which a made-up key is known without a look-up: 36 bits.
    package static let markLength = 6

    /// Counted from 1; no secret.
    package var id: Int64
    /// The first characters, by which a person knows it again.
    package var hint: String
    /// What its maker calls it.
    package var name: String
    /// What it opens, as far as the account's roles do too.
    package var scopes: Set<ApiScope>
    /// When it was made; a former text keeps its own.
    package var madeAt: Moment
    /// From then on it opens nothing.
    package var endsAt: Moment
    /// To the minute; nil before the first use.
    package var lastUsedAt: Moment?
    /// nil: nobody ended it.
    package var revokedAt: Moment?
    /// When another text took its place; nil where none did.
    package var replacedAt: Moment?

    package init(
        id: Int64,
        hint: String,
        name: String,
        scopes: Set<ApiScope>,
        madeAt: Moment,
        endsAt: Moment,
        lastUsedAt: Moment? = nil,
        revokedAt: Moment? = nil,
        replacedAt: Moment? = nil
    ) {
        self.id = id
        self.hint = hint
        self.name = name
        self.scopes = scopes
        self.madeAt = madeAt
        self.endsAt = endsAt
        self.lastUsedAt = lastUsedAt
        self.revokedAt = revokedAt
        self.replacedAt = replacedAt
    }

    /// Whether it opens anything at a moment.
    package func isGood(at now: Moment) -> Bool { revokedAt == nil && now < endsAt }

    /// Whether a text can be a key at all: asked before anything is looked up.
    package static func isText(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == prefix.utf8.count + secretLength, text.hasPrefix(prefix) else { return false }
        return bytes.allSatisfy(\.isTokenLetter)
    }

    /// What is shown again of a text: 36 bits of its secret.
    package static func hint(of text: String) -> String { String(text.prefix(prefix.count + 6)) }
}

/// A key that somebody asks for.
package struct ApiKeyOrder: Hashable, Sendable {
    /// 1 to 100 characters, for people.
    package var name: String
    /// At least one, each open to the account's roles.
    package var scopes: Set<ApiScope>
    /// Days it lasts.
    package var days: Int

    package init(name: String, scopes: Set<ApiScope>, days: Int) {
        self.name = name
        self.scopes = scopes
        self.days = days
    }

    /// Whether an account may have such a key.
    ///
    /// - Throws: `malformed` for the name or the days, `unprocessable` for scopes that the roles do not give.
    package func check(_ roles: Set<Role>) throws(Refusal) {
        guard !name.isEmpty, name.unicodeScalars.count <= 100 else {
            throw Refusal(
                .malformed,
                "Give the key a name of at most 100 characters",
                ja: "キーの名前を100文字以内で入力してください",
                field: "name",
                code: name.isEmpty ? "noName" : "tooLong"
            )
        }
        guard (1...ApiKey.longestLife).contains(days) else {
            throw Refusal(
                .malformed,
                "A key lasts 1 to \(ApiKey.longestLife) days",
                ja: "有効期間は1〜\(ApiKey.longestLife)日です",
                field: "days",
                code: "keyLife"
            )
        }
        guard !scopes.isEmpty, scopes.allSatisfy({ $0.isOpen(to: roles) }) else {
            throw Refusal(
                .unprocessable,
                "Choose at least one scope that your roles give",
                ja: "お持ちの役割で使える範囲を一つ以上選んでください",
                field: "scopes",
                code: "wrongScopes"
            )
        }
    }
}
