package import Registry

/// The name of an exported file, with the day in it: one in ASCII, one in Japanese.
package struct ExportName: Hashable, Sendable {
    /// Letters, digits, `-`, `_` and `.` alone: `labels-2027-05-20.csv`.
    package let ascii: String
    /// `ラベル一覧-2027-05-20.csv`, without what a file system refuses.
    package let japanese: String

    /// - Parameters:
    ///   - stem: what it is, in ASCII; other characters become `-`.
    ///   - stemJA: the same in Japanese.
    ///   - day: the decisive day.
    ///   - ending: without the dot.
    package init(_ stem: String, ja stemJA: String, day: Day, ending: String) {
        let tail = "-\(day.text).\(Self.plain(ending))"
        ascii = Self.plain(stem) + tail
        japanese = Self.safe(stemJA) + tail
    }

    /// The value of `Content-Disposition` (RFC 6266): both names, the second as RFC 8187 writes it.
    package var contentDisposition: String {
        "attachment; filename=\"\(ascii)\"; filename*=UTF-8''\(Self.encoded(japanese))"
    }

    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isPlain($0) ? $0 : "-" }))
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
        default: false
        }
    }

    /// Without separators of paths, characters that Windows refuses, and those that nobody sees.
    private static func safe(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: "_"
            default: "/\\:*?\"<>|".unicodeScalars.contains(scalar) ? "_" : scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// RFC 8187 §3.2.1: `attr-char` as it is, every other byte as `%XX`.
    private static func encoded(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(Unicode.Scalar(byte)) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
