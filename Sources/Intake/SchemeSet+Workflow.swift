import Registry

/// The steps of applications and assessments, what is filed with them, and the tax on their fees.
extension SchemeSet {
    func workflow() throws(SchemeFault) -> WorkflowRules {
        let applications = try file("application-workflow")
        let assessments = try file("evaluation-workflow")
        return WorkflowRules(
            states: try steps(applications.rows(of: "state")),
            steps: try steps(assessments.rows(of: "step")),
            papers: try papers(try file("seed-modules").rows(of: "document")),
            forms: try papers(applications.rows(of: "form")),
            teams: try papers(try file("seed-domains").rows(of: "team")),
            warnAboveRounds: try assessments.row("evaluation.rounds.warnAbove").number("value"),
            taxes: try taxes()
        )
    }

    private func steps(_ rows: [SchemeRow]) throws(SchemeFault) -> [WorkflowRules.Step] {
        var steps: [WorkflowRules.Step] = []
        for row in rows {
            let step = WorkflowRules.Step(
                id: row.id,
                name: try row.name(),
                next: row.texts("next"),
                provenance: row.provenance
            )
            steps.append(step)
        }
        return steps
    }

    private func papers(_ rows: [SchemeRow]) throws(SchemeFault) -> [WorkflowRules.Paper] {
        var papers: [WorkflowRules.Paper] = []
        for row in rows {
            papers.append(WorkflowRules.Paper(id: row.id, name: try row.name(), provenance: row.provenance))
        }
        return papers
    }

    private func taxes() throws(SchemeFault) -> [TaxRule] {
        var taxes: [TaxRule] = []
        for row in try file("tax").rows {
            let rate = try row.number("rate")
            guard (0...100).contains(rate) else { throw row.fault("the rate must be 0 to 100 per cent", at: "rate") }
            let tax = TaxRule(
                rate: rate,
                rounding: try row.word("rounding", TaxRule.Rounding.self),
                provenance: row.provenance
            )
            guard !taxes.contains(where: { $0.provenance.overlaps(tax.provenance) }) else {
                throw row.fault("two tax rules hold on one day", at: "effectiveFrom")
            }
            taxes.append(tax)
        }
        return taxes
    }
}
