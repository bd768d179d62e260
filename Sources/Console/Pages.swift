/// A listing read page by page to its end, so that a command holds one page at a time.
struct Pages<Row: Sendable, Place: Sendable>: AsyncSequence, AsyncIteratorProtocol {
    private var place: Place
    private let following: (Row) -> Place
    private let read: (Place) async throws -> [Row]

    /// - Parameters:
    ///   - place: where the listing begins.
    ///   - following: the place after a row.
    ///   - read: the next rows after a place; none at the end.
    init(after place: Place, _ following: @escaping (Row) -> Place, _ read: @escaping (Place) async throws -> [Row]) {
        (self.place, self.following, self.read) = (place, following, read)
    }

    mutating func next() async throws -> [Row]? {
        let page = try await read(place)
        guard let last = page.last else { return nil }
        place = following(last)
        return page
    }

    func makeAsyncIterator() -> Pages { self }
}
