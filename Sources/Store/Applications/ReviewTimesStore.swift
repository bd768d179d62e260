package import Registry

extension RegistryStore {
    /// The applications that were issued last within a span of time, newest first; at one moment the later one first.
    static let latelyIssued = Statement(
        """
        SELECT s.application_id, a.kind, a.level FROM application_step s JOIN application a ON a.id = s.application_id
        WHERE s.state_after = 'issued' AND s.at >= ?1 AND s.at <= ?2
        ORDER BY s.at DESC, s.application_id DESC LIMIT ?3
        """
    )
    /// As many steps as an application ever has; of one that had more the end is missing, and it is left out.
    static let timeline = Statement(
        """
        SELECT at, state_before, state_after FROM application_step
        WHERE application_id = ?1 ORDER BY number LIMIT 1000
        """
    )

    /// How long the applications took that were issued last: at most `ReviewTimes.most` within `ReviewTimes.windowDays`
    /// up to `now`, whatever the registry's size.
    package func reviewTimes(at now: Moment) async throws -> ReviewTimes {
        let from = now.day - (ReviewTimes.windowDays - 1)
        let span: [Value] = [.moment(from.start), .moment(now), .integer(Int64(ReviewTimes.most))]
        return try await engine.read { [rules] db in
            let issued = try db.all(Self.latelyIssued, span) { row in
                guard let kind = ApplicationKind(rawValue: row.text(1)) else {
                    throw EngineFault(.broken, "an application cannot be read")
                }
                return (id: row.integer(0), kind: kind, level: StarLevel(rawValue: Int(row.integer(2))))
            }
            let applications = try issued.map { application in
                DecidedApplication(
                    kind: application.kind,
                    assurance: application.level.flatMap { rules.level($0)?.assurance },
                    steps: try db.all(Self.timeline, [.integer(application.id)]) { try Self.timelineStep($0) }
                )
            }
            let whole = applications.filter { $0.steps.last?.after == .issued }
            return ReviewTimes(whole, from: from, through: now.day)
        }
    }

    private static func timelineStep(_ row: any Row) throws -> DecidedApplication.Step {
        guard let before = ApplicationState(rawValue: row.text(1)), let after = ApplicationState(rawValue: row.text(2))
        else { throw EngineFault(.broken, "a step cannot be read") }
        return DecidedApplication.Step(at: row.moment(0), before: before, after: after)
    }
}
