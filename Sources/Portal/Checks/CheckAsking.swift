import Intake
import Registry
import Store

/// What a check asks of every row, as a form or an address says it.
struct CheckAsking: Hashable, Sendable {
    /// Decisive day, delivery day, level and `knownAt`, read as a list's are.
    private let list: ListAsking
    /// Whether the first row is a header.
    let heading: CheckTable.Heading
    /// The day that stands for today, where an earlier check is asked again.
    let askedOn: Day?
    /// The rows are components of one system.
    let isSystem: Bool

    private enum Consent: String, CaseIterable {
        case yes
    }

    /// What makes up the question itself.
    static let conditions = ["on", "coveredThrough", "levelAtLeast", "knownAt", "askedOn", "system"]
    static let parameters = conditions + ["header"]

    /// Reads the parameters; what is empty counts as left out, as forms send it.
    init(_ source: Query, _ rules: Rules) throws(Refusal) {
        var pairs: [String] = []
        for name in ["on", "coveredThrough", "levelAtLeast", "knownAt"] {
            if let value = try source.stated(name) { pairs.append(name + "=" + PagePath.encoded(value)) }
        }
        list = try ListAsking(try Query(pairs.joined(separator: "&")), rules)
        askedOn = try source.writtenDay("askedOn")
        let consent: Set<Consent> = try source.words("system")
        isSystem = !consent.isEmpty
        let words: Set<CheckTable.Heading> = try source.words("header")
        heading = try words.only("header") ?? .auto
        if askedOn != nil, list.knownAt == nil {
            throw Refusal(
                .malformed,
                "askedOn belongs to an earlier revision: name one in knownAt",
                ja: "askedOn には knownAt（改訂番号）が必要です",
                field: "askedOn",
                code: "contradictoryFilters"
            )
        }
    }

    /// What is asked of every row.
    var conditions: CheckConditions {
        CheckConditions(levelAtLeast: list.query.levelAtLeast, coveredThrough: list.query.coveredThrough)
    }

    /// The decisive day as it was named; nil means the day of asking.
    var on: Day? { list.on }

    /// The day and the revision it is answered from.
    func moment(_ store: RegistryStore, at now: Moment) async throws -> AskedMoment {
        var asked = try await KnownAt(store: store).moment(list, at: now)
        guard let askedOn else { return asked }
        guard askedOn >= asked.today, askedOn <= now.day else {
            throw Refusal(
                .malformed,
                "askedOn lies from the day of the revision (\(asked.today)) to today (\(now.day))",
                ja: "askedOn は改訂の日（\(asked.today.text)）から今日（\(now.day.text)）までです",
                field: "askedOn",
                code: "contradictoryFilters"
            )
        }
        if list.on == nil { asked.day = askedOn }
        asked.today = askedOn
        return asked
    }

    /// The conditions as name and value, in one order and one spelling.
    var pairs: [(name: String, value: String)] {
        let order = ["on", "coveredThrough", "levelAtLeast", "knownAt"]
        var pairs = order.flatMap { name in list.pairs.filter { $0.name == name } }
        if let askedOn { pairs.append(("askedOn", askedOn.text)) }
        if isSystem { pairs.append(("system", Consent.yes.rawValue)) }
        return pairs
    }

    /// The query string of the conditions; the header is the file's matter, not the question's.
    var address: String { pairs.map { $0.name + "=" + PagePath.encoded($0.value) }.joined(separator: "&") }
}

extension Receipt {
    /// The level that was asked for; nil for any.
    var levelAtLeast: StarLevel? {
        (try? Query(conditions).stated("levelAtLeast")).flatMap { $0 }.flatMap { StarLevel(code: $0) }
    }

    /// The rows were components of one system.
    var isSystem: Bool { (try? Query(conditions).stated("system")).flatMap { $0 } != nil }

    /// What was asked of every row.
    var checkConditions: CheckConditions {
        CheckConditions(levelAtLeast: levelAtLeast, coveredThrough: coveredThrough)
    }

    /// The conditions alone, as they are asked on another day: `on` stays, `knownAt` goes.
    var conditionsToday: String { Receipt.query([("on", asked.day.text)] + plain) }

    /// The conditions with everything the answer followed from: the same rows have the same results for ever.
    var conditionsThen: String {
        let then = [("knownAt", String(asked.revision)), ("askedOn", asked.today.text)]
        return Receipt.query([("on", asked.day.text)] + plain + then)
    }

    private var plain: [(String, String)] {
        var pairs: [(String, String)] = []
        if let coveredThrough { pairs.append(("coveredThrough", coveredThrough.text)) }
        if let levelAtLeast { pairs.append(("levelAtLeast", levelAtLeast.code)) }
        if isSystem { pairs.append(("system", "yes")) }
        return pairs
    }

    private static func query(_ pairs: [(String, String)]) -> String {
        pairs.map { $0.0 + "=" + $0.1 }.joined(separator: "&")
    }
}
