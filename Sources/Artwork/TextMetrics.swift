/// How wide text is, from a table of our own, so that layout never depends on the fonts of the machine.
enum TextMetrics {
    struct Measure: Sendable, Hashable {
        var width: Double
        /// Whether each character's width is known. If not, the width is a generous guess.
        var isExact: Bool
    }

    /// The width of text in ems.
    static func measure(_ text: some StringProtocol, weight: TextLine.Weight) -> Measure {
        var width = 0.0
        var isExact = true
        for scalar in text.unicodeScalars {
            if let known = advance(of: scalar, weight: weight) {
                width += known
            } else {
                width += 1.2
                isExact = false
            }
        }
        return Measure(width: width, isExact: isExact)
    }

    private static func advance(of scalar: Unicode.Scalar, weight: TextLine.Weight) -> Double? {
        switch scalar.value {
        case 0x20...0x7E:
            let table = weight == .bold ? bold : regular
            return Double(table[Int(scalar.value - 0x20)]) / 1_000
        case 0xFF61...0xFF9F: return 0.5
        case 0x3001...0x3029, 0x3030...0x303D, 0x3041...0x3096, 0x309B...0x30FF, 0x31F0...0x31FF: return 1
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF: return 1
        case 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3134A: return 1
        case 0x3099, 0x309A, 0xFE00...0xFE0F, 0xE0100...0xE01EF: return 0
        default: return nil
        }
    }

    // Horizontal advances of U+0020 to U+007E in Noto Sans CJK JP 2.004, in thousandths of the em.
    private static let regular = [
        224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555,
        555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589,
        552, 689, 728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573,
        531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552,
        284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
    ]
    private static let bold = [
        227, 370, 574, 590, 590, 963, 740, 325, 378, 378, 507, 590, 325, 370, 325, 387, 590, 590, 590,
        590, 590, 590, 590, 590, 590, 590, 325, 325, 590, 590, 590, 514, 1_007, 641, 681, 656, 714, 615,
        585, 717, 757, 330, 568, 686, 578, 853, 749, 770, 667, 770, 682, 624, 625, 748, 619, 915, 627,
        580, 613, 378, 387, 378, 590, 567, 626, 591, 644, 527, 644, 581, 372, 597, 640, 304, 306, 604,
        315, 964, 641, 626, 644, 644, 436, 495, 421, 637, 576, 863, 562, 574, 511, 378, 296, 378, 590,
    ]
}
