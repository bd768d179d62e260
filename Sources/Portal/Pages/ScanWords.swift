import Registry

/// Every word of the scan page in one language. `{0}` is a slot, `[字|じ]` a reading (see `Phrase`).
struct ScanWords: Sendable {
    /// What a standing is called and what it means for the person in the shop.
    struct VerdictWords: Sendable {
        /// Two or three words: the large line.
        var title: String
        /// One or two sentences; `{0}` is the day (or the raw word) that matters for this standing.
        var sentence: String
        /// The same where that day is not known.
        var sentenceWithoutDay: String
    }

    var siteName: String
    var skip: String
    var languages: String
    var unofficialShort: String
    var unofficial: String
    var operatedBy: String
    var today: String
    var onDay: String
    var askedDay: String
    /// `{0}` and `{1}` are the first and the last day asked about, `{2}` the day that matters.
    var coverageCovered: String
    var coverageGap: String
    var coverageUnknown: String
    var lastConfirmed: String
    var testMark: String
    var fictionalMark: String
    var verdicts: [Standing: VerdictWords]
    var unconfirmed: String
    var starsLabel: String
    var starsText: String
    var declared: String
    var assessedBy: String
    var assessedByUnnamed: String
    var noFlawPromise: String
    var inHand: String
    var product: String
    var brand: String
    var manufacturer: String
    var models: String
    var modelCount: String
    var moreModels: String
    var furtherModels: String
    var noModels: String
    var gtin: String
    var number: String
    var code: String
    var holds: String
    var held: String
    var through: String
    var fromDay: String
    var support: String
    var supportEnded: String
    var supportNone: String
    var supportEndedWhileHeld: String
    var notStated: String
    var source: String
    var sourceEdition: String
    var doubt: String
    var doubtHint: String
    var more: String
    var covers: String
    var coversNote: String
    var criteria: String
    var criteriaDocument: String
    var criteriaRevision: String
    var route: String
    var routes: [String: String]
    var security: String
    var updateMethod: String
    var credentials: String
    var setup: String
    var disclosure: String
    var vulnerabilityContact: String
    var contact: String
    var services: String
    var opensElsewhere: String
    var history: String
    var historyNone: String
    var historyLonger: String
    var events: [LabelEvent.Word: String]
    var eventThrough: String
    var eventModels: String
    var recognition: String
    var recognitionNone: String
    var recognitionFrom: String
    var recognitionPinned: String
    var recognitionOtherDocument: String
    var recognitionNoExtent: String
    var recognitionReported: String
    var recognitionDisputed: String
    var recognitionNotRunning: String
    var recognitionNote: String
    var files: String
    var fileData: String
    var fileArtwork: String
    var filesNoArtwork: String
    var promises: String
    var promiseSentences: [String]
    var address: String
    var addressHint: String
    var record: String
    var about: String

    /// The words of a language.
    static func words(_ language: Language) -> ScanWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }
}
