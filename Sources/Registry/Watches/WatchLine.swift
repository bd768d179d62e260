/// One label as a letter to a watcher tells of it.
package struct WatchLine: Hashable, Sendable {
    /// The registration number.
    package var number: RegistrationNumber
    /// Opens the label's page.
    package var code: LabelCode
    /// The product's name, marked where it is a test; empty while nothing of the product is public.
    package var product: String
    /// What is told, in one sentence without a full stop.
    package var words: String

    /// - Parameters:
    ///   - registration: as it is known when the letter is sent.
    ///   - difference: with at least one change.
    package init(
        _ registration: Registration,
        _ difference: WatchDifference,
        on today: Day,
        _ rules: Rules,
        in language: Letter.Language
    ) {
        (number, code) = (registration.number, registration.code)
        let mark = language == .ja ? "【試験】" : "[Test] "
        product = (registration.origin == .test ? mark : "") + registration.answer(on: today).product.name(language)
        let now = WatchedState(registration, on: today)
        let writer = WatchWriter(now: now, today: today, rules: rules, language: language)
        words = difference.changes.map(writer.words).joined(separator: language == .ja ? "。" : "; ")
    }

    /// The values of the line's places.
    package var facts: [String: String] {
        ["number": number.text, "code": code.text, "product": product, "words": words]
    }
}

/// Words what changed, from the label as it is.
private struct WatchWriter {
    let now: WatchedState
    let today: Day
    let rules: Rules
    let language: Letter.Language

    func words(_ change: WatchChange) -> String {
        switch (change, language) {
        case (.entered, .ja): "条件に合うようになりました（\(name(now.standing))\(until)）"
        case (.entered, .en): "meets the conditions now (\(name(now.standing))\(until))"
        case (.left, .ja): "条件に合わなくなりました"
        case (.left, .en): "does not meet the conditions any more"
        case (.standing(let standing), .ja): "現在の状態：\(name(standing))"
        case (.standing(let standing), .en): "standing now: \(name(standing))"
        case (.end(let day), .ja): "有効期限が変わりました：\(day.text)\(left(day))"
        case (.end(let day), .en): "the last valid day is another one: \(day.text)\(left(day))"
        case (.near, .ja): "有効期限が近づいています：\(now.heldUntil?.text ?? "")\(left(now.heldUntil))"
        case (.near, .en): "the last valid day comes near: \(now.heldUntil?.text ?? "")\(left(now.heldUntil))"
        case (.outcome(let line, let was, let outcome), .ja):
            "照合した\(line)行目の結果：\(name(was)) → \(name(outcome))"
        case (.outcome(let line, let was, let outcome), .en):
            "line \(line) of the check: \(name(was)), now \(name(outcome))"
        }
    }

    private var until: String {
        guard now.standing == .valid, let end = now.heldUntil else { return "" }
        return language == .ja ? "、\(end.text) まで" : ", through \(end.text)"
    }

    /// The days that are left; a letter that waited says what is left when it is sent.
    private func left(_ end: Day?) -> String {
        guard let days = end.map({ $0.days(since: today) }), days >= 0 else { return "" }
        return switch (language, days) {
        case (.ja, 0): "（本日まで）"
        case (.ja, _): "（残り\(days)日）"
        case (.en, 0): " (today)"
        case (.en, 1): " (tomorrow)"
        case (.en, _): " (in \(days) days)"
        }
    }

    /// As the scheme data words it, which is how the pages do.
    private func name(_ standing: Standing) -> String {
        let name = rules.standing(standing)?.name
        return (language == .ja ? name?.ja : name?.en) ?? standing.rawValue
    }

    /// As the page of a check words it.
    private func name(_ outcome: CheckResult.Outcome) -> String {
        switch (outcome, language) {
        case (.pass, .ja): "満たす"
        case (.fail, .ja): "満たさない"
        case (.review, .ja): "要確認"
        case (.pass, .en): "Pass"
        case (.fail, .en): "Fail"
        case (.review, .en): "Review"
        }
    }
}

extension Letter {
    /// What a letter to a watcher says of its own: how many labels it is about (`count`), and the same with how many are
    /// listed, where that is not all (`listed`).
    ///
    /// - Parameter isLeast: there may be more than were counted.
    package static func watchFacts(
        listed: Int,
        of count: Int,
        isLeast: Bool = false,
        _ language: Language
    ) -> [String: String] {
        [
            "count": figure(count, isLeast: isLeast, language),
            "listed": counted(count, listed: listed, isLeast: isLeast, language),
        ]
    }
}
