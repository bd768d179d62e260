import Registry
import Store

/// How the addresses of checks and receipts are read.
enum CheckAddress {
    /// What stands before the first dot, and what follows it.
    static func split(_ text: String) -> (secret: String, ending: String) {
        guard let dot = text.firstIndex(of: ".") else { return (text, "") }
        return (String(text[..<dot]), String(text[text.index(after: dot)...]))
    }

    static func isSecret(_ text: String) -> Bool { isHex(text, 32) }

    static func isName(_ text: String) -> Bool { isHex(text, 16) }

    private static func isHex(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    static let missing = Refusal(
        .missing,
        "There is no such check; one that was still running is lost when the registry is restarted: send it again",
        ja: "この照合は見つかりません。照合中に登録簿が再起動すると失われます。もう一度お送りください",
        code: "unknownCheck"
    )

    /// The receipt behind the address of its rows; refused once the rows' time is over.
    static func receipt(_ secret: String, _ site: PortalSite, at now: Moment) async throws -> Receipt {
        guard isSecret(secret), let receipt = try await site.store.receipt(secret: secret) else { throw missing }
        guard receipt.hasRows(at: now) else { throw CheckDesk.gone }
        return receipt
    }

    /// A receipt by its public address.
    static func receipt(named name: String, _ site: PortalSite) async throws -> Receipt {
        guard isName(name), let receipt = try await site.store.receipt(named: name) else { throw missing }
        return receipt
    }

    /// A path for the log: the address of rows is a secret, and so are a link of a letter and a holder's calendar.
    static func masked(_ written: String) -> String {
        // Empty parts count for nothing when a path is looked up, so they hide nothing here either.
        let path = written.contains("//") ? "/" + written.split(separator: "/").joined(separator: "/") : written
        for opened in [
            PagePath.join, PagePath.reset, PagePath.stop, PagePath.watches, PagePath.holderCalendar,
            PagePath.holderFeed,
        ]
        where path.lowercased().hasPrefix(opened + "/") {
            return opened + "/-"
        }
        guard path.hasPrefix("/checks/") || path.hasPrefix("/api/v1/checks/") else { return path }
        return path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            let (secret, ending) = split(String(part))
            return isSecret(secret) ? "-" + (ending.isEmpty ? "" : "." + ending) : String(part)
        }.joined(separator: "/")
    }
}

/// Which rows of a receipt are asked for.
struct CheckPart: Hashable, Sendable {
    /// nil for all.
    var outcome: CheckResult.Outcome?
    /// Place of the last row that was told.
    var after: Int
    var limit: Int

    static let largestLimit = 1000

    init(_ query: Query, limit: Int) throws(Refusal) {
        let outcomes: Set<CheckResult.Outcome> = try query.words("outcome")
        outcome = try outcomes.only("outcome")
        after = try query.number("after", in: 0...10_000_000) ?? 0
        self.limit = try query.number("limit", in: 1...Self.largestLimit) ?? limit
    }
}
