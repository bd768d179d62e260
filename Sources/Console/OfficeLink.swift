import Foundation
import Portal
import Registry
import Store

/// Where the office's verbs are done: in this process, or by the portal that holds the store, through its socket.
enum OfficeLink: Sendable {
    case own(House, OfficeDesk)
    case running(OfficeSocket)

    static func open(_ options: StoreOptions, _ clock: ClockOptions) async throws -> OfficeLink {
        let now = try clock.now()
        let place = try options.place()
        if let house = try await House.open(place, schemeFolder: options.scheme, readers: 1, now: now) {
            let isStated = clock.at != nil
            let desk = OfficeDesk(
                store: house.store,
                now: { isStated ? now : Moment(milliseconds: SystemClock.now()) }
            )
            return .own(house, desk)
        }
        guard clock.at == nil else {
            throw Refusal(.conflict, "--at cannot be used while the portal is running", field: "--at")
        }
        guard case .folder(let folder) = place else {
            throw Refusal(.conflict, "Another process holds \(place.text)", code: "storeUnavailable")
        }
        return .running(OfficeSocket(path: folder.socket))
    }

    func perform(_ wire: OrderWire) async throws -> [UInt8] {
        var wire = wire
        switch self {
        case .own(let house, let desk):
            wire.key = wire.key ?? OfficeLink.key(house.place)
            return try await OfficeLink.told(wire.key) { [wire] in try await desk.perform(wire) }
        case .running(let socket): return try await socket.post("/verbs/label", wire)
        }
    }

    func recordPayment(_ wire: PaymentWire) async throws -> [UInt8] {
        var wire = wire
        switch self {
        case .own(let house, let desk):
            wire.key = wire.key ?? OfficeLink.key(house.place)
            return try await OfficeLink.told(wire.key) { [wire] in try await desk.recordPayment(wire) }
        case .running(let socket): return try await socket.post("/verbs/pay-invoice", wire)
        }
    }

    /// A server's answer to a commit can be lost on the way; with a key of its own a request finds what it did.
    private static func key(_ place: StorePlace) -> String? {
        if case .server = place { UUID().uuidString } else { nil }
    }

    private static func told(_ key: String?, _ body: () async throws -> [UInt8]) async throws -> [UInt8] {
        do {
            return try await body()
        } catch let fault as EngineFault where fault.kind == .uncertain {
            // Without the key a repetition could not know itself again.
            throw Refusal(
                .conflict,
                "Whether this was recorded is not known; run the command again with --key \(key ?? ""), "
                    + "and it is recorded once",
                code: "uncertain"
            )
        }
    }

    func closeDoubt(_ id: Int64, actor: String) async throws {
        switch self {
        case .own(_, let desk): try await desk.closeDoubt(id, actor: actor)
        case .running(let socket):
            _ = try await socket.post("/verbs/close-doubt", CloseDoubtWire(id: id, actor: actor))
        }
    }

    func replayLetter(_ id: Int64, actor: String) async throws {
        switch self {
        case .own(_, let desk): try await desk.replayLetter(id, actor: actor)
        case .running(let socket):
            _ = try await socket.post("/verbs/replay-letter", ReplayLetterWire(id: id, actor: actor))
        }
    }

    func record(_ bounce: Bounce) async throws -> BounceVerdict {
        switch self {
        case .own(_, let desk): return try await desk.record(bounce)
        case .running(let socket):
            let word = String(decoding: try await socket.post("/verbs/bounce", bounce), as: UTF8.self)
            return BounceVerdict(rawValue: word) ?? .foreign
        }
    }

    /// Makes the way in for a first operator; the host that the link is on.
    func inviteFirstOperator(token: String, actor: String) async throws -> String {
        switch self {
        case .own(_, let desk): return try await desk.inviteFirstOperator(token: token, actor: actor)
        case .running(let socket):
            let answer = try await socket.post("/verbs/first-operator", FirstOperatorWire(token: token, actor: actor))
            return String(decoding: answer, as: UTF8.self)
        }
    }

    /// Erases the personal data of an account, by its number or address; its number.
    func eraseAccount(_ account: String, reason: String, actor: String) async throws -> String {
        switch self {
        case .own(_, let desk): return String(try await desk.eraseAccount(account, reason: reason, actor: actor))
        case .running(let socket):
            let wire = EraseAccountWire(account: account, reason: reason, actor: actor)
            return String(decoding: try await socket.post("/verbs/erase-account", wire), as: UTF8.self)
        }
    }

    func close() throws {
        if case .own(let house, _) = self { try house.close() }
    }
}
