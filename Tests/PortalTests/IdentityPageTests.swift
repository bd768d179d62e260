import Registry
import TestSupport
import Testing

@testable import Portal
@testable import Store

@Suite("the office checks who applies")
struct IdentityPageTests {
    @Test("revoked, nothing is accepted until a reviewer checks anew and says how; the page tells who and how")
    func anew() async throws {
        try await Stage.with(.maker, .reviewer, .approver) { stage in
            let id = try await stage.submitted().id
            let page = "/office/applications/\(id)?lang=en"
            let made = try await stage[.reviewer].get(page).text
            #expect(made.contains("checked: made by owner") && made.contains("id=\"a-revokeIdentity\""))
            #expect(!made.contains("id=\"a-checkIdentity\""))
            let reason = [("reason", "The company knows nothing of it")]
            #expect(try await stage[.reviewer].fill(page, "revokeIdentity", reason).status == 303)
            #expect(try await stage[.reviewer].fill(page, "receive").status == 303)
            let early = try await stage[.reviewer].fill(page, "accept")
            #expect(early.status == 409 && early.text.contains("Nobody has checked who the applicant is"))
            #expect(early.text.contains("not checked yet") && !early.text.contains("id=\"a-revokeIdentity\""))
            #expect(try await stage[.maker].get("/applications/\(id)?lang=en").text.contains(reason[0].1))

            let blank = try await stage[.reviewer].fill(page, "checkIdentity", [("how", " ")])
            #expect(blank.status == 400 && blank.text.contains("a-checkIdentity-how-fault"))
            let how = [("how", "Letter to the registered address")]
            #expect(try await stage[.reviewer].fill(page, "checkIdentity", how).status == 303)
            let text = try await stage[.approver].get(page).text
            #expect(text.contains("checked: Letter to the registered address (reviewer@example.jp"))
            #expect(!text.contains("id=\"a-revokeIdentity\""))
            #expect(try await stage[.reviewer].fill(page, "accept").status == 303)
            #expect(try await stage.now(id).state == .accepted)
        }
    }
}
