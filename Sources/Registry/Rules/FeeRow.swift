/// What a fee is charged for.
package enum FeeAction: String, CaseIterable, Hashable, Sendable {
    case new
    case extend
    case change
    case reissue
    case provisional
}

/// One price, chosen by action, level, route and the receipt day.
package struct FeeRow: Hashable, Sendable {
    package var id: String
    package var action: FeeAction
    /// nil = any level.
    package var level: StarLevel?
    /// nil = any route.
    package var route: ApplicationRoute?
    /// Whole yen, consumption tax included; nil = not known.
    package var amount: Int?
    /// Receipt days, both inclusive, known to the day.
    package var provenance: Provenance

    package init(
        id: String,
        action: FeeAction,
        level: StarLevel?,
        route: ApplicationRoute?,
        amount: Int?,
        provenance: Provenance
    ) {
        self.id = id
        self.action = action
        self.level = level
        self.route = route
        self.amount = amount
        self.provenance = provenance
    }

    /// Whether the row prices this action at this level by this route, whatever the day.
    package func covers(_ action: FeeAction, level: StarLevel, route: ApplicationRoute) -> Bool {
        self.action == action && (self.level.map { $0 == level } ?? true) && (self.route.map { $0 == route } ?? true)
    }

    /// Whether some application could be priced by both rows.
    package func collides(with other: FeeRow) -> Bool {
        action == other.action
            && (level == nil || other.level == nil || level == other.level)
            && (route == nil || other.route == nil || route == other.route)
            && provenance.overlaps(other.provenance)
    }
}

/// What a fee question is answered with; one price never stands in for another.
package enum FeeAnswer: Hashable, Sendable {
    /// Whole yen, consumption tax included, by the row of that id.
    case amount(Int, row: String)
    /// A row applies, its amount is not known: neither zero nor the standard price.
    case unknown(row: String)
    /// The route has prices, but none had opened on the receipt day; `opens` is the first day of the next one.
    case routeNotOpen(opens: Day)
    /// No row at all for this question on that day.
    case noPrice
}
