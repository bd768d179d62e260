import Foundation
import Logging
import Notices
import Portal
import Registry
import ServiceLifecycle
import Store

/// What came back of letters, by message.
struct BounceTally: Encodable, Hashable, Sendable {
    /// A letter was given up by it.
    var counted = 0
    /// Its letter was given up before.
    var known = 0
    /// It says that a letter is late, or arrived.
    var passing = 0
    /// It is about no letter of this registry.
    var foreign = 0
    /// It is no report of a mail server that can be read.
    var unreadable = 0
    /// Files that cannot be opened, and what is no file: left where they are.
    var closed = 0

    /// Left for a person to look at.
    var leftUnread: Int { foreign + unreadable }
    var all: Int { counted + known + passing + leftUnread }
}

/// Reads messages that came back, and gives up the letters they are about.
struct BounceReading: Sendable {
    /// Where a bounce is recorded: in this process, or by the portal that holds the store.
    let record: @Sendable (Bounce) async throws -> BounceVerdict

    /// Counts one message; true where it was understood.
    func read(_ message: [UInt8], into tally: inout BounceTally) async throws -> Bool {
        guard let report = BounceReport(message) else {
            tally.unreadable += 1
            return false
        }
        var verdicts: Set<BounceVerdict> = []
        for failure in report.failures { verdicts.insert(try await record(failure)) }
        if verdicts.contains(.counted) {
            tally.counted += 1
        } else if verdicts.contains(.known) {
            tally.known += 1
        } else if verdicts.contains(.foreign) {
            tally.foreign += 1
            return false
        } else {
            tally.passing += 1
        }
        return true
    }

    /// The new messages of a folder, at most so many. Each is recorded before it is moved: whoever stops in between reads
    /// it again, which changes nothing. What cannot be opened stays, since somebody may let us open it later, and takes
    /// no other message's place.
    func read(_ folder: Maildir, limit: Int = 500) async throws -> BounceTally {
        var tally = BounceTally()
        for name in folder.newMessages() {
            guard tally.all < limit else { break }
            guard let message = folder.message(name, longest: BounceReport.longest) else {
                tally.closed += 1
                continue
            }
            let isUnderstood = try await read(message, into: &tally)
            folder.take(name, isSeen: isUnderstood)
        }
        return tally
    }
}

/// A folder of mail, one file a message: `new` holds what was delivered, `cur` what a reader took up, with an `S` behind
/// its name where it was seen.
struct Maildir: Sendable {
    let path: String

    /// - Throws: where the folder has no `new` and `cur`.
    init(_ path: String, field: String) throws(Refusal) {
        self.path = path
        for name in ["new", "cur"] {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), isFolder.boolValue
            else {
                throw Refusal(.unprocessable, "\(path) is no Maildir: it has no folder \(name)", field: field)
            }
        }
    }

    /// Their names, oldest first where the delivering program names them by time.
    func newMessages() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/new")) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    /// The beginning of a message; nil for what is no file, cannot be read, or is gone.
    func message(_ name: String, longest: Int) -> [UInt8]? { Self.file("\(path)/new/\(name)", longest: longest) }

    /// Never waits: a pipe in the folder is no message, and no link leads out of it.
    static func file(_ path: String, longest: Int) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes = [UInt8](repeating: 0, count: min(longest, Int(facts.st_size)))
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress?.advanced(by: count), $0.count - count) }
            guard got > 0 else { break }
            count += got
        }
        return Array(bytes[..<count])
    }

    /// Moves a message from `new` to `cur`; what was not understood stays unread there, for a person. Nothing is ever
    /// overwritten or deleted.
    func take(_ name: String, isSeen: Bool) {
        let bare = name.prefix { $0 != ":" }
        for number in 0..<100 {
            let target = "\(path)/cur/\(bare)\(number == 0 ? "" : ".\(number)"):2,\(isSeen ? "S" : "")"
            guard !FileManager.default.fileExists(atPath: target) else { continue }
            try? FileManager.default.moveItem(atPath: "\(path)/new/\(name)", toPath: target)
            return
        }
    }
}

/// Looks once a minute into the folder that the operator's mail server puts bounces into.
struct BounceRounds: Rounds {
    let store: RegistryStore
    let folder: Maildir
    let meters: LetterMeters
    let now: Now
    let logger: Logger

    static let pause = Duration.seconds(60)
    static let standstill = "bounces wait for the next minute"

    func round() async throws {
        let reading = BounceReading { [store, now] in try await store.record($0, at: now()) }
        let tally = try await reading.read(folder)
        meters.countBounces(read: tally.all - tally.leftUnread, leftUnread: tally.leftUnread, closed: tally.closed)
        if tally.leftUnread > 0 {
            logger.notice("\(tally.leftUnread) messages among the bounces were not understood and stay unread")
        }
    }
}
