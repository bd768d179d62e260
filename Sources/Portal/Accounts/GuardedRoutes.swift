import HTTPTypes
import Registry

/// The address book of those who signed in: every guarded route with what it needs, on one screen. A test walks all of
/// them for every role.
enum GuardedRoutes {
    static func all(_ site: PortalSite) -> [GuardedRoute] {
        let account = AccountController(site: site)
        let diary = DiaryController(site: site)
        let key = KeyController(site: site)
        let calendar = CalendarAddressController(site: site)
        let member = MemberController(site: site)
        let erasure = ErasureController(site: site)
        let webhook = WebhookController(site: site)
        let office = OfficeController(site: site)
        let cases = CaseController(site: site)
        let assessment = AssessmentController(site: site)
        let laboratory = LaboratoryController(site: site)
        let letter = LetterController(site: site)
        let label = LabelOfficeController(site: site)
        let proposal = ProposalController(site: site)
        let search = OfficeSearchController(site: site)
        let desk = CaseDeskController(site: site)
        let appeal = AppealController(site: site)
        let application = ApplicationController(site: site)
        let document = DocumentController(site: site)
        let papers = ApplicationPapers(site: site)
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
            GuardedRoute(.post, "/account/letters", .ownAccount, account.chooseLetters),
            GuardedRoute(.get, "/account/members", .members, member.list),
            GuardedRoute(.post, "/account/members", .members, needsProof: true, isCostly: true, member.invite),
            GuardedRoute(.post, "/account/members/:id/roles", .members, needsProof: true, member.changeRoles),
            GuardedRoute(.post, "/account/members/:id/close", .members, needsProof: true, member.close),
            GuardedRoute(.post, "/account/members/:id/erase", .erase, needsProof: true, member.erase),
            GuardedRoute(.post, "/account/invitations/:id/end", .members, needsProof: true, member.endInvitation),
            GuardedRoute(.get, "/account/erase", .ownAccount, needsProof: true, erasure.form),
            GuardedRoute(.post, "/account/erase", .ownAccount, needsProof: true, isCostly: true, erasure.erase),
            GuardedRoute(.get, "/account/keys", .apiKeys, key.list),
            GuardedRoute(.post, "/account/keys", .apiKeys, needsProof: true, isCostly: true, key.make),
            GuardedRoute(.post, "/account/keys/:id/revoke", .apiKeys, needsProof: true, key.revoke),
            GuardedRoute(.post, "/account/keys/:id/rotate", .apiKeys, needsProof: true, isCostly: true, key.rotate),
            GuardedRoute(.get, "/account/calendar", .fileApplications, calendar.page),
            GuardedRoute(
                .post,
                "/account/calendar",
                .fileApplications,
                needsProof: true,
                isCostly: true,
                calendar.make
            ),
            GuardedRoute(.post, "/account/calendar/end", .fileApplications, needsProof: true, calendar.end),
            GuardedRoute(.get, "/account/webhooks", .webhooks, webhook.list),
            GuardedRoute(.post, "/account/webhooks", .webhooks, needsProof: true, isCostly: true, webhook.add),
            GuardedRoute(.get, "/account/webhooks/:id", .webhooks, webhook.page),
            GuardedRoute(.post, "/account/webhooks/:id", .webhooks, needsProof: true, isCostly: true, webhook.act),
            GuardedRoute(.post, "/account/webhooks/:id/replay", .webhooks, needsProof: true, webhook.replay),
            GuardedRoute(.post, "/checks/:secret/keep", .ownAccount, account.keepReceipt),
            GuardedRoute(.get, "/applications", .fileApplications, application.list),
            GuardedRoute(.post, "/applications", .fileApplications, application.open),
            GuardedRoute(.get, "/applications/appeal", .fileApplications, appeal.revocationForm),
            GuardedRoute(.post, "/applications/appeal", .fileApplications, appeal.revocation),
            GuardedRoute(.get, "/applications/:id", .fileApplications, application.overview),
            GuardedRoute(.get, "/applications/:id/appeal", .fileApplications, appeal.refusalForm),
            GuardedRoute(.post, "/applications/:id/appeal", .fileApplications, appeal.refusal),
            GuardedRoute(.post, "/applications/:id/actions", .fileApplications, application.act),
            GuardedRoute(.get, "/applications/:id/documents", .fileApplications, document.list),
            GuardedRoute(.post, "/applications/:id/documents", .fileApplications, document.add),
            GuardedRoute(.get, "/applications/:id/documents/:number", .fileApplications, document.file),
            GuardedRoute(.post, "/applications/:id/documents/:number/remove", .fileApplications, document.remove),
            GuardedRoute(.get, "/applications/:id/sheet", .fileApplications, papers.sheet),
            GuardedRoute(.get, "/applications/:id/invoice", .fileApplications, papers.invoice),
            GuardedRoute(.get, "/applications/:id/invoice.pdf", .fileApplications, papers.invoiceFile),
            GuardedRoute(.get, "/applications/:id/kit", .fileApplications, papers.kit),
            GuardedRoute(.get, "/office", .readApplications, office.home),
            GuardedRoute(.get, "/office/queue", .readApplications, office.queue),
            GuardedRoute(.get, "/office/applications/:id", .readApplications, cases.page),
            GuardedRoute(.post, "/office/applications/:id/review", .review, cases.review),
            GuardedRoute(.post, "/office/applications/:id/finance", .finance, cases.finance),
            GuardedRoute(.post, "/office/applications/:id/decide", .decide, needsProof: true, cases.decide),
            GuardedRoute(.get, "/office/applications/:id/documents/:number", .readApplications, cases.document),
            GuardedRoute(.get, "/office/laboratories", .accounts, laboratory.list),
            GuardedRoute(.post, "/office/laboratories", .accounts, needsProof: true, laboratory.record),
            GuardedRoute(.get, "/office/letters", .accounts, letter.list),
            GuardedRoute(.post, "/office/letters/:id/replay", .accounts, needsProof: true, letter.replay),
            GuardedRoute(.post, "/office/notices/:id/answer", .accounts, needsProof: true, letter.answer),
            GuardedRoute(.get, "/office/cases", .reports, desk.queue),
            GuardedRoute(.get, "/office/cases/:id", .reports, desk.page),
            GuardedRoute(.post, "/office/cases/:id", .reports, desk.act),
            GuardedRoute(.get, "/office/labels/:number", .readApplications, label.page),
            GuardedRoute(.post, "/office/labels/:number/propose", .labels, needsProof: true, label.propose),
            GuardedRoute(.post, "/office/labels/:number/owner", .labels, needsProof: true, label.owner),
            GuardedRoute(.get, "/office/proposals", .readApplications, proposal.list),
            GuardedRoute(.get, "/office/proposals/:id", .readApplications, proposal.one),
            GuardedRoute(.post, "/office/proposals/:id/decide", .labels, needsProof: true, proposal.decide),
            GuardedRoute(.get, "/office/search", .readApplications, search.page),
            GuardedRoute(.get, "/assessments", .assess, assessment.list),
            GuardedRoute(.get, "/assessments/:id", .assess, assessment.page),
            GuardedRoute(.post, "/assessments/:id", .assess, assessment.perform),
            GuardedRoute(.get, "/assessments/:id/documents/:number", .assess, assessment.document),
            GuardedRoute(.get, "/office/diary", .audit, diary.list),
            GuardedRoute(.get, "/office/diary.csv", .audit, needsProof: true, diary.file),
        ] + parts(application)
    }

    /// Each part of an application that is a form.
    private static func parts(_ application: ApplicationController) -> [GuardedRoute] {
        let parts: [ApplicationGap.Part] = [.terms, .product, .models, .checklist, .contact]
        return parts.flatMap { part in
            let path = "/applications/:id/\(part.rawValue)"
            return [
                GuardedRoute(.get, path, .fileApplications, application.part(part)),
                GuardedRoute(.post, path, .fileApplications, application.save(part)),
            ]
        }
    }
}
