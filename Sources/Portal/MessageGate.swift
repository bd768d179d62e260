import NIOCore
import NIOHTTP1

/// Refuses messages that the parser accepts but that could be read in two ways (RFC 9112 §3.2, §6.1): not exactly
/// one Host with a value, a transfer coding that is not chunked. The connection ends, because what follows cannot be
/// trusted.
final class MessageGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let pace: ConnectionPace
    private var hasRefused = false

    init(pace: ConnectionPace) {
        self.pace = pace
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasRefused else { return }
        if case .head(let head) = unwrapInboundIn(data), !MessageGate.isPlain(head) {
            hasRefused = true
            // Behind an answer that is still to come, an own answer would be taken for that one.
            guard pace.unanswered <= 1 else { return context.close(promise: nil) }
            var headers = HTTPHeaders()
            headers.add(name: "Connection", value: "close")
            headers.add(name: "Content-Length", value: "0")
            let answer = HTTPResponseHead(version: .http1_1, status: .badRequest, headers: headers)
            context.write(wrapOutboundOut(.head(answer)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }

    private static func isPlain(_ head: HTTPRequestHead) -> Bool {
        var hosts = 0
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 4 where name.lowercased() == "host":
                guard !value.isEmpty, value.utf8.count <= 255 else { return false }
                hosts += 1
            case 17 where name.lowercased() == "transfer-encoding":
                guard value.lowercased() == "chunked" else { return false }
            default: break
            }
        }
        return hosts == 1
    }
}
