import Synchronization

/// Says where the portal serves once every door of it answers: whoever waits for that line may knock at the office's too.
final class OpenDoors: Sendable {
    private struct State {
        var closed: Int
        var port = 0
    }

    private let state: Mutex<State>
    private let say: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - count: how many doors there are.
    ///   - say: called once, with the public door's port.
    init(_ count: Int, say: @escaping @Sendable (Int) -> Void) {
        state = Mutex(State(closed: count))
        self.say = say
    }

    /// Called once for each door.
    ///
    /// - Parameter port: the public door's.
    func open(port: Int? = nil) {
        let served = state.withLock { state -> Int? in
            state.closed -= 1
            if let port { state.port = port }
            return state.closed == 0 ? state.port : nil
        }
        if let served { say(served) }
    }
}
