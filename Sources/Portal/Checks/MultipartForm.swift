import Registry

/// A form sent as `multipart/form-data` (RFC 7578), read strictly from bytes that are already bounded.
struct MultipartForm: Sendable {
    /// One field.
    struct Part: Sendable {
        var name: String
        /// nil where the field is no file.
        var fileName: String?
        /// As the sender says; empty for none.
        var mediaType: String
        var bytes: ArraySlice<UInt8>
    }

    private static let mostParts = 32
    private static let longestHead = 4096
    private static let longestBoundary = 70

    let parts: [Part]

    /// - Parameter contentType: the request's, with the boundary.
    init(_ body: [UInt8], contentType: String) throws(Refusal) {
        guard let boundary = Self.parameter("boundary", of: contentType), !boundary.isEmpty,
            boundary.utf8.count <= Self.longestBoundary,
            boundary.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
        else { throw Self.malformed("names no boundary", "区切り（boundary）がありません") }
        let mark = Array("--\(boundary)".utf8)
        guard body.starts(with: mark) else {
            throw Self.malformed("does not begin with its boundary", "区切りで始まっていません")
        }
        let between = [13, 10] + mark
        var parts: [Part] = []
        var at = mark.count
        while true {
            if Self.isAt(at, "--", body) { break }
            guard Self.isAt(at, "\r\n", body), parts.count < Self.mostParts else {
                throw Self.malformed("has a broken boundary or too many fields", "区切りが壊れているか、項目が多すぎます")
            }
            at += 2
            let bound = min(body.count, at + Self.longestHead)
            guard let headEnd = Self.find(Array("\r\n\r\n".utf8), in: body, from: at, to: bound) else {
                throw Self.malformed("has a field without a head", "見出しのない項目があります")
            }
            guard let end = Self.find(between, in: body, from: headEnd + 2, to: body.count) else {
                throw Self.malformed("breaks off within a field", "途中で終わっています")
            }
            let content = headEnd + 4 <= end ? body[(headEnd + 4)..<end] : []
            parts.append(try Self.part(head: body[at..<headEnd], content))
            at = end + between.count
        }
        self.parts = parts
    }

    /// The fields other than the named ones, as a form without files would have them.
    ///
    /// - Parameter limit: bytes of one field; nil leaves it to whoever reads them.
    func fields(except taken: Set<String>, limit: Int? = nil) throws -> Query {
        var pairs: [String] = []
        for part in parts where !taken.contains(part.name) {
            guard part.bytes.count <= limit ?? .max, let text = String(validating: part.bytes, as: UTF8.self),
                !part.bytes.contains(0)
            else {
                throw Refusal(
                    .malformed,
                    "The field \"\(part.name.prefix(40))\" is too long or no text",
                    ja: "項目「\(part.name.prefix(40))」が長すぎるか、文字ではありません",
                    field: String(part.name.prefix(40)),
                    code: "malformedForm"
                )
            }
            pairs.append(PagePath.encoded(part.name) + "=" + PagePath.encoded(text))
        }
        return try Query(pairs.joined(separator: "&"))
    }

    private static func part(head: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>) throws(Refusal) -> Part {
        guard let text = String(validating: head, as: UTF8.self), !head.contains(0) else {
            throw malformed("has a head that is no text", "項目の見出しが文字ではありません")
        }
        var disposition = ""
        var mediaType = ""
        for line in text.unicodeScalars.split(whereSeparator: { $0 == "\r" || $0 == "\n" }).map({ String($0) }) {
            guard let colon = line.firstIndex(of: ":") else {
                throw malformed("has a broken head", "項目の見出しが壊れています")
            }
            let value = String(line[line.index(after: colon)...]).trimmedBlanks
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = value
            case "content-type": mediaType = value
            default: break
            }
        }
        guard disposition.lowercased().hasPrefix("form-data"), let name = parameter("name", of: disposition) else {
            throw malformed("has a field without a name", "名前のない項目があります")
        }
        return Part(
            name: name,
            fileName: parameter("filename", of: disposition),
            mediaType: mediaType,
            bytes: content
        )
    }

    /// A parameter of a header's value, with or without quotes. Browsers write a quote in a name as `%22`.
    static func parameter(_ name: String, of header: String) -> String? {
        var parts: [String] = [""]
        var isQuoted = false
        for scalar in header.unicodeScalars {
            if scalar == "\"" { isQuoted.toggle() }
            if scalar == ";", !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            }
        }
        for part in parts.dropFirst() {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, String(halves[0]).trimmedBlanks.lowercased() == name else { continue }
            var value = String(halves[1]).trimmedBlanks
            if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count >= 2 {
                value = String(value.dropFirst().dropLast())
            }
            return value
        }
        return nil
    }

    private static func isAt(_ place: Int, _ text: StaticString, _ body: [UInt8]) -> Bool {
        guard place + text.utf8CodeUnitCount <= body.count else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(body[place..<place + $0.count]) }
    }

    /// Where some bytes begin for the first time, whole before `end`.
    private static func find(_ wanted: [UInt8], in body: [UInt8], from start: Int, to end: Int) -> Int? {
        body.withUnsafeBufferPointer { body in
            wanted.withUnsafeBufferPointer { wanted in
                var at = start
                let last = end - wanted.count
                while at <= last {
                    if body[at] == wanted[0] {
                        var length = 1
                        while length < wanted.count, body[at + length] == wanted[length] { length += 1 }
                        if length == wanted.count { return at }
                    }
                    at += 1
                }
                return nil
            }
        }
    }

    private static func malformed(_ en: String, _ ja: String) -> Refusal {
        Refusal(.malformed, "The form \(en)", ja: "送られたフォームを読み取れません（\(ja)）", code: "malformedForm")
    }
}
