import HTTPTypes
import Registry

/// The address book of those who signed in: every guarded route with what it needs, on one screen. A test walks all of
/// them for every role.
enum GuardedRoutes {
    static func all(_ site: PortalSite) -> [GuardedRoute] {
        let account = AccountController(site: site)
        let diary = DiaryController(site: site)
        let member = MemberController(site: site)
        return [
            GuardedRoute(.get, "/account", .ownAccount, account.home),
            GuardedRoute(.get, "/account/prove", .ownAccount, isForEnrolment: true, account.proveForm),
            GuardedRoute(.post, "/account/prove", .ownAccount, isCostly: true, isForEnrolment: true, account.prove),
            GuardedRoute(.get, "/account/password", .ownAccount, needsProof: true, account.passwordForm),
            GuardedRoute(
                .post,
                "/account/password",
                .ownAccount,
                needsProof: true,
                isCostly: true,
                account.changePassword
            ),
            GuardedRoute(
                .get,
                "/account/codes",
                .ownAccount,
                needsProof: true,
                isForEnrolment: true,
                account.codesForm
            ),
            GuardedRoute(
                .post,
                "/account/codes",
                .ownAccount,
                needsProof: true,
                isForEnrolment: true,
                account.setCodes
            ),
            GuardedRoute(.post, "/account/sessions", .ownAccount, account.endSessions),
            GuardedRoute(.get, "/account/members", .members, member.list),
            GuardedRoute(.post, "/account/members", .members, needsProof: true, isCostly: true, member.invite),
            GuardedRoute(.post, "/account/members/:id/roles", .members, needsProof: true, member.changeRoles),
            GuardedRoute(.post, "/account/members/:id/close", .members, needsProof: true, member.close),
            GuardedRoute(.post, "/checks/:secret/keep", .ownAccount, account.keepReceipt),
            GuardedRoute(.get, "/office/diary", .audit, diary.list),
            GuardedRoute(.get, "/office/diary.csv", .audit, needsProof: true, diary.file),
        ]
    }
}
