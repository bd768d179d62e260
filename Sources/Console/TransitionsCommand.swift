import ArgumentParser
import Registry

/// Prints the transition table as it stands in `Docs/transitions.md`.
struct TransitionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transitions",
        abstract: "Print the table of what may happen to a label in which standing.",
        shouldDisplay: false
    )

    func run() {
        Output.write(Array(TransitionTable.markdown.utf8))
    }
}

/// The transition table drawn from the code that decides.
package enum TransitionTable {
    package static var markdown: String {
        let standings: [Standing?] = [nil] + Standing.allCases
        let head = "| event | " + standings.map { $0?.rawValue ?? "none" }.joined(separator: " | ") + " |\n"
        let rule = "|---" + String(repeating: "|---", count: standings.count) + "|\n"
        let rows = LabelEvent.Word.allCases.map { word in
            "| `\(word.rawValue)` | "
                + standings.map { cell(Transition.outcome(word, from: $0)) }.joined(separator: " | ")
                + " |\n"
        }
        return head + rule + rows.joined()
    }

    private static func cell(_ outcome: Transition.Outcome) -> String {
        switch outcome {
        case .becomes(let standing): "→ \(standing.rawValue)"
        case .keeps: "stays"
        case .ifPending(let standing): "→ \(standing.rawValue) if an extension is pending"
        case .refused: "–"
        }
    }
}
