import Registry
import Testing

@Suite("Characters are told apart quickly and as Unicode says")
struct FoldingTests {
    @Test("blanks and unprintable characters are those of the standard library's tables, for every scalar there is")
    func tables() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if scalar.isBlank != scalar.properties.isWhitespace { Issue.record("blank: \(scalar.hex)") }
            let isUnprintable: Bool =
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: true
                default: false
                }
            if scalar.isUnprintable != isUnprintable { Issue.record("unprintable: \(scalar.hex)") }
        }
    }
}
