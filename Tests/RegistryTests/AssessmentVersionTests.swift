import Registry
import Testing

@Suite("A report speaks of one version of each module, each looked at as a whole")
struct AssessmentVersionTests {
    typealias Step = (order: AssessmentOrder, code: String?)

    /// Documents, device 1, app 1 and cloud 1 passed, with a finding in each of these modules; with the applicant.
    static func handedOver(_ modules: AssessmentModule...) throws -> ApplicationCase {
        var file = AssessmentDecidingTests.file(.documentReview)
        for module in modules { try file.perform(AssessmentDecidingTests.found(module, "a check")) }
        for version in ["", "device 1", "app 1", "cloud 1"] { try file.perform(.assess(.pass(version: version))) }
        try file.perform(.assess(.listIssues))
        return file
    }

    /// Takes the steps one after another; a refused one changes nothing.
    static func walk(_ file: inout ApplicationCase, _ steps: [Step]) throws -> Assessment {
        for (place, step) in steps.enumerated() {
            #expect(file.refusal(.assess(step.order))?.code == step.code, "step \(place)")
            if step.code == nil { try file.perform(.assess(step.order)) }
        }
        return try #require(file.application.assessment)
    }

    @Test("a module that passed in another version is looked at again, in the version handed in")
    func again() throws {
        var file = try Self.handedOver(.device)
        let assessment = try Self.walk(
            &file,
            [
                (.rectify([1: "device 2"]), nil), (.retest([1: true]), "moduleNotPassed"),
                (.passAgain(.device, version: "device 3"), "otherVersion"),
                (.passAgain(.device, version: " "), "noText"), (.passAgain(.device, version: " device 2 "), nil),
                (.retest([1: true]), nil), (.approveReport(id: "R-1", on: day("2026-03-10")), nil),
            ]
        )
        // What was not touched keeps the version it passed in.
        #expect(assessment.versions == [.device: "device 2", .app: "app 1", .cloud: "cloud 1"])
        #expect(assessment.modulesToPass.isEmpty && assessment.state == .assessmentCompleted)
    }

    @Test("a module closed in an early round is looked at again only where its version moved on")
    func rounds() throws {
        var file = try Self.handedOver(.device, .cloud)
        let assessment = try Self.walk(
            &file,
            [
                (.rectify([1: "device 2", 2: "cloud 2"]), nil), (.passAgain(.device, version: "device 2"), nil),
                // With findings open another version follows anyway.
                (.retest([1: true, 2: false]), nil), (.rectify([2: "cloud 3"]), nil),
                (.retest([2: true]), "moduleNotPassed"), (.passAgain(.cloud, version: "cloud 2"), "otherVersion"),
                (.passAgain(.cloud, version: "cloud 3"), nil), (.retest([2: true]), nil),
            ]
        )
        #expect(assessment.state == .reportReview)
        #expect(assessment.versions == [.device: "device 2", .app: "app 1", .cloud: "cloud 3"])
    }

    @Test("what is found while a module is looked at again is put right in another version of it")
    func foundAgain() throws {
        var file = try Self.handedOver(.app)
        try file.perform(.assess(.rectify([1: "app 2"])))
        try file.perform(AssessmentDecidingTests.found(.app, "broken by the correction"))
        let assessment = try Self.walk(
            &file,
            [
                (.passAgain(.app, version: "app 2"), nil), (.retest([1: true]), nil),
                (.rectify([2: "app 2"]), "sameVersion"), (.rectify([2: "app 3"]), nil),
                (.retest([2: true]), "moduleNotPassed"), (.passAgain(.app, version: "app 3"), nil),
                (.retest([2: true]), nil),
            ]
        )
        #expect(assessment.versions[.app] == "app 3" && assessment.openFindings.isEmpty)
    }

    @Test(
        "a rectification names one new version for each module",
        arguments: [
            ([1: "device 2", 2: "device 2", 3: "app 2"], nil, nil),
            ([1: "device 2", 2: "device 3", 3: "app 2"], "versionsDiffer", "finding2"),
            ([1: "device 1", 2: "device 1", 3: "app 2"], "sameVersion", "finding1"),
            ([1: " device 2", 2: "device 2 ", 3: " app 1 "], "sameVersion", "finding3"),
        ] as [([Int: String], String?, String?)]
    )
    func oneVersion(_ fixes: [Int: String], _ code: String?, _ field: String?) throws {
        let file = try Self.handedOver(.device, .device, .app)
        let refusal = file.refusal(.assess(.rectify(fixes)))
        #expect(refusal?.code == code && refusal?.field == field)
    }

    @Test("what failed in a version is not put right in it")
    func failed() throws {
        var file = try Self.handedOver(.cloud)
        _ = try Self.walk(
            &file,
            [
                (.rectify([1: "cloud 2"]), nil), (.retest([1: false]), nil), (.rectify([1: "cloud 2"]), "sameVersion"),
                (.rectify([1: "cloud 3"]), nil),
            ]
        )
    }

    @Test("documents that were put right are read again, too")
    func documents() throws {
        var file = try Self.handedOver(.operations)
        let assessment = try Self.walk(
            &file,
            [
                (.rectify([1: "update process 2"]), nil), (.retest([1: true]), "moduleNotPassed"),
                (.passAgain(.operations, version: "update process 2"), nil), (.retest([1: true]), nil),
            ]
        )
        #expect(assessment.versions[.operations] == "update process 2")
    }

    @Test("a report that waited from before speaks of no mixture either")
    func waiting() throws {
        var finding = AssessmentDecidingTests.finding(1)
        finding.results = [.init(round: 1, version: "2.0", isPassed: true)]
        var file = AssessmentDecidingTests.file(.reportReview, findings: [finding])
        file.application.assessment?.round = 1
        let assessment = try Self.walk(
            &file,
            [
                (.approveReport(id: "R-1", on: day("2026-03-10")), "moduleNotPassed"),
                (.passAgain(.cloud, version: "2.0"), nil), (.approveReport(id: "R-1", on: day("2026-03-10")), nil),
            ]
        )
        #expect(assessment.state == .assessmentCompleted)
    }
}
