import Registry
import TestSupport
import Testing

@Suite("One table says what may happen to a label")
struct TransitionTests {
    typealias Word = LabelEvent.Word
    typealias Outcome = Transition.Outcome

    /// Columns: no registration, notYetValid, provisional, valid, grace, lapsed, withdrawn, revoked, unknownStatus.
    /// `P` becomes provisional, `V` valid, `G` grace, `W` withdrawn, `R` revoked, `=` keeps, `.` refused; small letters
    /// only while an extension is pending: `v` valid, `l` lapsed.
    static let table: [(Word, String)] = [
        (.provisionallyRegistered, "P........"),
        (.issued, "V.V......"),
        (.imported, "V........"),
        (.extensionFiled, "...G....."),
        (.extended, "...VVv..."),
        (.extensionRefused, "...lll..."),
        (.extensionAbandoned, "...lll..."),
        (.withdrawn, "..WWW...."),
        (.revoked, "...RR...."),
        (.reinstated, "......VV."),
        (.modelsChanged, "...==...."),
        (.holderChanged, "...==...."),
        (.restated, "...==...."),
        (.corrected, ".========"),
        (.standingStated, ".========"),
        (.absentFromEdition, ".========"),
    ]

    static let columns: [Standing?] = [
        nil, .notYetValid, .provisional, .valid, .grace, .lapsed, .withdrawn, .revoked, .unknownStatus,
    ]

    static func outcome(_ letter: Character) -> Outcome {
        switch letter {
        case "P": .becomes(.provisional)
        case "V": .becomes(.valid)
        case "G": .becomes(.grace)
        case "W": .becomes(.withdrawn)
        case "R": .becomes(.revoked)
        case "=": .keeps
        case "v": .ifPending(.valid)
        case "l": .ifPending(.lapsed)
        default: .refused
        }
    }

    @Test("every event in every standing")
    func wholeTable() {
        #expect(Set(Self.table.map(\.0)) == Set(Word.allCases))
        #expect(Set(Self.columns.compactMap { $0 }) == Set(Standing.allCases))
        for (word, row) in Self.table {
            for (standing, letter) in zip(Self.columns, row) {
                let name = standing?.rawValue ?? "nothing"
                #expect(Transition.outcome(word, from: standing) == Self.outcome(letter), "\(word) from \(name)")
            }
        }
    }

    /// A registration whose standing on 2026-06-01 is this one, without a pending extension.
    static func registration(_ standing: Standing, isPending: Bool) throws -> Registration {
        var history = try LabelHistory.issued("2026-01-01")
        let on = day("2026-06-01")
        switch standing {
        case .notYetValid: history = try .issued("2026-07-01")
        case .provisional:
            history = LabelHistory()
            history.record(.provisionallyRegistered(Filing.sample().standard), on: day("2026-01-01"))
        case .valid: if isPending { try history.perform(.fileExtension, on: "2026-05-01") }
        case .grace:
            history = try .issued("2024-01-01")
            try history.perform(.fileExtension, on: "2025-12-01")
        case .lapsed:
            history = try .issued("2024-01-01", rules: .sample(graceDays: 30))
            if isPending { try history.perform(.fileExtension, on: "2025-12-01") }
        case .withdrawn: try history.perform(.withdraw, on: "2026-05-01")
        case .revoked: try history.perform(.revoke, on: "2026-05-01")
        case .unknownStatus: history.record(.standingStated(nil, word: "?"), on: day("2026-05-01"))
        }
        #expect(history.registration.period(on: on).standing == standing)
        return history.registration
    }

    @Test("what the table refuses is a conflict, what it allows is not", arguments: [false, true])
    func checked(isPending: Bool) throws {
        for (word, row) in Self.table {
            for (standing, letter) in zip(Self.columns, row) {
                guard let standing else { continue }
                let registration = try Self.registration(standing, isPending: isPending)
                let hasPending = Timeline.hasPendingExtension(registration.events)
                let expected: String? =
                    switch Self.outcome(letter) {
                    case .becomes, .keeps: nil
                    case .ifPending: hasPending ? nil : "noExtensionPending"
                    case .refused: "illegalTransition"
                    }
                var found: Refusal?
                do { try Transition.check(word, on: day("2026-06-01"), registration) } catch { found = error }
                #expect(found?.code == expected, "\(word) from \(standing), pending \(hasPending)")
                #expect(found == nil || found?.kind == .conflict)
            }
        }
    }

    @Test(
        "what is final is final for earlier days too",
        arguments: [LabelOrder.withdraw, .revoke],
        [
            LabelOrder.fileExtension, .extend(heldUntil: nil), .withdraw, .revoke,
            .changeHolder(Manufacturer(key: "m2", nameJA: "別")),
            .changeModels(added: [CoveredModel(number: ModelNumber(checked: "B"))], removed: [], revoked: []),
        ]
    )
    func backDated(_ end: LabelOrder, _ order: LabelOrder) throws {
        var history = try LabelHistory.issued("2026-01-01")
        try history.perform(end, on: "2026-06-01")
        for effective in ["2026-02-01", "2026-05-31", "2026-06-01", "2026-07-01"] {
            #expect { try history.perform(order, on: effective, now: "2026-08-01") } throws: {
                ($0 as? Refusal)?.code == "illegalTransition"
            }
        }
        #expect(history.registration.events.count == 2)
    }
}
