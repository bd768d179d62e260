import Exports
import Registry
import Store

/// What happened to the labels of a query, as a feed.
struct LabelFeed: Sendable {
    /// The most entries a feed has.
    static let most = 100

    let face: FeedFace
    let names: FeedNames

    func feed(_ list: LabelNewsList, of asking: ListAsking) -> AtomFeed {
        let links = SearchLinks(asking, face.language)
        let host = "https://" + face.site.host
        let own = [("lang", face.language.rawValue)]
        return AtomFeed(
            id: names.feed(links.query(dropping: ListAsking.unfollowed)),
            title: face.title(face.words.newsTitle, isTest: list.isTest),
            language: face.language.tag,
            selfAddress: host + PagePath.newsFeed + links.query(dropping: ListAsking.unfollowed, adding: own),
            alternateAddress: host + PagePath.search + links.query(dropping: ListAsking.unfollowed, adding: own),
            updated: list.news.first?.moment ?? list.mark.recordedAt,
            author: face.site.operatorName(face.language),
            entries: list.news.map(entry)
        )
    }

    func entry(_ news: LabelNews) -> AtomFeed.Entry {
        // As it was on the day it is about: names and level may have changed since.
        let answer = news.registration.answer(on: day(news))
        let (title, lines, category) = said(news, answer)
        return AtomFeed.Entry(
            id: names.entry(news),
            title: face.title(title, of: answer),
            updated: news.moment,
            summary: (lines + face.facts(answer)).joined(separator: "\n"),
            address: face.address(news.registration),
            category: category
        )
    }

    private func day(_ news: LabelNews) -> Day {
        switch news.happening {
        case .recorded(let place): max(news.registration.events[place].effectiveOn, news.moment.day)
        case .ending, .lapsed: news.moment.day
        }
    }

    private func said(_ news: LabelNews, _ answer: LabelAnswer) -> (title: String, lines: [String], category: String) {
        let words = face.words
        switch news.happening {
        case .recorded(let place):
            let event = news.registration.events[place]
            var lines = [face.filled(words.counts, face.day(event.effectiveOn))]
            if let end = event.kind.heldUntil { lines.append(face.filled(words.holds, face.day(end))) }
            if !event.publicNote.isEmpty { lines.append(event.publicNote) }
            return (face.event(event.kind.word), lines, event.kind.word.rawValue)
        case .ending(let days, let end):
            let lines = news.registration.hasPendingExtension ? [words.pending] : []
            let text = days == 1 ? words.endingTomorrow : words.ending
            return (face.filled(text, String(days), face.day(end)), lines, "expiring\(days)")
        case .lapsed(let end):
            let lines = answer.period.isConfirmed ? [] : [face.unconfirmed]
            return (face.filled(words.lapsed, face.day(end)), lines, "lapsed")
        }
    }
}

extension LabelEvent.Kind {
    /// The last day that it decided.
    fileprivate var heldUntil: Day? {
        switch self {
        case .issued(_, _, let until), .imported(_, _, let until), .extended(let until): until
        case .corrected(let correction): correction.heldUntil
        default: nil
        }
    }
}

extension Registration {
    var hasPendingExtension: Bool { Timeline.hasPendingExtension(events) }
}
