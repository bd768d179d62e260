/// One registration with everything that is known of it at one revision: the record every public answer is made of.
package struct Registration: Hashable, Sendable {
    package var number: RegistrationNumber
    package var code: LabelCode
    package var origin: Origin
    /// Name of the list it came from; empty for this registry's own.
    package var source: String
    package var standard: Standard
    /// In order, touching, the last one open.
    package var periods: [Period]
    package var models: [CoveredModel]
    package var holders: [Dated<Manufacturer>]
    package var products: [Dated<Product>]
    /// The newest edition that speaks of it; nil for this registry's own.
    package var edition: Edition?
    /// Public events, oldest first, without actors and private notes.
    package var events: [LabelEvent]
    /// The revision that last changed any of this, and its moment.
    package var revision: Int64
    package var recordedAt: Moment

    package init(
        number: RegistrationNumber,
        code: LabelCode,
        origin: Origin,
        source: String,
        standard: Standard,
        periods: [Period],
        models: [CoveredModel],
        holders: [Dated<Manufacturer>],
        products: [Dated<Product>],
        edition: Edition?,
        events: [LabelEvent],
        revision: Int64,
        recordedAt: Moment
    ) {
        self.number = number
        self.code = code
        self.origin = origin
        self.source = source
        self.standard = standard
        self.periods = periods
        self.models = models
        self.holders = holders
        self.products = products
        self.edition = edition
        self.events = events
        self.revision = revision
        self.recordedAt = recordedAt
    }
}

/// A registration as it stands on one day: what a page, an answer and an export row are drawn from.
package struct LabelAnswer: Hashable, Sendable {
    package var registration: Registration
    package var day: Day
    package var period: Period
    package var manufacturer: Manufacturer
    package var product: Product
    /// Covered on the day, in the order they were filed.
    package var models: [CoveredModel]

    package var standing: Standing { period.standing }

    /// What it was measured against for the day.
    package var standard: Standard { registration.standard(on: day) }
}

extension Registration {
    /// The answer for a day. Before the first period the label is not yet valid and the first period's terms are told.
    package func answer(on day: Day) -> LabelAnswer {
        let period = period(on: day)
        // Before the label, the public reads number, maker, state and date (DESIGN §7), nothing of the product.
        let isSealed = isProvisional
        return LabelAnswer(
            registration: self,
            day: day,
            period: period,
            manufacturer: holders.value(on: day) ?? holders.last?.value ?? Manufacturer(key: ""),
            product: isSealed ? Product() : products.value(on: day) ?? products.last?.value ?? Product(),
            models: isSealed ? [] : models.filter { $0.span.contains(day) }
        )
    }

    /// True where a provisional number is all there is: no label was ever issued.
    package var isProvisional: Bool {
        events.allSatisfy { $0.kind.word != .issued && $0.kind.word != .imported }
    }

    /// What it was measured against for a day: a restatement speaks of its day and later ones, everything else of all.
    package func standard(on day: Day) -> Standard {
        guard events.contains(where: { $0.kind.word == .restated && $0.effectiveOn > day }) else { return standard }
        var told = standard
        for event in events {
            switch event.kind {
            case .provisionallyRegistered(let standard), .issued(let standard, _, _), .imported(let standard, _, _):
                told = standard
            case .corrected(let correction): told = correction.standard ?? told
            case .restated(let restatement) where event.effectiveOn <= day: told = restatement.standard ?? told
            default: break
            }
        }
        return told
    }

    /// The period that a day falls into.
    package func period(on day: Day) -> Period {
        if let period = periods.first(where: { $0.span.contains(day) }) { return period }
        let first = periods.first
        return Period(
            span: Span(from: .ever, to: first?.span.from ?? .far),
            standing: .notYetValid,
            level: first?.level ?? standard.level,
            assurance: first?.assurance ?? standard.assurance,
            heldFrom: first?.heldFrom,
            heldUntil: first?.heldUntil
        )
    }

    /// The day after `day` on which the answer will change by itself; nil when it never does.
    package func nextChange(after day: Day) -> Day? {
        var ends: [Day] = periods.map(\.span.from)
        for model in models { ends += [model.span.from, model.span.to] }
        ends += holders.map(\.span.from) + products.map(\.span.from)
        return ends.filter { $0 > day && $0 < .far }.min()
    }
}
