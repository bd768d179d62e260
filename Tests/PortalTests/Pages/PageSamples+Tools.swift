import Intake
import Registry
import TestSupport

@testable import Portal

extension PageSamples {
    /// The claim linter's page: empty, refused, with findings of every kind, and with none.
    static func claims(_ language: Language) throws -> [ClaimPage] {
        let rules = try SampleRules.official.rules
        func page(_ text: String, _ state: String) -> ClaimPage {
            ClaimPage(text: text, state: state, rules: rules, language: language)
        }
        let text = "<b>完全に安全</b> & \"unhackable\"。JC-STAR認証取得、★1適合予定。\n公的なお墨付き</textarea><script>alert(1)</script>"
        var refused = page("x", "nope")
        refused.refusal = Refusal(.malformed, "No <state>", ja: "状態 <x> はありません", field: "state")
        var found = page(text, "provisional")
        found.reading = try ClaimReading(text, state: "provisional", rules: rules)
        var quiet = page("自己適合宣言", "")
        quiet.reading = try ClaimReading("自己適合宣言", rules: rules)
        return [page("", ""), refused, found, quiet]
    }

    static func tender(_ language: Language) throws -> TenderPage {
        let rules = try SampleRules.official.rules
        let query = try TenderQuery(
            Query(
                "levelAtLeast=STAR-3&category=network-camera&category=energy-storage&on=2027-05-20&coveredThrough=2028-03-31"
            ),
            rules
        )
        let wording = try TenderWording(
            query.request,
            address: query.address("label.example.jp"),
            rules: rules,
            today: today
        )
        return TenderPage(wording: wording, query: query, rules: rules, language: language)
    }
}
