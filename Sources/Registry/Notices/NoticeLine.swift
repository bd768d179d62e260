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
    /// By when an extension was to be filed so that nine in ten like it were decided in time; nil where too little is
    /// known of that, or none is to be filed.
    package var filing: FilingDay?

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
            "heldUntil": heldUntil.text, "end": heldUntil.written(language), "when": when(language, today: today),
            "milestone": milestone.word,
            "filing": filing.map { $0.words(language, today: today) } ?? "",
        ]
    }

    private func when(_ language: Letter.Language, today: Day) -> String {
        if let graceUntil {
            return language == .ja
                ? "延長申請中の猶予は\(graceUntil.written(.ja))まで"
                : "time allowed while the extension is pending ends on \(graceUntil.written(.en))"
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

extension FilingDay {
    /// What a digest says of it behind a label: a figure of the past, and no promise. Begins with what parts it from what
    /// stands before.
    func words(_ language: Letter.Language, today: Day) -> String {
        switch language {
        case .ja:
            let what = kind == .extension ? "延長申請" : "新規の申請"
            let figure = "これまでの実績：\(what)10件のうち9件が\(days)日以内に決定、過去1年の\(count)件。約束ではありません"
            if day < today { return "。提出の目安の日は \(day.text) でした。これからでも提出できます（\(figure)）" }
            let early = isAtOpening ? "提出できるようになる日です。" : ""
            return "。延長の申請は \(day.text) までの提出が目安です（\(early)\(figure)）"
        case .en:
            let what = kind == .extension ? "extensions" : "new applications"
            let figure =
                "in the past year nine in ten of \(count) \(what) were decided within "
                + "\(days) \(days == 1 ? "day" : "days"); a figure of the past and no promise"
            if day < today {
                return
                    "; going by past times, the last day to file an extension was \(day.text), and you still can (\(figure))"
            }
            let early = isAtOpening ? "the first day you can; " : ""
            return "; going by past times, file an extension by \(day.text) (\(early)\(figure))"
        }
    }
}

extension Registration {
    /// The end of a label that waits for its renewal, and its assurance; nil where none is to be filed: it does not hold,
    /// or an extension was filed.
    package func renewal(on today: Day) -> (end: Day, assurance: Assurance)? {
        let period = period(on: today)
        guard period.standing == .valid, let end = period.heldUntil, !Timeline.hasPendingExtension(events) else {
            return nil
        }
        return (end, period.assurance)
    }
}

extension ReviewTimes {
    /// By when the renewal of a label is to be filed; nil where none is to be, or too little is known.
    package func filing(of registration: Registration, _ ladder: Ladder, on today: Day) -> FilingDay? {
        guard let (end, assurance) = registration.renewal(on: today) else { return nil }
        return lastSafeFilingDay(heldUntil: end, assurance, opening: end - ladder.renewalOpensDaysBefore)
    }
}

extension Product {
    /// The name in a language, or in the other where there is none.
    package func name(_ language: Letter.Language) -> String {
        let (first, second) = language == .ja ? (nameJA, nameEN) : (nameEN, nameJA)
        return first.isEmpty ? second : first
    }
}

extension Day {
    /// As letters write it, with its weekday: `2026年11月29日（日）`, `Sunday, 29 November 2026`.
    package func written(_ language: Letter.Language) -> String {
        let (year, month, date) = (civil.year, civil.month, civil.day)
        switch language {
        case .ja:
            let names = ["日", "月", "火", "水", "木", "金", "土"]
            return "\(year)年\(month)月\(date)日（\(names[weekday])）"
        case .en:
            let names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
            let months = [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ]
            return "\(names[weekday]), \(date) \(months[month - 1]) \(year)"
        }
    }
}

extension Letter {
    /// The digest's own values: how many labels it is about, the nearest day on which something ends, its subject that
    /// says both, and how many labels are listed where that is not all.
    package static func digestFacts(
        _ lines: [NoticeLine],
        listed: Int,
        _ language: Language,
        today: Day
    ) -> [String: String] {
        let ends = lines.map { $0.graceUntil ?? $0.heldUntil }
        let next = ends.filter { $0 >= today }.min()
        let nearest = next ?? ends.max()
        return [
            "count": String(lines.count), "nearest": nearest?.text ?? "",
            "listed": counted(lines.count, listed: listed, language),
            "headline": headline(lines.count, next: next, language),
        ]
    }

    /// A number of labels.
    ///
    /// - Parameter isLeast: there may be more than were counted.
    static func figure(_ count: Int, isLeast: Bool, _ language: Language) -> String {
        switch language {
        case .ja: "\(count)件" + (isLeast ? "以上" : "")
        case .en: "\(count)" + (isLeast ? " or more" : "")
        }
    }

    /// How many labels, and how many of them are listed where that is not all; a whole phrase, since a fact has no blank at
    /// its ends.
    static func counted(_ count: Int, listed: Int, isLeast: Bool = false, _ language: Language) -> String {
        let isPart = listed > 0 && count > listed
        let figure = figure(count, isLeast: isLeast, language)
        switch language {
        case .ja: return figure + (isPart ? "（うち\(listed)件を示します）" : "")
        case .en: return figure + (isLeast ? "" : " in all") + (isPart ? " (the first \(listed) are listed)" : "")
        }
    }

    /// The subject. Phones cut it short: what it is about comes first, then how many, then when.
    ///
    /// - Parameters:
    ///   - count: of labels, at least 1.
    ///   - next: the nearest day that is still to come on which something ends; nil where all is over.
    package static func headline(_ count: Int, next: Day?, _ language: Language) -> String {
        switch (language, next) {
        case (.ja, let next?):
            let day = (count == 1 ? "" : "最も近い") + "期限は\(next.written(.ja))"
            return "【有効期限のお知らせ】ラベル\(count)件、\(day)"
        case (.ja, nil): return "【有効期限のお知らせ】ラベル\(count)件の期限が過ぎています"
        case (.en, let next?):
            let what = count == 1 ? "End of 1 label: " : "Ends of \(count) labels: the nearest on "
            return what + next.written(.en)
        case (.en, nil): return count == 1 ? "1 label is past its last day" : "\(count) labels are past their last day"
        }
    }
}
