import HTTPTypes
import Hummingbird
package import Registry
package import Store

/// How long applications take, as a page and for machines.
struct TimesController: Sendable {
    let site: PortalSite

    /// `GET /times`.
    func page(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["lang"])
        let view = PageView.TimesView(
            try await site.reviewTimes.times(at: context.now),
            site.store.rules,
            wish.language
        )
        let html = site.pages.page(.times, view, wish.language, keeping: "")
        return PortalAnswer.page(html, maxAge: PortalHeaders.maxAge(at: context.now), wish, request)
    }

    /// `GET /api/v1/times`.
    func api(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: [])
        let times = try await site.reviewTimes.times(at: context.now)
        let rules = site.store.rules
        var json = JSONWriter(capacity: 4096)
        json.object { json in
            json.day("from", times.from)
            json.day("through", times.through)
            json.integer("applications", Int64(times.count))
            json.list("whole", ReviewTimes.Asked.all) { json, asked in
                json.object { json in
                    json.text("kind", asked.kind.rawValue)
                    json.text("assurance", asked.assurance.rawValue)
                    json.figure(times[asked])
                }
            }
            json.list("states", ReviewTimes.toldStates) { json, state in
                json.object { json in
                    json.text("state", state.rawValue)
                    json.wording("name", rules.workflow.name(of: state))
                    json.text("waitsFor", state.waitsForApplicant ? "applicant" : "office")
                    json.figure(times[state])
                }
            }
            json.integer("mostApplications", Int64(ReviewTimes.most))
            json.integer("fewestApplications", Int64(ReviewTimes.fewest))
            json.flag("unofficial", !site.facts.isOfficial)
            json.text("rules", rules.digest)
            json.flag("fictional", rules.isFictional)
        }
        return PortalAnswer.bytes(
            json.bytes,
            "application/json; charset=utf-8",
            maxAge: PortalHeaders.maxAge(at: context.now),
            request
        )
    }
}

extension JSONWriter {
    fileprivate mutating func figure(_ figure: ReviewTimes.Figure) {
        integer("applications", Int64(figure.count))
        if let days = figure.days {
            integer("medianDays", Int64(days.median))
            integer("ninetiethDays", Int64(days.ninetieth))
        } else {
            none("medianDays")
            none("ninetiethDays")
        }
    }
}

/// How long applications took, kept for an hour of one day: the figures move slowly, and the pages that tell them are
/// asked for more often than anything is decided.
package actor ReviewTimesShelf {
    private let store: RegistryStore
    private var kept: (times: ReviewTimes, at: Moment)?
    /// So that several who ask at once wait for one computation.
    private var running: (task: Task<ReviewTimes, any Error>, day: Day)?

    private static let hour: Int64 = 3_600_000

    /// Nothing is read before the first question.
    package init(_ store: RegistryStore) { self.store = store }

    /// As they stood at `now`, or up to an hour before on the same day.
    package func times(at now: Moment) async throws -> ReviewTimes {
        if let kept, kept.at.day == now.day, now.milliseconds - kept.at.milliseconds < Self.hour { return kept.times }
        if let running, running.day == now.day { return try await running.task.value }
        let store = store
        let task = Task { try await store.reviewTimes(at: now) }
        running = (task, now.day)
        defer { if running?.task == task { running = nil } }
        let times = try await task.value
        kept = (times, now)
        return times
    }
}
