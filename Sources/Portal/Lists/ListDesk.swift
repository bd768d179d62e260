import Registry
import Store

/// One question answered: what every face of a list is made of.
struct ListAnswer: Sendable {
    var asking: ListAsking
    var asked: AskedMoment
    var list: LabelList
    /// The next page's cursor.
    var next: ListCursor?
}

/// Questions about many labels.
struct ListDesk: Sendable {
    let site: PortalSite

    func answer(_ asking: ListAsking, at now: Moment) async throws -> ListAnswer {
        let cursor = try asking.cursor.map { text throws(Refusal) in try ListCursor(text, of: asking) }
        let asked: AskedMoment
        if let cursor {
            asked = try await checked(cursor.asked)
        } else {
            asked = try await KnownAt(store: site.store).moment(asking, at: now)
        }
        let list = try await site.store.list(asking.query, asked, after: cursor?.place, limit: asking.limit)
        return ListAnswer(
            asking: asking,
            asked: asked,
            list: list,
            next: list.next.map { ListCursor(asked: asked, place: $0, of: asking) }
        )
    }

    /// A cursor's revision must be one there was.
    private func checked(_ asked: AskedMoment) async throws -> AskedMoment {
        guard asked.revision <= (try await site.store.head()).revision else {
            throw Refusal(
                .malformed,
                "The cursor names a revision that this registry has not reached",
                ja: "cursor がまだない版を指しています",
                field: "cursor",
                code: "malformedCursor"
            )
        }
        return asked
    }
}
