/// A registration made ready for a check: everything a row is compared with is folded once, not once a row.
package struct CheckSubject: Sendable {
    /// How a text meets a model.
    enum Likeness: Int, Comparable {
        case near
        case equal
        case exact

        static func < (left: Likeness, right: Likeness) -> Bool { left.rawValue < right.rawValue }
    }

    /// A model that a text meets.
    struct Met {
        var model: CoveredModel
        var likeness: Likeness
        /// Covered on the decisive day.
        var isOnDay: Bool

        /// Exact and equal models count as covered, near ones only ever as a hint (DESIGN §4).
        var isCovered: Bool { isOnDay && likeness > .near }
    }

    /// With its whole history.
    package let registration: Registration
    /// On the decisive day.
    package let answer: LabelAnswer
    let asked: AskedMoment
    let makerKeys: Set<String>
    private let makerNameKeys: Set<String>
    let numberKey: String
    /// Near keys of the models; empty while provisional, because those models are not public.
    private let nearKeys: [String]
    /// Indices of `registration.models` by near key, where there are too many to look through.
    private let byNearKey: [String: [Int]]
    /// The same by GTIN in fourteen digits.
    private let byGTIN: [String: [Int]]

    private static let fewModels = 16

    /// Takes a registration as it stands on the asked day.
    package init(_ registration: Registration, _ asked: AskedMoment) {
        var keys = MakerKeys()
        self.init(registration, asked, &keys)
    }

    /// The same with the keys of makers that were met before.
    package init(_ registration: Registration, _ asked: AskedMoment, _ keys: inout MakerKeys) {
        self.registration = registration
        self.asked = asked
        answer = registration.answer(on: asked.day)
        (makerNameKeys, makerKeys) = keys.keys(of: answer)
        numberKey = registration.number.text.equalKey
        var byNearKey: [String: [Int]] = [:]
        var byGTIN: [String: [Int]] = [:]
        nearKeys = registration.isProvisional ? [] : registration.models.map(\.number.nearKey)
        if !registration.isProvisional {
            let isLong = registration.models.count > Self.fewModels
            for (index, model) in registration.models.enumerated() {
                if isLong { byNearKey[nearKeys[index], default: []].append(index) }
                if let gtin = GTIN.typed(model.gtin) { byGTIN[gtin.full, default: []].append(index) }
            }
        }
        self.byNearKey = byNearKey
        self.byGTIN = byGTIN
    }

    /// True where a provisional number is all there is.
    var isSealed: Bool { registration.isProvisional }

    /// The model that a text meets best: covered on the day before any other, then the closest.
    func met(model text: String) -> Met? {
        let key = text.equalKey
        guard !key.isEmpty else { return nil }
        let indices = indices(of: key.nearKeyOfEqualKey)
        guard !indices.isEmpty else { return nil }
        let exact = text.nfc.trimmedBlanks
        var best: Met?
        for index in indices {
            let model = registration.models[index]
            let likeness: Likeness =
                model.number.exact == exact ? .exact : model.number.equalKey == key ? .equal : .near
            let met = Met(model: model, likeness: likeness, isOnDay: model.span.contains(asked.day))
            if best.map({ $0.rank < met.rank }) ?? true { best = met }
        }
        return best
    }

    private func indices(of nearKey: String) -> [Int] {
        guard nearKeys.count <= Self.fewModels else { return byNearKey[nearKey] ?? [] }
        return nearKeys.indices.filter { nearKeys[$0] == nearKey }
    }

    /// The model that has a GTIN; one that is covered on the day before any other.
    func met(gtin: GTIN) -> Met? {
        let models = (byGTIN[gtin.full] ?? []).map { registration.models[$0] }
        guard let model = models.first(where: { $0.span.contains(asked.day) }) ?? models.first else { return nil }
        return Met(model: model, likeness: .exact, isOnDay: model.span.contains(asked.day))
    }

    /// True where every public model states its GTIN, so that another one is no oversight.
    var statesEveryGTIN: Bool {
        !isSealed && !registration.models.isEmpty && registration.models.allSatisfy { !$0.gtin.isEmpty }
    }

    /// The first day from the decisive one through `last` on which no spelling of the model is covered.
    func modelGap(_ model: CoveredModel, through last: Day) -> Day? {
        let key = model.number.equalKey
        let spans = indices(of: key.nearKeyOfEqualKey).map { registration.models[$0] }
            .filter { $0.number.equalKey == key }.map(\.span).sorted { $0.from < $1.from }
        var covered = asked.day
        for span in spans where span.from <= covered && span.to > covered { covered = span.to }
        return covered <= last ? covered : nil
    }

    /// Two registrations are of one maker where a corporate number or a name says so; brands may be lent.
    func isOfOneMaker(with other: CheckSubject) -> Bool {
        let (mine, theirs) = (answer.manufacturer, other.answer.manufacturer)
        if !mine.corporateNumber.isEmpty, !theirs.corporateNumber.isEmpty {
            return mine.corporateNumber == theirs.corporateNumber
        }
        return mine.key == theirs.key || !makerNameKeys.isDisjoint(with: other.makerNameKeys)
    }
}

extension CheckSubject.Met {
    /// Covered on the day by name, then by name on another day, then near.
    fileprivate var rank: Int {
        let isNamed = likeness > .near
        return (isNamed ? 4 : 0) + (isOnDay ? 2 : 0) + (likeness == .exact ? 1 : 0)
    }
}
