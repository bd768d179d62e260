/// The cells of one record as places in the file; text is made only of the cells somebody asks for.
package struct DelimitedRecord: Sendable {
    /// Where a cell's content lies in the reader's bytes, its quotes not counted.
    package struct Cell: Hashable, Sendable {
        var start: Int
        var end: Int
        /// The content holds doubled quotes that stand for one.
        var isEscaped: Bool

        package var byteCount: Int { end - start }
    }

    /// Record number in the file, the first record (usually the header) is 1; blank lines count.
    package internal(set) var row = 0
    package internal(set) var cells: [Cell] = []

    /// An empty record to read into, again and again.
    package init() {}

    package var count: Int { cells.count }
}
