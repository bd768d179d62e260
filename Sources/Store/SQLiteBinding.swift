import GRDBSQLite

/// Binding values by SQLite's own calls.
enum SQLiteBinding {
    /// SQLite copies what it is given before the call returns.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Rewinds the statement and binds every place in order; the code of the first call that failed, else `SQLITE_OK`.
    static func bind(_ values: [Value], to statement: OpaquePointer?) -> Int32 {
        sqlite3_reset(statement)
        for (index, value) in values.enumerated() {
            let at = Int32(index + 1)
            let code: Int32
            switch value {
            case .integer(let number): code = sqlite3_bind_int64(statement, at, number)
            case .null: code = sqlite3_bind_null(statement, at)
            case .text(var text):
                code = text.withUTF8 { utf8 in
                    utf8.withMemoryRebound(to: CChar.self) {
                        // An empty text may have no address, and SQLite would take a null pointer for NULL.
                        $0.isEmpty
                            ? sqlite3_bind_text(statement, at, "", 0, transient)
                            : sqlite3_bind_text(statement, at, $0.baseAddress, Int32($0.count), transient)
                    }
                }
            case .bytes(let bytes):
                code = bytes.withUnsafeBytes { raw in
                    raw.isEmpty
                        ? sqlite3_bind_zeroblob(statement, at, 0)
                        : sqlite3_bind_blob(statement, at, raw.baseAddress, Int32(raw.count), transient)
                }
            }
            guard code == SQLITE_OK else { return code }
        }
        return SQLITE_OK
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
        sqlite3_reset(statement)
        held.removeAll(keepingCapacity: true)
        for value in values {
            switch value {
            case .text(let text): held.append(contentsOf: text.utf8)
            case .bytes(let bytes): held.append(contentsOf: bytes)
            case .integer, .null: break
            }
        }
        // An empty text must have an address too, or SQLite would take it for NULL.
        held.append(0)
        return held.withUnsafeBytes { held in
            var start = 0
            for (index, value) in values.enumerated() {
                let at = Int32(index + 1)
                let code: Int32
                switch value {
                case .integer(let number): code = sqlite3_bind_int64(statement, at, number)
                case .null: code = sqlite3_bind_null(statement, at)
                case .text(let text):
                    let count = text.utf8.count
                    let place = held.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
                    code = sqlite3_bind_text(statement, at, place, Int32(count), nil)
                    start += count
                case .bytes(let bytes):
                    code = sqlite3_bind_blob(
                        statement,
                        at,
                        held.baseAddress?.advanced(by: start),
                        Int32(bytes.count),
                        nil
                    )
                    start += bytes.count
                }
                guard code == SQLITE_OK else { return code }
            }
            let code = step()
            // What is held ends here.
            sqlite3_clear_bindings(statement)
            return code
        }
    }
}
