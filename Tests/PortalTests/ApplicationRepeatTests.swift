import HTTPTypes
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("a request of a machine that is sent again")
struct ApplicationRepeatTests {
    private static let pdf = Array("%PDF-1.7\nexample\n%%EOF".utf8)

    private static func file(
        _ machine: Machine,
        _ path: String,
        _ bytes: [UInt8] = pdf,
        key: String,
        tag: String
    ) async throws -> WireAnswer {
        let fields = ["Content-Type": "application/octet-stream", "Idempotency-Key": key, "If-Match": tag]
        return try await machine.ask("POST", path + "/documents?kind=other&name=a.pdf", fields, bytes)
    }

    @Test("a document filed once is answered again, however far the application has come since")
    func document() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let path = try await machine.opened()
            #expect(try await Self.file(machine, path, key: "a", tag: "\"v1\"").status == 201)
            let ended = try await machine.send(
                "POST",
                path + "/actions",
                #"{"action":"abandon"}"#,
                ifMatch: "\"v2\"",
                idempotency: "b"
            )
            #expect(ended.status == 200)
            // The answer got lost: the client sends the very same again, and later perhaps with what it read since.
            for tag in ["\"v1\"", "\"v3\""] {
                let again = try await Self.file(machine, path, key: "a", tag: tag)
                #expect(again.status == 201 && again["ETag"] == "\"v3\"", "\(tag): \(again.text)")
                #expect(try JSONTree(again.body)["documents"]?.list?.count == 1)
            }
            let other = try await Self.file(machine, path, Self.pdf + [0x0A], key: "a", tag: "\"v3\"")
            #expect(other.status == 422 && other.code == "keyReused")
            let new = try await Self.file(machine, path, key: "c", tag: "\"v3\"")
            #expect(new.status == 409 && new.code == "illegalTransition")
            #expect(try await machine.get(path)["ETag"] == "\"v3\"")
        }
    }

    @Test("a document is filed with the version that was read")
    func version() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let path = try await machine.opened()
            let noted = try await machine.send("PUT", path + "/draft", #"{"remark":"x"}"#, ifMatch: "\"v1\"")
            #expect(noted.status == 200)
            let late = try await Self.file(machine, path, key: "a", tag: "\"v1\"")
            #expect(late.status == 412 && late.code == "changedMeanwhile")
            #expect(try await Self.file(machine, path, key: "a", tag: "\"v2\"").status == 201)
        }
    }

    @Test("whatever changes an application that is there needs If-Match, and says so in the description")
    func needed() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let path = try await machine.opened()
            let id = try #require(path.split(separator: "/").last)
            let described = try JSONTree(try await live.client.get("/openapi.json").body)
            let unsafe = ApiRoutes.all(live.site).filter { $0.method != .get && $0.path.contains(":id") }
            #expect(unsafe.count >= 4)
            for route in unsafe {
                let place = "\(route.method) \(route.path)"
                let fields = ["Idempotency-Key": place, "Content-Type": "application/json"]
                let address = route.path.replacing(":id", with: String(id))
                let answer = try await machine.ask(route.method.rawValue, address, fields, Array("{}".utf8))
                #expect(answer.status == 428 && answer.code == "preconditionRequired", "\(place): \(answer.text)")
                let named = route.path.replacing(":id", with: "{id}")
                let operation = described["paths"]?[named]?[route.method.rawValue.lowercased()]
                let header = operation?["parameters"]?.list?.first { $0["name"]?.text == "If-Match" }
                #expect(header?["required"]?.flag == true, "\(place)")
            }
            #expect(try await machine.get(path)["ETag"] == "\"v1\"")
        }
    }
}
