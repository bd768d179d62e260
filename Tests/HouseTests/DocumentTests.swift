import HTTPTypes
import Registry
import TestSupport
import Testing

@testable import Console
@testable import Portal

@Suite("the documents say what the code does")
struct DocumentTests {
    @Test("Docs/transitions.md holds the table that the code decides by")
    func transitions() throws {
        let text = try Repository.text("Docs/transitions.md")
        #expect(text.contains("\n\n" + TransitionTable.markdown), "print it anew with: hoshifuda transitions")
    }

    @Test("Docs/permissions.md holds the table that the code decides by")
    func permissions() throws {
        let text = try Repository.text("Docs/permissions.md")
        #expect(text.contains("\n\n" + PermissionTable.markdown), "print it anew with: hoshifuda permissions")
    }

    @Test("Docs/applications.md holds the tables that the code decides by")
    func flows() throws {
        let text = try Repository.text("Docs/applications.md")
        #expect(text.contains("\n\n" + FlowTable.markdown), "print it anew with: hoshifuda flows")
    }

    @Test("Docs/operations.md says of everything that is forgotten by itself after how many days")
    func retention() throws {
        let text = try Repository.text("Docs/operations.md")
        let rows = Retention.allCases.map { "| \($0.words) | \($0.days) |" }
        #expect(text.contains("\n| what | days |\n| --- | --- |\n" + rows.joined(separator: "\n") + "\n\n"))
    }

    @Test("every setting has its heading in Docs/settings.md, with its name in the environment, and no other has one")
    func settings() throws {
        let text = try Repository.text("Docs/settings.md")
        let lines = text.split(separator: "\n")
        let headings = lines.filter { $0.hasPrefix("## `") }.map { String($0.dropFirst(4).prefix { $0 != "`" }) }
        #expect(headings == Settings.keys)
        for key in Settings.keys { #expect(text.contains("Environment `\(environmentName(key))`"), "\(key)") }
    }

    /// `http.metricsPort` is `HTTP_METRICS_PORT`, `http.behindTLS` is `HTTP_BEHIND_TLS`.
    private func environmentName(_ key: String) -> String {
        var name = ""
        var wasLower = false
        for character in key {
            if character.isUppercase, wasLower { name += "_" }
            name += character == "." ? "_" : character.uppercased()
            wasLower = character.isLowercase
        }
        return name
    }

    @Test("every kind of refusal has a status of its own, and every status in use is explained in Docs/api.md")
    func refusals() throws {
        let statuses = Refusal.Kind.allCases.map { Problem(Refusal($0, "because")).status.code }
        #expect(Set(statuses).count == statuses.count)
        #expect(statuses.allSatisfy { (400..<500).contains($0) })
        let text = try Repository.text("Docs/api.md")
        for status in [400, 404, 405, 413, 415, 422, 429, 500, 503] {
            #expect(text.contains("| \(status) |"), "\(status)")
        }
    }

    @Test("every route stands in Docs/api.md")
    func routes() throws {
        let text = try Repository.text("Docs/api.md").replacing(#/<[^>`]*>/#, with: "<>")
        var found = 0
        for line in try Repository.text("Sources/Portal/PortalRoutes.swift").split(separator: "\n") {
            let parts = line.split(separator: "\"")
            guard parts.count >= 3, parts[0].contains("router.get(") || parts[0].contains("router.post(") else {
                continue
            }
            found += 1
            let path = parts[1].split(separator: "/").map { $0.hasPrefix(":") ? "<>" : String($0) }
            let method = parts[0].contains("post") ? "POST" : "GET"
            #expect(text.contains("`\(method) /\(path.joined(separator: "/"))`"), "\(method) \(parts[1])")
        }
        #expect(found >= 15)
        for line in try Repository.text("Sources/Portal/Accounts/GuardedRoutes.swift").split(separator: "\n") {
            let parts = line.split(separator: "\"")
            guard parts.count >= 3, parts[1].hasPrefix("/") else { continue }
            let path = parts[1].split(separator: "/").map { $0.hasPrefix(":") ? "<>" : String($0) }
            let method = parts[0].contains(".post") ? "POST" : "GET"
            #expect(text.contains("`\(method) /\(path.joined(separator: "/"))`"), "\(method) \(parts[1])")
        }
        for match in try Repository.text("Sources/Portal/Accounts/ApiRoutes.swift").matches(
            of: #/ApiRoute\(\s*\.([a-z]+),\s*base(?: \+ "([^"]*)")?/#
        ) {
            found += 1
            let path = ("/api/v1/applications" + (match.2 ?? "")).split(separator: "/")
                .map { $0.hasPrefix(":") ? "<>" : String($0) }
            let line = "`\(match.1.uppercased()) /\(path.joined(separator: "/"))`"
            #expect(text.contains(line), "\(line)")
        }
        #expect(found >= 60)
    }

    @Test("what the threat model names as shown by a test or a script is there")
    func threats() throws {
        let tests = try Self.tests()
        var isTable = false
        var found = 0
        for line in try Repository.text("Docs/threat-model.md").split(separator: "\n", omittingEmptySubsequences: false)
        {
            guard line.hasPrefix("|") else {
                isTable = false
                continue
            }
            let shown = line.split(separator: "|").last.map { $0.trimmingPrefix(" ") } ?? ""
            if shown.hasPrefix("shown by") { isTable = true }
            guard isTable, !shown.hasPrefix("shown by"), !shown.hasPrefix("-") else { continue }
            let names = shown.matches(of: #/`([^`]+)`/#).map { String($0.1) }
            #expect(!names.isEmpty || shown.hasPrefix("no test yet"), "\(line)")
            for name in names {
                found += 1
                #expect(Self.isThere(name, tests), "\(name): \(line)")
            }
        }
        #expect(found >= 60)
    }

    /// `Scripts/drill failover` by its file, `SignInTests.flood` by its suite and function, `MailAddressTests` by its suite.
    private static func isThere(_ name: String, _ tests: [String: Set<String>]) -> Bool {
        if name.contains("/") {
            let file = String(name.prefix { $0 != " " })
            return (try? Repository.text(file)) != nil
        }
        let parts = name.split(separator: ".").map(String.init)
        guard let suite = parts.first, let known = tests[suite] else { return false }
        return parts.count == 1 || parts.count == 2 && known.contains(parts[1])
    }

    /// The names of all tests by their suites: the functions that follow an `@Test`.
    private static func tests() throws -> [String: Set<String>] {
        var tests: [String: Set<String>] = [:]
        for file in Repository.files(under: "Tests", ending: ".swift") {
            var (suite, isTest) = ("", false)
            for line in try Repository.text(file).split(separator: "\n") {
                if let match = line.prefixMatch(of: #/(?:struct|extension|enum|final class) (\w+)/#) {
                    suite = String(match.1)
                }
                if line.contains("@Test") { isTest = true }
                guard isTest, let match = line.firstMatch(of: #/func (\w+)/#) else { continue }
                tests[suite, default: []].insert(String(match.1))
                isTest = false
            }
        }
        return tests
    }
}
