import Exports
package import Foundation
import NIOCore
import NIOPosix
import Registry
import Store

/// A list as a file of its own: written whole before the first byte goes out, gone when the last one has.
extension ListExport {
    /// Writes the list in any form as the file at `path`, which must not exist.
    package func write(_ format: Format, to path: String) async throws {
        guard !format.isFile else { return try await writeFile(format, to: path) }
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try await write(format, to: file)
        try file.synchronize()
    }

    /// Writes one of the text forms to an open file, a piece at a time.
    package func write(_ format: Format, to file: FileHandle) async throws {
        try await write(format) { try file.write(contentsOf: Data($0.readableBytesView)) }
    }

    /// Writes the file at `path`; nothing is left there where it fails.
    package func writeFile(_ format: Format, to path: String) async throws {
        switch format {
        case .xlsx: try await writeWorkbook(path)
        case .sqlite: try await writeDatabase(path)
        default: throw EngineFault(.broken, "\(format.rawValue) is no file of its own")
        }
    }

    private func writeWorkbook(_ path: String) async throws {
        let columns = columns
        let conditions = conditions
        let work = FileWork { try XLSXBook(path: path, columns: columns.headers, conditions: conditions) }
        try await eachBatch { labels in try await work.run { try $0.append(labels, columns) } }
        try await work.run { _ = try $0.finish() }
    }

    private func writeDatabase(_ path: String) async throws {
        let columns = columns
        let lines = conditions.lines.map { [Value.text($0.name), .text($0.nameJA), .text($0.value)] }
        let shape = columns.headers.map {
            SQLiteListFile.Column($0.name, isInteger: $0.kind == .integer || $0.kind == .flag)
        }
        let work = FileWork {
            let file = try SQLiteListFile(path: path)
            try file.begin(
                "condition",
                ["name", "name_ja", "value"].map { SQLiteListFile.Column($0, isInteger: false) }
            )
            try file.append(lines)
            try file.begin("label", shape)
            return file
        }
        try await eachBatch { labels in
            try await work.run { file in
                var rows = ValueRows()
                for label in labels { columns.write(label, into: &rows) }
                try file.append(rows.rows)
            }
        }
        try await work.run { try $0.finish() }
    }
}

/// Something that blocks on a disk and belongs to one thread: made and used there alone.
actor FileWork<File> {
    private let thread: any EventLoop
    private let make: @Sendable () throws -> File
    private var file: File?

    init(_ make: @escaping @Sendable () throws -> File) {
        self.make = make
        thread = FileThreads.group.next()
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor.asUnownedSerialExecutor() }

    func run(_ body: @Sendable (File) throws -> Void) throws {
        let open = try file ?? make()
        file = open
        try body(open)
    }
}

/// Threads that may wait for a disk; not those that answer requests.
private enum FileThreads {
    static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
}

/// Rows of cells as a database takes them; a missing value is NULL.
private struct ValueRows: CellSink {
    private(set) var rows: [[Value]] = []
    private var row: [Value] = []
    private var text = ""

    mutating func beginText() { text = "" }
    mutating func piece(_ text: String) { self.text += text }
    mutating func endText() { row.append(text.isEmpty ? .null : .text(text)) }
    mutating func day(_ day: Day?) { row.append(day.map { .text($0.text) } ?? .null) }
    mutating func integer(_ value: Int64) { row.append(.integer(value)) }
    mutating func flag(_ value: Bool) { row.append(.integer(value ? 1 : 0)) }
    mutating func empty() { row.append(.null) }
    mutating func endRow() {
        rows.append(row)
        row.removeAll(keepingCapacity: true)
    }
}
