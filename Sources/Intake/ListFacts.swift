import Registry

/// What one row states beside its number and days.
extension ListAssembly {
    /// What a later row of a number states again; nil and empty state nothing.
    struct Stated {
        var level: StarLevel?
        var maker: String
        var until: Day?
        var status: String
        var criteria: String
        var laboratory: String
        var route: String

        /// The first contradiction to what the number's first row stated, as a sentence without a full stop.
        func difference(from first: StatedRegistration) -> String? {
            let standard = first.filing.standard
            if !maker.isEmpty, maker != first.filing.manufacturer.key {
                return "Two makers, \"\(first.filing.manufacturer.key)\" and \"\(maker)\""
            }
            if let level, level != standard.level { return "Two levels, \(standard.level.code) and \(level.code)" }
            if let word = first.statusWord, !status.isEmpty, status.equalKey != word.equalKey {
                return "Two statuses, \"\(word)\" and \"\(status)\""
            }
            if let until, let end = first.heldUntil, until != end { return "Two last days, \(end) and \(until)" }
            let pairs = [
                ("criteria", standard.criteria, criteria), ("laboratories", standard.laboratory, laboratory),
                ("routes", standard.route, route),
            ]
            for (what, old, new) in pairs where !old.isEmpty && !new.isEmpty && old != new {
                return "Two \(what), \"\(old)\" and \"\(new)\""
            }
            return nil
        }
    }

    /// The models of the row, at least one, no two the same.
    mutating func models() throws(RowFault) -> [CoveredModel] {
        let cell = cell(.model, exact: true)
        if cell.isPlain, profile.modelSeparators.isEmpty, cell.text.utf8.count <= ModelNumber.maximumLength {
            let number = ModelNumber(checked: cell.text)
            return [CoveredModel(number: number, gtin: gtin(isShared: false), versions: text(.versions))]
        }
        var parts = [cell.text]
        for separator in profile.modelSeparators { parts = parts.flatMap { $0.pieces(around: separator) } }
        parts = parts.map(\.trimmedBlanks).filter { !$0.isEmpty }
        guard !parts.isEmpty else { throw RowFault(code: "noModel", reason: "The row has no model") }
        let gtin = gtin(isShared: parts.count > 1)
        let versions = text(.versions)
        var models: [CoveredModel] = []
        for part in parts where !models.contains(where: { $0.number.exact == part }) {
            do {
                models.append(CoveredModel(number: try ModelNumber(part), gtin: gtin, versions: versions))
            } catch {
                throw RowFault(code: "badModel", reason: error.reason)
            }
        }
        return models
    }

    /// The row's GTIN; none where several models would share it.
    private mutating func gtin(isShared: Bool) -> String {
        let text = text(.gtin)
        guard !text.isEmpty, !isShared else { return "" }
        if let gtin = try? GTIN(text) { return gtin.text }
        tellOnce("badGTIN", about: "\(cells.row)", "\"\(text.prefix(40))\" is not a GTIN; left out")
        return ""
    }

    /// The level a row states; nil where its cell is empty.
    mutating func level() throws(RowFault) -> StarLevel? {
        let word = text(.level)
        guard !word.isEmpty else { return nil }
        guard let level = profile.levelMap[key(of: word)] else {
            throw RowFault(code: "badLevel", reason: "\"\(word.prefix(40))\" is no level of this list")
        }
        return level
    }

    mutating func standard() throws(RowFault) -> Standard {
        guard let level = try level() ?? profile.defaults.level, let assurance = profile.assurance[level] else {
            throw RowFault(code: "noLevel", reason: "The row has no level")
        }
        return Standard(
            level: level,
            assurance: assurance,
            criteria: text(.criteria, or: profile.defaults.criteria),
            laboratory: text(.laboratory, or: profile.defaults.laboratory),
            route: text(.route, or: profile.defaults.route)
        )
    }

    private mutating func text(_ field: ProfileField, or fallback: String) -> String {
        let text = text(field)
        return text.isEmpty ? fallback : text
    }

    /// The maker's key: its own column, the corporate number, or the folded name; empty where the row names none.
    mutating func manufacturerKey() -> String {
        let own = text(.manufacturerKey)
        if !own.isEmpty { return own }
        let corporate = text(.corporateNumber)
        if (try? CorporateNumber(corporate)) != nil { return corporate }
        let nameJA = text(.manufacturerNameJA)
        return folded(nameJA.isEmpty ? text(.manufacturerNameEN) : nameJA)
    }

