import Registry
import TestSupport
import Testing

@testable import Notices

@Suite("what a mail server says, and of whom")
struct SMTPVerdictTests {
    @Test(
        "what the server says decides what becomes of a letter",
        .enabled(if: MailPeer.isHere),
        arguments: [
            ("anna@example.jp", ["sent"]), ("grey1@example.jp", ["later", "sent"]),
            ("refused1@example.jp", ["refused"]), ("late1@example.jp", ["later", "later"]),
            ("never1@example.jp", ["later"]), ("cut1@example.jp", ["perhaps", "sent"]),
            // What a relay says of us, put off until the recipient or not.
            ("relay1@example.jp", ["later"]), ("sender1@example.jp", ["later"]), ("signin1@example.jp", ["ours"]),
            ("busy1@example.jp", ["later"]), ("bare1@example.jp", ["refused"]), ("full1@example.jp", ["refused"]),
            ("gone1@example.jp", ["refused"]), ("stranger1@example.jp", ["later"]),
        ]
    )
    func verdicts(_ address: String, _ expected: [String]) async throws {
        try await MailPeer.with { peer in
            let transport = SMTPTransport(peer.server())
            let (message, _) = try MailTests.message(.invitation, to: address)
            for word in expected { #expect(await transport.send(message).word == word) }
            // After all that the line still works.
            let (next, _) = try MailTests.message(.invitation, to: "after@example.jp")
            #expect(await transport.send(next) == .sent)
            #expect(try peer.taken().last?.recipients == ["after@example.jp"])
        }
    }

    @Test("where TLS is asked for and there is none, nothing is handed over", .enabled(if: MailPeer.isHere))
    func noTLS() async throws {
        try await MailPeer.with { peer in
            for security in [SMTPServer.Security.startTLS, .tls] {
                let (message, _) = try MailTests.message(.invitation)
                let delivery = await SMTPTransport(peer.server(security)).send(message)
                #expect(delivery.word == "ours", "\(security)")
            }
            #expect(try peer.taken().isEmpty)
        }
    }

    @Test("a server that is not there lets letters wait")
    func noServer() async throws {
        let server = SMTPServer(host: "127.0.0.1", port: 1, security: .none, ownName: "label.example.jp")
        let (message, _) = try MailTests.message(.invitation)
        #expect(await SMTPTransport(server).send(message).word == "ours")
    }

    @Test(
        "a server that will not have our sender, our session or our sign-in says nothing of the recipient",
        .enabled(if: MailPeer.isHere),
        arguments: [("sender", "at MAIL, reply 550"), ("hello", "before MAIL, reply 5"), ("greeting", "before MAIL, ")]
    )
    func oursAlone(_ manner: String, _ expected: String) async throws {
        try await MailPeer.with(refusing: manner) { peer in
            let transport = SMTPTransport(peer.server())
            for _ in 0..<2 {
                let (message, _) = try MailTests.message(.invitation, to: "refused1@example.jp")
                guard case .ours(let words) = await transport.send(message) else {
                    Issue.record("\(manner) is taken for the recipient's")
                    return
                }
                #expect(words.hasPrefix(expected))
            }
            #expect(try peer.taken().isEmpty)
        }
    }

    @Test("a sign-in that is refused is ours, and no password is in what is told", .enabled(if: MailPeer.isHere))
    func signIn() async throws {
        try await MailPeer.with(refusing: "signin") { peer in
            var server = peer.server()
            (server.user, server.password) = ("RCPT TO:<x>", "MAIL FROM:<s3cr3t>")
            let (message, _) = try MailTests.message(.invitation)
            guard case .ours(let words) = await SMTPTransport(server).send(message) else {
                Issue.record("a refused sign-in is taken for the recipient's")
                return
            }
            #expect(words.hasPrefix("before MAIL") && !words.contains("s3cr3t"))
        }
    }

    /// What a session of curl's says and hears, in turns.
    private static func transcript(_ lines: String...) -> SMTPTranscript {
        let transcript = SMTPTranscript()
        transcript.begin()
        for (place, line) in lines.enumerated() {
            if place % 2 == 0 { transcript.said((line + "\r\n").utf8) } else { transcript.heard((line + "\r\n").utf8) }
        }
        return transcript
    }

    @Test(
        "only what is about a recipient is told as the recipient's",
        arguments: [
            ("550", "550 5.1.1 x", "refused"), ("550", "550-5.1.1 x", "refused"), ("550", "550 x", "refused"),
            ("550", "550 5.5.0 mailbox unavailable", "refused"), ("550", "550 5.4.1 x", "refused"),
            ("552", "552 5.2.2 x", "refused"), ("450", "450 4.2.0 x", "later"), ("451", "451 x", "later"),
            ("550", "550 5.1.7 x", "later"), ("450", "450 4.1.8 x", "later"), ("554", "554 5.7.1 x", "later"),
            ("454", "454 4.7.1 x", "later"), ("530", "530 x", "ours"), ("503", "503 x", "later"),
            ("421", "421 x", "later"),
            ("550", "550 5.3.2 x", "later"), ("552", "552 5.6.0 x", "later"), ("250", "250 2.1.5 x", "later"),
        ]
    )
    func atRecipient(_ reply: String, _ line: String, _ expected: String) throws {
        let said = Self.transcript(
            "EHLO x",
            "250 x",
            "MAIL FROM:<a@b>",
            "250 2.1.0 x",
            "RCPT TO:<c@d>",
            line,
            "QUIT",
            "221 2.0.0 bye"
        )
        let number = try #require(Int(reply))
        #expect(SMTPVerdict.delivery(code: 55, reply: number, allTaken: false, said).word == expected)
    }

    @Test("what is said before the recipient is ours, whatever it looks like")
    func beforeRecipient() {
        let signIn = Self.transcript(
            "EHLO x",
            "250 x",
            "AUTH LOGIN",
            "334 x",
            "RCPT TO:<x>",
            "550 5.1.1 x",
            "DATA",
            "554 x"
        )
        #expect(signIn.phase == .session)
        #expect(SMTPVerdict.delivery(code: 67, reply: 550, allTaken: false, signIn).word == "ours")
        let sender = Self.transcript("MAIL FROM:<a@b>", "550 5.1.1 x")
        #expect(SMTPVerdict.delivery(code: 55, reply: 550, allTaken: false, sender).word == "ours")
        // But a message that is too big is its own affair.
        let big = Self.transcript("MAIL FROM:<a@b>", "552 5.3.4 x")
        #expect(SMTPVerdict.delivery(code: 55, reply: 552, allTaken: false, big).word == "later")
        // The next message begins with nothing.
        sender.begin()
        #expect(sender.phase == .session && sender.status == nil)
    }

    @Test("a bare refusal is believed twice, and again once a recipient was taken")
    func bare() {
        let transcript = SMTPTranscript()
        func refused(_ line: String) -> String {
            transcript.begin()
            for said in ["MAIL FROM:<a@b>", "RCPT TO:<c@d>"] { transcript.said((said + "\r\n").utf8) }
            transcript.heard((line + "\r\n").utf8)
            return SMTPVerdict.delivery(code: 55, reply: 550, allTaken: false, transcript).word
        }
        #expect((0..<4).map { _ in refused("550 relay not permitted") } == ["refused", "refused", "later", "later"])
        // A code that says whom it means needs no belief.
        #expect(refused("550 5.1.1 x") == "refused" && refused("550 x") == "later")
        transcript.begin()
        for said in ["MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA"] { transcript.said((said + "\r\n").utf8) }
        #expect((0..<3).map { _ in refused("550 x") } == ["refused", "refused", "later"])
    }
}
