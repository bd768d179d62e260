import Exports
import Registry
import Store

/// The form of a check as it was sent, so that a mistake is mended and not typed again. A list is never shown again.
struct CheckDraft: Sendable {
    private let values: [String: String]
    let limit: Int
    /// The form is the one for a system's components.
    var isSystem: Bool { value("system") == "yes" }
    var refusal: Refusal?

    init(_ fields: Query, _ limit: Int, isSystem: Bool = false) {
        var values: [String: String] = [:]
        for name in CheckAsking.parameters { values[name] = fields.lenient(name).map { String($0.prefix(100)) } }
        if isSystem { values["system"] = "yes" }
        self.values = values
        self.limit = limit
    }

    func value(_ name: String) -> String { values[name] ?? "" }
}

/// A page of a check's result.
struct CheckResultPage: Sendable {
    var receipt: Receipt
    var head: ReceiptHead
    var page: ReceiptPage
    var part: CheckPart
    var editions: [Edition]
}

extension Pages {
    /// The form, empty or with what is wrong in it.
    func check(_ draft: CheckDraft, on day: Day, language: Language) -> [UInt8] {
        guard !draft.isSystem else { return system(draft, on: day, language: language) }
        let words = CheckWords.words(language)
        let view = PageView.Check(draft, words, language)
        return page(.check, view, language, keeping: draft.refusal == nil ? "" : nil, isHidden: draft.refusal != nil)
    }

    /// The rows of a check, a page of them.
    func checkResult(_ result: CheckResultPage, language: Language) -> [UInt8] {
        let view = PageView.CheckResult(result, host: host, years: rules.evidenceYears, language)
        var keeping = ""
        if let outcome = result.part.outcome { keeping += "outcome=\(outcome.rawValue)&" }
        if result.part.after > 0 { keeping += "after=\(result.part.after)&" }
        return page(.checkResult, view, language, keeping: keeping, isHidden: true)
    }

    /// How far a long check is.
    func checkProgress(_ job: CheckJob, language: Language) -> [UInt8] {
        let view = PageView.CheckProgress(
            total: grouped(job.total),
            done: grouped(job.done),
            href: PagePath.rows(job.secret) + "?lang=" + language.rawValue,
            isRunning: job.state == .running
        )
        return page(.checkProgress, view, language, keeping: "", isHidden: true)
    }

    /// What a check leaves for everybody.
    func receipt(_ receipt: Receipt, at now: Moment, language: Language) -> [UInt8] {
        page(
            .receipt,
            PageView.Receipt(receipt, host: host, hasRows: receipt.hasRows(at: now), language),
            language,
            keeping: "",
            isHidden: true
        )
    }
}
