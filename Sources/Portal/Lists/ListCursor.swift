import Crypto
import Registry
import Store

/// Where a page of a list begins, and what the list stands on: opaque to callers, worth nothing to anybody else.
struct ListCursor: Hashable, Sendable {
    var asked: AskedMoment
    var place: ListPlace
    /// The question it belongs to.
    var question: String

    init(asked: AskedMoment, place: ListPlace, of asking: ListAsking) {
        self.asked = asked
        self.place = place
        question = Self.digest(asking)
    }

    /// Reads a cursor; refused where it is none, or one of another question.
    init(_ text: String, of asking: ListAsking) throws(Refusal) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.dropLast().map { Int64($0, radix: 36) ?? -1 }
        guard text.utf8.count <= 120, parts.count == 6, numbers.allSatisfy({ $0 >= 0 }), let question = parts.last,
            let day = Int32(exactly: numbers[1] - Self.dayOffset),
            let today = Int32(exactly: numbers[2] - Self.dayOffset),
            let id = UInt32(exactly: numbers[3]), let rank = UInt8(exactly: numbers[4]), rank <= 2
        else { throw Self.malformed }
        guard question == Self.digest(asking) else {
            throw Refusal(
                .malformed,
                "The cursor belongs to another question; begin that list from its first page",
                ja: "cursor が別の条件のものです。最初のページからやり直してください",
                field: "cursor",
                code: "foreignCursor"
            )
        }
        asked = AskedMoment(day: Day(number: day), today: Day(number: today), revision: numbers[0])
        place = ListPlace(id: id, rank: rank)
        self.question = String(question)
    }

    var text: String {
        let numbers = [
            asked.revision, Int64(asked.day.number) + Self.dayOffset, Int64(asked.today.number) + Self.dayOffset,
            Int64(place.id), Int64(place.rank),
        ]
        return numbers.map { String($0, radix: 36) }.joined(separator: ".") + "." + question
    }

    /// Days before 1970 are negative; a cursor has no signs.
    private static let dayOffset: Int64 = 1_000_000

    private static func digest(_ asking: ListAsking) -> String {
        SHA256.hash(data: Array(asking.address.utf8)).prefix(6).hex
    }

    private static let malformed = Refusal(
        .malformed,
        "The cursor cannot be read; take it whole from the page before",
        ja: "cursor を読み取れません",
        field: "cursor",
        code: "malformedCursor"
    )
}
