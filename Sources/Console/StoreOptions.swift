import ArgumentParser
import Registry
import Store

/// Flags that every command on a store takes.
struct StoreOptions: ParsableArguments {
    @Option(name: .customLong("store"), help: "The registry's folder, or postgresql://host/database.")
    var store: String

    @Option(name: .customLong("scheme"), help: "Folder of the scheme data (default: Data/Scheme).")
    var scheme: String?

    func place() throws(Refusal) -> StorePlace { try StorePlace(store) }

    /// The house for a command that only looks; whoever asks closes it.
    func openToRead() async throws -> House { try await House.openToRead(place(), schemeFolder: scheme) }
}

/// The choice between a table for people and JSON for machines.
struct FormOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print JSON, one object a line.")
    var json = false
}

/// The one clock of a command: the system's, or a stated moment.
struct ClockOptions: ParsableArguments {
    @Option(
        name: .customLong("at"),
        help: ArgumentHelp("Act as if it were this moment (RFC 3339).", visibility: .hidden)
    )
    var at: String?

    func now() throws(Refusal) -> Moment {
        if let at { return try Moment.parse(at) }
        return Moment(milliseconds: SystemClock.now())
    }
}
