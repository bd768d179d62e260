import ArgumentParser
import Foundation
import Notices
import Portal
import Registry
import Store

/// What holders are told of their labels' ends.
struct NoticesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notices",
        abstract: "Show what holders of labels will be told, and what they were told.",
        subcommands: [NoticesPlan.self, NoticesList.self],
        defaultSubcommand: NoticesPlan.self
    )
}

/// The ladder of the next months. Nothing is written.
struct NoticesPlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Print the ladder: what is due now and what comes, through a day.",
        discussion: """
            What is told depends on the day it is told: labels that are extended, withdrawn or revoked until then fall out.

            Example:
              hoshifuda notices plan --store ./store --until 2027-09-30
              hoshifuda notices plan --store ./store --dry-run
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("until"), help: "The last day to look at (default: today in Japan; at most 3 years).")
    var until: String?
    @Flag(name: .customLong("dry-run"), help: "Print the letters that would be made now.")
    var isDryRun = false

    func run() async throws {
        let now = try clock.now()
        let last = try until.map { try Day.parse($0) } ?? now.day
        guard (0...1096).contains(last.days(since: now.day)) else {
            throw Refusal(.malformed, "--until is a day from today through three years from now", field: "--until")
        }
        let house = try await options.openToRead()
        defer { try? house.close() }
        guard !isDryRun else { return try await tellLetters(house.store, at: now) }
        var notices = try await house.store.dueNotices(at: now)
        var count = notices.count
        for notice in notices { tell(notice) }
        var day = now.day + 1
        while day <= last {
            notices = try await house.store.notices(dueOn: day, at: now)
            for notice in notices { tell(notice) }
            count += notices.count
            day = day + 1
        }
        if !form.json { Output.message("\(count) notices through \(last)") }
    }

    private func tell(_ notice: PlannedNotice) {
        if form.json, let bytes = try? JSONEncoder.sorted.encode(PlannedWire(notice)) {
            return Output.line(Array(bytes))
        }
        let line = notice.line
        let who = notice.recipients.joined(separator: " ")
        Output.line(
            "\(notice.day)  \(notice.milestone.word.padding(to: 9))  \(line.heldUntil)  \(line.number)  \(line.product)  \(who)"
        )
    }

    private func tellLetters(_ store: RegistryStore, at now: Moment) async throws {
        let forms = try LetterForms(LetterSender(store.operatorFacts))
        for letter in try await store.dueLetters(at: now) {
            let text = forms.text(letter)
            if form.json {
                let wire = LetterWire(recipient: letter.recipient.text, subject: text.subject, labels: letter.entries)
                Output.line(Array(try JSONEncoder.sorted.encode(wire)))
            } else {
                Output.line("To: \(letter.recipient.text)\nSubject: \(text.subject)\n\n\(MailMessage.plain(text))")
            }
        }
    }
}

/// What was planned, and what came of it.
struct NoticesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List notices, oldest first.",
        discussion: "Example:\n  hoshifuda notices list --store ./store --state waiting --json"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @Option(
        name: .customLong("state"),
        help: "planned, queued, sent, overtaken, suppressed, failed, escalated, waiting, answered or all."
    )
    var state = "all"
    @Option(name: .customLong("number"), help: "Of one registration number alone.")
    var number: String?

    func run() async throws {
        let wanted = Notice.State(rawValue: state)
        guard wanted != nil || state == "all" else {
            let words = Notice.State.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal(.malformed, "--state is one of \(words), all", field: "--state")
        }
        let house = try await options.openToRead()
        defer { try? house.close() }
        if let number {
            guard let found = try await house.store.find(try RegistrationNumber(number)).registration else {
                throw Refusal(.missing, "No match in this registry", code: "unknownNumber")
            }
            let notices = try await house.store.notices(of: Int64(found.code.sequence))
            return try notices.filter { wanted == nil || $0.state == wanted }.forEach(tell)
        }
        for try await page in Pages(after: Int64(0), \.id, { try await house.store.notices(after: $0) }) {
            try page.filter { wanted == nil || $0.state == wanted }.forEach(tell)
        }
    }

    private func tell(_ notice: Notice) throws {
        guard !form.json else { return Output.line(Array(try JSONEncoder.sorted.encode(NoticeWire(notice)))) }
        let who = notice.channel == .office ? "office" : notice.address
        Output.line(
            "\(notice.madeAt)  \(notice.milestone.word.padding(to: 9))  \(notice.heldUntil)  \(notice.number)  "
                + "\(notice.state.rawValue.padding(to: 10))  \(who)"
        )
    }
}

extension LetterSender {
    /// Who sends, as the store knows it.
    init(_ facts: OperatorFacts) {
        self.init(
            nameJA: facts.nameJA,
            nameEN: facts.nameEN,
            site: "https://" + facts.publicHost,
            isOfficial: facts.isOfficial
        )
    }
}

private struct PlannedWire: Encodable {
    var day: String
    var milestone: String
    var heldUntil: String
    var number: String
    var product: String
    var recipients: [String]

    init(_ notice: PlannedNotice) {
        day = notice.day.text
        milestone = notice.milestone.word
        heldUntil = notice.line.heldUntil.text
        number = notice.line.number.text
        product = notice.line.product
        recipients = notice.recipients
    }
}

private struct LetterWire: Encodable {
    var recipient: String
    var subject: String
    var labels: [[String: String]]
}

private struct NoticeWire: Encodable {
    var id: Int64
    var number: String
    var milestone: String
    var heldUntil: String
    var channel: String
    var recipient: String
    var state: String
    var letter: Int64?
    var madeAt: String
    var settledAt: String?

    init(_ notice: Notice) {
        id = notice.id
        number = notice.number.text
        milestone = notice.milestone.word
        heldUntil = notice.heldUntil.text
        channel = notice.channel.rawValue
        recipient = notice.address
        state = notice.state.rawValue
        letter = notice.letter
        madeAt = notice.madeAt.text
        settledAt = notice.settledAt?.text
    }
}
