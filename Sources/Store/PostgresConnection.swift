import CPostgres
import Dispatch
import Foundation
import Synchronization

/// One session of PostgreSQL and what is prepared in it. Belongs to one caller at a time, on a thread that may block.
///
/// The handle is kept as an address, because only the owner of the moment may use it.
final class PostgresConnection: Transaction, Sendable {
    private let address: UInt
    /// How long an answer may take, in milliseconds: a server that hangs with its connection open would never tell.
    private let patience: Int
    /// Set when an answer did not come: what is still on its way belongs to nobody.
    private let isStuck = Atomic<Bool>(false)
    /// Statements of this session by their names.
    private let prepared = Mutex<Set<String>>([])

    var dialect: Dialect { .postgres }

    /// Connects; a session that the program cannot use is closed again and told.
    init(_ options: [(keyword: String, value: String)], patience: Int) throws(PostgresFault) {
        self.patience = patience
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

    var isUsable: Bool {
        !isStuck.load(ordering: .relaxed) && PQstatus(handle) == CONNECTION_OK
            && PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    /// 150018 for 15.18.
    var serverVersion: Int { Int(PQserverVersion(handle)) }

    func parameter(_ name: String) -> String {
        PQparameterStatus(handle, name).map { String(cString: $0) } ?? ""
    }

    /// Runs fixed text of our own without values, such as BEGIN; several statements may stand in it.
    func command(_ sql: StaticString) throws(PostgresFault) {
        guard PQsendQuery(handle, sql.description) == 1 else { throw lost() }
        var first: PostgresFault?
        while let result = try next() {
            defer { PQclear(result) }
            do { try check(result) } catch { first = first ?? error }
        }
        if let first { throw first }
    }

    /// The next result once it is wholly here; nil after the last.
    private func next() throws(PostgresFault) -> OpaquePointer? {
        let end = DispatchTime.now() + .milliseconds(patience)
        while PQisBusy(handle) == 1 {
            let left = Int(end.uptimeNanoseconds / 1_000_000) - Int(DispatchTime.now().uptimeNanoseconds / 1_000_000)
            var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&socket, 1, Int32(clamping: left)) >= 0 || errno == EINTR else {
                isStuck.store(true, ordering: .relaxed)
                throw PostgresFault(state: "08006", told: "the server did not answer in time", isLost: true)
            }
            if socket.revents != 0, PQconsumeInput(handle) == 0 { throw lost() }
        }
        return PQgetResult(handle)
    }

    /// The one result of a request.
    private func answer() throws(PostgresFault) -> OpaquePointer? {
        let result = try next()
        while let more = try next() { PQclear(more) }
        return result
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
            guard let result = try next() else {
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
        let sent = PostgresValues.with(values) { count, values, lengths, formats in
            PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
        let result = try answer()
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
        guard PQsendPrepare(handle, name, statement.numbered, Int32(values.count), values.map(\.type)) == 1 else {
            throw lost()
        }
        let result = try answer()
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
            isLost: PQstatus(handle) != CONNECTION_OK || isStuck.load(ordering: .relaxed)
        )
    }
}
