package import Registry

extension RegistryStore {
    /// Registrations that cover a model whose near key is this one, now or once.
    package func covering(_ model: ModelNumber, limit: Int) async throws -> [Registration] {
        try await engine.read { db in
            try db.all(Self.byModel, [.text(model.nearKey), .integer(Int64(limit))]) { row in
                try row.withBytes(0) { try Card.unpack($0) }
            }
        }
    }

    private static let byModel = Statement(
        """
        SELECT c.body FROM card c WHERE c.registration_id IN (
            SELECT m.registration_id FROM model m WHERE m.near_key = ?1 AND m.superseded = 9223372036854775807
            ORDER BY m.registration_id LIMIT ?2
        ) ORDER BY c.registration_id
        """
    )
    private static let byGTIN = Statement(
        """
        SELECT c.body FROM card c WHERE c.registration_id IN (
            SELECT m.registration_id FROM model m
            WHERE m.gtin = ?1 AND m.gtin <> '' AND m.superseded = 9223372036854775807
            ORDER BY m.registration_id LIMIT ?2
        ) ORDER BY c.registration_id
        """
    )
    /// Registrations that cover a model with this GTIN.
    package func covering(_ gtin: GTIN, limit: Int) async throws -> [Registration] {
        try await engine.read { db in
            try db.all(Self.byGTIN, [.text(gtin.text), .integer(Int64(limit))]) { row in
                try row.withBytes(0) { try Card.unpack($0) }
            }
        }
    }
}
