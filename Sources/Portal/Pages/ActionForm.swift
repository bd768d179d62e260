import Registry

/// One thing that somebody may do on a page, with what it asks; a page has several of them.
struct ActionForm: Sendable {
    /// One thing that is asked.
    struct Field: Sendable {
        enum Kind: Sendable {
            /// One line; the type is HTML's.
            case line(type: String)
            /// A few lines to write in; they are read as one.
            case text
            case choice([FormPage.Option])
            case radios([FormPage.Option])
            case boxes([FormPage.Option])
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

    /// What was sent to a form that was refused.
    struct Typed: Sendable {
        var word: String
        var values: [String: String]
        var boxes: [String: [String]] = [:]
        var refusal: Refusal
    }

    /// Which it is among those of its address.
    var word: String
    var action: String
    /// What it does; also on its button.
    var title: String
    var lead: [String] = []
    var version: Int64?
    var fields: [Field] = []
    var isOpen = false

    /// The fields as they were sent, with the refusal beside the one it names.
    ///
    /// - Returns: whether a field took the refusal.
    mutating func take(_ typed: Typed, _ language: Language) -> Bool {
        isOpen = true
        var isPlaced = false
        for place in fields.indices {
            let name = fields[place].name
            if let value = typed.values[name] { fields[place].value = value }
            fields[place].choose(typed.values[name], typed.boxes[name])
            if name == typed.refusal.field, !isPlaced {
                fields[place].fault = typed.refusal.reason(in: language)
                isPlaced = true
            }
        }
        return isPlaced
    }
}

extension ActionForm.Field {
    fileprivate mutating func choose(_ value: String?, _ values: [String]?) {
        func chosen(_ options: [FormPage.Option]) -> [FormPage.Option] {
            guard value != nil || values != nil else { return options }
            return options.map { option in
                var option = option
                option.isChosen = values?.contains(option.value) ?? (option.value == value)
                return option
            }
        }
        switch kind {
        case .choice(let options): kind = .choice(chosen(options))
        case .radios(let options): kind = .radios(chosen(options))
        case .boxes(let options): kind = .boxes(chosen(options))
        case .line, .text: break
        }
    }
}

extension PageView {
    /// Forms of a page, and what was wrong with the one that was sent.
    struct ActionForms {
        struct Fault {
            var href: String
            var text: String
        }

        struct Entry {
            var line: Line?
            var text: Area?
            var select: Choices?
            var radios: Choices?
            var boxes: Choices?
            var id: String
            var name: String
            var label: String
            var value: String
            var hint: String?
            var fault: String?
            var describedBy: String?
            var isGroup: Bool
            var isRequired: Bool
            var limit: Int
        }

        struct Line {
            var type: String
        }

        struct Area {
            var rows: Int
        }

        struct Choices {
            var options: [Option]
        }

        struct Option {
            var id: String
            var value: String
            var label: String
            var isChosen: Bool
        }

        struct Form {
            var formID: String
            var word: String
            var action: String
            var heading: String
            var formLead: [String]
            var stated: String?
            var entries: [Entry]
            var isOpen: Bool
        }

        var hasFaults: Bool
        var faults: [Fault]
        var hasForms: Bool
        var forms: [Form]

        /// - Parameter typed: what was sent last and refused; the form it was sent to is open again.
        init(_ forms: [ActionForm], _ typed: ActionForm.Typed?, _ language: Language) {
            var forms = forms
            var first: String?
            if let typed {
                let place = forms.firstIndex { $0.word == typed.word }
                let isPlaced = place.map { forms[$0].take(typed, language) } ?? false
                if isPlaced, let field = typed.refusal.field { first = "#" + Self.id(typed.word, field) }
                if first == nil, place != nil { first = "#" + Self.id(typed.word) }
            }
            self.forms = forms.map(Form.init)
            hasForms = !forms.isEmpty
            faults = typed.map { [Fault(href: first ?? "#main", text: $0.refusal.reason(in: language))] } ?? []
            hasFaults = typed != nil
            if let field = typed?.refusal.field,
                let group = self.forms.first(where: { $0.word == typed?.word })?
                    .entries.first(where: { $0.name == field && $0.isGroup }),
                let option = (group.radios ?? group.boxes)?.options.first
            {
                faults[0].href = "#" + option.id
            }
        }

        static func id(_ word: String, _ field: String? = nil) -> String {
            "a-" + word + (field.map { "-" + $0 } ?? "")
        }
    }
}

extension PageView.ActionForms.Form {
    init(_ form: ActionForm) {
        formID = PageView.ActionForms.id(form.word)
        word = form.word
        action = form.action
        heading = form.title
        formLead = form.lead
        stated = form.version.map { String($0) }
        entries = form.fields.map { PageView.ActionForms.Entry($0, word: form.word) }
        isOpen = form.isOpen
    }
}

extension PageView.ActionForms.Entry {
    init(_ field: ActionForm.Field, word: String) {
        let id = PageView.ActionForms.id(word, field.name)
        func choices(_ options: [FormPage.Option]) -> PageView.ActionForms.Choices {
            PageView.ActionForms.Choices(
                options: options.enumerated().map { place, option in
                    PageView.ActionForms.Option(
                        id: "\(id)-\(place)",
                        value: option.value,
                        label: option.label,
                        isChosen: option.isChosen
                    )
                }
            )
        }
        self.id = id
        name = field.name
        label = field.label
        value = field.value
        hint = field.hint
        fault = field.fault
        let described = (field.hint == nil ? [] : [id + "-hint"]) + (field.fault == nil ? [] : [id + "-fault"])
        describedBy = described.isEmpty ? nil : described.joined(separator: " ")
        isRequired = field.isRequired
        limit = field.limit
        isGroup = false
        switch field.kind {
        case .line(let type): line = PageView.ActionForms.Line(type: type)
        case .text: text = PageView.ActionForms.Area(rows: 3)
        case .choice(let options): select = choices(options)
        case .radios(let options): (isGroup, radios) = (true, choices(options))
        case .boxes(let options): (isGroup, boxes) = (true, choices(options))
        }
    }
}
