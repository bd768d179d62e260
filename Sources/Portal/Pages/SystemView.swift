import Registry
import Store

/// A checked system as its sheet shows it.
struct SystemSheetPage: Sendable {
    var receipt: Receipt
    var head: ReceiptHead
    var rows: [ReceiptRow]
    var editions: [Edition]
}

extension Pages {
    /// The form for a system, empty or with what is wrong in it, and the rules that ask component by component.
    func system(_ draft: CheckDraft, on day: Day, language: Language) -> [UInt8] {
        let rules = rules.procurement.filter(\.isPerComponent)
            .map { PageView.Tender.Row(TenderWording.DatedRule($0, on: day), self.rules, language) }
        let form = PageView.Check(draft, CheckWords.words(language), language)
        let view = PageView.System(form: form, hasRules: !rules.isEmpty, rules: rules)
        return page(.system, view, language, keeping: draft.refusal == nil ? "" : nil, isHidden: draft.refusal != nil)
    }

    /// The sheet of a system, to print and to file.
    func systemSheet(_ sheet: SystemSheetPage, language: Language) -> [UInt8] {
        page(.systemSheet, PageView.SystemSheet(sheet, host: host, language), language, keeping: "", isHidden: true)
    }
}

extension PageView {
    struct System {
        var form: Check
        var hasRules: Bool
        var rules: [Tender.Row]
    }

    struct SystemSheet {
        /// What a row leaves out is nil under a name that the page does not have, or the template would find the page's.
        struct Row {
            var line: Int
            var component: String
            var asked: String
            var number: String?
            var maker: String?
            var model: String?
            var held: String?
            var assurance: String?
            var until: DayText?
            var outcome: String
            var word: String
            var why: String
        }

        var isTest: Bool
        var outcome: String
        var verdict: String
        var dayISO: String
        var day: String
        var through: DayText?
        var level: String?
        var recorded: String
        var revision: String
        var receipt: String
        var digest: String
        var editions: [CheckResult.Listed]
        var rows: [Row]
        var rowsHref: String
        var keptISO: String
        var kept: String

        init(_ sheet: SystemSheetPage, host: String, _ language: Language) {
            let receipt = sheet.receipt
            let (day, kept) = (DayText(receipt.asked.day, language), DayText(receipt.rowsUntil.day, language))
            isTest = receipt.isTest
            outcome = receipt.tally.verdict.rawValue
            verdict = Phrase.plain(SystemWords.words(language).word(receipt.tally.verdict))
            (dayISO, self.day) = (day.iso, day.text)
            through = receipt.coveredThrough.map { DayText($0, language) }
            level = receipt.levelAtLeast?.code
            recorded = CheckMoment.text(receipt.recordedAt, language)
            revision = grouped(Int(receipt.asked.revision))
            self.receipt = "https://\(host)\(PagePath.receipt(receipt.name))"
            digest = receipt.inputDigest
            editions = sheet.editions.map { CheckResult.Listed($0, language) }
            rows = sheet.rows.map { Row($0, sheet.head, receipt, language) }
            rowsHref = PagePath.rows(receipt.secret) + "?lang=" + language.rawValue
            (keptISO, self.kept) = (kept.iso, kept.text)
        }
    }
}

extension PageView.SystemSheet.Row {
    init(_ row: ReceiptRow, _ head: ReceiptHead, _ receipt: Receipt, _ language: Language) {
        let words = CheckWords.words(language)
        let isEnglish = language == .en
        func cell(_ field: String) -> String {
            head.fields.firstIndex(of: field).flatMap { $0 < row.cells.count ? row.cells[$0] : nil } ?? ""
        }
        func stated(_ first: String, _ second: String) -> String? {
            first.isEmpty ? second.isEmpty ? nil : second : first
        }
        line = row.line
        component = cell("component")
        asked =
            switch Requirement(cell("requiredLevel")) {
            case .atLeast(let level): level.code
            case .asTheList: receipt.levelAtLeast?.code ?? Phrase.plain(words.checkAny)
            case .noLabel, .unreadable: cell("requiredLevel")
            }
        let found = row.found
        number = found?.number
        maker = found.flatMap { isEnglish ? stated($0.makerEN, $0.makerJA) : stated($0.makerJA, $0.makerEN) }
        model = stated(row.model, cell("model"))
        held = found.flatMap { $0.isProvisional ? nil : $0.level.code }
        assurance = found.flatMap { found in
            guard !found.isProvisional else { return nil }
            let pages = PageWords.words(language)
            return Phrase.plain(found.assurance == .selfDeclared ? pages.declared : pages.assessed)
        }
        until = found?.heldUntil.map { PageView.DayText($0, language) }
        // What nobody asked for has met nothing.
        let isAsked = !row.reasons.contains(.notRequired)
        outcome = isAsked ? row.outcome.rawValue : "notAsked"
        word = Phrase.plain(isAsked ? words.word(row.outcome) : SystemWords.words(language).systemNotAsked)
        why = isEnglish ? row.why.en : row.why.ja
    }
}
