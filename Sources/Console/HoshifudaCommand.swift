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
            Exit codes: 0 done, 1 refused, 64 usage, 69 store unavailable, 70 fault.
            """,
        version: HoshifudaVersion.text,
        subcommands: [
            InitCommand.self, ServeCommand.self, ImportCommand.self, LabelCommand.self, ListCommand.self,
            DoubtsCommand.self, BackupCommand.self, RestoreCommand.self, CheckCommand.self, SampleCommand.self,
            BenchStoreCommand.self, TransitionsCommand.self,
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
    /// 69 where there is no store to speak of, 1 for everything else.
    fileprivate var exitCode: Int32 { code == "notInitialised" || code == "storeUnavailable" ? 69 : 1 }
}
