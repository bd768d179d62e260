import Hummingbird
import Intake
import Registry

/// What a part's form sent: fields, and the list or file that came with them.
struct ApplicationUpload: Sendable {
    var fields: AccountForm
    /// Bytes of the list of models, from the file where one was chosen.
    var list: [UInt8] = []
    var hint = SheetReader.Hint()
    /// The list as it was typed; nil where a file came in its place.
    var text: String?
    /// The file that was chosen; empty name where none was.
    var file: (name: String, bytes: [UInt8]) = ("", [])

    /// - Parameter listBytes: of the whole form, at most.
    init(_ request: Request, listBytes: Int) async throws {
        let type = request.headers[.contentType] ?? ""
        guard type.lowercased().hasPrefix("multipart/form-data") else {
            fields = try await AccountForm(request, limit: listBytes, pairs: 520)
            let typed = try fields.secret("models")
            (text, list) = (typed, Array(typed.utf8))
            return
        }
        let form = try MultipartForm(try await CheckBody.bytes(request, limit: listBytes), contentType: type)
        for part in form.parts where part.name == "file" {
            guard !(part.fileName ?? "").isEmpty || !part.bytes.isEmpty else { continue }
            file = (part.fileName ?? "", Array(part.bytes))
            hint = SheetReader.Hint(fileName: part.fileName ?? "", mediaType: part.mediaType)
        }
        fields = AccountForm(try form.fields(except: ["file"]))
        text = form.parts.contains { $0.name == "models" } ? try fields.secret("models") : nil
        if file.bytes.isEmpty {
            list = Array((text ?? "").utf8)
        } else {
            (list, text) = (file.bytes, nil)
        }
    }
}
