/// A piece of scheme data as it was written: what a YAML file can say, with the order of keys kept.
package indirect enum SchemeValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case list([SchemeValue])
    /// Keys in the order of the file; unique.
    case map([Entry])

    /// One key of a map and what it says.
    package struct Entry: Hashable, Sendable {
        package var key: String
        package var value: SchemeValue

        package init(_ key: String, _ value: SchemeValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value under a key, or nil where this is no map or has no such key.
    package subscript(key: String) -> SchemeValue? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// The text, or nil where this is something else.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}

extension SchemeValue {
    /// Appends this value as JSON (RFC 8259): UTF-8, no spaces, keys in their order, `null` for a double no JSON
    /// number can carry.
    package func json(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .int(let number): bytes.append(contentsOf: String(number).utf8)
        case .double(let number): bytes.append(contentsOf: (number.isFinite ? "\(number)" : "null").utf8)
        case .string(let text): Self.quote(text, into: &bytes)
        case .list(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                item.json(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .map(let entries):
            bytes.append(UInt8(ascii: "{"))
            for (index, entry) in entries.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.quote(entry.key, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                entry.value.json(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Control characters, the quote and the backslash are escaped, and `<` too, so that the bytes may stand in a page.
    private static func quote(_ text: String, into bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
            case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F, UInt8(ascii: "<"):
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
