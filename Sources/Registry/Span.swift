/// A half-open run of days: `from` inclusive, `to` exclusive; `Day.ever` and `Day.far` are the open ends.
package struct Span: Hashable, Sendable {
    package var from: Day
    package var to: Day

    package init(from: Day, to: Day) {
        self.from = from
        self.to = to
    }

    /// Every day there is.
    package static let always = Span(from: .ever, to: .far)

    package func contains(_ day: Day) -> Bool { from <= day && day < to }
    package var isEmpty: Bool { to <= from }
}

/// A fact that holds for a run of days.
package struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
    package var value: Value
    package var span: Span

    package init(_ value: Value, span: Span = .always) {
        self.value = value
        self.span = span
    }
}

extension Array {
    /// The facts cut so that `value` holds from `day` on: earlier days keep what they had.
    package func replacing<Value>(from day: Day, with value: Value) -> [Dated<Value>] where Element == Dated<Value> {
        var kept: [Dated<Value>] = []
        for fact in self where fact.span.from < day {
            kept.append(Dated(fact.value, span: Span(from: fact.span.from, to: Swift.min(fact.span.to, day))))
        }
        kept.append(Dated(value, span: Span(from: day, to: .far)))
        return kept
    }

    /// The fact that holds on a day.
    package func value<Value>(on day: Day) -> Value? where Element == Dated<Value> {
        first(where: { $0.span.contains(day) })?.value
    }
}
