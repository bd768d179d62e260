extension CheckResult.Reason {
    /// What a reason does to its row: a row fails where one of its reasons does, else it needs a person where one of
    /// them does, else it passes. nil for notes. The why stands in Docs/decisions/0021.
    package var outcome: CheckResult.Outcome? {
        switch self {
        case .modelNotCovered, .levelTooLow, .notYetValid, .provisional, .lapsed, .withdrawn, .revoked,
            .gapBeforeDelivery:
            .fail
        case .emptyRow, .malformedNumber, .noMatch, .numberNotFound, .numberDiffers, .ambiguousModel, .nearMatchOnly,
            .manufacturerOnly, .gtinDiffers, .manufacturerDiffers, .unreadCells, .grace, .unknownStatus, .unconfirmed,
            .endsBeforeDelivery, .unreadRequirement, .sharedDevice:
            .review
        case .otherRegistrations, .versionsStated, .notRequired: nil
        }
    }
}

extension CheckResult.Reason {
    /// A few words for a count of reasons; the sentence of a row is `CheckResult.why`.
    package var label: Wording {
        switch self {
        case .emptyRow: Wording(ja: "製品を示すセルがない", en: "nothing names a product")
        case .malformedNumber: Wording(ja: "番号やコードの書き誤り", en: "a mistyped number or code")
        case .noMatch: Wording(ja: "本登録簿に該当なし", en: "no match in this registry")
        case .numberNotFound: Wording(ja: "番号は該当なし、ほかのセルで一致", en: "number without match, another cell with one")
        case .numberDiffers: Wording(ja: "番号とコードが別の登録", en: "number and code of two registrations")
        case .ambiguousModel: Wording(ja: "複数の登録が当てはまる", en: "several registrations fit")
        case .nearMatchOnly: Wording(ja: "似た型番だけ", en: "only a model like it")
        case .manufacturerOnly: Wording(ja: "製造者だけが一致", en: "only the manufacturer matches")
        case .modelNotCovered: Wording(ja: "型番が登録に含まれない", en: "model not covered")
        case .gtinDiffers: Wording(ja: "JAN/GTINが合わない", en: "JAN or GTIN does not fit")
        case .manufacturerDiffers: Wording(ja: "製造者の名前が異なる", en: "another manufacturer's name")
        case .unreadCells: Wording(ja: "型番らしいセルが一致しない", en: "a cell that may be a model does not fit")
        case .levelTooLow: Wording(ja: "水準が足りない", en: "level too low")
        case .notYetValid: Wording(ja: "有効期間の前", en: "not yet valid")
        case .provisional: Wording(ja: "仮登録", en: "provisional")
        case .grace: Wording(ja: "延長の審査待ち", en: "extension pending")
        case .lapsed: Wording(ja: "有効期限切れ", en: "lapsed")
        case .withdrawn: Wording(ja: "取下げ", en: "withdrawn")
        case .revoked: Wording(ja: "取消し", en: "revoked")
        case .unknownStatus: Wording(ja: "状態の語が不明", en: "unknown status word")
        case .unconfirmed: Wording(ja: "期限切れが未確認", en: "lapse not confirmed")
        case .gapBeforeDelivery: Wording(ja: "納入日までに切れ目", en: "a gap before delivery")
        case .endsBeforeDelivery: Wording(ja: "納入日より前に期限", en: "ends before delivery")
        case .otherRegistrations: Wording(ja: "ほかの登録もある（注記）", en: "other registrations exist (note)")
        case .versionsStated: Wording(ja: "対象バージョンの指定（注記）", en: "versions stated (note)")
        case .unreadRequirement: Wording(ja: "要求レベルを読み取れない", en: "level asked for not readable")
        case .notRequired: Wording(ja: "ラベル不要の行（注記）", en: "no label asked for (note)")
        case .sharedDevice: Wording(ja: "ほかの構成機器と同じ製品", en: "same product as another component")
        }
    }
}

extension [CheckResult.Reason] {
    /// The outcome of a row with these reasons.
    package var outcome: CheckResult.Outcome {
        let outcomes = compactMap(\.outcome)
        return outcomes.contains(.fail) ? .fail : outcomes.contains(.review) ? .review : .pass
    }
}
