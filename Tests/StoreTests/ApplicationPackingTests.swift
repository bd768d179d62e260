import Registry
import TestSupport
import Testing

@testable import Store

@Suite("Packed applications come back as they went in, and nothing else does harm")
struct ApplicationPackingTests {
    private static func moment(_ random: inout Seeded) -> Moment {
        Moment(milliseconds: .random(in: .min ... .max, using: &random))
    }

    private static func number(_ random: inout Seeded) -> Int64 { .random(in: .min ... .max, using: &random) }

    private static func count(_ random: inout Seeded) -> Int { .random(in: 0 ... .max, using: &random) }

    private static func one<Case: CaseIterable>(of type: Case.Type, _ random: inout Seeded, _ other: Case) -> Case {
        Array(type.allCases).randomElement(using: &random) ?? other
    }

    static func draft(_ random: inout Seeded) -> ApplicationDraft {
        var draft = ApplicationDraft(
            level: one(of: StarLevel.self, &random, .star1),
            route: one(of: ApplicationRoute.self, &random, .standard),
            manufacturer: PackedBytesTests.manufacturer(&random),
            product: PackedBytesTests.product(&random),
            models: [PackedBytesTests.model(&random), PackedBytesTests.model(&random)],
            statementLink: PackedBytesTests.text(&random),
            isByProxy: Bool.random(using: &random),
            contact: ApplicationDraft.Contact(
                name: PackedBytesTests.text(&random),
                address: PackedBytesTests.text(&random),
                telephone: PackedBytesTests.text(&random)
            ),
            declaration: ApplicationDraft.Declaration(
                name: PackedBytesTests.text(&random),
                title: PackedBytesTests.text(&random),
                day: PackedBytesTests.day(&random)
            ),
            newHolder: PackedBytesTests.manufacturer(&random),
            remark: PackedBytesTests.text(&random)
        )
        for index in 0..<5 {
            draft.checklist["S1.1-\(index)"] = ChecklistAnswer(
                one(of: ChecklistAnswer.Statement.self, &random, .met),
                evidence: PackedBytesTests.text(&random)
            )
        }
        return draft
    }

    static func invoice(_ outcome: Invoice.Outcome, _ random: inout Seeded) -> Invoice {
        Invoice(
            number: PackedBytesTests.text(&random),
            amount: count(&random),
            tax: count(&random),
            taxRate: count(&random),
            feeRow: PackedBytesTests.text(&random),
            note: PackedBytesTests.text(&random),
            issuedOn: PackedBytesTests.day(&random),
            dueOn: PackedBytesTests.day(&random),
            outcome: outcome
        )
    }

    static func assessment(_ random: inout Seeded) -> Assessment {
        var assessment = Assessment(laboratory: number(&random), at: moment(&random))
        assessment.state = one(of: AssessmentState.self, &random, .retest)
        assessment.round = count(&random)
        for module in AssessmentModule.allCases { assessment.versions[module] = PackedBytesTests.text(&random) }
        assessment.findings = (1...3).map { index in
            Assessment.Finding(
                number: index,
                module: one(of: AssessmentModule.self, &random, .app),
                severity: one(of: Assessment.Finding.Severity.self, &random, .major),
                check: PackedBytesTests.text(&random),
                evidence: PackedBytesTests.text(&random),
                round: count(&random),
                fixedIn: PackedBytesTests.text(&random),
                results: [
                    Assessment.Finding.Result(
                        round: count(&random),
                        version: PackedBytesTests.text(&random),
                        isPassed: Bool.random(using: &random)
                    )
                ]
            )
        }
        assessment.report = Assessment.Report(id: PackedBytesTests.text(&random), day: PackedBytesTests.day(&random))
        assessment.reportedBy = number(&random)
        return assessment
    }

    /// Everything filled that has no column of its own.
    static func application(_ random: inout Seeded) -> Application {
        var full = Application(id: 1, kind: .new, organisation: 2, draft: draft(&random), at: noon("2027-05-20"))
        full.documents = (1...3).map { index in
            ApplicationDocument(
                number: index,
                kind: PackedBytesTests.text(&random),
                name: PackedBytesTests.text(&random),
                digest: PackedBytesTests.text(&random),
                size: count(&random),
                addedAt: moment(&random),
                addedBy: number(&random)
            )
        }
        full.lastDocument = count(&random)
        full.submittedAt = moment(&random)
        full.receivedOn = PackedBytesTests.day(&random)
        full.correction = CorrectionRequest(
            text: PackedBytesTests.text(&random),
            until: PackedBytesTests.day(&random),
            askedAt: moment(&random),
            askedBy: number(&random)
        )
        full.recommendation = Recommendation(
            isToIssue: Bool.random(using: &random),
            text: PackedBytesTests.text(&random),
            at: moment(&random),
            by: number(&random)
        )
        full.waiver = WaiverProposal(reason: PackedBytesTests.text(&random), at: moment(&random), by: number(&random))
        let paid = Invoice.Outcome.paid(PackedBytesTests.day(&random), reference: PackedBytesTests.text(&random))
        let outcome = [.open, paid, .waived, .void].randomElement(using: &random) ?? paid
        full.invoice = invoice(outcome, &random)
        full.assessment = assessment(&random)
        full.reviewedBy = Set((0..<4).map { _ in number(&random) })
        full.reason = PackedBytesTests.text(&random)
        return full
    }

