import ArgumentParser
import Notices
import Registry
import Store
import Synchronization

/// The postman on a clock that whoever drills moves: each line of standard input is a moment, at which one round is made.
/// The sessions are real ones with a server on this machine.
struct DrillPostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill-post",
        abstract: "Send what is due at each moment of standard input, for the drill of the outbox.",
        discussion: """
            Moments are milliseconds since 1970, one a line. Each is answered by a line of JSON.

            Example:
              echo 1795230000000 | hoshifuda drill-post --store ./demo --port 2525
            """,
        shouldDisplay: false
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("port"), help: "The mail server's, on this machine.") var port: Int
    @Option(name: .customLong("security"), help: "tls, starttls or none.") var security = "none"
    @Option(name: .customLong("lines")) var lines = 2
    @Option(name: .customLong("seconds"), help: "How long a session may take for one message.") var seconds = 2

    func run() async throws {
        guard let protection = SMTPServer.Security(rawValue: security) else {
            throw Refusal(.malformed, "--security is tls, starttls or none", field: "--security")
        }
        guard (1...65_535).contains(port), (1...16).contains(lines), (1...60).contains(seconds) else {
            throw Refusal(.malformed, "--port, --lines or --seconds is out of its range", field: "--port")
        }
        let start = try clock.now()
        guard let house = try await House.open(options.place(), schemeFolder: options.scheme, readers: 1, now: start)
        else { throw Refusal(.conflict, "The store is in use", code: "storeUnavailable") }
        defer { try? house.close() }
        try house.requireSample()
        let server = SMTPServer(
            host: "127.0.0.1",
            port: port,
            security: protection,
            ownName: house.store.operatorFacts.publicHost,
            connectTimeout: seconds,
            timeout: seconds
        )
        let moment = Mutex(start)
        let postman = try Postman(
            store: house.store,
            transports: (0..<lines).map { _ in SMTPTransport(server) },
            from: try MailAddress("registry@drill.example"),
            holder: "drill",
            now: { moment.withLock(\.self) }
        )
        while let line = readLine() {
            guard let milliseconds = Int64(line) else {
                throw Refusal(.malformed, "A line is a moment in milliseconds since 1970", code: "malformed")
            }
            moment.withLock { $0 = Moment(milliseconds: milliseconds) }
            let attempts = try await postman.round()
            let backlog = try await house.store.backlog()
            Output.line("{\"attempts\":\(attempts),\"waiting\":\(backlog.waiting),\"dead\":\(backlog.dead)}")
        }
    }
}
