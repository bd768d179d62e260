import Foundation
import Registry
import TestSupport
import Testing

@testable import Notices

@Suite("mail that comes back")
struct BounceReportTests {
    static let id = "0123456789abcdef0123456789abcdef@label.example.jp"
    static let failure = Bounce(messageID: id, addresses: ["hanako@example.jp"], status: "5.1.1")

    /// A report as servers write it, with its parts in their order.
    static func report(
        status: String = "Final-Recipient: rfc822; hanako@example.jp\nAction: failed\nStatus: 5.1.1\n",
        statusHead: String = "Content-Type: message/delivery-status\n",
        returned: String = "Content-Type: message/rfc822\n\nSubject: x\nMessage-ID: <\(id)>\n\nbody\n",
        type: String = "multipart/report; report-type=delivery-status; boundary=\"b\""
    ) -> String {
        """
        From: MAILER-DAEMON@mx.example.net
        Content-Type: \(type)

        For those who read no MIME.
        --b

        It did not arrive.
        --b
        \(statusHead)
        Reporting-MTA: dns; mx.example.net

        \(status)
        --b
        \(returned)
        --b--
        """
    }

    private static func failures(_ text: String) -> [Bounce]? { BounceReport(Array(text.utf8))?.failures }

    @Test(
        "one that another's mail package made of our letter is read, in every shape it has",
        .enabled(if: MailPeer.isHere)
    )
    func shapes() async throws {
        try await TemporaryDirectory.with { folder in
            let letter = MailMessage(
                try MailTests.message(.applicationAccepted).1,
                id: Self.id,
                from: try MailAddress("registry@example.jp"),
                name: "見本登録所",
                to: try MailAddress("hanako@example.jp"),
                date: try .parse("2026-11-21T00:00:00Z")
            )
            try Data(letter.bytes).write(to: URL(filePath: folder + "/letter"))
            try FileManager.default.createDirectory(atPath: folder + "/out", withIntermediateDirectories: true)
            let script = "Tests/NoticesTests/Peers/bounce-maker"
            let peer = try Program.peer(script, [folder + "/letter", folder + "/out", "hanako@example.jp"])
            let ended = await peer.end()
            try #require(ended.status == 0, "\(ended.messages)")
            let expected: [String: [Bounce]] = [
                "whole": [Self.failure], "head": [Self.failure], "boundary": [Self.failure], "upper": [Self.failure],
                "forwarded": [
                    Bounce(
                        messageID: Self.id,
                        addresses: ["other@example.net", "hanako@example.jp"],
                        status: "5.2.2"
                    )
                ],
                "wrapped": [Self.failure], "several": [Self.failure], "delayed": [], "relayed": [], "passing": [],
                "other": [Bounce(messageID: Self.id, addresses: ["somebody@example.net"], status: "5.1.1")],
            ]
            for (name, failures) in expected {
                for ending in ["lf", "crlf"] {
                    let bytes = try Data(contentsOf: URL(filePath: "\(folder)/out/\(name).\(ending)"))
                    #expect(BounceReport(Array(bytes))?.failures == failures, "\(name).\(ending)")
                }
            }
        }
    }

