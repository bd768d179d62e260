import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// An answer ready for the wire.
///
/// Kept as exactly the bytes that are its own, in one array, and references to pieces it shares with others: what a
/// cache of a given size holds depends on this.
final class FinishedAnswer: Sendable {
    /// The first part of the head for the door that answers before the router, then the body's own bytes.
    private let own: [UInt8]
    private let headLength: Int
    /// Shared pieces of the body, and the place in `own` after which each stands; in order.
    private let shared: [(after: Int, piece: ByteBuffer)]
    /// Bytes of the whole body.
    let length: Int
    /// Strong: the same tag, the same bytes.
    let etag: String
    /// The civil day it was made for.
    let day: Day
    /// Headers of the answer alone, without those that every answer has.
    let headers: HTTPFields
    let isPage: Bool

    init(head: AnswerHeads.Head, parts: PageParts, etag: String, day: Day, isPage: Bool) {
        let length = parts.own.count + parts.shared.reduce(0) { $0 + $1.piece.readableBytes }
        let moving = "\(etag)\r\nContent-Length: \(length)\r\n"
        let headLength = head.lines.utf8.count + moving.utf8.count
        var own: [UInt8] = []
        own.reserveCapacity(headLength + parts.own.count)
        own.append(contentsOf: head.lines.utf8)
        own.append(contentsOf: moving.utf8)
        own.append(contentsOf: parts.own)
        self.own = own
        self.headLength = headLength
        shared = parts.shared.map { ($0.after + headLength, $0.piece) }
        self.length = length
        self.etag = etag
        self.day = day
        self.headers = head.fields
        self.isPage = isPage
    }

    /// What it costs the cache, in bytes, with a guess for the entry itself.
    var weight: Int { own.count + shared.count * 32 + 350 }

    /// Writes the whole response: the head's first part, its moving part, the body.
    func write(tail: ByteBuffer, into buffer: inout ByteBuffer) {
        buffer.clear(minimumCapacity: headLength + tail.readableBytes + length)
        own.withUnsafeBytes { own in
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: own[..<headLength]))
            buffer.writeImmutableBuffer(tail)
            var start = headLength
            for seam in shared {
                buffer.writeBytes(UnsafeRawBufferPointer(rebasing: own[start..<seam.after]))
                buffer.writeImmutableBuffer(seam.piece)
                start = seam.after
            }
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: own[start...]))
        }
    }

    /// The body for the router, in order.
    var body: [ByteBuffer] {
        var buffers: [ByteBuffer] = []
        var start = headLength
        for seam in shared {
            buffers.append(ByteBuffer(bytes: own[start..<seam.after]))
            buffers.append(seam.piece)
            start = seam.after
        }
        buffers.append(ByteBuffer(bytes: own[start...]))
        return buffers.filter { $0.readableBytes > 0 }
    }
}
