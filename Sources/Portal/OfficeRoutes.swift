import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Logging
import NIOCore
package import Registry
import Store

/// The office's door: the same verbs as the command line, for the owner's socket alone.
enum OfficeRoutes {
    /// The largest request: a list of some hundred thousand rows, base 64.
    private static let limit = 384 << 20

    static func build(_ desk: OfficeDesk) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: OfficeProblems())
        router.post("/verbs/label") { request, _ in
            let wire = try await decode(OrderWire.self, request)
            return json(try await desk.perform(wire))
        }
        router.post("/verbs/import") { request, _ in
            let wire = try await decode(ImportWire.self, request)
            let profile = try profile(wire)
            let (summary, reading) = try await desk.importList(
                Array(wire.file),
                fileName: wire.fileName,
                profile: profile,
                day: try wire.day.map { try Day.parse($0) },
                dryRun: wire.dryRun,
                actor: wire.actor
            )
            return json(ImportReport.bytes(summary, reading))
        }
        router.post("/verbs/pay-invoice") { request, _ in
            json(try await desk.recordPayment(try await decode(PaymentWire.self, request)))
        }
        router.post("/verbs/close-doubt") { request, _ in
            let wire = try await decode(CloseDoubtWire.self, request)
            try await desk.closeDoubt(wire.id, actor: wire.actor)
            return json(Array("{}".utf8))
        }
        router.post("/verbs/replay-letter") { request, _ in
            let wire = try await decode(ReplayLetterWire.self, request)
            try await desk.replayLetter(wire.id, actor: wire.actor)
            return json(Array("{}".utf8))
        }
        router.post("/verbs/bounce") { request, _ in
            let verdict = try await desk.record(try await decode(Bounce.self, request))
            return json(Array(verdict.rawValue.utf8))
        }
        router.post("/verbs/first-operator") { request, _ in
            let wire = try await decode(FirstOperatorWire.self, request)
            return json(Array(try await desk.inviteFirstOperator(token: wire.token, actor: wire.actor).utf8))
        }
        router.post("/verbs/erase-account") { request, _ in
            let wire = try await decode(EraseAccountWire.self, request)
            let id = try await desk.eraseAccount(wire.account, reason: wire.reason, actor: wire.actor)
            return json(Array(String(id).utf8))
        }
        return router
    }

    /// The profile; a fault in it is the sender's, told with its line.
    private static func profile(_ wire: ImportWire) throws -> ImportProfile {
        do {
            return try ImportProfile.read(yaml: wire.profile, file: wire.profileName)
        } catch {
            throw Refusal(.unprocessable, error.description, code: "badProfile")
        }
    }

    private static func decode<Wire: Decodable>(_ type: Wire.Type, _ request: Request) async throws -> Wire {
        let buffer = try await request.body.collect(upTo: limit)
        do {
            return try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
        } catch {
            throw Refusal(.malformed, "The body is not the JSON this verb takes", code: "malformedBody")
        }
    }

    private static func json(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

/// A letter to be tried again.
package struct ReplayLetterWire: Codable, Sendable {
    /// The letter's number.
    package var id: Int64
    /// Who does this, for the diary.
    package var actor: String

    package init(id: Int64, actor: String) {
        self.id = id
        self.actor = actor
    }
}

/// A doubt to be closed.
package struct CloseDoubtWire: Codable, Sendable {
    package var id: Int64
    package var actor: String

    package init(id: Int64, actor: String) {
        self.id = id
        self.actor = actor
    }
}

/// A first operator to be let in.
package struct FirstOperatorWire: Codable, Sendable {
    /// The link's secret.
    package var token: String
    package var actor: String

    package init(token: String, actor: String) {
        self.token = token
        self.actor = actor
    }
}

/// An account whose personal data are to be erased.
package struct EraseAccountWire: Codable, Sendable {
    /// Its number, or the address of one that is in use.
    package var account: String
    /// Stays in the diary.
    package var reason: String
    /// Who does it, for the diary.
    package var actor: String

    package init(account: String, reason: String, actor: String) {
        self.account = account
        self.reason = reason
        self.actor = actor
    }
}

/// A refusal as it travels back to the command line.
package struct RefusalWire: Codable, Sendable {
    package var kind: String
    package var code: String
    package var reason: String
    package var reasonJA: String?
    package var field: String?

    init(_ refusal: Refusal) {
        kind = refusal.kind.rawValue
        code = refusal.code
        reason = refusal.reason
        reasonJA = refusal.reasonJA
        field = refusal.field
    }

    /// nil where the kind is none of ours: a fault on the other side.
    package func refusal() -> Refusal? {
        guard let kind = Refusal.Kind(rawValue: kind) else { return nil }
        return Refusal(kind, reason, ja: reasonJA, field: field, code: code)
    }
}

/// Refusals become their own JSON, faults 500 with nothing told.
private struct OfficeProblems: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request,
        context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            let body = try JSONEncoder().encode(RefusalWire(refusal))
            return Response(
                status: Problem(refusal).status,
                headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(bytes: body))
            )
        } catch {
            context.logger.error("office fault", metadata: ["error": .string("\(error)")])
            return Response(status: .internalServerError)
        }
    }
}
