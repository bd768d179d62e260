import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// An answer ready for the wire.
struct FinishedAnswer: Sendable {
    var body: ByteBuffer
    /// Strong: the same tag, the same bytes.
    var etag: String
    /// The civil day it was made for.
    var day: Day
    /// Headers of the answer alone, without those that every answer has.
    var headers: HTTPFields
    /// The first part of the head as bytes, for the door that answers before the router.
    var head: ByteBuffer
    var isPage: Bool

    /// What it costs the cache, in bytes, with a guess for the entry itself.
    var weight: Int { body.readableBytes + head.readableBytes + 400 }
}
