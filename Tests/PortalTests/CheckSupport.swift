import Registry
import TestSupport

@testable import Portal

/// Sending lists as people and machines do.
extension LivePortal {
    /// Sends a list to the API; the answer as it came.
    func check(
        _ body: [UInt8],
        _ type: String = "text/csv",
        _ query: String = "",
        _ fields: [String: String] = [:]
    ) async throws -> WireAnswer {
        var fields = fields
        fields["Content-Type"] = type
        return try await client.ask("POST", "/api/v1/checks" + (query.isEmpty ? "" : "?" + query), fields, body: body)
    }

    /// Checks a list, and reads every row of the result.
    func rows(_ text: String, _ query: String = "", _ type: String = "text/csv") async throws -> [JSONTree] {
        let answer = try await check(Array(text.utf8), type, query)
        guard answer.status == 201 else { throw WireFault.malformed(answer.text) }
        return try await rows(of: try JSONTree(answer.body))
    }

    func rows(of receipt: JSONTree) async throws -> [JSONTree] {
        let address = try path(receipt["rows"]?.text)
        let answer = try await client.get(address + "?limit=1000")
        guard answer.status == 200 else { throw WireFault.malformed(answer.text) }
        return try JSONTree(answer.body)["rows"]?.list ?? []
    }

    /// The path of an address of ours.
    func path(_ address: String?) throws -> String {
        let start = "https://\(TestRegistry.host)"
        guard let address, address.hasPrefix(start) else { throw WireFault.malformed(address ?? "no address") }
        return String(address.dropFirst(start.count))
    }

    /// Sends the form, with a file where one is named.
    func form(
        _ fields: [(String, String)],
        file: (name: String, bytes: [UInt8])? = nil
    ) async throws -> WireAnswer {
        let (type, body) = Multipart.body(fields, file: file)
        return try await client.ask("POST", "/check?lang=en", ["Content-Type": type], body: body)
    }
}

/// A form as a browser writes it.
enum Multipart {
    static let boundary = "----formBoundary7MA4YWxk"

    static func body(
        _ fields: [(String, String)],
        file: (name: String, bytes: [UInt8])?
    ) -> (type: String, bytes: [UInt8]) {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        if let file {
            bytes +=
                ("--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file.name)\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n").utf8
            bytes += file.bytes
            bytes += "\r\n".utf8
        }
        bytes += "--\(boundary)--\r\n".utf8
        return ("multipart/form-data; boundary=\(boundary)", bytes)
    }
}
