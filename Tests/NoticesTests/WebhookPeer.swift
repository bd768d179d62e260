import Foundation
import Notices
import Registry
import TestSupport

@testable import Notices

/// The endpoint of the tests: on loopback, its verdict on signatures is the `standardwebhooks` package's own.
struct WebhookPeer {
    /// A line of what it tells.
    struct Line: Decodable {
        var connection: Int?
        var path: String?
        var headers: [String: String]?
        var body: String?
        var verified: String?
    }

    let folder: String
    let port: Int

    static func with<Value>(tls: Bool = false, _ body: (WebhookPeer) async throws -> Value) async throws -> Value {
        try await TemporaryDirectory.with { folder in
            let program = try Program.peer(
                "Tests/NoticesTests/Peers/webhook-peer",
                [folder] + (tls ? ["--tls"] : [])
            )
            defer { program.signal(SIGTERM) }
            let port = try await program.wait { output in
                output.hasSuffix("\n") ? Int(output.dropLast()) : nil
            }
            return try await body(WebhookPeer(folder: folder, port: port))
        }
    }

    /// What only the peer's own network is allowed.
    static let loopback = ["127.0.0.0/8"].compactMap { NetworkBlock($0) }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    /// The secrets that the peer checks signatures with, all of them.
    func keep(_ secrets: [String]) throws {
        try secrets.joined(separator: "\n").write(toFile: folder + "/secrets", atomically: true, encoding: .utf8)
    }

    private func lines() throws -> [Line] {
        let text = try String(contentsOfFile: folder + "/told", encoding: .utf8)
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }

    /// Every whole request, in order.
    func requests() throws -> [Line] { try lines().filter { $0.path != nil } }

    /// How many connections there were.
    func connections() throws -> Int { try lines().filter { $0.connection != nil }.count }
}

extension WebhookMessage {
    /// A secret of the right shape, told apart by a number.
    static func secret(_ number: UInt8) -> String {
        "whsec_" + Data(repeating: number, count: 32).base64EncodedString()
    }

    /// A message of this very second: receivers refuse old ones.
    static func sample(
        _ url: String,
        body: String = #"{"type":"endpoint.test","timestamp":"2026-11-21T00:00:00.000Z","data":{"label":"線1"}}"#,
        secrets: [String] = [secret(1)],
        isSlow: Bool = false,
        wantsAnswer: Bool = false
    ) -> WebhookMessage {
        WebhookMessage(
            url: url,
            id: "msg_0123456789abcdef",
            seconds: Int64(Date().timeIntervalSince1970),
            body: Array(body.utf8),
            secrets: secrets,
            isSlow: isSlow,
            wantsAnswer: wantsAnswer
        )
    }
}

extension Delivery {
    /// Its name alone.
    var word: String {
        switch self {
        case .sent: "sent"
        case .refused: "refused"
        case .later: "later"
        case .ours: "ours"
        case .perhaps: "perhaps"
        }
    }
}
