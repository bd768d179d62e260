/// A browser without manners: says exactly what it is told, one connection a call.
package struct WireClient: Sendable {
    package let port: Int

    package init(port: Int) {
        self.port = port
    }

    package func get(_ target: String, _ fields: [String: String] = [:]) async throws -> WireAnswer {
        try await ask("GET", target, fields)
    }

    package func ask(
        _ method: String,
        _ target: String,
        _ fields: [String: String] = [:],
        body: [UInt8]? = nil
    ) async throws -> WireAnswer {
        try await raw(WireClient.request(method, target, fields, body: body), hasBody: method != "HEAD")
    }

    /// Sends bytes as they are and reads one answer.
    package func raw(_ bytes: [UInt8], hasBody: Bool = true) async throws -> WireAnswer {
        let connection = try WireConnection.open(port: port)
        defer { connection.close() }
        try await connection.send(bytes)
        return try await connection.answer(hasBody: hasBody)
    }

    /// Sends requests in one piece and reads as many answers.
    package func pipelined(_ requests: [[UInt8]], hasBody: [Bool]? = nil) async throws -> [WireAnswer] {
        let connection = try WireConnection.open(port: port)
        defer { connection.close() }
        try await connection.send(requests.flatMap(\.self))
        var answers: [WireAnswer] = []
        for index in requests.indices {
            answers.append(try await connection.answer(hasBody: hasBody?[index] ?? true))
        }
        return answers
    }

    package static func request(
        _ method: String,
        _ target: String,
        _ fields: [String: String] = [:],
        body: [UInt8]? = nil
    ) -> [UInt8] {
        var fields = fields
        if fields["Host"] == nil { fields["Host"] = "127.0.0.1" }
        if let body { fields["Content-Length"] = String(body.count) }
        let lines = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
        return Array("\(method) \(target) HTTP/1.1\r\n\(lines)\r\n".utf8) + (body ?? [])
    }
}
