import HTTPTypes
import Registry
import Synchronization

/// A check that goes on after its request was answered.
struct CheckJob: Hashable, Sendable {
    /// Public address of the receipt it will leave.
    var name: String
    /// Address of its rows.
    var secret: String
    /// The idempotency key that began it, and the digest of the request.
    var key: String?
    var digest: String
    var total: Int
    /// Rows answered so far.
    var done = 0
    var state = State.running

    enum State: String, Sendable {
        case running
        case failed
        /// Its receipt is kept.
        case finished
    }

    init(name: String, secret: String, key: String?, digest: String, total: Int) {
        self.name = name
        self.secret = secret
        self.key = key
        self.digest = digest
        self.total = total
    }
}

/// The long checks of this process, in memory: two at a time, and the last few that ended.
final class CheckJobs: Sendable {
    private static let mostRunning = 2
    private static let mostKept = 64
    /// Oldest first.
    private let jobs = Mutex<[CheckJob]>([])

    /// Takes a place; refused where none is free.
    func begin(_ job: CheckJob) throws {
        let isTaken = jobs.withLock { jobs in
            guard jobs.count(where: { $0.state == .running }) < Self.mostRunning else { return false }
            jobs.append(job)
            if jobs.count > Self.mostKept, let oldest = jobs.firstIndex(where: { $0.state != .running }) {
                jobs.remove(at: oldest)
            }
            return true
        }
        guard isTaken else { throw Self.busy(seconds: 30) }
    }

    /// What is said where no place is free.
    static func busy(seconds: Int) -> Problem {
        var problem = Problem(
            .tooManyRequests,
            code: "checksBusy",
            detail: "Other lists are being checked just now; send this one again in \(seconds) s",
            ja: "ほかの一覧を照合中です。\(seconds)秒ほどおいて、もう一度お送りください"
        )
        problem.headers[.retryAfter] = String(seconds)
        return problem
    }

    func tell(_ name: String, done: Int) { change(name) { $0.done = done } }

    func end(_ name: String, failed: Bool) { change(name) { $0.state = failed ? .failed : .finished } }

    func job(named name: String) -> CheckJob? { jobs.withLock { $0.last { $0.name == name } } }

    func job(secret: String) -> CheckJob? { jobs.withLock { $0.last { $0.secret == secret } } }

    /// The check that a key began; refused where the key was used for another request.
    func job(key: String, digest: String) throws(Refusal) -> CheckJob? {
        guard let job = jobs.withLock({ $0.last { $0.key == key && $0.state == .running } }) else { return nil }
        guard job.digest == digest else {
            throw Refusal(
                .unprocessable,
                "This idempotency key was used for another request",
                ja: "この送信キーは別の内容に使われています",
                field: "Idempotency-Key",
                code: "keyReused"
            )
        }
        return job
    }

    private func change(_ name: String, _ body: (inout CheckJob) -> Void) {
        jobs.withLock { jobs in
            if let index = jobs.lastIndex(where: { $0.name == name }) { body(&jobs[index]) }
        }
    }
}
