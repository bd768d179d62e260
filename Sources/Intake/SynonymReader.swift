import Foundation
package import Registry

/// `Data/Search/synonyms.yaml` in, checked synonyms out; faults name file and line, as those of the scheme data do.
package enum SynonymReader {
    /// The file's name in its folder.
    package static let fileName = "synonyms.yaml"
    /// More words of one meaning would make one question into very many.
    static let mostWords = 12
    static let longestWord = 40

    private static let shape = SchemeShape([.init("words", .list(.text))])

    /// Reads the file in a folder.
    ///
    /// - Parameter sources: the scheme data's, of which a row may name some.
    package static func read(folder: String, sources: [SchemeSource]) throws(SchemeFault) -> SearchSynonyms {
        guard let bytes = FileManager.default.contents(atPath: folder + "/" + fileName) else {
            throw SchemeFault(file: fileName, line: nil, reason: "the file cannot be read")
        }
        return try read(Array(bytes), sources: Set(sources.map(\.id)))
    }

    /// Reads the file's bytes.
    static func read(_ bytes: [UInt8], sources: Set<String>) throws(SchemeFault) -> SearchSynonyms {
        let text = try SchemeLines.check(bytes, file: fileName)
        let root = try SchemeSyntax.parse(text, file: fileName)
        let file = try SchemeFile(root, name: "synonyms", shown: fileName, isOverlay: false, shape: shape)
        for reference in file.references where !sources.contains(reference.id) {
            throw SchemeFault(file: fileName, line: reference.line, reason: "there is no source \"\(reference.id)\"")
        }
        var seen: [String: [SchemeRow]] = [:]
        var groups: [SearchSynonyms.Group] = []
        for row in file.rows {
            let words = row.texts("words")
            try check(words, row)
            for key in words.map(\.nearKey) {
                if let other = seen[key]?.first(where: {
                    $0.id != row.id && $0.provenance.overlaps(row.provenance)
                }) {
                    throw row.fault("a word of \"\(row.id)\" also stands in \"\(other.id)\"", at: "words")
                }
                seen[key, default: []].append(row)
            }
            groups.append(SearchSynonyms.Group(id: row.id, words: words, provenance: row.provenance))
        }
        return SearchSynonyms(groups: groups)
    }

    private static func check(_ words: [String], _ row: SchemeRow) throws(SchemeFault) {
        guard (2...mostWords).contains(words.count) else {
            throw row.fault("\"words\" must have 2 to \(mostWords) words", at: "words")
        }
        guard Set(words.map(\.equalKey)).count == words.count else {
            throw row.fault("\"words\" has one word twice", at: "words")
        }
        for word in words {
            guard word.unicodeScalars.count <= longestWord, (1...2).contains(parts(word)) else {
                throw row.fault(
                    "\"\(word)\" must be one word or two, of at most \(longestWord) characters",
                    at: "words"
                )
            }
        }
        // Words are found inside others, and three Latin letters stand in too many.
        for word in words where parts(word) == 1 && word.utf8.allSatisfy({ $0 < 0x80 }) && word.utf8.count < 4 {
            throw row.fault("\"\(word)\" is too short for a Latin word", at: "words")
        }
        guard words.count(where: { parts($0) > 1 }) <= 2 else {
            throw row.fault("at most two of \"words\" may have an inner border", at: "words")
        }
    }

    /// How many runs of letters and digits a word has.
    private static func parts(_ word: String) -> Int {
        word.precomposedStringWithCompatibilityMapping.split { !$0.isLetter && !$0.isNumber && $0 != "ー" }.count
    }
}

extension String {
    /// Without brackets too: (株) and 株 are one word to search.
    fileprivate var nearKey: String {
        String(equalKey.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
    }
}
