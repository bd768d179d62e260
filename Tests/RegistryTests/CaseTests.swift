import Registry
import Testing

@Suite("cases: what the office answers in public")
struct CaseTests {
    private let now = Moment(milliseconds: 1_810_000_000_000)

    private func account(_ role: Role, id: Int64 = 7, organisation: Int64 = 1) -> Account {
        Account(
            id: id,
            address: MailAddress(checked: "a@example.jp"),
            name: "",
            language: .ja,
            organisation: Organisation(id: organisation, side: role.side, nameJA: "", nameEN: "x"),
            roles: [role]
        )
    }

    private func file(_ kind: PublicCase.Kind, _ state: PublicCase.State) -> PublicCase {
        var file = PublicCase(
            id: 1,
            number: CaseNumber(year: 2027, sequence: 3),
            kind: kind,
            at: now,
            organisation: kind == .appeal ? 5 : nil
        )
        file.state = state
        return file
    }

    private func order(_ action: CaseAction) -> CaseOrder {
        switch action {
        case .take: .take
        case .answer: .answer(.upheld, "It was so")
        case .withdraw: .withdraw("By letter")
        }
    }

    /// Written by hand, line by line.
    private static let table: [(PublicCase.Kind, CaseAction, PublicCase.State, PublicCase.State?)] = [
        (.misuse, .take, .open, .inReview), (.misuse, .take, .inReview, .inReview),
        (.misuse, .take, .answered, nil), (.misuse, .take, .withdrawn, nil),
        (.misuse, .answer, .open, nil), (.misuse, .answer, .inReview, .answered),
        (.misuse, .answer, .answered, nil), (.misuse, .answer, .withdrawn, nil),
        (.misuse, .withdraw, .open, .withdrawn), (.misuse, .withdraw, .inReview, .withdrawn),
        (.misuse, .withdraw, .answered, nil), (.misuse, .withdraw, .withdrawn, nil),
        (.correction, .take, .open, .inReview), (.correction, .take, .inReview, .inReview),
        (.correction, .take, .answered, nil), (.correction, .take, .withdrawn, nil),
        (.correction, .answer, .open, nil), (.correction, .answer, .inReview, .answered),
        (.correction, .answer, .answered, nil), (.correction, .answer, .withdrawn, nil),
        (.correction, .withdraw, .open, .withdrawn), (.correction, .withdraw, .inReview, .withdrawn),
        (.correction, .withdraw, .answered, nil), (.correction, .withdraw, .withdrawn, nil),
        (.appeal, .take, .open, .inReview), (.appeal, .take, .inReview, .inReview),
        (.appeal, .take, .answered, nil), (.appeal, .take, .withdrawn, nil),
        (.appeal, .answer, .open, nil), (.appeal, .answer, .inReview, .answered),
        (.appeal, .answer, .answered, nil), (.appeal, .answer, .withdrawn, nil),
        (.appeal, .withdraw, .open, .withdrawn), (.appeal, .withdraw, .inReview, .withdrawn),
        (.appeal, .withdraw, .answered, nil), (.appeal, .withdraw, .withdrawn, nil),
    ]

