import Registry
import TestSupport

/// A day written as in a test's table. What is no day becomes one that no test means.
func day(_ text: String) -> Day {
    (try? Day.parse(text)) ?? Day(number: .min)
}

/// The moment of noon in Japan.
func noon(_ text: String) -> Moment {
    day(text).start + 43_200_000
}

extension Filing {
    static func sample(_ level: StarLevel = .star1, models: [String] = ["CAM-100"]) -> Filing {
        Filing(
            standard: Standard(
                level: level,
                assurance: level < .star3 ? .selfDeclared : .thirdParty,
                criteria: "JST-CR-01-01-2024R1",
                laboratory: level < .star3 ? "" : "Example Laboratory"
            ),
            manufacturer: Manufacturer(key: "m1", nameJA: "見本電機", nameEN: "Sample Electric"),
            product: Product(nameJA: "見本カメラ", category: "camera"),
            models: models.map { CoveredModel(number: ModelNumber(checked: $0)) }
        )
    }
}

/// A registration that lives through orders, decided and applied as the store does it, without a store.
struct LabelHistory {
    var rules = Rules.sample()
    var registration = Registration(
        number: RegistrationNumber(checked: "T-1"),
        code: LabelCode(sequence: 1, tag: 1),
        origin: .issued,
        source: "",
        standard: Filing.sample().standard,
        periods: [],
        models: Filing.sample().models,
        holders: [Dated(Filing.sample().manufacturer)],
        products: [Dated(Filing.sample().product)],
        edition: nil,
        events: [],
        revision: 0,
        recordedAt: Moment(milliseconds: 0)
    )

    /// Issued on a day, with the computed or a stated end.
    static func issued(
        _ from: String,
        until: String? = nil,
        models: [String] = ["CAM-100"],
        rules: Rules = .sample()
    ) throws -> LabelHistory {
        var history = LabelHistory(rules: rules)
        let filing = Filing.sample(models: models)
        history.registration.models = filing.models
        let terms = OrderTerms(effectiveOn: day(from), actor: "t")
        let made = try Deciding.decideNew(
            .issue(filing, heldUntil: until.map { day($0) }),
            terms,
            rules: rules,
            at: noon(from)
        )
        history.record(made.kind, on: made.effectiveOn)
        return history
    }

    /// Appends an event as it is.
    mutating func record(_ kind: LabelEvent.Kind, on effective: Day) {
        registration = registration.applying(
            LabelEvent(
                kind: kind,
                effectiveOn: effective,
                recordedAt: registration.recordedAt + 1,
                revision: registration.revision + 1,
                actor: "t"
            )
        )
    }

    /// Decides an order and applies what it became. `now` is noon of the effective day unless stated.
    mutating func perform(
        _ order: LabelOrder,
        on effective: String,
        now: String? = nil,
        isAnnounced: Bool = false
    ) throws(Refusal) {
        let terms = OrderTerms(effectiveOn: day(effective), actor: "t", isAnnounced: isAnnounced)
        let decision = try Deciding.decide(
            order,
            terms,
            on: registration,
            rules: rules,
            at: noon(now ?? effective)
        )
        record(decision.kind, on: decision.effectiveOn)
    }

    /// The standing on a day.
    func standing(_ text: String) -> Standing {
        registration.period(on: day(text)).standing
    }

    /// The periods as one line: `valid 2026-01-01..2027-12-31, lapsed 2028-01-01..`, last days inclusive.
    var line: String {
        registration.periods.map { period in
            let end = period.span.to == .far ? "" : (period.span.to - 1).text
            let doubt = period.isConfirmed ? "" : "?"
            return "\(period.standing.rawValue)\(doubt) \(period.span.from)..\(end)"
        }.joined(separator: ", ")
    }
}
