import Registry

/// Puts rows together to statements, one for each registration number.
struct ListAssembly {
    /// Why a row is passed over.
    struct RowFault: Error {
        var code: String
        var reason: String
    }

    /// Lists name few different days and words; one that does not must not fill the memory.
    private static let cacheLimit = 10_000

    var cells: ListCells
    let columns: ListColumns
    let profile: ImportProfile
    /// Status words as equal keys.
    let standings: [String: Standing]

    private var statements: [StatedRegistration] = []
    private var places: [String: Int] = [:]
    private var skipped: [ListReading.Remark] = []
    /// By place in `statements`.
    private var conflicts: [Int: ListReading.Remark] = [:]
    private var remarks: [ListReading.Remark] = []
    /// What was said once and need not be said again.
    private var told: Set<String> = []
    /// Exact models of registrations that cover many.
    private var manyModels: [Int: Set<String>] = [:]
    private var days: [String: Day] = [:]
    /// Equal keys of words that come again and again.
    private var keys: [String: String] = [:]
    /// The number of the row in hand.
    private var number = ""

    init(cells: ListCells, columns: ListColumns, profile: ImportProfile, statusAliases: [String: Standing]) {
        self.cells = cells
        self.columns = columns
        self.profile = profile
        var standings: [String: Standing] = [:]
        for (word, standing) in statusAliases { standings[word.equalKey] = standing }
        self.standings = standings.merging(profile.statusMap) { _, own in own }
    }

    /// Takes the row that `cells` stands on.
    mutating func take() {
        number = ""
        do throws(RowFault) {
            let number = try readNumber()
            if let place = places[number.text] {
                try join(place)
            } else {
                let statement = try begin(number)
                places[number.text] = statements.count
                statements.append(statement)
            }
        } catch {
            skipped.append(remark(error.code, error.reason))
        }
    }

    /// Everything, once the last row is taken. Numbers in conflict are no statements.
    func reading(edition: Edition, origin: Origin, rows: Int) -> ListReading {
        var kept = statements
        if !conflicts.isEmpty { kept = statements.enumerated().filter { conflicts[$0.offset] == nil }.map(\.element) }
        return ListReading(
            edition: edition,
            origin: origin,
            rows: rows,
            statements: kept,
            skipped: skipped,
            conflicts: conflicts.sorted { $0.key < $1.key }.map(\.value),
            remarks: remarks
        )
    }

    /// The text of a field: the first of its columns that says something; empty where none does.
    mutating func text(_ field: ProfileField) -> String { cell(field).text }

    /// The same with what is known of its bytes; `exact` keeps inner blanks as they stand.
    mutating func cell(_ field: ProfileField, exact: Bool = false) -> ListText {
        for source in columns.sources(field) {
            let cell = cells.text(source.column, exact: exact)
            if !cell.removed.isEmpty { tell(cell.removed, source) }
            if !cell.text.isEmpty, !source.blanks.contains(cell.text) { return cell }
        }
        return ListText(text: "")
    }

    private mutating func tell(_ removed: [Unicode.Scalar], _ source: ListColumns.Source) {
        let key = "cleaned \(cells.row) \(source.column)"
        guard told.insert(key).inserted else { return }
        let scalars = removed.map { "U+\($0.hex)" }.joined(separator: ", ")
        remarks.append(remark("cleaned", "Removed \(scalars) from \"\(source.header)\""))
    }

    /// A remark that is made once for each `about`.
    mutating func tellOnce(_ code: String, about: String, _ reason: String) {
        guard told.insert("\(code) \(about)").inserted else { return }
        remarks.append(remark(code, reason))
    }

    private func remark(_ code: String, _ reason: String) -> ListReading.Remark {
        ListReading.Remark(row: cells.row, number: number.isEmpty ? nil : number, code: code, reason: reason)
    }

    /// The equal key of a category, level or status word.
    mutating func key(of word: String) -> String {
        if let key = keys[word] { return key }
        if keys.count >= Self.cacheLimit { keys.removeAll() }
        let key = word.equalKey
        keys[word] = key
        return key
    }

