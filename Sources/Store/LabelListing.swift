package import Registry

/// A page of a list, and what it was answered from.
package struct LabelList: Sendable {
    /// In the order asked for.
    package var labels: [ListedLabel]
    /// All labels of the list, exact.
    package var total: Int
    /// What each further filter would leave.
    package var facets: ListFacets
    /// Where the next page begins; nil on the last.
    package var next: ListPlace?
    /// The revision it was answered from.
    package var mark: RevisionMark
    /// Digest of the scheme data in force at that revision.
    package var rules: String
    /// The registry holds test registrations: every list of it is watermarked.
    package var isTest: Bool
}

/// A whole list by its registrations, and what it was answered from.
package struct WholeList: Sendable {
    /// In the order asked for.
    package var ids: [UInt32]
    /// The revision it was answered from.
    package var mark: RevisionMark
    /// Digest of the scheme data in force at that revision.
    package var rules: String
    /// The registry holds test registrations.
    package var isTest: Bool
}

/// A place in a list: the label that was told last.
package struct ListPlace: Hashable, Sendable {
    /// The registration.
    package var id: UInt32
    /// How well it met the words: 0 best, 2 worst.
    package var rank: UInt8

    package init(id: UInt32, rank: UInt8) {
        self.id = id
        self.rank = rank
    }
}

extension RegistryStore {
    /// One page of a list.
    ///
    /// - Parameters:
    ///   - place: the last label of the page before; nil begins. Its day and revision must be those of `asked`.
    ///   - limit: labels a page; 0 asks for the counts alone.
    package func list(
        _ query: LabelQuery,
        _ asked: AskedMoment,
        after place: ListPlace? = nil,
        limit: Int
    ) async throws -> LabelList {
        let (plan, hits) = try await plan(query, asked)
        // One more than asked tells whether there is a next page.
        let after = place.flatMap { plan.key(of: $0) }
        var scan = ListScan(plan, today: asked.today, after: after, limit: limit == 0 ? 0 : limit + 1)
        scan.walk(hits)
        let keys = scan.keys
        let ids = keys.prefix(limit).map(\.registration)
        let (labels, facts) = try await engine.read { [keys = self.keys] db in
            (
                try Self.listed(ids, query, asked, db, keys: keys),
                try Revisions(db: db).facts(of: asked.revision)
            )
        }
        var next: ListPlace?
        if keys.count > limit, let last = ids.last {
            next = ListPlace(id: last, rank: hits?.rank(of: last) ?? 2)
        }
        return LabelList(
            labels: labels,
            total: scan.total,
            facets: ListFacets(plan, counts: scan.counts, coverages: scan.coverages),
            next: next,
            mark: facts?.mark ?? RevisionMark(revision: 0, recordedAt: Moment(milliseconds: 0)),
            rules: facts?.rules ?? "",
            isTest: plan.view.snapshot.hasTests
        )
    }

    /// Every registration of a list, in its order: what an export walks over, a batch at a time.
    package func order(_ query: LabelQuery, _ asked: AskedMoment) async throws -> WholeList {
        let (plan, hits) = try await plan(query, asked)
        var scan = ListScan(plan, today: asked.today, after: nil, limit: .max)
        scan.walk(hits)
        let facts = try await engine.lookup { db in try Revisions(db: db).facts(of: asked.revision) }
        return WholeList(
            ids: scan.takeIDs(),
            mark: facts?.mark ?? RevisionMark(revision: 0, recordedAt: Moment(milliseconds: 0)),
            rules: facts?.rules ?? "",
            isTest: plan.view.snapshot.hasTests
        )
    }

    /// The labels of some registrations of a list, in the order given.
    package func listed(_ ids: [UInt32], _ query: LabelQuery, _ asked: AskedMoment) async throws -> [ListedLabel] {
        try await engine.read { [keys] db in try Self.listed(ids, query, asked, db, keys: keys) }
    }

    private func plan(_ query: LabelQuery, _ asked: AskedMoment) async throws -> (ListPlan, TextHits?) {
        let view = try await catalogue.view(on: asked.day, revision: asked.revision)
        let hits =
            query.text.isEmpty ? nil : try await catalogue.hits(query.text, lexicon.groups(on: asked.today), keys: keys)
        return (ListPlan(query, view, categoryOrder: rules.categories.map(\.code)), hits)
    }

    private static func listed(
        _ ids: [UInt32],
        _ query: LabelQuery,
        _ asked: AskedMoment,
        _ db: any Transaction,
        keys: LabelKeys
    ) throws -> [ListedLabel] {
        try ids.compactMap { id in
            guard let registration = try known(Int64(id), at: asked.revision, db, keys: keys)?.registration else {
                return nil
            }
            return ListedLabel(
                answer: registration.answer(on: asked.day),
                coverage: query.coveredThrough.map {
                    registration.coverage(from: asked.day, through: $0, today: asked.today)
                }
            )
        }
    }
}

extension UInt128 {
    /// The registration in a key of an order.
    var registration: UInt32 { ~UInt32(truncatingIfNeeded: self) }
}

extension ListPlan {
    /// The key of a place; nil where the view does not know the registration.
    func key(of place: ListPlace) -> UInt128? {
        let number = Int(place.id) / CatalogueChunk.width
        guard number < view.parts.count else { return nil }
        let (part, local) = (view.parts[number], Int(place.id) % CatalogueChunk.width)
        guard part.terms[local] != DayPart.nothing else { return nil }
        return order.key(
            terms: part.terms[local],
            heldUntil: part.heldUntil[local],
            issued: part.issued[local],
            rank: place.rank,
            id: place.id
        )
    }
}

extension TextHits {
    func rank(of id: UInt32) -> UInt8 {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id ? ranks[low] & ~Self.byModel : 2
    }
}
