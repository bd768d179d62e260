import ArgumentParser
import Foundation
import Portal
import Registry

/// Flags of what takes two people: who they are, or why it is done without.
struct WarrantOptions: ParsableArguments {
    @Option(
        name: .customLong("proposed-by"),
        help: "Account of who proposes it. The one-time code is a line of standard input."
    )
    var proposedBy: String?
    @Option(
        name: .customLong("approved-by"),
        help: "Account of who approves it. The one-time code is the line after it."
    )
    var approvedBy: String?
    @Option(name: .customLong("break-glass"), help: "Do it without a second person, and why; the diary says so.")
    var breakGlass: String?

    /// Puts the two people or the reason into a request; codes are read where two people are stated.
    func fill(_ wire: inout OrderWire) throws(Refusal) {
        wire.breakGlass = breakGlass
        let reads = proposedBy != nil && approvedBy != nil && breakGlass == nil
        func proof(_ address: String?, _ field: String) throws(Refusal) -> ProofWire? {
            guard let address else { return nil }
            return ProofWire(address: address, code: reads ? try CodeLine.read(of: address, field) : "")
        }
        wire.proposedBy = try proof(proposedBy, "--proposed-by")
        wire.approvedBy = try proof(approvedBy, "--approved-by")
    }
}

/// One-time codes come by standard input alone: arguments and the environment can be read by others and are logged.
enum CodeLine {
    static func read(of address: String, _ field: String) throws(Refusal) -> String {
        if isatty(STDIN_FILENO) == 1 {
            try? FileHandle.standardError.write(contentsOf: Data("One-time code of \(address): ".utf8))
        }
        guard let line = readLine(), !line.trimmedBlanks.isEmpty else {
            throw Refusal(
                .malformed,
                "The one-time code of \(address) is missing on standard input, where each code is a line",
                field: field,
                code: "noCode"
            )
        }
        return String(line.trimmedBlanks.prefix(40))
    }
}
