import Registry
import Store

/// The forms by which an applicant fills the parts of an application in, and how they are read back.
struct ApplicationForms: Sendable {
    let rules: Rules
    let language: Language
    let today: Day

    var words: ApplicationWords { .words(language) }

    /// The form of a part with what stands there.
    func form(_ part: ApplicationGap.Part, _ file: ApplicationFile) -> FormPage {
        let application = file.application
        var page = FormPage(
            title: words.part(part),
            action: PagePath.applicationPart(application.id, part) + "?lang=\(language.rawValue)",
            hidden: [("version", String(application.version))],
            fields: [],
            button: words.applicationSave,
            links: [(PagePath.application(application.id) + "?lang=\(language.rawValue)", words.applicationBack)]
        )
        switch part {
        case .terms: page.fields = terms(application.draft)
        case .product: page.fields = product(application.draft)
        case .models:
            page.lead = [words.modelsLead]
            page.isMultipart = true
            page.fields = models(application.draft)
        case .checklist:
            page.lead = [words.checklistLead]
            page.fields = checklist(file, &page.lead)
        case .contact:
            page.lead = [words.contactLead]
            page.fields = contact(application)
        case .documents: break
        }
        return page
    }

    private func line(
        _ name: String,
        _ label: String,
        _ value: String,
        type: String = "text",
        hint: String? = nil,
        heading: String? = nil,
        limit: Int = 200
    ) -> FormPage.Field {
        FormPage.Field(
            name: name,
            heading: heading,
            label: label,
            hint: hint,
            kind: .line(type: type, autocomplete: "off"),
            value: value,
            limit: limit
        )
    }

    private func terms(_ draft: ApplicationDraft) -> [FormPage.Field] {
        let levels = rules.levels.map { rule in
            let note = language == .en ? " (\(words.termsClosed))" : "（\(words.termsClosed)）"
            let closed = rules.isOpen(rule.level, on: today) ? "" : note
            return FormPage.Option(
                value: rule.level.code,
                label: language.say(rule.name) + closed,
                isChosen: draft.level == rule.level
            )
        }
        let routes = [
            (ApplicationRoute.standard, words.termsStandard), (.psti, words.termsPSTI), (.cls, words.termsCLS),
        ]
        return [
            FormPage.Field(name: "level", label: words.termsLevel, hint: words.termsLevelHint, kind: .radios(levels)),
            FormPage.Field(
                name: "route",
                label: words.termsRoute,
                kind: .radios(
                    routes.map { route, label in
                        FormPage.Option(value: route.rawValue, label: label, isChosen: draft.route == route)
                    }
                )
            ),
            line(
                "statementLink",
                words.termsLink,
                draft.statementLink,
                type: "url",
                hint: words.termsLinkHint,
                limit: 2000
            ),
            FormPage.Field(
                name: "proxy",
                label: words.termsProxy,
                kind: .boxes([FormPage.Option(value: "yes", label: words.termsProxyYes, isChosen: draft.isByProxy)])
            ),
        ]
    }

    private func product(_ draft: ApplicationDraft) -> [FormPage.Field] {
        let product = draft.product
        let categories = rules.categories.map { category in
            FormPage.Option(
                value: category.code,
                label: language.say(category.name),
                isChosen: product.category == category.code
            )
        }
        var (day, support) = ("", "notStated")
        switch product.support {
        case .notStated: break
        case .unsupported: support = "unsupported"
        case .until(let last): (day, support) = (last.text, "until")
        }
        let supports = [
            ("until", words.productSupportUntil), ("unsupported", words.productSupportNone),
            ("notStated", words.productSupportOpen),
        ]
        return [
            line("nameJA", words.productNameJA, product.nameJA),
            line("nameEN", words.productNameEN, product.nameEN),
            line("brand", words.productBrand, product.brand),
            FormPage.Field(name: "category", label: words.productCategory, kind: .radios(categories)),
            line("descriptionJA", words.productDescriptionJA, product.descriptionJA, limit: 2000),
            line("descriptionEN", words.productDescriptionEN, product.descriptionEN, limit: 2000),
            FormPage.Field(
                name: "services",
                label: words.productServices,
                hint: words.productServicesHint,
                kind: .area(rows: 3),
                value: product.services.joined(separator: "\n"),
                limit: 2000
            ),
            FormPage.Field(
                name: "support",
                heading: words.productUpdates,
                label: words.productSupport,
                kind: .radios(
                    supports.map { FormPage.Option(value: $0.0, label: $0.1, isChosen: $0.0 == support) }
                )
            ),
            line("supportUntil", words.productSupportDay, day, type: "date", limit: 10),
            line("updateMethodJA", words.productUpdatesJA, product.updateMethodJA, limit: 2000),
            line("updateMethodEN", words.productUpdatesEN, product.updateMethodEN, limit: 2000),
            line("defaultCredentialsJA", words.productCredentialsJA, product.defaultCredentialsJA, limit: 2000),
            line("defaultCredentialsEN", words.productCredentialsEN, product.defaultCredentialsEN, limit: 2000),
            line(
                "setupLink",
                words.productSetup,
                product.setupLink,
                type: "url",
                hint: words.productLinkHint,
                limit: 2000
            ),
            line(
                "disclosureLink",
                words.productDisclosure,
                product.disclosureLink,
                type: "url",
                hint: words.productLinkHint,
                limit: 2000
            ),
            line(
                "publicContact",
                words.productPublicContact,
                draft.manufacturer.publicContact,
                heading: words.productContacts,
                limit: 500
            ),
            line(
                "vulnerabilityContact",
                words.productVulnerabilityContact,
                draft.manufacturer.vulnerabilityContact,
                limit: 500
            ),
        ]
    }

