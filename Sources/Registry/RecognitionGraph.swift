/// What recognises what, as a graph of regimes: directed, partial, dated, never chained.
package struct RecognitionGraph: Hashable, Sendable {
    /// How far an edge has come on a day.
    package enum Reach: String, CaseIterable, Hashable, Sendable {
        case inForce
        case notYet
        case ended
        /// Inside a month or year of which the day is not known.
        case undetermined
    }

    /// One direction between two regimes.
    package struct Edge: Hashable, Sendable {
        /// As the data has it.
        package var rule: RecognitionEdge
        /// On the graph's day.
        package var reach: Reach
        /// Names of what is not known: `level`, `covers`, `pinnedDocument`, `graceCounts`, `higherLevelCounts`.
        package var unknown: [String]
    }

    /// The day it is told for.
    package var day: Day
    /// Names of regimes, JC-STAR first, then in the order of the data.
    package var nodes: [String]
    /// In the order of the data.
    package var edges: [Edge]
    /// Regimes without an edge in force: what is known of each.
    package var without: [RecognitionEdge]

    /// - Parameter onlyInForce: whether edges that are not, or perhaps not, in force on the day are left out.
    package init(_ rules: Rules, on day: Day, onlyInForce: Bool) {
        self.day = day
        edges = rules.recognition.filter { $0.kind != .none }.map { rule in
            Edge(rule: rule, reach: Self.reach(rule, on: day), unknown: Self.unknown(rule))
        }.filter { !onlyInForce || $0.reach == .inForce || $0.reach == .undetermined }
        without = rules.recognition.filter { $0.kind == .none }
        var nodes: [String] = []
        for name in rules.recognition.flatMap({ [$0.origin, $0.target] }) where !nodes.contains(name) {
            nodes.append(name)
        }
        self.nodes = nodes
    }

    private static func reach(_ rule: RecognitionEdge, on day: Day) -> Reach {
        if let end = rule.provenance.effectiveTo {
            if day > end.latest { return .ended }
            if day > end.earliest { return .undetermined }
        }
        switch rule.provenance.effectiveFrom?.reach(on: day) {
        case .notYet: return .notYet
        case .undetermined: return .undetermined
        case .reached: return .inForce
        // A day that nobody has told has not come for certain.
        case nil: return .undetermined
        }
    }

    private static func unknown(_ rule: RecognitionEdge) -> [String] {
        var unknown: [String] = []
        let touchesJCSTAR = rule.kind == .edge
        if touchesJCSTAR, rule.level == nil { unknown.append("level") }
        if rule.covers == nil { unknown.append("covers") }
        if rule.pinnedDocument == nil { unknown.append("pinnedDocument") }
        if rule.higherLevelCounts == nil { unknown.append("higherLevelCounts") }
        if rule.graceCounts == nil { unknown.append("graceCounts") }
        return unknown
    }
}
