import ArgumentParser
import Registry

/// Prints the tables and diagrams of applications and assessments as they stand in `Docs/applications.md`.
struct FlowsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flows",
        abstract: "Print the tables of what may be done to an application in which state.",
        shouldDisplay: false
    )

    func run() {
        Output.write(Array(FlowTable.markdown.utf8))
    }
}

/// The tables of `ApplicationFlow` and `AssessmentFlow`, drawn from the code that decides.
package enum FlowTable {
    /// A diagram and a table for each of the two.
    package static var markdown: String {
        """
        ## An application

        \(diagram(edges))
        \(applications)
        ## An assessment within it

        \(diagram(assessmentEdges))
        \(assessments)
        """
    }

    private typealias Edge = (from: String, to: String, word: String)

    private static let everyTerm = [(true, false), (false, false), (false, true)].map {
        ApplicationFlow.Terms(isOfficial: $0.0, isFree: $0.1)
    }

    private static var edges: [Edge] {
        var edges: [Edge] = []
        for state in ApplicationState.allCases {
            for action in ApplicationAction.allCases where action != .withdraw {
                for terms in everyTerm {
                    guard case .becomes(let next) = ApplicationFlow.outcome(action, from: state, terms),
                        !edges.contains(where: {
                            $0 == (state.rawValue, next.rawValue, action.rawValue)
                        })
                    else { continue }
                    edges.append((state.rawValue, next.rawValue, action.rawValue))
                }
            }
        }
        return edges
    }

    private static var assessmentEdges: [Edge] {
        AssessmentState.allCases.flatMap { state in
            AssessmentAction.allCases.flatMap { action -> [Edge] in
                guard case .becomes(let next, let open) = AssessmentFlow.outcome(action, from: state) else { return [] }
                let word = action.rawValue
                guard next != open else { return [(state.rawValue, next.rawValue, word)] }
                return [
                    (state.rawValue, next.rawValue, word + ", nothing open"),
                    (state.rawValue, open.rawValue, word + ", findings open"),
                ]
            }
        }
    }

    private static func diagram(_ edges: [Edge]) -> String {
        "```mermaid\nstateDiagram-v2\n"
            + edges.map { "    \($0.from) --> \($0.to): \($0.word)\n" }.joined() + "```\n"
    }

    private static var applications: String {
        let states = ApplicationState.allCases.filter { !$0.isTerminal }
        let head = "| action | who | " + states.map(\.rawValue).joined(separator: " | ") + " |\n"
        let rule = "|---" + String(repeating: "|---", count: states.count + 1) + "|\n"
        let rows = ApplicationAction.allCases.map { action in
            "| `\(action.rawValue)` | \(action.permission.rawValue) | "
                + states.map { cell(action, $0) }.joined(separator: " | ") + " |\n"
        }
        return head + rule + rows.joined()
    }

    private static func cell(_ action: ApplicationAction, _ state: ApplicationState) -> String {
        func said(_ isOfficial: Bool, _ isFree: Bool) -> String {
            let terms = ApplicationFlow.Terms(isOfficial: isOfficial, isFree: isFree)
            return word(ApplicationFlow.outcome(action, from: state, terms))
        }
        let usual = said(true, false)
        let unofficial = said(false, false)
        if usual != unofficial {
            return [(usual, "official"), (unofficial, "unofficial")].filter { $0.0 != "–" }
                .map { "\($0.0) (\($0.1))" }.joined(separator: ", ")
        }
        let free = said(true, true)
        guard usual != free else { return usual }
        return usual == "–" ? "\(free) (free)" : "\(usual) (unless free)"
    }

    private static func word(_ outcome: ApplicationFlow.Outcome) -> String {
        switch outcome {
        case .becomes(let state): "→ \(state.rawValue)"
        case .keeps: "stays"
        case .ifCorrectionAsked: "stays, if a correction was asked for"
        case .refused: "–"
        }
    }

    private static var assessments: String {
        let head = "| action | who | " + AssessmentState.allCases.map(\.rawValue).joined(separator: " | ") + " |\n"
        let rule = "|---" + String(repeating: "|---", count: AssessmentState.allCases.count + 1) + "|\n"
        let rows = AssessmentAction.allCases.map { action in
            let cells = AssessmentState.allCases.map { state -> String in
                switch AssessmentFlow.outcome(action, from: state) {
                case .becomes(let next, let open) where next == open: "→ \(next.rawValue)"
                case .becomes(let next, let open): "→ \(next.rawValue), with open findings → \(open.rawValue)"
                case .keeps: "stays"
                case .refused: "–"
                }
            }
            return "| `\(action.rawValue)` | \(action.permission.rawValue) | \(cells.joined(separator: " | ")) |\n"
        }
        return head + rule + rows.joined()
    }
}
