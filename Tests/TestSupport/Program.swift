import Foundation
import Synchronization

/// The built program, run as a person would run it.
package struct Program: Sendable {
    /// What a run left behind.
    package struct Outcome: Sendable {
        package var status: Int32
        package var output: String
        package var messages: String
        /// Lines of output without the empty one at the end.
        package var lines: [String] {
            output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        }
        /// The last line of output as JSON.
        package var json: JSONTree {
            get throws { try JSONTree(lines.last ?? "") }
        }
    }

    /// Beside the test bundle, where the build puts it.
    package static let path: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("hoshifuda").path
    }()

    /// Runs to the end.
    @discardableResult
    package static func run(
        _ arguments: [String],
        in folder: String = Repository.root,
        environment: [String: String] = [:],
        input: [UInt8] = []
    ) async throws -> Outcome {
        let running = try start(arguments, in: folder, environment: environment, input: input)
        return await running.end()
    }

    package static func start(
        _ arguments: [String],
        in folder: String = Repository.root,
        environment: [String: String] = [:],
        input: [UInt8] = []
    ) throws -> RunningProgram {
        try RunningProgram(path: path, arguments, in: folder, environment: environment, input: input)
    }

    /// A program of the tests' own that stays while it is needed, by the Python that has the readers.
    package static func peer(_ script: String, _ arguments: [String]) throws -> RunningProgram {
        let python = ProcessInfo.processInfo.environment["HOSHIFUDA_PYTHON"] ?? "python3"
        let all = [python, Repository.root + "/" + script] + arguments
        return try RunningProgram(path: "/usr/bin/env", all, in: "/", environment: [:])
    }

    /// A tool of the system on bytes; nil where it is not installed.
    package static func tool(_ path: String, _ arguments: [String], input: [UInt8] = []) async throws -> Outcome? {
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        return await (try RunningProgram(path: path, arguments, in: "/", environment: [:], input: input)).end()
    }
}

/// A process whose output goes to files, so that nobody has to read along.
package final class RunningProgram: Sendable {
    private let process: Mutex<Process>
    private let folder: String
    private let ended: AsyncStream<Int32>
    package let pid: Int32

    fileprivate init(
        path: String,
        _ arguments: [String],
        in working: String,
        environment: [String: String],
        input: [UInt8] = []
    ) throws {
        let name = "hf-run-" + String(UInt64.random(in: .min ... .max), radix: 36)
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for file in ["out", "err"] { try Data().write(to: URL(fileURLWithPath: folder + "/" + file)) }
        try Data(input).write(to: URL(fileURLWithPath: folder + "/in"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: working)
        // Settings of the machine that runs the tests must not reach the program under test.
        var inherited = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("HTTP_") && !name.hasPrefix("MAIL_") && !name.hasPrefix("WEBHOOKS_")
        }
        inherited.merge(environment) { $1 }
        process.environment = inherited
        process.standardOutput = FileHandle(forWritingAtPath: folder + "/out")
        process.standardError = FileHandle(forWritingAtPath: folder + "/err")
        process.standardInput = FileHandle(forReadingAtPath: folder + "/in")
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        ended = stream
        process.terminationHandler = { process in
            // A signal is told as shells tell it.
            let isSignal = process.terminationReason == .uncaughtSignal
            continuation.yield(isSignal ? 128 + process.terminationStatus : process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        pid = process.processIdentifier
        self.process = Mutex(process)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    package var output: String { text("out") }
    package var messages: String { text("err") }
    package var isRunning: Bool { process.withLock(\.isRunning) }

    package func signal(_ number: Int32) { kill(pid, number) }

    /// Waits for the end.
    package func end() async -> Program.Outcome {
        let status = await ended.first { _ in true } ?? -1
        return Program.Outcome(status: status, output: output, messages: messages)
    }

    /// Polls the output until the test finds what it waits for: at most thirty seconds, for a process that comes up.
    package func wait<Value>(_ find: (String) -> Value?) async throws -> Value {
        for _ in 0..<600 {
            if let value = find(output) { return value }
            guard isRunning else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        if let value = find(output) { return value }
        throw WireFault.malformed("the program did not say what was waited for: \(output) \(messages)")
    }

    private func text(_ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: folder + "/" + file) ?? Data(), as: UTF8.self)
    }
}
