import Exports
import Registry
import Store

/// What happened to one holder's labels and applications, as a feed.
struct HolderFeed: Sendable {
    let labels: LabelFeed

    private var face: FeedFace { labels.face }

    /// The address of the feed is a secret and not in it.
    func feed(_ news: HolderNews, of organisation: Organisation, on today: Day) -> AtomFeed {
        let entries = (news.labels.map(labels.entry) + news.steps.map(entry))
            .sorted { ($0.updated, $0.id) > ($1.updated, $1.id) }
        let isTest = news.labels.contains { $0.registration.origin == .test }
        return AtomFeed(
            id: labels.names.feed(of: organisation),
            title: face.title(
                face.filled(face.words.heldTitle, organisation.name(face.language.ofLetters)),
                isTest: isTest
            ),
            language: face.language.tag,
            selfAddress: "",
            alternateAddress: "https://" + face.site.host + PagePath.applications + "?lang=" + face.language.rawValue,
            updated: entries.first?.updated ?? today.start,
            author: face.site.operatorName(face.language),
            entries: Array(entries.prefix(LabelFeed.most))
        )
    }

    /// A step, without its note and its product: feeds are kept by others.
    private func entry(_ news: ApplicationNews) -> AtomFeed.Entry {
        let words = OfficeWords.words(face.language)
        let mark = face.site.isFictional ? face.words.fictional : ""
        let state = face.language.say(face.site.rules.workflow.name(of: news.after))
        return AtomFeed.Entry(
            id: labels.names.step(news),
            title: mark + Phrase.plain(words.step(news.word)) + face.words.colon
                + face.application(news.application, news.number),
            updated: news.at,
            summary: [face.kind(news.kind), state].joined(separator: "\n"),
            address: face.address(ofApplication: news.application),
            category: news.word
        )
    }
}
