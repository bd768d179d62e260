/// Judges one registration for one row: every reason is looked for, so that a row is mended in one go.
struct RowJudge {
    let row: CheckedRow
    let conditions: CheckConditions
    let asked: AskedMoment
    let ask: CheckAsk
    /// Well-formed ones of the row's own column, else of its other cells.
    let gtins: [GTIN]
    /// Texts that may name a model: the row's own column, else its other cells.
    let models: [String]
    private let makerKey: String
    private let otherMakerKeys: Set<String>

    /// - Parameter ask: the row's own.
    init(row: CheckedRow, ask: CheckAsk, conditions: CheckConditions, asked: AskedMoment) {
        self.row = row
        self.conditions = conditions
        self.asked = asked
        self.ask = ask
        let tried = row.tried
        gtins = row.gtin.isEmpty ? tried.compactMap { GTIN.typed($0) } : [GTIN.typed(row.gtin)].compactMap { $0 }
        models = row.model.isEmpty ? tried : [row.model]
        makerKey = MakerName.key(row.manufacturer)
        otherMakerKeys = Set(row.others.map { MakerName.key($0) }.filter { !$0.isEmpty })
    }

    /// The row's maker is the registration's.
    func fits(_ subject: CheckSubject) -> Bool { subject.makerKeys.contains(makerKey) }

    /// Some other cell names the registration's maker.
    func namesMaker(_ subject: CheckSubject) -> Bool { !subject.makerKeys.isDisjoint(with: otherMakerKeys) }

    /// The model of the registration that the row meets best.
    func met(_ subject: CheckSubject) -> CheckSubject.Met? {
        let met = models.compactMap { subject.met(model: $0) }
        return met.first(where: \.isCovered) ?? met.max { $0.likeness < $1.likeness }
    }

    /// A stated number, code or GTIN that can be none.
    var hasMalformed: Bool { hasMalformedNumber || !row.gtin.isEmpty && gtins.isEmpty }

    private var hasMalformedNumber: Bool {
        if !row.code.isEmpty, !Self.isCode(row.code) { return true }
        return !row.registrationNumber.isEmpty && CheckedRow.numbers(row.registrationNumber).isEmpty
    }

    /// Where something else than the stated number or code led to a registration.
    var contradictions: [CheckResult.Reason] {
        guard !row.code.isEmpty || !row.registrationNumber.isEmpty else { return [] }
        return [hasMalformedNumber ? .malformedNumber : .numberNotFound]
    }

    /// The result for one registration.
    func judge(_ subject: CheckSubject, _ match: CheckResult.Match) -> CheckResult {
        var reasons = numberReasons(subject, match)
        let (model, modelReasons) = modelReasons(subject, match)
        reasons += modelReasons
        if !row.manufacturer.isEmpty, !fits(subject) { reasons.append(.manufacturerDiffers) }
        if !subject.isSealed, isLevelTooLow(subject) { reasons.append(.levelTooLow) }
        let coverage = coverage(subject, model)
        reasons += standingReasons(subject, coverage)
        if let model, !model.versions.isEmpty { reasons.append(.versionsStated) }
        return CheckResult(
            outcome: reasons.outcome,
            reasons: reasons,
            match: match,
            coverage: coverage,
            found: subject.answer,
            model: model
        )
    }

    private func numberReasons(_ subject: CheckSubject, _ match: CheckResult.Match) -> [CheckResult.Reason] {
        switch match {
        case .code:
            let numbers = CheckedRow.numbers(row.registrationNumber).map(\.equalKey)
            let isOther = !numbers.isEmpty && !numbers.contains(subject.numberKey)
            return isOther && !Self.isCode(row.registrationNumber) ? [.numberDiffers] : []
        case .registrationNumber:
            // A code that has no match, beside a number that has one.
            let isNumber = CheckedRow.numbers(row.code).contains { $0.equalKey == subject.numberKey }
            guard !row.code.isEmpty, !isNumber else { return [] }
            return [Self.isCode(row.code) ? .numberDiffers : .malformedNumber]
        default: return contradictions
        }
    }

