import Intake
import Registry
import Testing

@Suite("the sample, laid out on a day")
struct SampleStandingTests {
    static let anchors: [Day] = [
        Day(year: 2026, month: 11, day: 21), Day(year: 2027, month: 12, day: 31), Day(year: 2028, month: 2, day: 28),
        Day(year: 2028, month: 2, day: 29), Day(year: 2028, month: 3, day: 1), Day(year: 2030, month: 1, day: 1),
        Day(year: 2030, month: 2, day: 28), Day(year: 2032, month: 2, day: 29),
    ].compactMap(\.self)

    /// Every registration that does not simply hold; written by hand from the stories, not from the code.
    static let others: [Standing: Set<String>] = [
        .notYetValid: ["bulan-hub", "byeolmaru-glove", "shiosai-gate"],
        .provisional: ["hitotsubu-chime", "komadori-pocket"],
        .grace: ["yotaka-nightcam", "yukimimado-curtain", "byeolmaru-sleep", "yonagi-portable"],
        .lapsed: [
            "kawauso-pond", "tamarack-thermostat", "qinglan-extender", "komadori-pilgrim", "kirigaura-gas",
            "bulan-hawker",
        ],
        .withdrawn: ["birchmoor-trail", "yonagi-hearing"],
        .revoked: ["tsukikage-window", "lindqvale-firewall", "nejimaki-crane"],
    ]

    @Test("opens every level before the first act", arguments: anchors)
    func levelsAreOpen(anchor: Day) throws {
        let rules = try SampleFolder.rules.get()
        for act in try SampleFolder.acts(anchor) {
            guard case .issue(let filing, _) = act.order, let day = act.terms.effectiveOn else { continue }
            #expect(rules.isOpen(filing.standard.level, on: day), "\(act.registration) on \(day)")
        }
    }

    @Test("shows every standing", arguments: anchors)
    func standings(anchor: Day) throws {
        let registrations = try laidOut(on: anchor)
        var found: [Standing: Set<String>] = [:]
        for (id, registration) in registrations {
            found[registration.period(on: anchor).standing, default: []].insert(id)
        }
        for (standing, ids) in Self.others { #expect(found[standing] == ids, "\(standing)") }
        #expect(found[.valid]?.count == registrations.count - Self.others.values.reduce(0) { $0 + $1.count })
    }

    @Test("shows the turns inside a label's life", arguments: anchors)
    func turns(anchor: Day) throws {
        let registrations = try laidOut(on: anchor)
        func answer(_ id: String) throws -> LabelAnswer { try #require(registrations[id]).answer(on: anchor) }

        let ending = registrations.values.filter { registration in
            let period = registration.period(on: anchor)
            guard period.standing == .valid, let end = period.heldUntil else { return false }
            return end <= anchor + 30
        }
        #expect((4...6).contains(ending.count))

        #expect(try answer("lindqvale-sauna").standing == .valid)
        #expect(try answer("lindqvale-sauna").product.support == .until(anchor - 45))
        #expect(try answer("hatoba-buoy").product.support == .notStated)
        #expect(try answer("qinglan-bms").product.support == .unsupported)
        let baby = try #require(registrations["yotaka-baby"])
        #expect(baby.models.filter(\.isRevoked).map(\.number.exact) == ["YT-BB2-T"])
        #expect(baby.answer(on: anchor).models.count == baby.models.count - 1)
        #expect(try answer("madoromi-bulb").models.count == 40)
        #expect(try #require(registrations["madoromi-bulb"]).answer(on: anchor - 101).models.count == 36)
        #expect(try answer("madoromi-vacuum").manufacturer.key == "yukimimado")
        #expect(try #require(registrations["madoromi-vacuum"]).answer(on: anchor - 151).manufacturer.key == "madoromi")
        #expect(try answer("kawauso-riverside").product.support == .until(anchor + 1500))
        #expect(try answer("nanairo-pcs").product.nameJA.hasSuffix("ひなたづき"))
        #expect(try answer("nanairo-pcs").product.descriptionJA.isEmpty == false)
        let switched = try #require(answer("lindqvale-switch").period.heldUntil)
        #expect((495...505).contains(switched.days(since: anchor)))
        #expect(try #require(registrations["tsukikage-legacy"]).period(on: anchor + 40).standing == .withdrawn)
        #expect(try #require(registrations["bulan-lamp"]).events.map(\.kind.word) == [.issued, .revoked, .reinstated])
    }

    @Test("is recorded in order, at different moments, all before the day", arguments: anchors)
    func order(anchor: Day) throws {
        let moments = try SampleFolder.acts(anchor).map(\.at)
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 < $1 })
        #expect(try #require(moments.last).day < anchor)
    }

    /// The acts, decided one after the other as a store would.
    private func laidOut(on anchor: Day) throws -> [String: Registration] {
        var rules = try SampleFolder.rules.get()
        // Opening days are another test's matter.
        for index in rules.levels.indices { rules.levels[index].windows = [.init(from: .ever, to: nil)] }
        var registrations: [String: Registration] = [:]
        for (index, act) in try SampleFolder.acts(anchor).enumerated() {
            let decided: (kind: LabelEvent.Kind, effectiveOn: Day)
            if let known = registrations[act.registration] {
                decided = try Deciding.decide(act.order, act.terms, on: known, rules: rules, at: act.at)
            } else {
                let new = try Deciding.decideNew(act.order, act.terms, rules: rules, at: act.at)
                registrations[act.registration] = begin(new.filing, act, at: registrations.count)
                decided = (new.kind, new.effectiveOn)
            }
            let event = LabelEvent(
                kind: decided.kind,
                effectiveOn: decided.effectiveOn,
                recordedAt: act.at,
                revision: Int64(index + 1),
                actor: act.terms.actor,
                publicNote: act.terms.publicNote
            )
            registrations[act.registration] = registrations[act.registration]?.applying(event)
        }
        return registrations
    }

    private func begin(_ filing: Filing, _ act: SampleAct, at index: Int) -> Registration {
        Registration(
            number: RegistrationNumber(checked: "DEMO-\(index)"),
            code: LabelCode(sequence: UInt32(index), tag: 0),
            origin: .issued,
            source: "",
            standard: filing.standard,
            periods: [],
            models: filing.models,
            holders: [Dated(filing.manufacturer)],
            products: [Dated(filing.product)],
            edition: nil,
            events: [],
            revision: 0,
            recordedAt: act.at
        )
    }
}
