import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
package import Registry

/// The clock, injected at composition; nobody else reads one.
package typealias Now = @Sendable () -> Moment

/// What belongs to one request.
package struct PortalContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The one now of the request; set by the outermost middleware.
    package var now = Moment(milliseconds: 0)
    /// Names the request in logs and problem documents.
    package let requestID: String
    /// Address of the peer, for rate limits alone; never logged by default.
    package let peer: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        requestID = RequestNames.next()
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}

/// The parameters of a query string, decoded once and bounded.
struct Query: Sendable {
    private let pairs: [(name: String, value: String)]

    /// Reads `application/x-www-form-urlencoded` text: `+` is a blank, `%` needs two hex digits, bytes must be UTF-8,
    /// U+0000 is refused. At most 50 pairs, or as many as the caller bounds it to.
    init(_ text: String?, pairs most: Int = 50) throws(Refusal) {
        var pairs: [(String, String)] = []
        for part in (text ?? "").split(separator: "&") {
            guard pairs.count < most else {
                throw Refusal(
                    .malformed,
                    "There are more than \(most) parameters",
                    ja: "項目が多すぎます",
                    code: "malformedQuery"
                )
            }
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Query.decoded(halves[0])
            pairs.append((name, halves.count > 1 ? try Query.decoded(halves[1]) : ""))
        }
        self.pairs = pairs
    }

    /// The value of a parameter; nil where it is absent. Given twice it is refused.
    func value(_ name: String) throws(Refusal) -> String? {
        let values = pairs.filter { $0.name == name }
        guard values.count <= 1 else {
            throw Refusal(
                .malformed,
                "The parameter \"\(name)\" is given \(values.count) times",
                ja: "項目「\(name)」が重複しています",
                field: name,
                code: "malformedQuery"
            )
        }
        return values.first?.value
    }

    /// Every value of a parameter that may be given several times, as it is.
    func repeated(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    /// Every value of a parameter that may be given several times, or once with commas; empty ones left out.
    func values(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.flatMap { $0.value.split(separator: ",") }
            .map { String($0).trimmedBlanks }.filter { !$0.isEmpty }
    }

    /// Refuses every parameter that is not named here.
    func allow(only names: [String]) throws(Refusal) {
        for pair in pairs where !names.contains(pair.name) {
            throw Refusal(
                .malformed,
                "There is no parameter \"\(pair.name.prefix(40))\" here; known are: \(names.joined(separator: ", "))",
                ja: "「\(pair.name.prefix(40))」という項目はありません。使えるのは \(names.joined(separator: "、")) です",
                field: String(pair.name.prefix(40)),
                code: "unknownParameter"
            )
        }
    }

    /// The civil day in `on`, or the request's own.
    func day(default today: Day) throws(Refusal) -> Day {
        try writtenDay("on") ?? today
    }

    static func decoded(_ text: some StringProtocol, plusIsBlank: Bool = true) throws(Refusal) -> String {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var at = 0
        while at < source.count {
            let byte = source[at]
            if byte == UInt8(ascii: "%") {
                guard at + 2 < source.count, let high = hexValue(source[at + 1]), let low = hexValue(source[at + 2])
                else { throw malformed }
                bytes.append(high << 4 | low)
                at += 3
                continue
            }
            bytes.append(byte == UInt8(ascii: "+") && plusIsBlank ? UInt8(ascii: " ") : byte)
            at += 1
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else { throw malformed }
        return decoded
    }

    private static var malformed: Refusal {
        Refusal(
            .malformed,
            "The address holds a percent sign without two digits, or bytes that are no text",
            ja: "アドレスに読み取れない文字があります",
            code: "malformedQuery"
        )
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
