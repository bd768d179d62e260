import Registry

/// The words of checks in one language; the templates call them by name like `PageWords`.
struct CheckWords: Sendable {
    var checkTitle: String
    var checkLead: String
    var checkFault: String
    var checkPaste: String
    var checkPasteHint: String
    var checkFile: String
    var checkFileHint: String
    var checkOn: String
    var checkOnHint: String
    var checkThrough: String
    var checkThroughHint: String
    var checkLevel: String
    var checkAny: String
    var checkHeader: String
    var checkHeaderAuto: String
    var checkHeaderYes: String
    var checkHeaderNo: String
    var checkButton: String
    var checkColumns: String
    var checkKept: String
    var checkMeans: String
    var checkResultTitle: String
    var checkTest: String
    var checkRows: String
    var checkAll: String
    var checkPass: String
    var checkFail: String
    var checkReview: String
    var checkPassMeans: String
    var checkFailMeans: String
    var checkReviewMeans: String
    var checkMiss: String
    var checkMissEdition: String
    var checkColumnLine: String
    var checkColumnOwn: String
    var checkColumnOutcome: String
    var checkColumnWhy: String
    var checkColumnLabel: String
    var checkColumnUntil: String
    var checkColumnCoverage: String
    var checkAmbiguous: String
    var checkNone: String
    var checkNoRows: String
    var checkNext: String
    var checkFiles: String
    var checkAgain: String
    var checkAgainHint: String
    var checkSecret: String
    var checkReceipt: String
    var checkReceiptLead: String
    var checkDay: String
    var checkAskedOn: String
    var checkRecorded: String
    var checkRevision: String
    var checkRules: String
    var checkInput: String
    var checkForm: String
    var checkOutcomes: String
    var checkMatches: String
    var checkReasons: String
    var checkRowsUntil: String
    var checkRowsGone: String
    var checkSameToday: String
    var checkSameThen: String
    var checkSameHint: String
    var checkRunningTitle: String
    var checkRunning: String
    var checkFailed: String
    var checkReload: String

    static func words(_ language: Language) -> CheckWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }

    func word(_ outcome: CheckResult.Outcome) -> String {
        switch outcome {
        case .pass: checkPass
        case .fail: checkFail
        case .review: checkReview
        }
    }

    func meaning(_ outcome: CheckResult.Outcome) -> String {
        switch outcome {
        case .pass: checkPassMeans
        case .fail: checkFailMeans
        case .review: checkReviewMeans
        }
    }

    func word(_ match: CheckResult.Match, _ words: PageWords) -> String {
        switch match {
        case .code: words.matchCode
        case .registrationNumber: words.matchNumber
        case .gtin: words.matchGTIN
        case .exactModel: words.matchExactModel
        case .equalModel: words.matchEqualModel
        case .nearModel: words.matchNearModel
        case .manufacturerOnly: words.matchManufacturer
        case .ambiguous: checkAmbiguous
        case .none: checkNone
        }
    }
}
