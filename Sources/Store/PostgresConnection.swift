import CPostgres
import Synchronization

/// One session of PostgreSQL and what is prepared in it. Belongs to one caller at a time, on a thread that may block.
///
/// The handle is kept as an address, because only the owner of the moment may use it.
final class PostgresConnection: Transaction, Sendable {
    private let address: UInt
    /// Statements of this session by their names.
    private let prepared = Mutex<Set<String>>([])

    var dialect: Dialect { .postgres }

    /// Connects; a session that the program cannot use is closed again and told.
    init(_ options: [(keyword: String, value: String)]) throws(PostgresFault) {
        let handle = CStrings.with(options.map(\.keyword)) { keywords in
            CStrings.with(options.map(\.value)) { values in PQconnectdbParams(keywords, values, 0) }
        }
        address = UInt(bitPattern: handle)
        guard PQstatus(handle) == CONNECTION_OK else {
            let told = handle.map { String(cString: PQerrorMessage($0)).trimmedLine } ?? "no memory"
            // The deinit closes, also where the initialiser gives up.
            throw PostgresFault(state: "08001", told: told, isLost: true)
        }
        // What the server remarks is for its own log.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit {
        PQfinish(handle)
    }

    private var handle: OpaquePointer? { OpaquePointer(bitPattern: address) }

    var isUsable: Bool { PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// 150018 for 15.18.
    var serverVersion: Int { Int(PQserverVersion(handle)) }

    func parameter(_ name: String) -> String {
        PQparameterStatus(handle, name).map { String(cString: $0) } ?? ""
    }

    /// Runs fixed text of our own without values, such as BEGIN; several statements may stand in it.
    func command(_ sql: StaticString) throws(PostgresFault) {
        let result = PQexec(handle, sql.description)
        defer { PQclear(result) }
        try check(result)
    }

    func rows(_ statement: Statement, _ values: [Value], _ each: (any Row) throws -> Void) throws {
        let result = try execute(statement, values)
        defer { PQclear(result) }
        for number in 0..<PQntuples(result) { try each(PostgresRow(result: result, number: number)) }
    }

    func run(_ statement: Statement, _ values: [Value]) throws -> Int {
        let result = try execute(statement, values)
        defer { PQclear(result) }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    /// Rows of values a server's round trip apart would take longer on the way than in the database: sent as a stream.
    func run(_ statement: Statement, each rows: [[Value]]) throws {
        // Bounded, so that neither side waits for the other to read.
        var rest = rows[...]
        while !rest.isEmpty {
            let batch = rest.prefix(200)
            rest = rest.dropFirst(200)
            if batch.count == 1, let row = batch.first {
                _ = try run(statement, row)
            } else {
                try stream(statement, batch)
            }
        }
    }

    private func stream(_ statement: Statement, _ rows: ArraySlice<[Value]>) throws(PostgresFault) {
        // Preparing answers before the stream begins.
        var names: [String] = []
        for row in rows { names.append(try prepare(statement, row)) }
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        defer { PQexitPipelineMode(handle) }
        for (row, name) in zip(rows, names) {
            let sent = PostgresValues.with(row) { count, values, lengths, formats in
                PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1)
            }
            guard sent == 1 else { throw lost() }
        }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        var first: PostgresFault?
        var isSynced = false
        var gaps = 0
        while !isSynced {
            guard let result = PQgetResult(handle) else {
                // One gap stands after every result; more mean that no further result will come.
                gaps += 1
                guard gaps < 2, PQstatus(handle) == CONNECTION_OK else { throw lost() }
                continue
            }
            gaps = 0
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC: isSynced = true
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_ABORTED: break
            default: if first == nil { first = fault(result) }
            }
        }
        if let first { throw first }
    }

    private func execute(_ statement: Statement, _ values: [Value]) throws(PostgresFault) -> OpaquePointer? {
        let name = try prepare(statement, values)
        let result = PostgresValues.with(values) { count, values, lengths, formats in
            PQexecPrepared(handle, name, count, values, lengths, formats, 1)
        }
        do {
            try check(result)
        } catch {
            PQclear(result)
            throw error
        }
        return result
    }

    /// The name under which a statement is prepared for values of these types; a null lets the server find the type.
    private func prepare(_ statement: Statement, _ values: [Value]) throws(PostgresFault) -> String {
        let name = "\(statement.id)" + String(values.map(\.typeLetter))
        guard prepared.withLock({ !$0.contains(name) }) else { return name }
        let result = PQprepare(handle, name, statement.numbered, Int32(values.count), values.map(\.type))
        defer { PQclear(result) }
        try check(result)
        _ = prepared.withLock { $0.insert(name) }
        return name
    }

    private func check(_ result: OpaquePointer?) throws(PostgresFault) {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default: throw fault(result)
        }
    }

    private func fault(_ result: OpaquePointer?) -> PostgresFault {
        // 'C': the five characters of SQLSTATE. Only the primary message ('M') is taken: details repeat values.
        let state = PQresultErrorField(result, 67).map { String(cString: $0) } ?? ""
        let told = PQresultErrorField(result, 77).map { String(cString: $0).trimmedLine } ?? ""
        return PostgresFault(state: state, told: told, isLost: PQstatus(handle) != CONNECTION_OK)
    }

    private func lost() -> PostgresFault {
        PostgresFault(
            state: "08006",
            told: handle.map { String(cString: PQerrorMessage($0)).trimmedLine } ?? "",
            isLost: PQstatus(handle) != CONNECTION_OK
        )
    }
}

/// What PostgreSQL or the way to it refused.
struct PostgresFault: Error {
    /// SQLSTATE; class 08 where there was no answer.
    var state: String
    /// The server's or libpq's words, without values.
    var told: String
    /// Whether the session is gone.
    var isLost: Bool

    /// Trying the whole transaction again may succeed: serialization failure, deadlock.
    var isContention: Bool { state == "40001" || state == "40P01" }

    /// The machine takes no writes: a standby, or a primary that became one.
    var isReadOnly: Bool { state == "25006" }

    var kind: EngineFault.Kind {
        if isLost || isContention || isReadOnly { return .passing }
        switch state.prefix(2) {
        case "08", "53", "57", "58", "55": return .passing
        case "23": return .constraint
        default: return .broken
        }
    }

    var engineFault: EngineFault { EngineFault(kind, "PostgreSQL \(state): \(told)") }
}

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

extension Value {
    static let integerType: Oid = 20
    static let textType: Oid = 25
    static let bytesType: Oid = 17

    fileprivate var type: Oid {
        switch self {
        case .integer: Self.integerType
        case .text: Self.textType
        case .bytes: Self.bytesType
        case .null: 0
        }
    }

    fileprivate var typeLetter: Character {
        switch self {
        case .integer: "i"
        case .text: "t"
        case .bytes: "b"
        case .null: "n"
        }
    }
}

/// Values as libpq takes them, all in binary form.
private enum PostgresValues {
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
private enum CStrings {
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
