/// What the store found for a row's `CheckAsk`; more than was asked for does no harm, everything is compared again.
package struct CheckFindings: Sendable {
    /// By `CheckAsk.codes`, their tags checked.
    package var byCode: [CheckSubject] = []
    /// By `CheckAsk.numbers`; several where lists share a number.
    package var byNumber: [CheckSubject] = []
    /// By `CheckAsk.gtins`.
    package var byGTIN: [CheckSubject] = []
    /// By `CheckAsk.modelKeys`, near keys.
    package var byModel: [CheckSubject] = []
    /// Registrations of the row's maker: only told where nothing else fits.
    package var byManufacturer: [CheckSubject] = []

    /// Nothing found.
    package init() {}
}

/// Decides what a check says of a row (DESIGN §7, SCHEME §17). Pure: a row, what was found for it, and the question.
///
/// | the row leads to | outcome |
/// | --- | --- |
/// | nothing, or only to its maker | review: a miss says that this registry has no match, not that there is no label |
/// | a code, number or GTIN with a registration | that one is judged; a stated model must be covered on the decisive day |
/// | a model, exact or equal, of one registration | that one is judged |
/// | a model of several registrations | narrowed, see `choose` |
/// | a model by its near key alone | review |
///
/// | the registration found | outcome |
/// | --- | --- |
/// | is valid, of the level, on every day asked about | pass |
/// | covers no such model; has too low a level; is not yet valid, provisional, lapsed, withdrawn, revoked; has a gap | fail |
/// | is in grace or of unknown status; ends before delivery; is lapsed by the calendar alone | review |
/// | is of another maker, number or GTIN than the row says | review |
///
/// A row's own level goes before the conditions'; one that cannot be read is `review`, and a row that says it needs no
/// label passes unseen.
///
/// A provisional registration is only found by number or code, because its models are not public, and never passes.
package enum Checking {
    /// The result for one row. `findings` hold subjects made for the same `asked`.
    package static func decide(
        _ asking: AskedRow,
        _ findings: CheckFindings,
        _ conditions: CheckConditions,
        _ asked: AskedMoment
    ) -> CheckResult {
        let row = asking.row
        let requirement = Requirement(row.requirement)
        if requirement == .noLabel { return CheckResult(outcome: .pass, reasons: [.notRequired], match: .none) }
        var result = decide(asking, findings, asked, requirement.conditions(conditions))
        if requirement == .unreadable {
            result.reasons.append(.unreadRequirement)
            if result.outcome == .pass { result.outcome = .review }
        }
        return result
    }

    private static func decide(
        _ asking: AskedRow,
        _ findings: CheckFindings,
        _ asked: AskedMoment,
        _ conditions: CheckConditions
    ) -> CheckResult {
        guard !asking.row.isEmpty else { return CheckResult(outcome: .review, reasons: [.emptyRow], match: .none) }
        let judge = RowJudge(row: asking.row, ask: asking.ask, conditions: conditions, asked: asked)
        guard let (match, pool) = judge.bestMatch(findings) else { return judge.miss(findings) }
        return judge.choose(judge.narrowed(pool), match)
    }
}

extension RowJudge {
    /// The registrations that the row leads to in the best way there is.
    func bestMatch(_ findings: CheckFindings) -> (CheckResult.Match, [CheckSubject])? {
        let codes = ask.codes
        let byCode = findings.byCode.filter { codes.contains($0.registration.code) }
        if !byCode.isEmpty { return (.code, byCode) }
        let numbers = Set(ask.numbers.map(\.equalKey))
        let byNumber = findings.byNumber.filter { numbers.contains($0.numberKey) }
        if !byNumber.isEmpty { return (.registrationNumber, byNumber) }
        let byGTIN = findings.byGTIN.filter { subject in gtins.contains { subject.met(gtin: $0) != nil } }
        if !byGTIN.isEmpty { return (.gtin, byGTIN) }
        return bestModelMatch(findings.byModel)
    }

    /// Exact, then equal on the decisive day; then either on another day; then near.
    private func bestModelMatch(_ subjects: [CheckSubject]) -> (CheckResult.Match, [CheckSubject])? {
        let all = subjects.compactMap { subject in met(subject).map { (subject, $0) } }
        let ways: [(CheckResult.Match, (CheckSubject.Met) -> Bool)] = [
            (.exactModel, { $0.isOnDay && $0.likeness == .exact }),
            (.equalModel, { $0.isOnDay && $0.likeness == .equal }),
            (.exactModel, { $0.likeness == .exact }),
            (.equalModel, { $0.likeness == .equal }),
            (.nearModel, { _ in true }),
        ]
        for (match, fits) in ways {
            let pool = all.filter { fits($0.1) }.map(\.0)
            if !pool.isEmpty { return (match, pool) }
        }
        return nil
    }

