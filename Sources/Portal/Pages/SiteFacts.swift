package import Registry
package import Store

/// What every page knows of the place it is shown at; fixed for the life of the program.
package struct SiteFacts: Sendable {
    package var operatorNameJA: String
    package var operatorNameEN: String
    /// Whether the scheme owner runs the registry. If not, every page says "unofficial".
    package var isOfficial: Bool
    /// Whether invented sample data is loaded; every page then says so.
    package var isFictional: Bool
    /// The public host as printed on labels, lower case, with `:port` where it has one.
    package var host: String
    package var rules: Rules

    package init(
        operatorNameJA: String,
        operatorNameEN: String,
        isOfficial: Bool,
        isFictional: Bool,
        host: String,
        rules: Rules
    ) {
        self.operatorNameJA = operatorNameJA
        self.operatorNameEN = operatorNameEN
        self.isOfficial = isOfficial
        self.isFictional = isFictional
        self.host = host
        self.rules = rules
    }

    /// What a store says of itself; `publicHost` stands for its own host where one is given.
    package init(_ store: RegistryStore, publicHost: String?) {
        self.init(
            operatorNameJA: store.operatorFacts.nameJA,
            operatorNameEN: store.operatorFacts.nameEN,
            isOfficial: store.operatorFacts.isOfficial,
            isFictional: store.rules.isFictional,
            host: publicHost ?? store.operatorFacts.publicHost,
            rules: store.rules
        )
    }

    /// The operator's name for readers of a language, the other name where only that one is known.
    func operatorName(_ language: Language) -> String {
        let (first, second) =
            language == .en ? (operatorNameEN, operatorNameJA) : (operatorNameJA, operatorNameEN)
        return first.isEmpty ? second : first
    }
}
