import ArgumentParser
import Foundation
import Registry
import Store

/// The outbox, for whoever owns the store.
struct LettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters",
        abstract: "List letters, and let those that were given up be tried again.",
        subcommands: [LettersList.self, LettersReplay.self],
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
        let house = try await House.openToRead(options.place(), schemeFolder: options.scheme)
        defer { try? house.close() }
        var last: Int64 = 0
        while true {
            let page = try await house.store.letters(wanted, after: last)
            guard let end = page.last else { return }
            last = end.id
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
