import Registry
import TestSupport
import Testing

@testable import Store

@Suite("Packed records come back as they went in, and nothing else does harm")
struct PackedBytesTests {
    static func text(_ random: inout Seeded) -> String {
        let letters = Array("aB9照ｶ\u{0}\n\u{1F3EE}é ".unicodeScalars)
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...200, using: &random) where Bool.random(using: &random) {
            letters.randomElement(using: &random).map { text.append($0) }
        }
        return String(text)
    }

    static func day(_ random: inout Seeded) -> Day { Day(number: .random(in: .min ... .max, using: &random)) }

    static func span(_ random: inout Seeded) -> Span { Span(from: day(&random), to: day(&random)) }

    static func standard(_ random: inout Seeded) -> Standard {
        Standard(
            level: StarLevel.allCases.randomElement(using: &random) ?? .star1,
            assurance: Bool.random(using: &random) ? .selfDeclared : .thirdParty,
            criteria: text(&random),
            laboratory: text(&random),
            route: text(&random)
        )
    }

    static func manufacturer(_ random: inout Seeded) -> Manufacturer {
        Manufacturer(key: text(&random), nameJA: text(&random), brands: [text(&random), text(&random)], country: "JP")
    }

    static func model(_ random: inout Seeded) -> CoveredModel {
        CoveredModel(
            number: ModelNumber(checked: text(&random)),
            gtin: text(&random),
            versions: text(&random),
            span: span(&random),
            isRevoked: Bool.random(using: &random)
        )
    }

    static func product(_ random: inout Seeded) -> Product {
        Product(
            nameJA: text(&random),
            nameEN: text(&random),
            services: [text(&random)],
            support: [.notStated, .unsupported, .until(day(&random))].randomElement(using: &random) ?? .notStated,
            disclosureLink: text(&random)
        )
    }

    static func edition(_ random: inout Seeded) -> Edition {
        Edition(source: text(&random), day: day(&random), fileName: text(&random), digest: text(&random))
    }

    static func kinds(_ random: inout Seeded) -> [LabelEvent.Kind] {
        [
            .provisionallyRegistered(standard(&random)),
            .issued(standard(&random), heldFrom: day(&random), heldUntil: day(&random)),
            .imported(standard(&random), heldFrom: day(&random), heldUntil: day(&random)),
            .extensionFiled(graceUntil: nil), .extensionFiled(graceUntil: day(&random)),
            .extended(heldUntil: day(&random)), .extensionRefused, .extensionAbandoned, .withdrawn, .revoked,
            .reinstated(undoes: .random(in: .min ... .max, using: &random)),
            .modelsChanged(
                added: [model(&random)],
                removed: [ModelNumber(checked: text(&random))],
                revoked: [ModelNumber(checked: text(&random))]
            ),
            .holderChanged(manufacturer(&random)), .restated(Restatement()),
            .restated(
                Restatement(
                    standard: standard(&random),
                    manufacturer: manufacturer(&random),
                    product: product(&random)
                )
            ),
            .corrected(Correction()),
            .corrected(
                Correction(
                    standard: standard(&random),
                    heldFrom: day(&random),
                    heldUntil: day(&random),
                    manufacturer: manufacturer(&random),
                    product: product(&random),
                    models: [model(&random), model(&random)]
                )
            ),
            .standingStated(nil, word: text(&random)), .standingStated(.revoked, word: text(&random)),
            .absentFromEdition(edition(&random)),
        ]
    }

    static func registration(_ random: inout Seeded) -> Registration {
        Registration(
            number: RegistrationNumber(checked: text(&random)),
            code: LabelCode(
                sequence: .random(in: 0..<1 << 25, using: &random),
                tag: .random(in: 0..<1 << 30, using: &random)
            ),
            origin: Origin.allCases.randomElement(using: &random) ?? .test,
            source: text(&random),
            standard: standard(&random),
            periods: Standing.allCases.map { standing in
                Period(
                    span: span(&random),
                    standing: standing,
                    level: .star4,
                    assurance: .thirdParty,
                    heldFrom: Bool.random(using: &random) ? day(&random) : nil,
                    heldUntil: Bool.random(using: &random) ? day(&random) : nil,
                    isConfirmed: Bool.random(using: &random),
                    rawStatus: Bool.random(using: &random) ? text(&random) : nil
                )
            },
            models: [model(&random), model(&random)],
            holders: [Dated(manufacturer(&random), span: span(&random))],
            products: [Dated(product(&random), span: span(&random))],
            edition: nil,
            events: kinds(&random).map { kind in
                LabelEvent(
                    kind: kind,
                    effectiveOn: day(&random),
                    recordedAt: Moment(milliseconds: .random(in: .min ... .max, using: &random)),
                    revision: .random(in: .min ... .max, using: &random),
                    actor: "",
                    publicNote: text(&random)
                )
            },
            revision: .random(in: .min ... .max, using: &random),
            recordedAt: Moment(milliseconds: .random(in: .min ... .max, using: &random))
        )
    }

    static func unpack(_ bytes: [UInt8]) throws -> Registration {
        try bytes.withUnsafeBytes { try Card.unpack($0) }
    }

    @Test("a card comes back as it went in", arguments: 1...20)
    func roundTrip(seed: UInt64) throws {
        var random = Seeded(seed)
        let registration = Self.registration(&random)
        let read = try Self.unpack(Card.pack(registration))
        #expect(read == registration, "seed \(seed)")
        #expect(Card.pack(read) == Card.pack(registration))
    }

    @Test("whole numbers come back at both ends of their range")
    func numbers() throws {
        for value in [Int64.min, .min + 1, -64, -65, -1, 0, 1, 63, 64, 127, 128, .max - 1, .max] {
            var writer = PackedWriter()
            writer.integer(value)
            writer.unsigned(UInt64(bitPattern: value))
            let read = try writer.bytes.withUnsafeBytes { bytes in
                var reader = PackedReader(bytes)
                return (try reader.integer(), try reader.unsigned())
            }
            #expect(read == (value, UInt64(bitPattern: value)))
        }
    }

    @Test("a card cut short is a fault, never a crash")
    func truncated() throws {
        var random = Seeded(5)
        let bytes = Card.pack(Self.registration(&random))
        for count in 0..<bytes.count {
            #expect(throws: EngineFault.self) { try Self.unpack(Array(bytes[..<count])) }
        }
    }

    @Test("random bytes and random damage never crash", arguments: 1...10)
    func damaged(seed: UInt64) {
        var random = Seeded(seed)
        let bytes = Card.pack(Self.registration(&random))
        var refused = 0
        for _ in 0..<400 {
            var wrong = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                wrong[Int.random(in: 0..<wrong.count, using: &random)] = .random(in: .min ... .max, using: &random)
            }
            if (try? Self.unpack(wrong)) == nil { refused += 1 }
            let noise = [Card.form] + (0..<200).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            #expect(throws: EngineFault.self) { try Self.unpack(noise) }
        }
        #expect(refused > 0)
    }

    @Test("another form's number is refused")
    func form() {
        var random = Seeded(6)
        var bytes = Card.pack(Self.registration(&random))
        bytes[0] = Card.form + 1
        #expect(throws: EngineFault.self) { try Self.unpack(bytes) }
    }

    @Test("lists kept as lines come back, whatever their entries hold")
    func lines() async throws {
        let engine = try SQLiteEngine.inMemory()
        for entries in [
            [], [""], ["", ""], ["a", "", "b"], ["a\nb"], ["\\n"], ["\\", "\n"], ["a\r\nb", "\\\u{301}"],
        ] as [[String]] {
            let read = try await engine.read { db in
                try db.first(Statement("SELECT ?1"), [.lines(entries)]) { $0.lines(0) }
            }
            #expect(read?.map { Array($0.utf8) } == entries.map { Array($0.utf8) })
        }
    }
}
