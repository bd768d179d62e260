import ArgumentParser
import Foundation
import Notices
import Registry
import Store

/// The outbox, for whoever owns the store.
struct LettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters",
        abstract: "List letters, let those that were given up be tried again, read what came back.",
        subcommands: [LettersList.self, LettersReplay.self, LettersBounces.self],
        defaultSubcommand: LettersList.self
    )
}

/// What waits, what was sent, what was given up.
struct LettersList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List letters in a state, oldest first.",
        discussion: "Example:\n  hoshifuda letters list --store ./store --state dead --json"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @Option(name: .customLong("state"), help: "waiting, sent, dead (given up) or moot.")
    var state = "dead"

    func run() async throws {
        guard let wanted = KeptLetter.State(rawValue: state) else {
            throw Refusal(.malformed, "--state is waiting, sent, dead or moot", field: "--state")
        }
        let house = try await options.openToRead()
        defer { try? house.close() }
        for try await page in Pages(after: Int64(0), \.id, { try await house.store.letters(wanted, after: $0) }) {
            for letter in page {
                if form.json {
                    Output.line(Array(try JSONEncoder.sorted.encode(LetterWire(letter))))
                } else {
                    Output.line(
                        "\(letter.id)  \(letter.queuedAt)  \(letter.letter.kind.rawValue)  "
                            + "\(letter.letter.recipient.text)  \(letter.attempts)  \(letter.outcome)"
                    )
                }
            }
        }
    }
}

/// A letter that was given up is tried again under its name.
struct LettersReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Let a letter that was given up be tried again.",
        discussion: "Example:\n  hoshifuda letters replay 12 --store ./store"
    )

    @Argument(help: "The letter's number.")
    var id: Int64
    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var form: FormOptions
    @Option(name: .customLong("actor"), help: "Who does this, for the diary.")
    var actor = "operator"

    func run() async throws {
        let link = try await OfficeLink.open(options, clock)
        defer { try? link.close() }
        try await link.replayLetter(id, actor: actor)
        Output.line(form.json ? "{\"replayed\":\(id)}" : "Letter \(id) waits to be sent again.")
    }
}

/// What came back as mail gives letters up.
struct LettersBounces: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounces",
        abstract: "Read mail that came back, and give up the letters it is about.",
        discussion: """
            PATH is a Maildir, whose new messages are read and moved to cur, with the mark of a seen one where they were
            understood; or one message in a file, which stays where it is.

            Example:
              hoshifuda letters bounces /var/mail/registry --store ./store
            """
    )

    @Argument(help: "A Maildir, or one message in a file.")
    var path: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var form: FormOptions

    func run() async throws {
        let message = Maildir.file(path, longest: BounceReport.longest)
        let folder = try message == nil ? Maildir(path, field: "PATH") : nil
        let link = try await OfficeLink.open(options, clock)
        defer { try? link.close() }
        let reading = BounceReading { try await link.record($0) }
        var tally = BounceTally()
        if let message { _ = try await reading.read(message, into: &tally) }
        if let folder { tally = try await reading.read(folder, limit: .max) }
        if form.json { return Output.line(Array(try JSONEncoder.sorted.encode(tally))) }
        Output.line(
            "Read \(tally.all): \(tally.counted) gave a letter up, \(tally.known) were known, "
                + "\(tally.passing) gave nothing up, \(tally.leftUnread) were not understood"
                + (tally.closed > 0 ? ", \(tally.closed) could not be opened and stay where they are" : "")
        )
    }
}

private struct LetterWire: Encodable {
    var id: Int64
    var messageID: String
    var kind: String
    var recipient: String
    var state: String
    var queuedAt: String
    var attempts: Int
    var outcome: String
    var settledAt: String?

    init(_ letter: KeptLetter) {
        id = letter.id
        messageID = letter.messageID
        kind = letter.letter.kind.rawValue
        recipient = letter.letter.recipient.text
        state = letter.state.rawValue
        queuedAt = letter.queuedAt.text
        attempts = letter.attempts
        outcome = letter.outcome
        settledAt = letter.settledAt?.text
    }
}
