/// What a filing must show, whatever door it came through.
extension Deciding {
    /// The most models one registration may cover; keeps one record, one page and one answer bounded.
    package static let modelLimit = 5000

    static func check(_ filing: Filing, on day: Day, rules: Rules) throws(Refusal) {
        try check(filing.standard, on: day, rules: rules)
        try check(filing.manufacturer)
        try check(filing.product, rules: rules)
        try checkSome(filing.models)
        try checkUnique(filing.models)
    }

    private static func checkSome(_ models: [CoveredModel]) throws(Refusal) {
        guard models.isEmpty else { return }
        throw Refusal(
            .unprocessable,
            "A label covers at least one model",
            ja: "型番が1つ以上必要です",
            field: "models",
            code: "noModel"
        )
    }

    static func check(_ standard: Standard, on day: Day, rules: Rules) throws(Refusal) {
        guard rules.isOpen(standard.level, on: day) else {
            throw Refusal(
                .unprocessable,
                "\(standard.level.code) is not open on \(day)",
                ja: "\(standard.level.code) は \(day) に開始されていません",
                field: "level",
                code: "levelNotOpen"
            )
        }
        try checkAssurance(standard, rules: rules)
    }

    private static func checkAssurance(_ standard: Standard, rules: Rules) throws(Refusal) {
        guard let level = rules.level(standard.level) else { return }
        guard level.assurance == standard.assurance else {
            throw Refusal(
                .unprocessable,
                "\(standard.level.code) is \(level.assurance.rawValue), not \(standard.assurance.rawValue)",
                ja: "\(standard.level.code) の評価方式は \(level.assurance.rawValue) です",
                field: "assurance",
                code: "wrongAssurance"
            )
        }
        if standard.assurance == .thirdParty, standard.laboratory.isEmpty {
            throw Refusal(
                .unprocessable,
                "\(standard.level.code) names the evaluation body that assessed it",
                ja: "\(standard.level.code) には評価機関名が必要です",
                field: "laboratory",
                code: "noLaboratory"
            )
        }
    }

    static func check(_ manufacturer: Manufacturer) throws(Refusal) {
        guard !(manufacturer.nameJA.isEmpty && manufacturer.nameEN.isEmpty) else {
            throw Refusal(
                .unprocessable,
                "The manufacturer has no name",
                ja: "製造者名がありません",
                field: "manufacturer",
                code: "noName"
            )
        }
        if !manufacturer.corporateNumber.isEmpty { _ = try CorporateNumber(manufacturer.corporateNumber) }
    }

    static func check(_ product: Product, rules: Rules) throws(Refusal) {
        guard !(product.nameJA.isEmpty && product.nameEN.isEmpty) else {
            throw Refusal(.unprocessable, "The product has no name", ja: "製品名がありません", field: "product", code: "noName")
        }
        if !product.category.isEmpty, !rules.categories.contains(where: { $0.code == product.category }) {
            throw Refusal(
                .unprocessable,
                "There is no category \"\(product.category)\"",
                ja: "「\(product.category)」という区分はありません",
                field: "category",
                code: "unknownCategory"
            )
        }
        for link in [product.setupLink, product.disclosureLink] where !link.isEmpty && !link.hasPrefix("https://") {
            throw Refusal(
                .unprocessable,
                "\"\(link)\" is not an https address",
                ja: "「\(link)」は https のアドレスではありません",
                field: "product",
                code: "badLink"
            )
        }
    }

    static func checkUnique(_ models: [CoveredModel]) throws(Refusal) {
        guard models.count <= modelLimit else {
            throw Refusal(
                .tooLarge,
                "A registration covers at most \(modelLimit) models",
                ja: "型番は\(modelLimit)件までです",
                field: "models"
            )
        }
        var seen: Set<String> = []
        for model in models where !seen.insert(model.number.exact).inserted {
            throw Refusal(
                .unprocessable,
                "Model \"\(model.number.exact)\" is named twice",
                ja: "型番「\(model.number.exact)」が重複しています",
                field: "models",
                code: "duplicateModel"
            )
        }
    }

