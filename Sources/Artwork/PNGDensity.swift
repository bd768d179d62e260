/// The `pHYs` chunk (PNG specification, section 11.3.4.3), which cairo leaves out: without it a picture has no size.
struct PNGDensity {
    var pixelsPerMetre: UInt32

    // Signature (8 bytes) and IHDR (4 length, 4 type, 13 data, 4 check): the first place where `pHYs` may stand.
    private static let endOfHeader = 33

    func inserted(into picture: [UInt8]) -> [UInt8] {
        let side = Self.bigEndian(pixelsPerMetre)
        // The last byte names the unit: 1 is the metre.
        let body = Array("pHYs".utf8) + side + side + [1]
        let chunk = Self.bigEndian(9) + body + Self.bigEndian(Self.cyclicRedundancy(of: body))
        return Array(picture.prefix(Self.endOfHeader)) + chunk + picture.dropFirst(Self.endOfHeader)
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }

    /// The check of PNG chunks: CRC-32 of ISO 3309, bit by bit, since these are 13 bytes.
    private static func cyclicRedundancy(of bytes: [UInt8]) -> UInt32 {
        var remainder: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 {
                remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1
            }
        }
        return ~remainder
    }
}
