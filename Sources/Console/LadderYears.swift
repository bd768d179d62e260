import Notices
import Registry
import Store

/// Two years of a small registry on a clock that this moves: labels of two holders and of nobody, some extended, refused,
/// withdrawn or revoked, a mailbox that refuses, and forty days on which nothing runs. For the drill and its test.
struct LadderYears: Sendable {
    let store: RegistryStore
    /// Its first day.
    let start: Day

    /// One label of the course: who holds it, when it ends, counted from the first day.
    private struct Course {
        let number: String
        let holder: TrialAccounts.Person?
        let end: Int
        var contact = ""
    }

    private static let courses = [
        Course(number: "Y-1", holder: .maker, end: 200), Course(number: "Y-2", holder: .maker, end: 100),
        Course(number: "Y-3", holder: .rival, end: 60), Course(number: "Y-4", holder: .rival, end: 120),
        Course(number: "Y-5", holder: .rival, end: 130), Course(number: "Y-6", holder: nil, end: 40),
        Course(number: "Y-7", holder: .maker, end: 300, contact: "labels@maker.example.jp"),
        Course(number: "Y-8", holder: .maker, end: 480), Course(number: "Y-9", holder: .rival, end: 435),
    ]
    private static let acts: [(day: Int, number: String, order: LabelOrder)] = [
        (40, "Y-3", .fileExtension), (45, "Y-5", .revoke), (50, "Y-2", .fileExtension), (70, "Y-3", .refuseExtension),
        (70, "Y-4", .withdraw), (95, "Y-2", .extend(heldUntil: nil)),
    ]
    /// Nothing runs from the day after the first through the last.
    private static let standstill = 401...440
    /// On this day the maker's mailbox refuses.
    private static let refusal = 210

    /// Goes through the days and tells every notice in the order it is told.
    func run(days: Int = 730, tell: (String) -> Void) async throws {
        let people = try await TrialAccounts.make(in: store, at: moment(-1))
        for course in Self.courses { try await issue(course, people) }
        let transport = MemoryTransport()
        var last: Int64 = 0
        for day in 0...days where !Self.standstill.contains(day) {
            let now = moment(day)
            for act in Self.acts where act.day == day {
                _ = try await store.perform(
                    act.order,
                    on: .number(try RegistrationNumber(act.number)),
                    OrderTerms(actor: "drill"),
                    at: now
                )
            }
            if day == Self.refusal {
                transport.answer(try people.account(.maker).address.text, with: [.refused("reply 550")])
            }
            try await pass(transport, at: now)
            // What was refused goes on at once.
            try await pass(transport, at: now)
            last = try await tellNew(after: last, on: now.day, tell)
        }
    }

    private func pass(_ transport: MemoryTransport, at now: Moment) async throws {
        _ = try await store.keepLadder(perDay: 3, at: now)
        let postman = try Postman(
            store: store,
            transports: [transport],
            from: try MailAddress("registry@example.jp"),
            holder: "drill",
            now: { now }
        )
        try await postman.round()
    }

    private func tellNew(after id: Int64, on today: Day, _ tell: (String) -> Void) async throws -> Int64 {
        var last = id
        for try await page in Pages(after: id, \.id, { try await store.notices(after: $0) }) {
            last = page.last?.id ?? last
            for notice in page where notice.state == .sent || notice.state == .waiting {
                let who = notice.channel == .office ? "office" : notice.address
                tell("\(today)  \(notice.milestone.word.padding(to: 9))  \(notice.heldUntil)  \(notice.number)  \(who)")
            }
        }
        return last
    }

    private func issue(_ course: Course, _ people: TrialAccounts) async throws {
        let number = try RegistrationNumber(course.number)
        let filing = Filing(
            standard: Standard(level: .star1, assurance: .selfDeclared, criteria: "JST-CR-01-01-2024R1"),
            manufacturer: Manufacturer(
                key: "trial-\(course.holder?.rawValue ?? "nobody")",
                nameJA: "試験製作所",
                nameEN: "Trial Works",
                country: "JP",
                publicContact: course.contact
            ),
            product: Product(
                nameJA: "試験カメラ \(course.number)",
                nameEN: "Trial camera \(course.number)",
                category: "camera-surveillance"
            ),
            models: [CoveredModel(number: ModelNumber(checked: course.number))]
        )
        _ = try await store.file(
            .issue(filing, heldUntil: start + course.end),
            number: number,
            OrderTerms(actor: "drill"),
            origin: .test,
            at: moment(-1)
        )
        guard let holder = course.holder else { return }
        let organisation = try people.account(holder).organisation.id
        try await store.setOwner(
            of: number,
            to: organisation,
            by: try people.account(.approver),
            at: moment(-1)
        )
    }

    /// Nine in the morning in Japan.
    private func moment(_ day: Int) -> Moment { (start + day).start + 9 * 3_600_000 }
}
