import TestSupport

/// One Swift file of the sources, looked at line by line.
struct SourceText: Sendable {
    /// From the root: `Sources/Registry/Day.swift`.
    let path: String
    let lines: [String]

    var room: String { String(path.split(separator: "/")[1]) }

    static func all() throws -> [SourceText] {
        let paths = Repository.files(under: "Sources", ending: ".swift")
        return try paths.map { path in
            let text = try Repository.text(path)
            return SourceText(
                path: path,
                lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            )
        }
    }

    /// Lines of code with their numbers from 1: comments and what stands after `//` are left out.
    var code: [(number: Int, text: String)] {
        lines.enumerated().compactMap { index, line in
            let trimmed = line.drop { $0 == " " }
            guard !trimmed.hasPrefix("//") else { return nil }
            return (index + 1, line.components(cutAt: " // "))
        }
    }

    /// The modules it imports.
    var imports: Set<String> {
        Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let at = words.firstIndex(of: "import"), at <= 1, words.count > at + 1, !line.hasPrefix(" ")
                else {
                    return nil
                }
                return String(words[at + 1].split(separator: ".")[0])
            }
        )
    }
}

extension String {
    fileprivate func components(cutAt mark: String) -> String {
        guard let range = firstRange(of: mark) else { return self }
        return String(self[..<range.lowerBound])
    }
}
