import Foundation
import TestSupport
import Testing

/// A registry made by the program itself, in a folder that lives as long as a closure.
struct ProgramStore: Sendable {
    /// Holds the store and whatever a test lays beside it.
    let folder: String
    var path: String { folder + "/store" }

    static let at = ["--at", "2027-05-20T03:00:00Z"]
    /// What takes two people is done by one here, where nobody else is.
    static let alone = ["--break-glass", "A test has one person"]

    static func with<Value>(
        _ flags: [String] = [],
        _ body: (ProgramStore) async throws -> Value
    ) async throws -> Value {
        try await TemporaryDirectory.with { folder in
            let store = ProgramStore(folder: folder)
            let made = try await store.run(
                ["init", "--operator", "Sample Registry", "--public-host", "label.example.jp"] + flags
            )
            try #require(made.status == 0, "\(made.messages)")
            return try await body(store)
        }
    }

    /// Runs a command on the store, at no stated moment.
    @discardableResult
    func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        input: [UInt8] = []
    ) async throws -> Program.Outcome {
        try await Program.run(arguments + ["--store", path], environment: environment, input: input)
    }

    @discardableResult
    func issue(_ number: String, _ flags: [String] = []) async throws -> Program.Outcome {
        try await run(
            [
                "label", "issue", "--number", number, "--level", "STAR-1", "--maker-en", "Example Works",
                "--product-en",
                "Door camera", "--category", "camera-surveillance", "--model", "M-\(number)", "--json",
            ] + flags + Self.alone
        )
    }

    /// The last line of output as JSON.
    func json(_ arguments: [String]) async throws -> JSONTree {
        let outcome = try await run(arguments)
        try #require(outcome.status == 0, "\(arguments): \(outcome.messages)")
        return try outcome.json
    }

    /// Everything the database holds, told by another program; nil where that program is missing.
    func dump() async throws -> String? {
        let script = """
            import sqlite3, sys
            for line in sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).iterdump(): print(line)
            """
        let outcome = try await Program.tool("/usr/bin/env", ["python3", "-c", script, path + "/registry.sqlite"])
        guard let outcome, outcome.status == 0 else { return nil }
        return outcome.output
    }

    func write(_ name: String, _ text: String) throws -> String {
        let file = folder + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// Serves the store on a free port for the length of a closure; stops it by SIGTERM and hands over how it ended.
    func serving<Value>(
        _ flags: [String] = [],
        environment: [String: String] = [:],
        _ body: (RunningProgram, WireClient) async throws -> Value
    ) async throws -> (Value, Program.Outcome) {
        let program = try Program.start(
            ["serve", "--host", "127.0.0.1", "--port", "0", "--store", path] + flags,
            environment: environment
        )
        do {
            let port = try await Self.port(of: program)
            let value = try await body(program, WireClient(port: port))
            program.signal(SIGTERM)
            return (value, await program.end())
        } catch {
            program.signal(SIGKILL)
            throw error
        }
    }

    static func port(of program: RunningProgram) async throws -> Int {
        // The program says so once both doors answer, the office's own too.
        try await program.wait { output -> Int? in
            guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("Serving on ") }) else {
                return nil
            }
            return line.split(separator: ":").last.flatMap { Int($0) }
        }
    }
}
