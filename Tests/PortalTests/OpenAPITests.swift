import Foundation
import HTTPTypes
import Hummingbird
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("the description of the API is true")
struct OpenAPITests {
    private func document(_ live: LivePortal) async throws -> JSONTree {
        let answer = try await live.client.get("/openapi.json")
        #expect(answer["Content-Type"] == "application/json; charset=utf-8")
        return try JSONTree(answer.body)
    }

    @Test("its paths are the router's routes for machines, no more and no fewer")
    func paths() async throws {
        try await LivePortal.withStandings { live, _ in
            let document = try await document(live)
            #expect(document["openapi"]?.text == "3.1.0")
            let described = Set(document["paths"]?.members?.keys.map(\.self) ?? [])
            let routes = PortalRoutes.build(live.site).routes.filter { route in
                route.method == .get
                    || [.post, .put].contains(route.method) && route.path.description.hasPrefix("/api/")
            }.map { route in
                "/"
                    + route.path.description.split(separator: "/").map { part in
                        part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
                    }.joined(separator: "/")
            }
            let machines = routes.filter {
                $0.hasPrefix("/api/") || $0.hasPrefix("/labels/") || $0 == "/{code}" || $0 == "/openapi.json"
            }
            #expect(described == Set(machines))
        }
    }

    @Test("every reference leads somewhere, operations have names of their own, parameters stand in their path")
    func consistency() async throws {
        try await LivePortal.withStandings { live, _ in
            let document = try await document(live)
            for reference in references(document) {
                var place: JSONTree? = document
                for part in reference.dropFirst(2).split(separator: "/") { place = place?[String(part)] }
                #expect(place != nil, "\(reference)")
            }
            var names: Set<String> = []
            for (path, item) in document["paths"]?.members ?? [:] {
                let operations = ["get", "post", "put"].compactMap { item[$0] }
                #expect(!operations.isEmpty, "\(path)")
                for operation in operations {
                    let name = try #require(operation["operationId"]?.text)
                    #expect(names.insert(name).inserted, "\(name)")
                    for parameter in operation["parameters"]?.list ?? [] where parameter["in"]?.text == "path" {
                        #expect(path.contains("{\(parameter["name"]?.text ?? "?")}"), "\(path)")
                    }
                    let captures = path.split(separator: "{").dropFirst().count
                    let named = (operation["parameters"]?.list ?? []).filter { $0["in"]?.text == "path" }.count
                    #expect(captures == named, "\(path)")
                }
            }
        }
    }

    private func references(_ tree: JSONTree) -> [String] {
        switch tree {
        case .object(let members):
            members.flatMap { name, value in name == "$ref" ? [value.text ?? ""] : references(value) }
        case .list(let list): list.flatMap { references($0) }
        default: []
        }
    }

    @Test("real answers have every required member, no member that is not described, and the right types")
    func answers() async throws {
        let (registry, _) = try await TestRegistry.standing()
        _ = try await registry.perform(
            .changeModels(added: [CoveredModel(number: ModelNumber(checked: "N-1"))], removed: [], revoked: []),
            on: "T-VALID",
            "2027-05-20"
        )
        try await registry.issue("T-STAR3", .sample(level: .star3))
        try await LivePortal.with(registry) { live in
            let checker = SchemaChecker(document: try await document(live))
            var asked: [(String, String)] = [
                ("/api/v1/scheme", "SchemeIndex"), ("/api/v1/scheme/levels", "SchemeDocument"),
            ]
            for registration in try await registry.store.list(after: 0, limit: 100) {
                asked.append(("/api/v1/labels/\(registration.code)", "Label"))
                asked.append(("/api/v1/labels/\(registration.code)?on=2026-01-01", "Label"))
                asked.append(("/api/v1/labels/\(registration.code)/history", "History"))
            }
            asked += [
                ("/api/v1/labels/nope", "Problem"), ("/api/v1/labels/\(LabelCode(sequence: 5, tag: 5))", "Problem"),
                ("/api/v1/labels/AAAAAAAAAAAA", "Problem"), ("/api/v1/labels/T-VALID?on=x", "Problem"),
                ("/api/x", "Problem"), ("/api/v1/labels", "LabelList"), ("/api/v1/labels?limit=2", "LabelList"),
                ("/api/v1/labels?q=T-&on=2026-01-01&coveredThrough=2030-01-01&coverage=gapFrom", "LabelList"),
                ("/api/v1/labels?limit=0", "Problem"),
            ]
            asked += [
                ("/api/v1/recognition", "Recognition"), ("/api/v1/recognition?on=2026-01-01", "Recognition"),
                ("/api/v1/recognition?on=x", "Problem"), ("/api/v1/wording", "TenderWording"),
                ("/api/v1/times", "Times"), ("/api/v1/times?on=2026-01-01", "Problem"),
                (
                    "/api/v1/wording?levelAtLeast=STAR-2&category=network-camera,smart-home&on=2027-05-20"
                        + "&coveredThrough=2028-03-31",
                    "TenderWording"
                ),
                ("/api/v1/wording?coveredThrough=2020-01-01&on=2021-01-01", "Problem"), ("/api/v1/claims", "Problem"),
            ]
            #expect(asked.count > 30)
            for (path, schema) in asked {
                let json = try JSONTree(try await live.client.get(path).body)
                #expect(checker.faults(json, "#/components/schemas/\(schema)") == [], "\(path)")
            }
            for body in [#"{"text":"完全に安全。JC-STAR適合予定","state":"draft"}"#, #"{"text":"x"}"#, "[]", "", #"{"text":1}"#] {
                let answer = try await live.client.ask(
                    "POST",
                    "/api/v1/claims",
                    ["Content-Type": "application/json"],
                    body: Array(body.utf8)
                )
                let schema = answer.status == 200 ? "ClaimReading" : "Problem"
                #expect(checker.faults(try JSONTree(answer.body), "#/components/schemas/\(schema)") == [], "\(body)")
            }
            let list = "登録番号,型番\nT-VALID,DC-100\nT-PROV,\nNOPE,\n,DC-100\n"
            let checked = try await live.check(Array(list.utf8), "text/csv", "coveredThrough=2028-01-01")
            let receipt = try JSONTree(checked.body)
            #expect(checker.faults(receipt, "#/components/schemas/Receipt") == [])
            let id = receipt["id"]?.text ?? ""
            let kept = try JSONTree(try await live.client.get("/api/v1/checks/\(id)").body)
            #expect(checker.faults(kept, "#/components/schemas/Receipt") == [])
            let rows = try JSONTree(try await live.client.get(try live.path(receipt["rows"]?.text)).body)
            #expect(checker.faults(rows, "#/components/schemas/CheckRows") == [])
            let job = try JSONTree(CheckWire.job(CheckSamples.job(.running), live.site.facts, secret: true))
            #expect(checker.faults(job, "#/components/schemas/CheckJob") == [])
        }
    }

