import Registry

/// What has been read so far.
struct SampleReading {
    let anchor: Day
    private(set) var acts: [SampleAct] = []
    private var manufacturers: [String: Manufacturer] = [:]
    private var registrations: Set<String> = []

    init(anchor: Day) {
        self.anchor = anchor
    }

    mutating func takeManufacturers(_ file: SampleNode) throws(SampleFault) {
        let head = try file.fields(["schema", "manufacturers"])
        try file.expect(schema: "hoshifuda/sample-manufacturers/1", in: head)
        for node in try head.required("manufacturers", of: file).items() {
            let manufacturer = try Self.manufacturer(node)
            guard manufacturers.updateValue(manufacturer, forKey: manufacturer.key) == nil else {
                throw node.fault("manufacturer \"\(manufacturer.key)\" stands here twice")
            }
        }
    }

    private static func manufacturer(_ node: SampleNode) throws(SampleFault) -> Manufacturer {
        let fields = try node.fields([
            "id", "name", "kana", "brands", "corporateNumber", "country", "contact", "vulnerabilityContact",
        ])
        let name = try fields.required("name", of: node).wording()
        let number = try fields.text("corporateNumber")
        if !number.isEmpty { _ = try node.checking { () throws(Refusal) in try CorporateNumber(number) } }
        return Manufacturer(
            key: try fields.required("id", of: node).text(),
            nameJA: name.ja,
            nameEN: name.en,
            nameKana: try fields.text("kana"),
            brands: try fields.texts("brands"),
            corporateNumber: number,
            country: try fields.text("country"),
            publicContact: try fields.text("contact"),
            vulnerabilityContact: try fields.text("vulnerabilityContact")
        )
    }

    func manufacturer(_ node: SampleNode) throws(SampleFault) -> Manufacturer {
        let id = try node.text()
        guard let manufacturer = manufacturers[id] else { throw node.fault("there is no manufacturer \"\(id)\"") }
        return manufacturer
    }

    mutating func takeRegistrations(_ file: SampleNode) throws(SampleFault) {
        let head = try file.fields(["schema", "registrations"])
        try file.expect(schema: "hoshifuda/sample-registrations/1", in: head)
        for node in try head.required("registrations", of: file).items() {
            let fields = try node.fields([
                "id", "category", "level", "route", "criteria", "laboratory", "maker", "product", "models", "acts",
            ])
            let id = try fields.required("id", of: node).text()
            guard !registrations.contains(id) else { throw node.fault("registration \"\(id)\" stands here twice") }
            let filing = try filing(node, fields)
            var history = SampleHistory(
                registration: id,
                filing: filing,
                minutes: registrations.count,
                reading: self
            )
            for act in try fields.required("acts", of: node).items() {
                acts.append(try history.take(act))
            }
            guard history.isBegun else { throw node.fault("registration \"\(id)\" has no act") }
            registrations.insert(id)
        }
    }

    private func filing(_ node: SampleNode, _ fields: [String: SampleNode]) throws(SampleFault) -> Filing {
        let models = try self.models(try fields.required("models", of: node).items())
        guard !models.isEmpty else { throw node.fault("a label covers at least one model") }
        var product = Product(category: try fields.required("category", of: node).text())
        try describe(&product, by: try fields.required("product", of: node))
        return Filing(
            standard: try standard(node, fields),
            manufacturer: try manufacturer(try fields.required("maker", of: node)),
            product: product,
            models: models
        )
    }

    private func standard(_ node: SampleNode, _ fields: [String: SampleNode]) throws(SampleFault) -> Standard {
        let code = try fields.required("level", of: node)
        guard let level = StarLevel(code: try code.text()) else { throw code.fault("the level is STAR-1 to STAR-4") }
        let laboratory = try fields.text("laboratory")
        // Levels 1 and 2 are declared, 3 and 4 assessed (SCHEME §2); the rules check it again when the act is recorded.
        let assurance: Assurance = level >= .star3 ? .thirdParty : .selfDeclared
        guard (assurance == .thirdParty) != laboratory.isEmpty else {
            throw node.fault("STAR-3 and STAR-4 name a laboratory, STAR-1 and STAR-2 none")
        }
        return Standard(
            level: level,
            assurance: assurance,
            criteria: try fields.required("criteria", of: node).text(),
            laboratory: laboratory,
            route: try fields.required("route", of: node).text()
        )
    }

    func models(_ nodes: [SampleNode]) throws(SampleFault) -> [CoveredModel] {
        var models: [CoveredModel] = []
        for node in nodes {
            let fields = node.isMap ? try node.fields(["number", "gtin", "versions"]) : ["number": node]
            let number = try fields.required("number", of: node).modelNumber()
            guard !models.contains(where: { $0.number == number }) else {
                throw node.fault("model \"\(number.exact)\" stands here twice")
            }
            let gtin = try fields.text("gtin")
            if !gtin.isEmpty { _ = try node.checking { () throws(Refusal) in try GTIN(gtin) } }
            models.append(CoveredModel(number: number, gtin: gtin, versions: try fields.text("versions")))
        }
        return models
    }
}

extension SampleReading {
    /// Sets what the node states and leaves the rest: so a correction names only what was wrong.
    func describe(_ product: inout Product, by node: SampleNode) throws(SampleFault) {
        let fields = try node.fields([
            "name", "brand", "description", "services", "update", "support", "credentials", "setup", "disclosure",
        ])
        if fields["name"] != nil { (product.nameJA, product.nameEN) = try fields.wording("name") }
        if fields["brand"] != nil { product.brand = try fields.text("brand") }
        if fields["description"] != nil {
            (product.descriptionJA, product.descriptionEN) = try fields.wording("description")
        }
        if fields["services"] != nil { product.services = try fields.texts("services") }
        if fields["update"] != nil { (product.updateMethodJA, product.updateMethodEN) = try fields.wording("update") }
        if let support = fields["support"] { product.support = try self.support(support) }
        if fields["credentials"] != nil {
            (product.defaultCredentialsJA, product.defaultCredentialsEN) = try fields.wording("credentials")
        }
        if let setup = fields["setup"] { product.setupLink = try setup.link() }
        if let disclosure = fields["disclosure"] { product.disclosureLink = try disclosure.link() }
        guard !(product.nameJA.isEmpty && product.nameEN.isEmpty) else { throw node.fault("the product has no name") }
    }

    private func support(_ node: SampleNode) throws(SampleFault) -> Product.Support {
        switch node.word {
        case "none": .unsupported
        case "notStated": .notStated
        default: .until(try node.day(from: anchor))
        }
    }
}

extension SampleNode {
    func expect(schema: String, in head: [String: SampleNode]) throws(SampleFault) {
        guard try head.required("schema", of: self).text() == schema else {
            throw fault("the schema of this file is \"\(schema)\"")
        }
    }

    func modelNumber() throws(SampleFault) -> ModelNumber {
        let text = try text()
        return try checking { () throws(Refusal) in try ModelNumber(text) }
    }

    /// What the domain refuses, told with file and line.
    func checking<Value>(_ body: () throws(Refusal) -> Value) throws(SampleFault) -> Value {
        do {
            return try body()
        } catch {
            throw fault(error.reason)
        }
    }
}
