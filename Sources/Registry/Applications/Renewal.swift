/// What another revision of the criteria does to the answers that were given by an earlier one.
package struct CriteriaChange: Hashable, Sendable {
    /// The document a label was measured by; empty where it is not known.
    package var before: String
    /// The document of the day; empty where the level has none.
    package var now: String
    /// The earlier document's items can be read, or it is the same document.
    package var isComparable: Bool
    /// Items that ask the same, word for word: their answers are carried over.
    package var kept: Set<String>
    /// Items that were not there, in the order of the document.
    package var added: [String]
    /// Items whose text is another.
    package var changed: [String]
    /// Items that are asked no more.
    package var gone: [String]

    /// - Parameters:
    ///   - before: id of the document a label was measured by.
    ///   - now: the document of the day.
    package init(from before: String, to now: CriteriaDocument?, rules: Rules) {
        let id = now?.id ?? ""
        (self.before, self.now, isComparable) = (before, id, before == id)
        (kept, added, changed, gone) = ([], [], [], [])
        guard let now, let old = before == id ? now : rules.criteria(before) else { return }
        isComparable = true
        for item in now.items {
            guard let known = old.items.first(where: { $0.id == item.id }) else {
                added.append(item.id)
                continue
            }
            if known.subject == item.subject { kept.insert(item.id) } else { changed.append(item.id) }
        }
        gone = old.items.map(\.id).filter { id in !now.items.contains { $0.id == id } }
    }

    /// The label was measured by the very document of the day.
    package var isSame: Bool { before == now }
}

extension ApplicationDraft {
    /// What a label says, to be said again. Contact, and the answers to items that ask the same as they did, come from
    /// the last application of its holder; the declaration never does.
    ///
    /// - Parameters:
    ///   - last: the application by which the holder got the label's last period; nil where it was not filed here.
    ///   - day: on which the draft is begun or looked at.
    package init(renewing current: Registration, last: Application?, rules: Rules, on day: Day) {
        let criteria = CriteriaChange(renewing: current, last: last, rules: rules, on: day)
        self.init(renewing: current, last: last, keeping: criteria.kept, on: day)
    }

    fileprivate init(renewing current: Registration, last: Application?, keeping kept: Set<String>, on day: Day) {
        let answer = current.answer(on: day)
        self.init(
            level: current.standard.level,
            route: ApplicationRoute(rawValue: current.standard.route) ?? .standard,
            manufacturer: answer.manufacturer,
            product: answer.product,
            models: answer.models.map {
                CoveredModel(number: $0.number, gtin: $0.gtin, versions: $0.versions)
            },
            checklist: (last?.draft.checklist ?? [:]).filter { kept.contains($0.key) },
            statementLink: last?.draft.statementLink ?? "",
            isByProxy: last?.draft.isByProxy ?? false,
            contact: last?.draft.contact ?? Contact()
        )
    }
}

extension CriteriaChange {
    /// The criteria of a label's level on a day, beside those it was measured by.
    ///
    /// What an extension was measured by follows from the day it was received on, also where its label was extended
    /// before labels said it themselves.
    init(renewing current: Registration, last: Application?, rules: Rules, on day: Day) {
        let level = current.standard.level
        var before = current.standard.criteria
        if let last, last.kind == .extension {
            let received = last.receivedOn ?? last.madeAt.day
            let document = Application.criteria(of: level, rules: rules, on: received)
            // A document of a later day is not the one it was measured by: the data has lost that.
            before = document.map { $0.published.latest <= received ? $0.id : "" } ?? ""
        }
        self.init(from: before, to: Application.criteria(of: level, rules: rules, on: day), rules: rules)
    }
}

/// A renewal beside the label it renews: what is said anew, and what stands as it was.
package struct Renewal: Hashable, Sendable {
    /// Items are those that the draft's route asks.
    package var criteria: CriteriaChange
    /// The document of the criteria first, then what differs in the order of the form; of parts that only the last
    /// application can show, nothing where it was not filed here.
    package var differences: [ApplicationDifference]
    private var hasLast: Bool

    /// The name under which the document of the criteria differs.
    package static let criteriaField = "criteria"

    /// - Parameters:
    ///   - application: the renewal.
    ///   - current: the label as it is now.
    ///   - last: the application by which its holder got its last period; nil where it was not filed here.
    ///   - day: today; once the renewal was received, that day counts.
    package init(
        _ application: Application,
        of current: Registration,
        last: Application?,
        rules: Rules,
        on day: Day
    ) {
        criteria = CriteriaChange(renewing: current, last: last, rules: rules, on: application.receivedOn ?? day)
        if let document = rules.criteria(criteria.now) {
            let asked = Set(application.asked(document).map(\.id))
            criteria.added.removeAll { !asked.contains($0) }
            criteria.changed.removeAll { !asked.contains($0) }
        }
        hasLast = last != nil
        let said = ApplicationDraft(renewing: current, last: last, keeping: criteria.kept, on: day)
        differences = application.draft.differences(from: said)
        if !hasLast { differences.removeAll { $0.isOfApplicationAlone } }
        if !criteria.isSame {
            differences.insert(
                ApplicationDifference(field: Self.criteriaField, before: criteria.before, after: criteria.now),
                at: 0
            )
        }
    }

    /// Nothing of a part differs from what the label and its last application say; false where that is not known, and
    /// for documents, which are filed anew.
    package func isUnchanged(_ part: ApplicationGap.Part) -> Bool {
        switch part {
        case .documents: return false
        case .checklist, .contact: guard hasLast else { return false }
        case .terms, .product, .models: break
        }
        return !differences.contains { $0.part == part }
    }

    /// What the label itself would say otherwise: the differences without those of the application alone.
    package var onLabel: [ApplicationDifference] {
        differences.filter { $0.field == Self.criteriaField || !$0.isOfApplicationAlone }
    }

    /// Nothing differs at all: what is left is the declaration.
    package var isUnchanged: Bool { hasLast && differences.isEmpty }
}

extension ApplicationDifference {
    /// The part of an application that it is of.
    package var part: ApplicationGap.Part {
        let head = field.split(separator: ".").first.map { String($0) } ?? field
        return switch head {
        case "manufacturer", "product": .product
        case "models": .models
        case "checklist", Renewal.criteriaField: .checklist
        case "contact", "newHolder", "remark": .contact
        default: .terms
        }
    }

    /// A label does not say it.
    fileprivate var isOfApplicationAlone: Bool {
        part == .checklist || part == .contact || field == "statementLink" || field == "isByProxy"
    }
}
