import Registry
import TestSupport
import Testing

@testable import Store

/// An organisation with a label and an endpoint, and somebody signed in who keeps it.
struct WebhookSample {
    let store: RegistryStore
    let signed: SignedIn
    var endpoint: Endpoint
    /// When everything began.
    let start: Moment

    static let secret = "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
    static let other = "whsec_AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
    static let hour: Int64 = 3_600_000
    static let day: Int64 = 24 * hour

    static func make(
        _ url: String = "https://hooks.example.jp/in",
        events: Set<WebhookEvent> = Set(WebhookEvent.offered),
        isProven: Bool = true,
        ladder: Ladder? = nil,
        graceDays: Int? = nil
    ) async throws -> WebhookSample {
        let start = noon("2026-11-21")
        var rules = Rules.sample(graceDays: graceDays)
        if let ladder { rules.ladder = ladder }
        let store = try await RegistryStore.sample(rules: rules)
        let account = try await SignInTests.registrant(store, at: start)
        let signed = try await signIn(store, account.address, at: start)
        let order = try EndpointOrder(try EndpointAddress(url), label: "line 1", events: events)
        let endpoint = try await store.addEndpoint(order, secret: secret, token: "token", by: signed, at: start)
        var sample = WebhookSample(store: store, signed: signed, endpoint: endpoint, start: start)
        if isProven {
            let claimed = try #require(try await sample.claim(at: start).first)
            try await sample.settle(claimed, .answer(200, "token"), at: start)
            sample.endpoint = try await sample.now()
            #expect(sample.endpoint.state == .active)
        }
        return sample
    }

    static func signIn(_ store: RegistryStore, _ address: MailAddress, at now: Moment) async throws -> SignedIn {
        let begun = try await store.beginSignIn(address, recovery: nil, hasCode: false, at: now) { _, _ in nil }
        let token = "\(address.text) at \(now.milliseconds)"
        guard case .open(let candidate) = begun,
            try await store.finishSignIn(candidate, isRight: true, token: token, agent: "", at: now) != nil
        else { throw Refusal(.conflict, "nobody signed in") }
        return try #require(try await store.signedIn(token, at: now))
    }

    /// A label of the organisation's own, at noon of a day.
    @discardableResult
    func label(_ number: String, on day: String = "2026-11-21") async throws -> Registration {
        let registration = try await store.issue(number, on: day)
        let (organisation, now) = (signed.account.organisation.id, noon(day))
        _ = try await store.engine.write { db in
            try db.run(
                Statement(
                    "INSERT INTO registration_owner (registration_id, organisation_id, since) VALUES (?1, ?2, ?3)"
                ),
                [.integer(Int64(registration.code.sequence)), .integer(organisation), .moment(now)]
            )
        }
        return registration
    }

    func claim(
        slow: Bool = false,
        limit: Int = 9,
        holder: String = "a",
        lease: Int64 = 1000,
        at now: Moment
    ) async throws -> [ClaimedDelivery] {
        try await store.claimDeliveries(slow: slow, limit: limit, holder: holder, lease: lease, at: now)
    }

    func settle(
        _ claimed: ClaimedDelivery,
        _ outcome: WebhookOutcome,
        holder: String = "a",
        retryAt: Moment? = nil,
        at now: Moment
    ) async throws {
        try await store.settle(claimed, outcome, holder: holder, retryAt: retryAt, at: now)
    }

    /// The endpoint as it is.
    func now() async throws -> Endpoint {
        try #require(try await store.endpoints(of: signed.account.organisation.id).first { $0.id == endpoint.id })
    }

    func log() async throws -> [KeptDelivery] {
        try await store.deliveries(to: endpoint.id, of: signed.account.organisation.id, limit: 100).deliveries
    }
}

extension WebhookOutcome {
    /// A whole answer.
    static func answer(_ status: Int, _ body: String = "") -> WebhookOutcome {
        let delivery: Delivery =
            switch status {
            case 200...299: .sent
            case 410: .refused("answer 410")
            default: .later("answer \(status)")
            }
        return WebhookOutcome(delivery, status: status, body: Array(body.utf8))
    }
}
