import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import NIOCore
import Registry

/// A list as it was sent, read to its bytes and no further.
struct CheckInput: Sendable {
    var bytes: [UInt8]
    var hint: SheetReader.Hint
    /// Rows of an API request instead of a table.
    var isJSON: Bool

    init(bytes: [UInt8], hint: SheetReader.Hint = .init(), isJSON: Bool = false) {
        self.bytes = bytes
        self.hint = hint
        self.isJSON = isJSON
    }

    /// SHA-256 as lower-case hexadecimal.
    var digest: String { CheckInput.digest(bytes) }

    static func digest(_ bytes: some Sequence<UInt8>) -> String {
        var hash = SHA256()
        hash.update(data: Array(bytes))
        return hash.finalize().hex
    }
}

/// The bodies that a check takes.
enum CheckBody {
    /// A request's body as far as the limit goes; beyond it nothing more is kept, and a stated length that is larger is
    /// refused before a byte is read.
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

    private static func tooLarge(_ limit: Int) -> Refusal {
        Refusal(
            .tooLarge,
            "A list may be \(limit >> 20) MB at most; split it and check the parts one by one",
            ja: "一覧は\(limit >> 20)MBまでです。分けて、一つずつ照合してください",
            field: "file",
            code: "bodyTooLarge"
        )
    }

    /// A form: its fields, and the list that was pasted or uploaded. The form is told even where the list is missing, so
    /// that it can be shown again.
    static func form(_ request: Request, limit: Int) async throws -> (fields: Query, input: CheckInput?) {
        let type = request.headers[.contentType] ?? ""
        let body = try await bytes(request, limit: limit)
        if type.lowercased().hasPrefix("multipart/form-data") {
            return try form(try MultipartForm(body, contentType: type))
        }
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw wrongType("Send the form as multipart/form-data or application/x-www-form-urlencoded")
        }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw Refusal(.malformed, "The form is no text", ja: "フォームを読み取れません", code: "malformedForm")
        }
        let fields = try Query(text)
        let pasted = try fields.value("text") ?? ""
        return (fields, pasted.trimmedBlanks.isEmpty ? nil : CheckInput(bytes: Array(pasted.utf8)))
    }

    private static func form(_ form: MultipartForm) throws -> (fields: Query, input: CheckInput?) {
        var inputs: [CheckInput] = []
        for part in form.parts where part.name == "file" || part.name == "text" {
            let isBlank = part.bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
            let isChosen = !(part.fileName ?? "").isEmpty
            guard part.name == "file" ? isChosen || !part.bytes.isEmpty : !isBlank else { continue }
            let hint = SheetReader.Hint(fileName: part.fileName ?? "", mediaType: part.mediaType)
            inputs.append(CheckInput(bytes: Array(part.bytes), hint: hint))
        }
        let fields = try form.fields(except: ["file", "text"], limit: 200)
        guard inputs.count <= 1 else {
            throw Refusal(
                .malformed,
                "Bring either a file or pasted rows, not both",
                ja: "ファイルか貼り付けのどちらか一方にしてください",
                field: "file",
                code: "twoLists"
            )
        }
        return (fields, inputs.first)
    }

    /// A list that is the whole body.
    static func list(_ request: Request, limit: Int) async throws -> CheckInput {
        let type = (request.headers[.contentType] ?? "").lowercased()
        let media = type.prefix { $0 != ";" }.trimmedBlanks
        switch media {
        case "application/json": return CheckInput(bytes: try await bytes(request, limit: limit), isJSON: true)
        case "text/csv", "text/tab-separated-values", "text/plain",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
            return CheckInput(bytes: try await bytes(request, limit: limit), hint: .init(mediaType: media))
        default:
            throw wrongType("Send application/json, text/csv, text/tab-separated-values or an .xlsx")
        }
    }

    private static func wrongType(_ detail: String) -> Problem {
        Problem(
            .unsupportedMediaType,
            code: "wrongType",
            detail: detail,
            ja: "この形式（Content-Type）は受け付けません"
        )
    }
}
