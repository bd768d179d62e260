import Registry
import TestSupport
import Testing

@testable import Store

@Suite("the ladder while clocks jump")
struct LadderJumpTests {
    @Test("labels through two years of jumping clocks: each milestone once, none early")
    func jumps() async throws {
        var rules = Rules.sample()
        rules.ladder = LadderSample.ladder
        let store = try await RegistryStore.sample(rules: rules)
        let count = 5000
        let start = day("2026-01-01")
        var random = Seeded(2026)
        let statements = (1...count).map { number in
            var statement = StatedRegistration.sample("J-\(number)", nil, from: "2025-12-01")
            statement.heldUntil = start + Int.random(in: 1...730, using: &random)
            return statement
        }
        try await store.fill(statements, source: "", at: start.start)
        try await store.fillOwners(7, at: start.start)
        let sample = LadderSample(
            store: store,
            maker: Account.nobody,
            rival: Account.nobody
        )
        let jumps: [Int64] = [1000, 3_600_000, 86_400_000, 40 * 86_400_000, 400 * 86_400_000]
        var moment = start.start + 43_200_000
        var offset: Int64 = 0
        while moment.day < start + 735 {
            let now = moment + offset
            _ = try await store.keepLadder(perDay: 1000, at: now)
            try await sample.send(now)
            moment = moment + Int64.random(in: 1...18, using: &random) * 86_400_000
            switch Int.random(in: 0..<6, using: &random) {
            case 0: offset = (jumps.randomElement(using: &random) ?? 0) * (Bool.random(using: &random) ? 1 : -1)
            case 1, 2: offset = 0
            default: break
            }
        }
        _ = try await store.keepLadder(perDay: 1000, at: moment)
        try await sample.send(moment)
        // What was reached before the ladder began is nobody's to tell.
        let expected = statements.reduce(0) { sum, statement in
            guard let end = statement.heldUntil else { return sum }
            return sum + LadderSample.ladder.dated.filter { end + ($0.shift ?? 0) >= start }.count
        }
        var seen: Set<String> = []
        var told = 0
        var last: Int64 = 0
        while true {
            let page = try await store.notices(after: last, limit: 2000)
            guard let end = page.last else { break }
            last = end.id
            for notice in page {
                #expect(seen.insert("\(notice.number) \(notice.milestone.word)").inserted, "\(notice)")
                #expect(notice.state == .sent || notice.state == .overtaken, "\(notice)")
                let due = notice.heldUntil + (notice.milestone.shift ?? 0)
                #expect(notice.madeAt.day >= due, "\(notice)")
                #expect(notice.settledAt.map { $0.day >= due } ?? false, "\(notice)")
                if notice.state == .sent { told += 1 }
            }
        }
        #expect(seen.count == expected)
        #expect(told >= count)
    }
}

extension Account {
    fileprivate static let nobody = Account(
        id: 0,
        address: MailAddress(checked: "nobody@example.jp"),
        name: "",
        language: .ja,
        organisation: Organisation(side: .manufacturer, nameJA: "", nameEN: "Nobody"),
        roles: []
    )
}
