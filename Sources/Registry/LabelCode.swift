/// The 12 characters printed on a label: 25-bit sequence, 30-bit keyed tag, one check character (DESIGN §4).
///
/// Crockford base 32, upper case, most significant bits first. The tag is the leading 30 bits of HMAC-SHA256 over the
/// sequence under a label key, so a made-up code is refused without a store; the check character is the ISO 7064
/// hybrid recursion with M = 32, so no single wrong character passes. A code carries no authority.
package struct LabelCode: Hashable, Sendable {
    /// 12 characters of the alphabet, upper case.
    package let text: String
    /// 0 …< 2^25.
    package let sequence: UInt32
    /// 30 bits.
    package let tag: UInt32

    package static let length = 12
    /// The largest sequence plus one.
    package static let sequenceLimit: UInt32 = 1 << 25
    static let alphabet: [UInt8] = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Builds the code of a sequence and its tag; higher bits than 25 and 30 are ignored.
    package init(sequence: UInt32, tag: UInt32) {
        let sequence = sequence & 0x1FF_FFFF
        let tag = tag & 0x3FFF_FFFF
        var values: [UInt8] = []
        values.reserveCapacity(LabelCode.length)
        let bits = UInt64(sequence) << 30 | UInt64(tag)
        for index in 0..<11 {
            values.append(UInt8(bits >> UInt64(50 - 5 * index) & 31))
        }
        values.append(LabelCode.checkValue(values))
        self.init(values: values, sequence: sequence, tag: tag)
    }

    private init(values: [UInt8], sequence: UInt32, tag: UInt32) {
        self.text = String(decoding: values.map { LabelCode.alphabet[Int($0)] }, as: UTF8.self)
        self.sequence = sequence
        self.tag = tag
    }

    /// What reading twelve characters can yield. Nothing here touches a store.
    package enum Reading: Equatable, Sendable {
        /// A well-formed code; whether its tag is ours is the key ring's answer.
        case code(LabelCode)
        /// Twelve characters of the alphabet whose check character disagrees: mistyped.
        case wrongCheck(values: [UInt8])
        /// A character outside the alphabet; position counts from 1.
        case wrongCharacter(position: Int, character: Character)
        /// Not twelve characters: no code at all, perhaps a registration number.
        case otherLength(Int)
    }

    /// Reads a code in any letter case; spaces and hyphens that people type in groups are passed over, O is read as 0,
    /// I and L as 1.
    package static func read(_ input: some StringProtocol) -> Reading {
        var values: [UInt8] = []
        var wrong: (position: Int, character: Character)?
        var count = 0
        for character in input {
            if character == " " || character == "-" { continue }
            count += 1
            guard count <= length else { continue }
            if let ascii = character.asciiValue, let value = value(of: ascii) {
                values.append(value)
            } else if wrong == nil {
                wrong = (count, character)
            }
        }
        guard count == length else { return .otherLength(count) }
        if let wrong { return .wrongCharacter(position: wrong.position, character: wrong.character) }
        guard passesCheck(values) else { return .wrongCheck(values: values) }
        return .code(decode(values))
    }

    /// Codes one slip away from mistyped values: one character replaced, or two neighbours swapped, that pass the
    /// check. The key ring sorts out which of these, if any, was ever made.
    package static func neighbours(of values: [UInt8]) -> [(code: LabelCode, position: Int)] {
        guard values.count == length else { return [] }
        var found: [(LabelCode, Int)] = []
        for position in 0..<length {
            var changed = values
            for value in UInt8(0)..<32 where value != values[position] {
                changed[position] = value
                if passesCheck(changed) { found.append((decode(changed), position + 1)) }
            }
        }
        for position in 0..<length - 1 where values[position] != values[position + 1] {
            var changed = values
            changed.swapAt(position, position + 1)
            if passesCheck(changed) { found.append((decode(changed), position + 1)) }
        }
        return found
    }

    /// The 55 bits of exactly twelve characters whose check fits; nil for everything else. Allocates nothing.
    package static func bits(of text: Substring.UTF8View) -> UInt64? {
        var bits: UInt64 = 0
        var product = 32
        var count = 0
        for byte in text {
            guard count < length, let value = value(of: byte) else { return nil }
            count += 1
            if count == length {
                guard UInt8((33 - product) % 32) == value else { return nil }
                continue
            }
            bits = bits << 5 | UInt64(value)
            let sum = (product + Int(value)) % 32
            product = (sum == 0 ? 32 : sum) * 2 % 33
        }
        return count == length ? bits : nil
    }

    /// The value of a character after the aliases of DESIGN §4, or nil outside the alphabet.
    static func value(of ascii: UInt8) -> UInt8? {
        let value = values[Int(ascii)]
        return value == 255 ? nil : value
    }

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() {
            table[Int(letter)] = UInt8(value)
            if letter >= UInt8(ascii: "A") { table[Int(letter) + 32] = UInt8(value) }
        }
        for (alias, value) in [("O", 0), ("o", 0), ("I", 1), ("i", 1), ("L", 1), ("l", 1)] as [(String, UInt8)] {
            for byte in alias.utf8 { table[Int(byte)] = value }
        }
        return table
    }()

    /// ISO 7064 hybrid system, recursive form with M = 32: P starts at M; S = (P + a) mod M, 0 read as M;
    /// P = 2S mod (M + 1).
    private static func checkValue(_ values: [UInt8]) -> UInt8 {
        var product = 32
        for value in values {
            var sum = (product + Int(value)) % 32
            if sum == 0 { sum = 32 }
            product = sum * 2 % 33
        }
        return UInt8((33 - product) % 32)
    }

    private static func passesCheck(_ values: [UInt8]) -> Bool {
        checkValue(Array(values.dropLast())) == values.last
    }

    private static func decode(_ values: [UInt8]) -> LabelCode {
        var bits: UInt64 = 0
        for value in values.prefix(11) { bits = bits << 5 | UInt64(value) }
        return LabelCode(
            values: values,
            sequence: UInt32(bits >> 30),
            tag: UInt32(bits & 0x3FFF_FFFF)
        )
    }
}

extension LabelCode: CustomStringConvertible {
    package var description: String { text }
}
