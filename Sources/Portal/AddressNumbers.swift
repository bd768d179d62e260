import Hummingbird
import Registry

/// The numbers in addresses of the signed-in. What is no number is as little there as what belongs to somebody else.
extension PortalContext {
    /// Of what is counted, 1 to 18 digits.
    func id(orThrow missing: Refusal) throws(Refusal) -> Int64 {
        guard let text = parameters.get("id"), text.utf8.count <= 18, let id = Int64(text), id > 0 else {
            throw missing
        }
        return id
    }

    func applicationID() throws(Refusal) -> Int64 {
        try id(
            orThrow: Refusal(
                .missing,
                "There is no such application",
                ja: "該当する申請がありません",
                code: "missing"
            )
        )
    }

    /// Of a document within its application.
    func documentNumber() throws(Refusal) -> Int {
        guard let text = parameters.get("number"), text.utf8.count <= 9, let number = Int(text), number > 0 else {
            throw Refusal(.missing, "There is no such document", ja: "該当する書類がありません", code: "missing")
        }
        return number
    }

    /// One segment of the address, percent-encoded.
    func registrationNumber() throws -> RegistrationNumber {
        try RegistrationNumber(try Query.decoded(parameters.get("number") ?? "", plusIsBlank: false))
    }
}

extension Visit {
    /// The office alone; to others its pages do not exist.
    func checkOffice() throws(Refusal) {
        guard reach == .any else {
            throw Refusal(.missing, "There is no such page", ja: "該当するページがありません", code: "missing")
        }
    }
}

extension Query {
    /// Where a page of a queue goes on: since when and which the last line of the page before was, as
    /// `1790000000000.12`; nil for the first page.
    func queuePlace() throws(Refusal) -> (since: Moment, id: Int64)? {
        guard let text = try value("after") else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 40, let since = Int64(parts[0]), let id = Int64(parts[1]), id > 0
        else {
            throw Refusal(
                .malformed,
                "after is taken from the link to the next page",
                ja: "after には次のページへのリンクにある値を使ってください",
                field: "after",
                code: "malformedCursor"
            )
        }
        return (Moment(milliseconds: since), id)
    }
}
