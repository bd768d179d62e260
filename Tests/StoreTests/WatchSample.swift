import Registry
import TestSupport
import Testing

@testable import Store

/// A registry with people who follow lists and checks.
struct WatchSample: Sendable {
    let store: RegistryStore

    static func make(_ engine: (any Engine)? = nil) async throws -> WatchSample {
        var rules = Rules.sample()
        rules.ladder = LadderSample.ladder
        return WatchSample(store: try await RegistryStore.sample(engine, rules: rules))
    }

    /// A label that ends on a day; known long before.
    func issue(_ number: String, until end: String, _ filing: Filing? = nil, on text: String? = nil) async throws {
        var filing = filing ?? .sample("カメラ \(number)")
        filing.product.category = "camera"
        _ = try await store.file(
            .issue(filing, heldUntil: day(end)),
            number: RegistrationNumber(checked: number),
            OrderTerms(actor: "t"),
            at: text.map(noon) ?? (day(end) - 600).start
        )
    }

    static func ask(_ query: LabelQuery = LabelQuery(), until: String = "2029-12-31") -> WatchAsk {
        WatchAsk(.list(query), title: "list", conditions: "q=x", until: day(until), .en)
    }

    /// The secret of a letter that was just queued; the letter counts as sent.
    func confirmation(_ text: String) async throws -> String {
        let found = try await claim(noon(text))
        let letter = try #require(found.first { $0.letter.kind == .confirmWatch })
        for letter in found { try await settle(letter, noon(text)) }
        return try #require(letter.secret)
    }

    func claim(_ now: Moment) async throws -> [ClaimedLetter] {
        // A name for each secret, so that two are never the same.
        try await store.claimLetters(limit: 50, holder: "t", lease: 60_000, at: now) {
            var generator = SystemRandomNumberGenerator()
            return "secret\(UInt64.random(in: 0...UInt64.max, using: &generator))"
        }
    }

    func settle(_ letter: ClaimedLetter, _ now: Moment, _ delivery: Delivery = .sent) async throws {
        try await store.settle(letter, delivery, holder: "t", retryAt: nil, at: now)
    }

    /// Somebody follows a query from a day on.
    @discardableResult
    func follow(
        _ query: LabelQuery = LabelQuery(),
        on text: String,
        until: String = "2029-12-31",
        as address: String = "officer@example.jp"
    ) async throws -> String {
        try await store.ask(Self.ask(query, until: until), for: try MailAddress(address), at: noon(text))
        let secret = try await confirmation(text)
        try await store.confirmWatch(secret, at: noon(text))
        return secret
    }

    @discardableResult
    func round(_ text: String) async throws -> WatchTally { try await store.keepWatches(at: noon(text)) }

    /// Sends what is due at noon of a day; of each letter its kind and lines.
    @discardableResult
    func send(_ text: String, _ delivery: Delivery = .sent) async throws -> [String] {
        var sent: [String] = []
        while true {
            let claimed = try await claim(noon(text))
            if claimed.isEmpty { return sent }
            for letter in claimed {
                try await settle(letter, noon(text), delivery)
                let lines = letter.letter.entries.map { "\($0["number"] ?? ""): \($0["words"] ?? "")" }
                sent.append(([letter.letter.kind.rawValue] + lines).joined(separator: " | "))
            }
        }
    }

    /// A round and what is sent after it.
    func next(_ text: String) async throws -> [String] {
        try await round(text)
        return try await send(text)
    }
}
