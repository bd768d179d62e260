import Registry
import Store

extension ApplicationStep {
    /// The note as people read it: days, amounts and counts that the program noted are put into words.
    func remark(_ language: Language) -> String {
        let words = OfficeWords.words(language)
        switch word {
        case "receive":
            return (try? Day.parse(note)).map { PageView.DayText($0, language).text } ?? note
        case "invoice":
            return Int(note.drop { $0 == "¥" }).map { PageView.ApplicationView.yen($0, language) } ?? note
        case "listIssues":
            return Int(note).map { words.fact("findingsText", grouped($0)) } ?? note
        case "rectify", "retest":
            return Int(note.drop { !$0.isNumber }).map { words.fact("roundText", grouped($0)) } ?? note
        default: return note
        }
    }
}