    static func pack(_ application: Application) -> [UInt8] {
        var writer = PackedWriter()
        writer.applicationBody(application)
        return writer.bytes
    }

    static func unpack(_ bytes: [UInt8]) throws -> Application {
        var read = Application(
            id: 1,
            kind: .new,
            organisation: 2,
            draft: ApplicationDraft(),
            at: noon("2027-05-20")
        )
        try bytes.withUnsafeBytes { bytes in
            var reader = PackedReader(bytes)
            try reader.applicationBody(into: &read)
        }
        return read
    }

    @Test("an application comes back as it went in", arguments: 1...20)
    func roundTrip(seed: UInt64) throws {
        var random = Seeded(seed)
        let application = Self.application(&random)
        let bytes = Self.pack(application)
        let read = try Self.unpack(bytes)
        #expect(read == application, "seed \(seed)")
        #expect(Self.pack(read) == bytes, "seed \(seed)")
    }

    @Test("an empty one comes back too")
    func empty() throws {
        let empty = Application(
            id: 1,
            kind: .new,
            organisation: 2,
            draft: ApplicationDraft(),
            at: noon("2027-05-20")
        )
        #expect(try Self.unpack(Self.pack(empty)) == empty)
    }

    @Test("a draft of 1,000 models of twelve characters with a GTIN is kept in at most 40 kB")
    func thousandModels() throws {
        var random = Seeded(7)
        var application = Application(
            id: 1,
            kind: .new,
            organisation: 2,
            draft: ApplicationDraft(),
            at: noon("2027-05-20")
        )
        application.draft = .sample(rules: try SampleRules.rules, on: day("2027-05-20"))
        func bytes(_ count: Int) -> Int {
            application.draft.models = (0..<count).map { _ in
                let digits = String((0..<20).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
                return CoveredModel(
                    number: ModelNumber(checked: "DC-" + digits.prefix(9)),
                    gtin: "49" + digits.suffix(11)
                )
            }
            return Self.pack(application).count
        }
        let (none, thousand) = (bytes(0), bytes(1000))
        #expect(thousand <= 40_000)
        // 25 bytes of text, eleven beside them; the list's own count takes a second byte.
        #expect(thousand - none == 1000 * 36 + 1)
    }

    @Test("one cut short is a fault, never a crash")
    func truncated() throws {
        var random = Seeded(5)
        let bytes = Self.pack(Self.application(&random))
        for count in 0..<bytes.count {
            #expect(throws: EngineFault.self) { try Self.unpack(Array(bytes[..<count])) }
        }
    }

    @Test("another form's number is refused")
    func form() {
        var random = Seeded(6)
        var bytes = Self.pack(Self.application(&random))
        bytes[0] = 2
        #expect(throws: EngineFault.self) { try Self.unpack(bytes) }
    }

    // In a process of its own, so that a crash fails this test and not the run.
    @Test("a number beyond every count is a fault, never a crash")
    func beyond() async {
        await #expect(processExitsWith: .success) {
            var writer = PackedWriter()
            writer.applicationDraft(ApplicationDraft())
            writer.count(0)
            writer.unsigned(.max)
            let bytes = writer.bytes
            #expect(throws: EngineFault.self) { try ApplicationPackingTests.unpack(bytes) }
        }
    }

    @Test("random damage never crashes")
    func damaged() async {
        await #expect(processExitsWith: .success) {
            for seed in 1...10 {
                var random = Seeded(UInt64(seed))
                let bytes = ApplicationPackingTests.pack(ApplicationPackingTests.application(&random))
                for _ in 0..<400 {
                    var wrong = bytes
                    for _ in 0..<Int.random(in: 1...4, using: &random) {
                        let place = Int.random(in: 0..<wrong.count, using: &random)
                        wrong[place] = .random(in: .min ... .max, using: &random)
                    }
                    _ = try? ApplicationPackingTests.unpack(wrong)
                }
            }
        }
    }
}
