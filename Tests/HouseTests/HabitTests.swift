import TestSupport
import Testing

@Suite("the sources keep their habits")
struct HabitTests {
    /// What may stand nowhere, but in the files named beside it.
    static let forbidden: [(String, Set<String>)] = [
        ("print(", []), ("debugPrint(", []), ("Date()", ["Sources/Console/Output.swift"]), ("Date.now", []),
        ("ContinuousClock", []), ("SuspendingClock", []), ("clock_gettime", []), ("@unchecked", []),
        ("nonisolated(unsafe)", []), ("try!", []), ("as!", []), ("fatalError(", []), ("preconditionFailure(", []),
        (".assumeIsolated", []), ("{{{", []), ("{{&", []), ("TODO", []), ("FIXME", []),
    ]

    @Test("nothing forbidden stands in any line of code")
    func forbiddenWords() throws {
        for source in try SourceText.all() {
            for (number, line) in source.code {
                for (word, allowed) in Self.forbidden where !allowed.contains(source.path) {
                    #expect(!holds(line, word), "\(source.path):\(number) holds \(word)")
                }
            }
        }
    }

    @Test("nothing is public: the product is a program")
    func nothingPublic() throws {
        for source in try SourceText.all() {
            for (number, line) in source.code {
                let first = line.split(separator: " ").first
                #expect(first != "public", "\(source.path):\(number)")
            }
        }
    }

    /// True where the word stands by itself: `debugPrint(` is not `Print(`, `blueprint(` is not `print(`.
    private func holds(_ line: String, _ word: String) -> Bool {
        guard let range = line.firstRange(of: word) else { return false }
        guard word.first?.isLetter == true, range.lowerBound > line.startIndex else { return true }
        let before = line[line.index(before: range.lowerBound)]
        // `.print(` is a method of something of ours; text between quotes is no code.
        return !(before.isLetter || before.isNumber || before == "_" || before == "." || before == "\"")
    }

    @Test("no value is forced out of an optional")
    func forceUnwraps() throws {
        for source in try SourceText.all() {
            for (number, line) in source.code {
                // Text may exclaim; code may not. A name, a bracket or a parenthesis before `!` is a forced value.
                var isText = false
                var before: Character = " "
                for (index, character) in line.enumerated() {
                    if character == "\"" && before != "\\" { isText.toggle() }
                    let next = line.dropFirst(index + 1).first
                    if !isText, character == "!", next != "=" {
                        let isForced = before.isLetter || before.isNumber || before == ")" || before == "]"
                        #expect(!isForced || isInText(source, number), "\(source.path):\(number) forces a value")
                    }
                    before = character
                }
            }
        }
    }

    /// Lines inside a text of several lines are no code.
    private func isInText(_ source: SourceText, _ number: Int) -> Bool {
        source.lines[..<(number - 1)].count { $0.contains("\"\"\"") } % 2 == 1
    }

    @Test("files are short and their lines too")
    func lengths() throws {
        for source in try SourceText.all() {
            #expect(source.lines.count <= 310, "\(source.path) has \(source.lines.count) lines")
        }
    }

    @Test("no room is an attic")
    func names() throws {
        for source in try SourceText.all() {
            let name = String(source.path.split(separator: "/").last?.dropLast(6) ?? "")
            for word in ["Util", "Helper", "Common", "Manager", "Extensions", "Misc"] {
                #expect(!name.contains(word), "\(source.path)")
            }
        }
    }

    @Test("every type, function and constant that another room may use says what it is; the exceptions may not grow")
    func documentation() throws {
        var bare: [String: [String]] = [:]
        for source in try SourceText.all() {
            for (index, line) in source.lines.enumerated() {
                let words = line.split(separator: " ").map(String.init)
                guard words.first == "package", let kind = words.dropFirst().first(where: { Self.kinds.contains($0) })
                else { continue }
                var above = index - 1
                while above >= 0, source.lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
                let isSaid = above >= 0 && source.lines[above].drop { $0 == " " }.hasPrefix("///")
                if !isSaid { bare[kind, default: []].append("\(source.path):\(index + 1)") }
            }
        }
        for (kind, limit) in Self.limits {
            let found = bare[kind] ?? []
            #expect(found.count <= limit, "\(kind): \(found.count) of at most \(limit): \(found.suffix(5))")
        }
    }

    private static let kinds: Set = [
        "struct", "enum", "class", "actor", "protocol", "typealias", "func", "let", "var", "init", "case",
    ]
    /// Members whose type and name say all, initialisers of members, operators and what a protocol asks for.
    private static let limits = [
        "struct": 3, "enum": 2, "class": 0, "actor": 0, "protocol": 0, "typealias": 0, "func": 27,
        "let": 16, "var": 269,
    ]

    @Test("no path of a machine stands in sources, documents or scripts")
    func machinePaths() throws {
        let files =
            ["Sources", "Docs", "Scripts", "Benchmarks", "Data", ".ci"].flatMap {
                Repository.files(under: $0, ending: "")
            }
            + ["README.md", "CHANGELOG.md", "Package.swift"]
        for file in files {
            guard let text = try? Repository.text(file) else { continue }
            for word in ["/work/", "/root/", "/tmp/", "/home/"] {
                #expect(!text.contains(word), "\(file) holds \(word)")
            }
        }
    }
}
