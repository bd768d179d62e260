import HTTPTypes
import Registry
import Store

/// The JSON of checks.
enum CheckWire {
    /// A receipt. Whoever knows the secret is told where the rows are; nobody else is.
    static func receipt(_ receipt: Receipt, _ facts: SiteFacts, editions: [Edition], secret: Bool) -> [UInt8] {
        var json = JSONWriter(capacity: 4096)
        json.object { json in
            json.text("id", receipt.name)
            json.text("state", CheckJob.State.finished.rawValue)
            json.text("address", "https://\(facts.host)\(PagePath.receipt(receipt.name))")
            if secret { json.text("rows", "https://\(facts.host)/api/v1/checks/\(receipt.secret)/rows") }
            if secret { json.text("page", "https://\(facts.host)\(PagePath.rows(receipt.secret))") }
            json.text("rowsUntil", receipt.rowsUntil.text)
            said(receipt, into: &json)
            json.object("counts") { counts(receipt.tally, into: &$0) }
            json.list("editions", editions) { json, edition in
                json.object {
                    $0.text("source", edition.source)
                    $0.day("day", edition.day)
                    $0.text("sha256", edition.digest)
                }
            }
            closing(receipt, facts, into: &json)
        }
        return json.bytes
    }

    /// What was brought and asked.
    private static func said(_ receipt: Receipt, into json: inout JSONWriter) {
        json.object("input") { json in
            json.text("sha256", receipt.inputDigest)
            json.text("form", receipt.form)
            json.stated("encoding", receipt.encoding)
            json.integer("rows", Int64(receipt.tally.rows))
        }
        json.day("day", receipt.asked.day)
        json.day("askedOn", receipt.asked.today)
        json.day("coveredThrough", receipt.coveredThrough)
        json.optional("levelAtLeast", receipt.levelAtLeast?.code)
        json.flag("system", receipt.isSystem)
        json.text("verdict", receipt.tally.verdict.rawValue)
        json.text("conditions", receipt.conditionsThen)
    }

    private static func closing(_ receipt: Receipt, _ facts: SiteFacts, into json: inout JSONWriter) {
        json.flag("unofficial", !facts.isOfficial)
        json.optional("watermark", receipt.isTest ? "test" : facts.isFictional ? "fictional" : nil)
        json.integer("revision", receipt.asked.revision)
        json.text("recordedAt", receipt.recordedAt.text)
        json.text("rules", receipt.rules)
    }

    private static func counts(_ tally: CheckTally, into json: inout JSONWriter) {
        func list<Word: RawRepresentable<String> & CaseIterable & Hashable>(
            _ key: StaticString,
            _ counts: [Word: Int],
            into json: inout JSONWriter
        ) {
            json.list(key, Word.allCases.filter { counts[$0] != nil }) { json, word in
                json.object {
                    $0.text("value", word.rawValue)
                    $0.integer("rows", Int64(counts[word] ?? 0))
                }
            }
        }
        list("outcome", tally.outcomes, into: &json)
        list("match", tally.matches, into: &json)
        list("reasons", tally.reasons, into: &json)
    }

    /// A check that is not over, or that was not finished.
    static func job(_ job: CheckJob, _ facts: SiteFacts, secret: Bool) -> [UInt8] {
        var json = JSONWriter(capacity: 512)
        json.object { json in
            json.text("id", job.name)
            json.text("state", job.state.rawValue)
            json.integer("done", Int64(job.done))
            json.integer("total", Int64(job.total))
            json.text("status", "https://\(facts.host)/api/v1/checks/\(job.name)")
            if secret { json.text("rows", "https://\(facts.host)/api/v1/checks/\(job.secret)/rows") }
            if secret { json.text("page", "https://\(facts.host)\(PagePath.rows(job.secret))") }
        }
        return json.bytes
    }

    /// A page of rows.
    static func rows(
        _ page: ReceiptPage,
        _ receipt: Receipt,
        _ head: ReceiptHead,
        _ facts: SiteFacts,
        next: String?
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 1024 + page.rows.count * 600)
        json.object { json in
            self.head(receipt, head, facts, into: &json)
            json.list("rows", page.rows) { json, row in json.object { self.row(row, into: &$0) } }
            json.optional("next", next)
        }
        return json.bytes
    }

    /// What stands before the rows, on a page and in a file.
    static func head(_ receipt: Receipt, _ head: ReceiptHead, _ facts: SiteFacts, into json: inout JSONWriter) {
        json.text("id", receipt.name)
        said(receipt, into: &json)
        closing(receipt, facts, into: &json)
        if let header = head.header {
            json.list("header", header) { $0.value($1) }
        } else {
            json.none("header")
        }
        json.list("fields", head.fields) { $0.value($1) }
    }

    /// One row: the user's cells, and what is said of them.
    static func row(_ row: ReceiptRow, into json: inout JSONWriter) {
        json.integer("row", Int64(row.place))
        json.integer("line", Int64(row.line))
        json.list("cells", row.cells) { $0.value($1) }
        json.text("outcome", row.outcome.rawValue)
        json.list("reasons", row.reasons) { $0.value($1.rawValue) }
        json.text("match", row.match.rawValue)
        json.optional("coverage", row.coverage?.word.rawValue)
        json.day("coverageDay", row.coverage?.day)
        if let found = row.found {
            json.object("label") { label(found, into: &$0) }
        } else {
            json.none("label")
        }
        json.stated("model", row.model)
        json.list("candidates", row.candidates) { json, candidate in json.object { label(candidate, into: &$0) } }
        json.object("why") { json in
            json.text("ja", row.why.ja)
            json.text("en", row.why.en)
        }
    }

    private static func label(_ label: ReceiptRow.Label, into json: inout JSONWriter) {
        json.text("registrationNumber", label.number)
        json.text("code", label.code)
        json.text("standing", label.standing.rawValue)
        json.optional("level", label.isProvisional ? nil : label.level.code)
        json.optional("assurance", label.isProvisional ? nil : label.assurance.rawValue)
        json.day("heldUntil", label.heldUntil)
        json.stated("manufacturerJa", label.makerJA)
        json.stated("manufacturerEn", label.makerEN)
    }
}
