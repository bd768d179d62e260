import Registry
import Store

extension PageView {
    struct CheckResult {
        struct Link {
            var text: String
            var href: String
        }

        struct Coverage {
            var word: String
            var text: String
        }

        struct Listed {
            var source: String
            var iso: String
            var text: String

            init(_ edition: Edition, _ language: Language) {
                let day = DayText(edition.day, language)
                (source, iso, text) = (edition.source, day.iso, day.text)
            }
        }

        struct Next {
            var href: String
            var count: Int
        }

        struct Keep {
            var href: String
            var years: String
        }

        struct Row {
            var line: Int
            var cells: [String]
            var outcome: String
            var word: String
            var why: String
            var match: String
            var candidates: [Link]
            var label: Link?
            /// Not `level`: a name that a row leaves out is looked up in the page, which has the level asked for.
            var foundLevel: String?
            var maker: String?
            var hasThrough: Bool
            var coverage: Coverage?
            var until: DayText?
        }

        /// A system's verdict and its sheet.
        struct System {
            var outcome: String
            var text: String
            var href: String
        }

        var isTest: Bool
        var system: System?
        var dayISO: String
        var day: String
        var through: DayText?
        var level: String?
        var recorded: String
        var revision: String
        var receipt: String
        var receiptText: String
        var total: String
        var outcomes: [CheckCount]
        var isFiltered: Bool
        var all: String
        var hasMisses: Bool
        var editions: [Listed]
        var hasRows: Bool
        var rows: [Row]
        var next: Next?
        var files: [Link]
        var keptISO: String
        var kept: String
        var again: String
        /// Where the rows are kept for years; nil where they are already, or cannot be.
        var keep: Keep?
        /// What a watch of this check is asked for by.
        var watched: String

        /// - Parameter years: for which an account may keep them.
        init(_ result: CheckResultPage, host: String, years: Int?, _ language: Language) {
            let receipt = result.receipt
            let words = CheckWords.words(language)
            let (day, kept) = (DayText(receipt.asked.day, language), DayText(receipt.rowsUntil.day, language))
            let start = PagePath.rows(receipt.secret) + "?lang=" + language.rawValue
            isTest = receipt.isTest
            system = receipt.isSystem ? System(receipt, language) : nil
            (dayISO, self.day) = (day.iso, day.text)
            through = receipt.coveredThrough.map { DayText($0, language) }
            level = receipt.levelAtLeast?.code
            recorded = CheckMoment.text(receipt.recordedAt, language)
            revision = grouped(Int(receipt.asked.revision))
            self.receipt = PagePath.receipt(receipt.name) + "?lang=" + language.rawValue
            receiptText = host + PagePath.receipt(receipt.name)
            total = grouped(receipt.tally.rows)
            outcomes = Registry.CheckResult.Outcome.allCases.map { outcome in
                CheckCount(
                    value: outcome.rawValue,
                    text: Phrase.plain(words.word(outcome)),
                    meaning: Phrase.plain(words.meaning(outcome)),
                    count: grouped(receipt.tally.outcomes[outcome] ?? 0),
                    href: start + "&outcome=" + outcome.rawValue,
                    isChosen: result.part.outcome == outcome
                )
            }
            isFiltered = result.part.outcome != nil || result.part.after > 0
            all = start
            hasMisses = receipt.tally.reasons[.noMatch] != nil
            editions = result.editions.map { Listed($0, language) }
            rows = result.page.rows.map { Row($0, hasThrough: receipt.coveredThrough != nil, language) }
            hasRows = !rows.isEmpty
            next = result.page.next.map { place in
                let filter = result.part.outcome.map { "&outcome=" + $0.rawValue } ?? ""
                return Next(href: start + filter + "&after=\(place)", count: result.part.limit)
            }
            let lists = ListWords.words(language)
            let names = [
                (CheckExport.Format.excelCSV, lists.searchCSVExcel), (.csv, lists.searchCSV), (.xlsx, "XLSX"),
                (.json, "JSON"),
            ]
            files = names.map {
                Link(text: Phrase.plain($0.1), href: PagePath.rows(receipt.secret) + "." + $0.0.rawValue)
            }
            (keptISO, self.kept) = (kept.iso, kept.text)
            again = PagePath.rows(receipt.secret) + "/again?lang=" + language.rawValue
            let isShort = receipt.rowsUntil.milliseconds - receipt.recordedAt.milliseconds <= Store.Receipt.rowLife
            watched = receipt.secret
            keep = years.flatMap { years in
                let href = PagePath.rows(receipt.secret) + "/keep?lang=" + language.rawValue
                return isShort ? Keep(href: href, years: String(years)) : nil
            }
        }
    }
}

extension PageView.CheckResult.System {
    init(_ receipt: Receipt, _ language: Language) {
        outcome = receipt.tally.verdict.rawValue
        text = Phrase.plain(SystemWords.words(language).word(receipt.tally.verdict))
        href = PagePath.sheet(receipt.secret) + "?lang=" + language.rawValue
    }
}

extension PageView.CheckResult.Row {
    /// What a page shows of a cell.
    private static let longestCell = 80

    init(_ row: ReceiptRow, hasThrough: Bool, _ language: Language) {
        let words = CheckWords.words(language)
        let isEnglish = language == .en
        func link(_ label: ReceiptRow.Label) -> PageView.CheckResult.Link {
            let number = RegistrationNumber(checked: label.number)
            return .init(text: label.number, href: PagePath.label(number) + "?lang=" + language.rawValue)
        }
        line = row.line
        cells = row.cells.filter { !$0.isEmpty }.map { String($0.prefix(Self.longestCell)) }
        outcome = row.outcome.rawValue
        word = Phrase.plain(words.word(row.outcome))
        why = isEnglish ? row.why.en : row.why.ja
        match = Phrase.plain(words.word(row.match, PageWords.words(language)))
        candidates = row.candidates.map(link)
        label = row.found.map(link)
        foundLevel = row.found.flatMap { $0.isProvisional ? nil : $0.level.code }
        maker = row.found.flatMap { found in
            let (first, second) = isEnglish ? (found.makerEN, found.makerJA) : (found.makerJA, found.makerEN)
            let name = first.isEmpty ? second : first
            return name.isEmpty ? nil : name
        }
        self.hasThrough = hasThrough
        coverage = row.coverage.map { coverage in
            let lists = ListWords.words(language)
            let text =
                switch coverage {
                case .covered: lists.coverageCovered
                case .gapFrom: lists.coverageGap
                case .unknownAfter: lists.coverageUnknown
                }
            return .init(
                word: coverage.word.rawValue,
                text: Phrase.plain(text).replacing("{0}", with: coverage.day?.text ?? "")
            )
        }
        until = row.found?.heldUntil.map { PageView.DayText($0, language) }
    }
}
