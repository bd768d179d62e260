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
    var country: String
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
    private(set) var manufacturers: [Int32: CatalogueManufacturer] = [:]
    private(set) var lastManufacturer: Int64 = 0

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
        try db.rows(Self.newManufacturers, [.integer(lastManufacturer)]) { row in
            let (nameJA, nameEN, kana) = (row.text(2), row.text(3), row.text(4))
            let sorted = kana.isEmpty ? (nameJA.isEmpty ? nameEN : nameJA) : kana
            lastManufacturer = row.integer(0)
            manufacturers[Int32(clamping: lastManufacturer)] = CatalogueManufacturer(
                key: row.text(1),
                nameJA: nameJA,
                nameEN: nameEN,
                corporateNumber: row.text(5),
                country: row.text(6),
                sortKey: sorted.equalKey
            )
        }
    }
}
