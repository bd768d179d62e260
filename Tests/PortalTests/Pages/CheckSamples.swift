import Registry

@testable import Portal
@testable import Store

/// Checks in every state their pages have.
enum CheckSamples {
    static let hostile = "<script>alert(1)</script>&\"'"

    static func receipt(isTest: Bool = true) -> Store.Receipt {
        Store.Receipt(
            id: 1,
            name: "0123456789abcdef",
            secret: "0123456789abcdef0123456789abcdef",
            inputDigest: String(repeating: "ab", count: 32),
            form: "csv",
            encoding: "shift_jis",
            conditions: "levelAtLeast=STAR-2&coveredThrough=2027-12-31&system=yes",
            asked: AskedMoment(day: PageSamples.today, today: PageSamples.today, revision: 4821),
            coveredThrough: PageSamples.day("2027-12-31"),
            rules: String(repeating: "cd", count: 32),
            tally: CheckTally(packed: "rows=3 outcome.pass=1 outcome.review=2 match.none=1 reason.noMatch=1"),
            recordedAt: PageSamples.today.start + 34_260_000,
            rowsUntil: PageSamples.today.start + 40 * 86_400_000,
            isTest: isTest
        )
    }

    static func rows() -> [ReceiptRow] {
        let asked = receipt().asked
        let conditions = receipt().checkConditions
        let found = PageSamples.answer(.valid)
        let results = [
            CheckResult(
                outcome: .pass,
                reasons: [],
                match: .exactModel,
                coverage: .covered,
                found: found,
                model: found.models.first
            ),
            CheckResult(
                outcome: .review,
                reasons: [.ambiguousModel],
                match: .ambiguous,
                candidates: [PageSamples.answer(.lapsed), PageSamples.awkward()]
            ),
            CheckResult(outcome: .review, reasons: [.noMatch], match: .none),
            CheckResult(
                outcome: .fail,
                reasons: [.gapBeforeDelivery],
                match: .code,
                coverage: .gapFrom(PageSamples.today),
                found: PageSamples.awkward()
            ),
        ]
        return results.enumerated().map { index, result in
            ReceiptRow(line: index + 2, cells: [hostile, "", "x"], result, why: result.why(conditions, asked))
        }
    }

    /// - Parameter isKept: by an account, for years.
    static func result(
        _ query: String = "outcome=review",
        isEmpty: Bool = false,
        isKept: Bool = true
    ) -> CheckResultPage? {
        var receipt = receipt()
        if !isKept { receipt.rowsUntil = receipt.recordedAt + Store.Receipt.rowLife }
        guard let query = try? Query(query), let part = try? CheckPart(query, limit: 200) else { return nil }
        return CheckResultPage(
            receipt: receipt,
            head: ReceiptHead(header: [hostile, "b", "c"], fields: ["model", "other", "ignored"]),
            page: isEmpty ? ReceiptPage(rows: []) : ReceiptPage(rows: rows(), next: 4),
            part: part,
            editions: [PageSamples.edition]
        )
    }

    static func sheet() -> SystemSheetPage {
        SystemSheetPage(
            receipt: receipt(),
            head: ReceiptHead(header: nil, fields: ["component", "ignored", "requiredLevel"]),
            rows: rows(),
            editions: [PageSamples.edition]
        )
    }

    static func draft() -> CheckDraft? {
        guard let query = try? Query("on=%3Cb%3E&knownAt=5&askedOn=2026-01-01&levelAtLeast=STAR-2") else { return nil }
        var draft = CheckDraft(query, 16 << 20)
        draft.refusal = Refusal(.malformed, "No <day>", ja: "<日>がありません", field: "on")
        return draft
    }

    static func job(_ state: CheckJob.State) -> CheckJob {
        var job = CheckJob(name: "x", secret: receipt().secret, key: nil, digest: "", total: 12_000)
        job.state = state
        return job
    }

    /// Every page, by name.
    static func pages(_ pages: Pages, _ language: Language) -> [(name: String, bytes: [UInt8])] {
        var all: [(String, [UInt8])] = [
            ("checkRunning", pages.checkProgress(job(.running), language: language)),
            ("checkFailed", pages.checkProgress(job(.failed), language: language)),
            ("receipt", pages.receipt(receipt(), at: PageSamples.today.start, language: language)),
            (
                "receiptBare",
                pages.receipt(receipt(isTest: false), at: PageSamples.day("2030-01-01").start, language: language)
            ),
        ]
        if let empty = try? Query("") {
            let today = PageSamples.today
            all.append(("check", pages.check(CheckDraft(empty, 16 << 20), on: today, language: language)))
            let system = CheckDraft(empty, 16 << 20, isSystem: true)
            all.append(("system", pages.check(system, on: today, language: language)))
        }
        if let draft = draft() {
            all.append(("checkFault", pages.check(draft, on: PageSamples.today, language: language)))
        }
        all.append(("systemSheet", pages.systemSheet(sheet(), language: language)))
        if let result = result(isKept: false) {
            all.append(("checkFresh", pages.checkResult(result, language: language)))
        }
        if let result = result() { all.append(("checkResult", pages.checkResult(result, language: language))) }
        if let result = result("", isEmpty: true) {
            all.append(("checkNoRows", pages.checkResult(result, language: language)))
        }
        return all
    }
}
