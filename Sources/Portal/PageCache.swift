import Registry
import Synchronization

/// A bounded cache of finished answers, keyed by code, representation, language and encoding.
///
/// Two generations: what is read moves to the young one; when the young one is half the bound, the old one is dropped.
/// Every operation is a few dictionary steps under a lock that is never held over other work.
final class PageCache: Sendable {
    /// A code's 55 bits and the form's three, in one number: quick to compare and to hash.
    struct Key: Hashable, Sendable {
        private let bits: UInt64

        init(code: UInt64, form: AnswerForm) {
            bits = code << 3 | form.number
        }
    }

    private struct Generations {
        var young: [Key: FinishedAnswer] = [:]
        var old: [Key: FinishedAnswer] = [:]
        var youngBytes = 0
        /// Moves on every change, so that a page made from older knowledge is not kept.
        var epoch: UInt64 = 0
    }

    private let generations = Mutex(Generations())
    private let limit: Int

    /// - Parameter bytes: bound on what is kept, counted in bytes of the answers.
    init(bytes: Int) {
        limit = max(1, bytes / 2)
    }

    /// Read before the store is asked, handed back with what was made of the answer.
    var epoch: UInt64 { generations.withLock { $0.epoch } }

    /// The answer if it is kept and still holds on `day`.
    func answer(_ key: Key, on day: Day) -> FinishedAnswer? {
        generations.withLock { generations in
            if let answer = generations.young[key] { return answer.day == day ? answer : nil }
            guard let answer = generations.old.removeValue(forKey: key), answer.day == day else { return nil }
            keep(answer, key, in: &generations)
            return answer
        }
    }

    /// Keeps an answer unless something changed since `epoch` was read.
    func keep(_ answer: FinishedAnswer, _ key: Key, since epoch: UInt64) {
        generations.withLock { generations in
            guard generations.epoch == epoch else { return }
            keep(answer, key, in: &generations)
        }
    }

    /// Forgets everything that was made from what is no longer true.
    func forget(_ codes: [UInt64]) {
        generations.withLock { generations in
            generations.epoch += 1
            for code in codes {
                for form in AnswerForm.all {
                    let key = Key(code: code, form: form)
                    generations.old.removeValue(forKey: key)
                    if let gone = generations.young.removeValue(forKey: key) {
                        generations.youngBytes -= gone.weight
                    }
                }
            }
        }
    }

    /// Forgets all, as after an import.
    func forgetAll() {
        generations.withLock { generations in
            generations = Generations(epoch: generations.epoch + 1)
        }
    }

    private func keep(_ answer: FinishedAnswer, _ key: Key, in generations: inout Generations) {
        if let before = generations.young.updateValue(answer, forKey: key) { generations.youngBytes -= before.weight }
        generations.youngBytes += answer.weight
        if generations.youngBytes > limit {
            generations.old = generations.young
            generations.young = [:]
            generations.youngBytes = 0
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
