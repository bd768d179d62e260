/// A fault in an import profile: which file, which line, what is wrong.
package struct ProfileFault: Error, Equatable, Sendable {
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

extension ProfileFault: CustomStringConvertible {
    package var description: String {
        line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
    }
}
