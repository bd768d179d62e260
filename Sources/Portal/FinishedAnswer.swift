import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// An answer ready for the wire.
struct FinishedAnswer: Sendable {
    /// In order; pieces may be shared with other answers.
    var body: [ByteBuffer]
    /// Bytes of the whole body.
    var length: Int
    /// Bytes that are kept for this answer alone.
    var ownBytes: Int
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
    var weight: Int { ownBytes + head.readableBytes + 600 }
}
