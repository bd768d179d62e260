import Foundation
import Logging
import Portal
import Registry
import ServiceLifecycle
import Store
import TestSupport
import Testing

@Suite("those who run the portal see how it does, and nobody else's business")
struct OperationTests {
    @Test("health, readiness, robots and the contact for reports")
    func health() async throws {
        try await LivePortal.withStandings { live, _ in
            #expect(try await live.client.get("/healthz").text == "ok\n")
            let ready = try await live.client.get("/readyz")
            #expect(ready.text == "ready at revision \(try await live.registry.store.head().revision)\n")
            #expect(ready["Cache-Control"] == "no-store")
            #expect(try await live.client.get("/robots.txt").text.hasPrefix("User-agent: *\n"))
            let contact = try await live.client.get("/.well-known/security.txt").text
            #expect(contact.contains("Contact: https://label.example.jp/doubt\n"))
            #expect(contact.contains("Expires: 2027-08-1"))
            #expect(try await live.client.get("/metrics").status == 404)
        }
    }

    @Test("answers are counted by family, also those from the cache")
    func metrics() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            for _ in 1...5 { _ = try await live.client.get("/\(code)") }
            _ = try await live.client.get("/nope/nope")
            _ = try await live.client.get("/\(LabelCode(sequence: 9, tag: 9))")
            let lines = live.meters.text().split(separator: "\n").map(String.init)
            #expect(lines.contains("hoshifuda_answers_total{status=\"2xx\"} 5"))
            #expect(lines.contains("hoshifuda_answers_total{status=\"4xx\"} 2"))
            #expect(lines.contains("hoshifuda_unknown_codes_total 1"))
            #expect(lines.contains("hoshifuda_answer_milliseconds_count 7"))
            for line in lines { #expect(line.split(separator: " ").count == 2, "\(line)") }
        }
    }

    @Test("metrics stand on a door of their own, as Prometheus text")
    func metricsDoor() async throws {
        let meters = PrometheusMeters()
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = PortalServer.metrics(meters, at: .init(host: "127.0.0.1", port: 0), logger: logger) {
            port.yield($0)
        }
        let group = ServiceGroup(configuration: .init(services: [service], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let chosen = try #require(await ports.first { _ in true })
            let answer = try await WireClient(port: chosen).get("/metrics")
            #expect(answer.status == 200)
            #expect(answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test("a line of the access log names neither what was asked nor who asked")
    func accessLog() async throws {
        try await TemporaryDirectory.with { folder in
            let file = folder + "/access"
            try Data().write(to: URL(fileURLWithPath: file))
            let handle = try #require(FileHandle(forWritingAtPath: file))
            let code = try await LivePortal.withStandings(log: handle) { live, labels in
                let code = try labels(.valid).code.text
                for _ in 1...3 { _ = try await live.client.get("/\(code)?lang=en") }
                _ = try await live.client.get("/find?q=private+words")
                _ = try await live.client.get("/doubt?number=T-VALID")
                return code
            }
            let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 5)
            for line in lines {
                #expect(!line.contains("?") && !line.contains("lang") && !line.contains("private"), "\(line)")
                #expect(!line.contains("127.0.0.1"), "\(line)")
                let json = try JSONTree(String(line))
                #expect(
                    Set(json.members?.keys.map(\.self) ?? []) == [
                        "at", "id", "method", "path", "status", "bytes", "ms",
                    ]
                )
                #expect(json["at"]?.text == "2027-05-20T03:00:00.000Z")
            }
            let paths = try lines.map { try JSONTree(String($0))["path"]?.text }
            #expect(paths == ["/\(code)", "/\(code)", "/\(code)", "/find", "/doubt"])
        }
    }

    @Test("stopping does not wait for connections that say nothing")
    func shutdown() async throws {
        let (registry, labels) = try await TestRegistry.standing()
        let clock = ContinuousClock()
        let code = try labels(.valid).code
        let idle = try await LivePortal.with(registry) { live in
            var open: [WireConnection] = []
            for _ in 1...3 {
                // One that never spoke, one that had its answer, one from the cache.
                open.append(try WireConnection.open(port: live.client.port))
                let served = try WireConnection.open(port: live.client.port)
                try await served.send(WireClient.request("GET", "/\(code)"))
                _ = try await served.answer()
                open.append(served)
            }
            return (open, clock.now)
        }
        #expect(clock.now - idle.1 < .seconds(12))
        for connection in idle.0 { #expect(try await connection.rest().isEmpty) }
        #expect(throws: WireFault.self) { _ = try WireConnection.open(port: 1) }
    }
}
