import ArgumentParser
import Registry

/// Prints the table of who may do what as it stands in `Docs/permissions.md`.
struct PermissionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permissions",
        abstract: "Print the table of which role may do what.",
        shouldDisplay: false
    )

    func run() {
        Output.write(Array(PermissionTable.markdown.utf8))
    }
}

/// The policy drawn from the code that decides.
package enum PermissionTable {
    /// A row for each permission, a column for each role.
    package static var markdown: String {
        let head = "| permission | " + Role.allCases.map(\.rawValue).joined(separator: " | ") + " | again |\n"
        let rule = "|---" + String(repeating: "|---", count: Role.allCases.count + 1) + "|\n"
        let rows = Permission.allCases.map { permission in
            "| `\(permission.rawValue)` | "
                + Role.allCases.map { cell(Policy.reach($0, permission)) }.joined(separator: " | ")
                + " | \(Policy.steppedUp.contains(permission) ? "yes" : "–") |\n"
        }
        return head + rule + rows.joined()
    }

    private static func cell(_ reach: Reach) -> String { reach == .none ? "–" : reach.rawValue }
}
