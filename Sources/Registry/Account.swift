/// Somebody who may sign in.
package struct Account: Hashable, Sendable {
    /// Whether it may be used.
    package enum State: String, CaseIterable, Hashable, Sendable {
        case active
        /// Nobody signs in with it any more; what it did stays under its name.
        case closed
    }

    /// Counted from 1.
    package var id: Int64
    /// Where its letters go, and what it signs in with.
    package var address: MailAddress
    /// What others of its organisation and the operator call it.
    package var name: String
    /// The language of its letters.
    package var language: Letter.Language
    /// Whom it works for.
    package var organisation: Organisation
    /// What it may do; never empty while it is active.
    package var roles: Set<Role>
    /// Whether it may be used.
    package var state: State
    /// One-time codes are set up.
    package var hasSecondFactor: Bool

    package init(
        id: Int64,
        address: MailAddress,
        name: String,
        language: Letter.Language,
        organisation: Organisation,
        roles: Set<Role>,
        state: State = .active,
        hasSecondFactor: Bool = false
    ) {
        self.id = id
        self.address = address
        self.name = name
        self.language = language
        self.organisation = organisation
        self.roles = roles
        self.state = state
        self.hasSecondFactor = hasSecondFactor
    }

    /// Operators and laboratories decide over others' labels: a password alone is not enough for them.
    package var needsSecondFactor: Bool { roles.contains { $0.side != .manufacturer } }
}

/// Whom accounts work for: the operator itself, a manufacturer or a laboratory.
package struct Organisation: Hashable, Sendable {
    /// Counted from 1; the operator is 1.
    package var id: Int64
    /// What it is to the registry.
    package var side: Role.Side
    /// In Japanese; one of the two names is not empty.
    package var nameJA: String
    /// In English.
    package var nameEN: String
    /// 法人番号; nil for those who have none.
    package var corporateNumber: CorporateNumber?
    /// What stands for the 法人番号 of those who have none: register and number there.
    package var foreignProof: String
    /// ISO 3166-1 alpha-2.
    package var country: String

    package init(
        id: Int64 = 0,
        side: Role.Side,
        nameJA: String,
        nameEN: String,
        corporateNumber: CorporateNumber? = nil,
        foreignProof: String = "",
        country: String = "JP"
    ) {
        self.id = id
        self.side = side
        self.nameJA = nameJA
        self.nameEN = nameEN
        self.corporateNumber = corporateNumber
        self.foreignProof = foreignProof
        self.country = country
    }

    /// Reads what a registrant states.
    ///
    /// - Throws: `malformed` with the field: a name, a country of two letters, and a 法人番号 or, abroad, proof.
    package static func manufacturer(
        nameJA: String,
        nameEN: String,
        corporateNumber: String,
        foreignProof: String,
        country: String
    ) throws(Refusal) -> Organisation {
        let names = (ja: nameJA.cleaned.text, en: nameEN.cleaned.text)
        guard !names.ja.isEmpty || !names.en.isEmpty else {
            throw Refusal(
                .malformed,
                "State the organisation's name",
                ja: "組織の名称を入力してください",
                field: "organisation",
                code: "noName"
            )
        }
        for name in [names.ja, names.en] where name.unicodeScalars.count > 200 {
            throw Refusal(
                .malformed,
                "A name has at most 200 characters",
                ja: "名称は200文字までです",
                field: "organisation",
                code: "tooLong"
            )
        }
        let land = country.trimmedBlanks.uppercased()
        guard land.utf8.count == 2, land.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw Refusal(
                .malformed,
                "A country has two letters, such as JP",
                ja: "国は JP のような2文字で入力してください",
                field: "country",
                code: "malformedCountry"
            )
        }
        let number = corporateNumber.trimmedBlanks
        let proof = foreignProof.cleaned.text
        if !number.isEmpty {
            return Organisation(
                side: .manufacturer,
                nameJA: names.ja,
                nameEN: names.en,
                corporateNumber: try CorporateNumber(number),
                country: land
            )
        }
        guard land != "JP" else {
            throw Refusal(
                .malformed,
                "An organisation in Japan states its corporate number",
                ja: "日本の組織は法人番号を入力してください",
                field: "corporateNumber",
                code: "noCorporateNumber"
            )
        }
        guard (1...200).contains(proof.unicodeScalars.count) else {
            throw Refusal(
                .malformed,
                "State the register your organisation is in and its number there",
                ja: "登記簿の名称と番号を入力してください",
                field: "foreignProof",
                code: "noProof"
            )
        }
        return Organisation(side: .manufacturer, nameJA: names.ja, nameEN: names.en, foreignProof: proof, country: land)
    }

    /// The name in a language, or in the other where there is none.
    package func name(_ language: Letter.Language) -> String {
        let (first, second) = language == .ja ? (nameJA, nameEN) : (nameEN, nameJA)
        return first.isEmpty ? second : first
    }
}

/// What an account is for. What each may do: `Policy`.
package enum Role: String, CaseIterable, Hashable, Sendable {
    case manufacturerMember
    case manufacturerAdministrator
    case laboratory
    case reviewer
    case approver
    case finance
    case auditor
    case administrator

    /// Which kind of organisation has it.
    package enum Side: String, CaseIterable, Hashable, Sendable {
        case `operator`
        case manufacturer
        case laboratory
    }

    /// Which kind of organisation has it.
    package var side: Side {
        switch self {
        case .manufacturerMember, .manufacturerAdministrator: .manufacturer
        case .laboratory: .laboratory
        case .reviewer, .approver, .finance, .auditor, .administrator: .operator
        }
    }
}

extension Role {
    /// What people call it.
    package func name(_ language: Letter.Language) -> String {
        switch (self, language) {
        case (.manufacturerMember, .ja): "担当者"
        case (.manufacturerMember, .en): "member"
        case (.manufacturerAdministrator, .ja): "管理者"
        case (.manufacturerAdministrator, .en): "administrator"
        case (.laboratory, .ja): "評価担当"
        case (.laboratory, .en): "assessor"
        case (.reviewer, .ja): "審査担当"
        case (.reviewer, .en): "reviewer"
        case (.approver, .ja): "決定者"
        case (.approver, .en): "approver"
        case (.finance, .ja): "経理担当"
        case (.finance, .en): "finance"
        case (.auditor, .ja): "監査担当"
        case (.auditor, .en): "auditor"
        case (.administrator, .ja): "システム管理者"
        case (.administrator, .en): "system administrator"
        }
    }
}
