import ArgumentParser
import Foundation
import Registry
import Store

/// What readers doubted.
struct DoubtsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doubts",
        abstract: "List and close reported doubts.",
        subcommands: [DoubtsList.self, DoubtsClose.self],
        defaultSubcommand: DoubtsList.self
    )
}

struct DoubtsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List doubts, oldest first.",
        discussion: "Example:\n  hoshifuda doubts list --store ./store --state open --json"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @Option(name: .customLong("state"), help: "open, closed or all.")
    var state = "open"

    func run() async throws {
        let wanted = Doubt.State(rawValue: state)
        guard wanted != nil || state == "all" else {
            throw Refusal(.malformed, "--state is open, closed or all", field: "--state")
        }
        let house = try await options.openToRead()
        defer { try? house.close() }
        for try await page in Pages(after: Int64(0), \.id, { try await house.store.doubts(wanted, after: $0) }) {
            for doubt in page {
                if form.json { Output.line(Array(try JSONEncoder().encode(DoubtWire(doubt)))) } else { tell(doubt) }
            }
        }
    }

    private func tell(_ doubt: Doubt) {
        Output.line("D-\(doubt.id)  \(doubt.recordedAt)  \(doubt.subject)  \(doubt.kind)  \(doubt.state.rawValue)")
        for line in doubt.body.split(separator: "\n") { Output.line("    \(line)") }
        if !doubt.contact.isEmpty { Output.line("    \(doubt.contact)") }
    }
}

struct DoubtsClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a doubt that was looked into.",
        discussion: "Example:\n  hoshifuda doubts close 12 --store ./store"
    )

    @Argument(help: "The doubt's number, with or without D-.")
    var id: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var form: FormOptions
    @Option(name: .customLong("actor"), help: "Who does this, for the diary.")
    var actor = "operator"

    func run() async throws {
        guard let number = Int64(id.hasPrefix("D-") ? String(id.dropFirst(2)) : id) else {
            throw Refusal(.malformed, "\"\(id)\" is not the number of a doubt")
        }
        let link = try await OfficeLink.open(options, clock)
        defer { try? link.close() }
        try await link.closeDoubt(number, actor: actor)
        Output.line(form.json ? "{\"closed\":\(number)}" : "Closed D-\(number).")
    }
}

private struct DoubtWire: Encodable {
    var id: Int64
    var recordedAt: String
    var subject: String
    var kind: String
    var text: String
    var contact: String
    var language: String
    var state: String

    init(_ doubt: Doubt) {
        id = doubt.id
        recordedAt = doubt.recordedAt.text
        subject = doubt.subject
        kind = doubt.kind
        text = doubt.body
        contact = doubt.contact
        language = doubt.language
        state = doubt.state.rawValue
    }
}
