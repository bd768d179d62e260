import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes connections that do not move: idle ones, bodies that drip, readers that do not read (TRAPS of slow clients).
///
/// Stands before everything else that sees HTTP parts; timers are monotonic, they never date things.
final class ConnectionPace: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private static let tick = TimeAmount.seconds(5)
    private static let idleLimit = TimeAmount.seconds(30)
    private static let bodyLimit = TimeAmount.seconds(30)
    private static let slowestBody = 500
    private static let stallLimit = TimeAmount.seconds(30)

    private var unanswered = 0
    private var idleSince = NIODeadline.now()
    private var bodySince: NIODeadline?
    private var bodyBytes = 0
    private var stalledSince: NIODeadline?
    private var timer: Scheduled<Void>?

    func handlerAdded(context: ChannelHandlerContext) {
        arm(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            bodySince = .now()
            bodyBytes = 0
        case .body(let buffer): bodyBytes += buffer.readableBytes
        case .end: bodySince = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { answered() }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stalledSince = context.channel.isWritable ? nil : .now()
        context.fireChannelWritabilityChanged()
    }

    /// One answer is on its way; said by the door for answers that pass by this handler.
    func answered() {
        unanswered = max(0, unanswered - 1)
        idleSince = .now()
    }

    private func arm(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: Self.tick) {
            let (pace, context) = bound.value
            if pace.isStuck(.now()) {
                context.close(promise: nil)
            } else {
                pace.arm(context)
            }
        }
    }

    private func isStuck(_ now: NIODeadline) -> Bool {
        if let stalledSince, now - stalledSince > Self.stallLimit { return true }
        if let bodySince {
            let spent = now - bodySince
            return spent > Self.bodyLimit
                && Int64(bodyBytes) * 1_000_000_000 < Int64(Self.slowestBody) * spent.nanoseconds
        }
        return unanswered == 0 && now - idleSince > Self.idleLimit
    }
}
