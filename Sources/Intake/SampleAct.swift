package import Registry

/// One act of the fictional sample registry, ready to be put on record.
package struct SampleAct: Hashable, Sendable {
    /// The sample's own name of the registration, `kawauso-doorbell`; never a registration number.
    package var registration: String
    /// `issue` and `provisional` carry the whole filing.
    package var order: LabelOrder
    /// Always with the day from which the act counts.
    package var terms: OrderTerms
    /// When it is recorded: 10:00 in Japan plus one minute for each registration before it.
    package var at: Moment

    package init(registration: String, order: LabelOrder, terms: OrderTerms, at: Moment) {
        self.registration = registration
        self.order = order
        self.terms = terms
        self.at = at
    }
}
