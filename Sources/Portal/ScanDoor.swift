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
                [pace, MessageGate(pace: pace), ScanDoor(site: site, pace: pace, encoder: encoder)],
                position: .before(codec)
            )
        } catch {
            // Without them the connection would have no limits.
            context.close(promise: nil)
        }
    }
}

/// The short way for scans: answered from finished bytes, before the router.
///
/// What the cache holds is answered on the event loop at once. What it does not hold is looked up and put together on
/// a thread that may block, while the connection's next requests wait, so answers keep their order. Everything else,
/// also every condition this door does not know, goes on to the router, which answers with the same bytes (a test
/// compares the two).
final class ScanDoor: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// A request that is answered here as soon as it has ended.
    private struct Held {
        var head: HTTPRequestHead
        var scan: ScanRequest
        /// nil: to be made.
        var answer: FinishedAnswer?
        var at: Moment
    }

    private let site: PortalSite
    private let pace: ConnectionPace
    private let encoder: ChannelHandlerContext
    private let desk: Scratch
    /// Requests handed on whose answers have not ended.
    private var open = 0
    private var held: Held?
    /// True while an answer is being made; what arrives meanwhile waits here, and the socket is not read.
    private var isMaking = false
    private var waiting: [HTTPServerRequestPart] = []
    private var readWaits = false

    init(site: PortalSite, pace: ConnectionPace, encoder: ChannelHandlerContext) {
        self.site = site
        self.pace = pace
        self.encoder = encoder
        desk = Scratch.ofThisLoop()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if isMaking {
            waiting.append(part)
        } else {
            take(part, context)
        }
    }

    func read(context: ChannelHandlerContext) {
        if isMaking { readWaits = true } else { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { open -= 1 }
        context.write(data, promise: promise)
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            // With the database gone the router says how old its answer is.
            let now = site.now()
            if open == 0, site.confirmation.isConfirmed(at: now), let scan = ScanRequest(head) {
                let key = PageCache.Key(code: scan.bits, form: scan.form)
                held = Held(head: head, scan: scan, answer: site.desk.cache.answer(key, on: now.day), at: now)
                return
            }
            open += 1
        case .body:
            // A GET with a body is not a scan.
            release(context, ended: false)
        case .end:
            if let held {
                if let answer = held.answer {
                    self.held = nil
                    send(answer, held, context)
                } else {
                    make(held, context)
                }
                return
            }
        }
        context.fireChannelRead(wrapInboundOut(part))
    }

    /// Hands a held request on to the router.
    private func release(_ context: ChannelHandlerContext, ended: Bool) {
        guard let held else { return }
        self.held = nil
        open += 1
        context.fireChannelRead(wrapInboundOut(.head(held.head)))
        if ended {
            context.fireChannelRead(wrapInboundOut(.end(nil)))
            context.fireChannelReadComplete()
        }
    }

    private func make(_ held: Held, _ context: ChannelHandlerContext) {
        isMaking = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let loop = context.eventLoop
        let (desk, code, form, now) = (site.desk, LabelCode(bits: held.scan.bits), held.scan.form, held.at)
        NIOThreadPool.singleton.submit { state in
            // A fault is told by the router, which meets it again.
            let answer = state == .active ? try? desk.answerBlocking(code, form: form, at: now) : nil
            loop.execute {
                let (door, context) = bound.value
                door.made(answer, context)
            }
        }
    }

    private func made(_ answer: FinishedAnswer?, _ context: ChannelHandlerContext) {
        isMaking = false
        guard context.channel.isActive else { return }
        if let answer, let held {
            self.held = nil
            send(answer, held, context)
        } else {
            release(context, ended: true)
        }
        drain(context)
    }

    /// Takes what arrived meanwhile, until another answer has to be made.
    private func drain(_ context: ChannelHandlerContext) {
        var taken = 0
        while taken < waiting.count, !isMaking {
            take(waiting[taken], context)
            taken += 1
        }
        waiting.removeFirst(taken)
        if taken > 0 { context.fireChannelReadComplete() }
        if !isMaking, readWaits {
            readWaits = false
            context.read()
        }
    }

    private func send(_ answer: FinishedAnswer, _ held: Held, _ context: ChannelHandlerContext) {
        let response = desk.response(answer, tail: site.doorHeads.tail(isPage: answer.isPage, at: held.at))
        // Past the encoder: these bytes are a whole response already.
        if held.head.isKeepAlive {
            encoder.writeAndFlush(NIOAny(IOData.byteBuffer(response)), promise: nil)
        } else {
            // Only when the last byte is out, or a slow reader would lose the end of the page.
            let written = context.eventLoop.makePromise(of: Void.self)
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            written.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
            encoder.writeAndFlush(NIOAny(IOData.byteBuffer(response)), promise: written)
        }
        pace.answered()
        site.meters.countScan()
        site.accessLog.write(
            AccessLog.Line(
                at: held.at,
                id: "",
                method: "GET",
                path: String(held.head.uri.prefix { $0 != "?" }),
                status: 200,
                bytes: answer.length,
                milliseconds: 0
            )
        )
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
            answer.write(tail: tail, into: &buffer)
            return buffer
        }
    }
}

/// A request that is nothing but a scan: what it asks for, and in which form.
struct ScanRequest {
    let bits: UInt64
    let form: AnswerForm

    /// nil for everything that the router should see.
    init?(_ head: HTTPRequestHead) {
        guard head.method == .GET, let target = ScanTarget(head.uri) else { return nil }
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
        let medium = target.isAPI ? Medium.json : Medium(accept: accept)
        // Only the router knows the other two.
        guard medium == .page || medium == .json else { return nil }
        if medium == .page {
            let chosen = Language.choose(query: target.language, acceptLanguage: acceptLanguage)
            guard let chosen else { return nil }
            form.language = chosen
        }
        bits = target.bits
        self.form = form
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
