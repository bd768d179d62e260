package import Registry

/// One thing that happened to a label that somebody follows.
package struct LabelNews: Hashable, Sendable {
    /// What it was.
    package enum Happening: Hashable, Sendable {
        /// The event at this place of the registration's events, which never moves.
        case recorded(Int)
        /// So many days before the last day of a label that is valid.
        case ending(days: Int, heldUntil: Day)
        /// The last day passed, or grace after it, or an extension was refused after it.
        case lapsed(heldUntil: Day)
    }

    /// The registration as known at the answer's revision.
    package var registration: Registration
    package var happening: Happening
    /// When it was recorded; what the calendar alone brings about happens as its day begins in Japan.
    package var moment: Moment
}

/// News of the labels of a query, and what it was answered from.
package struct LabelNewsList: Sendable {
    /// Newest first.
    package var news: [LabelNews]
    /// The revision it was answered from.
    package var mark: RevisionMark
    /// The registry holds test registrations.
    package var isTest: Bool
}

/// Labels of a query that end or ended.
package struct LabelEndList: Sendable {
    /// By last day; of more than were asked for, those whose ends are nearest.
    package var registrations: [Registration]
    /// How many labels there are.
    package var total: Int
    /// The revision it was answered from.
    package var mark: RevisionMark
    /// The registry holds test registrations.
    package var isTest: Bool
}

extension RegistryStore {
    /// What the calendar alone brought about is told for so many days.
    package static let newsDays = 366

    /// What happened to the labels that a query follows, newest first.
    ///
    /// Recorded events count whenever they were recorded; an end that comes near, by the ladder, or passes counts once
    /// its day has come, where the registry knew the label by then.
    ///
    /// - Parameter oneByOne: up to so many labels are asked for their events one by one; for more, the events are
    ///   walked from the newest.
    package func news(
        _ query: LabelQuery,
        at now: Moment,
        limit: Int,
        oneByOne: Int = 1000
    ) async throws -> LabelNewsList {
        let head = try await head()
        let follow = try await follow(query, on: now.day, revision: head.revision)
        let news = try await engine.read { [keys, rules] db in
            let endings = rules.ladder.endingDays
            let found = try FoundNews(follow, endingDays: endings, limit: limit, oneByOne: oneByOne, db) { id in
                try Self.known(id, at: head.revision, db, keys: keys)?.registration.lapsed(by: now.day)
            }
            var news: [LabelNews] = []
            for (id, happenings) in found.byRegistration {
                guard let registration = try Self.known(id, at: head.revision, db, keys: keys)?.registration
                else { continue }
                for happening in happenings {
                    news += registration.news(happening)
                }
            }
            return news
        }
        let sorted = news.sorted(by: LabelNews.isNewer)
        return LabelNewsList(news: Array(sorted.prefix(limit)), mark: head, isTest: follow.isTest)
    }

    /// The labels that a query follows whose last day is `first` or later, by last day.
    ///
    /// - Parameter most: of more, those that end next are kept, then those that ended last.
    package func ends(_ query: LabelQuery, from first: Day, on today: Day, most: Int) async throws -> LabelEndList {
        let head = try await head()
        let follow = try await follow(query, on: today, revision: head.revision)
        var ends = NearestEnds(to: today, most: most)
        follow.each { id, part, local in
            let end = part.heldUntil[local]
            if end != CatalogueRow.noDay, end >= first.number { ends.offer(end, of: id) }
        }
        let (ids, total) = (ends.ids, ends.total)
        let registrations = try await engine.read { [keys] db in
            try ids.compactMap { try Self.known(Int64($0), at: head.revision, db, keys: keys)?.registration }
        }
        return LabelEndList(registrations: registrations, total: total, mark: head, isTest: follow.isTest)
    }

    private func follow(_ query: LabelQuery, on today: Day, revision: Int64) async throws -> ListFollow {
        let view = try await catalogue.view(on: today, revision: revision)
        let groups = lexicon.groups(on: today)
        let hits = query.text.isEmpty ? nil : try await catalogue.hits(query.text, groups, keys: keys)
        return ListFollow(ListPlan(query, view, categoryOrder: rules.categories.map(\.code)), hits)
    }
}

extension LabelNews {
    /// The order of feeds: newest first, the same on every day.
    static func isNewer(_ left: LabelNews, _ right: LabelNews) -> Bool {
        (left.moment, left.registration.code.sequence, left.order)
            > (right.moment, right.registration.code.sequence, right.order)
    }

    /// Among what happened at one moment: what was recorded later stands first.
    fileprivate var order: Int {
        switch happening {
        case .recorded(let place): place
        case .ending(let days, _): -days
        case .lapsed: 0
        }
    }
}

extension Registration {
    /// A thing that was found to have happened; of a revision all its public events.
    func news(_ found: FoundNews.Happening) -> [LabelNews] {
        switch found {
        case .revision(let revision):
            events.enumerated().filter { $0.element.revision == revision }.map { place, event in
                LabelNews(registration: self, happening: .recorded(place), moment: event.recordedAt)
            }
        case .ending(let days, let end):
            [LabelNews(registration: self, happening: .ending(days: days, heldUntil: end), moment: (end - days).start)]
        case .lapsed(let end, let day):
            [LabelNews(registration: self, happening: .lapsed(heldUntil: end), moment: day.start)]
        }
    }
}
