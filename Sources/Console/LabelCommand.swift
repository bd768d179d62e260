import ArgumentParser
import Foundation
import Portal
import Registry
import Store

/// One verb for each event of a label's life, and three to look at it.
struct LabelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Issue, extend, withdraw, revoke, correct, show and draw labels.",
        subcommands: [
            LabelIssue.self, LabelProvisional.self, LabelFileExtension.self, LabelExtend.self,
            LabelRefuseExtension.self, LabelAbandonExtension.self, LabelWithdraw.self, LabelRevoke.self,
            LabelReinstate.self, LabelChangeModels.self, LabelChangeHolder.self, LabelRestate.self, LabelCorrect.self,
            LabelShow.self, LabelHistory.self, LabelArt.self,
        ]
    )
}

/// Flags that every recording verb takes.
struct RecordingOptions: ParsableArguments {
    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("on"), help: "From which day it counts (default: today in Japan).")
    var on: String?
    @Flag(name: .customLong("announce"), help: "Allow a day that is still to come; the public sees it at once.")
    var announce = false
    @Option(name: .customLong("note"), help: "A sentence for the public.")
    var note: String?
    @Option(name: .customLong("private-note"), help: "A sentence for the office alone.")
    var privateNote: String?
    @Option(name: .customLong("actor"), help: "Who does this, for the diary.")
    var actor = "operator"
    @Option(name: .customLong("key"), help: "Idempotency key: the same key again records nothing and answers the same.")
    var key: String?

    /// Records a verb and prints the label as it now is.
    ///
    /// - Parameter warrant: of verbs that take two people.
    func record(
        _ verb: String,
        _ reference: String?,
        _ warrant: WarrantOptions? = nil,
        _ fill: (inout OrderWire) throws -> Void = { _ in }
    ) async throws {
        var wire = OrderWire(verb: verb, reference: reference, actor: actor)
        wire.effectiveOn = on
        wire.announced = announce
        wire.note = note
        wire.privateNote = privateNote
        wire.key = key
        try fill(&wire)
        try warrant?.fill(&wire)
        let link = try await OfficeLink.open(options, clock)
        defer { try? link.close() }
        let bytes = try await link.perform(wire)
        if form.json { Output.line(bytes) } else { LabelSentence.tell(bytes) }
    }
}

/// A label in a few lines for a person.
enum LabelSentence {
    private struct Wire: Decodable {
        var code: String
        var registrationNumber: String
        var standing: String
        var level: String
        var heldFrom: String?
        var heldUntil: String?
    }

    static func tell(_ json: [UInt8]) {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(json)) else { return Output.line(json) }
        Output.line("\(wire.registrationNumber)  \(wire.code)  \(wire.level)  \(wire.standing)")
        if let from = wire.heldFrom, let until = wire.heldUntil { Output.line("holds from \(from) through \(until)") }
    }
}

struct LabelFileExtension: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file-extension",
        abstract: "Record that an extension was applied for.",
        discussion: "Example:\n  hoshifuda label file-extension DEMO-2026-00001 --store ./store"
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    func run() async throws { try await recording.record("fileExtension", reference) }
}

struct LabelExtend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Extend a label by one period from its old end.",
        discussion: """
            Example:
              hoshifuda label extend DEMO-2026-00001 --store ./store \\
                --proposed-by a@example.jp --approved-by b@example.jp
            """
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    @OptionGroup var warrant: WarrantOptions
    @Option(name: .customLong("until"), help: "An earlier end than the scheme's length gives.") var until: String?
    func run() async throws { try await recording.record("extend", reference, warrant) { $0.heldUntil = until } }
}

struct LabelRefuseExtension: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refuse-extension",
        abstract: "Refuse a pending extension.",
        discussion:
            "Example:\n  hoshifuda label refuse-extension DEMO-2026-00001 --store ./store --note \"Criteria unmet\""
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    func run() async throws { try await recording.record("refuseExtension", reference) }
}

struct LabelAbandonExtension: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abandon-extension",
        abstract: "Record that the holder dropped a pending extension.",
        discussion: "Example:\n  hoshifuda label abandon-extension DEMO-2026-00001 --store ./store"
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    func run() async throws { try await recording.record("abandonExtension", reference) }
}

struct LabelWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Record that the holder gave the label back. Final.",
        discussion: """
            Example:
              hoshifuda label withdraw DEMO-2026-00001 --store ./store --on 2026-11-20 \\
                --proposed-by a@example.jp --approved-by b@example.jp
            """
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    @OptionGroup var warrant: WarrantOptions
    func run() async throws { try await recording.record("withdraw", reference, warrant) }
}

struct LabelRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a label. Final.",
        discussion: """
            Example:
              hoshifuda label revoke DEMO-2026-00001 --store ./store --note "Default password shared" \\
                --proposed-by a@example.jp --approved-by b@example.jp

            The two one-time codes are lines of standard input. Alone, in an emergency:
              hoshifuda label revoke DEMO-2026-00001 --store ./store --break-glass "The second approver is ill"
            """
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    @OptionGroup var warrant: WarrantOptions
    func run() async throws { try await recording.record("revoke", reference, warrant) }
}

