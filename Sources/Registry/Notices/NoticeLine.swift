/// One label as a digest tells of it.
package struct NoticeLine: Hashable, Sendable {
    /// The registration number.
    package var number: RegistrationNumber
    /// Opens the label's page.
    package var code: LabelCode
    /// The product's name.
    package var product: String
    /// The last valid day.
    package var heldUntil: Day
    /// Why it is told.
    package var milestone: Milestone
    /// The last day of grace, where one is told of.
    package var graceUntil: Day?

    /// - Parameter registration: of this registry's own, as it stands when the letter is sent.
    package init(
        _ registration: Registration,
        _ milestone: Milestone,
        _ facts: LadderFacts,
        in language: Letter.Language
    ) {
        (number, code) = (registration.number, registration.code)
        let product = registration.answer(on: facts.heldUntil).product
        self.product = product.name(language)
        heldUntil = facts.heldUntil
        self.milestone = milestone
        graceUntil = milestone == .graceEnd ? facts.graceUntil : nil
    }

    /// The values of the line's places. What it says follows from the day it is sent on, not from the milestone: a letter
    /// that waited must not say what was true when it was planned.
    package func facts(_ language: Letter.Language, today: Day) -> [String: String] {
        [
            "number": number.text, "code": code.text, "product": product,
            "heldUntil": heldUntil.text, "when": when(language, today: today), "milestone": milestone.word,
        ]
    }

    private func when(_ language: Letter.Language, today: Day) -> String {
        if let graceUntil {
            return language == .ja
                ? "延長申請中の猶予は \(graceUntil.text) まで"
                : "time allowed while the extension is pending ends on \(graceUntil.text)"
        }
        let left = heldUntil.days(since: today)
        switch (language, left) {
        case (.ja, 1...): return "残り\(left)日"
        case (.ja, 0): return "本日まで"
        case (.ja, _): return "\(-left)日前に終了"
        case (.en, 2...): return "ends in \(left) days"
        case (.en, 1): return "ends tomorrow"
        case (.en, 0): return "ends today"
        case (.en, -1): return "ended yesterday"
        case (.en, _): return "ended \(-left) days ago"
        }
    }
}

extension Product {
    /// The name in a language, or in the other where there is none.
    package func name(_ language: Letter.Language) -> String {
        let (first, second) = language == .ja ? (nameJA, nameEN) : (nameEN, nameJA)
        return first.isEmpty ? second : first
    }
}

extension Letter {
    /// The digest's own values: how many labels it is about, the nearest end among them, and how many are listed where
    /// that is not all.
    package static func digestFacts(
        _ lines: [NoticeLine],
        listed: Int,
        _ language: Language,
        today: Day
    ) -> [String: String] {
        let ends = lines.map(\.heldUntil)
        let nearest = ends.filter { $0 >= today }.min() ?? ends.max()
        let rest = language == .ja ? "（うち\(listed)件を示します）" : " (the first \(listed) are listed)"
        return [
            "count": String(lines.count), "nearest": nearest?.text ?? "", "rest": lines.count > listed ? rest : "",
        ]
    }
}
