import Foundation
import Intake
import Testing

@Suite("The scheme reader refuses broken data and names the place")
struct SchemeFaultTests {
    @Test("a broken file gives its name, the line and the reason", arguments: Breakage.all)
    func breakage(_ breakage: Breakage) throws {
        try SchemeFolder.withCopy { folder in
            let text = try folder.text(breakage.file)
            let range = try #require(text.range(of: breakage.find))
            let broken = text.replacingCharacters(in: range, with: breakage.replace)
            try folder.write(broken, to: breakage.file)
            let fault = try #require(folder.fault())
            #expect(fault.file == breakage.file)
            if !breakage.reason.isEmpty { #expect(fault.reason == breakage.reason) }
            if let marker = breakage.marker { #expect(fault.line == lineNumber(of: marker, in: broken)) }
            let place = fault.line.map { ":\($0)" } ?? ""
            #expect(fault.description == "\(breakage.file)\(place): \(fault.reason)")
        }
    }

    @Test("the second of two rows with one id is to blame")
    func duplicateRow() throws {
        try SchemeFolder.withCopy { folder in
            let text = try folder.text("levels.yaml").replacingOccurrences(of: "\"star2\"", with: "\"star1\"")
            try folder.write(text, to: "levels.yaml")
            let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
            let last = try #require(rows.lastIndex { $0.contains("id: \"star1\"") })
            #expect(folder.fault()?.line == last + 1)
        }
    }

    @Test("a missing file is named", arguments: ["levels.yaml", "sources.yaml", "vocabulary.yaml"])
    func missing(_ file: String) throws {
        try SchemeFolder.withCopy { folder in
            try FileManager.default.removeItem(atPath: folder.path + "/" + file)
            #expect(folder.fault() == SchemeFault(file: file, line: nil, reason: "the file is missing"))
        }
    }

    @Test("a file nobody knows is refused", arguments: ["level.yaml", "levels.yml", "criteria..txt", "notes.md"])
    func unknown(_ file: String) throws {
        try SchemeFolder.withCopy { folder in
            try folder.write("schema: x\n", to: file)
            #expect(folder.fault()?.file == file)
            #expect(folder.fault()?.reason == "no file of the scheme data has this name")
        }
    }

    @Test("a missing row that programs need is named")
    func missingRow() throws {
        try SchemeFolder.withCopy { folder in
            let text = try folder.text("validity.yaml").replacingOccurrences(of: "\"length\"", with: "\"width\"")
            try folder.write(text, to: "validity.yaml")
            let expected = SchemeFault(file: "validity.yaml", line: nil, reason: "the row \"length\" is missing")
            #expect(folder.fault() == expected)
        }
    }

    @Test("broken YAML gives the parser's line")
    func syntax() throws {
        try SchemeFolder.withCopy { folder in
            let text = try folder.text("ladder.yaml").replacingOccurrences(of: "value: 180", with: "value: {a: 1")
            try folder.write(text, to: "ladder.yaml")
            let fault = try #require(folder.fault())
            #expect(fault.file == "ladder.yaml")
            #expect(fault.line != nil)
            #expect(fault.reason.hasPrefix("the YAML is broken: "))
        }
    }

    @Test("files that are too large, empty, doubled or not UTF-8 are refused")
    func bytes() throws {
        try SchemeFolder.withCopy { folder in
            let text = try folder.text("label.yaml")
            try folder.write(text + "#" + String(repeating: "x", count: 1 << 20) + "\n", to: "label.yaml")
            #expect(folder.fault()?.reason == "the file is larger than 1048576 bytes")
            try folder.write("", to: "label.yaml")
            #expect(folder.fault()?.reason == "the file is empty")
            try folder.write(text + "---\n" + text, to: "label.yaml")
            #expect(folder.fault()?.line != nil)
            try folder.write("\u{FEFF}" + text, to: "label.yaml")
            #expect(folder.fault()?.line == 1)
            var data = Data(text.utf8)
            data.append(contentsOf: [0x23, 0xFF, 0x0A])
            try data.write(to: URL(filePath: folder.path + "/label.yaml"))
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(folder.fault() == SchemeFault(file: "label.yaml", line: lines, reason: "the line is not UTF-8"))
        }
    }

    @Test("an alias bomb is refused before it is expanded")
    func bomb() throws {
        try SchemeFolder.withCopy { folder in
            var text = "a0: &a0 [\"x\"]\n"
            for level in 1...30 {
                let previous = "*a\(level - 1)"
                text += "a\(level): &a\(level) [\(previous), \(previous), \(previous), \(previous)]\n"
            }
            try folder.write(text, to: "label.yaml")
            #expect(folder.fault()?.line == 1)
        }
    }

    @Test("deep nesting does not reach the parser", arguments: ["[", "{a: ", "- ", "  "])
    func depth(_ unit: String) throws {
        try SchemeFolder.withCopy { folder in
            try folder.write("rows: " + String(repeating: unit, count: 100_000) + "\n", to: "label.yaml")
            #expect(folder.fault()?.file == "label.yaml")
        }
    }

    @Test("no change of bytes does more than raise a fault", arguments: [1, 2, 3, 4] as [UInt64])
    func noise(_ seed: UInt64) throws {
        let clean = try Array(SchemeFolder(path: SchemeFolder.scheme).text("ladder.yaml").utf8)
        let alphabet = Array("[]{}&*!|>?:-#\"' \n\t%@`,~0a\\".utf8)
        var state = seed
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<100 {
            var bytes = clean
            for _ in 0...draw(6) { bytes[draw(bytes.count)] = alphabet[draw(alphabet.count)] }
            let content = String(decoding: bytes, as: UTF8.self)
            let text = "hoshifuda scheme 1\nscheme/ladder.yaml \(content.utf8.count)\n\(content)\n"
            // The other files are missing, so the best of these texts ends in a fault too.
            #expect(throws: SchemeFault.self, "seed \(seed)") { try SchemeReader.read(text: text) }
        }
    }

    @Test("a folder that is not there is a fault, not a crash")
    func folder() throws {
        #expect(throws: SchemeFault.self) { try SchemeReader.read(folder: "/nowhere/at/all", overlay: nil) }
    }

    @Test("an overlay answers for its own lines")
    func overlay() throws {
        try SchemeFolder.withCopy { overlay in
            for name in try FileManager.default.contentsOfDirectory(atPath: overlay.path) where name != "fees.yaml" {
                try FileManager.default.removeItem(atPath: overlay.path + "/" + name)
            }
            let text = try overlay.text("fees.yaml").replacingOccurrences(of: "198000", with: "\"198000\"")
            try overlay.write(text, to: "fees.yaml")
            let fault = try #require(SchemeFolder(path: SchemeFolder.scheme).fault(overlay: overlay.path))
            #expect(fault.file == "overlay/fees.yaml")
            #expect(fault.line == lineNumber(of: "\"198000\"", in: text))
        }
    }
}
