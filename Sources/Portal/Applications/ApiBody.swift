import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import Registry

/// The members that a body may have; whatever else it has is refused with its place.
indirect enum BodyShape: Sendable {
    /// Text, a number, a truth or null.
    case value
    case object([String: BodyShape])
    case list(BodyShape)

    /// Members that are all values.
    static func values(_ names: String...) -> BodyShape {
        .object(Dictionary(uniqueKeysWithValues: names.map { ($0, .value) }))
    }

    /// The place of the first member that is not known here, parts of the place parted by dots.
    func stranger(in tree: Any, at place: [String] = []) -> String? {
        switch (self, tree) {
        case (.object(let members), let object as [String: Any]):
            for name in object.keys.sorted() {
                guard let shape = members[name], let value = object[name] else {
                    return (place + [String(name.prefix(40))]).joined(separator: ".")
                }
                if let found = shape.stranger(in: value, at: place + [name]) { return found }
            }
            return nil
        case (.list(let shape), let list as [Any]):
            for (index, value) in list.enumerated() {
                if let found = shape.stranger(in: value, at: place + [String(index)]) { return found }
            }
            return nil
        default:
            // Whether a value is of the right type is found when it is decoded.
            return nil
        }
    }
}

/// Bodies and headers of what a machine sends with a key.
enum ApiBody {
    /// Bytes of a JSON body: 2,000 models with everything about them.
    static let limit = 4 << 20
    private static let longestKey = 200

    /// Reads a JSON object of known members.
    ///
    /// - Throws: 415 for another type, `malformed` with the place of what is wrong.
    static func json<Wire: Decodable & Sendable>(
        _ type: Wire.Type,
        _ shape: BodyShape,
        _ request: Request
    ) async throws -> Wire {
        let media = (request.headers[.contentType] ?? "").lowercased().prefix { $0 != ";" }.trimmedBlanks
        guard media == "application/json" else { throw wrongType("application/json") }
        let bytes = try await bytes(request, limit: limit)
        // Two thousand models take a while to read: not on a thread that answers.
        return try await NIOThreadPool.singleton.runIfActive { try decode(type, shape, Data(bytes)) }
    }

    static func decode<Wire: Decodable>(_ type: Wire.Type, _ shape: BodyShape, _ data: Data) throws(Refusal) -> Wire {
        guard let tree = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] else {
            throw malformed("The body is no JSON object", ja: "本文が JSON のオブジェクトではありません", nil)
        }
        if let stranger = shape.stranger(in: tree) {
            throw Refusal(
                .malformed,
                "There is no member \"\(stranger)\" here",
                ja: "「\(stranger)」という項目はありません",
                field: stranger,
                code: "unknownParameter"
            )
        }
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            let place = place(of: error)
            throw malformed(
                place.isEmpty ? "The body cannot be read" : "\"\(place)\" is missing or of another type",
                ja: place.isEmpty ? "本文を読み取れません" : "「\(place)」がないか、型が違います",
                place.isEmpty ? nil : place
            )
        }
    }

    private static func place(of error: any Error) -> String {
        let path: [any CodingKey] =
            switch error {
            case DecodingError.keyNotFound(let key, let context): context.codingPath + [key]
            case DecodingError.typeMismatch(_, let context): context.codingPath
            case DecodingError.valueNotFound(_, let context): context.codingPath
            case DecodingError.dataCorrupted(let context): context.codingPath
            default: []
            }
        return path.map { key in key.intValue.map(String.init) ?? key.stringValue }.joined(separator: ".")
    }

    /// A body as far as a limit goes; a stated length beyond it is refused before a byte is read.
    static func bytes(_ request: Request, limit: Int) async throws -> [UInt8] {
        if let stated = request.headers[.contentLength] {
            guard let length = Int(stated), length <= limit else { throw tooLarge(limit) }
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= limit else { throw tooLarge(limit) }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return bytes
    }

    static func wrongType(_ type: String) -> Problem {
        Problem(
            .unsupportedMediaType,
            code: "wrongType",
            detail: "Send \(type)",
            ja: "\(type) で送ってください"
        )
    }

    private static func tooLarge(_ limit: Int) -> Refusal {
        Refusal(
            .tooLarge,
            "The body has at most \(limit >> 20) MiB",
            ja: "本文は\(limit >> 20)MiBまでです",
            code: "bodyTooLarge"
        )
    }

    private static func malformed(_ en: String, ja: String, _ field: String?) -> Refusal {
        Refusal(.malformed, en, ja: ja, field: field, code: "malformedBody")
    }

    /// The request's idempotency key, without which nothing is done twice by accident.
    static func idempotencyKey(_ request: Request) throws(Refusal) -> String {
        guard let key = request.headers[.idempotencyKey] else {
            throw Refusal(
                .preconditionRequired,
                "Send an Idempotency-Key of your own, the same when you repeat this request",
                ja: "Idempotency-Key を付けてください。同じ要求を送り直すときは同じ値にします",
                field: "Idempotency-Key",
                code: "preconditionRequired"
            )
        }
        guard !key.isEmpty, key.utf8.count <= longestKey else {
            throw Refusal(
                .malformed,
                "An Idempotency-Key has 1 to \(longestKey) characters",
                ja: "Idempotency-Key は\(longestKey)文字までです",
                field: "Idempotency-Key",
                code: "malformedKey"
            )
        }
        return key
    }

    /// The version that a change was made from: the one tag of `If-Match`, compared strongly (RFC 9110 §13.1.1).
    ///
    /// - Throws: `preconditionRequired` where it is absent or names no version, `preconditionFailed` where no version
    ///   has such a tag.
    static func version(_ request: Request) throws(Refusal) -> Int64 {
        guard let tag = request.headers[.ifMatch]?.trimmedBlanks, !tag.isEmpty, tag != "*" else {
            throw Refusal(
                .preconditionRequired,
                "Send If-Match with the ETag of the version you read",
                ja: "読み取った版の ETag を If-Match に付けてください",
                field: "If-Match",
                code: "preconditionRequired"
            )
        }
        let digits = tag.dropFirst(2).dropLast()
        guard tag.hasPrefix("\"v"), tag.hasSuffix("\""), (1...18).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let version = Int64(digits)
        else { throw otherVersion }
        return version
    }

    static let otherVersion = Refusal(
        .preconditionFailed,
        "The application has another version than If-Match names; read it again, then decide",
        ja: "If-Match の版と申請の版が異なります。内容を確認してから、もう一度操作してください",
        field: "If-Match",
        code: "changedMeanwhile"
    )
}
