import Intake
import Registry
import Store

/// Reads what was sent of a part of an application into its draft. What is wrong with one field leaves the others as
/// they were typed, so that the form comes back with all of it.
struct ApplicationReply {
    /// As it will be saved, or shown again.
    var draft: ApplicationDraft
    /// The first thing that was wrong.
    var refusal: Refusal?
    /// Lines of a list that cannot be taken.
    var faults: [ModelList.Fault] = []

    let rules: Rules

    init(_ draft: ApplicationDraft, _ rules: Rules) {
        self.draft = draft
        self.rules = rules
    }

    private mutating func take(_ body: (inout ApplicationDraft) throws(Refusal) -> Void) {
        do throws(Refusal) { try body(&draft) } catch { refusal = refusal ?? error }
    }

    mutating func terms(_ fields: AccountForm) {
        take { draft throws(Refusal) in
            let word = try fields.line("level", limit: 20)
            guard !word.isEmpty else { return }
            guard let level = StarLevel(code: word) else { throw Self.unknown("level") }
            draft.level = level
        }
        take { draft throws(Refusal) in
            guard let route = ApplicationRoute(rawValue: try fields.line("route", limit: 20)) else {
                throw Self.unknown("route")
            }
            draft.route = route
        }
        take { draft throws(Refusal) in draft.statementLink = try Self.link(fields, "statementLink") }
        take { draft throws(Refusal) in draft.isByProxy = try fields.line("proxy", limit: 3) == "yes" }
    }

    mutating func product(_ fields: AccountForm) {
        let texts: [(String, WritableKeyPath<Product, String>, Int)] = [
            ("nameJA", \.nameJA, 200), ("nameEN", \.nameEN, 200), ("brand", \.brand, 200),
            ("descriptionJA", \.descriptionJA, 2000), ("descriptionEN", \.descriptionEN, 2000),
            ("updateMethodJA", \.updateMethodJA, 2000), ("updateMethodEN", \.updateMethodEN, 2000),
            ("defaultCredentialsJA", \.defaultCredentialsJA, 2000),
            ("defaultCredentialsEN", \.defaultCredentialsEN, 2000),
        ]
        for (name, path, limit) in texts {
            take { draft throws(Refusal) in draft.product[keyPath: path] = try fields.line(name, limit: limit) }
        }
        take { [rules] draft throws(Refusal) in
            let category = try fields.line("category", limit: 60)
            guard category.isEmpty || rules.category(category) != nil else { throw Self.unknown("category") }
            draft.product.category = category
        }
        take { draft throws(Refusal) in
            let services = try fields.lines("services")
            guard services.count <= 50 else {
                throw Refusal(.tooLarge, "At most 50 services", ja: "50件までです", field: "services", code: "tooMany")
            }
            draft.product.services = services
        }
        take { draft throws(Refusal) in draft.product.support = try Self.support(fields) }
        take { draft throws(Refusal) in draft.product.setupLink = try Self.link(fields, "setupLink") }
        take { draft throws(Refusal) in draft.product.disclosureLink = try Self.link(fields, "disclosureLink") }
        take { draft throws(Refusal) in
            draft.manufacturer.publicContact = try fields.line("publicContact", limit: 500)
        }
        take { draft throws(Refusal) in
            draft.manufacturer.vulnerabilityContact = try fields.line("vulnerabilityContact", limit: 500)
        }
    }

    private static func support(_ fields: AccountForm) throws(Refusal) -> Product.Support {
        switch try fields.line("support", limit: 20) {
        case "unsupported": return .unsupported
        case "until":
            let text = try fields.line("supportUntil", limit: 20)
            do throws(Refusal) { return .until(try Day.parse(text)) } catch {
                throw Refusal(
                    .malformed,
                    "State the last day as year, month and day",
                    ja: "最後の日を年月日で入力してください",
                    field: "supportUntil",
                    code: "malformedDay"
                )
            }
        case "", "notStated": return .notStated
        default: throw unknown("support")
        }
    }

    /// A list as a whole: the lines that can be taken, and what is wrong with the others.
    mutating func models(_ sent: ApplicationUpload) {
        guard !sent.list.allSatisfy({ $0 <= 0x20 }) else {
            draft.models = []
            return
        }
        do throws(Refusal) {
            let list: ModelList
            if let text = sent.text {
                list = try ModelList(typed: text)
            } else {
                list = try ModelList(sent.list, hint: sent.hint)
            }
            draft.models = list.models
            faults = list.faults
        } catch {
            refusal = error
            refusal?.field = "models"
        }
    }

    mutating func checklist(_ fields: AccountForm, _ items: [CriteriaItem]) {
        for item in items {
            take { draft throws(Refusal) in
                let word = try fields.line(item.id, limit: 20)
                let evidence = try fields.line("\(item.id)-evidence", limit: 1000)
                guard !word.isEmpty || !evidence.isEmpty else {
                    draft.checklist[item.id] = nil
                    return
                }
                guard let statement = ChecklistAnswer.Statement(rawValue: word) else {
                    throw Refusal(
                        .malformed,
                        "Say whether it is met, or does not apply",
                        ja: "満たしているか、該当しないかを選んでください",
                        field: item.id,
                        code: "unanswered"
                    )
                }
                draft.checklist[item.id] = ChecklistAnswer(statement, evidence: evidence)
            }
        }
    }

    mutating func contact(_ fields: AccountForm, _ kind: ApplicationKind) {
        take { draft throws(Refusal) in draft.contact.name = try fields.line("contactName", limit: 200) }
        take { draft throws(Refusal) in
            let text = try fields.line("contactAddress", limit: 254)
            draft.contact.address = text
            guard !text.isEmpty else { return }
            do throws(Refusal) { _ = try MailAddress(text) } catch {
                var error = error
                error.field = "contactAddress"
                throw error
            }
        }
        take { draft throws(Refusal) in draft.contact.telephone = try fields.line("contactTelephone", limit: 40) }
        take { draft throws(Refusal) in draft.remark = try fields.line("remark", limit: 2000) }
        guard kind == .change else { return }
        take { draft throws(Refusal) in
            let name = try fields.line("newHolder", limit: 200)
            let number = try fields.line("newHolderNumber", limit: 13)
            guard !name.isEmpty || !number.isEmpty else {
                draft.newHolder = nil
                return
            }
            var holder = draft.newHolder ?? Manufacturer(key: "")
            (holder.nameJA, holder.corporateNumber, holder.key) = (name, number, number)
            draft.newHolder = holder
            do throws(Refusal) { _ = try CorporateNumber(number) } catch {
                var error = error
                error.field = "newHolderNumber"
                throw error
            }
            guard !name.isEmpty else {
                throw Refusal(
                    .malformed,
                    "Name the new holder",
                    ja: "新しい名義を入力してください",
                    field: "newHolder",
                    code: "noName"
                )
            }
        }
    }

    private static func link(_ fields: AccountForm, _ name: String) throws(Refusal) -> String {
        let text = try fields.line(name, limit: 2000)
        guard text.isEmpty || text.hasPrefix("https://") && !text.contains(" ") else {
            throw Refusal(
                .malformed,
                "The address begins with https://",
                ja: "https:// で始まるアドレスを入力してください",
                field: name,
                code: "badLink"
            )
        }
        return text
    }

    private static func unknown(_ field: String) -> Refusal {
        Refusal(.malformed, "Choose one of those offered", ja: "選択肢から選んでください", field: field, code: "unknownChoice")
    }
}
