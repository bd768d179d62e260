/// Why a row came out as it did, as one sentence for a person.
extension CheckResult {
    /// The sentence in both languages: the registration and its level, then every reason with its day. A
    /// self-declaration is called one, and a miss speaks of this registry alone.
    package func why(_ conditions: CheckConditions, _ asked: AskedMoment) -> Wording {
        let clauses = reasons.map { clause($0, conditions, asked) }
        guard let found else {
            return Wording(
                ja: clauses.map(\.ja).joined(separator: "、") + "。",
                en: Self.capitalised(clauses.map(\.en).joined(separator: "; ")) + "."
            )
        }
        let subject = Self.subject(found)
        guard outcome == .pass else {
            return Wording(
                ja: subject.ja + "：" + clauses.map(\.ja).joined(separator: "、") + "。",
                en: subject.en + ": " + clauses.map(\.en).joined(separator: "; ") + "."
            )
        }
        let holds = holding(conditions, asked)
        return Wording(
            ja: subject.ja + "は" + ([holds.ja] + clauses.map(\.ja)).joined(separator: "、") + "。",
            en: subject.en + " " + ([holds.en] + clauses.map(\.en)).joined(separator: "; ") + "."
        )
    }

    /// `Registration JC-1 (STAR-1, self-declared by the manufacturer)`; a provisional one tells no level.
    private static func subject(_ found: LabelAnswer) -> Wording {
        let number = found.registration.number.text
        guard !found.registration.isProvisional else {
            return Wording(ja: "登録番号\(number)（仮登録）", en: "Registration \(number) (provisional)")
        }
        let level = found.period.level.code
        switch found.period.assurance {
        case .selfDeclared:
            return Wording(
                ja: "登録番号\(number)（\(level)、製造者の自己適合宣言）",
                en: "Registration \(number) (\(level), self-declared by the manufacturer)"
            )
        case .thirdParty:
            return Wording(
                ja: "登録番号\(number)（\(level)、第三者評価）",
                en: "Registration \(number) (\(level), assessed by a third party)"
            )
        }
    }

    private func holding(_ conditions: CheckConditions, _ asked: AskedMoment) -> Wording {
        let covers = model.map { Wording(ja: "、型番\($0.number.exact)を含みます", en: " and covers \($0.number.exact)") }
        if let last = conditions.coveredThrough, last >= asked.day {
            return Wording(
                ja: "\(asked.day)から\(last)まで有効で" + (covers?.ja ?? "す"),
                en: "is valid from \(asked.day) through \(last)" + (covers?.en ?? "")
            )
        }
        return Wording(
            ja: "\(asked.day)に有効で" + (covers?.ja ?? "す"),
            en: "is valid on \(asked.day)" + (covers?.en ?? "")
        )
    }

    private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private func clause(
        _ reason: Reason,
        _ conditions: CheckConditions,
        _ asked: AskedMoment
    ) -> Wording {
        switch reason {
        case .emptyRow, .malformedNumber, .noMatch, .numberNotFound, .numberDiffers, .ambiguousModel, .nearMatchOnly,
            .manufacturerOnly, .modelNotCovered, .gtinDiffers, .manufacturerDiffers, .unreadCells, .otherRegistrations,
            .versionsStated:
            matchClause(reason, asked)
        case .unreadRequirement, .notRequired, .sharedDevice: rowClause(reason)
        case .levelTooLow, .notYetValid, .provisional, .grace, .lapsed, .withdrawn, .revoked, .unknownStatus,
            .unconfirmed, .gapBeforeDelivery, .endsBeforeDelivery:
            standingClause(reason, conditions, asked)
        }
    }

