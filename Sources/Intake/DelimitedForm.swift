/// How a list's bytes are to be taken: character encoding and the byte between cells.
package struct DelimitedForm: Hashable, Sendable {
    /// The encodings lists come in.
    package enum Encoding: String, CaseIterable, Hashable, Sendable {
        case utf8 = "utf-8"
        /// Code page 932, as spreadsheet programs on Japanese systems write it.
        case shiftJIS = "shift_jis"
        /// With a byte-order mark, either way round: a spreadsheet program's "Unicode text".
        case utf16 = "utf-16"
    }

    /// The byte between two cells.
    package enum Delimiter: String, CaseIterable, Hashable, Sendable {
        case comma
        case tab
        case semicolon

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .tab: UInt8(ascii: "\t")
            case .semicolon: UInt8(ascii: ";")
            }
        }
    }

    /// Of the characters.
    package var encoding: Encoding
    /// Between cells.
    package var delimiter: Delimiter

    package init(encoding: Encoding = .utf8, delimiter: Delimiter = .comma) {
        self.encoding = encoding
        self.delimiter = delimiter
    }
}
