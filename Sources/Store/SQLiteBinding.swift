import GRDBSQLite

/// Binding values by SQLite's own calls.
enum SQLiteBinding {
    /// SQLite copies what it is given before the call returns.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    /// Lies where it is as long as the program runs. SQLite would take a text without an address for NULL.
    private static let empty: StaticString = ""

    /// Rewinds the statement and binds every place in order; the code of the first call that failed, else `SQLITE_OK`.
    static func bind(_ values: [Value], to statement: OpaquePointer?) -> Int32 {
        bind(values, to: statement, release: transient) { $0.baseAddress }
    }

    /// Binds a row of values without giving SQLite copies of its own, and calls `step` while they are held.
    ///
    /// - Parameter held: memory for the row's texts and bytes, used again by the next row.
    static func step(
        _ values: [Value],
        through statement: OpaquePointer?,
        held: inout [UInt8],
        _ step: () -> Int32
    ) -> Int32 {
        held.removeAll(keepingCapacity: true)
        for value in values {
            switch value {
            case .text(let text): held.append(contentsOf: text.utf8)
            case .bytes(let bytes): held.append(contentsOf: bytes)
            case .integer, .null: break
            }
        }
        return held.withUnsafeBytes { held in
            var start = 0
            let code = bind(values, to: statement, release: nil) { bytes in
                defer { start += bytes.count }
                return held.baseAddress?.advanced(by: start)
            }
            guard code == SQLITE_OK else { return code }
            let stepped = step()
            // What is held ends here.
            sqlite3_clear_bindings(statement)
            return stepped
        }
    }

    /// - Parameter place: where the bytes of the next value that has any lie for SQLite.
    @inline(__always)
    private static func bind(
        _ values: [Value],
        to statement: OpaquePointer?,
        release: sqlite3_destructor_type?,
        place: (UnsafeRawBufferPointer) -> UnsafeRawPointer?
    ) -> Int32 {
        sqlite3_reset(statement)
        for (index, value) in values.enumerated() {
            let at = Int32(index + 1)
            let code: Int32
            switch value {
            case .integer(let number): code = sqlite3_bind_int64(statement, at, number)
            case .null: code = sqlite3_bind_null(statement, at)
            case .text(var text):
                code = text.withUTF8 { utf8 in
                    let start = utf8.isEmpty ? UnsafeRawPointer(empty.utf8Start) : place(UnsafeRawBufferPointer(utf8))
                    let text = start?.assumingMemoryBound(to: CChar.self)
                    return sqlite3_bind_text(statement, at, text, Int32(utf8.count), utf8.isEmpty ? nil : release)
                }
            case .bytes(let bytes):
                code = bytes.withUnsafeBytes { raw in
                    raw.isEmpty
                        ? sqlite3_bind_zeroblob(statement, at, 0)
                        : sqlite3_bind_blob(statement, at, place(raw), Int32(raw.count), release)
                }
            }
            guard code == SQLITE_OK else { return code }
        }
        return SQLITE_OK
    }
}
