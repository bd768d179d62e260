import CZip
import Registry

/// The parts of a workbook (.xlsx), unpacked from memory within bounds.
struct WorkbookArchive: ~Copyable {
    private let zip: OpaquePointer
    /// libzip reads from here as long as the archive is open.
    private let memory: UnsafeMutableRawBufferPointer
    private let limits: SheetLimits
    private var unpacked = 0

    init(_ bytes: [UInt8], limits: SheetLimits) throws(Refusal) {
        try Self.checkEntryCount(bytes, limits)
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        memory.copyBytes(from: bytes)
        var error = zip_error_t()
        guard let source = zip_source_buffer_create(memory.baseAddress, UInt64(bytes.count), 0, &error) else {
            memory.deallocate()
            throw Self.broken
        }
        guard let zip = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            memory.deallocate()
            throw Self.broken
        }
        self.zip = zip
        self.memory = memory
        self.limits = limits
    }

    deinit {
        zip_discard(zip)
        memory.deallocate()
    }

    /// Whether a part is there; names of parts have no case (ECMA-376 part 2, 6.2.2).
    func has(_ name: String) -> Bool { index(of: name) != nil }

    /// A part, unpacked; nil where there is none of this name.
    mutating func part(_ name: String) throws(Refusal) -> [UInt8]? {
        guard let index = index(of: name) else { return nil }
        var stat = zip_stat_t()
        guard zip_stat_index(zip, index, 0, &stat) == 0 else { throw Self.broken }
        guard stat.encryption_method == UInt16(ZIP_EM_NONE) else {
            throw SheetFault.otherKind(
                "The workbook has a password; save it without one",
                "パスワード付きのブックです。パスワードなしで保存してください"
            )
        }
        guard stat.size <= UInt64(limits.entryBytes) else { throw bomb() }
        guard let file = zip_fopen_index(zip, index, 0) else { throw Self.broken }
        defer { zip_fclose(file) }
        return try read(file, declared: Int(stat.size), packed: Int(clamping: stat.comp_size))
    }

    /// Counts what really comes out: the declared size is only the archive's word.
    private mutating func read(_ file: OpaquePointer, declared: Int, packed: Int) throws(Refusal) -> [UInt8] {
        var bytes: [UInt8] = []
        // What is declared costs nothing before it has come.
        bytes.reserveCapacity(min(declared, 1 << 20))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Int(zip_fread(file, &chunk, UInt64(chunk.count)))
            guard count >= 0 else { throw Self.broken }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            unpacked += count
            let isSwollen = bytes.count > limits.ratioFrom && bytes.count / limits.ratio > max(packed, 1)
            guard bytes.count <= limits.entryBytes, unpacked <= limits.archiveBytes, !isSwollen else { throw bomb() }
        }
    }

    private func index(of name: String) -> UInt64? {
        let index = zip_name_locate(zip, name, UInt32(ZIP_FL_NOCASE))
        return index < 0 ? nil : UInt64(index)
    }

    /// Looks at the archive's end records (APPNOTE 4.3.16) before libzip makes an object of every entry they promise.
    private static func checkEntryCount(_ bytes: [UInt8], _ limits: SheetLimits) throws(Refusal) {
        var at = bytes.count - 22
        let first = max(0, at - 65_535)
        while at >= first {
            if bytes[at] == 0x50, bytes[at + 1] == 0x4B, bytes[at + 2] == 5, bytes[at + 3] == 6 {
                let count = Int(bytes[at + 10]) | Int(bytes[at + 11]) << 8
                guard count <= limits.entries else {
                    throw SheetFault.tooLarge(
                        "A workbook has at most \(limits.entries) parts",
                        "ブックの部品は\(limits.entries)個までです"
                    )
                }
            }
            at -= 1
        }
    }

    private func bomb() -> Refusal {
        SheetFault.tooLarge(
            "The workbook unpacks to more than is read here; save only the sheet with the list",
            "ブックを展開すると大きすぎます。一覧のシートだけを保存してください"
        )
    }

    private static var broken: Refusal {
        SheetFault.malformed("The workbook is broken: its zip archive cannot be read", "ブックが壊れています（zipとして読めません）")
    }
}
