import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// Putting bytes into responses: conditional requests and cache lifetimes in one place.
enum PortalAnswer {
    /// An answer about a label: a minute at most, and nothing at all where the caller has it already.
    static func label(_ answer: FinishedAnswer, _ request: Request, at now: Moment) -> Response {
        var headers = answer.headers
        headers[.eTag] = answer.etag
        headers[.cacheControl] = "public, max-age=\(PortalHeaders.maxAge(at: now))"
        if matches(request.headers[.ifNoneMatch], answer.etag) {
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: answer.bytes))
    }

    /// Bytes whose tag is their own digest. Only what was found and read is conditional: a miss or a form stays itself.
    static func bytes(
        _ bytes: [UInt8],
        _ contentType: String,
        status: HTTPResponse.Status = .ok,
        maxAge: Int64,
        _ request: Request,
        more: HTTPFields = [:]
    ) -> Response {
        var headers = more
        let tag = "\"" + SHA256.hash(data: bytes).prefix(12).hex + "\""
        headers[.eTag] = tag
        headers[.cacheControl] = maxAge > 0 ? "public, max-age=\(maxAge)" : "no-store"
        if status == .ok, request.method != .post, matches(request.headers[.ifNoneMatch], tag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = contentType
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A page that is not about one label; compressed where the reader takes it.
    static func page(
        _ html: [UInt8],
        status: HTTPResponse.Status = .ok,
        maxAge: Int64,
        _ wish: Negotiation,
        _ request: Request,
        noindex: Bool = false
    ) -> Response {
        var headers: HTTPFields = [:]
        headers[.contentLanguage] = wish.language.tag
        headers[.vary] = "Accept, Accept-Language, Accept-Encoding"
        if noindex { headers[.xRobotsTag] = "noindex" }
        var body = html
        if wish.acceptsGzip, let packed = Compression.gzip(html) {
            body = packed
            headers[.contentEncoding] = "gzip"
        }
        return bytes(body, "text/html; charset=utf-8", status: status, maxAge: maxAge, request, more: headers)
    }

    /// RFC 9110 §13.1.2: weak comparison, `*` matches what exists.
    static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let candidate = String(part).trimmedBlanks
            return candidate == "*" || candidate == tag || candidate == "W/" + tag
        }
    }
}
