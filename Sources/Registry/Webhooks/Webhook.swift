/// What an endpoint is told of; the word is on the wire and never changes.
package enum WebhookEvent: String, CaseIterable, Hashable, Sendable {
    case labelIssued = "label.issued"
    case labelExpiring = "label.expiring"
    case labelLapsed = "label.lapsed"
    case labelExtended = "label.extended"
    case labelWithdrawn = "label.withdrawn"
    case labelRevoked = "label.revoked"
    case labelCorrected = "label.corrected"
    case applicationChanged = "application.changed"
    /// Shows that whoever added the address also reads it.
    case endpointChallenge = "endpoint.challenge"
    /// Sent by a button.
    case endpointTest = "endpoint.test"

    /// What an endpoint may be told of by choice.
    package static let offered = allCases.filter { $0 != .endpointChallenge && $0 != .endpointTest }

    /// What a label's own event is to an endpoint; nil for steps that change nothing for those who use the label.
    package init?(_ event: LabelEvent.Kind) {
        switch event {
        case .issued: self = .labelIssued
        case .extended: self = .labelExtended
        case .withdrawn: self = .labelWithdrawn
        case .revoked: self = .labelRevoked
        case .reinstated, .modelsChanged, .holderChanged, .restated, .corrected: self = .labelCorrected
        case .provisionallyRegistered, .imported, .extensionFiled, .extensionRefused, .extensionAbandoned,
            .standingStated, .absentFromEdition:
            return nil
        }
    }

    /// What people call it.
    package func name(_ language: Letter.Language) -> String {
        switch (self, language) {
        case (.labelIssued, .ja): "ラベルの交付"
        case (.labelIssued, .en): "a label was issued"
        case (.labelExpiring, .ja): "有効期限が近い"
        case (.labelExpiring, .en): "a label ends soon"
        case (.labelLapsed, .ja): "有効期限切れ"
        case (.labelLapsed, .en): "a label has lapsed"
        case (.labelExtended, .ja): "有効期限の延長"
        case (.labelExtended, .en): "a label was extended"
        case (.labelWithdrawn, .ja): "取下げ"
        case (.labelWithdrawn, .en): "a label was withdrawn"
        case (.labelRevoked, .ja): "取消し"
        case (.labelRevoked, .en): "a label was revoked"
        case (.labelCorrected, .ja): "登録内容の変更・訂正"
        case (.labelCorrected, .en): "what is recorded of a label changed"
        case (.applicationChanged, .ja): "申請の進み"
        case (.applicationChanged, .en): "an application moved on"
        case (.endpointChallenge, .ja): "受け取り口の確認"
        case (.endpointChallenge, .en): "the endpoint is asked for its answer"
        case (.endpointTest, .ja): "試し送り"
        case (.endpointTest, .en): "a test"
        }
    }
}

/// An address of an organisation that is told what happens, as Standard Webhooks describes it.
package struct Endpoint: Hashable, Sendable {
    /// Where an endpoint stands.
    package enum State: String, CaseIterable, Hashable, Sendable {
        /// It has not answered the challenge: nothing else is sent.
        case unproven
        case active
        /// By a person, or because it failed for days; what happens waits.
        case paused
        /// For good.
        case ended
    }

    /// Endpoints one organisation may have at a time, ended ones aside.
    package static let maximumCount = 10
    /// Hours for which a former secret still signs after it was replaced.
    package static let overlapHours = 24
    /// Days of nothing but failures after which an endpoint is paused.
    package static let patienceDays = 5

    /// Counted from 1.
    package var id: Int64
    /// Whose it is.
    package var organisation: Int64
    /// As `EndpointAddress` writes it.
    package var url: String
    /// What its maker calls it.
    package var label: String
    /// Where it stands.
    package var state: State
    /// What it is told of.
    package var events: Set<WebhookEvent>
    /// When it was added.
    package var madeAt: Moment
    /// Since when nothing succeeded; nil where the last attempt did, or there was none.
    package var failingSince: Moment?
    /// Until when the former secret signs as well; nil where none does.
    package var formerUntil: Moment?

    package init(
        id: Int64,
        organisation: Int64,
        url: String,
        label: String,
        state: State,
        events: Set<WebhookEvent>,
        madeAt: Moment,
        failingSince: Moment? = nil,
        formerUntil: Moment? = nil
    ) {
        self.id = id
        self.organisation = organisation
        self.url = url
        self.label = label
        self.state = state
        self.events = events
        self.madeAt = madeAt
        self.failingSince = failingSince
        self.formerUntil = formerUntil
    }
}

