import Registry
import Store

/// Names that feeds and calendars give to things for ever (RFC 4151, RFC 7986 §5.3): they follow from the host the
/// registry was made with and the day it opened, never from a setting.
struct FeedNames: Sendable {
    private let host: String
    private let opened: Day

    init(_ store: RegistryStore) async throws {
        host = store.operatorFacts.publicHost
        opened = try await store.mark(of: 1).recordedAt.day
    }

    /// A list's feed, whatever its language.
    func feed(_ query: String) -> String { tag("labels" + query) }

    /// Something that happened. An end is part of the name, so that after an extension the same days before another end
    /// are told anew, and none is told twice.
    func entry(_ news: LabelNews) -> String {
        let code = news.registration.code.text
        switch news.happening {
        case .recorded(let place):
            return tag("\(code)/\(place)/\(news.registration.events[place].kind.word.rawValue)")
        case .ending(let days, let end): return tag("\(code)/ending-\(days)/\(end.text)")
        case .lapsed(let end): return tag("\(code)/lapsed/\(end.text)")
        }
    }

    /// The one day in calendars that a registration has.
    func end(of registration: Registration) -> String { registration.code.text + "@" + host }

    /// The last day of grace, where one is decided.
    func graceEnd(of registration: Registration) -> String { registration.code.text + "-grace@" + host }

    /// The day by which its extension is to be filed.
    func filing(of registration: Registration) -> String { registration.code.text + "-filing@" + host }

    /// A deadline of an application.
    func deadline(_ kept: KeptDeadline) -> String {
        "application-\(kept.application)-\(kept.deadline.rawValue)@" + host
    }

    /// A holder's own feed.
    func feed(of organisation: Organisation) -> String { tag("organisation-\(organisation.id)") }

    /// A step of an application.
    func step(_ news: ApplicationNews) -> String { tag("application-\(news.application)/\(news.place)") }

    private func tag(_ specific: String) -> String {
        "tag:" + (host.split(separator: ":").first.map(String.init) ?? host) + "," + opened.text + ":" + specific
    }
}
