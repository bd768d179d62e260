import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// Answers while the database cannot be asked: the last known one, marked with the moment it was confirmed.
extension LabelAnswers {
    /// nil while the database answers, and where nothing is kept: asking it then says that it is gone.
    func lastKnown(_ code: LabelCode, form: AnswerForm, at now: Moment) throws -> Response? {
        let last: Moment
        switch site.confirmation.state(at: now) {
        case .confirmed: return nil
        case .unconfirmed: throw Problem.unconfirmed
        case .lastConfirmed(let moment): last = moment
        }
        // A mark is put into plain bytes; what is kept packed is unpacked first.
        let forms = [AnswerForm(language: form.language, isCompressed: false), form]
        for form in forms {
            let key = PageCache.Key(code: code.bits, form: form)
            guard let kept = site.desk.cache.answer(key, on: now.day) else { continue }
            var plain = Array(kept.bytes.readableBytesView)
            if kept.headers[.contentEncoding] != nil {
                guard let unpacked = Compression.gunzip(plain, limit: 4 << 20) else { continue }
                plain = unpacked
            }
            guard let marked = form.language.map({ site.desk.page.marked(plain, last, $0) }) ?? Self.marked(plain, last)
            else { continue }
            var headers = kept.headers
            headers[.contentEncoding] = nil
            headers[.cacheControl] = "no-store"
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: marked)))
        }
        return nil
    }

    /// One member more at the end of the object.
    private static func marked(_ json: [UInt8], _ last: Moment) -> [UInt8]? {
        guard json.last == UInt8(ascii: "}") else { return nil }
        return json.dropLast() + Array(",\"lastConfirmedAt\":\"\(last.text)\"}".utf8)
    }
}

extension Problem {
    /// The database has been gone for longer than kept answers may be shown.
    static var unconfirmed: Problem {
        .unavailable(
            code: "unconfirmed",
            detail: "The registry could not be confirmed for a minute; try again shortly",
            ja: "1分以上、登録簿を確認できていません。しばらくしてからもう一度お試しください"
        )
    }
}
