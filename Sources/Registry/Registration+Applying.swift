extension Registration {
    /// The registration after one more event: periods are folded anew, facts are cut at the event's day.
    package func applying(_ event: LabelEvent) -> Registration {
        var next = self
        next.events.append(event)
        next.periods = Timeline.fold(next.events)
        next.revision = event.revision
        next.recordedAt = event.recordedAt
        switch event.kind {
        case .provisionallyRegistered(let standard), .issued(let standard, _, _), .imported(let standard, _, _):
            next.standard = standard
        case .modelsChanged(let added, let removed, let revoked):
            next.end(removed, on: event.effectiveOn, revoked: false)
            next.end(revoked, on: event.effectiveOn, revoked: true)
            next.models += added.map { model in
                var model = model
                model.span = Span(from: event.effectiveOn, to: .far)
                return model
            }
        case .holderChanged(let manufacturer):
            next.holders = holders.replacing(from: event.effectiveOn, with: manufacturer)
        case .restated(let restatement):
            next.standard = restatement.standard ?? standard
            if let manufacturer = restatement.manufacturer {
                next.holders = holders.replacing(from: event.effectiveOn, with: manufacturer)
            }
            if let product = restatement.product {
                next.products = products.replacing(from: event.effectiveOn, with: product)
            }
        case .corrected(let correction):
            next.correct(correction)
        case .extensionFiled, .extended, .extensionRefused, .extensionAbandoned, .withdrawn, .revoked, .reinstated,
            .standingStated, .absentFromEdition:
            break
        }
        return next
    }

    private mutating func end(_ numbers: [ModelNumber], on day: Day, revoked: Bool) {
        let ended = Set(numbers.map(\.exact))
        for index in models.indices where models[index].span.to == .far && ended.contains(models[index].number.exact) {
            models[index].span.to = max(day, models[index].span.from)
            models[index].isRevoked = revoked
        }
    }

    private mutating func correct(_ correction: Correction) {
        if let standard = correction.standard { self.standard = standard }
        if let manufacturer = correction.manufacturer { holders = [Dated(manufacturer)] }
        if let product = correction.product { products = [Dated(product)] }
        if let models = correction.models { self.models = models }
    }
}
