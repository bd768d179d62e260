import ArgumentParser
import Foundation
import Registry
import Store

/// What people without an account follow.
struct WatchesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watches",
        abstract: "Show how many lists and checks are followed by mail.",
        discussion: "No addresses are shown.\n\nExample:\n  hoshifuda watches --store ./store --json"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions

    /// One line of the answer.
    private struct Line: Encodable {
        var kind: String
        var state: String
        var watches: Int
    }

    func run() async throws {
        let house = try await House.openToRead(options.place(), schemeFolder: options.scheme)
        defer { try? house.close() }
        let found = try await house.store.watchCounts()
        for kind in Watch.Kind.allCases {
            for state in Watch.State.allCases {
                let count = found.counts[kind]?[state] ?? 0
                if form.json {
                    let line = Line(kind: kind.rawValue, state: state.rawValue, watches: count)
                    Output.line(Array(try JSONEncoder.sorted.encode(line)))
                } else {
                    Output.line("\(kind.rawValue)  \(state.rawValue)  \(count)")
                }
            }
        }
        if !form.json { Output.message("\(found.due) changes wait to be told") }
    }
}
