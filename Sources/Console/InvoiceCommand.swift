import ArgumentParser
import Configuration
import Foundation
import Portal
import Registry
import Store

/// Invoices, for whoever compares them with a bank's list.
struct InvoiceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoice",
        abstract: "List open invoices, show one, write its PDF, and record that it was paid.",
        subcommands: [InvoiceList.self, InvoiceShow.self, InvoicePDF.self, InvoicePaid.self],
        defaultSubcommand: InvoiceList.self
    )
}

struct InvoiceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List invoices that wait for payment, oldest first.",
        discussion: "Example:\n  hoshifuda invoice list --store ./store --overdue --json"
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Flag(name: .customLong("overdue"), help: "Only those whose last day to pay has passed.") var overdue = false

    func run() async throws {
        let today = try clock.now().day
        let house = try await options.openToRead()
        defer { try? house.close() }
        for try await page in Pages(after: InvoiceLine?.none, { $0 }, { try await house.store.openInvoices(after: $0) })
        {
            for line in page where !overdue || line.invoice.dueOn < today {
                if form.json { Output.line(InvoiceWire.bytes(line)) } else { tell(line, today) }
            }
        }
    }

    private func tell(_ line: InvoiceLine, _ today: Day) {
        let number = line.applicationNumber.isEmpty ? "#\(line.application)" : line.applicationNumber
        Output.line(
            "\(line.invoice.number)  ¥\(line.invoice.amount)  due \(line.invoice.dueOn.text)"
                + (line.invoice.dueOn < today ? " (overdue)" : "") + "  \(number)  \(line.applicant)"
        )
    }
}

/// Flags that name an invoice to look at.
struct InvoiceOptions: ParsableArguments {
    @Argument(help: "The invoice's number.") var number: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions

    /// The application that it is for, with the invoice; `missing` where none has the number.
    func file(_ store: RegistryStore) async throws -> ApplicationFile {
        try await store.application(invoiced: number, for: .storeOwner)
    }
}

struct InvoiceShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an invoice and what became of it.",
        discussion: "Example:\n  hoshifuda invoice show INV-2026-000012 --store ./store"
    )

    @OptionGroup var looking: InvoiceOptions

    func run() async throws {
        let today = try looking.clock.now().day
        let house = try await looking.options.openToRead()
        defer { try? house.close() }
        let file = try await looking.file(house.store)
        if looking.form.json {
            let invoice = try InvoiceFile.invoice(of: file)
            return Output.line(
                InvoiceWire.bytes(InvoiceLine(file.application, invoice, applicant: file.applicant.name(.ja)))
            )
        }
        let text = CaseText(file, house.store.rules, today: today)
        Output.line("\(text.name)  \(text.about)")
        Output.table(text.invoice)
    }
}

struct InvoicePDF: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdf",
        abstract: "Write an invoice as a PDF into a file.",
        discussion: """
            The issuer's registration number is that of INVOICE_ISSUER, as for the portal.

            Example:
              hoshifuda invoice pdf INV-2026-000012 --store ./store --out INV-2026-000012.pdf --language en
            """
    )

    @OptionGroup var looking: InvoiceOptions
    @Option(name: .customLong("out"), help: "The file; its ending is .pdf.") var out: String
    @Option(name: .customLong("language"), help: "ja or en.") var language = "ja"

    func run() async throws {
        guard URL(fileURLWithPath: out).pathExtension.lowercased() == "pdf" else {
            throw Refusal(.malformed, "--out must end in .pdf", field: "--out")
        }
        guard let language = Language(rawValue: language), language != .easy else {
            throw Refusal(.malformed, "--language is ja or en", field: "--language")
        }
        let config = ConfigReader(provider: EnvironmentVariablesProvider())
        let issuer = try Settings.issuer(config.string(forKey: "invoice.issuer", default: ""))
        let house = try await looking.options.openToRead()
        defer { try? house.close() }
        let file = try await looking.file(house.store)
        let bytes = try InvoiceFile.pdf(file, house.siteFacts, issuer: issuer, language)
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: out), options: .atomic)
        } catch {
            throw Refusal(.unprocessable, "\(out) cannot be written", field: "--out")
        }
        Output.line(looking.form.json ? "{\"bytes\":\(bytes.count)}" : "Wrote \(out), \(bytes.count) bytes.")
    }
}

struct InvoicePaid: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paid",
        abstract: "Record that an invoice was paid in full.",
        discussion: """
            Decided as on the finance page, in the name of an account whose roles allow it.

            Example:
              hoshifuda invoice paid INV-2026-000012 --store ./store --on 2026-11-20 \\
                --reference "Bank 4711" --by finance@example.jp
            """
    )

    @Argument(help: "The invoice's number.") var number: String
    @OptionGroup var options: StoreOptions
    @OptionGroup var form: FormOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("on"), help: "The day of the payment.") var day: String
    @Option(name: .customLong("reference"), help: "The bank's reference.") var reference: String
    @Option(name: .customLong("by"), help: "Account of who records it.") var account: String
    @Option(name: .customLong("amount"), help: "Whole yen, as the bank says; it must be the invoice's.")
    var amount: Int?
    @Option(name: .customLong("key"), help: "Idempotency key: the same key again records nothing and answers the same.")
    var key: String?

    func run() async throws {
        var wire = PaymentWire(number: number, on: day, reference: reference, by: account)
        (wire.amount, wire.key) = (amount, key)
        let link = try await OfficeLink.open(options, clock)
        defer { try? link.close() }
        let bytes = try await link.recordPayment(wire)
        Output.line(form.json ? String(decoding: bytes, as: UTF8.self) : "Recorded \(number) as paid on \(day).")
    }
}
