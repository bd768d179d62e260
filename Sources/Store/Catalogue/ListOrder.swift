import Registry

/// A label's place in an order as one number: up to three keys of 32 bits, then the registration's own, newest first.
struct ListOrder: Sendable {
    /// A key that does not follow from the terms.
    private struct Own: Sendable {
        var field: SortKey.Field
        var isDescending: Bool
        var shift: Int
    }

    /// By terms: what their keys contribute; empty where no key follows from them.
    private let byTerms: [UInt128]
    private let own: [Own]

    init(_ keys: [SortKey], _ words: CatalogueWords, categoryOrder: [String]) {
        var byTerms: [UInt128] = []
        var own: [Own] = []
        for (index, key) in keys.enumerated() {
            let shift = 32 * (keys.count - index)
            guard let ranks = Self.ranks(of: key.field, words, categoryOrder) else {
                own.append(Own(field: key.field, isDescending: key.isDescending, shift: shift))
                continue
            }
            if byTerms.isEmpty { byTerms = [UInt128](repeating: 0, count: words.terms.count) }
            for (place, rank) in ranks.enumerated() {
                byTerms[place] |= UInt128(Self.turned(rank, key.isDescending)) << shift
            }
        }
        self.byTerms = byTerms
        self.own = own
    }

    /// No key but the registration's own.
    var isNewestFirst: Bool { byTerms.isEmpty && own.isEmpty }

    /// The key of a label; smaller comes first.
    func key(terms: UInt32, heldUntil: Int32, issued: Int32, rank: UInt8, id: UInt32) -> UInt128 {
        var key = UInt128(~id)
        if !byTerms.isEmpty { key |= byTerms[Int(terms)] }
        for part in own {
            let value: UInt32 =
                switch part.field {
                case .relevance: UInt32(rank)
                case .issued: Self.ordered(issued)
                case .heldUntil: Self.ordered(heldUntil)
                case .registered, .level, .standing, .category, .manufacturer: id
                }
            key |= UInt128(Self.turned(value, part.isDescending)) << part.shift
        }
        return key
    }

    /// The other way round; what has no value stands last whichever way.
    private static func turned(_ value: UInt32, _ isDescending: Bool) -> UInt32 {
        isDescending && value != .max ? ~value &- 1 : value
    }

    /// A day so that earlier days are smaller; a missing one is the greatest.
    private static func ordered(_ day: Int32) -> UInt32 {
        day == CatalogueRow.noDay ? .max : UInt32(bitPattern: day) ^ 0x8000_0000
    }

    /// Places of terms in an order; nil where it does not follow from them.
    private static func ranks(
        of field: SortKey.Field,
        _ words: CatalogueWords,
        _ categoryOrder: [String]
    ) -> [UInt32]? {
        switch field {
        case .relevance, .registered, .issued, .heldUntil: return nil
        case .level: return words.terms.map { UInt32($0.level.rawValue) }
        case .standing:
            return words.terms.map { UInt32(Standing.allCases.firstIndex(of: $0.standing) ?? Standing.allCases.count) }
        case .category:
            let places = words.texts.map { UInt32(categoryOrder.firstIndex(of: $0) ?? categoryOrder.count) }
            return words.terms.map { places[Int($0.category)] }
        case .manufacturer:
            let places = words.manufacturerPlaces
            return words.terms.map { $0.manufacturer < 0 ? .max : places[Int($0.manufacturer)] }
        }
    }
}
