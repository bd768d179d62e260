import Registry

extension PageView {
    /// The laboratories of the registry, the form that records one, and the form that lets its people in.
    struct LaboratoryView {
        /// The word of the form that records a laboratory.
        static let recording = "record"
        /// The word of the form that invites somebody to one.
        static let invitation = "invite"

        struct Entry {
            var laboratory: String
            var proof: String
            var levels: String
            var valid: String
            var standing: String
            var isLapsed: Bool
            var conflicts: String
        }

        var done: String?
        var hasFaults: Bool
        var acts: ActionForms
        var hasLaboratories: Bool
        var laboratories: [Entry]

        init(
            _ records: [LaboratoryRecord],
            _ typed: ActionForm.Typed?,
            today: Day,
            _ rules: Rules,
            _ language: Language
        ) {
            let words = OfficeWords.words(language)
            laboratories = records.map { record in
                let owner = record.organisation
                let isValid = (record.validFrom...max(record.validFrom, record.validUntil)).contains(today)
                return Entry(
                    laboratory: owner.name(language.ofLetters) + " (\(owner.id))",
                    proof: owner.corporateNumber?.text ?? owner.foreignProof,
                    levels: record.levels.sorted().map(\.code).joined(separator: " "),
                    valid: [record.validFrom, record.validUntil].map { DayText($0, language).text }
                        .joined(separator: " – "),
                    standing: isValid ? words.laboratoryValidNow : words.laboratoryValidNot,
                    isLapsed: !isValid,
                    conflicts: record.conflicts.isEmpty
                        ? "–" : record.conflicts.sorted().map { String($0) }.joined(separator: " ")
                )
            }
            hasLaboratories = !records.isEmpty
            // Whoever records a laboratory invites its people next.
            let forms = records.isEmpty ? [] : [Self.invitation(records, language)]
            acts = ActionForms(forms + [Self.form(records, rules, language)], typed, language)
            hasFaults = acts.hasFaults
        }

        /// Names of the form's fields, and which of them are boxes.
        static let names = [
            "laboratory", "organisation", "organisationEN", "country", "corporateNumber", "foreignProof", "levels",
            "validFrom", "validUntil", "conflicts", "name", "email", "language",
        ]

        private static func invitation(_ records: [LaboratoryRecord], _ language: Language) -> ActionForm {
            let words = OfficeWords.words(language)
            let laboratories = records.map { record in
                FormPage.Option(
                    value: String(record.organisation.id),
                    label: record.organisation.name(language.ofLetters),
                    isChosen: false
                )
            }
            let languages = [("ja", "日本語"), ("en", "English")].map { value, label in
                FormPage.Option(value: value, label: label, isChosen: value == "ja")
            }
            func field(_ name: String, _ kind: ActionForm.Field.Kind, limit: Int = 200) -> ActionForm.Field {
                ActionForm.Field(name: name, label: words.input(name), kind: kind, isRequired: true, limit: limit)
            }
            return ActionForm(
                word: invitation,
                action: "\(PagePath.laboratories)?lang=\(language.rawValue)",
                title: words.action(invitation),
                lead: words.leads[invitation].map { [$0] } ?? [],
                fields: [
                    field("laboratory", .choice(laboratories)), field("name", .line(type: "text"), limit: 100),
                    field("email", .line(type: "email"), limit: 254), field("language", .radios(languages)),
                ]
            )
        }

        private static func form(_ records: [LaboratoryRecord], _ rules: Rules, _ language: Language) -> ActionForm {
            let words = OfficeWords.words(language)
            func line(
                _ name: String,
                type: String = "text",
                isRequired: Bool = false,
                limit: Int = 200
            )
                -> ActionForm.Field
            {
                ActionForm.Field(
                    name: name,
                    label: words.input(name),
                    hint: words.hints[name],
                    kind: .line(type: type),
                    isRequired: isRequired,
                    limit: limit
                )
            }
            let known =
                [FormPage.Option(value: "new", label: words.laboratoryNew, isChosen: true)]
                + records.map { record in
                    FormPage.Option(
                        value: String(record.organisation.id),
                        label: record.organisation.name(language.ofLetters),
                        isChosen: false
                    )
                }
            let levels = rules.levels.filter { $0.assurance == .thirdParty }.map { rule in
                FormPage.Option(value: rule.level.code, label: language.say(rule.name), isChosen: false)
            }
            var country = line("country", limit: 2)
            country.value = "JP"
            return ActionForm(
                word: recording,
                action: "\(PagePath.laboratories)?lang=\(language.rawValue)",
                title: words.action(recording),
                fields: [
                    ActionForm.Field(
                        name: "laboratory",
                        label: words.input("laboratory"),
                        hint: words.hints["laboratory"],
                        kind: .choice(known)
                    ),
                    line("organisation"), line("organisationEN"), country, line("corporateNumber", limit: 20),
                    line("foreignProof"),
                    ActionForm.Field(
                        name: "levels",
                        label: words.input("levels"),
                        kind: .boxes(levels),
                        isRequired: true
                    ),
                    line("validFrom", type: "date", isRequired: true, limit: 20),
                    line("validUntil", type: "date", isRequired: true, limit: 20),
                    line("conflicts", limit: 2000),
                ]
            )
        }
    }
}
