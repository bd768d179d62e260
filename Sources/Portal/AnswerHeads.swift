import HTTPTypes
import Registry

/// The heads that answers about labels can have, made once: what follows from form and standing alone.
struct AnswerHeads: Sendable {
    final class Head: Sendable {
        let fields: HTTPFields
        /// The status line and the fields as they stand on the wire, up to the value of the ETag.
        let lines: [UInt8]

        init(fields: HTTPFields) {
            self.fields = fields
            lines = Array(("HTTP/1.1 200 OK\r\n" + DoorHeads.lines(fields) + "ETag: ").utf8)
        }
    }

    private struct Kind: Hashable {
        var language: Language?
        var isPacked: Bool
        var isHidden: Bool
    }

    private let heads: [Kind: Head]

    init() {
        var heads: [Kind: Head] = [:]
        for form in AnswerForm.all {
            for isHidden in [false, true] {
                let kind = Kind(language: form.language, isPacked: form.isCompressed, isHidden: isHidden)
                heads[kind] = AnswerHeads.make(kind)
            }
        }
        self.heads = heads
    }

    func head(_ language: Language?, isPacked: Bool, isHidden: Bool) -> Head {
        let kind = Kind(language: language, isPacked: isPacked, isHidden: isHidden)
        return heads[kind] ?? AnswerHeads.make(kind)
    }

    private static func make(_ kind: Kind) -> Head {
        var fields: HTTPFields = [:]
        fields[.vary] = "Accept, Accept-Language, Accept-Encoding"
        if kind.isHidden { fields[.xRobotsTag] = "noindex" }
        if let language = kind.language {
            fields[.contentType] = "text/html; charset=utf-8"
            fields[.contentLanguage] = language.tag
        } else {
            fields[.contentType] = "application/json; charset=utf-8"
        }
        if kind.isPacked { fields[.contentEncoding] = "gzip" }
        return Head(fields: fields)
    }
}
