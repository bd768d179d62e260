import Foundation

/// Results on standard output, messages on standard error.
enum Output {
    /// One line of result.
    static func line(_ text: String) {
        write(Array((text + "\n").utf8))
    }

    /// One line of result that is bytes already.
    static func line(_ bytes: [UInt8]) {
        write(bytes + [UInt8(ascii: "\n")])
    }

    static func write(_ bytes: [UInt8]) {
        try? FileHandle.standardOutput.write(contentsOf: Data(bytes))
    }

    /// One line for the person at the terminal.
    static func message(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// A table for people: columns as wide as their widest cell, full-width characters counted double.
    static func table(_ rows: [[String]]) {
        guard let columns = rows.map(\.count).max() else { return }
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? width($0[column]) : 0 }.max() ?? 0
        }
        for row in rows {
            let cells = row.enumerated().map { index, cell in
                index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - width(cell) + 2)
            }
            line(cells.joined())
        }
    }

    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ((0x1100...0x115F).contains($1.value) || $1.value >= 0x2E80 ? 2 : 1) }
    }
}

/// The system clock, read here and nowhere else.
enum SystemClock {
    static func now() -> Int64 {
        Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))
    }
}
