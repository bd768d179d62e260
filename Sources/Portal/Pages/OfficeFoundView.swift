import Registry
import Store

extension PageView {
    /// What the office's box found, group by group.
    struct OfficeFoundView {
        struct Hit {
            var href: String?
            var name: String
            var detail: String
        }

        struct Group {
            var heading: String
            var hits: [Hit]
        }

        var asked: String
        var isNone: Bool
        var hasMore: Bool
        var groups: [Group]

        /// - Parameter found: nil where nothing was asked.
        init(
            _ asked: String,
            _ found: OfficeFindings?,
            _ reading: LabelReading,
            _ rules: Rules,
            _ language: Language
        ) {
            let words = LabelOfficeWords.words(language)
            let lang = "?lang=" + language.rawValue
            self.asked = asked
            hasMore = found?.hasMore ?? false
            let kinds = ApplicationWords.words(language)
            let applications = (found?.applications ?? []).map { application in
                Hit(
                    href: PagePath.officeCase(application.id) + lang,
                    name: application.number.isEmpty ? "#\(application.id)" : application.number,
                    detail: kinds.kind(application.kind) + " · "
                        + language.say(rules.workflow.name(of: application.state))
                )
            }
            let labels = (found?.labels ?? []).map { label in
                Hit(
                    href: PagePath.officeLabel(label.number) + lang,
                    name: label.number.text,
                    detail: [reading.about(label), label.source].filter { !$0.isEmpty }.joined(separator: " · ")
                )
            }
            let organisations = (found?.organisations ?? []).map { organisation in
                let merged = found?.merged[organisation.id].map { words.fact("mergedText", String($0)) }
                return Hit(
                    name: organisation.name(language.ofLetters),
                    detail: [
                        words.fact("organisationText", words.fact(organisation.side.rawValue), String(organisation.id)),
                        organisation.corporateNumber?.text ?? organisation.foreignProof, merged ?? "",
                    ].filter { !$0.isEmpty }.joined(separator: " · ")
                )
            }
            let accounts = (found?.accounts ?? []).map { account in
                Hit(
                    name: account.address.text,
                    detail: "\(account.name) · \(account.organisation.name(language.ofLetters)) · account \(account.id)"
                )
            }
            groups = [
                ("applications", applications), ("labels", labels), ("organisations", organisations),
                ("accounts", accounts),
            ].filter { !$0.1.isEmpty }.map { Group(heading: words.groups[$0.0] ?? $0.0, hits: $0.1) }
            isNone = found != nil && groups.isEmpty
        }
    }
}
