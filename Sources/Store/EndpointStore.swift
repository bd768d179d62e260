package import Registry

extension RegistryStore {
    /// The webhooks' own hand in the diary.
    static let webhookActor = "webhooks"
    private static let challengeLife: Int64 = 3_600_000
    /// Nobody makes the registry knock at a door more often than this.
    private static let knockPause: Int64 = 60_000

    private static let lastOfKind = Statement(
        "SELECT queued_at FROM delivery WHERE endpoint_id = ?1 AND event = ?2 ORDER BY id DESC LIMIT 1"
    )

    /// The endpoints of an organisation, newest first, also those that ended; at most a hundred.
    package func endpoints(of organisation: Int64) async throws -> [Endpoint] {
        try await engine.lookup { db in try EndpointRows(db: db).all(of: organisation, limit: 100) }
    }

    /// Adds an endpoint of somebody's own organisation and asks it to show that it reads what it gets.
    ///
    /// - Parameters:
    ///   - secret: what its messages are signed with, as it is shown.
    ///   - token: what it must answer with.
    /// - Throws: `forbidden` without the permission, `conflict` where there are too many.
    package func addEndpoint(
        _ order: EndpointOrder,
        secret: String,
        token: String,
        by signed: SignedIn,
        at now: Moment
    ) async throws -> Endpoint {
        try await engine.write { db in
            let account = try Self.keeperOfEndpoints(signed, db)
            let rows = EndpointRows(db: db)
            guard try rows.count(of: account.organisation.id) < Endpoint.maximumCount else {
                throw Refusal(
                    .conflict,
                    "An organisation has at most \(Endpoint.maximumCount) endpoints; end one first",
                    ja: "受け取り口は\(Endpoint.maximumCount)個までです。先に使わないものを終了してください",
                    code: "tooManyEndpoints"
                )
            }
            guard try !rows.isKnown(order.address.text, of: account.organisation.id) else {
                throw Refusal(
                    .conflict,
                    "Your organisation has an endpoint with this address already",
                    ja: "このアドレスの受け取り口は、すでに登録されています",
                    field: "url",
                    code: "duplicateEndpoint"
                )
            }
            let id = try rows.add(order, secret: secret, by: account, at: now)
            guard let endpoint = try rows.endpoint(id) else { throw EngineFault(.broken, "an endpoint was not kept") }
            try rows.record("addEndpoint", endpoint, by: account.actor, at: now)
            try Self.challenge(endpoint, token, at: now, db)
            try Self.tellChange(account, "endpoint", at: now, db)
            return endpoint
        }
    }

    /// Asks an endpoint once more; what it was asked before no longer counts.
    ///
    /// - Throws: `limited` within a minute of the last time, `conflict` where it has answered already.
    package func challengeEndpoint(_ id: Int64, token: String, by signed: SignedIn, at now: Moment) async throws {
        try await engine.write { db in
            let (endpoint, account) = try Self.own(id, signed, [.unproven], db)
            try Self.checkPause(.endpointChallenge, endpoint, at: now, db)
            try EndpointRows(db: db).makeMoot(WebhookEvent.endpointChallenge.rawValue, of: id, at: now)
            try Self.challenge(endpoint, token, at: now, db)
            try EndpointRows(db: db).record("challengeEndpoint", endpoint, by: account.actor, at: now)
        }
    }

    /// Gives an endpoint another secret; for a day messages are signed with both.
    ///
    /// - Throws: `conflict` while a former secret still signs: a form that was sent twice must not end the only one that
    ///   the receiver knows.
    package func rotateEndpoint(_ id: Int64, secret: String, by signed: SignedIn, at now: Moment) async throws {
        try await engine.write { db in
            let (endpoint, account) = try Self.own(id, signed, [.unproven, .active, .paused], db)
            let rows = EndpointRows(db: db)
            guard endpoint.formerUntil.map({ $0 <= now }) ?? true else {
                throw Refusal(
                    .conflict,
                    "The secret was replaced a short time ago; end the former one first",
                    ja: "シークレットは先ほど変更されています。先に以前のシークレットを終了してください",
                    code: "formerSecret"
                )
            }
            try rows.rotate(id, to: secret, until: now + Int64(Endpoint.overlapHours) * 3_600_000)
            try rows.record("rotateEndpoint", endpoint, by: account.actor, at: now)
            try Self.tellChange(account, "endpoint", at: now, db)
        }
    }

    /// Ends the former secret before its day is over, as after a leak.
    ///
    /// - Throws: `conflict` where none signs any more.
    package func endFormerSecret(_ id: Int64, by signed: SignedIn, at now: Moment) async throws {
        try await engine.write { db in
            let (endpoint, account) = try Self.own(id, signed, [.unproven, .active, .paused], db)
            guard endpoint.formerUntil.map({ $0 > now }) ?? false else { throw Self.wrongState }
            let rows = EndpointRows(db: db)
            try rows.endFormer(id)
            try rows.record("endFormerSecret", endpoint, by: account.actor, at: now)
        }
    }

