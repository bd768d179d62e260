import Registry
import Synchronization

/// A bounded cache of finished answers, keyed by code, representation, language and encoding.
///
/// Room is made by a clock: the hand passes over what was read since it came by last, and takes the first that was
/// not. So nothing leaves while all fits, and a rare visitor makes room for the next before a frequent one does. Every
/// operation is a few steps under a lock that is never held over other work.
final class PageCache: Sendable {
    /// A code's 55 bits and the form's three, in one number: quick to compare and to hash.
    struct Key: Hashable, Sendable {
        private let bits: UInt64

        init(code: UInt64, form: AnswerForm) {
            bits = code << 3 | form.number
        }
    }

    private struct Place {
        var key: Key
        /// nil: free.
        var answer: FinishedAnswer?
        var wasRead = false
    }

    private struct Kept {
        var places: [Place] = []
        var numbers: [Key: Int32] = [:]
        var free: [Int32] = []
        var hand = 0
        var bytes = 0
        /// Moves on every change, so that a page made from older knowledge is not kept.
        var epoch: UInt64 = 0

        mutating func drop(_ number: Int32) {
            let place = Int(number)
            guard let answer = places[place].answer else { return }
            bytes -= answer.weight
            numbers.removeValue(forKey: places[place].key)
            places[place].answer = nil
            free.append(number)
        }

        /// Takes out one answer that was not read since the hand came by last.
        mutating func makeRoom() {
            while !numbers.isEmpty {
                if hand >= places.count { hand = 0 }
                defer { hand += 1 }
                if places[hand].answer == nil { continue }
                guard places[hand].wasRead else {
                    return drop(Int32(hand))
                }
                places[hand].wasRead = false
            }
        }
    }

    private let kept = Mutex(Kept())
    private let limit: Int

    /// - Parameter bytes: bound on what is kept, counted in bytes of the answers.
    init(bytes: Int) {
        limit = bytes
    }

    /// Read before the store is asked, handed back with what was made of the answer.
    var epoch: UInt64 { kept.withLock { $0.epoch } }

    var size: (answers: Int, bytes: Int) { kept.withLock { ($0.numbers.count, $0.bytes) } }

    /// The answer if it is kept and still holds on `day`.
    func answer(_ key: Key, on day: Day) -> FinishedAnswer? {
        kept.withLock { kept in
            guard let number = kept.numbers[key], let answer = kept.places[Int(number)].answer, answer.day == day
            else { return nil }
            kept.places[Int(number)].wasRead = true
            return answer
        }
    }

    /// Keeps an answer unless something changed since `epoch` was read. One larger than the bound is not kept.
    func keep(_ answer: FinishedAnswer, _ key: Key, since epoch: UInt64) {
        let weight = answer.weight
        kept.withLock { kept in
            guard kept.epoch == epoch, weight <= limit else { return }
            if let before = kept.numbers[key] { kept.drop(before) }
            while kept.bytes + weight > limit { kept.makeRoom() }
            let place = Place(key: key, answer: answer)
            if let number = kept.free.popLast() {
                kept.places[Int(number)] = place
                kept.numbers[key] = number
            } else {
                kept.numbers[key] = Int32(kept.places.count)
                kept.places.append(place)
            }
            kept.bytes += weight
        }
    }

    /// Forgets everything that was made from what is no longer true.
    func forget(_ codes: [UInt64]) {
        kept.withLock { kept in
            kept.epoch += 1
            for code in codes {
                for form in AnswerForm.all {
                    if let number = kept.numbers[Key(code: code, form: form)] { kept.drop(number) }
                }
            }
        }
    }

    /// Forgets all, as after an import.
    func forgetAll() {
        kept.withLock { kept in
            kept = Kept(epoch: kept.epoch + 1)
        }
    }
}

/// The representations a label's own address has.
struct AnswerForm: Hashable, Sendable {
    /// nil is JSON.
    var language: Language?
    var isCompressed: Bool

    /// 0 to 7.
    var number: UInt64 {
        let representation: UInt64 =
            switch language {
            case nil: 0
            case .ja: 1
            case .en: 2
            case .easy: 3
            }
        return representation << 1 | (isCompressed ? 1 : 0)
    }

    static let all: [AnswerForm] = [false, true].flatMap { compressed in
        [AnswerForm(language: nil, isCompressed: compressed)]
            + Language.allCases.map { AnswerForm(language: $0, isCompressed: compressed) }
    }
}
