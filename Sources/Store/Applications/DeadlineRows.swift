package import Registry

/// A deadline of an application as calendars tell it.
package struct KeptDeadline: Hashable, Sendable {
    /// The application's id.
    package var application: Int64
    /// What it asks for.
    package var kind: ApplicationKind
    /// 申請番号; empty until it has one.
    package var number: String
    /// What is to be done.
    package var deadline: ApplicationDeadline
    /// By when, in Japan.
    package var day: Day
    /// It was met, or means nothing any more.
    package var isMoot: Bool
    /// Counts its changes, from 0.
    package var sequence: Int
    /// When it was changed last; never before an earlier change.
    package var changedAt: Moment
}

/// Deadlines inside a transaction.
struct DeadlineRows {
    let db: any Transaction

    // A calendar takes a change along with a higher number and a later moment, whatever a clock does meanwhile. What was
    // told before there were rows of it was told as 0, and its first row is its second telling.
    private static let write = Statement(
        """
        INSERT INTO application_deadline (application_id, kind, day, moot, sequence, changed_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (application_id, kind) DO UPDATE SET day = excluded.day, moot = excluded.moot,
            sequence = application_deadline.sequence + 1,
            changed_at = CASE WHEN application_deadline.changed_at > excluded.changed_at
                THEN application_deadline.changed_at ELSE excluded.changed_at END
        """
    )
    private static let ofOrganisation = Statement(
        """
        SELECT a.id, a.kind, a.state, a.application_number, a.changed_at, a.correction_until,
            d.kind, d.day, d.moot, d.sequence, d.changed_at
        FROM application a LEFT JOIN application_deadline d ON d.application_id = a.id
        WHERE a.organisation_id = ?1 ORDER BY a.id, d.kind
        """
    )

    /// Writes down which deadlines an order set, moved or settled.
    func keep(_ application: Application, before: Application, at now: Moment) throws {
        for deadline in ApplicationDeadline.allCases {
            let (old, new) = (before.day(of: deadline), application.day(of: deadline))
            guard old != new, let day = new ?? old else { continue }
            try db.run(
                Self.write,
                [
                    .integer(application.id), .text(deadline.rawValue), .day(day), .flag(new == nil),
                    .integer(old == nil ? 0 : 1), .moment(now),
                ]
            )
        }
    }

    /// The deadlines of an organisation's applications; those that were settled before a moment left out.
    func deadlines(of organisation: Int64, settledSince moment: Moment) throws -> [KeptDeadline] {
        var lines: [Line] = []
        try db.rows(Self.ofOrganisation, [.integer(organisation)]) { row in lines.append(try Self.line(row)) }
        var found = lines.compactMap(\.kept)
        // Asked for before there were rows of deadlines, and never changed since.
        let told = Set(found.map { [String($0.application), $0.deadline.rawValue] })
        var seen: Set<Int64> = []
        for line in lines where line.mayBeOlder && seen.insert(line.application).inserted {
            guard let application = try ApplicationRows(db: db).application(line.application) else { continue }
            for deadline in ApplicationDeadline.allCases
            where !told.contains([String(line.application), deadline.rawValue]) {
                guard let day = application.day(of: deadline) else { continue }
                found.append(line.deadline(deadline, day, false, 0, line.changedAt))
            }
        }
        return found.filter { !$0.isMoot || $0.changedAt >= moment }
    }

    /// A row of an application with one of its deadlines, where it has any.
    private struct Line {
        var application: Int64
        var kind: ApplicationKind
        var number: String
        var changedAt: Moment
        /// Something may be asked for of which no row tells.
        var mayBeOlder = false
        var kept: KeptDeadline?

        func deadline(
            _ deadline: ApplicationDeadline,
            _ day: Day,
            _ isMoot: Bool,
            _ sequence: Int,
            _ changedAt: Moment
        ) -> KeptDeadline {
            KeptDeadline(
                application: application,
                kind: kind,
                number: number,
                deadline: deadline,
                day: day,
                isMoot: isMoot,
                sequence: sequence,
                changedAt: changedAt
            )
        }
    }

    private static func line(_ row: any Row) throws -> Line {
        guard let kind = ApplicationKind(rawValue: row.text(1)) else {
            throw EngineFault(.broken, "an application cannot be read")
        }
        var line = Line(application: row.integer(0), kind: kind, number: row.text(3), changedAt: row.moment(4))
        line.mayBeOlder = row.text(2) == ApplicationState.feeDue.rawValue || !row.isNull(5)
        guard !row.isNull(6), let deadline = ApplicationDeadline(rawValue: row.text(6)) else { return line }
        line.kept = line.deadline(deadline, row.day(7), row.flag(8), Int(row.integer(9)), row.moment(10))
        return line
    }
}
