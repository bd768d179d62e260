import Foundation
package import Registry
import Synchronization

/// A way for messages to leave. One message at a time is given to it.
package protocol MailTransport: Sendable {
    /// Never throws: whatever happens is one of the deliveries.
    func send(_ message: MailMessage) async -> Delivery
}

/// Keeps messages in memory; for tests. An answer may be set for an address.
package final class MemoryTransport: MailTransport {
    private struct State {
        var sent: [MailMessage] = []
        var answers: [String: [Delivery]] = [:]
    }

    private let state = Mutex(State())

    /// An empty box.
    package init() {}

    /// Every message taken, in order.
    package var sent: [MailMessage] { state.withLock(\.sent) }

    /// The next attempts for an address are answered so, one after the other; then messages are taken again.
    package func answer(_ address: String, with deliveries: [Delivery]) {
        state.withLock { $0.answers[address] = deliveries }
    }

    /// Takes the message, unless an answer was set.
    package func send(_ message: MailMessage) async -> Delivery {
        state.withLock { state in
            if var answers = state.answers[message.to.text], !answers.isEmpty {
                let answer = answers.removeFirst()
                state.answers[message.to.text] = answers
                guard answer == .sent else { return answer }
            }
            state.sent.append(message)
            return .sent
        }
    }
}

/// Writes each message into a folder as `<id>.eml`, for registries that try things out or hand mail on by other means.
/// A repetition overwrites the same file. Files are the owner's alone: letters hold links that open accounts.
package struct FileTransport: MailTransport {
    /// Where the files go; it exists.
    package let folder: String

    /// Makes the folder where it is missing, the owner's alone.
    package init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// Writes the file aside and moves it to its name, so that none is ever half there.
    package func send(_ message: MailMessage) async -> Delivery {
        // The id is ours: hexadecimal digits and the host.
        let name = message.id.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" ? $0 : "_" }
        let path = folder + "/" + String(name) + ".eml"
        let aside = path + ".part"
        do {
            try? FileManager.default.removeItem(atPath: aside)
            guard
                FileManager.default.createFile(
                    atPath: aside,
                    contents: Data(message.bytes),
                    attributes: [.posixPermissions: 0o600]
                )
            else { return .ours("the file could not be written") }
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: aside, toPath: path)
            return .sent
        } catch {
            return .ours("the file could not be moved to its name")
        }
    }
}
