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
}
