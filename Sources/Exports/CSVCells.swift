package import Registry

/// Writes rows of CSV behind the bytes it was given.
package struct CSVCells: CellSink {
    /// Everything written so far; whole rows after each `endRow()`. A caller that streams takes them away between rows.
    package var bytes: [UInt8]
    private let form: CSVForm
    /// Cells of the open row, and where the open cell begins.
    private var count = 0
    private var start = 0

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let apostrophe = UInt8(ascii: "'")

    package init(_ form: CSVForm, bytes: consuming [UInt8] = []) {
        self.form = form
        self.bytes = bytes
    }

    /// Begins a text cell, behind a comma unless it is the row's first.
    package mutating func beginText() {
        separate()
    }

    /// Adds the piece as it is; quotes and guard are put around the whole at its end.
    package mutating func piece(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Puts quotes and guard around the open cell where it needs them.
    package mutating func endText() {
        let (needsQuotes, needsGuard) = look()
        if needsQuotes || needsGuard { dress(quoted: needsQuotes, guarded: needsGuard) }
    }

    /// `2027-05-20`, or nothing.
    package mutating func day(_ day: Day?) {
        separate()
        guard let day else { return }
        let civil = day.civil
        let isCommon = (0...9999).contains(civil.year)
        guard isCommon else { return bytes.append(contentsOf: day.text.utf8) }
        bytes.append(digit(civil.year / 1000))
        bytes.append(digit(civil.year / 100 % 10))
        bytes.append(digit(civil.year / 10 % 10))
        bytes.append(digit(civil.year % 10))
        bytes.append(UInt8(ascii: "-"))
        bytes.append(digit(civil.month / 10))
        bytes.append(digit(civil.month % 10))
        bytes.append(UInt8(ascii: "-"))
        bytes.append(digit(civil.day / 10))
        bytes.append(digit(civil.day % 10))
    }

    /// Digits, behind a minus where it is below zero; never guarded.
    package mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let first = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(digit(Int(rest % 10)))
            rest /= 10
        } while rest > 0
        bytes[first...].reverse()
    }

    /// `true` or `false`.
    package mutating func flag(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Nothing between two commas.
    package mutating func empty() {
        separate()
    }

    /// CRLF, also after the last row.
    package mutating func endRow() {
        // A row of one empty cell would be an empty line, which readers pass over.
        if count == 1, start == bytes.count { bytes += [Self.quote, Self.quote] }
        bytes.append(0x0D)
        bytes.append(0x0A)
        count = 0
    }

    private mutating func separate() {
        if count > 0 { bytes.append(Self.comma) }
        count += 1
        start = bytes.count
    }

    private func digit(_ value: Int) -> UInt8 { 0x30 + UInt8(truncatingIfNeeded: value) }

    /// What the open cell needs: quotes for what would end it or be trimmed, a guard where the form asks for one.
    private func look() -> (quotes: Bool, guard: Bool) {
        bytes.withUnsafeBufferPointer { all in
            let cell = UnsafeBufferPointer(rebasing: all[start...])
            guard let first = cell.first, let last = cell.last else { return (false, false) }
            let isSpecial = first == 0x20 || last == 0x20 || Self.breaksCell(cell)
            return (isSpecial, form == .excel && SpreadsheetReading.changes(cell))
        }
    }

    /// True where a quote, a comma or a line end stands among the bytes. Those four are all below `-`, and hardly
    /// anything else in a cell is but blanks: eight bytes are asked at a time whether any is below, and only then which.
    private static func breaksCell(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(cell)
        var at = 0
        while at + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            if (word &- 0x2D2D_2D2D_2D2D_2D2D) & ~word & 0x8080_8080_8080_8080 != 0 {
                for place in at..<at + 8 where breaksCell(raw[place]) { return true }
            }
            at += 8
        }
        while at < raw.count {
            if breaksCell(raw[at]) { return true }
            at += 1
        }
        return false
    }

    private static func breaksCell(_ byte: UInt8) -> Bool {
        byte < 0x2D && (byte == quote || byte == comma || byte == 0x0D || byte == 0x0A)
    }

    /// Widens the open cell from its end, so that nothing is copied aside.
    private mutating func dress(quoted: Bool, guarded: Bool) {
        let end = bytes.count
        var inner = 0
        if quoted { for byte in bytes[start...] where byte == Self.quote { inner += 1 } }
        let extra = inner + (quoted ? 2 : 0) + (guarded ? 1 : 0)
        bytes.append(contentsOf: repeatElement(Self.quote, count: extra))
        // The last byte, where quoted, is already the closing quote.
        var target = end + extra - (quoted ? 2 : 1)
        var source = end - 1
        while source >= start {
            let byte = bytes[source]
            bytes[target] = byte
            target -= 1
            if quoted, byte == Self.quote {
                bytes[target] = Self.quote
                target -= 1
            }
            source -= 1
        }
        if guarded {
            bytes[target] = Self.apostrophe
            target -= 1
        }
        if quoted { bytes[target] = Self.quote }
    }
}
