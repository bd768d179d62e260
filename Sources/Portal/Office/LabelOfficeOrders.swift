import Registry

/// Reads the forms on the office's page of a registration into measures.
struct LabelOfficeOrders: Sendable {
    /// Characters of the models that one form names, at most; a hundred of them.
    static let modelsLimit = 4000
    private static let mostModels = 100

    let form: OfficeForm
    let registration: Registration
    let today: Day

    /// The measure of a form.
    ///
    /// - Throws: `malformed` with the field that cannot be read.
    func measure(_ word: LabelOfficeForms.Word) throws(Refusal) -> LabelProposal.Measure {
        switch word {
        case .revoke: return .revoke(try reason(), on: try form.day("effectiveOn"))
        case .revokeModels:
            return .revokeModels(try models(), try reason(), on: try form.day("effectiveOn"))
        case .withdraw: return .withdraw(on: try form.day("effectiveOn"))
        case .reinstate: return .reinstate
        case .correctProduct: return .correct(Correction(product: try product()))
        case .correctManufacturer: return .correct(Correction(manufacturer: try manufacturer()))
        case .correctModel: return .correct(Correction(models: try corrected()))
        case .mergeManufacturer:
            return .mergeManufacturer(
                from: try Self.organisation("from", form),
                into: try Self.organisation("into", form)
            )
        case .setOwner: throw OfficeForm.unknownAction
        }
    }

    private func reason() throws(Refusal) -> RevocationReason { try form.choice("reason") }

    private func models() throws(Refusal) -> [ModelNumber] {
        let lines = try form.fields.lines("models", limit: Self.modelsLimit)
        guard lines.count <= Self.mostModels else {
            throw Refusal(
                .tooLarge,
                "Name at most \(Self.mostModels) models at once",
                ja: "一度に指定できる型番は\(Self.mostModels)件までです",
                field: "models"
            )
        }
        var models: [ModelNumber] = []
        for line in lines {
            do {
                models.append(try ModelNumber(line))
            } catch {
                var refusal = error
                refusal.field = "models"
                throw refusal
            }
        }
        return models
    }

    /// nil where nothing of it was changed.
    private func product() throws(Refusal) -> Product? {
        let before = registration.products.value(on: today) ?? registration.products.last?.value ?? Product()
        var product = before
        product.nameJA = try form.fields.line("nameJA", limit: 200)
        product.nameEN = try form.fields.line("nameEN", limit: 200)
        product.brand = try form.fields.line("brand", limit: 200)
        product.category = try form.fields.line("category", limit: 60)
        product.descriptionJA = try form.text("descriptionJA")
        product.descriptionEN = try form.text("descriptionEN")
        product.setupLink = try form.text("setupLink")
        product.disclosureLink = try form.text("disclosureLink")
        switch try form.fields.line("support", limit: 40) {
        case "": product.support = .notStated
        case "unsupported": product.support = .unsupported
        default: product.support = .until(try form.neededDay("support"))
        }
        return product == before ? nil : product
    }

    /// nil where nothing of it was changed.
    private func manufacturer() throws(Refusal) -> Manufacturer? {
        let before =
            registration.holders.value(on: today) ?? registration.holders.last?.value ?? Manufacturer(key: "")
        var holder = before
        holder.nameJA = try form.fields.line("nameJA", limit: 200)
        holder.nameEN = try form.fields.line("nameEN", limit: 200)
        holder.nameKana = try form.fields.line("nameKana", limit: 200)
        holder.corporateNumber = try form.fields.line("corporateNumber", limit: 20)
        holder.country = try form.fields.line("country", limit: 10)
        holder.publicContact = try form.text("publicContact")
        holder.vulnerabilityContact = try form.text("vulnerabilityContact")
        if holder.corporateNumber != before.corporateNumber, !holder.corporateNumber.isEmpty {
            holder.key = holder.corporateNumber
        }
        return holder == before ? nil : holder
    }

    /// All models, with the one that was named corrected; nil where nothing of it was changed.
    private func corrected() throws(Refusal) -> [CoveredModel]? {
        let named = try form.fields.line("model", limit: ModelNumber.maximumLength)
        var models = registration.models
        guard let place = models.lastIndex(where: { $0.number.exact == named }) else {
            throw Refusal(
                .unprocessable,
                "Model \"\(named)\" is not covered",
                ja: "型番「\(named)」は対象ではありません",
                field: "model",
                code: "unknownModel"
            )
        }
        do {
            if let number = try form.stated("newModel") { models[place].number = try ModelNumber(number) }
        } catch {
            throw Self.named("newModel", error)
        }
        if let gtin = try form.stated("newGTIN", limit: 14) {
            do {
                models[place].gtin = gtin == "-" ? "" : try GTIN(gtin).text
            } catch {
                throw Self.named("newGTIN", error)
            }
        }
        if let versions = try form.stated("newVersions") { models[place].versions = versions == "-" ? "" : versions }
        return models == registration.models ? nil : models
    }

    private static func named(_ field: String, _ refusal: Refusal) -> Refusal {
        var refusal = refusal
        refusal.field = field
        return refusal
    }

    /// The number of an organisation.
    static func organisation(_ name: String, _ form: OfficeForm) throws(Refusal) -> Int64 {
        let text = try form.fields.line(name, limit: 18).compatible
        guard text.utf8.count <= 18, let id = Int64(text), id > 0 else {
            throw Refusal(
                .malformed,
                "Write the number of an organisation",
                ja: "組織の番号を入力してください",
                field: name,
                code: "malformedOrganisation"
            )
        }
        return id
    }
}
