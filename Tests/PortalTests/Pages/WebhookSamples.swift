import Registry
import Store

@testable import Portal

/// An endpoint with a line of each kind, for the pages' tests.
enum WebhookSamples {
    static func endpoint(_ state: Endpoint.State) -> (Endpoint, [KeptDelivery]) {
        let now = Moment(milliseconds: 1_790_000_000_000)
        let endpoint = Endpoint(
            id: 3,
            organisation: 3,
            url: "https://hooks.example.jp/in?a=1&b=2",
            label: "線 1 & <2>",
            state: state,
            events: Set(WebhookEvent.offered),
            madeAt: now,
            failingSince: now,
            formerUntil: now
        )
        let lines = KeptDelivery.State.allCases.enumerated().map { number, state in
            KeptDelivery(
                id: Int64(9 - number),
                webhookID: "msg_\(number)",
                event: .labelWithdrawn,
                number: RegistrationNumber(checked: "T-1"),
                queuedAt: now,
                dueAt: now,
                state: state,
                attempts: 1,
                outcome: "answer 500",
                settledAt: state == .waiting ? nil : now
            )
        }
        return (endpoint, lines)
    }
}
