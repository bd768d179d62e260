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
        }

        var name: String
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
    var lead: [String] = []
    var action: String
    var hidden: [(name: String, value: String)] = []
    var fields: [Field]
    var button: String
    var links: [(href: String, text: String)] = []
    /// Wrong with the whole rather than with one field.
    var fault: String?

    /// Puts a refusal beside its field, or above all where it names none of the form's.
    mutating func blame(_ refusal: Refusal, _ language: Language) {
        let reason = language == .en ? refusal.reason : refusal.reasonJA ?? refusal.reason
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

        struct Choice {
            var id: String
            var value: String
            var label: String
            var isChosen: Bool
        }

        struct Line {
            var type: String
            var autocomplete: String
            var limit: Int
        }

        struct Field {
            var id: String
            var name: String
            var label: String
            var hint: String?
            var value: String
            var isRequired: Bool
            var fault: String?
            var describedBy: String?
            var line: Line?
            var radios: [Choice]?
            var boxes: [Choice]?
        }

        var title: String
        var lead: [String]
        var faults: [Fault]
        var hasFaults: Bool
        var action: String
        var hidden: [Hidden]
        var fields: [Field]
        var button: String
        var links: [Link]

        init(_ page: FormPage) {
            title = page.title
            lead = page.lead
            action = page.action
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
        id = "f-" + field.name
        name = field.name
        label = field.label
        hint = field.hint
        value = field.value
        isRequired = field.isRequired
        fault = field.fault
        let described = (hint == nil ? [] : [id + "-hint"]) + (fault == nil ? [] : [id + "-fault"])
        describedBy = described.isEmpty ? nil : described.joined(separator: " ")
        func choices(_ options: [FormPage.Option]) -> [PageView.FormView.Choice] {
            options.enumerated().map { number, option in
                PageView.FormView.Choice(
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
        case .radios(let options): radios = choices(options)
        case .boxes(let options): boxes = choices(options)
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
