/// Prepares text for a cell of a sheet: what Excel and XML 1.0 take, as bytes for C, in a buffer used again and again.
struct XLSXText {
    /// Excel's own bound, in UTF-16 units.
    static let mostUnits = 32_767
    /// Where text was cut.
    static let cutMark: Unicode.Scalar = "…"

    private var bytes: [UInt8] = []
    /// Cells that were longer than Excel takes.
    private(set) var cuts = 0

    var isEmpty: Bool { bytes.isEmpty }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// The text as C reads it, for as long as `body` runs.
    mutating func withCString<Value>(_ body: (UnsafePointer<CChar>) -> Value) -> Value {
        if needsChange { change() }
        bytes.append(0)
        return bytes.withUnsafeBytes { raw in
            // The buffer ends in the byte just appended, so it has an address.
            guard let base = raw.baseAddress else { return body("") }
            return body(base.assumingMemoryBound(to: CChar.self))
        }
    }

    private var needsChange: Bool {
        if bytes.count > Self.mostUnits { return true }
        return bytes.withUnsafeBufferPointer { bytes in
            var before: UInt8 = 0
            for byte in bytes {
                // NUL; the underscore that may begin an escape; U+FFBE… and among them U+FFFE and U+FFFF.
                if byte == 0 || byte == 0x5F || (before == 0xEF && byte == 0xBF) { return true }
                before = byte
            }
            return false
        }
    }

    /// U+0000, U+FFFE and U+FFFF, which no XML may hold, become U+FFFD; `_x0041_`, which Excel would read as an escape
    /// (ECMA-376 part 1, 22.9.2.19), gets its underscore escaped; what is too long is cut and ends in the mark.
    private mutating func change() {
        let text = String(decoding: bytes, as: UTF8.self)
        clear()
        var units = 0
        // Where the text would be cut if it proves too long.
        var room = 0
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            let isEscape = scalar == "_" && Self.isEscape(text.unicodeScalars[index...])
            let needed = isEscape ? 7 : scalar.value > 0xFFFF ? 2 : 1
            if units + needed > Self.mostUnits {
                bytes.removeLast(bytes.count - room)
                bytes.append(contentsOf: Self.cutMark.utf8)
                cuts += 1
                return
            }
            if isEscape {
                bytes.append(contentsOf: "_x005F_".utf8)
            } else {
                let isForbidden = scalar.value == 0 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
                bytes.append(contentsOf: (isForbidden ? "\u{FFFD}" : scalar).utf8)
            }
            units += needed
            if units < Self.mostUnits { room = bytes.count }
        }
    }

    private static func isEscape(_ rest: Substring.UnicodeScalarView) -> Bool {
        let next = rest.prefix(7)
        guard next.count == 7, next.last == "_", next.dropFirst().first == "x" else { return false }
        return next.dropFirst(2).dropLast().allSatisfy { $0.properties.isASCIIHexDigit }
    }
}
