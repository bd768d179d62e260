import Registry
package import Store

/// What an endpoint is told, as JSON: `type`, `timestamp` and `data`. It is made when it is sent, of what was known at
/// the revision that caused it, so every attempt says the same.
package struct WebhookBody: Sendable {
    private let store: RegistryStore
    private let setting: LabelWire.Setting

    /// - Parameter publicHost: stands for the store's own host where one is given.
    package init(_ store: RegistryStore, publicHost: String?) {
        self.store = store
        let facts = SiteFacts(store, publicHost: publicHost)
        setting = LabelWire.Setting(isOfficial: facts.isOfficial, isFictional: facts.isFictional, host: facts.host)
    }

    /// The body of a message: `data` holds a label as its public address answers it, with that address, or the facts of
    /// what happened.
    package func bytes(_ claimed: ClaimedDelivery) async throws -> [UInt8] {
        var json = JSONWriter()
        let label = try await label(claimed)
        json.object { json in
            json.word("type", claimed.event.rawValue)
            json.word("timestamp", claimed.queuedAt.text)
            guard claimed.number != nil else {
                return json.texts("data", claimed.facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            }
            json.object("data") { json in
                if let milestone = claimed.facts["milestone"] { json.word("milestone", milestone) }
                json.optional("address", label.map { "https://\(setting.host)/\($0.code)" })
                guard let label else { return json.none("label") }
                json.raw("label") { $0.append(contentsOf: label.bytes) }
            }
        }
        return json.bytes
    }

    private func label(_ claimed: ClaimedDelivery) async throws -> (code: String, bytes: [UInt8])? {
        guard let number = claimed.number else { return nil }
        let finding = try await store.find(.number(number), knownAt: claimed.revision)
        // A reader that lags behind does not know the revision yet.
        guard let registration = finding.registration else {
            throw EngineFault(.passing, "the label at revision \(claimed.revision) cannot be read yet")
        }
        let answer = registration.answer(on: claimed.queuedAt.day)
        let bytes = LabelWire.bytes(answer, mark: finding.mark, rules: finding.rules, setting: setting)
        return (registration.code.text, bytes)
    }
}
