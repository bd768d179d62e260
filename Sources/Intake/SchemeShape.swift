/// What a file of the scheme data may say: the fields of its rows, by row kind, and the rows it must have.
struct SchemeShape: Sendable {
    /// What a value may be.
    indirect enum Kind: Sendable {
        case text
        /// A whole number from 0 to a thousand million.
        case number
        case flag
        /// A day, `"2027-04-01"`.
        case day
        /// A date of any precision, `"2027-04-01"`, `"2027-04"` or `"FY2027"`.
        case date
        case word([String])
        /// The id of something else in the data.
        case reference(Target)
        case list(Kind)
        case map([Field])
        case optional(Kind)
        /// Whatever YAML can say.
        case any
    }

    /// What a reference may name.
    enum Target: Sendable {
        case source
        case level
        /// A level or the word `any`.
        case levelOrAny
        case category
        case officialCategory
        case criteriaItem
        case domain
        case team
        case evaluationStep
        case applicationState

        /// What a fault calls it.
        var word: String {
            switch self {
            case .source: "source"
            case .level, .levelOrAny: "level"
            case .category: "category"
            case .officialCategory: "official category"
            case .criteriaItem: "criteria item"
            case .domain: "lifecycle domain"
            case .team: "team"
            case .evaluationStep: "evaluation step"
            case .applicationState: "application state"
            }
        }
    }

    /// One field; every field must be written, if only as null.
    struct Field: Sendable {
        var key: String
        var kind: Kind
        /// True for a field that texts kept from earlier programs do not have.
        var isLater: Bool

        init(_ key: String, _ kind: Kind, isLater: Bool = false) {
            self.key = key
            self.kind = kind
            self.isLater = isLater
        }
    }

    /// Fields beside the envelope, by the word under `kind`; files of one kind have one entry under "".
    var fields: [String: [Field]]
    /// Rows that must be there, and what their `value` must be.
    var required: [String: Kind]
    /// Whether rows beyond the required ones are refused.
    var isClosed: Bool

    init(_ fields: [Field], required: [String: Kind] = [:], isClosed: Bool = false) {
        self.fields = ["": fields]
        self.required = required
        self.isClosed = isClosed
    }

    init(kinds: [String: [Field]]) {
        self.fields = kinds
        self.required = [:]
        self.isClosed = false
    }

    /// The fields every row carries.
    static let envelope: [Field] = [
        Field("id", .text),
        Field("effectiveFrom", .optional(.date)),
        Field("effectiveTo", .optional(.date)),
        Field("datePrecision", .optional(.word(["day", "month", "fiscalYear"]))),
        Field("source", .list(.reference(.source))),
        Field("confidence", .word(["confirmed", "reported", "seed", "unverified", "fictional"])),
        Field("note", .optional(.text)),
    ]
}
