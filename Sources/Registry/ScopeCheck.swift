/// What somebody says of a product who asks whether it needs a label. What is not answered is nil.
package struct ScopeAnswers: Hashable, Sendable {
    /// A way by which a product talks to others.
    package enum Link: String, CaseIterable, Hashable, Sendable {
        case ethernet
        case wifi
        case cellular
        /// Thread or 6LoWPAN.
        case thread
        case bluetooth
        /// Zigbee or Z-Wave.
        case zigbee
        case other

        /// Whether it carries IP by itself. Of `other` nothing is known, so it does not.
        package var carriesIP: Bool { [.ethernet, .wifi, .cellular, .thread].contains(self) }
    }

    /// A question, by the name of its answer.
    package enum Question: String, CaseIterable, Hashable, Sendable {
        case hardware
        case generalPurpose
        case links
        case phone
        case throughAnother
    }

    /// There is a device, not only software or a cloud service.
    package var hardware: Bool?
    /// The user can easily add security to it, as to a computer, a tablet or a phone.
    package var generalPurpose: Bool?
    /// Every way it talks; empty where not answered.
    package var links: Set<Link>
    /// It is worn and relies on a phone.
    package var phone: Bool?
    /// It reaches the internet only through another device.
    package var throughAnother: Bool?

    package init(
        hardware: Bool? = nil,
        generalPurpose: Bool? = nil,
        links: Set<Link> = [],
        phone: Bool? = nil,
        throughAnother: Bool? = nil
    ) {
        self.hardware = hardware
        self.generalPurpose = generalPurpose
        self.links = links
        self.phone = phone
        self.throughAnother = throughAnother
    }

    /// Nothing was answered yet.
    package var isEmpty: Bool { self == ScopeAnswers() }
}

/// Whether a product is in scope, and what would follow for its label.
package struct ScopeCheck: Hashable, Sendable {
    /// A level that is advised for a category, and whether it can be had.
    package struct Advice: Hashable, Sendable {
        /// The level.
        package var level: StarLevel
        /// Who says that the criteria are met.
        package var assurance: Assurance
        /// Whether the level can be applied for on the day.
        package var isOpen: Bool
        /// The price of a new label by the standard route, received on the day.
        package var fee: FeeAnswer
    }

    /// How it ends.
    package var outcome: ScopeRule.Outcome
    /// The cases and questions it follows from, the deciding one first.
    package var reasons: [ScopeRule]
    /// Questions whose answers are missing.
    package var missing: [ScopeAnswers.Question]
    /// For a product in scope: the levels advised for its category, lowest first; without a category, or without
    /// advice, the lowest level alone.
    package var advice: [Advice]
    /// The category asked about.
    package var category: CategoryRule?
    /// The day that rules, levels and fees are of.
    package var day: Day

    /// Works it out; the first case of the data that fits decides (SCHEME §14), and a product that none names is in scope
    /// where it speaks IP and its user cannot easily protect it.
    ///
    /// - Parameter day: the day in Japan that rules, levels and fees are taken of.
    package init(_ answers: ScopeAnswers, category: CategoryRule?, rules: Rules, on day: Day) {
        self.category = category
        self.day = day
        let inForce = rules.scope.filter { $0.provenance.isInForce(on: day) }
        let cases = inForce.filter { $0.kind == .case }.sorted { $0.order < $1.order }
        let questions = inForce.filter { $0.kind == .question }.sorted { $0.order < $1.order }
        let missing = Self.missing(answers)
        let hit = cases.first { rule in
            guard let outcome = rule.outcome, outcome != .undetermined, Self.fits(rule.id, answers) else {
                return false
            }
            // Out is out whatever else would be said; in needs every answer.
            return outcome != .inScope || missing.isEmpty
        }
        if let hit, let outcome = hit.outcome {
            self.outcome = outcome
            reasons = [hit]
            self.missing = []
        } else if missing.isEmpty {
            outcome = .inScope
            reasons = questions
            self.missing = []
        } else {
            outcome = .undetermined
            reasons = cases.filter { $0.outcome == .undetermined }
            self.missing = missing
        }
        advice = outcome == .inScope ? Self.advice(category, rules, on: day) : []
    }

    /// What must be known before a product can be said to be in scope.
    private static func missing(_ answers: ScopeAnswers) -> [ScopeAnswers.Question] {
        var missing: [ScopeAnswers.Question] = []
        if answers.hardware == nil { missing.append(.hardware) }
        if answers.generalPurpose == nil { missing.append(.generalPurpose) }
        if answers.links.isEmpty { missing.append(.links) }
        if answers.links == [.bluetooth], answers.phone == nil { missing.append(.phone) }
        return missing
    }

    /// Whether a case of the data describes the product. A case this program does not know fits nothing.
    private static func fits(_ id: String, _ answers: ScopeAnswers) -> Bool {
        let links = answers.links
        let speaksIP = links.contains(where: \.carriesIP)
        return switch id {
        case "software-only": answers.hardware == false
        case "general-purpose": answers.generalPurpose == true
        case "bluetooth-only": links == [.bluetooth] && answers.phone == true
        // A Bluetooth device is told apart by the case before, so its question must be answered.
        case "no-ip": !links.isEmpty && !speaksIP && (links != [.bluetooth] || answers.phone == false)
        case "dual-mode": links.contains(.bluetooth) && (links.contains(.wifi) || links.contains(.cellular))
        case "ip-through-another": speaksIP && answers.throughAnother == true
        case "thread": links.contains(.thread)
        case "zigbee": links == [.zigbee]
        default: false
        }
    }

    /// The ids of cases that `fits` knows.
    package static let knownCases: Set = [
        "software-only", "general-purpose", "bluetooth-only", "no-ip", "dual-mode", "ip-through-another", "thread",
        "zigbee", "unanswered",
    ]

    private static func advice(_ category: CategoryRule?, _ rules: Rules, on day: Day) -> [Advice] {
        let advised = category?.recommendedLevels ?? []
        let levels =
            advised.isEmpty ? Array(StarLevel.allCases.prefix(1)) : advised.sorted { $0.rawValue < $1.rawValue }
        return levels.compactMap { level in
            guard let rule = rules.level(level) else { return nil }
            return Advice(
                level: level,
                assurance: rule.assurance,
                isOpen: rules.isOpen(level, on: day),
                fee: rules.fee(action: .new, level: level, route: .standard, receivedOn: day)
            )
        }
    }
}
