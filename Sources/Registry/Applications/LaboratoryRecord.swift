/// What the operator recorded of a laboratory: what it may assess, until when, and for whom it may not.
package struct LaboratoryRecord: Hashable, Sendable {
    /// Its organisation.
    package var organisation: Organisation
    /// Which it may assess.
    package var levels: Set<StarLevel>
    /// First day, inclusive.
    package var validFrom: Day
    /// Last day, inclusive.
    package var validUntil: Day
    /// Organisations that it has an interest in.
    package var conflicts: Set<Int64>

    package init(
        organisation: Organisation,
        levels: Set<StarLevel>,
        validFrom: Day,
        validUntil: Day,
        conflicts: Set<Int64> = []
    ) {
        self.organisation = organisation
        self.levels = levels
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.conflicts = conflicts
    }

    /// Whether it may assess an application on a day.
    ///
    /// - Throws: `unprocessable` naming what stands against it.
    package func check(_ level: StarLevel, for applicant: Int64, on day: Day) throws(Refusal) {
        let name = (ja: organisation.name(.ja), en: organisation.name(.en))
        guard levels.contains(level) else {
            throw Refusal(
                .unprocessable,
                "\(name.en) is not recorded for \(level.code)",
                ja: "\(name.ja)は \(level.code) の評価機関として記録されていません",
                field: "laboratory",
                code: "laboratoryScope"
            )
        }
        guard (validFrom...validUntil).contains(day) else {
            throw Refusal(
                .unprocessable,
                "\(name.en) may assess from \(validFrom) to \(validUntil)",
                ja: "\(name.ja)が評価できるのは \(validFrom) から \(validUntil) までです",
                field: "laboratory",
                code: "laboratoryValidity"
            )
        }
        guard !conflicts.contains(applicant) else {
            throw Refusal(
                .unprocessable,
                "\(name.en) has a conflict of interest with the applicant",
                ja: "\(name.ja)には申請者との利益相反が記録されています",
                field: "laboratory",
                code: "laboratoryConflict"
            )
        }
    }
}
