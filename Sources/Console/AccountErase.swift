import ArgumentParser
import Registry

/// The personal data of an account, erased for good.
struct AccountErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase the personal data of an account, for good.",
        discussion: """
            Name, address, secrets, sessions and keys go, with the person's name and contact in applications, cases and
            letters. The account's number stays, with what it did; labels do not change. Files that were filed are not
            searched, and backups made before still hold everything. A closed account is named by its number.

            Example:
              hoshifuda account erase hanako@example.jp --reason "asked for by letter" --store ./store
            """
    )

    @Argument(help: "The account's number, or its address.")
    var account: String
    @Option(name: .customLong("reason"), help: "Why, for the diary; without the person's name and address.")
    var reason: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("actor"), help: "Who does this, for the diary.")
    var actor = "operator"

    func run() async throws {
        let link = try await OfficeLink.open(options, clock)
        defer { try? link.close() }
        let id = try await link.eraseAccount(account, reason: reason, actor: actor)
        Output.line(form.json ? "{\"erased\":\(id)}" : "Account \(id) is erased.")
    }
}