    /// What was found, and how well it fits the row.
    private func matchClause(_ reason: Reason, _ asked: AskedMoment) -> Wording {
        let exact = model?.number.exact ?? ""
        return switch reason {
        case .emptyRow: Wording(ja: "製品を示すセルがありません", en: "no cell of the row names a product")
        case .malformedNumber:
            Wording(ja: "番号またはコードに書き誤りがあります", en: "the number or code is mistyped")
        case .numberNotFound:
            Wording(
                ja: "行の番号は本登録簿に該当がなく、他のセルで見つかりました",
                en: "the number of the row has no match in this registry, another cell has"
            )
        case .numberDiffers:
            Wording(ja: "行の番号とコードが同じ登録を指していません", en: "the row's number and code do not name one registration")
        case .ambiguousModel:
            Wording(
                ja: "当てはまる登録が複数あります（候補\(candidates.count)件を表示）",
                en: "several registrations fit, of which \(candidates.count) are told as candidates"
            )
        case .nearMatchOnly:
            Wording(ja: "型番は\(exact)に似ていますが、同じではありません", en: "the model is like \(exact), but not the same")
        case .manufacturerOnly:
            Wording(
                ja: "製造者の登録はありますが、この型番は本登録簿に該当がありません",
                en: "this registry knows the manufacturer, but has no match for the product"
            )
        case .modelNotCovered:
            Wording(ja: "\(asked.day)にこの型番を含みません", en: "does not cover the model on \(asked.day)")
        case .gtinDiffers: Wording(ja: "JAN/GTINが型番と合いません", en: "the JAN or GTIN does not fit the model")
        case .manufacturerDiffers:
            Wording(
                ja: "行の製造者と登録の製造者の名前が異なります",
                en: "the manufacturer is written differently in the row and in the registration"
            )
        case .unreadCells:
            Wording(
                ja: "型番らしいセルがこの登録の型番と一致しません",
                en: "a cell that may be a model is none of the registration's"
            )
        case .otherRegistrations:
            Wording(
                ja: "同じ型番の登録がほかにもあります（結果は変わりません）",
                en: "other registrations of the model exist and do not change this"
            )
        case .versionsStated:
            Wording(
                ja: "対象バージョンは「\(model?.versions ?? "")」です",
                en: "the covered versions are \"\(model?.versions ?? "")\""
            )
        default: Wording(ja: "本登録簿に該当がありません", en: "no match in this registry")
        }
    }

    /// What follows from the row itself and from its neighbours.
    private func rowClause(_ reason: Reason) -> Wording {
        switch reason {
        case .unreadRequirement:
            Wording(
                ja: "この行の要求レベルを読み取れません（例：STAR-1、★1、不要）",
                en: "the level that this row asks for cannot be read (STAR-1, or none)"
            )
        case .notRequired:
            Wording(
                ja: "この行はラベル不要とされているため、照合していません",
                en: "the row says that no label is asked of it, so none was looked for"
            )
        default:
            Wording(
                ja:
                    "\(sharedWith.map(String.init).joined(separator: "、"))行目の構成機器にも同じ製品が挙げられています。一つの機器のラベルは、ほかの機器のラベルにはなりません",
                en: "row \(sharedWith.map(String.init).joined(separator: ", ")) names the same product for another "
                    + "component; one device's label does not stand for another"
            )
        }
    }

    /// What the registration is on the days asked about.
    private func standingClause(
        _ reason: Reason,
        _ conditions: CheckConditions,
        _ asked: AskedMoment
    ) -> Wording {
        let day = asked.day
        let end = found?.period.heldUntil?.text ?? ""
        let from = found?.period.heldFrom?.text ?? ""
        return switch reason {
        case .levelTooLow:
            Wording(
                ja: "求める水準\(conditions.levelAtLeast?.code ?? "")に届きません",
                en: "its level is below \(conditions.levelAtLeast?.code ?? "")"
            )
        case .notYetValid:
            Wording(ja: "有効になるのは\(from)からで、\(day)はまだです", en: "is not yet valid on \(day), only from \(from)")
        case .provisional: Wording(ja: "\(day)には仮登録で、ラベルはありません", en: "is only provisional on \(day); there is no label")
        case .grace:
            Wording(
                ja: "有効期間は\(end)に終わり、\(day)は延長の審査待ちです",
                en: "ended on \(end); on \(day) its extension is pending"
            )
        case .lapsed: Wording(ja: "有効期間は\(end)に終わっています", en: "lapsed after \(end)")
        case .withdrawn: Wording(ja: "\(day)には取り下げられています", en: "is withdrawn on \(day)")
        case .revoked: Wording(ja: "\(day)には取り消されています", en: "is revoked on \(day)")
        case .unknownStatus:
            Wording(
                ja: "一覧の状態「\(found?.period.rawStatus ?? "")」の意味が分かりません",
                en: "the list's status \"\(found?.period.rawStatus ?? "")\" is not known here"
            )
        case .unconfirmed:
            Wording(
                ja: "有効期間は\(end)までですが、その後の一覧で確認できていません",
                en: "its end on \(end) is not confirmed by a later list"
            )
        case .gapBeforeDelivery:
            Wording(
                ja: "納入日までの間、\(coverage?.day?.text ?? "")から有効ではありません",
                en: "does not hold from \(coverage?.day?.text ?? "") on, before delivery"
            )
        default:
            Wording(
                ja: "有効期間は\(coverage?.day?.text ?? end)までで、その後の延長は決まっていません",
                en: "is valid through \(coverage?.day?.text ?? end); what comes after is not decided"
            )
        }
    }
}