    static func checkModels(
        _ added: [CoveredModel],
        _ ended: [ModelNumber],
        of registration: Registration,
        on day: Day
    ) throws(Refusal) {
        guard !added.isEmpty || !ended.isEmpty else {
            throw Refusal(.unprocessable, "No model is named", ja: "型番が指定されていません", field: "models", code: "noModel")
        }
        let covered = Set(registration.models.filter { $0.span.to == .far }.map(\.number.exact))
        for model in added where covered.contains(model.number.exact) {
            throw Refusal(
                .conflict,
                "Model \"\(model.number.exact)\" is already covered",
                ja: "型番「\(model.number.exact)」はすでに対象です",
                field: "models",
                code: "duplicateModel"
            )
        }
        let revoked = Set(registration.models.filter(\.isRevoked).map(\.number.exact))
        for model in added where revoked.contains(model.number.exact) {
            throw Refusal(
                .conflict,
                "Model \"\(model.number.exact)\" was revoked and does not come back by a change",
                ja: "型番「\(model.number.exact)」は取り消されているため、追加できません",
                field: "models",
                code: "revokedModel"
            )
        }
        var left = covered
        for model in ended where left.remove(model.exact) == nil {
            throw Refusal(
                .conflict,
                "Model \"\(model.exact)\" is not covered",
                ja: "型番「\(model.exact)」は対象ではありません",
                field: "models",
                code: "unknownModel"
            )
        }
        guard !left.isEmpty || !added.isEmpty else {
            throw Refusal(
                .unprocessable,
                "At least one model must stay; withdraw the label instead",
                ja: "最後の型番は外せません。ラベルを取り下げてください",
                field: "models",
                code: "noModel"
            )
        }
        try checkUnique(added)
        guard registration.models.count + added.count <= modelLimit else {
            throw Refusal(
                .tooLarge,
                "A registration covers at most \(modelLimit) models",
                ja: "型番は\(modelLimit)件までです",
                field: "models"
            )
        }
    }

    static func check(
        _ restatement: Restatement,
        of registration: Registration,
        rules: Rules
    ) throws(Refusal) {
        guard !restatement.isEmpty else {
            throw Refusal(.unprocessable, "Nothing is declared anew", ja: "新しい申告内容がありません", code: "emptyRestatement")
        }
        if let manufacturer = restatement.manufacturer { try check(manufacturer) }
        if let product = restatement.product { try check(product, rules: rules) }
        guard let standard = restatement.standard else { return }
        let kept = registration.standard
        guard standard.level == kept.level, standard.assurance == kept.assurance else {
            throw Refusal(
                .unprocessable,
                "A label keeps its level \(kept.level.code)",
                ja: "レベル（\(kept.level.code)）は変えられません",
                field: "level",
                code: "levelKept"
            )
        }
        try checkAssurance(standard, rules: rules)
    }

    static func check(
        _ correction: Correction,
        of registration: Registration,
        rules: Rules
    ) throws(Refusal) {
        guard !correction.isEmpty else {
            throw Refusal(.unprocessable, "The correction changes nothing", ja: "訂正内容がありません", code: "emptyCorrection")
        }
        if let manufacturer = correction.manufacturer { try check(manufacturer) }
        if let product = correction.product { try check(product, rules: rules) }
        if let standard = correction.standard { try checkAssurance(standard, rules: rules) }
        if let models = correction.models {
            try checkSome(models)
            try checkUnique(models)
        }
        let running = registration.periods.last(where: { $0.heldUntil != nil })
        // Only `issued` gives a label its days.
        guard running != nil || (correction.heldFrom == nil && correction.heldUntil == nil) else {
            throw Refusal(
                .conflict,
                "\(registration.number) has no label yet whose days could be corrected",
                ja: "\(registration.number) にはまだラベルがなく、期間は訂正できません",
                code: "illegalTransition"
            )
        }
        let from = correction.heldFrom ?? running?.heldFrom
        let until = correction.heldUntil ?? running?.heldUntil
        if let from, let until, from > until {
            throw Refusal(
                .unprocessable,
                "The label would end on \(until), before it starts on \(from)",
                ja: "有効期限 \(until) が発行日 \(from) より前になります",
                field: "heldUntil",
                code: "endOutOfRange"
            )
        }
    }
}
