/// Every word of the other pages in one language. `{{name}}` is a value of the page's view, `[字|じ]` a reading.
struct PageWords: Sendable {
    var siteName: String
    var tagline: String
    var home: String
    var aboutLink: String
    var unofficial: String
    var unofficialShort: String
    var operatedBy: String
    var skip: String
    var languages: String
    var fictionalMark: String

    var frontTitle: String
    var frontLead: String
    var boxLabel: String
    var boxHint: String
    var boxButton: String
    var frontHow: String
    var frontHowScan: String
    var frontHowType: String
    var frontMissMeans: String
    var frontWork: String
    var frontWorkSearch: String
    var frontWorkWording: String
    var frontWorkClaims: String

    var missUnknownTitle: String
    var missUnknownSentence: String
    var missEdition: String
    var missUnknownMeans: String
    var missMalformedTitle: String
    var missWrongCharacter: String
    var missMistyped: String
    var missSuggestion: String
    var missWrongLength: String
    var missInvalid: String
    var missForm: String
    var missAlphabet: String
    var missAgain: String
    var missReport: String

    var foundTitle: String
    var foundFor: String
    var foundNone: String
    var foundNoneMeans: String
    var foundMore: String
    var foundMaker: String
    var foundNumber: String
    var foundNameless: String
    var matchCode: String
    var matchNumber: String
    var matchGTIN: String
    var matchExactModel: String
    var matchEqualModel: String
    var matchNearModel: String
    var matchProduct: String
    var matchManufacturer: String
    var declared: String
    var assessed: String

    var doubtTitle: String
    var doubtLead: String
    var doubtAbout: String
    var doubtErrors: String
    var doubtKind: String
    var doubtKindProduct: String
    var doubtKindLabel: String
    var doubtKindStatus: String
    var doubtKindOther: String
    var doubtText: String
    var doubtTextHint: String
    var doubtContact: String
    var doubtContactHint: String
    var doubtSend: String
    var faultKind: String
    var faultText: String
    var faultTextLong: String
    var faultContact: String
    var thanksTitle: String
    var thanksReference: String
    var thanksNext: String

    var problemReference: String
    var problemNext: String
    var unconfirmedTitle: String
    var unconfirmedSentence: String
    var unconfirmedNext: String

    var aboutTitle: String
    var aboutWhat: String
    var aboutWhatText: String
    var aboutStar: String
    var aboutStarText: String
    var aboutStarLevels: String
    var aboutNot: String
    var aboutNotText: String
    var aboutMiss: String
    var aboutMissText: String
    var aboutWho: String
    var aboutWhoUnofficial: String
    var aboutData: String
    var aboutDataText: String
    var aboutAPI: String
    var aboutPrivacy: String
    var aboutPrivacyText: String

    static func words(_ language: Language) -> PageWords {
        switch language {
        case .ja: japanese
        case .en: english
        case .easy: easyJapanese
        }
    }
}
