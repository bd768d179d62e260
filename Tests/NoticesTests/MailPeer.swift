import Foundation
import Notices
import TestSupport

/// The mail server of the tests: aiosmtpd on loopback, whose mail parser is Python's own.
struct MailPeer {
    /// What the server read in a message.
    struct Taken: Decodable {
        var sender: String
        var recipients: [String]
        var headers: [String: String]
        var text: String
        var html: String
        var defects: [String]
        var longest: Int
        var connection: Int
    }

    static let isHere = ExportReaders.areHere
    static let isRequired = ExportReaders.areRequired

    let folder: String
    let port: Int

    /// - Parameter manner: what of a session the server refuses, whoever the recipient is; empty for nothing.
    static func with<Value>(
        refusing manner: String = "",
        _ body: (MailPeer) async throws -> Value
    ) async throws -> Value {
        try await TemporaryDirectory.with { folder in
            let program = try Program.peer("Tests/NoticesTests/Peers/smtp-peer", [folder, "60", manner])
            defer { program.signal(SIGTERM) }
            let port = try await program.wait { output in
                output.hasSuffix("\n") ? Int(output.dropLast()) : nil
            }
            return try await body(MailPeer(folder: folder, port: port))
        }
    }

    func server(_ security: SMTPServer.Security = .none) -> SMTPServer {
        SMTPServer(host: "127.0.0.1", port: port, security: security, ownName: "label.example.jp", timeout: 10)
    }

    /// Every message the server kept, in order.
    func taken() throws -> [Taken] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
        return try names.compactMap { Int($0.dropLast(5)) }.sorted().map { number in
            try JSONDecoder().decode(Taken.self, from: Data(contentsOf: URL(filePath: "\(folder)/\(number).json")))
        }
    }
}
