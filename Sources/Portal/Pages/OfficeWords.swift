import Registry

/// The words of the office's and the laboratories' pages. Easy Japanese speaks as Japanese does here: who reads them
/// works with the registry.
struct OfficeWords: Sendable {
    var officeTitle: String
    var officeLead: String
    var officeSearch: String
    var officeSearchHint: String
    var officeSearchButton: String
    var officeSearchNone: String
    var officeState: String
    var officeCount: String
    var officeMany: String
    var queueTitle: String
    var queueNone: String
    var queueNumber: String
    var queueKind: String
    var queueProduct: String
    var queueNameless: String
    var queueOrganisation: String
    var queueLevel: String
    var queueSince: String
    var queueDays: String
    var queueDeadline: String
    var queueOverdue: String
    var queueAssessment: String
    var queueNext: String
    var caseTitle: String
    var caseDone: String
    var caseStatus: String
    var caseActions: String
    var caseNoActions: String
    var caseProve: String
    var caseProveButton: String
    var caseUnsubmitted: String
    var caseApplicant: String
    var caseAsked: String
    var caseProduct: String
    var caseNames: String
    var caseNamesLead: String
    var caseModels: String
    var caseModel: String
    var caseGTIN: String
    var caseVersions: String
    var caseModelCount: String
    var caseNoModels: String
    var caseChecklist: String
    var caseItem: String
    var caseAnswer: String
    var caseEvidence: String
    var caseUnanswered: String
    var caseWaived: String
    var caseOtherItems: String
    var caseDocuments: String
    var caseNoDocuments: String
    var caseDocument: String
    var caseDocumentKind: String
    var caseDocumentOther: String
    var caseDocumentSize: String
    var caseDocumentAdded: String
    var caseDeclaration: String
    var caseDeclared: String
    var caseUndeclared: String
    var caseDifferences: String
    var caseNoDifferences: String
    var caseField: String
    var caseBefore: String
    var caseAfter: String
    var caseFee: String
    var caseFeeReceived: String
    var caseFeeIfReceived: String
    var caseFeeUnknown: String
    var caseFeeNone: String
    var caseFeeNoPrice: String
    var caseFeeNotOpen: String
    var caseInvoice: String
    var caseAssessment: String
    var caseRounds: String
    var caseFindings: String
    var caseNoFindings: String
    var caseFinding: String
    var caseModule: String
    var caseSeverity: String
    var caseCheck: String
    var caseSeen: String
    var caseFixedIn: String
    var caseResults: String
    var caseTimeline: String
    var caseMoment: String
    var caseWho: String
    var caseWhat: String
    var caseNote: String
    var caseSomebody: String
    var assessmentsTitle: String
    var assessmentsLead: String
    var assessmentsNone: String
    var assessmentTitle: String
    var laboratoriesTitle: String
    var laboratoriesLead: String
    var laboratoriesNone: String
    var laboratoryName: String
    var laboratoryProof: String
    var laboratoryLevels: String
    var laboratoryValid: String
    var laboratoryValidNow: String
    var laboratoryValidNot: String
    var laboratoryConflicts: String
    var laboratoryDone: String
    var laboratoryInvited: String
    var laboratoryNew: String
    /// What a form does, by its word.
    var actions: [String: String]
    /// A sentence before the fields of a form, by its word.
    var leads: [String: String]
    /// Labels of fields, by their names.
    var inputs: [String: String]
    var hints: [String: String]
    /// What was done, by the word of the timeline.
    var steps: [String: String]
    /// Names and values of facts.
    var facts: [String: String]

    static func words(_ language: Language) -> OfficeWords { language == .en ? english : japanese }

    func action(_ word: String) -> String { actions[word] ?? word }

    func input(_ name: String) -> String { inputs[name] ?? name }

    func step(_ word: String) -> String { steps[word] ?? word }

    /// A fact's name, or a sentence about it with its slots filled.
    func fact(_ name: String, _ parts: String...) -> String { Self.filled(facts[name] ?? name, parts) }

    /// A text with `{0}` and what follows it filled in.
    static func filled(_ text: String, _ parts: [String]) -> String {
        var filled = ""
        var rest = Substring(text)
        while let next = rest.first {
            let mark = rest.prefix(3)
            if next == "{", mark.count == 3, mark.last == "}", let slot = mark.dropFirst().first?.wholeNumberValue,
                parts.indices.contains(slot)
            {
                filled += parts[slot]
                rest = rest.dropFirst(3)
            } else {
                filled.append(next)
                rest = rest.dropFirst()
            }
        }
        return filled
    }

    /// The name of something stated, as `ApplicationDraft.differences` calls it.
    func field(_ name: String, _ words: ApplicationWords) -> String {
        if let name = facts[name] { return name }
        for (prefix, word) in [("models.", "models"), ("documents.", "documents")] where name.hasPrefix(prefix) {
            return fact(word) + " " + name.dropFirst(prefix.count)
        }
        if name.hasPrefix("checklist.") { return caseChecklist + " " + name.dropFirst("checklist.".count) }
        if name.hasPrefix("newHolder.") {
            let part = "manufacturer." + name.dropFirst("newHolder.".count)
            return fact("holder") + ": " + (facts[part] ?? Self.stated(part, words) ?? part)
        }
        return Self.stated(name, words) ?? name
    }

    /// What the applicant's forms call it.
    private static func stated(_ name: String, _ words: ApplicationWords) -> String? {
        switch name {
        case "level": words.termsLevel
        case "route": words.termsRoute
        case "statementLink": words.termsLink
        case "isByProxy": words.termsProxyYes
        case "manufacturer.publicContact": words.productPublicContact
        case "manufacturer.vulnerabilityContact": words.productVulnerabilityContact
        case "product.nameJA": words.productNameJA
        case "product.nameEN": words.productNameEN
        case "product.brand": words.productBrand
        case "product.category": words.productCategory
        case "product.descriptionJA": words.productDescriptionJA
        case "product.descriptionEN": words.productDescriptionEN
        case "product.services": words.productServices
        case "product.updateMethodJA": words.productUpdatesJA
        case "product.updateMethodEN": words.productUpdatesEN
        case "product.support": words.productSupport
        case "product.defaultCredentialsJA": words.productCredentialsJA
        case "product.defaultCredentialsEN": words.productCredentialsEN
        case "product.setupLink": words.productSetup
        case "product.disclosureLink": words.productDisclosure
        case "contact.name": words.contactName
        case "contact.address": words.contactAddress
        case "contact.telephone": words.contactTelephone
        case "remark": words.contactRemark
        default: nil
        }
    }
}
