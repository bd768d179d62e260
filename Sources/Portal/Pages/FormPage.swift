import Registry

/// A page that is one form: what it asks, what was wrong with it, and where else to go.
struct FormPage: Sendable {
    /// One choice among several.
    struct Option: Sendable {
        var value: String
        var label: String
        var isChosen: Bool
    }

    /// One thing that is asked.
    struct Field: Sendable {
        /// How it is answered.
        enum Kind: Sendable {
            /// One line; the type is HTML's.
            case line(type: String, autocomplete: String)
            /// One of several.
            case radios([Option])
            /// Any of several.
            case boxes([Option])
            /// Several lines; so many of them show.
            case area(rows: Int)
            /// A file; the endings it may have, as HTML's `accept` lists them.
            case file(accept: String)
        }

        var name: String
        /// Stands above the field and begins a part of the form.
        var heading: String?
        var label: String
        var hint: String?
        var kind: Kind
        var value = ""
        var isRequired = false
        /// Characters, at most.
        var limit = 200
        var fault: String?
    }

    var title: String
    /// Says that what was sent before is done.
    var done: String?
    var lead: [String] = []
    /// What was wrong with a list that was sent, line by line.
    var lineFaults: [String] = []
    var action: String
    var isMultipart = false
    var hidden: [(name: String, value: String)] = []
    var fields: [Field]
    var button: String
    var links: [(href: String, text: String)] = []
    /// Wrong with the whole rather than with one field.
    var fault: String?

    /// Shows what was typed, right or wrong, in place of what is kept.
    mutating func refill(_ sent: AccountForm) {
        for place in fields.indices {
            let name = fields[place].name
            func chosen(_ options: [Option]) -> [Option] {
                let word = sent.typed(name)
                return options.map { Option(value: $0.value, label: $0.label, isChosen: $0.value == word) }
            }
            switch fields[place].kind {
            case .line, .area: fields[place].value = sent.typed(name) ?? fields[place].value
            case .radios(let options): fields[place].kind = .radios(chosen(options))
            case .boxes(let options): fields[place].kind = .boxes(chosen(options))
            case .file: continue
            }
        }
    }

    /// Puts a refusal beside its field, or above all where it names none of the form's.
    mutating func blame(_ refusal: Refusal, _ language: Language) {
        let reason = refusal.reason(in: language)
        if let place = fields.firstIndex(where: { $0.name == refusal.field }) {
            fields[place].fault = reason
        } else {
            fault = reason
        }
    }
}

/// A page that says something and leads on.
struct NoticePage: Sendable {
    var title: String
    var paragraphs: [String]
    var links: [(href: String, text: String)] = []
}

extension PageView {
    struct Link {
        var href: String
        var text: String
    }

    struct FormView {
        struct Fault {
            var href: String
            var text: String
        }

        struct Hidden {
            var name: String
            var value: String
        }

        struct Line {
            var type: String
            var autocomplete: String
            var limit: Int
        }

        struct Area {
            var rows: Int
            var limit: Int
        }

        struct File {
            var accept: String
        }

        struct Field {
            var heading: String?
            var id: String
            var name: String
            var label: String
            var hint: String?
            var value: String
            var isRequired: Bool
            var fault: String?
            var describedBy: String?
            var line: Line?
            var area: Area?
            var file: File?
            var choice: Bool?
            var radios: [Choice]?
            var boxes: [Choice]?
        }

        var title: String
        var done: String?
        var lead: [String]
        var faults: [Fault]
        var hasFaults: Bool
        var lineFaults: [String]
        var hasLineFaults: Bool
        var action: String
        var isMultipart: Bool
        var hidden: [Hidden]
        var fields: [Field]
        var button: String
        var links: [Link]

        init(_ page: FormPage) {
            title = page.title
            done = page.done
            lead = page.lead
            lineFaults = page.lineFaults
            hasLineFaults = !page.lineFaults.isEmpty
            action = page.action
            isMultipart = page.isMultipart
            hidden = page.hidden.map { Hidden(name: $0.name, value: $0.value) }
            button = page.button
            links = page.links.map { Link(href: $0.href, text: $0.text) }
            fields = page.fields.map(Field.init)
            var faults = fields.compactMap { field in field.fault.map { Fault(href: "#" + field.first, text: $0) } }
            if let whole = page.fault {
                faults.insert(Fault(href: fields.first.map { "#" + $0.first } ?? "#main", text: whole), at: 0)
            }
            self.faults = faults
            hasFaults = !faults.isEmpty
        }
    }

    struct NoticeView {
        var title: String
        var paragraphs: [String]
        var links: [Link]

        init(_ page: NoticePage) {
            title = page.title
            paragraphs = page.paragraphs
            links = page.links.map { Link(href: $0.href, text: $0.text) }
        }
    }
}

extension PageView.FormView.Field {
    init(_ field: FormPage.Field) {
        heading = field.heading
        id = "f-" + field.name
        name = field.name
        label = field.label
        hint = field.hint
        value = field.value
        isRequired = field.isRequired
        fault = field.fault
        let described = (hint == nil ? [] : [id + "-hint"]) + (fault == nil ? [] : [id + "-fault"])
        describedBy = described.isEmpty ? nil : described.joined(separator: " ")
        func choices(_ options: [FormPage.Option]) -> [PageView.Choice] {
            options.enumerated().map { number, option in
                PageView.Choice(
                    id: "\(id)-\(number)",
                    value: option.value,
                    label: option.label,
                    isChosen: option.isChosen
                )
            }
        }
        switch field.kind {
        case .line(let type, let autocomplete):
            line = PageView.FormView.Line(type: type, autocomplete: autocomplete, limit: field.limit)
        case .area(let rows): area = PageView.FormView.Area(rows: rows, limit: field.limit)
        case .file(let accept): file = PageView.FormView.File(accept: accept)
        case .radios(let options): (choice, radios) = (true, choices(options))
        case .boxes(let options): (choice, boxes) = (true, choices(options))
        }
    }

    /// What takes the focus.
    var first: String { radios?.first?.id ?? boxes?.first?.id ?? id }
}

extension Pages {
    /// A form; `keeping` is what the links to other languages keep, nil leaves them out.
    func form(_ page: FormPage, keeping: String?, _ language: Language) -> [UInt8] {
        self.page(.form, PageView.FormView(page), language, title: page.title, keeping: keeping, isHidden: true)
    }

    func notice(_ page: NoticePage, _ language: Language) -> [UInt8] {
        self.page(.notice, PageView.NoticeView(page), language, title: page.title, isHidden: true)
    }
}
