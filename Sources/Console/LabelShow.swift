import ArgumentParser
import Artwork
import Foundation
import Portal
import Registry
import Store

/// Flags that name a label to look at.
struct LookingOptions: ParsableArguments {
    @Argument(help: "Code or registration number.") var reference: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions

    func open() async throws -> (House, LabelReference) {
        let house = try await options.openToRead()
        let desk = OfficeDesk(store: house.store, now: { Moment(milliseconds: 0) })
        return (house, try desk.reference(reference))
    }
}

extension House {
    /// What is known of a label; `missing` where nothing is.
    func registration(_ reference: LabelReference) async throws -> (Registration, Finding) {
        let finding: Finding
        switch reference {
        case .code(let code): finding = try await store.find(code)
        case .number(let number): finding = try await store.find(number)
        }
        guard let registration = finding.registration else {
            throw Refusal(.missing, "No match in this registry", code: "unknownNumber")
        }
        return (registration, finding)
    }

    var wireSetting: LabelWire.Setting {
        LabelWire.Setting(
            isOfficial: store.operatorFacts.isOfficial,
            isFictional: store.rules.isFictional,
            host: store.operatorFacts.publicHost
        )
    }

    var siteFacts: SiteFacts {
        SiteFacts(
            operatorNameJA: store.operatorFacts.nameJA,
            operatorNameEN: store.operatorFacts.nameEN,
            isOfficial: store.operatorFacts.isOfficial,
            isFictional: store.rules.isFictional,
            host: store.operatorFacts.publicHost,
            rules: store.rules
        )
    }
}

struct LabelShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a label as it stands on a day.",
        discussion: "Example:\n  hoshifuda label show DEMO-2026-00001 --store ./store --on 2027-05-20"
    )

    @OptionGroup var looking: LookingOptions
    @Option(name: .customLong("on"), help: "The day asked (default: today in Japan).") var on: String?

    func run() async throws {
        let day = try on.map { try Day.parse($0) } ?? looking.clock.now().day
        let (house, reference) = try await looking.open()
        defer { try? house.close() }
        let (registration, finding) = try await house.registration(reference)
        let answer = registration.answer(on: day)
        let bytes = LabelWire.bytes(answer, mark: finding.mark, rules: finding.rules, setting: house.wireSetting)
        guard !looking.form.json else { return Output.line(bytes) }
        LabelSentence.tell(bytes)
        let product = answer.product
        Output.line(product.nameJA.isEmpty ? product.nameEN : product.nameJA)
        Output.line(answer.manufacturer.nameJA.isEmpty ? answer.manufacturer.nameEN : answer.manufacturer.nameJA)
        Output.line("models: " + answer.models.map(\.number.exact).joined(separator: ", "))
    }
}

struct LabelHistory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show every event of a label, with the office's notes.",
        discussion: "Example:\n  hoshifuda label history DEMO-2026-00001 --store ./store"
    )

    @OptionGroup var looking: LookingOptions

    func run() async throws {
        let (house, reference) = try await looking.open()
        defer { try? house.close() }
        if looking.form.json {
            let (registration, finding) = try await house.registration(reference)
            return Output.line(
                LabelWire.historyBytes(
                    registration,
                    mark: finding.mark,
                    rules: finding.rules,
                    setting: house.wireSetting
                )
            )
        }
        let events = try await house.store.officeHistory(reference)
        Output.table(
            events.map { event in
                [
                    event.effectiveOn.text, event.kind.word.rawValue, "r\(event.revision)", event.recordedAt.text,
                    event.actor, [event.publicNote, event.privateNote].filter { !$0.isEmpty }.joined(separator: " / "),
                ]
            }
        )
    }
}

struct LabelArt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "art",
        abstract: "Draw a label's artwork into a file.",
        discussion: "Example:\n  hoshifuda label art DEMO-2026-00001 --store ./store --out label.svg --width 60"
    )

    @OptionGroup var looking: LookingOptions
    @Option(name: .customLong("out"), help: "The file; its ending (.svg, .pdf, .png) says the form.") var out: String
    @Option(name: .customLong("kind"), help: "label or qr.") var kind = "label"
    @Option(name: .customLong("width"), help: "Width in millimetres.") var width: Double?
    @Option(name: .customLong("dpi"), help: "Dots per inch, for PNG.") var dpi = 300
    @Option(name: .customLong("ecc"), help: "m or q.") var ecc = "m"
    @Option(name: .customLong("ink"), help: "colour or black.") var ink = "colour"

    func run() async throws {
        guard let format = ArtworkFormat(rawValue: URL(fileURLWithPath: out).pathExtension.lowercased()) else {
            throw Refusal(.malformed, "--out must end in .svg, .pdf or .png", field: "--out")
        }
        guard let kind = ArtworkStyle.Kind(rawValue: kind),
            let correction = ArtworkStyle.ErrorCorrection(rawValue: ecc),
            let ink = ArtworkStyle.Ink(rawValue: ink)
        else { throw Refusal(.malformed, "--kind is label or qr, --ecc m or q, --ink colour or black") }
        let today = try looking.clock.now().day
        let (house, reference) = try await looking.open()
        defer { try? house.close() }
        let (registration, _) = try await house.registration(reference)
        let subject = try ArtworkSubject(registration.answer(on: today), house.siteFacts)
        let style = ArtworkStyle(
            kind: kind,
            widthMillimetres: width ?? (kind == .qr ? 20 : 60),
            dotsPerInch: dpi,
            errorCorrection: correction,
            ink: ink
        )
        let bytes = try LabelArtwork.draw(subject, style: style, format: format)
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: out), options: .atomic)
        } catch {
            throw Refusal(.unprocessable, "\(out) cannot be written", field: "--out")
        }
        Output.line(looking.form.json ? "{\"bytes\":\(bytes.count)}" : "Drew \(out), \(bytes.count) bytes.")
    }
}
