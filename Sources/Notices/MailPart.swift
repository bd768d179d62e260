import Foundation
import Registry

/// A piece of a message as it came (RFC 5322, RFC 2045): its fields and what follows them. It only cuts bytes, so that no
/// message is broken enough to stop it, and passes over each byte once a level.
struct MailPart {
    /// Of the head; names in lower case, values in one line.
    let fields: [(name: String, value: String)]
    /// Everything behind the empty line after the head; empty where there is none.
    let body: ArraySlice<UInt8>

    /// More fields, or longer ones, are nobody's bounce: what is beyond is passed over.
    private static let mostFields = 200
    private static let longestField = 4096

    init(_ bytes: ArraySlice<UInt8>) {
        var lines = MailLines(bytes)
        var found: [(name: String, value: [UInt8])] = []
        while let line = lines.next(), !line.isEmpty {
            if line.first == 0x20 || line.first == 0x09 {
                guard let last = found.indices.last, found[last].value.count < Self.longestField else { continue }
                found[last].value.append(0x20)
                found[last].value += line.dropFirst().prefix(Self.longestField)
            } else if found.count < Self.mostFields, let colon = line.firstIndex(of: 0x3A) {
                let name = String(decoding: line[..<colon].prefix(80), as: UTF8.self).lowercased()
                found.append((name, Array(line[(colon + 1)...].prefix(Self.longestField))))
            }
        }
        fields = found.map { ($0.name, String(decoding: $0.value, as: UTF8.self).trimmedBlanks) }
        body = lines.rest
    }

    /// The first field of a name.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The media type without parameters, in lower case; `text/plain` where none is stated (RFC 2045 §5.2).
    var type: String {
        guard let text = self["content-type"] else { return "text/plain" }
        return String(text.prefix { $0 != ";" }).trimmedBlanks.lowercased()
    }

    /// The parts between the type's boundary, at most so many; none where it has no boundary.
    func parts(atMost limit: Int) -> [MailPart] {
        guard limit > 0, let boundary = Self.parameter("boundary", of: self["content-type"] ?? ""), !boundary.isEmpty,
            boundary.utf8.count <= 200
        else { return [] }
        let mark = Array("--\(boundary)".utf8)
        var lines = MailLines(body)
        var parts: [MailPart] = []
        var start: Int?
        while parts.count < limit {
            let lineStart = lines.rest.startIndex
            guard let line = lines.next() else { break }
            guard line.starts(with: mark) else { continue }
            let tail = line.dropFirst(mark.count).filter { $0 != 0x20 && $0 != 0x09 }
            guard tail.isEmpty || tail == [0x2D, 0x2D] else { continue }
            if let start { parts.append(MailPart(body[start..<lineStart])) }
            start = tail.isEmpty ? lines.rest.startIndex : nil
            if start == nil { return parts }
        }
        // The end is missing: the message was cut.
        if let start, parts.count < limit { parts.append(MailPart(body[start...])) }
        return parts
    }

    /// The body as it was before it was encoded for the way; nil where the encoding is none that reports have.
    var content: ArraySlice<UInt8>? {
        switch self["content-transfer-encoding"]?.lowercased() {
        case nil, "", "7bit", "8bit", "binary": body
        case "base64": Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters).map { Array($0)[...] }
        default: nil
        }
    }

    /// A parameter of a field's value, in quotes or bare (RFC 2045 §5.1).
    static func parameter(_ name: String, of value: String) -> String? {
        var pieces: [String] = [""]
        var (isQuoted, isEscaped) = (false, false)
        for scalar in value.unicodeScalars {
            if isEscaped {
                pieces[pieces.count - 1].unicodeScalars.append(scalar)
                isEscaped = false
            } else if isQuoted, scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar == ";", !isQuoted {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].unicodeScalars.append(scalar)
            }
        }
        for piece in pieces.dropFirst() {
            let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, String(halves[0]).trimmedBlanks.lowercased() == name else { continue }
            return String(halves[1]).trimmedBlanks
        }
        return nil
    }
}

/// Lines of bytes, without the CR and LF that end them.
struct MailLines {
    /// What was not read yet.
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// nil at the end.
    mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        var line = rest[rest.startIndex..<end]
        rest = end < rest.endIndex ? rest[(end + 1)...] : rest[rest.endIndex...]
        if line.last == 0x0D { line.removeLast() }
        return line
    }
}
