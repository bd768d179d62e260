import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import Registry
import Synchronization

/// The short way for scans that are in the cache: answered on the event loop from finished bytes, before the router.
///
/// Everything else, also every condition it does not know, goes on to the router, which answers with the same bytes
/// (a test compares the two). It answers only while no earlier request of the connection is open, so answers keep
/// their order.
final class ScanDoor: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let site: PortalSite
    private let pace: ConnectionPace
    /// Requests handed on whose answers have not ended.
    private var open = 0
    /// A request that is answered here as soon as it has ended.
    private var held: (head: HTTPRequest, answer: FinishedAnswer, at: Moment)?
    private var encoder: ChannelHandlerContext?

    init(site: PortalSite, pace: ConnectionPace) {
        self.site = site
        self.pace = pace
    }

    func handlerAdded(context: ChannelHandlerContext) {
        encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        encoder = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let now = site.now()
            if open == 0, let answer = site.finishedAnswer(for: head, at: now) {
                held = (head, answer, now)
                return
            }
            open += 1
        case .body:
            // A GET with a body is not a scan.
            release(context)
        case .end:
            if let held {
                self.held = nil
                answer(held.head, held.answer, at: held.at, context)
                return
            }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { open -= 1 }
        context.write(data, promise: promise)
    }

    private func release(_ context: ChannelHandlerContext) {
        guard let held else { return }
        self.held = nil
        open += 1
        context.fireChannelRead(wrapInboundOut(.head(held.head)))
    }

    private func answer(
        _ head: HTTPRequest,
        _ answer: FinishedAnswer,
        at now: Moment,
        _ context: ChannelHandlerContext
    ) {
        guard let encoder else { return context.close(promise: nil) }
        let isLast = head.headerFields[.connection]?.lowercased() == "close"
        // Past the encoder: these bytes are a whole response already.
        encoder.write(NIOAny(IOData.byteBuffer(answer.head)), promise: nil)
        encoder.write(NIOAny(IOData.byteBuffer(site.doorHeads.tail(isPage: answer.isPage, at: now))), promise: nil)
        encoder.writeAndFlush(NIOAny(IOData.byteBuffer(answer.body)), promise: nil)
        pace.answered()
        site.meters.count(status: 200, milliseconds: 0)
        site.accessLog.write(
            AccessLog.Line(
                at: now,
                id: "",
                method: "GET",
                path: head.path ?? "",
                status: 200,
                bytes: answer.body.readableBytes,
                milliseconds: 0
            )
        )
        if isLast { context.close(promise: nil) }
    }
}

extension PortalSite {
    /// The finished answer for a request that is nothing but a scan of a cached label; nil for everything else.
    func finishedAnswer(for head: HTTPRequest, at now: Moment) -> FinishedAnswer? {
        guard head.method == .get, let path = head.path, let authority = head.authority, !authority.isEmpty,
            authority.utf8.count <= 255
        else { return nil }
        let fields = head.headerFields
        guard fields[.ifNoneMatch] == nil, fields[.transferEncoding] == nil, fields[.contentLength] == nil,
            fields[.upgrade] == nil
        else { return nil }
        guard let scan = ScanTarget(path) else { return nil }
        var form = AnswerForm(language: nil, isCompressed: Negotiation.accepts("gzip", fields[.acceptEncoding]))
        if !scan.isAPI, !Negotiation.prefersJSON(fields[.accept]) {
            guard let language = Language.choose(query: scan.language, acceptLanguage: fields[.acceptLanguage]) else {
                return nil
            }
            form.language = language
        }
        return desk.cache.answer(PageCache.Key(code: scan.bits, form: form), on: now.day)
    }
}

/// A path that is a scan: `/<CODE>`, perhaps with `?lang=`, or `/api/v1/labels/<CODE>`.
struct ScanTarget {
    let bits: UInt64
    let isAPI: Bool
    let language: String?

    private static let apiPrefix = "/api/v1/labels/"

    init?(_ path: String) {
        var rest = path[...].utf8
        isAPI = path.hasPrefix(Self.apiPrefix)
        rest = rest.dropFirst(isAPI ? Self.apiPrefix.utf8.count : 1)
        let code = rest.prefix(LabelCode.length)
        guard let bits = LabelCode.bits(of: code) else { return nil }
        self.bits = bits
        let query = rest.dropFirst(LabelCode.length)
        if query.isEmpty {
            language = nil
        } else {
            guard !isAPI, let text = String(query), text.hasPrefix("?lang=") else { return nil }
            language = String(text.dropFirst(6))
        }
    }
}

/// The part of a finished answer's head that changes with time: made once a second.
final class DoorHeads: Sendable {
    private struct Tails {
        var second: Int64 = -1
        var page = ByteBuffer()
        var data = ByteBuffer()
    }

    private let tails = Mutex(Tails())
    private let pageLines: String
    private let dataLines: String

    init(_ headers: PortalHeaders) {
        pageLines = DoorHeads.lines(headers.page)
        dataLines = DoorHeads.lines(headers.data)
    }

    static func lines(_ fields: HTTPFields) -> String {
        fields.map { "\($0.name.rawName): \($0.value)\r\n" }.joined()
    }

    /// The rest of the head and the empty line after it.
    func tail(isPage: Bool, at now: Moment) -> ByteBuffer {
        let second = floor(now)
        return tails.withLock { tails in
            if tails.second != second {
                let moving =
                    "Cache-Control: public, max-age=\(PortalHeaders.maxAge(at: now))\r\nDate: \(HTTPDate.text(now))\r\n\r\n"
                tails = Tails(
                    second: second,
                    page: ByteBuffer(string: pageLines + moving),
                    data: ByteBuffer(string: dataLines + moving)
                )
            }
            return isPage ? tails.page : tails.data
        }
    }

    private func floor(_ now: Moment) -> Int64 {
        now.milliseconds >= 0 ? now.milliseconds / 1000 : (now.milliseconds - 999) / 1000
    }
}

/// IMF-fixdate of RFC 9110 §5.6.7.
enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ moment: Moment) -> String {
        let iso = moment.text
        // The UTC day: `Day` is Japan's, so its arithmetic is used on the day number alone.
        let day = (try? Day.parse(String(iso.prefix(10)))) ?? Day(number: 0)
        let civil = day.civil
        let dayText = civil.day < 10 ? "0\(civil.day)" : "\(civil.day)"
        let clock = iso.dropFirst(11).prefix(8)
        return "\(days[day.weekday]), \(dayText) \(months[civil.month - 1]) \(civil.year) \(clock) GMT"
    }
}