    @Test("the table holds every kind, action and state, and decisions follow it")
    func everyStep() throws {
        #expect(
            Self.table.count
                == PublicCase.Kind.allCases.count * CaseAction.allCases.count * PublicCase.State.allCases.count
        )
        for (kind, action, state, after) in Self.table {
            #expect(CaseFlow.step(action, kind, in: state) == after, "\(kind) \(action) \(state)")
            let isOwn = kind == .appeal && action == .withdraw
            let actor = isOwn ? account(.manufacturerMember, organisation: 5) : account(.reviewer)
            let before = file(kind, state)
            guard let after else {
                #expect(throws: Refusal.self, "\(kind) \(action) \(state)") {
                    try CaseDeciding.decide(order(action), on: before, involved: [], by: actor, at: now + 1)
                }
                continue
            }
            let next = try CaseDeciding.decide(order(action), on: before, involved: [], by: actor, at: now + 1)
            #expect(next.state == after && next.version == before.version + 1)
            #expect(next.stateSince == (after == state ? now : now + 1))
            #expect((next.outcome != nil) == (after == .answered))
        }
    }

    @Test("only reviewers act, but a manufacturer takes its own appeal back", arguments: Role.allCases)
    func who(role: Role) {
        for kind in PublicCase.Kind.allCases {
            for action in CaseAction.allCases {
                let isOwn = kind == .appeal && action == .withdraw
                let mayOwn = isOwn && role.side == .manufacturer
                let mayOffice = !isOwn && role == .reviewer
                let file = file(kind, .inReview)
                #expect(
                    CaseFlow.may(action, file, account(role, organisation: 5)) == (mayOwn || mayOffice),
                    "\(role) \(kind) \(action)"
                )
                #expect(CaseFlow.may(action, file, account(role, organisation: 6)) == mayOffice)
            }
        }
    }

    @Test("whoever had a part in what an appeal is against neither takes nor answers it")
    func apart() throws {
        let (party, other) = (account(.reviewer, id: 7), account(.reviewer, id: 8))
        for (order, state) in [(CaseOrder.take, PublicCase.State.open), (.answer(.rejected, "x"), .inReview)] {
            let appeal = file(.appeal, state)
            #expect(throws: CaseDeciding.tookPart) {
                try CaseDeciding.decide(order, on: appeal, involved: [7], by: party, at: now)
            }
            _ = try CaseDeciding.decide(order, on: appeal, involved: [7], by: other, at: now)
        }
    }

    @Test(
        "an answer needs words, at most 2,000 characters",
        arguments: ["", "  \n ", String(repeating: "字", count: 2001)]
    )
    func words(text: String) {
        #expect(throws: Refusal.self) {
            try CaseDeciding.decide(
                .answer(.upheld, text),
                on: file(.correction, .inReview),
                involved: [],
                by: account(.reviewer),
                at: now
            )
        }
    }

    @Test("the log names a registration only once answered, and then where it was upheld or may be named")
    func naming() throws {
        let number = try RegistrationNumber("T-1")
        for state in PublicCase.State.allCases {
            for outcome in PublicCase.Outcome.allCases {
                for mayName in [false, true] {
                    let entry = CaseEntry(
                        number: CaseNumber(year: 2027, sequence: 1),
                        kind: .correction,
                        state: state,
                        outcome: outcome,
                        receivedAt: now,
                        registration: number,
                        category: "camera",
                        mayName: mayName,
                        answer: "x"
                    )
                    let isNamed = state == .answered && (outcome == .upheld || mayName)
                    #expect((entry.registration == number) == isNamed)
                    #expect(entry.category == (isNamed ? "" : "camera"))
                    #expect((entry.outcome != nil) == (state == .answered))
                    #expect(entry.answer == (state == .answered ? "x" : ""))
                }
            }
        }
    }

    @Test("numbers are read as they are written, and nothing else is one")
    func numbers() throws {
        for (text, sequence) in [("CASE-2027-0001", 1), ("CASE-2027-9999", 9999), ("CASE-2027-12345", 12345)] {
            let number = try CaseNumber(text)
            #expect(number == CaseNumber(year: 2027, sequence: Int64(sequence)) && number.text == text)
        }
        for wrong in [
            "", "CASE", "CASE-2027", "CASE-2027-1", "CASE-2027-00001", "CASE-2027-0000", "CASE-2027--001",
            "case-2027-0001", "CASE-2027-0001 ", "CASE-+2027-0001", "CASE-2027-0001-1", "CASE-２０２７-0001",
            "CASE-2027-99999999999999999999", String(repeating: "9", count: 4000),
        ] {
            #expect(throws: CaseNumber.missing, "\(wrong.prefix(40))") { try CaseNumber(wrong) }
        }
    }

    @Test("a correction says what is wrong with it, field by field")
    func faults() {
        let whole = CorrectionReport(subject: "T-1", says: "x", contact: "a@example.jp")
        #expect(whole.faults.isEmpty)
        func fields(_ change: (inout CorrectionReport) -> Void) -> [String] {
            var report = whole
            change(&report)
            return report.faults.compactMap(\.field)
        }
        #expect(fields { $0.subject = "" } == ["subject"])
        #expect(fields { $0.says = "" } == ["says"])
        #expect(fields { $0.says = String(repeating: "字", count: 2001) } == ["says"])
        #expect(fields { $0.proposes = String(repeating: "字", count: 2001) } == ["proposes"])
        #expect(fields { $0.source = String(repeating: "x", count: 501) } == ["source"])
        #expect(fields { $0.contact = "nobody" } == ["contact"])
        #expect(fields { $0.contact = "a@b\u{202E}c" } == ["contact"])
        #expect(whole.faults.allSatisfy { $0.reasonJA != nil })
    }
}
