package import ArgumentParser
import Foundation
import Registry
import Store

/// The command line. One verb a file; `Console` is the only room that builds the whole house.
package struct HoshifudaCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "hoshifuda",
        abstract: "An open registry, label press and verification portal for JC-STAR labels.",
        discussion: """
            Example:
              hoshifuda init --store ./store --operator "Example Registry" --public-host label.example.jp
              hoshifuda serve --store ./store --port 8080

            Results go to standard output, messages to standard error.
            Exit codes: 0 done, 1 refused, 64 usage, 69 no usable store, 70 fault; of a PostgreSQL server: 71 not
            reached, 72 takes no writes, 73 too old, 74 newer than this program, 75 no database for a registry.
            """,
        version: HoshifudaVersion.text,
        subcommands: [
            InitCommand.self, ServeCommand.self, ImportCommand.self, LabelCommand.self, ListCommand.self,
            ExportCommand.self,
            ApplicationCommand.self, InvoiceCommand.self, AccountCommand.self, DoubtsCommand.self,
            NoticesCommand.self, LettersCommand.self, WatchesCommand.self, CopyCommand.self,
            BackupCommand.self, RestoreCommand.self,
            CheckCommand.self,
            SampleCommand.self,
            BenchStoreCommand.self, BenchLookupCommand.self, BenchOfficeCommand.self, BenchNoticesCommand.self,
            BenchHooksCommand.self,
            DrillApplicationsCommand.self, DrillYearsCommand.self, DrillLettersCommand.self, DrillPostCommand.self,
            TransitionsCommand.self, FlowsCommand.self, PermissionsCommand.self,
        ]
    )

    package init() {}

    /// Runs the program and ends the process with its exit code.
    package static func runProgram() async {
        // Stores hold the label key, sockets open the office: for the owner alone, whatever the folder's mode.
        umask(0o077)
        do {
            var command = try parseAsRoot()
            do {
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
            } catch let refusal as Refusal {
                Output.message("hoshifuda: \(refusal)")
                Foundation.exit(refusal.exitCode)
            } catch let fault as EngineFault {
                Output.message("hoshifuda: the store cannot be used: \(fault)")
                Foundation.exit(69)
            } catch let fault as any SentenceFault {
                Output.message("hoshifuda: \(fault)")
                Foundation.exit(1)
            } catch  where exitCode(for: error) == .failure && !(error is ExitCode) {
                Output.message("hoshifuda: something broke: \(error)")
                Foundation.exit(70)
            }
        } catch {
            exit(withError: error)
        }
    }
}

extension Refusal {
    /// One for each way in which a store cannot be used, 1 for everything else.
    fileprivate var exitCode: Int32 {
        switch code {
        case "notInitialised", "storeUnavailable": 69
        case "storeUnreachable": 71
        case "storeReadOnly": 72
        case "serverTooOld": 73
        case "newerSchema": 74
        case "wrongDatabase": 75
        default: 1
        }
    }
}
