/// What an applicant states, as far as it is typed: every part may be missing until it is submitted.
package struct ApplicationDraft: Hashable, Sendable {
    /// How many models one application may name.
    package static let maximumModels = 2000

    /// nil until it is chosen.
    package var level: StarLevel?
    /// The way the application takes.
    package var route: ApplicationRoute
    /// As the label's page will name it.
    package var manufacturer: Manufacturer
    /// As the label's page will name it.
    package var product: Product
    /// In the order they were typed. For a change of models: those to be covered from then on.
    package var models: [CoveredModel]
    /// What is stated of each item of the criteria, by the item's id.
    package var checklist: [String: ChecklistAnswer]
    /// The statement of compliance filed on the PSTI route, as an address; empty where it is a document.
    package var statementLink: String
    /// Somebody else applies by power of attorney (様式2-3).
    package var isByProxy: Bool
    /// Who answers the office, in Japanese.
    package var contact: Contact
    /// Who declares; nil until signed.
    package var declaration: Declaration?
    /// For a change of holder, who it becomes; nil keeps it.
    package var newHolder: Manufacturer?
    /// What the applicant wants to add.
    package var remark: String

    package init(
        level: StarLevel? = nil,
        route: ApplicationRoute = .standard,
        manufacturer: Manufacturer = Manufacturer(key: ""),
        product: Product = Product(),
        models: [CoveredModel] = [],
        checklist: [String: ChecklistAnswer] = [:],
        statementLink: String = "",
        isByProxy: Bool = false,
        contact: Contact = Contact(),
        declaration: Declaration? = nil,
        newHolder: Manufacturer? = nil,
        remark: String = ""
    ) {
        self.level = level
        self.route = route
        self.manufacturer = manufacturer
        self.product = product
        self.models = models
        self.checklist = checklist
        self.statementLink = statementLink
        self.isByProxy = isByProxy
        self.contact = contact
        self.declaration = declaration
        self.newHolder = newHolder
        self.remark = remark
    }

    /// Who answers for an application. Empty text is not stated.
    package struct Contact: Hashable, Sendable {
        /// Who it is.
        package var name: String
        /// A mail address.
        package var address: String
        /// As typed.
        package var telephone: String

        package init(name: String = "", address: String = "", telephone: String = "") {
            self.name = name
            self.address = address
            self.telephone = telephone
        }
    }

    /// The self-declaration of a named person, over the draft as it was then: any later change of it takes it away.
    package struct Declaration: Hashable, Sendable {
        /// Who declares.
        package var name: String
        /// What the person is there.
        package var title: String
        /// On which day in Japan.
        package var day: Day

        package init(name: String, title: String, day: Day) {
            self.name = name
            self.title = title
            self.day = day
        }
    }
}

/// What is stated of one item of the criteria.
package struct ChecklistAnswer: Hashable, Sendable {
    /// Whether it is met.
    package enum Statement: String, CaseIterable, Hashable, Sendable {
        case met
        case notMet
        /// Needs a reason.
        case notApplicable
    }

    /// What is stated.
    package var statement: Statement
    /// What shows it, or why it does not apply.
    package var evidence: String

    package init(_ statement: Statement, evidence: String = "") {
        self.statement = statement
        self.evidence = evidence
    }
}

/// A file that belongs to an application; its bytes are kept by digest.
package struct ApplicationDocument: Hashable, Sendable {
    /// How many an application has at most.
    package static let maximumCount = 60
    /// How many it may ever have had: what is taken back is kept for a while.
    package static let maximumNumber = 200

    /// Counted from 1 within the application; never used again.
    package var number: Int
    /// `Rules.workflow`'s id of what it is, or `other`.
    package var kind: String
    /// As the applicant called it, without its folders.
    package var name: String
    /// SHA-256, lower-case hexadecimal.
    package var digest: String
    /// In bytes.
    package var size: Int
    /// When it was filed.
    package var addedAt: Moment
    /// Account.
    package var addedBy: Int64

    package init(
        number: Int,
        kind: String,
        name: String,
        digest: String,
        size: Int,
        addedAt: Moment,
        addedBy: Int64
    ) {
        self.number = number
        self.kind = kind
        self.name = name
        self.digest = digest
        self.size = size
        self.addedAt = addedAt
        self.addedBy = addedBy
    }
}

extension ApplicationDraft {
    /// What a label says, to be said again; answers of the checklist and the contact come from the last application.
    package init(renewing current: Registration, last: ApplicationDraft?, on day: Day) {
        let answer = current.answer(on: day)
        self.init(
            level: current.standard.level,
            route: ApplicationRoute(rawValue: current.standard.route) ?? .standard,
            manufacturer: answer.manufacturer,
            product: answer.product,
            models: answer.models.map {
                CoveredModel(number: $0.number, gtin: $0.gtin, versions: $0.versions)
            },
            checklist: last?.checklist ?? [:],
            statementLink: last?.statementLink ?? "",
            isByProxy: last?.isByProxy ?? false,
            contact: last?.contact ?? Contact()
        )
    }
}
