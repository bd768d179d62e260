import ArgumentParser
import Portal
import Registry
import Store

/// Lists every registration, page by page, in constant memory.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List registrations.",
        discussion:
            "A glance at everything. For conditions and files see hoshifuda export.\n\nExample:\n  hoshifuda list --store ./store --json --on 2027-05-20"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("on"), help: "The day asked (default: today in Japan).")
    var on: String?

    func run() async throws {
        let day = try on.map { try Day.parse($0) } ?? clock.now().day
        let house = try await options.openToRead()
        defer { try? house.close() }
        if !form.json { Output.line("code          level   standing       held until  number") }
        for try await page in Pages(
            after: UInt32(0),
            \.code.sequence,
            { try await house.store.list(after: $0, limit: 500) }
        ) {
            var bytes: [UInt8] = []
            for registration in page {
                bytes += form.json ? LabelWire.lineBytes(registration, on: day) : line(registration, on: day)
                bytes.append(UInt8(ascii: "\n"))
            }
            Output.write(bytes)
        }
    }

    private func line(_ registration: Registration, on day: Day) -> [UInt8] {
        let period = registration.period(on: day)
        let standing = period.standing.rawValue.padding(to: 14)
        let until = period.heldUntil?.text ?? "-"
        let text =
            "\(registration.code)  \(period.level.code)  \(standing) \(until.padding(to: 11)) \(registration.number)"
        return Array(text.utf8)
    }
}

extension String {
    /// The text with blanks after it up to a width.
    func padding(to width: Int) -> String {
        count >= width ? self : self + String(repeating: " ", count: width - count)
    }
}
