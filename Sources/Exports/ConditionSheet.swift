package import Registry

/// What was asked and what it was answered from, so that an export can be asked for again years later.
///
/// XLSX shows it on a sheet of its own; other formats write `lines` as they like. CSV is one table and has no place.
package struct ConditionSheet: Hashable, Sendable {
    /// One condition or circumstance.
    package struct Line: Hashable, Sendable {
        /// The name for machines, camelCase.
        package var name: String
        /// The same in Japanese.
        package var nameJA: String
        /// Its value as text; days and moments in ISO 8601.
        package var value: String

        package init(_ name: String, ja: String, _ value: String) {
            self.name = name
            self.nameJA = ja
            self.value = value
        }
    }

    /// What the content must not be taken for.
    package enum Watermark: String, CaseIterable, Hashable, Sendable {
        /// The registry holds test input.
        case test
        /// Products and companies are made up.
        case fictional

        /// For a person, in both languages; at most 100 characters, because a printed sheet bears it at its head.
        package var text: String {
            switch self {
            case .test: "試験用の登録 / TEST"
            case .fictional: "架空の見本データ / FICTIONAL SAMPLE"
            }
        }
    }

    /// What was asked, in the order a reader meets it.
    package var asked: [Line]
    /// The decisive day.
    package var day: Day
    /// The revision it was answered from.
    package var revision: Int64
    /// The moment of that revision: also the moment an XLSX says it was made, so that its bytes can be had again.
    package var recordedAt: Moment
    /// Digest of the rules in force.
    package var rules: String
    /// True where the registry is not the scheme operator's own.
    package var isUnofficial: Bool
    /// nil where the content is what it seems.
    package var watermark: Watermark?
    /// Who runs the registry.
    package var operatorName: String
    /// Where the same question is asked again.
    package var address: String

    package init(
        asked: [Line],
        day: Day,
        revision: Int64,
        recordedAt: Moment,
        rules: String,
        isUnofficial: Bool,
        watermark: Watermark?,
        operatorName: String,
        address: String
    ) {
        self.asked = asked
        self.day = day
        self.revision = revision
        self.recordedAt = recordedAt
        self.rules = rules
        self.isUnofficial = isUnofficial
        self.watermark = watermark
        self.operatorName = operatorName
        self.address = address
    }

    /// Everything, in the order it is shown: what it is not, what was asked, what it was answered from.
    package var lines: [Line] {
        var lines: [Line] = []
        if let watermark { lines.append(Line("watermark", ja: "注意", watermark.text)) }
        if isUnofficial {
            lines.append(Line("unofficial", ja: "非公式", "非公式の登録簿 / unofficial registry"))
        }
        lines += asked
        lines += [
            Line("day", ja: "基準日", day.text),
            Line("revision", ja: "改訂番号", "\(revision)"),
            Line("recordedAt", ja: "改訂の日時", recordedAt.text),
            Line("rules", ja: "制度データ", rules),
            Line("operator", ja: "運営者", operatorName),
            Line("address", ja: "同じ問いのアドレス", address),
        ]
        return lines
    }
}
