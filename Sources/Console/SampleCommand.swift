import ArgumentParser
import Foundation
package import Intake
import Registry
package import Store

/// Fills a store that uses the fictional overlay with the fictional sample.
struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Fill an empty sample store with fictional labels.",
        discussion: "Example:\n  hoshifuda init --store ./demo --sample-scheme && hoshifuda sample --store ./demo"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var form: FormOptions
    @Option(name: .customLong("anchor"), help: "The day the sample's days are counted from (default: today in Japan).")
    var anchor: String?

    func run() async throws {
        let now = try clock.now()
        let day = try anchor.map { try Day.parse($0) } ?? now.day
        let acts = try SampleReader.read(folder: try DataFolder.find("Sample", stated: nil), anchor: day)
        guard
            let house = try await House.open(options.place(), schemeFolder: options.scheme, now: acts.first?.at ?? now)
        else {
            throw Refusal(.conflict, "The store is in use; stop the portal first", code: "storeUnavailable")
        }
        defer { try? house.close() }
        guard house.store.operatorFacts.overlay == "sample" else {
            throw Refusal(
                .conflict,
                "Only a store made with --sample-scheme takes the sample, so that nothing fictional looks real",
                code: "notSample"
            )
        }
        guard try await house.store.list(after: 0, limit: 1).isEmpty else {
            throw Refusal(.conflict, "The store holds labels already", code: "notEmpty")
        }
        let count = try await SampleFilling.fill(house.store, acts)
        Output.line(form.json ? "{\"registrations\":\(count)}" : "Filed \(count) fictional registrations.")
    }
}

/// Performs the sample's acts as their own moments.
package enum SampleFilling {
    /// Returns how many registrations there are afterwards.
    package static func fill(_ store: RegistryStore, _ acts: [SampleAct]) async throws -> Int {
        var numbers: [String: RegistrationNumber] = [:]
        for act in acts {
            if let number = numbers[act.registration] {
                if case .issue = act.order {
                    _ = try await store.file(act.order, number: number, act.terms, at: act.at)
                } else {
                    _ = try await store.perform(act.order, on: .number(number), act.terms, at: act.at)
                }
            } else {
                let outcome = try await store.file(act.order, number: nil, act.terms, at: act.at)
                numbers[act.registration] = outcome.registration.number
            }
        }
        return numbers.count
    }
}
