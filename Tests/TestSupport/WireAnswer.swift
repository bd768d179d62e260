/// One HTTP/1.1 answer as it came over the wire.
package struct WireAnswer: Hashable, Sendable {
    /// A header line, its name as sent.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package var status: Int
    package var fields: [Field]
    package var body: [UInt8]
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The only value of a header; nil where it is absent or sent twice.
    package subscript(_ name: String) -> String? {
        let found = fields.filter { $0.name.lowercased() == name.lowercased() }
        return found.count == 1 ? found[0].value : nil
    }

    /// Everything but the named headers, in the order of their names, for comparing two answers.
    package func without(_ names: String...) -> WireAnswer {
        var copy = self
        let dropped = Set(names.map { $0.lowercased() })
        copy.fields = fields.map { Field(name: $0.name.lowercased(), value: $0.value) }
            .filter { !dropped.contains($0.name) }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        return copy
    }
}

/// Why an answer could not be read.
package enum WireFault: Error, Equatable {
    case noConnection(Int32)
    case closed
    case timedOut
    case malformed(String)
}

/// Takes answers off the front of received bytes.
struct WireParser {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// The next whole answer, or nil where more bytes are needed.
    ///
    /// - Parameter hasBody: false for answers to HEAD.
    /// - Parameter atEnd: the peer has closed, which ends a body without a length.
    mutating func next(hasBody: Bool, atEnd: Bool) throws(WireFault) -> WireAnswer? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            .replacingCRLF.split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] == "HTTP/1.1" || words[0] == "HTTP/1.0", let status = Int(words[1]) else {
            throw WireFault.malformed(String(lines[0]))
        }
        var answer = WireAnswer(status: status, fields: [], body: [])
        for line in lines.dropFirst() {
            let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { throw WireFault.malformed(String(line)) }
            answer.fields.append(.init(name: String(halves[0]), value: halves[1].trimmedBlanks))
        }
        var rest = bytes[end.upperBound...]
        if !hasBody || status == 204 || status == 304 || status < 200 {
        } else if answer["Transfer-Encoding"] == "chunked" {
            guard let (body, after) = WireParser.chunked(rest) else { return nil }
            answer.body = body
            rest = after
        } else if let length = answer["Content-Length"].flatMap({ Int($0) }) {
            guard rest.count >= length else { return nil }
            answer.body = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
        } else {
            guard atEnd else { return nil }
            answer.body = Array(rest)
            rest = []
        }
        bytes = Array(rest)
        return answer
    }

    private static func chunked(_ bytes: ArraySlice<UInt8>) -> ([UInt8], ArraySlice<UInt8>)? {
        var rest = bytes
        var body: [UInt8] = []
        while let line = rest.firstRange(of: [13, 10]) {
            let head = String(decoding: rest[..<line.lowerBound], as: UTF8.self).split(separator: ";").first ?? ""
            guard let size = Int(head, radix: 16) else { return nil }
            rest = rest[line.upperBound...]
            guard rest.count >= size + 2 else { return nil }
            body.append(contentsOf: rest.prefix(size))
            rest = rest.dropFirst(size + 2)
            if size == 0 { return (body, rest) }
        }
        return nil
    }
}

extension String {
    fileprivate var replacingCRLF: String { String(self.map { $0 == "\r\n" ? "\n" : $0 }) }
}

extension Substring {
    fileprivate var trimmedBlanks: String {
        var text = self.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
