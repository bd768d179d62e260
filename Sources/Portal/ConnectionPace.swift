import NIOCore
import NIOHTTP1

/// Closes connections that do not move: idle ones, bodies that drip, readers that do not read.
///
/// Time is counted in ticks of five seconds, so a request costs no reading of a clock. Limits hold within one tick.
final class ConnectionPace: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private static let tick = TimeAmount.seconds(5)
    /// 30 seconds without a request, with a body slower than 500 bytes a second, or without a byte written.
    private static let patience = 6
    private static let slowestBodyPerTick = 2500

    /// Requests that have begun and whose answers have not ended, the newest one included.
    private(set) var unanswered = 0
    private var isReadingBody = false
    private var moved = true
    private var idleTicks = 0
    private var bodyTicks = 0
    private var bodyBytes = 0
    private var stalledTicks = 0
    private var timer: Scheduled<Void>?

    func handlerAdded(context: ChannelHandlerContext) {
        arm(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        disarm()
    }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            isReadingBody = true
            (bodyTicks, bodyBytes) = (0, 0)
            moved = true
        case .body(let buffer): bodyBytes += buffer.readableBytes
        case .end: isReadingBody = false
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { answered() }
        context.write(data, promise: promise)
    }

    /// One answer is on its way; said by the door for answers that pass by this handler.
    func answered() {
        unanswered -= 1
        moved = true
    }

    private func arm(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: Self.tick) {
            let (pace, context) = bound.value
            if pace.isStuck(canWrite: context.channel.isWritable) {
                context.close(promise: nil)
            } else {
                pace.arm(context)
            }
        }
    }

    private func disarm() {
        timer?.cancel()
        timer = nil
    }

    /// Counts one tick; true when the connection has had its time.
    private func isStuck(canWrite: Bool) -> Bool {
        stalledTicks = canWrite ? 0 : stalledTicks + 1
        idleTicks = unanswered > 0 || moved ? 0 : idleTicks + 1
        moved = false
        if isReadingBody { bodyTicks += 1 }
        let isDripping = bodyTicks >= Self.patience && bodyBytes < bodyTicks * Self.slowestBodyPerTick && isReadingBody
        return isDripping || idleTicks >= Self.patience || stalledTicks >= Self.patience
    }
}
