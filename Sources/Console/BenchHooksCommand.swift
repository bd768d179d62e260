import ArgumentParser
import Foundation
import Notices
import Portal
import Registry
import Store

/// Adds endpoints that all lead to one peer, lets them prove themselves, queues one message for each and sends them,
/// for measuring. Prints when it began and what came of it in one line of JSON.
struct BenchHooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-hooks",
        abstract: "Send one message to each of many endpoints, for measuring.",
        shouldDisplay: false
    )

    @OptionGroup var options: StoreOptions
    @Option(name: .customLong("peer"), help: "http address of a peer on loopback.") var peer: String
    @Option(name: .customLong("endpoints")) var endpoints = 1000
    @Option(name: .customLong("seconds"), help: "How long it is sent.") var seconds = 30
    @Flag(name: .customLong("recover"), help: "Only send what waits in the store, two hours later.") var recovers =
        false

    private struct Told: Encodable {
        /// Milliseconds since 1970.
        var began: Int64
        var mostSockets: Int
        var endpoints: Int
        /// Messages by where they stand at the end.
        var states: [String: Int]
        var attempts: Int
    }

    func run() async throws {
        let ahead: Int64 = recovers ? 7_200_000 : 0
        let now: Now = { Moment(milliseconds: SystemClock.now() + ahead) }
        guard let house = try await House.open(options.place(), schemeFolder: options.scheme, readers: 1, now: now())
        else { throw Refusal(.conflict, "The store is in use", code: "storeUnavailable") }
        defer { try? house.close() }
        let store = house.store
        let transport = WebhookTransport(allowing: try NetworkBlock.list("127.0.0.0/8", field: "--peer"))
        let sender = WebhookSender(
            store: store,
            transport: transport,
            body: WebhookBody(store, publicHost: nil),
            lines: WebhookLimits().lines,
            holder: "bench",
            now: now
        )
        if recovers { return try await recover(sender) }
        let keepers = try await add(to: store, now)
        // Every endpoint answers its challenge, whatever it does afterwards; on a busy machine some are asked twice.
        for _ in 0..<60 {
            try await sender.round()
            if try await areProven(keepers, store) { break }
            try await Task.sleep(for: .seconds(1))
        }
        for (signed, ids) in keepers { for id in ids { try await store.testEndpoint(id, by: signed, at: now()) } }
        let began = now()
        Output.message("Sending")
        let sending = Task { try await sender.round() }
        try await Task.sleep(for: .seconds(seconds))
        sending.cancel()
        let attempts = try await sending.value
        var states: [String: Int] = [:]
        for (signed, ids) in keepers {
            for id in ids {
                let log = try await store.deliveries(to: id, of: signed.account.organisation.id, limit: 9)
                for line in log.deliveries where line.event == .endpointTest {
                    let isTried = line.state == .waiting && line.attempts > 0
                    states[isTried ? "tried" : line.state.rawValue, default: 0] += 1
                }
            }
        }
        let told = Told(
            began: began.milliseconds,
            mostSockets: await transport.mostSockets,
            endpoints: keepers.reduce(0) { $0 + $1.ids.count },
            states: states,
            attempts: attempts
        )
        Output.line(Array(try JSONEncoder().encode(told)))
    }

    /// Sends until nothing is due any more.
    private func recover(_ sender: WebhookSender) async throws {
        var attempts = 0
        while true {
            let made = try await sender.round()
            guard made > 0 else { break }
            attempts += made
        }
        Output.line("{\"attempts\":\(attempts)}")
    }

    /// Organisations with as many endpoints as each may have. Of ten, one hangs, one drips and one answers 500.
    private func add(to store: RegistryStore, _ now: Now) async throws -> [(signed: SignedIn, ids: [Int64])] {
        var keepers: [(signed: SignedIn, ids: [Int64])] = []
        let kinds = [3: "hang", 5: "drip", 7: "500"]
        for first in stride(from: 0, to: endpoints, by: Endpoint.maximumCount) {
            let signed = try await keeper(first, store, now())
            var ids: [Int64] = []
            for number in first..<min(first + Endpoint.maximumCount, endpoints) {
                let url = "\(peer)/\(kinds[number % 10] ?? "ok")/\(number)"
                let address = try EndpointAddress(
                    url,
                    allowing: try NetworkBlock.list("127.0.0.0/8", field: "--peer"),
                    field: "--peer"
                )
                let endpoint = try await store.addEndpoint(
                    try EndpointOrder(address, label: "bench", events: [.labelRevoked]),
                    secret: Self.secret,
                    token: "challenge \(number)",
                    by: signed,
                    at: now()
                )
                ids.append(endpoint.id)
            }
            keepers.append((signed, ids))
        }
        return keepers
    }

    private func areProven(_ keepers: [(signed: SignedIn, ids: [Int64])], _ store: RegistryStore) async throws -> Bool {
        for (signed, _) in keepers {
            let endpoints = try await store.endpoints(of: signed.account.organisation.id)
            if endpoints.contains(where: { $0.state != .active }) { return false }
        }
        return true
    }

    /// Nobody checks these signatures.
    private static let secret = "whsec_" + Data(repeating: 1, count: 32).base64EncodedString()

    private func keeper(_ number: Int, _ store: RegistryStore, _ now: Moment) async throws -> SignedIn {
        let address = try MailAddress("hooks-\(number)@example.jp")
        let account = try await BenchOfficeCommand.maker(number, address, store, at: now)
        return try await BenchOfficeCommand.signIn(account, store, at: now).signed
    }
}
