/// The one table of what may happen to a registration in which standing (DESIGN §5, SCHEME §3).
///
/// Drawn in `Docs/transitions.md` from this code; enumerated in tests.
package enum Transition {
    /// What the table says of one event in one standing.
    package enum Outcome: Hashable, Sendable {
        /// Allowed; the registration reads like this from the event's day (or, for extensions, from the end).
        case becomes(Standing)
        /// Allowed; the standing stays as it is.
        case keeps
        /// Allowed only while an extension is pending.
        case ifPending(Standing)
        /// Not allowed.
        case refused
    }

    /// `standing` is that of the event's day; nil where the registration does not exist yet.
    package static func outcome(_ event: LabelEvent.Word, from standing: Standing?) -> Outcome {
        switch event {
        case .provisionallyRegistered: standing == nil ? .becomes(.provisional) : .refused
        case .issued: standing == nil || standing == .provisional ? .becomes(.valid) : .refused
        case .imported: standing == nil ? .becomes(.valid) : .refused
        case .extensionFiled: standing == .valid ? .becomes(.grace) : .refused
        case .extended: extended(from: standing)
        case .extensionRefused, .extensionAbandoned: dropped(from: standing)
        // A provisional number whose application ended must be able to end too.
        case .withdrawn: isRunning(standing) || standing == .provisional ? .becomes(.withdrawn) : .refused
        case .revoked: isRunning(standing) ? .becomes(.revoked) : .refused
        case .reinstated: standing == .withdrawn || standing == .revoked ? .becomes(.valid) : .refused
        case .modelsChanged, .holderChanged, .restated: isRunning(standing) ? .keeps : .refused
        case .corrected, .standingStated, .absentFromEdition: standing == nil ? .refused : .keeps
        }
    }

    private static func isRunning(_ standing: Standing?) -> Bool {
        standing == .valid || standing == .grace
    }

    private static func extended(from standing: Standing?) -> Outcome {
        switch standing {
        case .valid, .grace: .becomes(.valid)
        // A bounded grace may run out while the extension is still being looked at.
        case .lapsed: .ifPending(.valid)
        default: .refused
        }
    }

    private static func dropped(from standing: Standing?) -> Outcome {
        switch standing {
        case .valid, .grace, .lapsed: .ifPending(.lapsed)
        default: .refused
        }
    }

    /// Checks the table for a registration. `day` is the event's effective day.
    package static func check(_ event: LabelEvent.Word, on day: Day, _ registration: Registration) throws(Refusal) {
        let standing = registration.period(on: day).standing
        // What is final stays final for every day, also for days before the end of an act dated later.
        let last = registration.periods.last?.standing ?? standing
        let asked = last.isFinal && !standing.isFinal && event.changesStanding ? last : standing
        switch outcome(event, from: asked) {
        case .becomes, .keeps:
            return
        case .ifPending:
            if Timeline.hasPendingExtension(registration.events) { return }
            throw Refusal(
                .conflict,
                "No extension is pending for \(registration.number)",
                ja: "\(registration.number) には審査中の延長申請がありません",
                code: "noExtensionPending"
            )
        case .refused:
            throw Refusal(
                .conflict,
                "\(event.rawValue) is not possible while \(registration.number) is \(asked.rawValue) on \(day)",
                ja: "\(registration.number) は \(day) に \(asked.rawValue) のため \(event.rawValue) はできません",
                code: "illegalTransition"
            )
        }
    }
}

extension LabelEvent.Word {
    /// Events that may move the standing, so that a final one forbids them.
    var changesStanding: Bool {
        switch self {
        case .corrected, .standingStated, .absentFromEdition: false
        default: true
        }
    }
}
