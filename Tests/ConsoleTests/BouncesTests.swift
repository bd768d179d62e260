import Foundation
import Notices
import Registry
import TestSupport
import Testing

@testable import Console
@testable import Store

@Suite("mail that came back, in a folder")
struct BouncesTests {
    /// A report that a message came back, as servers write it.
    private static func report(
        _ id: String,
        _ address: String,
        action: String = "failed",
        status: String = "5.1.1"
    ) -> String {
        """
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; \(address)
        Action: \(action)
        Status: \(status)

        --b
        Content-Type: text/rfc822-headers

        Message-ID: <\(id)>

        --b--
        """
    }

    private static func folder(_ path: String) throws -> Maildir {
        for name in ["new", "cur", "tmp"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
        }
        return try Maildir(path, field: "mail.bounces")
    }

    private static func put(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private static func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// A registry with letters that were sent to a0, a1 …, and the names they were sent under.
    private static func sent(_ count: Int) async throws -> (TestRegistry, [String]) {
        let registry = try await TestRegistry.empty()
        let now = registry.clock.now
        try await registry.store.engine.write { db in
            for number in 0..<count {
                let letter = Letter(.accountExists, to: try MailAddress("a\(number)@example.jp"), .en, facts: [:])
                try Outbox(db: db).queue(letter, at: now)
            }
        }
        let (transport, clock) = (MemoryTransport(), registry.clock)
        let postman = try Postman(
            store: registry.store,
            transports: [transport],
            from: try MailAddress("registry@example.jp"),
            holder: "test",
            now: { clock.now }
        )
        try await postman.round()
        return (registry, transport.sent.sorted { $0.to.text < $1.to.text }.map(\.id))
    }

    @Test("what was understood is marked as seen, everything else stays unread, and nothing is lost")
    func folder() async throws {
        try await TemporaryDirectory.with { path in
            let (registry, ids) = try await Self.sent(3)
            let folder = try Self.folder(path)
            let new = path + "/new/"
            try Self.put(Self.report(ids[0], "a0@example.jp"), new + "1.host")
            try Self.put(Self.report(ids[0], "a0@example.jp", status: "5.7.1"), new + "2.host")
            try Self.put(Self.report(ids[1], "a1@example.jp", action: "delayed", status: "4.4.1"), new + "3.host")
            try Self.put(Self.report("other@example.net", "a2@example.jp"), new + "4.host")
            try Self.put(Self.report(ids[2], "a1@example.jp"), new + "5.host")
            try Self.put("Subject: Re: your letter\n\nThank you.\n", new + "6.host")
            try Self.put("", new + "7.host")
            // What is no message is not touched.
            try Self.put("x", new + ".hidden")
            try FileManager.default.createDirectory(atPath: new + "folder", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: new + "link", withDestinationPath: "/etc/hostname")
            #expect(mkfifo(new + "pipe", 0o600) == 0)
            // A name that is taken already is not taken again.
            try Self.put("older", path + "/cur/1.host:2,S")

            let (store, clock) = (registry.store, registry.clock)
            let reading = BounceReading { try await store.record($0, at: clock.now) }
            let tally = try await reading.read(folder)
            #expect(tally == BounceTally(counted: 1, known: 1, passing: 1, foreign: 2, unreadable: 2, closed: 3))
            #expect(tally.all == 7 && tally.leftUnread == 4)
            #expect(try Self.names(path + "/new") == [".hidden", "folder", "link", "pipe"])
            #expect(
                try Self.names(path + "/cur") == [
                    "1.host.1:2,S", "1.host:2,S", "2.host:2,S", "3.host:2,S", "4.host:2,", "5.host:2,", "6.host:2,",
                    "7.host:2,",
                ]
            )
            #expect(try String(contentsOfFile: path + "/cur/1.host:2,S", encoding: .utf8) == "older")
            let dead = try await store.letters(.dead)
            #expect(dead.map(\.letter.recipient.text) == ["a0@example.jp"] && dead.map(\.outcome) == ["bounced 5.1.1"])
            #expect(try await store.letters(.sent).count == 2)
            // Nothing new, nothing done.
            #expect(try await reading.read(folder) == BounceTally(closed: 3))
        }
    }

