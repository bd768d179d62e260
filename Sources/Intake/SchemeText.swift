import Crypto

/// The files of the scheme data as one text: names, lengths and bytes, sorted by path. Its digest names the rules.
struct SchemeText {
    /// One file: `path` is `scheme/levels.yaml` or `overlay/levels.yaml`.
    struct File {
        var path: String
        var content: String

        var isOverlay: Bool { path.hasPrefix("overlay/") }
        /// `levels`, for `levels.yaml`.
        var name: String { String(path.drop { $0 != "/" }.dropFirst().dropLast(".yaml".count)) }
        /// What a fault calls the file.
        var shown: String { isOverlay ? path : String(path.dropFirst("scheme/".count)) }
    }

    static let opening = "hoshifuda scheme 1\n"

    /// Ascending by path.
    let files: [File]

    init(_ files: [File]) {
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    var text: String {
        var result = Self.opening
        for file in files {
            result += "\(file.path) \(file.content.utf8.count)\n\(file.content)\n"
        }
        return result
    }

    /// Lower-case hexadecimal SHA-256 of a text.
    static func digest(of text: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var result: [UInt8] = []
        for byte in SHA256.hash(data: Array(text.utf8)) {
            result.append(digits[Int(byte >> 4)])
            result.append(digits[Int(byte & 15)])
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Takes a text apart again; refuses what `text` cannot have written.
    init(parsing text: String) throws(SchemeFault) {
        let broken = SchemeFault(file: "scheme text", line: nil, reason: "this is not a text of scheme data")
        guard text.hasPrefix(Self.opening) else { throw broken }
        var rest = Array(text.utf8)[...].dropFirst(Self.opening.utf8.count)
        var files: [File] = []
        while !rest.isEmpty {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { throw broken }
            let head = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
            rest = rest[(end + 1)...]
            guard head.count == 2, let count = Int(head[1]), count >= 0, count < rest.count,
                rest[rest.startIndex + count] == UInt8(ascii: "\n"),
                let content = String(validating: rest.prefix(count), as: UTF8.self)
            else { throw broken }
            let path = String(head[0])
            guard path.hasPrefix("scheme/") || path.hasPrefix("overlay/"), path.hasSuffix(".yaml"),
                files.last.map({ $0.path.utf8.lexicographicallyPrecedes(path.utf8) }) ?? true
            else { throw broken }
            files.append(File(path: path, content: content))
            rest = rest.dropFirst(count + 1)
        }
        self.files = files
    }
}
