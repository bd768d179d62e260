/// How much of a pasted or uploaded table is read; beyond it the table is refused, never cut.
package struct SheetLimits: Hashable, Sendable {
    /// Bytes of the file as it came.
    package var fileBytes = 32 << 20
    /// Rows below the first.
    package var rows = 100_000
    /// Cells of one row, empty ones at its end not counted.
    package var columns = 100
    /// Unicode scalars of one cell.
    package var cellLength = 2000
    /// Entries of a workbook's archive.
    package var entries = 1000
    /// Bytes of one unpacked entry.
    package var entryBytes = 128 << 20
    /// Bytes of all unpacked entries together.
    package var archiveBytes = 256 << 20
    /// Unpacked bytes for one packed byte; counts from `ratioFrom` on, because small parts repeat themselves.
    package var ratio = 200
    /// Unpacked bytes from which the ratio counts.
    package var ratioFrom = 4 << 20
    /// Strings that a workbook's cells share.
    package var sharedStrings = 2_000_000
    /// Elements within one another in a workbook's XML.
    package var depth = 64

    /// What the portal reads by default.
    package init() {}
}
