import Access
import ArgumentParser
import Foundation
import Registry
import Store

/// Accounts, for whoever owns the store.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "List accounts, let a first operator in, and erase somebody's personal data.",
        subcommands: [AccountList.self, AccountFirst.self, AccountErase.self],
        defaultSubcommand: AccountList.self
    )
}

/// Who may sign in.
struct AccountList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List accounts, oldest first.",
        discussion: "Example:\n  hoshifuda account list --store ./store --json"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions

    func run() async throws {
        let house = try await options.openToRead()
        defer { try? house.close() }
        for try await page in Pages(after: Int64(0), \.id, { try await house.store.accounts(after: $0) }) {
            for account in page {
                if form.json {
                    Output.line(Array(try JSONEncoder().encode(AccountWire(account))))
                } else {
                    let roles = account.roles.map(\.rawValue).sorted().joined(separator: " ")
                    let address = account.isErased ? "[erased]" : account.address.text
                    Output.line(
                        "\(account.id)  \(address)  \(account.state.rawValue)  "
                            + "\(account.organisation.name(.en))  \(roles)"
                    )
                }
            }
        }
    }
}

/// An account as the command line tells it; no secret is part of it.
private struct AccountWire: Encodable {
    var id: Int64
    var email: String
    var name: String
    var state: String
    var organisation: String
    var side: String
    var roles: [String]
    var secondFactor: Bool

    init(_ account: Account) {
        id = account.id
        email = account.address.text
        name = account.name
        state = account.state.rawValue
        organisation = account.organisation.name(.en)
        side = account.organisation.side.rawValue
        roles = account.roles.map(\.rawValue).sorted()
        secondFactor = account.hasSecondFactor
    }
}

/// The way in where nobody can sign in yet, or any more.
struct AccountFirst: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "first-operator",
        abstract: "Print a link that makes an administrator of the operator; good once, for seven days.",
        discussion: """
            For a new registry, or where every administrator has lost the way in. It is recorded as what it is.

            Example:
              hoshifuda account first-operator --store ./store
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("actor"), help: "Who does this, for the diary.")
    var actor = "operator"

    func run() async throws {
        let link = try await OfficeLink.open(options, clock)
        defer { try? link.close() }
        let token = Secrets.token()
        let host = try await link.inviteFirstOperator(token: token, actor: actor)
        FirstOperator.tell("https://\(host)/join/\(token)", form)
    }
}

/// How the link is told.
enum FirstOperator {
    static func tell(_ link: String, _ form: FormOptions) {
        if form.json {
            Output.line("{\"firstOperator\":\"\(link)\"}")
        } else {
            Output.line("The first operator chooses a password within seven days at")
            Output.line("  \(link)")
        }
    }
}