    /// A maker's name for comparing: width, case, blanks and the profile's spellings made one.
    private func folded(_ name: String) -> String {
        var key = name.equalKey
        for (word, other) in profile.manufacturerWords.sorted(by: { $0.key < $1.key }) {
            key = key.pieces(around: word).joined(separator: other)
        }
        return key.filter { !$0.isWhitespace }
    }

    mutating func manufacturer() throws(RowFault) -> Manufacturer {
        var maker = Manufacturer(key: manufacturerKey())
        maker.nameJA = text(.manufacturerNameJA)
        maker.nameEN = text(.manufacturerNameEN)
        guard !maker.nameJA.isEmpty || !maker.nameEN.isEmpty else {
            throw RowFault(code: "noManufacturer", reason: "The row names no manufacturer")
        }
        maker.nameKana = text(.manufacturerNameKana)
        maker.corporateNumber = text(.corporateNumber)
        if !maker.corporateNumber.isEmpty, (try? CorporateNumber(maker.corporateNumber)) == nil {
            tellOnce(
                "badCorporateNumber",
                about: maker.corporateNumber,
                "\"\(maker.corporateNumber.prefix(40))\" is not a corporate number; left out"
            )
            maker.corporateNumber = ""
        }
        maker.country = text(.country, or: profile.defaults.country).uppercased()
        if !maker.country.isEmpty, !maker.country.isCountryCode {
            tellOnce("badCountry", about: maker.country, "\"\(maker.country.prefix(40))\" is no country code; left out")
            maker.country = ""
        }
        maker.publicContact = text(.publicContact)
        maker.vulnerabilityContact = text(.vulnerabilityContact)
        return maker
    }

    mutating func product() throws(RowFault) -> Product {
        var product = Product(nameJA: text(.productNameJA), nameEN: text(.productNameEN))
        guard !product.nameJA.isEmpty || !product.nameEN.isEmpty else {
            throw RowFault(code: "noProduct", reason: "The row names no product")
        }
        product.brand = text(.brand, or: profile.defaults.brand)
        product.category = category()
        product.descriptionJA = text(.descriptionJA)
        product.descriptionEN = text(.descriptionEN)
        product.support = support()
        product.setupLink = link(.setupLink)
        product.disclosureLink = link(.disclosureLink)
        return product
    }

    /// The first of the category's columns whose word the map knows; empty where it knows none.
    private mutating func category() -> String {
        var words: [String] = []
        for source in columns.sources(.category) {
            let word = cells.text(source.column).text
            guard !word.isEmpty, !source.blanks.contains(word) else { continue }
            if let code = profile.categoryMap[key(of: word)] { return code }
            words.append(word)
        }
        if !words.isEmpty {
            let all = words.joined(separator: " / ")
            tellOnce("unmappedCategory", about: all, "\"\(all.prefix(120))\" is in no category")
        }
        return ""
    }

    private mutating func support() -> Product.Support {
        let word = text(.supportUntil)
        if word.isEmpty { return .notStated }
        if profile.unsupportedWords.contains(word.equalKey) { return .unsupported }
        if let day = try? day(.supportUntil) { return .until(day) }
        tellOnce("badSupport", about: number(of: word), "\"\(word.prefix(40))\" is no day of support; left out")
        return .notStated
    }

    private mutating func link(_ field: ProfileField) -> String {
        let link = text(field)
        if link.isEmpty || link.hasPrefix("https://") { return link }
        tellOnce("badLink", about: number(of: link), "\"\(link.prefix(80))\" is not an https address; left out")
        return ""
    }

    private func number(of cell: String) -> String { "\(cells.row) \(cell)" }

    /// What a status word means; nil for none and for words in no table.
    mutating func standing(_ word: String) -> Standing? {
        guard !word.isEmpty else { return nil }
        if let standing = standings[key(of: word)] { return standing }
        tellOnce("unknownStatus", about: word, "\"\(word.prefix(40))\" is no status that is known; kept as it is")
        return nil
    }
}

extension String {
    /// ISO 3166-1 alpha-2 by its form alone.
    fileprivate var isCountryCode: Bool { utf8.count == 2 && utf8.allSatisfy { (0x41...0x5A).contains($0) } }

    /// The parts between the places where `separator` stands, scalar by scalar; a combining mark hides nothing.
    fileprivate func pieces(around separator: String) -> [String] {
        let whole = Array(unicodeScalars)
        let mark = Array(separator.unicodeScalars)
        guard !mark.isEmpty, whole.count >= mark.count else { return [self] }
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var at = 0
        while at < whole.count {
            if whole[at...].starts(with: mark) {
                pieces.append(String(piece))
                piece.removeAll()
                at += mark.count
            } else {
                piece.append(whole[at])
                at += 1
            }
        }
        return pieces + [String(piece)]
    }
}