    @Test("a checker that finds nothing wrong with anything would be worthless")
    func checker() async throws {
        try await LivePortal.withStandings { live, labels in
            let checker = SchemaChecker(document: try await document(live))
            let path = "/api/v1/labels/\(try labels(.valid).code)"
            var members = try #require(try JSONTree(try await live.client.get(path).body).members)
            members["standing"] = .text("splendid")
            members["surprise"] = .flag(true)
            members["revision"] = .text("1")
            members["code"] = nil
            let faults = checker.faults(.object(members), "#/components/schemas/Label")
            #expect(faults.count == 4, "\(faults)")
        }
    }
}

/// The part of JSON Schema 2020-12 that the document uses.
struct SchemaChecker {
    let document: JSONTree

    /// What is wrong, each with its place; empty where nothing is.
    func faults(_ value: JSONTree, _ reference: String) -> [String] {
        faults(value, .object(["$ref": .text(reference)]), at: "")
    }

    private func faults(_ value: JSONTree, _ schema: JSONTree, at place: String) -> [String] {
        if let reference = schema["$ref"]?.text {
            var target: JSONTree? = document
            for part in reference.dropFirst(2).split(separator: "/") { target = target?[String(part)] }
            guard let target else { return ["\(place): \(reference) leads nowhere"] }
            return faults(value, target, at: place)
        }
        if let choices = schema["anyOf"]?.list {
            return choices.contains { faults(value, $0, at: place).isEmpty } ? [] : ["\(place): fits no choice"]
        }
        if let words = schema["enum"]?.list, !words.contains(value) { return ["\(place): not one of the words"] }
        var found: [String] = []
        if let type = schema["type"] {
            let types = type.list?.compactMap(\.text) ?? [type.text ?? ""]
            if !types.contains(where: { fits(value, $0) }) { return ["\(place): not \(types)"] }
        }
        if let format = schema["format"]?.text, let text = value.text, !isOf(format, text) {
            found.append("\(place): no \(format)")
        }
        if case .object(let members) = value {
            for name in schema["required"]?.list?.compactMap(\.text) ?? [] where members[name] == nil {
                found.append("\(place)/\(name): missing")
            }
            for (name, member) in members {
                if let known = schema["properties"]?[name] {
                    found += faults(member, known, at: "\(place)/\(name)")
                } else if schema["additionalProperties"]?.flag == false {
                    found.append("\(place)/\(name): not described")
                }
            }
        }
        if case .list(let list) = value, let items = schema["items"] {
            for (index, item) in list.enumerated() { found += faults(item, items, at: "\(place)/\(index)") }
        }
        return found
    }

    private func fits(_ value: JSONTree, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.flag, "boolean"), (.number, "number"), (.text, "string"), (.list, "array"),
            (.object, "object"):
            true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }

    private func isOf(_ format: String, _ text: String) -> Bool {
        switch format {
        case "date": (try? Day.parse(text)) != nil
        case "date-time": (try? Moment.parse(text)) != nil
        default: true
        }
    }
}
