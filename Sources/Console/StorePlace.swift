package import Registry
package import Store

/// Where a registry is kept: a folder with SQLite, or a database of a PostgreSQL server.
package enum StorePlace: Hashable, Sendable {
    case folder(StoreFolder)
    case server(PostgresAddress)

    package init(_ text: String) throws(Refusal) {
        if PostgresAddress.isAddress(text) {
            self = .server(try PostgresAddress(text))
        } else {
            guard !text.contains("://") else {
                throw Refusal(
                    .malformed,
                    "--store is a folder or an address that begins with postgresql://",
                    field: "--store",
                    code: "malformedAddress"
                )
            }
            self = .folder(StoreFolder(text))
        }
    }

    /// As it may be shown to people.
    package var text: String {
        switch self {
        case .folder(let folder): folder.path
        case .server(let address): address.text
        }
    }
}

extension StoreFolder {
    func requireNoRegistry() throws(Refusal) {
        guard !holdsRegistry else {
            throw Refusal(.conflict, "There is a registry in \(path) already", code: "alreadyInitialised")
        }
    }

    /// Has `fill` make the database as a draft, under the writer's lock; it is the registry once it is whole.
    func makeRegistry<Result>(_ fill: (_ draft: String) async throws -> Result) async throws -> Result {
        try requireNoRegistry()
        try make()
        guard let lock = try lock() else {
            throw Refusal(.conflict, "Another process uses \(path)", code: "storeUnavailable")
        }
        defer { withExtendedLifetime(lock) {} }
        clearDraft()
        let result = try await fill(draft)
        try adoptDraft()
        return result
    }
}
