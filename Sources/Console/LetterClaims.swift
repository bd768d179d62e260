import Access
import Portal
import Registry
import Store

/// Gives way for so many milliseconds to whatever else the process does.
package typealias LetterPause = @Sendable (Int64) async -> Void

/// What one round has claimed and not yet tried, handed to its lines one by one: no letter waits behind a slow one while
/// another line is free.
actor LetterClaims {
    private let store: RegistryStore
    private let holder: String
    private let lines: Int
    private let times: ReviewTimesShelf
    private let now: Now
    private let pause: LetterPause

    private var ready: ArraySlice<ClaimedLetter> = []
    private var claimedAt: Moment
    private var size: Int
    /// Letters of the last claim that nobody waits for.
    private var patient = 0
    private var claiming: Task<Bool, any Error>?

    /// Letters claimed at a time for each line: few of a slow server, so that other processes may take the rest; many of
    /// a quick one, because a claim is a transaction.
    private static let few = 4
    private static let many = 32
    /// Letters a second, at most, where nobody waits for them: a night of digests leaves the processors to scans.
    private static let perSecond: Int64 = 600
    /// What is claimed and not begun by then is given back: an attempt that begins now is over within the lease.
    private static let useBy = Postman.lease - 120_000

    init(
        store: RegistryStore,
        holder: String,
        lines: Int,
        times: ReviewTimesShelf,
        pause: @escaping LetterPause,
        now: @escaping Now
    ) {
        self.store = store
        self.holder = holder
        self.lines = lines
        self.times = times
        self.now = now
        self.pause = pause
        // Doubled by the first claim.
        size = lines * Self.few / 2
        claimedAt = now()
    }

    /// The next letter to try; nil where nothing is due any more.
    func next() async throws -> ClaimedLetter? {
        while true {
            if spent(now()) >= Self.useBy { try await end() }
            if let letter = ready.popFirst() { return letter }
            // Lines that find nothing wait for the same claim.
            if claiming == nil { claiming = Task { try await self.claim() } }
            guard let running = claiming, try await running.value else { return nil }
        }
    }

    /// Gives back what was not tried.
    func end() async throws {
        let rest = Array(ready)
        ready = []
        guard !rest.isEmpty else { return }
        // Also while the program ends, or it waits for the lease.
        try await Task { [store, holder] in try await store.giveBack(rest, holder: holder) }.value
    }

    private func claim() async throws -> Bool {
        defer { claiming = nil }
        await giveWay()
        let moment = now()
        size = spent(moment) < 1000 ? min(size * 2, lines * Self.many) : lines * Self.few
        let letters = try await store.claimLetters(
            limit: size,
            holder: holder,
            lease: Postman.lease,
            at: moment,
            // Known times are a help; a letter does not wait for them.
            times: try? await times.times(at: moment),
            token: { Secrets.token() }
        )
        ready = letters[...]
        claimedAt = moment
        patient = letters.count { !$0.letter.kind.isAwaited }
        return !letters.isEmpty
    }

    /// Waits out what the last claim was quicker than its share. A clock that jumps lengthens nothing.
    private func giveWay() async {
        let share = Int64(patient) * 1000 / Self.perSecond
        let left = min(share, share - spent(now()))
        if left > 0 { await pause(left) }
    }

    /// Milliseconds since the last claim.
    private func spent(_ moment: Moment) -> Int64 { moment.milliseconds - claimedAt.milliseconds }
}
