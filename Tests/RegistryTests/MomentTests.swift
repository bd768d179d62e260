import Registry
import TestSupport
import Testing

@Suite("A moment is an instant")
struct MomentTests {
    @Test(
        "the clock is Japan's, to the minute",
        arguments: [
            ("2026-11-20T14:59:59Z", "23:59"), ("2026-11-20T15:00:00Z", "00:00"), ("2026-11-20T00:05:59.999Z", "09:05"),
            ("1969-12-31T14:59:59.999Z", "23:59"),
        ]
    )
    func clock(_ text: String, _ clock: String) throws {
        #expect(try Moment.parse(text).clock == clock)
    }

    @Test(
        "RFC 3339 is read to the millisecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00.000Z"),
            ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
            ("1970-01-01T09:00:00+09:00", 0, "1970-01-01T00:00:00.000Z"),
            ("1969-12-31T19:30:00-04:30", 0, "1970-01-01T00:00:00.000Z"),
            ("2026-11-20T12:34:56.7Z", 1_795_178_096_700, "2026-11-20T12:34:56.700Z"),
            ("2026-11-20T12:34:56.789999999Z", 1_795_178_096_789, "2026-11-20T12:34:56.789Z"),
            ("2026-11-20T12:34:56-00:00", 1_795_178_096_000, "2026-11-20T12:34:56.000Z"),
            ("2000-02-29T23:59:59Z", 951_868_799_000, "2000-02-29T23:59:59.000Z"),
            ("1900-01-01T00:00:00.001Z", -2_208_988_799_999, "1900-01-01T00:00:00.001Z"),
        ] as [(String, Int64, String)]
    )
    func read(_ text: String, _ milliseconds: Int64, _ written: String) throws {
        let moment = try Moment.parse(text)
        #expect(moment.milliseconds == milliseconds)
        #expect(moment.text == written)
    }

    @Test(
        "what is no moment is refused",
        arguments: [
            "", "2026-11-20", "2026-11-20T12:34:56", "2026-11-20t12:34:56Z", "2026-11-20 12:34:56Z",
            "2026-11-20T12:34:60Z", "2026-11-20T24:00:00Z", "2026-11-20T12:60:00Z", "2026-02-30T12:00:00Z",
            "2026-11-20T12:34:56.Z", "2026-11-20T12:34:56.1234567891Z", "2026-11-20T12:34:56+9:00",
            "2026-11-20T12:34:56+0900", "2026-11-20T12:34:56+24:00", "2026-11-20T12:34:56+09:60",
            "2026-11-20T12:34:56ZZ", "2026-11-20T12:34:56z", "2026-11-20T12:34Z", "2026-11-20T12:34:56,5Z",
            "2026-11-20T1２:34:56Z", "2026-11-20T12:34:56+09:00Z", "2026-11-20T\u{301}12:34:56Z",
        ]
    )
    func refused(_ text: String) {
        #expect { try Moment.parse(text) } throws: { ($0 as? Refusal)?.code == "malformedMoment" }
    }

    @Test(
        "the day in Japan turns at 15:00 UTC",
        arguments: [
            ("2027-05-21T14:59:59.999Z", "2027-05-21"), ("2027-05-21T15:00:00.000Z", "2027-05-22"),
            ("2028-02-28T15:00:00.000Z", "2028-02-29"), ("2028-02-29T14:59:59.999Z", "2028-02-29"),
            ("2028-02-29T15:00:00.000Z", "2028-03-01"), ("1969-12-31T14:59:59.999Z", "1969-12-31"),
            ("1969-12-31T15:00:00.000Z", "1970-01-01"), ("1950-06-30T14:59:59.999Z", "1950-06-30"),
            ("1950-06-30T15:00:00.000Z", "1950-07-01"), ("2026-12-31T15:00:00.000Z", "2027-01-01"),
        ]
    )
    func edges(_ text: String, _ expected: String) throws {
        #expect(try Moment.parse(text).day == day(expected))
    }

    @Test(
        "a day starts with its first millisecond",
        arguments: ["1969-12-31", "1970-01-01", "2028-02-29", "0001-01-01"]
    )
    func start(_ text: String) {
        let start = day(text).start
        #expect(start.day == day(text))
        #expect((start + -1).day == day(text) - 1)
    }

    @Test("text and number agree both ways", arguments: [11, 12] as [UInt64])
    func roundTrip(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<500 {
            let moment = Moment(milliseconds: .random(in: -60_000_000_000_000...250_000_000_000_000, using: &random))
            #expect(try Moment.parse(moment.text) == moment, "seed \(seed)")
        }
    }
}