struct LabelReinstate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinstate",
        abstract: "Undo a withdrawal or revocation that was recorded in error.",
        discussion: """
            Example:
              hoshifuda label reinstate DEMO-2026-00001 --store ./store --note "Recorded in error" \\
                --proposed-by a@example.jp --approved-by b@example.jp
            """
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    @OptionGroup var warrant: WarrantOptions
    func run() async throws { try await recording.record("reinstate", reference, warrant) }
}

struct LabelChangeModels: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change-models",
        abstract: "Add, remove or revoke models from a day on.",
        discussion: """
            Example:
              hoshifuda label change-models DEMO-2026-00001 --store ./store --remove AB-100
              hoshifuda label change-models DEMO-2026-00001 --store ./store --add AB-200 \\
                --proposed-by a@example.jp --approved-by b@example.jp

            Adding and revoking models take two people, removing them takes one.
            """
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    @OptionGroup var warrant: WarrantOptions
    @Option(name: .customLong("add"), help: "A model to add; may be repeated.") var add: [String] = []
    @Option(name: .customLong("remove"), help: "A model to remove; may be repeated.") var remove: [String] = []
    @Option(name: .customLong("revoke"), help: "A model to revoke; may be repeated.") var revoke: [String] = []
    func run() async throws {
        try await recording.record("changeModels", reference, warrant) { wire in
            wire.addModels = add.map { ModelWire($0) }
            wire.removeModels = remove
            wire.revokeModels = revoke
        }
    }
}

struct LabelChangeHolder: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change-holder",
        abstract: "Hand a label to another manufacturer from a day on.",
        discussion: """
            Example:
              hoshifuda label change-holder DEMO-2026-00001 --store ./store --maker-en "New Maker" \\
                --proposed-by a@example.jp --approved-by b@example.jp
            """
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    @OptionGroup var warrant: WarrantOptions
    @OptionGroup var maker: MakerOptions
    func run() async throws {
        try await recording.record("changeHolder", reference, warrant) { $0.holder = try maker.wire() }
    }
}

struct LabelRestate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restate",
        abstract: "Record what the holder declares anew, from a day on.",
        discussion:
            "Earlier days keep what was declared for them. The file holds JSON with any of: criteria, laboratory, route, manufacturer, product.\n\nExample:\n  hoshifuda label restate DEMO-2026-00001 --store ./store --file facts.json"
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    @Option(name: .customLong("file"), help: "JSON file with what is declared anew.") var file: String
    func run() async throws {
        try await recording.record("restate", reference) {
            $0.correction = try JSONFile.read(CorrectionWire.self, file)
        }
    }
}

struct LabelCorrect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Correct what was recorded wrongly, for all days.",
        discussion: """
            The file holds JSON with any of: level, assurance, criteria, laboratory, route, heldFrom, heldUntil,
            manufacturer, product, models.

            Example:
              hoshifuda label correct DEMO-2026-00001 --store ./store --file correction.json \\
                --proposed-by a@example.jp --approved-by b@example.jp
            """
    )
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var recording: RecordingOptions
    @OptionGroup var warrant: WarrantOptions
    @Option(name: .customLong("file"), help: "JSON file with the correction.") var file: String?
    @Option(name: .customLong("held-until"), help: "The right last day.") var heldUntil: String?
    @Option(name: .customLong("held-from"), help: "The right first day.") var heldFrom: String?
    func run() async throws {
        try await recording.record("correct", reference, warrant) { wire in
            var correction = try file.map { try JSONFile.read(CorrectionWire.self, $0) } ?? CorrectionWire()
            correction.heldUntil = heldUntil ?? correction.heldUntil
            correction.heldFrom = heldFrom ?? correction.heldFrom
            wire.correction = correction
        }
    }
}

/// JSON handed over in a file.
enum JSONFile {
    static func read<Wire: Decodable>(_ type: Wire.Type, _ path: String) throws -> Wire {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 8 << 20 else {
            throw Refusal(.missing, "\(path) cannot be read or is larger than 8 MiB", code: "noFile")
        }
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw Refusal(.malformed, "\(path): \(error.sentence)", code: "malformedFile")
        }
    }
}

extension DecodingError {
    /// Where and what, in one sentence.
    fileprivate var sentence: String {
        func place(_ path: [any CodingKey]) -> String {
            path.isEmpty
                ? "the file" : path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        switch self {
        case .keyNotFound(let key, let context): return "\(place(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(place(context.codingPath)) has the wrong type"
        case .dataCorrupted(let context): return "\(place(context.codingPath)) is not well-formed JSON"
        @unknown default: return "the file cannot be read"
        }
    }
}
