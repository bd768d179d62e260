import Access
import Foundation
import HTTPTypes
import Hummingbird
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("who may go where")
struct PermissionTests {
    /// Every guarded route for every role, for nobody, and from another site.
    @Test("each route lets in whom the policy lets in, and nobody else", arguments: Role.allCases)
    func routes(_ role: Role) async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = Visitor(live: live)
            let organisation = Organisation(side: role.side, nameJA: "", nameEN: "Theirs")
            let (_, code) = try await Visitor.account(live, [role], address: "a@example.jp", organisation: organisation)
            let typed = code?.code(OneTimeCode.step(live.registry.clock.now)) ?? ""
            #expect(try await visitor.signIn("a@example.jp", code: typed).status == 303)
            for route in GuardedRoutes.all(live.site) {
                let path = route.path.replacing(":id", with: "12345").replacing(":secret", with: "0").replacing(
                    ":number",
                    with: "1"
                )
                let place = "\(route.method) \(route.path) as \(role)"
                let isGet = route.method == .get
                let nobody = Visitor(live: live)
                let own = isGet ? try await visitor.get(path) : try await visitor.post(path, [])
                if Policy.reach(role, route.permission) == .none {
                    #expect(own.status == 403, "\(place)")
                } else if ["/account/prove", "/account/erase"].contains(route.path), !isGet {
                    // No password came along.
                    #expect(own.status == 401, "\(place)")
                } else {
                    #expect(own.status != 403 && own.status != 401 && own.status < 500, "\(place): \(own.status)")
                }
                var stranger = nobody
                let turned = isGet ? try await stranger.get(path) : try await stranger.post(path, [])
                #expect(turned.status == 303 && turned["Location"]?.hasPrefix("/sign-in") == true, "\(place)")
                guard !isGet else { continue }
                #expect(try await visitor.post(path, [], site: "cross-site").status == 403, "\(place)")
            }
        }
    }

    @Test("who must have one-time codes gets no farther than setting them up")
    func enrolment() async throws {
        try await LivePortal.with(try await .empty()) { live in
            try await live.registry.store.inviteFirstOperator(
                token: "printed-by-init",
                actor: "owner",
                at: live.registry.clock.now
            )
            var visitor = Visitor(live: live)
            let joined = try await visitor.post(
                "/join/printed-by-init?lang=en",
                [("name", "Op"), ("email", "op@example.jp"), ("password", Visitor.password)]
            )
            #expect(joined.status == 303)
            #expect(try await visitor.signIn("op@example.jp").status == 303)
            for route in GuardedRoutes.all(live.site) where !route.isForEnrolment {
                let path = route.path.replacing(":id", with: "1")
                let answer = route.method == .get ? try await visitor.get(path) : try await visitor.post(path, [])
                let isHeld = answer["Location"]?.hasPrefix("/account/codes") == true || answer.status == 403
                #expect(isHeld, "\(route.path)")
            }
            #expect(try await visitor.get("/account/codes").status == 200)
        }
    }

    @Test("no two guarded routes are one, and every one is in the router")
    func complete() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let routes = GuardedRoutes.all(live.site).map { "\($0.method) \($0.path)" }
            #expect(Set(routes).count == routes.count)
            let known = Set(PortalRoutes.build(live.site).routes.map { "\($0.method) \($0.path)" })
            let lost = routes.map {
                $0.replacing(":id", with: "{id}").replacing(":secret", with: "{secret}").replacing(
                    ":number",
                    with: "{number}"
                )
            }.filter {
                !known.contains($0)
            }
            #expect(lost.isEmpty)
        }
    }
}

@Suite("the diary")
struct DiaryTests {
    @Test("an auditor reads it page by page, narrows it and takes it away, which is a line of its own")
    func reading() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let operators = Organisation(side: .operator, nameJA: "", nameEN: "Operator")
            let (auditor, code) = try await Visitor.account(
                live,
                [.auditor],
                address: "a@example.jp",
                organisation: operators
            )
            for _ in 0..<120 { try await live.registry.issue() }
            var visitor = Visitor(live: live)
            let typed = code?.code(OneTimeCode.step(live.registry.clock.now)) ?? ""
            #expect(try await visitor.signIn("a@example.jp", code: typed).status == 303)
            let first = try await visitor.get("/office/diary?lang=en")
            #expect(first.status == 200 && first["Cache-Control"] == "no-store")
            #expect(first.text.components(separatedBy: "<tr>").count == 102)
            #expect(first.text.contains("signIn") && first.text.contains(auditor.actor))
            let older = try #require(first.text.firstMatch(of: #/before=([0-9]+)/#)).1
            let second = try await visitor.get("/office/diary?before=\(older)&lang=en")
            #expect(second.text.contains("makeAccount") && second.text.contains(">init<"))
            let narrow = try await visitor.get("/office/diary?actor=account%20\(auditor.id)&verb=signIn&lang=en")
            // Signed in twice: to set the codes up, and now.
            #expect(narrow.text.components(separatedBy: "<tr>").count == 4)
            #expect(try await visitor.get("/office/diary?verb=nothing&lang=en").text.contains("no such line"))
            let file = try await visitor.get("/office/diary.csv?verb=signIn")
            #expect(file.status == 200 && file["Access-Control-Allow-Origin"] == nil)
            #expect(file.text.split(separator: "\r\n").count == 3)
            #expect(try await visitor.get("/office/diary?lang=en&verb=export").text.contains("diary"))
            for wrong in ["before=0", "before=x", "stars=1", "actor=a&actor=b"] {
                #expect(try await visitor.get("/office/diary?\(wrong)").status == 400, "\(wrong)")
            }
        }
    }
}
