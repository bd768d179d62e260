import Registry

/// What a label is on a day apart from its dates: the part that very many labels share, kept once.
struct CatalogueTerms: Hashable, Sendable {
    var standing: Standing
    var level: StarLevel
    var assurance: Assurance
    /// Places in the words.
    var category: Int32
    var criteria: Int32
    /// Row of the manufacturer's facts; -1 where there is none.
    var manufacturer: Int32
}

/// A manufacturer's facts as far as lists need them.
struct CatalogueManufacturer: Sendable {
    var key: String
    var nameJA: String
    var nameEN: String
    var corporateNumber: String
    /// Place in the words.
    var country: Int32
    /// By which makers are put in order: the reading, else the name, folded.
    var sortKey: String
}

/// Everything that rows name by number; grows, never shrinks, so that numbers keep their meaning.
struct CatalogueWords: Sendable {
    private(set) var texts: [String] = [""]
    private var placeOfText: [String: Int32] = ["": 0]
    private(set) var terms: [CatalogueTerms] = []
    private var placeOfTerms: [CatalogueTerms: UInt32] = [:]
    /// By row id; rows are never changed.
    private(set) var manufacturers: [CatalogueManufacturer?] = []
    /// Beside each: its maker's place in the order of makers.
    private(set) var manufacturerPlaces: [UInt32] = []

    func manufacturer(_ terms: CatalogueTerms) -> CatalogueManufacturer? {
        terms.manufacturer < 0 ? nil : manufacturers[Int(terms.manufacturer)]
    }

    mutating func place(of text: String) -> Int32 {
        if let place = placeOfText[text] { return place }
        let place = Int32(texts.count)
        texts.append(text)
        placeOfText[text] = place
        return place
    }

    mutating func place(of terms: CatalogueTerms) -> UInt32 {
        if let place = placeOfTerms[terms] { return place }
        let place = UInt32(self.terms.count)
        self.terms.append(terms)
        placeOfTerms[terms] = place
        return place
    }

    private static let newManufacturers = Statement(
        """
        SELECT id, key, name_ja, name_en, name_kana, corporate_number, country FROM manufacturer
        WHERE id > ?1 ORDER BY id
        """
    )

    /// Reads the manufacturers that were added since the last time.
    mutating func readManufacturers(_ db: any Transaction) throws {
        let known = manufacturers.count
        try db.rows(Self.newManufacturers, [.integer(Int64(known) - 1)]) { row in
            let (nameJA, nameEN, kana) = (row.text(2), row.text(3), row.text(4))
            let sorted = kana.isEmpty ? (nameJA.isEmpty ? nameEN : nameJA) : kana
            let id = Int(row.integer(0))
            while manufacturers.count < id { manufacturers.append(nil) }
            manufacturers.append(
                CatalogueManufacturer(
                    key: row.text(1),
                    nameJA: nameJA,
                    nameEN: nameEN,
                    corporateNumber: row.text(5),
                    country: place(of: row.text(6)),
                    sortKey: sorted.equalKey
                )
            )
        }
        if manufacturers.count > known { orderManufacturers() }
    }

    /// Makers of one reading stand at one place: facts of other days, and namesakes.
    private mutating func orderManufacturers() {
        let sorted = manufacturers.indices.sorted {
            (manufacturers[$0]?.sortKey ?? "", $0) < (manufacturers[$1]?.sortKey ?? "", $1)
        }
        manufacturerPlaces = [UInt32](repeating: 0, count: manufacturers.count)
        var place: UInt32 = 0
        for (index, row) in sorted.enumerated() {
            if index > 0, manufacturers[sorted[index - 1]]?.sortKey != manufacturers[row]?.sortKey { place += 1 }
            manufacturerPlaces[row] = place
        }
    }
}
