import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// An answer ready for the wire.
///
/// Kept as exactly the bytes that are its own and the numbers of the pieces it shares with others: what a cache of a
/// given size holds depends on this.
final class FinishedAnswer: Sendable {
    private let head: AnswerHeads.Head
    private let body: CutBytes
    /// The tag's value and what of the head follows from the answer, up to the tail.
    private let start: [UInt8]
    private let tagLength: Int
    /// The civil day it was made for.
    let day: Day
    let isPage: Bool

    init(head: AnswerHeads.Head, body: CutBytes, etag: String, day: Day, isPage: Bool) {
        self.head = head
        self.body = body
        self.day = day
        self.isPage = isPage
        start = Array("\(etag)\r\nContent-Length: \(body.length)\r\n".utf8)
        tagLength = etag.utf8.count
    }

    /// Bytes of the whole body.
    var length: Int { body.length }

    /// Headers of the answer alone, without those that every answer has.
    var headers: HTTPFields { head.fields }

    /// Strong: the same tag, the same bytes.
    var etag: String { String(decoding: start.prefix(tagLength), as: UTF8.self) }

    /// What it costs the cache, in bytes, with a guess for what the entry and its parts take beside them.
    var weight: Int { body.own.count + body.seams.count * 4 + start.count + 350 }

    /// Writes the whole response; `tail` is what of the head moves with time.
    func write(tail: ByteBuffer, into buffer: inout ByteBuffer) {
        buffer.clear(minimumCapacity: 0)
        let all = head.lines.count + start.count + tail.readableBytes + length
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: all) { room in
            var place = Place(room)
            head.lines.withUnsafeBytes { place.put($0) }
            start.withUnsafeBytes { place.put($0) }
            tail.withUnsafeReadableBytes { place.put($0) }
            body.write(into: &place)
            return place.count
        }
    }

    /// The body for the router.
    var bytes: ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { room in
            var place = Place(room)
            body.write(into: &place)
            return place.count
        }
        return buffer
    }
}

/// Memory being filled from its start; what does not fit stays out.
private struct Place {
    private let room: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(_ room: UnsafeMutableRawBufferPointer) {
        self.room = room
    }

    @inline(__always)
    mutating func put(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= room.count - count else { return }
        UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: bytes)
        count += bytes.count
    }
}

extension CutBytes {
    fileprivate func write(into place: inout Place) {
        let pieces = shelf.pieces
        own.withUnsafeBytes { own in
            var start = 0
            for seam in seams {
                let end = start + Int(seam.before)
                place.put(UnsafeRawBufferPointer(rebasing: own[start..<end]))
                pieces.withBytes(of: seam.piece) { place.put($0) }
                start = end
            }
            place.put(UnsafeRawBufferPointer(rebasing: own[start...]))
        }
    }
}
