package import Registry

/// The page that a scanned label opens: the hot path, put together from pieces cut at start.
///
/// No template, no JavaScript, nothing fetched. The same input gives the same bytes.
package struct ScanPage: Sendable {
    /// Where the page is read, as far as it shows in its links.
    package struct Address: Hashable, Sendable {
        /// Path as asked in its canonical form, such as `/0000000000AB` or `/labels/DEMO-1`.
        package var path: String
        /// The day asked by `on=`, where one was asked; kept in the language links.
        package var on: Day?
        /// The text of `knownAt=`, where one was asked; kept in the language links.
        package var knownAt: String?

        /// What `coveredThrough=` was answered, where a delivery day was asked about; the day is kept in the links.
        package var covered: Covered?

        package init(path: String, on: Day? = nil, knownAt: String? = nil, covered: Covered? = nil) {
            self.path = path
            self.on = on
            self.knownAt = knownAt
            self.covered = covered
        }

        /// Nothing but the label itself was asked for.
        var isPlain: Bool { on == nil && knownAt == nil && covered == nil }
    }

    /// How the days through a delivery day were judged.
    package struct Covered: Hashable, Sendable {
        /// The delivery day.
        package var through: Day
        /// What its days were judged to.
        package var coverage: Coverage

        package init(through: Day, coverage: Coverage) {
            self.through = through
            self.coverage = coverage
        }
    }

    /// The most models shown at once; the rest are folded.
    static let firstModels = 8
    /// The most models on the page; the rest are counted, and complete in the JSON file.
    static let modelLimit = 500
    /// The most events on the page, the newest ones.
    static let eventLimit = 100

    let host: [UInt8]
    let isOfficial: Bool
    let site: SiteFacts
    /// What pages have in common.
    let shelf: PieceShelf
    private let faces: [Language: ScanFace]

    /// Cuts the pieces of every language once.
    package init(_ site: SiteFacts) {
        self.init(site, shelf: PieceShelf())
    }

    init(_ site: SiteFacts, shelf: PieceShelf) {
        self.shelf = shelf
        self.site = site
        host = ScanFace.escaped(site.host)
        isOfficial = site.isOfficial
        faces = Language.allCases.reduce(into: [:]) { $0[$1] = ScanFace(site, $1) }
    }

    /// The page as UTF-8 HTML.
    ///
    /// `today` is the civil day of the request in Japan; where the answer is for another day the page says so.
    package func render(
        _ answer: LabelAnswer,
        today: Day,
        language: Language,
        address: Address
    ) -> [UInt8] {
        cut(answer, today: today, language: language, address: address).joined
    }

    /// A finished page with the mark of an answer that cannot be confirmed just now; nil where it is no scan page.
    func marked(_ page: [UInt8], _ lastConfirmed: Moment, _ language: Language) -> [UInt8]? {
        guard let face = faces[language] else { return nil }
        let start = Array("<main id=\"main\">".utf8)
        guard let place = page.firstRange(of: start)?.upperBound else { return nil }
        var mark = Pen(capacity: 256)
        mark.markup("<p class=\"note\" role=\"status\">")
        mark.phrase(face.words.lastConfirmed) { _, out in out.moment(lastConfirmed, language) }
        mark.markup("</p>")
        return page[..<place] + mark.bytes + page[place...]
    }

    /// The page without what it has in common with others.
    func cut(
        _ answer: LabelAnswer,
        today: Day,
        language: Language,
        address: Address
    ) -> CutBytes {
        // Every language was cut in `init`; the empty page stands for a case that cannot be.
        guard let face = faces[language] else { return CutBytes(whole: [], shelf: shelf) }
        var sheet = ScanSheet(face: face, page: self, answer: answer, today: today, address: address)
        sheet.write()
        // A day that was asked for is a visitor's word.
        return shelf.cut(sheet.out.handOver(), adds: address.isPlain)
    }
}
