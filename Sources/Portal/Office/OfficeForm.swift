import HTTPTypes
import Hummingbird
import Registry

/// What the forms of the office and of laboratories sent, field by field.
struct OfficeForm: Sendable {
    /// A text of 2,000 characters has 18,000 bytes when it is written in Japanese; two of them fit, and 500 results.
    private static let bodyLimit = 64 << 10
    /// A result for every finding, and the rest.
    private static let mostFields = 520

    let fields: AccountForm

    init(_ request: Request) async throws {
        fields = try await AccountForm(request, limit: Self.bodyLimit, pairs: Self.mostFields)
    }

    /// Which form it was; empty for none.
    var word: String { (try? fields.line("action", limit: 40)) ?? "" }

    /// A text as it was typed; nil where it is empty.
    func stated(_ name: String, limit: Int = 200) throws(Refusal) -> String? {
        let text = try fields.line(name, limit: limit)
        return text.isEmpty ? nil : text
    }

    /// A sentence; whether it may be empty is decided where it is used.
    func text(_ name: String) throws(Refusal) -> String { try fields.line(name, limit: 2000) }

    /// A day as people write it; nil where it is empty.
    func day(_ name: String) throws(Refusal) -> Day? {
        guard let text = try stated(name, limit: 40) else { return nil }
        do {
            return try WrittenDay.parse(text)
        } catch {
            var refusal = error
            refusal.field = name
            throw refusal
        }
    }

    func neededDay(_ name: String) throws(Refusal) -> Day {
        guard let day = try day(name) else {
            throw Refusal(.malformed, "State the day", ja: "日付を入力してください", field: name, code: "noDay")
        }
        return day
    }

    /// Whole yen; commas and full-width digits do not matter. nil where it is empty.
    func amount(_ name: String) throws(Refusal) -> Int? {
        guard let text = try stated(name, limit: 40) else { return nil }
        let digits = text.compatible.replacing(",", with: "")
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let amount = Int(digits)
        else {
            throw Refusal(
                .malformed,
                "State the amount in whole yen",
                ja: "金額を円の整数で入力してください",
                field: name,
                code: "malformedAmount"
            )
        }
        return amount
    }

    /// One of the words that a choice offers.
    func choice<Choice: RawRepresentable>(_ name: String) throws(Refusal) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try fields.line(name, limit: 60)) else { throw Self.unknownChoice(name) }
        return choice
    }

    static func unknownChoice(_ name: String) -> Refusal {
        Refusal(.malformed, "Choose one of these", ja: "一つ選んでください", field: name, code: "unknownChoice")
    }

    static let unknownAction = Refusal(
        .malformed,
        "There is no such form on this page",
        ja: "このページにない操作です",
        field: "action",
        code: "unknownAction"
    )

    /// What was sent, for the page that shows it again.
    func typed(_ names: [String], boxes: [String] = [], refusal: Refusal) -> ActionForm.Typed {
        var typed = ActionForm.Typed(word: word, values: [:], refusal: refusal)
        for name in names where !boxes.contains(name) {
            typed.values[name] = (try? fields.secret(name)).map { String($0.cleaned.text.prefix(4000)) } ?? ""
        }
        for name in boxes { typed.boxes[name] = fields.words(name) }
        return typed
    }
}
