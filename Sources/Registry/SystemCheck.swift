/// A part of a system that needs a label of its own, as grid and subsidy forms list them (SCHEME §17: one registration
/// number per component).
package struct SystemComponent: Hashable, Sendable {
    /// What it is in the system: BMS, PCS, gateway …
    package var name: String
    /// The level asked of this component; nil asks for none.
    package var levelAtLeast: StarLevel?
    /// What its maker or bidder states.
    package var row: CheckedRow

    package init(name: String, levelAtLeast: StarLevel?, row: CheckedRow) {
        self.name = name
        self.levelAtLeast = levelAtLeast
        self.row = row
    }
}

/// What a system check says.
package struct SystemVerdict: Hashable, Sendable {
    /// One component's part of it.
    package struct Part: Hashable, Sendable {
        /// What was asked about.
        package var component: SystemComponent
        /// What the check of its row says.
        package var result: CheckResult
        /// Other components, by place, for which the same model of the same registration is named.
        package var sameAs: [Int]

        /// The row's outcome, at most `review` where one labelled device stands in for several components.
        package var outcome: CheckResult.Outcome {
            sameAs.isEmpty || result.outcome == .fail ? result.outcome : .review
        }
    }

    /// In the order they were listed.
    package var parts: [Part]

    /// The whole passes only where every component does: one component's label is never the system's.
    package var outcome: CheckResult.Outcome {
        if parts.contains(where: { $0.outcome == .fail }) { return .fail }
        return parts.isEmpty || parts.contains { $0.outcome == .review } ? .review : .pass
    }

    /// - Parameter results: one for each component, in order.
    package init(_ components: [SystemComponent], _ results: [CheckResult]) {
        let named = results.map { result in
            result.found.map { Named(code: $0.registration.code, model: result.model?.number.equalKey) }
        }
        parts = zip(components, results).enumerated().map { place, pair in
            let sameAs = named.indices.filter { other in
                other != place && named[place] != nil && named[other] == named[place]
            }
            return Part(component: pair.0, result: pair.1, sameAs: sameAs)
        }
    }

    /// A labelled device: a registration, and its model where one was named.
    private struct Named: Equatable {
        var code: LabelCode
        var model: String?
    }
}
