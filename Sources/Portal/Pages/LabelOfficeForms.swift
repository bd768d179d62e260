import Registry
import Store

/// The forms on the office's page of a registration: what an approver may propose as it is now.
struct LabelOfficeForms: Sendable {
    /// What can be asked for on the page.
    enum Word: String, CaseIterable, Sendable {
        case revoke
        case revokeModels
        case withdraw
        case reinstate
        case correctProduct
        case correctManufacturer
        case correctModel
        case mergeManufacturer
        case setOwner

        /// Of the proposal that it makes; nil for what is recorded at once.
        var kind: LabelProposal.Kind? {
            switch self {
            case .revoke: .revoke
            case .revokeModels: .revokeModels
            case .withdraw: .withdraw
            case .reinstate: .reinstate
            case .correctProduct, .correctManufacturer, .correctModel: .correct
            case .mergeManufacturer: .mergeManufacturer
            case .setOwner: nil
            }
        }
    }

    let file: LabelFile
    let account: Account
    let rules: Rules
    /// Password and code were given within the last ten minutes.
    let isProven: Bool
    let today: Day
    let language: Language

    private var words: LabelOfficeWords { .words(language) }
    private var registration: Registration { file.registration }

    /// What may be asked for.
    var allowed: [Word] {
        guard Policy.reach(account.roles, .labels) == .any else { return [] }
        let waiting = Set(file.proposals.filter { $0.state == .open }.map(\.kind))
        return Word.allCases.filter { word in
            guard let kind = word.kind else { return registration.origin != .imported }
            return !waiting.contains(kind) && isPossible(kind)
        }
    }

    /// Those that wait for password and code.
    var locked: [Word] { isProven ? [] : allowed }

    /// Those that can be sent.
    var open: [ActionForm] { isProven ? allowed.map { form($0) } : [] }

    private func isPossible(_ kind: LabelProposal.Kind) -> Bool {
        guard let event = kind.event else { return registration.origin != .imported }
        guard registration.origin != .imported || event == .corrected else { return false }
        return (try? Transition.check(event, on: today, registration)) != nil
    }

    private func form(_ word: Word) -> ActionForm {
        let path = PagePath.officeLabel(registration.number) + (word == .setOwner ? "/owner" : "/propose")
        return ActionForm(
            word: word.rawValue,
            action: "\(path)?lang=\(language.rawValue)",
            title: words.action(word.rawValue),
            lead: words.leads[word.rawValue].map { [$0] } ?? [],
            version: word == .setOwner ? nil : registration.revision,
            fields: fields(word)
        )
    }

    private func fields(_ word: Word) -> [ActionForm.Field] {
        switch word {
        case .revoke: [reason] + notes(isNeeded: true) + [effectiveOn]
        case .revokeModels:
            [text("models", isRequired: true, limit: LabelOfficeOrders.modelsLimit), reason] + notes(isNeeded: true)
                + [effectiveOn]
        case .withdraw: notes() + [effectiveOn]
        case .reinstate: notes()
        case .correctProduct: product + notes()
        case .correctManufacturer: manufacturer + notes()
        case .correctModel:
            [line("model", isRequired: true), line("newModel"), line("newGTIN", limit: 14), line("newVersions")]
                + notes()
        case .mergeManufacturer:
            [
                line("from", file.owner.map { String($0.id) } ?? "", isRequired: true, limit: 18),
                line("into", isRequired: true, limit: 18), text("privateNote"),
            ]
        case .setOwner:
            [line("organisation", file.owner.map { String($0.id) } ?? "", isRequired: true, limit: 18)]
        }
    }

    private var product: [ActionForm.Field] {
        let product = registration.products.value(on: today) ?? registration.products.last?.value ?? Product()
        var support = ""
        switch product.support {
        case .notStated: break
        case .unsupported: support = "unsupported"
        case .until(let day): support = day.text
        }
        let none = FormPage.Option(value: "", label: words.input("noCategory"), isChosen: product.category.isEmpty)
        let categories = rules.categories.map { category in
            FormPage.Option(
                value: category.code,
                label: language.say(category.name),
                isChosen: category.code == product.category
            )
        }
        return [
            line("nameJA", product.nameJA), line("nameEN", product.nameEN), line("brand", product.brand),
            ActionForm.Field(name: "category", label: words.input("category"), kind: .choice([none] + categories)),
            line("descriptionJA", product.descriptionJA, limit: 2000),
            line("descriptionEN", product.descriptionEN, limit: 2000),
            line("support", support, limit: 40), line("setupLink", product.setupLink, limit: 2000),
            line("disclosureLink", product.disclosureLink, limit: 2000),
        ]
    }

    private var manufacturer: [ActionForm.Field] {
        let holder =
            registration.holders.value(on: today) ?? registration.holders.last?.value ?? Manufacturer(key: "")
        return [
            line("nameJA", holder.nameJA), line("nameEN", holder.nameEN), line("nameKana", holder.nameKana),
            line("corporateNumber", holder.corporateNumber, limit: 20), line("country", holder.country, limit: 10),
            line("publicContact", holder.publicContact, limit: 2000),
            line("vulnerabilityContact", holder.vulnerabilityContact, limit: 2000),
        ]
    }

    private var reason: ActionForm.Field {
        let none = FormPage.Option(value: "", label: words.input("choose"), isChosen: true)
        let reasons = RevocationReason.allCases.map { reason in
            FormPage.Option(value: reason.rawValue, label: language.say(reason.wording), isChosen: false)
        }
        return ActionForm.Field(
            name: "reason",
            label: words.input("reason"),
            kind: .choice([none] + reasons),
            isRequired: true
        )
    }

    private func notes(isNeeded: Bool = false) -> [ActionForm.Field] {
        [text("publicNote", isRequired: isNeeded), text("privateNote")]
    }

    private var effectiveOn: ActionForm.Field {
        ActionForm.Field(
            name: "effectiveOn",
            label: words.input("effectiveOn"),
            hint: words.hints["effectiveOn"],
            kind: .line(type: "date"),
            limit: 20
        )
    }

    private func line(
        _ name: String,
        _ value: String = "",
        isRequired: Bool = false,
        limit: Int = 200
    ) -> ActionForm.Field {
        ActionForm.Field(
            name: name,
            label: words.input(name),
            hint: words.hints[name],
            kind: .line(type: "text"),
            value: value,
            isRequired: isRequired,
            limit: limit
        )
    }

    private func text(_ name: String, isRequired: Bool = false, limit: Int = 2000) -> ActionForm.Field {
        ActionForm.Field(
            name: name,
            label: words.input(name),
            hint: words.hints[name],
            kind: .text,
            isRequired: isRequired,
            limit: limit
        )
    }
}
