/// What PostgreSQL or the way to it refused.
struct PostgresFault: Error {
    /// SQLSTATE; class 08 where there was no answer.
    var state: String
    /// The server's or libpq's words, without values.
    var told: String
    /// Whether the session is gone.
    var isLost: Bool

    /// Trying the whole transaction again may succeed: serialization failure, deadlock.
    var isContention: Bool { state == "40001" || state == "40P01" }

    /// The machine takes no writes: a standby, or a primary that became one.
    var isReadOnly: Bool { state == "25006" }

    var kind: EngineFault.Kind {
        if isLost || isContention || isReadOnly { return .passing }
        switch state.prefix(2) {
        case "08", "53", "57", "58", "55": return .passing
        case "23": return .constraint
        default: return .broken
        }
    }

    var engineFault: EngineFault { EngineFault(kind, "PostgreSQL \(state): \(told)") }
}
