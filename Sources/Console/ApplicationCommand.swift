import ArgumentParser
import Foundation
import Portal
import Registry
import Store

/// Applications, to look at. They are taken further on the office's pages, where whoever does it has signed in
/// (Docs/decisions/0035).
struct ApplicationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "application",
        abstract: "List applications, and show where one stands and what happened to it.",
        subcommands: [ApplicationListing.self, ApplicationShow.self, ApplicationHistory.self],
        defaultSubcommand: ApplicationListing.self
    )
}

extension Account {
    /// Whoever owns the store reads what an auditor reads, through the same door; nothing is done in this name.
    static var storeOwner: Account {
        Account(
            id: 0,
            address: MailAddress(checked: ""),
            name: "",
            language: .en,
            organisation: Organisation(id: 1, side: .operator, nameJA: "", nameEN: ""),
            roles: [.auditor]
        )
    }
}

struct ApplicationListing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what the office has, state by state, longest waiting first.",
        discussion: """
            The states are the office's queues: submitted, returned, received, accepted, feeDue, feePaid and
            underConfirmation. Drafts are their applicants' alone.

            Example:
              hoshifuda application list --store ./store --state underConfirmation --older-than 14 --json
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("state"), help: "One state alone.") var state: String?
    @Option(name: .customLong("kind"), help: "new, extension, change or withdrawal.") var kind: String?
    @Option(name: .customLong("older-than"), help: "In its state for at least so many days.") var days: Int?

    func run() async throws {
        let states = try wantedStates()
        let kind = try wantedKind()
        guard (days ?? 0) >= 0 else {
            throw Refusal(.malformed, "--older-than is a number of days from 0 on", field: "--older-than")
        }
        let latest = try days.map { try clock.now() + -Int64($0) * 86_400_000 }
        let house = try await options.openToRead()
        defer { try? house.close() }
        let facts = house.siteFacts
        for state in states {
            try await walk(house.store, state, until: latest) { line in
                guard kind == nil || line.kind == kind else { return }
                if form.json { Output.line(ApplicationWire.bytes(line, facts)) } else { Self.tell(line) }
            }
        }
    }

    /// One queue a page at a time; it stands in the order of waiting, so the first that waits too shortly ends it.
    private func walk(
        _ store: RegistryStore,
        _ state: ApplicationState,
        until latest: Moment?,
        _ tell: (ApplicationLine) -> Void
    ) async throws {
        let pages = Pages(
            after: ApplicationLine?.none,
            { $0 },
            { try await store.applications(.queue(state), after: $0, limit: 200) }
        )
        for try await page in pages {
            for line in page {
                if let latest, line.stateSince > latest { return }
                tell(line)
            }
        }
    }

    private static func tell(_ line: ApplicationLine) {
        let number = line.number.isEmpty ? "#\(line.id)" : line.number
        let what = [line.organisation, line.product, line.level?.code ?? ""].filter { !$0.isEmpty }
        Output.line(
            "\(number)  \(line.kind.rawValue)  \(line.state.rawValue)  since \(line.stateSince.day.text)  "
                + what.joined(separator: " · ")
                + (line.correctionUntil.map { "  correction until \($0.text)" } ?? "")
        )
    }

    private func wantedStates() throws(Refusal) -> [ApplicationState] {
        guard let text = state else { return ApplicationState.officeQueues }
        guard let wanted = ApplicationState(rawValue: text), ApplicationState.officeQueues.contains(wanted) else {
            let known = ApplicationState.officeQueues.map(\.rawValue).joined(separator: ", ")
            throw Refusal(.malformed, "--state is one of \(known)", field: "--state", code: "unknownState")
        }
        return [wanted]
    }

    private func wantedKind() throws(Refusal) -> ApplicationKind? {
        guard let text = kind else { return nil }
        guard let wanted = ApplicationKind(rawValue: text) else {
            throw Refusal(.malformed, "--kind is new, extension, change or withdrawal", field: "--kind")
        }
        return wanted
    }
}

/// Flags that name an application to look at.
struct CaseOptions: ParsableArguments {
    @Argument(help: "Application number, or what it is counted as.") var reference: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions

    /// The application as the office reads it: what was submitted, never what is being typed.
    func file(_ store: RegistryStore) async throws -> ApplicationFile {
        if let id = try await store.applicationID(numbered: reference, for: .storeOwner) {
            return try await store.application(id, for: .storeOwner)
        }
        let digits = reference.hasPrefix("#") ? reference.dropFirst() : reference[...]
        guard digits.utf8.count <= 18, let id = Int64(digits), id > 0 else {
            throw Refusal(.missing, "There is no such application", code: "missing")
        }
        return try await store.application(id, for: .storeOwner)
    }
}

struct ApplicationShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show where an application stands: state, numbers, applicant, days, fee and steps.",
        discussion: "Example:\n  hoshifuda application show APP-2026-00012 --store ./store"
    )

    @OptionGroup var looking: CaseOptions

    func run() async throws {
        let today = try looking.clock.now().day
        let house = try await looking.options.openToRead()
        defer { try? house.close() }
        let file = try await looking.file(house.store)
        if looking.form.json {
            return Output.line(
                ApplicationWire.bytes(file.application, applicant: file.applicant, house.siteFacts)
            )
        }
        let text = CaseText(file, house.store.rules, today: today)
        Output.line("\(text.name)  \(text.about)")
        Output.table(text.facts)
        Output.line("")
        Output.table(text.steps)
    }
}

struct ApplicationHistory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show every step of an application, oldest first.",
        discussion: "Example:\n  hoshifuda application history APP-2026-00012 --store ./store --json"
    )

    @OptionGroup var looking: CaseOptions

    func run() async throws {
        let today = try looking.clock.now().day
        let house = try await looking.options.openToRead()
        defer { try? house.close() }
        let text = CaseText(try await looking.file(house.store), house.store.rules, today: today)
        guard looking.form.json else { return Output.table(text.steps) }
        for step in text.stepObjects { Output.line(step) }
    }
}