    private func modelReasons(
        _ subject: CheckSubject,
        _ match: CheckResult.Match
    ) -> (CoveredModel?, [CheckResult.Reason]) {
        // What a provisional registration covers is nobody's business yet.
        guard !subject.isSealed else { return (nil, []) }
        let byGTIN = gtins.lazy.compactMap { subject.met(gtin: $0) }.first
        guard let met = met(subject) else {
            if !row.model.isEmpty { return (nil, [match == .gtin ? .gtinDiffers : .modelNotCovered]) }
            if let byGTIN { return (byGTIN.model, byGTIN.isOnDay ? [] : [.modelNotCovered]) }
            if !row.gtin.isEmpty, !gtins.isEmpty, subject.statesEveryGTIN { return (nil, [.gtinDiffers]) }
            return (nil, hasUnreadModel(subject) ? [.unreadCells] : [])
        }
        guard met.isOnDay else { return (met.model, [.modelNotCovered]) }
        var reasons: [CheckResult.Reason] = met.likeness == .near ? [.nearMatchOnly] : []
        if let gtin = row.gtin.isEmpty ? nil : gtins.first, let stated = GTIN.typed(met.model.gtin),
            stated.full != gtin.full
        {
            reasons.append(.gtinDiffers)
        } else if match == .gtin, let byGTIN, byGTIN.model.number.equalKey != met.model.number.equalKey {
            reasons.append(.gtinDiffers)
        }
        return (met.model, reasons)
    }

    /// A cell in no known column with letters and digits and no blank, that is no number, code or GTIN.
    private func hasUnreadModel(_ subject: CheckSubject) -> Bool {
        row.tried.contains { cell in
            let key = cell.equalKey
            let hasLetter = key.utf8.contains { (0x61...0x7A).contains($0) }
            let hasDigit = key.utf8.contains { (0x30...0x39).contains($0) }
            let isBroken = key.unicodeScalars.contains { $0.properties.isWhitespace }
            return hasLetter && hasDigit && !isBroken && key != subject.numberKey && !Self.isCode(cell)
        }
    }

    private func isLevelTooLow(_ subject: CheckSubject) -> Bool {
        guard let least = conditions.levelAtLeast else { return false }
        if subject.answer.period.level < least { return true }
        guard let last = conditions.coveredThrough else { return false }
        return subject.registration.periods.contains {
            $0.standing == .valid && $0.span.to > asked.day && $0.span.from <= last && $0.level < least
        }
    }

    /// Of the registration and of the model met: whichever fails first.
    private func coverage(_ subject: CheckSubject, _ model: CoveredModel?) -> Coverage? {
        guard let last = conditions.coveredThrough, last >= asked.day else { return nil }
        let coverage = subject.registration.coverage(from: asked.day, through: last, today: asked.today)
        guard let model, model.span.contains(asked.day), let gap = subject.modelGap(model, through: last) else {
            return coverage
        }
        switch coverage {
        case .covered: return .gapFrom(gap)
        case .gapFrom(let day): return .gapFrom(min(day, gap))
        case .unknownAfter(let day): return gap <= day ? .gapFrom(gap) : coverage
        }
    }

    private func standingReasons(_ subject: CheckSubject, _ coverage: Coverage?) -> [CheckResult.Reason] {
        let period = subject.answer.period
        switch period.standing {
        case .valid: break
        case .notYetValid: return [.notYetValid]
        case .provisional: return [.provisional]
        case .grace: return [.grace]
        // An end that lies ahead may still be moved by an extension (DESIGN §7).
        case .lapsed where period.span.from > asked.today: return [.endsBeforeDelivery]
        case .lapsed: return [period.isConfirmed ? .lapsed : .unconfirmed]
        case .withdrawn: return [.withdrawn]
        case .revoked: return [.revoked]
        case .unknownStatus: return [.unknownStatus]
        }
        switch coverage {
        case nil, .covered: return []
        case .unknownAfter: return [.endsBeforeDelivery]
        case .gapFrom(let day):
            let then = subject.registration.period(on: day)
            return [then.standing == .lapsed && !then.isConfirmed ? .unconfirmed : .gapBeforeDelivery]
        }
    }

    private static func isCode(_ text: String) -> Bool {
        if case .code = LabelCode.read(text) { return true }
        return false
    }
}