    private func models(_ draft: ApplicationDraft) -> [FormPage.Field] {
        // Every line as wide as the widest: an empty cell at an end would be no cell.
        let width =
            draft.models.contains { !$0.versions.isEmpty } ? 3 : draft.models.contains { !$0.gtin.isEmpty } ? 2 : 1
        let lines = draft.models.map { model in
            [model.number.exact, model.gtin, model.versions].prefix(width).joined(separator: "\t")
        }
        return [
            FormPage.Field(
                name: "models",
                label: words.modelsList,
                hint: words.modelsHint,
                kind: .area(rows: min(24, max(8, lines.count + 2))),
                value: lines.joined(separator: "\n"),
                limit: 500_000
            ),
            FormPage.Field(
                name: "file",
                label: words.modelsFile,
                hint: words.modelsFileHint,
                kind: .file(accept: ".csv,.tsv,.txt,.xlsx")
            ),
        ]
    }

    /// Items under the first of their domains, domains in their order; waived ones are named above.
    private func checklist(_ file: ApplicationFile, _ lead: inout [String]) -> [FormPage.Field] {
        let application = file.application
        let criteria = file.renewal(rules, on: today)?.criteria
        guard let level = application.draft.level, rules.level(level)?.assurance == .selfDeclared,
            let document = Application.criteria(of: level, rules: rules, on: today)
        else {
            lead = [words.checklistNone]
            return []
        }
        let asked = application.asked(document)
        let waived = document.items.filter { item in !asked.contains { $0.id == item.id } }
        if !waived.isEmpty { lead.append(words.checklistWaived + " " + waived.map(\.id).joined(separator: ", ")) }
        var fields: [FormPage.Field] = []
        for domain in rules.domains {
            let items = asked.filter { $0.domains.first == domain.id }
            for (place, item) in items.enumerated() {
                fields += self.item(
                    item,
                    application.draft.checklist[item.id],
                    criteria,
                    heading: place == 0 ? heading(domain) : nil
                )
            }
        }
        for item in asked where !rules.domains.contains(where: { $0.id == item.domains.first }) {
            fields += self.item(item, application.draft.checklist[item.id], criteria, heading: nil)
        }
        return fields
    }

    private func heading(_ domain: LifecycleDomain) -> String {
        let teams = domain.teams.map { id in language.say(rules.workflow.name(ofTeam: id)) }.joined(
            separator: language == .en ? ", " : "、"
        )
        guard !teams.isEmpty else { return language.say(domain.name) }
        return language.say(domain.name)
            + (language == .en ? " (\(words.checklistTeam) \(teams))" : "（\(words.checklistTeam)\(teams)）")
    }

    private func item(
        _ item: CriteriaItem,
        _ answer: ChecklistAnswer?,
        _ criteria: CriteriaChange?,
        heading: String?
    ) -> [FormPage.Field] {
        let news =
            criteria?.added.contains(item.id) ?? false
            ? words.renewalItemAdded : criteria?.changed.contains(item.id) ?? false ? words.renewalItemChanged : nil
        let doubt = item.provenance.confidence == .unverified ? words.checklistUnverified : nil
        let hints = [news, doubt].compactMap { $0 }
        let options = [
            (ChecklistAnswer.Statement.met, words.checklistMet), (.notApplicable, words.checklistNotApplicable),
            (.notMet, words.checklistNotMet),
        ]
        return [
            FormPage.Field(
                name: item.id,
                heading: heading,
                label: "\(item.id) \(language.say(item.subject))",
                hint: hints.isEmpty ? nil : hints.joined(separator: language == .en ? " " : ""),
                kind: .radios(
                    options.map {
                        FormPage.Option(value: $0.0.rawValue, label: $0.1, isChosen: answer?.statement == $0.0)
                    }
                )
            ),
            line("\(item.id)-evidence", words.checklistEvidence, answer?.evidence ?? "", limit: 1000),
        ]
    }

    private func contact(_ application: Application) -> [FormPage.Field] {
        let contact = application.draft.contact
        var fields = [
            line("contactName", words.contactName, contact.name),
            line("contactAddress", words.contactAddress, contact.address, type: "email", limit: 254),
            line("contactTelephone", words.contactTelephone, contact.telephone, type: "tel", limit: 40),
        ]
        if application.kind == .change {
            fields.append(line("newHolder", words.contactHolder, application.draft.newHolder?.nameJA ?? ""))
            let number = application.draft.newHolder?.corporateNumber ?? ""
            fields.append(line("newHolderNumber", words.contactHolderNumber, number, limit: 13))
        }
        fields.append(line("remark", words.contactRemark, application.draft.remark, limit: 2000))
        return fields
    }
}
