/// A mistake in the sample files: which file, which line, what is wrong. Reading stops at the first one.
package struct SampleFault: Error, Equatable, Sendable {
    /// The file name without its folder.
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

extension SampleFault: CustomStringConvertible {
    /// `manufacturers.yaml:12: reason`.
    package var description: String {
        line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
    }
}
