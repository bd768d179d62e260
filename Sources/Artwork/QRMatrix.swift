import CQRencode
import Registry

/// The dark and light modules of one two-dimensional code (ISO/IEC 18004, alphanumeric mode only), without quiet zone.
struct QRMatrix: Sendable, Hashable {
    /// The quiet zone on each side, in modules (ISO/IEC 18004 asks for four).
    static let quietModules = 4

    /// The symbol's version, 1 to 10: its side has `17 + 4 * version` modules.
    let version: Int
    /// Modules on one side.
    let side: Int
    /// Row by row from the top left; `side * side` values, true = dark.
    let modules: [Bool]

    // Alphanumeric capacity of versions 1 to 10 (ISO/IEC 18004, table of data capacities).
    private static let capacitiesM = [20, 38, 61, 90, 122, 154, 178, 221, 262, 311]
    private static let capacitiesQ = [16, 29, 47, 67, 87, 108, 125, 157, 189, 221]

    /// Encodes upper-case text in the smallest version that holds it.
    ///
    /// - Throws: `Refusal` when the text is longer than version 10 holds; `ArtworkFault` when the encoder fails or picks
    ///   another version than the smallest.
    init(encoding text: String, errorCorrection: ArtworkStyle.ErrorCorrection) throws {
        let capacities = errorCorrection == .m ? Self.capacitiesM : Self.capacitiesQ
        guard let index = capacities.firstIndex(where: { $0 >= text.utf8.count }) else {
            throw Refusal(
                .unprocessable,
                "The host is too long for a code at this error correction.",
                ja: "ホスト名が長すぎて、この誤り訂正レベルではコードに収まりません。",
                field: "host"
            )
        }
        self = try Self.encode(text, level: errorCorrection == .m ? QR_ECLEVEL_M : QR_ECLEVEL_Q)
        guard version == index + 1 else { throw ArtworkFault.unexpectedVersion(version) }
    }

    private init(version: Int, side: Int, modules: [Bool]) {
        self.version = version
        self.side = side
        self.modules = modules
    }

    /// Encodes any text as bytes, for a screen and not for a label.
    init(plain text: String) throws {
        self = try Self.encode(text, level: QR_ECLEVEL_M, mode: QR_MODE_8)
    }

    private static func encode(_ text: String, level: QRecLevel, mode: QRencodeMode = QR_MODE_AN) throws -> QRMatrix {
        let input = QRinput_new2(0, level)
        var code: UnsafeMutablePointer<QRcode>?
        defer {
            QRcode_free(code)
            QRinput_free(input)
        }
        // The alphanumeric mode takes nothing outside 0-9 A-Z $%*+-./: and so asserts the text's alphabet.
        let bytes = Array(text.utf8)
        guard input != nil, QRinput_append(input, mode, Int32(bytes.count), bytes) == 0 else {
            throw ArtworkFault.encoding
        }
        code = QRcode_encodeInput(input)
        guard let symbol = code?.pointee, let data = symbol.data else { throw ArtworkFault.encoding }
        let side = Int(symbol.width)
        // Bit 0 of each byte is the module's colour; the others tell what it is for.
        let modules = UnsafeBufferPointer(start: data, count: side * side).map { $0 & 1 == 1 }
        return QRMatrix(version: Int(symbol.version), side: side, modules: modules)
    }

    /// Whether the module at this column and row is dark; outside the symbol all is light.
    func isDark(_ column: Int, _ row: Int) -> Bool {
        guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
        return modules[row * side + column]
    }
}
