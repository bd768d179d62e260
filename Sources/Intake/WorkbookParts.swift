import Registry

/// One `.rels` part: what a part points at (ECMA-376 part 2, 6.5).
struct WorkbookLinks: WorkbookPart {
    struct Link {
        var id: String
        /// The last step of the relationship's type: `worksheet`, `sharedStrings`.
        var type: String
        var target: String
    }

    /// The folder that targets are relative to: `xl/`, empty for the root.
    let folder: String
    private(set) var links: [Link] = []

    init(folder: String) {
        self.folder = folder
    }

    mutating func open(_ name: String, _ attributes: [String: String]) {
        guard name == "Relationship", attributes["TargetMode"] != "External", let target = attributes["Target"] else {
            return
        }
        let type = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
        links.append(Link(id: attributes["Id"] ?? "", type: type, target: resolve(target)))
    }

    mutating func close(_ name: String) {}

    func target(ofType type: String) -> String? { links.first { $0.type == type }?.target }

    private func resolve(_ target: String) -> String {
        let path = target.hasPrefix("/") ? target : folder + target
        var steps: [Substring] = []
        for step in path.split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

/// The workbook part: its sheets in order, and which calendar its dates count in.
struct WorkbookBook: WorkbookPart {
    struct Entry {
        var id: String
        var isVisible: Bool
    }

    private(set) var sheets: [Entry] = []
    private(set) var from1904 = false

    mutating func open(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "workbookPr":
            from1904 = ["1", "true", "on"].contains(attributes["date1904"] ?? "")
        case "sheet":
            // The prefix of the relationships' namespace is the writer's choice.
            let id = attributes.first { $0.key.hasSuffix(":id") }?.value ?? ""
            sheets.append(Entry(id: id, isVisible: (attributes["state"] ?? "visible") == "visible"))
        default: break
        }
    }

    mutating func close(_ name: String) {}
}

/// The strings that cells share: runs of rich text joined, readings (phonetic runs) left out.
struct WorkbookStrings: WorkbookPart {
    let limits: SheetLimits
    private(set) var strings: [String] = []
    private var text = WorkbookText()

    init(limits: SheetLimits) {
        self.limits = limits
    }

    var takesText: Bool { text.isOpen }

    mutating func open(_ name: String, _ attributes: [String: String]) throws(Refusal) {
        if name == "si" {
            guard strings.count < limits.sharedStrings else {
                throw SheetFault.tooLarge(
                    "A workbook has at most \(limits.sharedStrings) strings",
                    "ブックの文字列は\(limits.sharedStrings)個までです"
                )
            }
            text = WorkbookText()
        }
        text.open(name)
    }

    mutating func close(_ name: String) {
        text.close(name)
        if name == "si" { strings.append(text.plain) }
    }

    mutating func take(_ piece: String) { text.value += piece }
}

/// The text of one string item: what stands in `t` elements, outside readings.
struct WorkbookText {
    var value = ""
    private(set) var isOpen = false
    private var isReading = false

    mutating func open(_ name: String) {
        if name == "rPh" { isReading = true }
        if name == "t" { isOpen = !isReading }
    }

    mutating func close(_ name: String) {
        if name == "rPh" { isReading = false }
        if name == "t" { isOpen = false }
    }

    /// With `_x000D_` read as the character it stands for (ECMA-376 part 1, 22.9.2.19 ST_Xstring); what stands for no
    /// character of text stays as it is written.
    var plain: String {
        guard value.utf8.contains(UInt8(ascii: "_")), value.contains("_x") else { return value }
        return value.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
            guard let number = UInt32(match.1, radix: 16), number > 0, let scalar = Unicode.Scalar(number) else {
                return String(match.0)
            }
            return String(Character(scalar))
        }
    }
}
