import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOPosix
import Registry
import Synchronization

/// Stands last in a connection's start and puts the handlers that see HTTP/1 as it came before the one that translates.
final class PortalConnection: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let site: PortalSite

    init(site: PortalSite) {
        self.site = site
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        let pace = ConnectionPace()
        do {
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
            try pipeline.addHandlers(
                [pace, MessageGate(), ScanDoor(site: site, pace: pace, encoder: encoder)], position: .before(codec))
        } catch {
            // Without them the connection would have no limits.
            context.close(promise: nil)
        }
    }
}

/// The short way for scans that are in the cache: answered on the event loop from finished bytes, before the router.
///
/// Everything else, also every condition it does not know, goes on to the router, which answers with the same bytes
/// (a test compares the two). It answers only while no earlier request of the connection is open, so answers keep
/// their order.
final class ScanDoor: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let site: PortalSite
    private let pace: ConnectionPace
    private let encoder: ChannelHandlerContext
    private let desk: Scratch
    /// Requests handed on whose answers have not ended.
    private var open = 0
    /// A request that is answered here as soon as it has ended.
    private var held: (head: HTTPRequestHead, answer: FinishedAnswer, at: Moment)?

    init(site: PortalSite, pace: ConnectionPace, encoder: ChannelHandlerContext) {
        self.site = site
        self.pace = pace
        self.encoder = encoder
        desk = Scratch.ofThisLoop()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            if open == 0 {
                let now = site.now()
                if let answer = site.finishedAnswer(for: head, at: now) {
                    held = (head, answer, now)
                    return
                }
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
        _ head: HTTPRequestHead, _ answer: FinishedAnswer, at now: Moment, _ context: ChannelHandlerContext
    ) {
        let response = desk.response(answer, tail: site.doorHeads.tail(isPage: answer.isPage, at: now))
        // Past the encoder: these bytes are a whole response already.
        encoder.writeAndFlush(NIOAny(IOData.byteBuffer(response)), promise: nil)
        pace.answered()
        site.meters.countScan()
        site.accessLog.write(
            AccessLog.Line(
                at: now, id: "", method: "GET", path: String(head.uri.prefix { $0 != "?" }), status: 200,
                bytes: answer.length, milliseconds: 0))
        if !head.isKeepAlive { context.close(promise: nil) }
    }
}

/// One buffer an event loop in which responses are put together: most are written out before the next one comes, so
/// the same memory serves them all; one that still waits keeps it, and the next takes new memory.
private final class Scratch: Sendable {
    private static let ofLoop = ThreadSpecificVariable<Scratch>()

    /// Never contended: one thread, one buffer.
    private let buffer = Mutex(ByteBufferAllocator().buffer(capacity: 32 << 10))

    static func ofThisLoop() -> Scratch {
        if let scratch = ofLoop.currentValue { return scratch }
        let scratch = Scratch()
        ofLoop.currentValue = scratch
        return scratch
    }

    func response(_ answer: FinishedAnswer, tail: ByteBuffer) -> ByteBuffer {
        buffer.withLock { buffer in
            buffer.clear(minimumCapacity: answer.head.readableBytes + tail.readableBytes + answer.length)
            buffer.writeImmutableBuffer(answer.head)
            buffer.writeImmutableBuffer(tail)
            for part in answer.body { buffer.writeImmutableBuffer(part) }
            return buffer
        }
    }
}

extension PortalSite {
    /// The finished answer for a request that is nothing but a scan of a cached label; nil for everything else.
    func finishedAnswer(for head: HTTPRequestHead, at now: Moment) -> FinishedAnswer? {
        guard head.method == .GET, let scan = ScanTarget(head.uri) else { return nil }
        var accept: String?
        var acceptLanguage: String?
        var acceptEncoding: String?
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 6 where name.lowercased() == "accept":
                guard accept == nil else { return nil }
                accept = value
            case 15 where name.lowercased() == "accept-language":
                guard acceptLanguage == nil else { return nil }
                acceptLanguage = value
            case 15 where name.lowercased() == "accept-encoding":
                guard acceptEncoding == nil else { return nil }
                acceptEncoding = value
            case 13 where name.lowercased() == "if-none-match", 14 where name.lowercased() == "content-length",
                17 where name.lowercased() == "transfer-encoding", 7 where name.lowercased() == "upgrade",
                6 where name.lowercased() == "expect":
                return nil
            default: break
            }
        }
        var form = AnswerForm(language: nil, isCompressed: Negotiation.accepts("gzip", acceptEncoding))
        if !scan.isAPI, !Negotiation.prefersJSON(accept) {
            guard let language = Language.choose(query: scan.language, acceptLanguage: acceptLanguage) else { return nil }
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
        isAPI = path.utf8.count > 13 && path.hasPrefix(Self.apiPrefix)
        let rest = path.utf8.dropFirst(isAPI ? Self.apiPrefix.utf8.count : 1)
        guard path.utf8.first == UInt8(ascii: "/"), let bits = LabelCode.bits(of: rest.prefix(LabelCode.length)) else {
            return nil
        }
        self.bits = bits
        let query = rest.dropFirst(LabelCode.length)
        if query.isEmpty {
            language = nil
        } else {
            guard !isAPI, let text = String(query), text.hasPrefix("?lang=") else { return nil }
            language = String(text.dropFirst(6))
            // The router refuses other words, also where the answer has no language.
            guard Language(rawValue: String(text.dropFirst(6))) != nil else { return nil }
        }
    }
}
