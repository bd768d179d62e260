import CPostgres

/// A row of a result that is wholly here, in binary form.
struct PostgresRow: Row {
    let result: OpaquePointer?
    let number: Int32

    func isNull(_ column: Int32) -> Bool { PQgetisnull(result, number, column) == 1 }

    func integer(_ column: Int32) -> Int64 {
        withBytes(column) { bytes in
            switch bytes.count {
            case 8: Int64(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
            case 4: Int64(Int32(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))))
            case 2: Int64(Int16(bitPattern: UInt16(bigEndian: bytes.loadUnaligned(as: UInt16.self))))
            case 1: Int64(bytes[0])
            default: 0
            }
        }
    }

    func text(_ column: Int32) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

    func value(_ column: Int32) -> Value {
        if isNull(column) { return .null }
        return switch PQftype(result, column) {
        case Value.bytesType: .bytes(bytes(column))
        case Value.textType: .text(text(column))
        default: .integer(integer(column))
        }
    }

    func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = PQgetvalue(result, number, column)
        let count = Int(PQgetlength(result, number, column))
        return try body(UnsafeRawBufferPointer(start: start, count: count))
    }
}