    @Test("reports in the words of several servers")
    func servers() {
        let same = [
            Self.report(),
            Self.report().replacing("\n", with: "\r\n"),
            // Without its last lines, as a server cuts what is long.
            Self.report().replacing("\n--b--", with: ""),
            Self.report(returned: "Content-Type: text/rfc822-headers\n\nMessage-Id:\n <\(Self.id)>\nSubject: x\n"),
            Self.report(type: "Multipart/Report; boundary=b;\n report-type=delivery-status"),
            Self.report(type: "multipart/report; boundary=\"\\b\""),
            Self.report(
                status: "Original-Recipient: rfc822;Hanako@Example.jp\nAction: FAILED\nStatus: 5.1.1 (no mailbox)\n"
            ),
            Self.report(
                status: Data(
                    "\nFinal-Recipient: rfc822; <hanako@example.jp>\nAction: failed (for good)\nStatus: 5.1.1\n".utf8
                ).base64EncodedString() + "\n",
                statusHead: "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n"
            ).replacing("Reporting-MTA: dns; mx.example.net\n\n", with: ""),
        ]
        for (place, text) in same.enumerated() { #expect(Self.failures(text) == [Self.failure], "\(place): \(text)") }
    }

    @Test("what is late, arrived, or cannot be told from that gives nothing up")
    func harmless() {
        let status = "Final-Recipient: rfc822; hanako@example.jp\n"
        for rest in [
            "Action: delayed\nStatus: 4.4.1\n", "Action: delayed\nStatus: 5.4.1\n", "Action: relayed\nStatus: 2.0.0\n",
            "Action: delivered\nStatus: 2.0.0\n", "Action: expanded\nStatus: 2.0.0\n",
            "Action: failed\nStatus: 4.7.1\n", "Action: failed\n", "Action: failed\nStatus: 5\n",
            "Action: failed\nStatus: 5.1.1.1\n", "Action: failed\nStatus: 55.1.1\n",
            "Action: failed\nStatus: 5.1.１\n", "Action: failedly\nStatus: 5.1.1\n",
        ] {
            #expect(Self.failures(Self.report(status: status + rest)) == [], "\(rest)")
        }
    }

    @Test("what is no report is left to a person")
    func unreadable() {
        for text in [
            "", "\n", "Hello", "Subject: x\n\nMy answer to <\(Self.id)>\n",
            Self.report(type: "multipart/mixed; boundary=b"), Self.report(type: "multipart/report"),
            Self.report(type: "multipart/report; boundary=\"\""), Self.report(type: "multipart/report; boundary=c"),
            Self.report(type: "text/plain; boundary=b"),
            Self.report(returned: "Content-Type: message/rfc822\n\nSubject: no name\n"),
            Self.report(returned: "Content-Type: message/rfc822\n\nMessage-ID: \(Self.id)\n"),
            Self.report(returned: "Content-Type: text/plain\n\nMessage-ID: <\(Self.id)>\n"),
            Self.report(status: "Action: failed\nStatus: 5.1.1\n"),
            Self.report(status: "Final-Recipient: rfc822; hanako@example.jp\nStatus: 5.1.1\n"),
            Self.report(statusHead: "Content-Type: message/delivery-status\nContent-Transfer-Encoding: x-uuencode\n"),
            Self.report(statusHead: "Content-Type: text/plain\n"),
            // A report that quotes a report in words is none.
            "Content-Type: text/plain\n\n" + Self.report(),
        ] {
            #expect(BounceReport(Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test("the name in the returned letter counts, not one in the server's own head or words")
    func whoseName() {
        let forged =
            "Message-ID: <\(Self.id)>\nReferences: <\(Self.id)>\n"
            + Self.report(returned: "Content-Type: message/rfc822\n\nMessage-ID: <other@example.net>\n")
        #expect(Self.failures(forged)?.map(\.messageID) == ["other@example.net"])
    }

    @Test("what is huge is looked at as far as its bound goes")
    func huge() {
        let long = BounceReport.longest * 8
        // The report first: what comes back behind it may be as long as it likes.
        let tail = Self.report().replacing("body\n", with: "body\n" + String(repeating: "x", count: long))
        #expect(Self.failures(tail) == [Self.failure])
        // Words before it, longer than anybody reads.
        let head = Self.report().replacing("It did", with: String(repeating: "y", count: long) + "It did")
        #expect(Self.failures(head) == nil)
        let parts = "Content-Type: multipart/report; boundary=b\n\n" + String(repeating: "--b\n\n", count: 1_000_000)
        #expect(Self.failures(parts) == nil)
        let groups = Self.report(status: String(repeating: "\n", count: 900_000))
        #expect(Self.failures(groups) == nil)
        let fields = Self.report().replacing("From: ", with: String(repeating: "X: y\n", count: 100_000) + "From: ")
        #expect(Self.failures(fields) == nil)
        let line = "Content-Type: multipart/report; boundary=\"" + String(repeating: "b", count: 900_000)
        #expect(Self.failures(line) == nil)
        let folded = "X: y\n" + String(repeating: " z\n", count: 300_000) + Self.report()
        #expect(Self.failures(folded) == [Self.failure])
        var nested = Self.report()
        for depth in 0..<200 {
            nested = "Content-Type: multipart/mixed; boundary=m\(depth)\n\n--m\(depth)\n\(nested)\n--m\(depth)--\n"
        }
        #expect(Self.failures(nested) == nil)
    }

    @Test("no bytes stop it, and none make it name a letter that is not in them", arguments: [1, 2, 3, 4] as [UInt64])
    func mutations(_ seed: UInt64) {
        var random = Seeded(seed)
        let sources = [Self.report(), Self.report().replacing("\n", with: "\r\n")].map { Array($0.utf8) }
        let signs: [UInt8] = [0, 9, 10, 13, 32, 34, 40, 45, 58, 59, 60, 62, 92, 98, 128, 255]
        for round in 0..<1500 {
            var bytes = sources[round % sources.count]
            for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = signs.randomElement(using: &random) ?? 0
                case 1: bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 30))
                default: bytes += bytes[place...].prefix(200)
                }
            }
            guard let report = BounceReport(bytes) else { continue }
            for failure in report.failures {
                #expect(failure.status.hasPrefix("5.") && !failure.addresses.isEmpty, "seed \(seed), round \(round)")
                let isThere = String(decoding: bytes, as: UTF8.self).contains(failure.messageID)
                #expect(isThere || failure.messageID != Self.id, "seed \(seed), round \(round)")
            }
        }
    }
}
