package import Registry

/// Something an endpoint is to be told, claimed by a sender: it is this sender's until the lease runs out.
package struct ClaimedDelivery: Hashable, Sendable {
    /// Counted from 1.
    package var id: Int64
    /// The value of `webhook-id`, the same at every attempt.
    package var webhookID: String
    /// Whose it is; no other sender has anything for it meanwhile.
    package var endpoint: Int64
    /// Where it goes.
    package var url: String
    /// What it is signed with: the current secret, and the former one while that still signs.
    package var secrets: [String]
    /// What happened.
    package var event: WebhookEvent
    /// The label it is about; nil where it is about none.
    package var number: RegistrationNumber?
    /// The revision that caused it; 0 where none did.
    package var revision: Int64
    /// Values by name, for what is no label.
    package var facts: [String: String]
    /// When it happened.
    package var queuedAt: Moment
    /// How many attempts there were, this one included.
    package var attempts: Int
    /// The endpoint kept a line waiting before.
    package var isSlow: Bool
    /// What tells this claim from others.
    package var leaseUntil: Moment
}

/// A line of an endpoint's log.
package struct KeptDelivery: Hashable, Sendable {
    /// Where it stands.
    package enum State: String, CaseIterable, Hashable, Sendable {
        case waiting
        case sent
        /// Given up; the organisation may ask for it again.
        case dead
        /// Overtaken before it could be sent.
        case moot
    }

    /// Counted from 1.
    package var id: Int64
    /// The value of `webhook-id`.
    package var webhookID: String
    /// What happened.
    package var event: WebhookEvent
    /// The label it is about; nil where it is about none.
    package var number: RegistrationNumber?
    /// When it happened.
    package var queuedAt: Moment
    /// When it is tried next, where it waits.
    package var dueAt: Moment
    /// Where it stands.
    package var state: State
    /// How many there were.
    package var attempts: Int
    /// What the last attempt brought, in a few words; empty before there was one.
    package var outcome: String
    /// When it was sent, given up or became moot.
    package var settledAt: Moment?

    package init(
        id: Int64,
        webhookID: String,
        event: WebhookEvent,
        number: RegistrationNumber?,
        queuedAt: Moment,
        dueAt: Moment,
        state: State,
        attempts: Int,
        outcome: String,
        settledAt: Moment?
    ) {
        self.id = id
        self.webhookID = webhookID
        self.event = event
        self.number = number
        self.queuedAt = queuedAt
        self.dueAt = dueAt
        self.state = state
        self.attempts = attempts
        self.outcome = outcome
        self.settledAt = settledAt
    }

    /// Whether it may be asked for again: what came too late for that is asked for otherwise.
    package var mayReplay: Bool { (state == .sent || state == .dead) && event != .endpointChallenge }
}