    private mutating func readNumber() throws(RowFault) -> RegistrationNumber {
        let cell = cell(.registrationNumber, exact: true)
        guard !cell.text.isEmpty else { throw RowFault(code: "noNumber", reason: "The row has no registration number") }
        do {
            let isChecked = cell.isPlain && cell.text.utf8.count <= RegistrationNumber.maximumLength
            let number = isChecked ? RegistrationNumber(checked: cell.text) : try RegistrationNumber(cell.text)
            self.number = number.text
            return number
        } catch {
            throw RowFault(code: "badNumber", reason: error.reason)
        }
    }

    /// A day by the profile's forms; nil for an empty cell, a fault for one that names no day.
    mutating func day(_ field: ProfileField) throws(RowFault) -> Day? {
        let text = text(field)
        guard !text.isEmpty else { return nil }
        if let known = days[text] { return known }
        for form in profile.dateForms {
            guard let day = form.day(text) else { continue }
            if days.count >= Self.cacheLimit { days.removeAll() }
            days[text] = day
            return day
        }
        throw RowFault(code: "badDay", reason: "\"\(text.prefix(40))\" in \(field.key) is not a day")
    }

    private mutating func begin(_ number: RegistrationNumber) throws(RowFault) -> StatedRegistration {
        let models = try models()
        guard let from = try day(.issuedOn) else {
            throw RowFault(code: "noDay", reason: "The row has no day of issue")
        }
        let until = try day(.heldUntil)
        if let until, until < from {
            throw RowFault(
                code: "endBeforeStart",
                reason: "The label would end on \(until), before it starts on \(from)"
            )
        }
        let filing = Filing(
            standard: try standard(),
            manufacturer: try manufacturer(),
            product: try product(),
            models: models
        )
        let word = text(.status)
        return StatedRegistration(
            number: number,
            filing: filing,
            heldFrom: from,
            heldUntil: until,
            statusWord: word.isEmpty ? nil : word,
            standing: standing(word),
            rows: [cells.row]
        )
    }

    /// Adds a later row: its models, an earlier day; what contradicts the first row makes a conflict. Empty cells state
    /// nothing, as where a spreadsheet joined cells.
    private mutating func join(_ place: Int) throws(RowFault) {
        let models = try models()
        let from = try day(.issuedOn)
        let until = try day(.heldUntil)
        let stated = Stated(
            level: try level(),
            maker: manufacturerKey(),
            until: until,
            status: text(.status),
            criteria: text(.criteria),
            laboratory: text(.laboratory),
            route: text(.route)
        )
        let first = statements[place]
        statements[place].rows.append(cells.row)
        if let difference = stated.difference(from: first) {
            if conflicts[place] == nil {
                conflicts[place] = remark("contradiction", "\(difference); rows \(first.rows[0]) and \(cells.row)")
            }
            return
        }
        if let from, from != first.heldFrom {
            statements[place].heldFrom = min(from, first.heldFrom)
            tellOnce("severalDates", about: number, "Rows name several days of issue; the earliest counts")
        }
        if statements[place].heldUntil == nil { statements[place].heldUntil = until }
        if let end = statements[place].heldUntil, end < statements[place].heldFrom, conflicts[place] == nil {
            let start = statements[place].heldFrom
            conflicts[place] = remark("contradiction", "The last day \(end) lies before the first, \(start)")
        }
        if statements[place].statusWord == nil, !stated.status.isEmpty {
            statements[place].statusWord = stated.status
            statements[place].standing = standing(stated.status)
        }
        let product = first.filing.product
        if [(ProfileField.productNameJA, product.nameJA), (.productNameEN, product.nameEN)].contains(where: { pair in
            let name = text(pair.0)
            return !name.isEmpty && name != pair.1
        }) {
            tellOnce("severalProducts", about: number, "Rows name several products; the first row's name is shown")
        }
        for model in models { add(model, to: place) }
    }

    private mutating func add(_ model: CoveredModel, to place: Int) {
        let exact = model.number.exact
        let count = statements[place].filing.models.count
        let isNew: Bool
        if count < 16 {
            isNew = !statements[place].filing.models.contains { $0.number.exact == exact }
        } else {
            isNew =
                manyModels[place, default: Set(statements[place].filing.models.map(\.number.exact))]
                .insert(exact).inserted
        }
        guard isNew else {
            remarks.append(remark("duplicateModel", "Model \"\(exact)\" is named again; the first row counts"))
            return
        }
        guard count < Deciding.modelLimit else {
            conflicts[place] = remark("tooManyModels", "A registration covers at most \(Deciding.modelLimit) models")
            return
        }
        statements[place].filing.models.append(model)
    }
}
