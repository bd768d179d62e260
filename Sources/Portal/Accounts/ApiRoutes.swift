import HTTPTypes
import Registry

/// The address book of machines that bring a key: every such route with what it needs, on one screen.
enum ApiRoutes {
    static func all(_ site: PortalSite) -> [ApiRoute] {
        let application = ApplicationAPI(site: site)
        let base = PagePath.applicationAPI
        return [
            ApiRoute(.get, base, .readApplications, .readApplications, application.list),
            ApiRoute(.post, base, .fileApplications, .fileApplications, application.open),
            ApiRoute(.get, base + "/:id", .readApplications, .readApplications, application.one),
            ApiRoute(.get, base + "/:id/gaps", .readApplications, .readApplications, application.gaps),
            ApiRoute(.put, base + "/:id/draft", .fileApplications, .fileApplications, application.saveDraft),
            ApiRoute(.put, base + "/:id/models", .fileApplications, .fileApplications, application.saveModels),
            ApiRoute(.post, base + "/:id/actions", .fileApplications, .fileApplications, application.act),
            ApiRoute(.post, base + "/:id/documents", .fileApplications, .fileApplications, application.addDocument),
            ApiRoute(
                .get,
                base + "/:id/documents/:number",
                .readApplications,
                .readApplications,
                application.document
            ),
        ]
    }
}
