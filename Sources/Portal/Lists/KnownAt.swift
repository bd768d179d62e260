import Registry
import Store

/// What `knownAt` means.
struct KnownAt: Sendable {
    let store: RegistryStore

    /// The day and the revision a list is asked about. Where `knownAt` is given, its day stands for today, so that the
    /// same question has the same answer for ever.
    func moment(_ asking: ListAsking, at now: Moment) async throws -> AskedMoment {
        guard let knownAt = asking.knownAt else {
            let head = try await store.head()
            return try AskedMoment(day: asking.on ?? now.day, today: now.day, revision: head.revision)
                .checked(asking.query.coveredThrough)
        }
        let (revision, today) = try await knowledge(knownAt, at: now)
        return try AskedMoment(day: asking.on ?? today, today: today, revision: revision)
            .checked(asking.query.coveredThrough)
    }

    /// A revision number, a moment, or a day (which means its end in Japan), with the day on which that much was known:
    /// a moment's own, or the day of the revision's recording. The future is refused.
    func knowledge(_ text: String, at now: Moment) async throws -> (revision: Int64, day: Day) {
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.utf8.count <= 18, let number = Int64(text) {
            let head = try await store.head()
            guard number <= head.revision else { throw future(text) }
            return (number, try await store.mark(of: number).recordedAt.day)
        }
        let moment: Moment
        if text.utf8.count == 10 {
            moment = try Day.parse(text, field: "knownAt").endMoment
        } else {
            do {
                moment = try Moment.parse(text)
            } catch {
                throw Refusal(
                    .malformed,
                    "knownAt is a revision, a moment or a day: \(error.reason)",
                    ja: error.reasonJA,
                    field: "knownAt",
                    code: "malformedKnownAt"
                )
            }
        }
        // A moment that has not passed could still see another revision.
        guard moment < now else { throw future(text) }
        return (try await store.revision(at: moment), moment.day)
    }

    private func future(_ text: String) -> Refusal {
        Refusal(
            .malformed,
            "knownAt \"\(text.prefix(40))\" lies in the future; what will be known is not known",
            ja: "knownAt「\(text.prefix(40))」は未来です",
            field: "knownAt",
            code: "futureKnownAt"
        )
    }
}

extension AskedMoment {
    /// The same where the delivery day does not lie before the decisive day.
    func checked(_ through: Day?) throws(Refusal) -> AskedMoment {
        if let through, through < day {
            throw Refusal(
                .malformed,
                "The delivery day \(through) lies before the decisive day \(day)",
                ja: "納入日（\(through.text)）が判断日（\(day.text)）より前です",
                field: "coveredThrough",
                code: "contradictoryFilters"
            )
        }
        return self
    }
}

extension Day {
    /// The last millisecond of the day in Japan.
    fileprivate var endMoment: Moment { (self + 1).start + -1 }

    fileprivate static func parse(_ text: String, field: String) throws(Refusal) -> Day {
        do {
            return try Day.parse(text)
        } catch {
            var refusal = error
            refusal.field = field
            throw refusal
        }
    }
}
