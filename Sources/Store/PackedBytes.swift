import Registry

/// Writes values one after another: integers as LEB128 (zigzag where signed), text as length and UTF-8.
struct PackedWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    mutating func unsigned(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func integer(_ value: Int64) {
        unsigned(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    mutating func count(_ value: Int) { unsigned(UInt64(value)) }

    mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 {
            unsigned(UInt64($0.count))
            bytes.append(contentsOf: $0)
        }
    }

    mutating func day(_ day: Day) { integer(Int64(day.number)) }

    mutating func optional<Value>(_ value: Value?, _ write: (inout PackedWriter, Value) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    mutating func list<Value>(_ values: [Value], _ write: (inout PackedWriter, Value) -> Void) {
        count(values.count)
        for value in values { write(&self, value) }
    }
}

/// Reads what `PackedWriter` wrote; anything else is a fault of the store, never a crash.
struct PackedReader {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    /// The buffer must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    private static let broken = EngineFault(.broken, "a packed record cannot be read")

    mutating func byte() throws -> UInt8 {
        guard at < bytes.count else { throw Self.broken }
        defer { at += 1 }
        return bytes[at]
    }

    mutating func unsigned() throws -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw Self.broken }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    mutating func integer() throws -> Int64 {
        let raw = try unsigned()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    mutating func count() throws -> Int {
        let count = try unsigned()
        // A list cannot have more entries than bytes are left.
        guard count <= UInt64(bytes.count - at) else { throw Self.broken }
        return Int(count)
    }

    mutating func flag() throws -> Bool { try byte() != 0 }

    mutating func text() throws -> String {
        let count = try count()
        defer { at += count }
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[at..<at + count]), as: UTF8.self)
    }

    mutating func day() throws -> Day { Day(number: Int32(clamping: try integer())) }

    mutating func word<Word: RawRepresentable<String>>(_ type: Word.Type) throws -> Word {
        guard let word = Word(rawValue: try text()) else { throw Self.broken }
        return word
    }

    mutating func optional<Value>(_ read: (inout PackedReader) throws -> Value) throws -> Value? {
        try flag() ? try read(&self) : nil
    }

    mutating func list<Value>(_ read: (inout PackedReader) throws -> Value) throws -> [Value] {
        let count = try count()
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    static func unknownForm() -> EngineFault { broken }
}