    /// No registration: what can be said all the same.
    func miss(_ findings: CheckFindings) -> CheckResult {
        if !row.manufacturer.isEmpty {
            let makers = findings.byManufacturer.filter { fits($0) }
            if !makers.isEmpty {
                let reasons: [CheckResult.Reason] = hasMalformed ? [.malformedNumber] : []
                return CheckResult(
                    outcome: .review,
                    reasons: reasons + [.manufacturerOnly],
                    match: .manufacturerOnly,
                    candidates: makers.prefix(CheckResult.mostCandidates).map(\.answer)
                )
            }
        }
        return CheckResult(outcome: .review, reasons: [hasMalformed ? .malformedNumber : .noMatch], match: .none)
    }

    /// Several registrations fit equally well: a stated model and maker leave those that they fit, if any.
    func narrowed(_ pool: [CheckSubject]) -> [CheckSubject] {
        guard pool.count > 1 else { return pool }
        let byModel = pool.filter { met($0)?.isCovered ?? false }
        let left = byModel.isEmpty ? pool : byModel
        let byMaker = left.filter { row.manufacturer.isEmpty ? namesMaker($0) : fits($0) }
        return byMaker.isEmpty ? left : byMaker
    }

    /// One of the registrations that fit equally well, or `ambiguous`.
    ///
    /// Registrations of different makers are different products: always ambiguous. Of one maker, the same model is
    /// registered again when a label was left to lapse, when a higher level was reached, or when two lists name it.
    /// Then the officer's question, does this product hold, has one answer although the number has several:
    ///
    /// - exactly one is valid on every day asked about: it is the product's label, the older ones are history;
    /// - all of them pass, or all of them fail: the outcome is the same whichever is meant, so the one of the highest
    ///   level, then of the latest end, stands for them;
    /// - anything else depends on which is meant, and a person must look.
    ///
    /// That others exist is always said (`otherRegistrations`). Near matches never choose.
    func choose(_ pool: [CheckSubject], _ match: CheckResult.Match) -> CheckResult {
        let results = pool.map { judge($0, match) }
        guard pool.count > 1 else { return results[0] }
        let isOneMaker = pool.allSatisfy { $0.isOfOneMaker(with: pool[0]) }
        guard isOneMaker, match != .nearModel else { return ambiguous(results) }
        let sound = results.filter(\.holdsThroughout)
        var chosen: CheckResult?
        if sound.count == 1 {
            chosen = sound[0]
        } else if results[0].outcome != .review, results.allSatisfy({ $0.outcome == results[0].outcome }) {
            chosen = results.min { $0.comesBefore($1) }
        }
        guard var chosen else { return ambiguous(results) }
        chosen.reasons.append(.otherRegistrations)
        let others = results.filter { $0.found?.registration.code != chosen.found?.registration.code }
        chosen.candidates = Self.candidates(others)
        return chosen
    }

    private func ambiguous(_ results: [CheckResult]) -> CheckResult {
        CheckResult(
            outcome: .review,
            reasons: contradictions + [.ambiguousModel],
            match: .ambiguous,
            candidates: Self.candidates(results)
        )
    }

    private static func candidates(_ results: [CheckResult]) -> [LabelAnswer] {
        results.sorted { $0.comesBefore($1) }.prefix(CheckResult.mostCandidates).compactMap(\.found)
    }
}

extension CheckResult {
    /// Valid on the decisive day and on every later day asked about, whatever its level.
    fileprivate var holdsThroughout: Bool {
        found?.standing == .valid && (coverage ?? .covered) == .covered && !reasons.contains(.modelNotCovered)
    }

    /// Those that hold, the highest level, the latest end; the number decides what is left.
    fileprivate func comesBefore(_ other: CheckResult) -> Bool {
        guard let mine = found, let theirs = other.found else { return found != nil }
        if holdsThroughout != other.holdsThroughout { return holdsThroughout }
        if mine.period.level != theirs.period.level { return mine.period.level > theirs.period.level }
        let (end, otherEnd) = (mine.period.heldUntil ?? .ever, theirs.period.heldUntil ?? .ever)
        if end != otherEnd { return end > otherEnd }
        return mine.registration.number.text < theirs.registration.number.text
    }
}
