import Registry
import Testing

@Suite("A fee row says what it prices and when")
struct FeeRowTests {
    static func row(
        _ id: String = "a",
        level: StarLevel? = .star1,
        route: ApplicationRoute? = .standard,
        from: String? = nil,
        to: String? = nil
    ) -> FeeRow {
        FeeRow(
            id: id,
            action: .new,
            level: level,
            route: route,
            amount: 1,
            provenance: Provenance(
                effectiveFrom: from.flatMap { SchemeDate($0) },
                effectiveTo: to.flatMap { SchemeDate($0) },
                sources: [],
                confidence: .unverified,
                note: nil
            )
        )
    }

    @Test("rows that meet on one day collide, rows that touch do not")
    func days() {
        let early = Self.row(from: "2025-03-25", to: "2025-09-30")
        #expect(!early.collides(with: Self.row(from: "2025-10-01")))
        #expect(early.collides(with: Self.row(from: "2025-09-30")))
        #expect(early.collides(with: Self.row()))
        #expect(Self.row(from: "2026-01-01").collides(with: Self.row(from: "2030-01-01")))
    }

    @Test("any level and any route collide with every one of them")
    func any() {
        #expect(Self.row(level: nil).collides(with: Self.row()))
        #expect(Self.row(route: nil).collides(with: Self.row(route: .cls)))
        #expect(!Self.row(level: nil, route: .psti).collides(with: Self.row()))
        #expect(!Self.row(level: .star2, route: nil).collides(with: Self.row()))
    }

    @Test("a row is in force on both its ends and on no day beside them")
    func ends() throws {
        let provenance = Self.row(from: "2025-03-25", to: "2025-09-30").provenance
        for (text, expected) in [
            ("2025-03-24", false), ("2025-03-25", true), ("2025-09-30", true), ("2025-10-01", false),
        ] {
            #expect(try provenance.isInForce(on: Day.parse(text)) == expected)
        }
    }
}
