import Crypto
package import Registry

/// What a check leaves: what was asked, of which file, and from what it was answered. Its rows are kept apart.
package struct Receipt: Hashable, Sendable {
    /// Counted from 1; 0 before it is kept.
    package var id: Int64
    /// Its public address: 16 hexadecimal digits by chance.
    package var name: String
    /// The address of its rows: 32 hexadecimal digits (128 bits) by chance.
    package var secret: String
    /// SHA-256 of the input as it came, lower-case hexadecimal.
    package var inputDigest: String
    /// What the bytes were read as: `csv`, `tsv`, `xlsx`, or `json` for rows of an API request.
    package var form: String
    /// Of a text table; empty for others.
    package var encoding: String
    /// What was asked, as the query string that asks it again.
    package var conditions: String
    /// The decisive day, the day of asking, and the revision.
    package var asked: AskedMoment
    /// The delivery day, where one was asked about.
    package var coveredThrough: Day?
    /// Digest of the scheme data in force at the revision.
    package var rules: String
    /// How many rows came out how.
    package var tally: CheckTally
    /// When the check was made.
    package var recordedAt: Moment
    /// Until when the rows can be had.
    package var rowsUntil: Moment
    /// The registry held test registrations.
    package var isTest: Bool

    /// Rows are kept for thirty days.
    package static let rowLife: Int64 = 30 * 86_400_000

    /// A receipt as it is to be kept, or as it was.
    package init(
        id: Int64 = 0,
        name: String,
        secret: String,
        inputDigest: String,
        form: String,
        encoding: String,
        conditions: String,
        asked: AskedMoment,
        coveredThrough: Day?,
        rules: String,
        tally: CheckTally,
        recordedAt: Moment,
        rowsUntil: Moment,
        isTest: Bool
    ) {
        self.id = id
        self.name = name
        self.secret = secret
        self.inputDigest = inputDigest
        self.form = form
        self.encoding = encoding
        self.conditions = conditions
        self.asked = asked
        self.coveredThrough = coveredThrough
        self.rules = rules
        self.tally = tally
        self.recordedAt = recordedAt
        self.rowsUntil = rowsUntil
        self.isTest = isTest
    }

    /// A new public address.
    package static func mintName() -> String { chance(.init(bitCount: 64)) }

    /// A new address of rows.
    package static func mintSecret() -> String { chance(.bits128) }

    private static func chance(_ size: SymmetricKeySize) -> String {
        SymmetricKey(size: size).withUnsafeBytes { Array($0).hex }
    }

    /// True where its rows can still be had.
    package func hasRows(at now: Moment) -> Bool { now < rowsUntil }
}

extension CheckTally {
    /// `rows=3 outcome.pass=1 …`, in the order of the words.
    var packed: String {
        var parts = ["rows=\(rows)"]
        parts += CheckResult.Outcome.allCases.compactMap { word in outcomes[word].map { "outcome.\(word)=\($0)" } }
        parts += CheckResult.Match.allCases.compactMap { word in matches[word].map { "match.\(word)=\($0)" } }
        parts += CheckResult.Reason.allCases.compactMap { word in reasons[word].map { "reason.\(word)=\($0)" } }
        return parts.joined(separator: " ")
    }

    init(packed text: String) {
        var counts: [String: Int] = [:]
        for part in text.split(separator: " ") {
            let halves = part.split(separator: "=")
            if halves.count == 2 { counts[String(halves[0])] = Int(halves[1]) }
        }
        func read<Word: CaseIterable & RawRepresentable<String> & Hashable>(_ start: String) -> [Word: Int] {
            var read: [Word: Int] = [:]
            for word in Word.allCases { read[word] = counts["\(start).\(word.rawValue)"] }
            return read
        }
        self.init(
            rows: counts["rows"] ?? 0,
            outcomes: read("outcome"),
            matches: read("match"),
            reasons: read("reason")
        )
    }
}