    private static let forgetFormer = Statement(
        """
        UPDATE endpoint SET former_secret = '', former_until = NULL WHERE id IN (
            SELECT id FROM endpoint WHERE former_until <= ?1 ORDER BY former_until LIMIT 1000
        )
        """
    )

    /// Forgets secrets that no longer sign, at most a thousand; how many it were.
    package func forgetFormerSecrets(at now: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in try db.run(Self.forgetFormer, [.moment(now)]) }
    }

    /// Sends an endpoint something to try.
    ///
    /// - Throws: `limited` within a minute of the last time, `conflict` where it is not active.
    package func testEndpoint(_ id: Int64, by signed: SignedIn, at now: Moment) async throws {
        try await engine.write { db in
            let (endpoint, account) = try Self.own(id, signed, [.active], db)
            try Self.checkPause(.endpointTest, endpoint, at: now, db)
            try Deliveries(db: db).add(.endpointTest, to: id, facts: ["label": endpoint.label], at: now)
            try EndpointRows(db: db).record("testEndpoint", endpoint, by: account.actor, at: now)
        }
    }

    /// Pauses an active endpoint, lets a paused one go on with what waits, or ends one for good.
    package func turnEndpoint(_ id: Int64, to state: Endpoint.State, by signed: SignedIn, at now: Moment) async throws {
        let (verb, before): (String, Set<Endpoint.State>)
        switch state {
        case .paused: (verb, before) = ("pauseEndpoint", [.active])
        case .active: (verb, before) = ("resumeEndpoint", [.paused])
        case .ended: (verb, before) = ("endEndpoint", [.unproven, .active, .paused])
        case .unproven: throw Self.wrongState
        }
        try await engine.write { db in
            let (endpoint, account) = try Self.own(id, signed, before, db)
            let rows = EndpointRows(db: db)
            if state == .active { try rows.resume(id, at: now) } else { try rows.stop(id, as: state, at: now) }
            try rows.record(verb, endpoint, by: account.actor, at: now)
        }
    }

    /// An endpoint of somebody's own organisation; what is out of reach does not exist for them.
    ///
    /// - Throws: `missing`; `conflict` in another state.
    static func own(
        _ id: Int64,
        _ signed: SignedIn,
        _ states: Set<Endpoint.State>,
        _ db: any Transaction
    ) throws -> (Endpoint, Account) {
        let account = try keeperOfEndpoints(signed, db)
        guard let endpoint = try EndpointRows(db: db).endpoint(id), endpoint.organisation == account.organisation.id
        else { throw noSuchEndpoint }
        guard states.contains(endpoint.state) else { throw wrongState }
        return (endpoint, account)
    }

    /// The one answer to what is no endpoint and to somebody else's.
    package static let noSuchEndpoint = Refusal(
        .missing,
        "There is no such endpoint",
        ja: "該当する受け取り口がありません",
        code: "missing"
    )
    private static let wrongState = Refusal(
        .conflict,
        "The endpoint is not in a state for this; open the page again",
        ja: "受け取り口の状態が変わっています。ページを開き直してください",
        code: "wrongState"
    )

    /// Somebody signed in who may still keep endpoints.
    private static func keeperOfEndpoints(_ signed: SignedIn, _ db: any Transaction) throws -> Account {
        let account = try AccountRows(db: db).asBefore(signed)
        guard Policy.reach(account.roles, .webhooks) == .own else {
            throw Refusal(.forbidden, "Your roles do not allow this", ja: "この操作は、お持ちの役割ではできません", code: "forbidden")
        }
        return account
    }

    private static func challenge(_ endpoint: Endpoint, _ token: String, at now: Moment, _ db: any Transaction) throws {
        try Deliveries(db: db).add(
            .endpointChallenge,
            to: endpoint.id,
            facts: ["challenge": token],
            until: now + challengeLife,
            at: now
        )
    }

    private static func checkPause(
        _ event: WebhookEvent,
        _ endpoint: Endpoint,
        at now: Moment,
        _ db: any Transaction
    ) throws {
        let values: [Value] = [.integer(endpoint.id), .text(event.rawValue)]
        guard let last = try db.first(lastOfKind, values, { $0.moment(0) }), now < last + knockPause else { return }
        throw Refusal(
            .limited,
            "This was sent less than a minute ago; look at the log first",
            ja: "1分以内に送信しています。先に記録を確認してください",
            code: "tooOften"
        )
    }
}
