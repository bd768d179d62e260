/// The names of the steps of applications and assessments, and what is filed with them.
package struct WorkflowRules: Hashable, Sendable {
    /// A state or step, as the data names it.
    package struct Step: Hashable, Sendable {
        /// For instance `under_confirmation`.
        package var id: String
        /// For people.
        package var name: Wording
        /// Ids of the steps that may follow.
        package var next: [String]
        /// How sure it is.
        package var provenance: Provenance

        package init(id: String, name: Wording, next: [String], provenance: Provenance) {
            self.id = id
            self.name = name
            self.next = next
            self.provenance = provenance
        }
    }

    /// Something that may have to be filed.
    package struct Paper: Hashable, Sendable {
        /// For instance `threat-model`.
        package var id: String
        /// For people.
        package var name: Wording
        /// How sure it is.
        package var provenance: Provenance

        package init(id: String, name: Wording, provenance: Provenance) {
            self.id = id
            self.name = name
            self.provenance = provenance
        }
    }

    /// Of applications.
    package var states: [Step]
    /// Of assessments.
    package var steps: [Step]
    /// Papers of assessed levels: laboratory practice.
    package var papers: [Paper]
    /// Papers of the scheme's own forms.
    package var forms: [Paper]
    /// Who owns the lifecycle domains at a manufacturer: laboratory practice.
    package var teams: [Paper]
    /// Retests after which the office is warned.
    package var warnAboveRounds: Int
    /// In the order of their days.
    package var taxes: [TaxRule]

    package init(
        states: [Step] = [],
        steps: [Step] = [],
        papers: [Paper] = [],
        forms: [Paper] = [],
        teams: [Paper] = [],
        warnAboveRounds: Int = 2,
        taxes: [TaxRule] = []
    ) {
        self.states = states
        self.steps = steps
        self.papers = papers
        self.forms = forms
        self.teams = teams
        self.warnAboveRounds = warnAboveRounds
        self.taxes = taxes
    }

    /// What a state is called; its code where the data has no row.
    package func name(of state: ApplicationState) -> Wording {
        states.first { $0.id == state.schemeID }?.name ?? Wording(ja: state.rawValue, en: state.rawValue)
    }

    /// What a step of an assessment is called.
    package func name(of state: AssessmentState) -> Wording {
        steps.first { $0.id == state.schemeID }?.name ?? Wording(ja: state.rawValue, en: state.rawValue)
    }

    /// What a paper is called; its id where there is no row.
    package func name(ofPaper id: String) -> Wording {
        (forms + papers).first { $0.id == id }?.name ?? Wording(ja: id, en: id)
    }

    /// What a team is called; its id where there is no row.
    package func name(ofTeam id: String) -> Wording {
        teams.first { $0.id == id }?.name ?? Wording(ja: id, en: id)
    }

    /// The tax rule of a day; nil where the data has none.
    package func tax(on day: Day) -> TaxRule? { taxes.last { $0.provenance.isInForce(on: day) } }
}
