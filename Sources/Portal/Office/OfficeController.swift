import HTTPTypes
import Hummingbird
import Registry
import Store

/// Where the office's work waits: states with their counts, and the applications in one of them.
struct OfficeController: Sendable {
    let site: PortalSite

    /// Applications a page.
    private static let page = 100
    /// As far as each state is counted.
    private static let bound = 1000

    /// The queues; with `q` the application of that number.
    func home(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.checkOffice()
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["q", "lang"])
        let asked = String((try query.value("q") ?? "").cleaned.text.prefix(200))
        if !asked.isEmpty, let id = try await find(asked, visit) {
            return Gate.seeOther("\(PagePath.officeCase(id))?lang=\(wish.language.rawValue)")
        }
        let view = PageView.OfficeView(
            try await site.store.applicationCounts(bound: Self.bound),
            bound: Self.bound,
            asked: asked,
            isMissing: !asked.isEmpty,
            site.store.rules,
            wish.language
        )
        let html = site.pages.page(
            .office,
            view,
            wish.language,
            keeping: asked.isEmpty ? "" : "q=\(PagePath.encoded(asked))&",
            isHidden: true
        )
        return AccountAnswer.page(html, status: asked.isEmpty ? .ok : .notFound, wish, request)
    }

    /// The applications in a state, longest waiting first.
    func queue(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.checkOffice()
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["state", "after", "lang"])
        guard let state = ApplicationState(rawValue: try query.value("state") ?? ""),
            ApplicationState.officeQueues.contains(state)
        else {
            let known = ApplicationState.officeQueues.map(\.rawValue).joined(separator: ", ")
            throw Refusal(
                .malformed,
                "state is one of \(known)",
                ja: "state は \(known) のいずれかです",
                field: "state",
                code: "unknownState"
            )
        }
        let (after, place) = (try query.value("after"), try query.queuePlace())
        let lines = try await site.store.applications(
            .queue(state),
            after: place.map { .place($0.id, since: $0.since) },
            limit: Self.page + 1
        )
        let view = PageView.QueueView(
            lines,
            limit: Self.page,
            in: state,
            asked: "state=\(state.rawValue)&" + (after.map { "after=\(PagePath.encoded($0))&" } ?? ""),
            today: visit.now.day,
            site.store.rules,
            wish.language
        )
        let html = site.pages.page(
            .officeQueue,
            view,
            wish.language,
            title: view.state,
            keeping: view.keeping,
            isHidden: true
        )
        return AccountAnswer.page(html, wish, request)
    }

    /// By number, or by `#` and what it is counted as.
    private func find(_ asked: String, _ visit: Visit) async throws -> Int64? {
        if let id = try await site.store.applicationID(numbered: asked, for: visit.account) { return id }
        guard asked.hasPrefix("#"), asked.utf8.count <= 18, let id = Int64(asked.dropFirst()), id > 0 else {
            return nil
        }
        do {
            return try await site.store.application(id, for: visit.account).application.id
        } catch let refusal as Refusal where refusal.kind == .missing {
            return nil
        }
    }
}
