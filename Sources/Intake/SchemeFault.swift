/// A mistake in the scheme data: which file, which line, what is wrong. Loading stops at the first one.
package struct SchemeFault: Error, Equatable, Sendable {
    /// The file name; `overlay/` stands before files of an overlay.
    package var file: String
    /// Counted from 1; nil where the whole file is to blame.
    package var line: Int?
    /// One English sentence without a full stop.
    package var reason: String

    package init(file: String, line: Int?, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }
}

extension SchemeFault: CustomStringConvertible {
    package var description: String {
        line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
    }
}
