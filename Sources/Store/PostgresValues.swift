import CPostgres

extension Value {
    static let integerType: Oid = 20
    static let textType: Oid = 25
    static let bytesType: Oid = 17

    var type: Oid {
        switch self {
        case .integer: Self.integerType
        case .text: Self.textType
        case .bytes: Self.bytesType
        case .null: 0
        }
    }

    var typeLetter: Character {
        switch self {
        case .integer: "i"
        case .text: "t"
        case .bytes: "b"
        case .null: "n"
        }
    }
}

/// Values as libpq takes them, all in binary form.
enum PostgresValues {
    static func with<Result>(
        _ values: [Value],
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        var held: [UInt8] = []
        var places: [(start: Int, count: Int)?] = []
        for value in values {
            let start = held.count
            switch value {
            case .integer(let number): withUnsafeBytes(of: number.bigEndian) { held.append(contentsOf: $0) }
            case .text(let text): held.append(contentsOf: text.utf8)
            case .bytes(let bytes): held.append(contentsOf: bytes)
            case .null: break
            }
            places.append(value == .null ? nil : (start, held.count - start))
        }
        // An empty value must have an address too, or libpq would take it for NULL.
        held.append(0)
        return held.withUnsafeBytes { held in
            let pointers = places.map { place in
                place.flatMap { held.baseAddress?.advanced(by: $0.start).assumingMemoryBound(to: CChar.self) }
            }
            let lengths = places.map { Int32($0?.count ?? 0) }
            let formats = [Int32](repeating: 1, count: values.count)
            return body(Int32(values.count), pointers, lengths, formats)
        }
    }
}

/// Arrays of C strings, ended by a null.
enum CStrings {
    static func with<Result>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
    ) -> Result {
        var held: [CChar] = []
        var starts: [Int] = []
        for text in texts {
            starts.append(held.count)
            held.append(contentsOf: text.utf8CString)
        }
        return held.withUnsafeBufferPointer { held in
            body(starts.map { held.baseAddress?.advanced(by: $0) } + [nil])
        }
    }
}
