import Registry
import Testing

@Suite("who may do what")
struct PolicyTests {
    @Test("everybody has their own account, and nobody outside the operator reaches everything")
    func bounds() {
        for role in Role.allCases {
            #expect(Policy.reach(role, .ownAccount) == .own)
            for permission in Permission.allCases where role.side != .operator {
                #expect(Policy.reach(role, permission) != .any, "\(role) \(permission)")
            }
        }
    }

    @Test("what takes two people is never in one role, nor in roles that one person may have")
    func twoPeople() {
        let duties: [Permission] = [.review, .decide, .finance]
        let operators = Role.allCases.filter { $0.side == .operator }
        for bits in 1..<(1 << operators.count) {
            let roles = Set(operators.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
            guard (try? Policy.check(roles, for: .operator)) != nil else { continue }
            #expect(duties.count { Policy.reach(roles, $0) != .none } <= 1, "\(roles)")
        }
    }

    @Test("several roles reach as far as the farthest")
    func several() {
        #expect(Policy.reach([.manufacturerMember, .manufacturerAdministrator], .members) == .own)
        #expect(Policy.reach([.reviewer, .auditor], .audit) == .any)
        #expect(Policy.reach([], .ownAccount) == .none)
    }

    @Test("roles of another side, or none, are refused")
    func sides() {
        for side in Role.Side.allCases {
            #expect(throws: Refusal.self) { try Policy.check([], for: side) }
            for role in Role.allCases {
                if role.side == side {
                    #expect((try? Policy.check([role], for: side)) != nil)
                } else {
                    #expect(throws: Refusal.self) { try Policy.check([role], for: side) }
                }
            }
        }
    }

    @Test(
        "an organisation states a name, a country, and its number or proof",
        arguments: [
            ("", "", "7000012050002", "", "JP", "noName"),
            ("例", "", "7000012050003", "", "JP", "malformedCorporateNumber"),
            ("例", "", "", "", "JP", "noCorporateNumber"), ("", "Ex", "", "", "DE", "noProof"),
            ("", "Ex", "", "HRB 1", "Germany", "malformedCountry"),
            (String(repeating: "長", count: 201), "", "", "", "JP", "tooLong"),
        ]
    )
    func organisations(_ ja: String, _ en: String, _ number: String, _ proof: String, _ country: String, _ code: String)
    {
        #expect {
            _ = try Organisation.manufacturer(
                nameJA: ja,
                nameEN: en,
                corporateNumber: number,
                foreignProof: proof,
                country: country
            )
        } throws: { ($0 as? Refusal)?.code == code }
    }

    @Test("guesses wait longer and longer; a right code waits for nobody")
    func guarding() {
        var state = SignInGuard(failures: 0, heldUntil: Moment(milliseconds: 0))
        var now = Moment(milliseconds: 1_000_000)
        var pauses: [Int64] = []
        for _ in 0..<SignInGuard.limit {
            guard case .open(let next) = state.attempt(hasCode: false, at: now) else { break }
            pauses.append(next.heldUntil.milliseconds - now.milliseconds)
            if pauses.last != 0, next.failures < SignInGuard.limit {
                #expect(next.attempt(hasCode: false, at: next.heldUntil + -1) == .held(until: next.heldUntil))
            }
            (state, now) = (next, next.heldUntil)
        }
        #expect(pauses.prefix(9) == [0, 0, 0, 0, 0, 1000, 2000, 4000, 8000])
        #expect(pauses.last == 3_600_000 && pauses.count == SignInGuard.limit)
        #expect(state.attempt(hasCode: false, at: now) == .held(until: nil))
        guard case .open = state.attempt(hasCode: true, at: now) else {
            Issue.record("a right code was held back")
            return
        }
    }
}
