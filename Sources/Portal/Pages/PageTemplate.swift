import Mustache

/// The bodies of the pages beside the scan page. `[[name]]` is a word of `PageWords` put in when a language is cut,
/// `[[=name]]` the same for an attribute; `{{name}}` is a value of the view, always escaped.
enum PageTemplate: String, CaseIterable {
    case front
    case miss
    case candidates
    case doubtForm
    case doubtThanks
    case problem
    case unconfirmed
    case about
    case search
    case claims
    case tender
    case check
    case checkResult
    case checkProgress
    case receipt
    case system
    case systemSheet
    case form
    case notice
    case account
    case codes
    case recovery
    case members
    case keys
    case calendar
    case webhooks
    case webhook
    case scope
    case times
    case diary
    case office
    case officeQueue
    case officeCase
    case assessments
    case assessment
    case laboratories
    case letters
    case officeLabel
    case officeProposals
    case officeProposal
    case officeFound
    case caseDesk
    case caseFile
    case caseLog
    case caseEntry
    case applications
    case application
    case documents
    case kit
    case filingSheet
    case invoice

    /// Wide, with tables and many fields.
    var isOffice: Bool {
        [
            .search, .checkResult, .systemSheet, .diary, .applications, .invoice, .office, .officeQueue, .officeCase,
            .assessments, .assessment, .laboratories, .letters, .caseDesk, .caseFile, .caseLog, .officeLabel,
            .officeProposals, .officeProposal, .officeFound, .times,
        ].contains(self)
    }

    /// The name of the word that is the page's title.
    var title: String {
        switch self {
        case .front: "frontTitle"
        case .miss: "missUnknownTitle"
        case .candidates: "foundTitle"
        case .doubtForm: "doubtTitle"
        case .doubtThanks: "thanksTitle"
        case .problem: "siteName"
        case .unconfirmed: "unconfirmedTitle"
        case .about: "aboutTitle"
        case .search: "searchTitle"
        case .claims: "claimTitle"
        case .tender: "tenderTitle"
        case .check: "checkTitle"
        case .checkResult: "checkResultTitle"
        case .checkProgress: "checkRunningTitle"
        case .receipt: "checkReceipt"
        case .system: "systemTitle"
        case .systemSheet: "systemSheet"
        case .form, .notice: "signInTitle"
        case .account: "accountTitle"
        case .codes: "codesTitle"
        case .recovery: "recoveryTitle"
        case .members: "membersTitle"
        case .keys: "keysTitle"
        case .calendar: "calendarTitle"
        case .webhooks, .webhook: "webhooksTitle"
        case .scope: "scopeTitle"
        case .times: "timesTitle"
        case .diary: "diaryTitle"
        case .office: "officeTitle"
        case .officeQueue: "queueTitle"
        case .officeCase: "caseTitle"
        case .assessments: "assessmentsTitle"
        case .assessment: "assessmentTitle"
        case .laboratories: "laboratoriesTitle"
        case .letters: "lettersTitle"
        case .officeLabel: "officeLabelTitle"
        case .officeProposals: "proposalsTitle"
        case .officeProposal: "proposalTitle"
        case .officeFound: "officeFindTitle"
        case .caseDesk, .caseFile: "deskTitle"
        case .caseLog, .caseEntry: "casesTitle"
        case .applications, .application: "applicationsTitle"
        case .documents: "partDocuments"
        case .kit: "kitTitle"
        case .filingSheet: "sheetTitle"
        case .invoice: "invoiceTitle"
        }
    }

    /// Pages that have the sheet of checks.
    var isCheck: Bool { [.check, .checkResult, .checkProgress, .receipt, .system, .systemSheet].contains(self) }

    var source: String {
        switch self {
        case .front: Self.frontSource
        case .miss: Self.missSource
        case .candidates: Self.candidatesSource
        case .doubtForm: Self.doubtFormSource
        case .doubtThanks: Self.doubtThanksSource
        case .problem: Self.problemSource
        case .unconfirmed: Self.unconfirmedSource
        case .about: Self.aboutSource
        case .search: Self.searchSource
        case .claims: Self.claimsSource
        case .tender: Self.tenderSource
        case .check: Self.checkSource
        case .checkResult: Self.checkResultSource
        case .checkProgress: Self.checkProgressSource
        case .receipt: Self.receiptSource
        case .system: Self.systemSource
        case .systemSheet: Self.systemSheetSource
        case .form: Self.formSource
        case .notice: Self.noticeSource
        case .account: Self.accountSource
        case .codes: Self.codesSource
        case .recovery: Self.recoverySource
        case .members: Self.membersSource
        case .keys: Self.keysSource
        case .calendar: Self.calendarSource
        case .webhooks: Self.webhooksSource
        case .webhook: Self.webhookSource
        case .scope: Self.scopeSource
        case .times: Self.timesSource
        case .diary: Self.diarySource
        case .office: Self.officeSource
        case .officeQueue: Self.officeQueueSource
        case .officeCase: Self.officeCaseSource
        case .assessments: Self.assessmentsSource
        case .assessment: Self.assessmentSource
        case .laboratories: Self.laboratoriesSource
        case .letters: Self.lettersSource
        case .officeLabel: Self.officeLabelSource
        case .officeProposals: Self.officeProposalsSource
        case .officeProposal: Self.officeProposalSource
        case .officeFound: Self.officeFoundSource
        case .caseDesk: Self.caseDeskSource
        case .caseFile: Self.caseFileSource
        case .caseLog: Self.caseLogSource
        case .caseEntry: Self.caseEntrySource
        case .applications: Self.applicationsSource
        case .application: Self.applicationSource
        case .documents: Self.documentsSource
        case .kit: Self.kitSource
        case .filingSheet: Self.filingSheetSource
        case .invoice: Self.invoiceSource
        }
    }

    /// The template of one language, parsed. Throws where a template does not parse.
    func template(_ words: [String: String], _ language: Language) throws -> MustacheTemplate {
        try MustacheTemplate(string: Self.filled(source, words, language))
    }

    /// The source with the words of a language in it; an unknown word stays visible, which a test looks for.
    static func filled(_ source: String, _ words: [String: String], _ language: Language) -> String {
        var text = ""
        for (index, part) in source.split("[[").enumerated() {
            guard index > 0, let end = part.range("]]") else {
                text += index > 0 ? "[[" + part : part
                continue
            }
            let name = String(part[..<end.lowerBound])
            let rest = part[end.upperBound...]
            if name == "lang" {
                text += language.rawValue
            } else if name.hasPrefix("="), let word = words[String(name.dropFirst())] {
                text += String(decoding: ScanFace.escaped(Phrase.plain(word)), as: UTF8.self)
            } else if let word = words[name] {
                text += String(decoding: Phrase(word).bytes, as: UTF8.self)
            } else {
                text += "[[" + name + "]]"
            }
            text += rest
        }
        return text
    }
}

extension String {
    fileprivate func split(_ separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let found = rest.range(separator) {
            parts.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return parts + [String(rest)]
    }
}

extension StringProtocol {
    /// Where a text stands for the first time.
    fileprivate func range(_ text: String) -> Range<Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
            formIndex(after: &at)
        }
        return nil
    }
}
