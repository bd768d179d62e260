import Registry
import TestSupport
import Testing

@Suite("A registration follows the list it came from")
struct ImportingTests {
    static let rules = Rules.sample()

    static func edition(_ text: String) -> Edition {
        Edition(source: "list", day: day(text), fileName: "\(text).csv", digest: text)
    }

    static func row(
        _ word: String? = "有効",
        _ standing: Standing? = .valid,
        until: String? = nil,
        change: (inout Filing) -> Void = { _ in }
    ) -> StatedRegistration {
        var filing = Filing.sample()
        change(&filing)
        return StatedRegistration(
            number: RegistrationNumber(checked: "T-1"),
            filing: filing,
            heldFrom: day("2026-01-01"),
            heldUntil: until.map { day($0) },
            statusWord: word,
            standing: standing,
            rows: [2]
        )
    }

    static func entered(_ row: StatedRegistration, _ text: String) -> LabelHistory {
        var history = LabelHistory()
        history.registration.origin = .imported
        history.registration.source = "list"
        for event in Importing.enter(row, edition(text), rules: rules) {
            history.record(event.kind, on: event.effectiveOn)
        }
        return history
    }

    static func follow(_ row: StatedRegistration, _ text: String, _ history: inout LabelHistory) -> [LabelEvent.Word] {
        let events = Importing.follow(row, edition(text), on: history.registration, rules: rules)
        for event in events { history.record(event.kind, on: event.effectiveOn) }
        return events.map(\.kind.word)
    }

    static let entries: [(StatedRegistration, String, String)] = [
        (row(), "2026-06-01", "valid 2026-01-01..2027-12-31, lapsed? 2028-01-01.."),
        (row(nil, nil), "2026-06-01", "valid 2026-01-01..2027-12-31, lapsed? 2028-01-01.."),
        (row(until: "2026-12-31"), "2026-06-01", "valid 2026-01-01..2026-12-31, lapsed? 2027-01-01.."),
        // A stated end beats the computed one also where it is later.
        (row(until: "2029-12-31"), "2026-06-01", "valid 2026-01-01..2029-12-31, lapsed? 2030-01-01.."),
        (row("取消し", .revoked), "2026-06-01", "valid 2026-01-01..2026-05-31, revoked 2026-06-01.."),
        (
            row("失効猶予", .grace), "2028-02-01",
            "valid 2026-01-01..2027-12-31, lapsed? 2028-01-01..2028-01-31, grace 2028-02-01.."
        ),
        (
            row("失効", .lapsed), "2028-02-01",
            "valid 2026-01-01..2027-12-31, lapsed? 2028-01-01..2028-01-31, lapsed 2028-02-01.."
        ),
        // Stated valid past the end never makes a day valid.
        (row(), "2028-02-01", "valid 2026-01-01..2027-12-31, lapsed? 2028-01-01.."),
        (
            row("停止", nil), "2026-06-01",
            "valid 2026-01-01..2026-05-31, unknownStatus 2026-06-01..2027-12-31, lapsed? 2028-01-01.."
        ),
        // A list may name a label before its first day; it holds from that day all the same.
        (row(), "2025-12-01", "valid 2026-01-01..2027-12-31, lapsed? 2028-01-01.."),
        (row("停止", nil), "2025-12-01", "unknownStatus 2026-01-01..2027-12-31, lapsed? 2028-01-01.."),
    ]

    @Test("a row enters with what it states", arguments: entries)
    func enter(_ row: StatedRegistration, _ text: String, _ line: String) {
        let history = Self.entered(row, text)
        #expect(history.line == line)
        #expect(history.registration.events.first?.effectiveOn == day("2026-01-01"))
        for period in history.registration.periods {
            #expect(period.rawStatus == (period.standing == .unknownStatus ? "停止" : nil))
        }
    }

    @Test("the same row again is no event", arguments: entries)
    func same(_ row: StatedRegistration, _ text: String, _ line: String) {
        var history = Self.entered(row, text)
        #expect(Self.follow(row, text, &history).isEmpty)
        #expect(Self.follow(row, (day(text) + 1).text, &history).isEmpty)
        #expect(history.line == line)
    }

    static let changes: [(StatedRegistration, [LabelEvent.Word], String)] = [
        (row("取消し", .revoked), [.standingStated], "valid 2026-01-01..2026-08-31, revoked 2026-09-01.."),
        (row("自主取下げ", .withdrawn), [.standingStated], "valid 2026-01-01..2026-08-31, withdrawn 2026-09-01.."),
        (row(until: "2028-12-31"), [.corrected], "valid 2026-01-01..2028-12-31, lapsed? 2029-01-01.."),
        (row { $0.product.nameJA = "別の名" }, [.corrected], "valid 2026-01-01..2027-12-31, lapsed? 2028-01-01.."),
        (row { $0.models = [] }, [.corrected], "valid 2026-01-01..2027-12-31, lapsed? 2028-01-01.."),
        (
            row("取消し", .revoked) { $0.manufacturer.nameJA = "別" }, [.corrected, .standingStated],
            "valid 2026-01-01..2026-08-31, revoked 2026-09-01.."
        ),
        (row(nil, nil), [], "valid 2026-01-01..2027-12-31, lapsed? 2028-01-01.."),
    ]

    @Test("a standing's change is its own event, the rest one correction", arguments: changes)
    func changed(_ row: StatedRegistration, _ words: [LabelEvent.Word], _ line: String) {
        var history = Self.entered(Self.row(), "2026-06-01")
        #expect(Self.follow(row, "2026-09-01", &history) == words)
        #expect(history.line == line)
        #expect(Self.follow(row, "2026-10-01", &history).isEmpty)
    }

    @Test("a row that comes back says so once, and keeps the end it had")
    func absence() {
        var history = Self.entered(Self.row(until: "2027-03-31"), "2026-06-01")
        let before = history.line
        history.record(.absentFromEdition(Self.edition("2026-07-01")), on: day("2026-07-01"))
        #expect(Importing.isAbsent(history.registration))
        #expect(history.line == before)
        #expect(Self.follow(Self.row(), "2026-08-01", &history) == [.corrected])
        #expect(!Importing.isAbsent(history.registration))
        #expect(history.line == before)
        #expect(Self.follow(Self.row(), "2026-08-02", &history).isEmpty)
    }

    @Test("an unconfirmed end becomes a confirmed one by the list's word, and a new end revives")
    func confirmed() {
        var history = Self.entered(Self.row(), "2026-06-01")
        #expect(Self.follow(Self.row("失効", .lapsed), "2028-03-01", &history) == [.standingStated])
        #expect(history.registration.period(on: day("2028-02-01")).isConfirmed == false)
        #expect(history.registration.period(on: day("2028-03-01")).isConfirmed)
        #expect(Self.follow(Self.row(until: "2029-12-31"), "2028-04-01", &history) == [.corrected, .standingStated])
        #expect(history.standing("2028-03-31") == .lapsed)
        #expect(history.standing("2028-04-01") == .valid)
        #expect(history.standing("2029-12-31") == .valid)
        #expect(history.standing("2030-01-01") == .lapsed)
    }
}
