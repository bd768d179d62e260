import Access
import ArgumentParser
import Foundation
import Intake
import Registry
import Store

/// Makes a registry.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new registry.",
        discussion:
            "Example:\n  hoshifuda init --store ./store --operator \"Example Registry\" --public-host label.example.jp"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("operator"), help: "The operator's name in English.")
    var operatorName = "Unnamed registry"
    @Option(name: .customLong("operator-ja"), help: "The operator's name in Japanese.")
    var operatorNameJA: String?
    @Option(
        name: .customLong("public-host"),
        help: "Host of the label addresses; at most 17 characters keep the code small."
    )
    var publicHost = "localhost"
    @Flag(
        name: .customLong("official"),
        help: "The operator is the scheme owner. Without it every page says unofficial."
    )
    var isOfficial = false
    @Flag(name: .customLong("sample-scheme"), help: "Use the fictional overlay of Data/Sample; every page says so.")
    var isSample = false

    func run() async throws {
        // The sample's acts lie in the past, so its registry must have begun before them.
        let now = try clock.now() + (isSample ? -2000 * 86_400_000 : 0)
        let facts = OperatorFacts(
            nameJA: operatorNameJA ?? operatorName,
            nameEN: operatorName,
            isOfficial: isOfficial,
            publicHost: try HostName.check(publicHost),
            overlay: isSample ? "sample" : ""
        )
        let place = try options.place()
        let token = Secrets.token()
        let link = "https://\(facts.publicHost)/join/\(token)"
        // The link counts from now, also where the sample's registry began long ago.
        let signIn = (token, try clock.now())
        let rules =
            switch place {
            case .folder(let folder): try await make(in: folder, facts, signIn, at: now)
            case .server(let address): try await make(on: address, facts, signIn, at: now)
            }
        if form.json {
            Output.line(
                "{\"store\":\"initialised\",\"publicHost\":\"\(facts.publicHost)\",\"rules\":\"\(rules)\","
                    + "\"firstOperator\":\"\(link)\"}"
            )
        } else {
            Output.line("Made a registry in \(place.text) for \(facts.publicHost).")
            FirstOperator.tell(link, form)
        }
    }

    private typealias SignIn = (token: String, from: Moment)

    /// The digest of the rules that the registry begins with.
    private func make(
        in folder: StoreFolder,
        _ facts: OperatorFacts,
        _ signIn: SignIn,
        at now: Moment
    ) async throws -> String {
        try folder.requireNoRegistry()
        let scheme = try House.rules(schemeFolder: options.scheme, overlay: facts.overlay)
        return try await folder.makeRegistry { draft in
            let engine = try SQLiteEngine.open(file: draft)
            let store = try await RegistryStore.initialise(
                engine,
                operatorFacts: facts,
                rules: scheme.rules,
                rulesText: scheme.text,
                at: now
            )
            try await store.inviteFirstOperator(token: signIn.token, actor: "init", at: signIn.from)
            try engine.close()
            return store.rules.digest
        }
    }

    private func make(
        on address: PostgresAddress,
        _ facts: OperatorFacts,
        _ signIn: SignIn,
        at now: Moment
    ) async throws -> String {
        let scheme = try House.rules(schemeFolder: options.scheme, overlay: facts.overlay)
        let engine = try await PostgresEngine.open(address, readers: 1)
        defer { engine.close() }
        let store = try await RegistryStore.initialise(
            engine,
            operatorFacts: facts,
            rules: scheme.rules,
            rulesText: scheme.text,
            at: now
        )
        try await store.inviteFirstOperator(token: signIn.token, actor: "init", at: signIn.from)
        return store.rules.digest
    }
}

/// A host as it is printed in labels: letters, digits, dots and hyphens, perhaps a port.
enum HostName {
    static func check(_ text: String) throws(Refusal) -> String {
        let host = text.lowercased()
        let isPlain = host.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "0"..."9", ".", "-", ":": true
            default: false
            }
        }
        guard isPlain, !host.isEmpty, host.utf8.count <= 253, !host.hasPrefix("."), !host.hasPrefix("-") else {
            throw Refusal(
                .malformed,
                "\"\(text)\" is no host name; write it like label.example.jp",
                field: "--public-host",
                code: "badHost"
            )
        }
        return host
    }
}