/// An endpoint that somebody asks for.
package struct EndpointOrder: Hashable, Sendable {
    /// Vetted.
    package var address: EndpointAddress
    /// At most 100 characters; empty where none was given.
    package var label: String
    /// At least one of those offered.
    package var events: Set<WebhookEvent>

    /// - Throws: `malformed` with the field.
    package init(_ address: EndpointAddress, label: String, events: Set<WebhookEvent>) throws(Refusal) {
        guard label.unicodeScalars.count <= 100 else {
            throw Refusal(
                .malformed,
                "Give the endpoint a name of at most 100 characters",
                ja: "名前は100文字以内で入力してください",
                field: "label",
                code: "tooLong"
            )
        }
        guard !events.isEmpty, events.isSubset(of: WebhookEvent.offered) else {
            throw Refusal(
                .malformed,
                "Choose at least one kind of event",
                ja: "通知する内容を一つ以上選んでください",
                field: "events",
                code: "noEvents"
            )
        }
        (self.address, self.label, self.events) = (address, label, events)
    }
}

/// What came of one attempt at an endpoint.
package struct WebhookOutcome: Hashable, Sendable {
    /// Whose doing it was.
    package enum Cause: Hashable, Sendable {
        /// It answered so, or did not.
        case endpoint
        /// The attempt was ended before the endpoint had its time, or never began: it does not count.
        case sender
        /// The message could not be made: the attempt counts, and says nothing of the endpoint.
        case message
    }

    /// What it is for what was to be sent: any 2xx is `sent`.
    package var delivery: Delivery
    /// The answer's status; 0 where there was no answer.
    package var status: Int
    /// Seconds the endpoint asked to be left alone; nil where it did not.
    package var retryAfter: Int?
    /// It kept a line waiting: from now on it has those for slow ones.
    package var isSlow: Bool
    /// How the answer's body begins, where it was asked for.
    package var body: [UInt8]
    /// Whose doing it was.
    package var cause: Cause

    package init(
        _ delivery: Delivery,
        status: Int = 0,
        retryAfter: Int? = nil,
        isSlow: Bool = false,
        body: [UInt8] = [],
        cause: Cause = .endpoint
    ) {
        self.delivery = delivery
        self.status = status
        self.retryAfter = retryAfter
        self.isSlow = isSlow
        self.body = body
        self.cause = cause
    }

    /// 410: nobody is there any more (Standard Webhooks).
    package var isGone: Bool { status == 410 }

    /// Whether the answer shows that the endpoint reads what it gets: its body is the token, blanks and line ends
    /// around it aside.
    package func echoes(_ token: String) -> Bool {
        guard case .sent = delivery, !token.isEmpty else { return false }
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let trimmed = body.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed()
        return Array(trimmed) == Array(token.utf8)
    }
}

/// When something is sent again: Standard Webhooks' schedule, 5 seconds at first and a day at last.
package enum WebhookRetry {
    private static let pauses: [Int64] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    /// A challenge is answered soon or asked for again.
    private static let challenges = 3
    /// What did not count is sent again after this, in milliseconds.
    package static let uncounted: Int64 = 5000
    /// An endpoint may not ask for more than a day.
    private static let longest: Int64 = 86_400

    /// How long an endpoint that asked to be left alone is, in milliseconds.
    package static func rest(_ retryAfter: Int) -> Int64 { min(Int64(clamping: max(0, retryAfter)), longest) * 1000 }

    /// The pause after so many attempts, in milliseconds; nil gives up.
    ///
    /// - Parameters:
    ///   - retryAfter: seconds the endpoint asked for; counts where it is longer.
    ///   - jitter: a thousandth part from -1000 to 1000, of which a fifth counts, so that what failed together does not
    ///     come back together.
    package static func pause(
        after attempts: Int,
        _ event: WebhookEvent,
        retryAfter: Int? = nil,
        jitter: Int64
    ) -> Int64? {
        let limit = event == .endpointChallenge ? challenges : pauses.count + 1
        guard attempts >= 1, attempts < limit else { return nil }
        let usual = pauses[attempts - 1] * 1000
        let spread = usual + usual * max(-1000, min(1000, jitter)) / 5000
        return max(spread, rest(retryAfter ?? 0))
    }
}