    @Test("a message of 100 MB costs no more than its beginning; a round takes so many and leaves the rest")
    func bounds() async throws {
        try await TemporaryDirectory.with { path in
            let (registry, ids) = try await Self.sent(1)
            let folder = try Self.folder(path)
            try Self.put(Self.report(ids[0], "a0@example.jp"), path + "/new/1")
            // A hole at the end takes no room on the disk.
            try #require(truncate(path + "/new/1", 100 << 20) == 0)
            #expect(folder.message("1", longest: BounceReport.longest)?.count == BounceReport.longest)
            for number in 2...5 { try Self.put("x", path + "/new/\(number)") }
            let (store, clock) = (registry.store, registry.clock)
            let reading = BounceReading { try await store.record($0, at: clock.now) }
            #expect(try await reading.read(folder, limit: 3) == BounceTally(counted: 1, unreadable: 2))
            #expect(try Self.names(path + "/new") == ["4", "5"])
        }
    }

    @Test("what cannot be opened takes no other message's place, however much of it lies before them")
    func closed() async throws {
        try await TemporaryDirectory.with { path in
            let (registry, ids) = try await Self.sent(1)
            let folder = try Self.folder(path)
            for number in 0..<20 {
                let name = "\(path)/new/0\(number)"
                // A file that nobody may read is read by root, who may run these tests.
                if number % 2 == 0 {
                    try FileManager.default.createDirectory(atPath: name, withIntermediateDirectories: false)
                } else {
                    try FileManager.default.createSymbolicLink(atPath: name, withDestinationPath: "/etc/hostname")
                }
            }
            for number in 1...2 { try Self.put("x", path + "/new/\(number)") }
            try Self.put(Self.report(ids[0], "a0@example.jp"), path + "/new/3")
            let (store, clock) = (registry.store, registry.clock)
            let reading = BounceReading { try await store.record($0, at: clock.now) }
            #expect(try await reading.read(folder, limit: 2) == BounceTally(unreadable: 2, closed: 20))
            #expect(try await reading.read(folder, limit: 2) == BounceTally(counted: 1, closed: 20))
            #expect(try Self.names(path + "/new").count == 20)
            #expect(try await store.letters(.dead).count == 1)
        }
    }

    @Test("a store that cannot be written leaves the message where it is")
    func interrupted() async throws {
        try await TemporaryDirectory.with { path in
            let folder = try Self.folder(path)
            try Self.put(Self.report("0@label.example.jp", "a0@example.jp"), path + "/new/1")
            let reading = BounceReading { _ in throw Refusal(.conflict, "not now") }
            await #expect(throws: Refusal.self) { _ = try await reading.read(folder) }
            #expect(try Self.names(path + "/new") == ["1"])
            #expect(try Self.names(path + "/cur").isEmpty)
        }
    }

    @Test("the command reads a folder or one file, and says what it did; a folder that is none is refused")
    func command() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            let path = store.folder + "/mail"
            _ = try Self.folder(path)
            try Self.put(Self.report("x@label.example.jp", "a0@example.jp"), path + "/new/1")
            try Self.put(Self.report("y@label.example.jp", "a@b.example", action: "delayed"), path + "/new/2")
            let told = try await store.json(["letters", "bounces", path, "--json"] + ProgramStore.at)
            let expected = ["counted": 0, "known": 0, "passing": 1, "foreign": 1, "unreadable": 0]
            for (name, count) in expected { #expect(told[name]?.integer == count, "\(name)") }
            #expect(try Self.names(path + "/cur") == ["1:2,", "2:2,S"])
            let file = try store.write("one", "Hello")
            let one = try await store.run(["letters", "bounces", file] + ProgramStore.at)
            #expect(one.status == 0 && one.output.hasPrefix("Read 1: ") && one.output.contains("1 were not understood"))
            #expect(FileManager.default.fileExists(atPath: file))
            for place in [store.folder, store.folder + "/none", "/dev/null"] {
                let refused = try await store.run(["letters", "bounces", place] + ProgramStore.at)
                #expect(refused.status == 1 && refused.messages.contains("no Maildir"), "\(place): \(refused.messages)")
            }
            let serve = try await store.run(["serve", "--port", "0"], environment: ["MAIL_BOUNCES": store.folder])
            #expect(serve.status == 1 && serve.messages.contains("mail.bounces"))
        }
    }

    @Test("while the portal runs, the command tells it what came back")
    func running() async throws {
        try await ProgramStore.with { store in
            let path = store.folder + "/mail"
            _ = try Self.folder(path)
            _ = try await store.serving { _, _ in
                try Self.put(Self.report("x@label.example.jp", "a0@example.jp"), path + "/new/1")
                let told = try await store.run(["letters", "bounces", path])
                #expect(told.status == 0 && told.output.contains("1 were not understood"), "\(told.messages)")
            }
            #expect(try Self.names(path + "/cur") == ["1:2,"])
        }
    }
}
