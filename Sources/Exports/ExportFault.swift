/// An export could not be written. A fault, never shown to a person as it is.
package enum ExportFault: Error, Equatable, Sendable {
    /// libxlsxwriter ended with this number (`lxw_error`).
    case workbook(UInt32)
    /// The system refused (`errno`) to open the file, to take the rows or to have room for them.
    case file(Int32)
    /// A row has another number of cells than there are columns.
    case cells(found: Int, expected: Int)
    /// Rows were offered to a book that is closed or has failed.
    case closed
}
