import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// Answers for labels: finished bytes from the cache, or one statement and a page put together.
struct LabelDesk: Sendable {
    let store: RegistryStore
    let page: ScanPage
    let setting: LabelWire.Setting
    let cache: PageCache
    /// Part of every ETag: changes with the program, the rules and the operator's settings.
    let edition: String
    private let heads = AnswerHeads()

    init(store: RegistryStore, page: ScanPage, setting: LabelWire.Setting, cache: PageCache, edition: String) {
        self.store = store
        self.page = page
        self.setting = setting
        self.cache = cache
        self.edition = edition
    }

    /// The finished answer for a code of ours on the request's own day; nil where no registration has it.
    func answer(_ code: LabelCode, form: AnswerForm, at now: Moment) async throws -> FinishedAnswer? {
        let key = PageCache.Key(code: code.bits, form: form)
        let today = now.day
        if let kept = cache.answer(key, on: today) { return kept }
        let epoch = cache.epoch
        return made(try await store.find(code), of: code, form: form, today: today, since: epoch)
    }

    /// The same without the cache's help, on the caller's own thread, which must be one that may block.
    ///
    /// nil where the code is none of ours or no registration has it: the router then says so.
    func answerBlocking(_ code: LabelCode, form: AnswerForm, at now: Moment) throws -> FinishedAnswer? {
        guard store.keys.knows(code) else { return nil }
        let epoch = cache.epoch
        guard let finding = try store.findBlocking(code) else { return nil }
        return made(finding, of: code, form: form, today: now.day, since: epoch)
    }

    /// What was found as an answer for the day, kept for the next who asks.
    private func made(
        _ finding: Finding,
        of code: LabelCode,
        form: AnswerForm,
        today: Day,
        since epoch: UInt64
    ) -> FinishedAnswer? {
        guard let registration = finding.registration else { return nil }
        let made = finish(registration.answer(on: today), finding, today: today, form: form, path: "/" + code.text)
        cache.keep(made, PageCache.Key(code: code.bits, form: form), since: epoch)
        return made
    }

    /// An answer for any question about a registration: another day, earlier knowledge, another address.
    func finish(
        _ answer: LabelAnswer,
        _ finding: Finding,
        today: Day,
        form: AnswerForm,
        path: String,
        asked: Asked = Asked(),
        covered: ScanPage.Covered? = nil
    ) -> FinishedAnswer {
        // The page names the revision it stands on, as JSON does.
        var answer = answer
        answer.registration.revision = finding.mark.revision
        answer.registration.recordedAt = finding.mark.recordedAt
        var body: CutBytes
        if let language = form.language {
            let address = ScanPage.Address(path: path, on: asked.on, knownAt: asked.knownAt, covered: covered)
            body = page.cut(answer, today: today, language: language, address: address)
        } else {
            let pen = LabelWire.written(
                answer,
                mark: finding.mark,
                rules: finding.rules,
                setting: setting,
                coverage: covered?.coverage,
                with: page.shelf.pen()
            )
            body = page.shelf.cut(pen, adds: asked == Asked())
        }
        var isPacked = false
        if form.isCompressed, let packed = Compression.gzip(body.joined) {
            body = CutBytes(whole: packed, shelf: page.shelf)
            isPacked = true
        }
        // What is covered also follows from the day of asking.
        let said = asked.text + (covered.map { "|\($0.coverage.word)|\($0.coverage.day?.text ?? "")" } ?? "")
        let own = path == "/" + answer.registration.code.text && asked == Asked() ? "" : path + said
        let tag = etag(answer, finding, form: form, isPacked: isPacked, own: own, today)
        let head = heads.head(form.language, isPacked: isPacked, isHidden: answer.standing.isFinal)
        return FinishedAnswer(head: head, body: body, etag: tag, day: today, isPage: form.language != nil)
    }

    /// Names everything the bytes follow from, so no byte needs to be read to make it.
    private func etag(
        _ answer: LabelAnswer,
        _ finding: Finding,
        form: AnswerForm,
        isPacked: Bool,
        own: String,
        _ today: Day
    ) -> String {
        let language = form.language?.rawValue ?? "json"
        // A page also says whether the day asked is today; JSON does not.
        let seenOn = form.language == nil ? "" : "-\(today.number)"
        let own = own.isEmpty ? "" : "-" + shortDigest(own)
        return
            "\"\(finding.mark.revision)-\(answer.day.number)\(seenOn)-\(language)\(isPacked ? "-gz" : "")\(own)-\(edition)\""
    }

    private func shortDigest(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(6).hex
    }
}

/// Parameters of a question beyond the label itself.
struct Asked: Hashable, Sendable {
    var on: Day?
    var knownAt: String?
    /// The delivery day: the run from the decisive day through it is judged.
    var coveredThrough: Day?

    var text: String { "|\(on?.text ?? "")|\(knownAt ?? "")|\(coveredThrough?.text ?? "")" }
}

/// What a question about one label led to.
struct AskedFinding: Sendable {
    var finding: Finding
    /// The decisive day, and the day that stands for today.
    var moment: AskedMoment
    var asked: Asked

    /// The label on the decisive day; nil where no registration matches.
    var answer: LabelAnswer? { finding.registration?.answer(on: moment.day) }

    /// What was asked about the days through delivery.
    var covered: ScanPage.Covered? {
        guard let registration = finding.registration, let through = asked.coveredThrough else { return nil }
        let coverage = registration.coverage(from: moment.day, through: through, today: moment.today)
        return ScanPage.Covered(through: through, coverage: coverage)
    }
}

extension LabelCode {
    /// The 55 bits that make a code: 25 of sequence, 30 of tag.
    var bits: UInt64 { UInt64(sequence) << 30 | UInt64(tag) }

    init(bits: UInt64) {
        self.init(sequence: UInt32(truncatingIfNeeded: bits >> 30), tag: UInt32(truncatingIfNeeded: bits & 0x3FFF_FFFF))
    }
}

extension HTTPField.Name {
    static let xRobotsTag = HTTPField.Name("X-Robots-Tag") ?? .trailer
}
