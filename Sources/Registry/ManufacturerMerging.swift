/// Two organisations that are said to be one, and what stands in the way.
package struct ManufacturerPair: Hashable, Sendable {
    /// Gives everything away and stays as a name.
    package var from: Organisation
    /// Takes it.
    package var into: Organisation
    /// Those of the two that were merged into another before.
    package var merged: Set<Int64>
    /// Laboratories that have open applications of either in hand.
    package var laboratories: [LaboratoryRecord]

    package init(
        from: Organisation,
        into: Organisation,
        merged: Set<Int64> = [],
        laboratories: [LaboratoryRecord] = []
    ) {
        self.from = from
        self.into = into
        self.merged = merged
        self.laboratories = laboratories
    }
}

/// Whether duplicate manufacturers may be made one.
package enum ManufacturerMerging {
    /// - Throws: `unprocessable` for a pair that cannot be one, `conflict` where a laboratory that must not assess one
    ///   of them has an application of the other.
    package static func check(_ pair: ManufacturerPair) throws(Refusal) {
        guard pair.from.id != pair.into.id else {
            throw Refusal(
                .unprocessable,
                "Name two different manufacturers",
                ja: "異なる二つの製造者を指定してください",
                field: "into",
                code: "sameOrganisation"
            )
        }
        for organisation in [pair.from, pair.into] where organisation.side != .manufacturer {
            throw Refusal(
                .missing,
                "There is no such manufacturer",
                ja: "該当する製造者がありません",
                field: organisation.id == pair.from.id ? "from" : "into",
                code: "missing"
            )
        }
        for organisation in [pair.from, pair.into] where pair.merged.contains(organisation.id) {
            throw Refusal(
                .conflict,
                "Organisation \(organisation.id) was merged into another before",
                ja: "組織 \(organisation.id) はすでに別の組織に統合されています",
                field: organisation.id == pair.from.id ? "from" : "into",
                code: "organisationMerged"
            )
        }
        try checkNumbers(pair)
        let both: Set = [pair.from.id, pair.into.id]
        for laboratory in pair.laboratories where !laboratory.conflicts.isDisjoint(with: both) {
            throw Refusal(
                .conflict,
                "Laboratory \(laboratory.organisation.id) has an application of one and must not assess the other",
                ja: "評価機関 \(laboratory.organisation.id) は一方の申請を評価中で、もう一方とは利害関係があります",
                code: "laboratoryConflict"
            )
        }
    }

    /// A 法人番号 belongs to one organisation: two are two, and the one that has it is the one that stays.
    private static func checkNumbers(_ pair: ManufacturerPair) throws(Refusal) {
        guard let number = pair.from.corporateNumber else { return }
        guard let other = pair.into.corporateNumber else {
            throw Refusal(
                .unprocessable,
                "Organisation \(pair.from.id) has the corporate number; merge the other into it",
                ja: "法人番号を持つ組織 \(pair.from.id) を残してください。統合の向きが逆です",
                field: "from",
                code: "mergeTheOtherWay"
            )
        }
        guard number == other else {
            throw Refusal(
                .unprocessable,
                "The two have different corporate numbers, so they are not one",
                ja: "法人番号が異なるため、同じ製造者ではありません",
                field: "into",
                code: "differentCorporateNumbers"
            )
        }
    }
}
