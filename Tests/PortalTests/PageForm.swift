import Foundation
import TestSupport

@testable import Portal

#if canImport(FoundationXML)
import FoundationXML
#endif

/// A form of a page as a browser reads it: what it sends as it stands, and what can be filled in.
struct PageForm {
    struct Entry {
        var name: String
        var value: String
        var isHidden: Bool
    }

    /// The page asks nothing of this kind: a person could not have sent it.
    struct NotOffered: Error, CustomStringConvertible {
        var description: String
    }

    var action = ""
    var isPosted = false
    var isMultipart = false
    var entries: [Entry] = []
    /// Names of lines to write in, in their order.
    var lines: [String] = []
    /// What can be chosen, by name.
    var offered: [String: [String]] = [:]
    var boxes: Set<String> = []
    var hasFile = false
    /// Names and values of buttons that send one.
    var buttons: [(name: String, value: String)] = []

    /// Whether one of its buttons does something, or it does nothing else.
    func does(_ word: String) -> Bool {
        buttons.contains { $0.value == word } || entries.contains { $0.isHidden && $0.value == word }
    }

    /// As somebody filled it in and pressed its button.
    func filled(_ typed: [(String, String)], pressing word: String = "") throws -> [(String, String)] {
        var entries = entries
        for (name, value) in typed {
            guard lines.contains(name) || offered[name] != nil else {
                throw NotOffered(description: "\(action) asks for no \(name)")
            }
            if let choices = offered[name], !choices.contains(value) {
                throw NotOffered(description: "\(action) does not offer \(value) for \(name)")
            }
            if !boxes.contains(name), let place = entries.firstIndex(where: { $0.name == name && !$0.isHidden }) {
                entries[place].value = value
            } else {
                entries.append(Entry(name: name, value: value, isHidden: false))
            }
        }
        // A browser sends every line break of a text as two characters.
        let sent = entries.map { ($0.name, $0.value.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")) }
        return sent + buttons.filter { $0.value == word }.map { ($0.name, $0.value) }
    }

    /// The forms of a page; nil where it is not well formed.
    static func all(_ bytes: [UInt8]) -> [PageForm]? {
        let reader = PageFormReader()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = reader
        return parser.parse() ? reader.forms : nil
    }
}

/// Reads the forms of a page that is XML too.
private final class PageFormReader: NSObject, XMLParserDelegate {
    private(set) var forms: [PageForm] = []
    private var form: PageForm?
    private var text: (name: String, value: String)?
    private var select: (name: String, values: [String], chosen: String?)?

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        let (own, value) = (attributes["name"] ?? "", attributes["value"] ?? "")
        switch name {
        case "form":
            form = PageForm()
            form?.action = attributes["action"] ?? ""
            form?.isPosted = attributes["method"] == "post"
            form?.isMultipart = attributes["enctype"] == "multipart/form-data"
        case "input": input(attributes, own, value)
        case "textarea": text = (own, "")
        case "select": select = (own, [], nil)
        case "option":
            select?.values.append(value)
            if attributes["selected"] != nil { select?.chosen = value }
        case "button" where attributes["name"] != nil: form?.buttons.append((own, value))
        default: break
        }
    }

    private func input(_ attributes: [String: String], _ name: String, _ value: String) {
        switch attributes["type"] {
        case "hidden": form?.entries.append(PageForm.Entry(name: name, value: value, isHidden: true))
        case "file": form?.hasFile = true
        case "radio", "checkbox":
            form?.offered[name, default: []].append(value)
            if attributes["type"] == "checkbox" { form?.boxes.insert(name) }
            if attributes["checked"] != nil {
                form?.entries.append(PageForm.Entry(name: name, value: value, isHidden: false))
            }
        default:
            form?.lines.append(name)
            form?.entries.append(PageForm.Entry(name: name, value: value, isHidden: false))
        }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        switch name {
        case "form":
            if let form { forms.append(form) }
            form = nil
        case "textarea":
            guard let text else { return }
            // HTML drops the line break that a text area begins with.
            let value = text.value.hasPrefix("\n") ? String(text.value.dropFirst()) : text.value
            form?.lines.append(text.name)
            form?.entries.append(PageForm.Entry(name: text.name, value: value, isHidden: false))
            self.text = nil
        case "select":
            guard let select else { return }
            form?.offered[select.name] = select.values
            let value = select.chosen ?? select.values.first ?? ""
            form?.entries.append(PageForm.Entry(name: select.name, value: value, isHidden: false))
            self.select = nil
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text?.value += string }
}

extension Visitor {
    /// The form of a page that does something; with no word, the page's own.
    func form(_ page: String, _ word: String = "") async throws -> PageForm {
        let answer = try await get(page)
        return try PageForm.find(word, at: page, in: answer.body, status: answer.status)
    }

    /// Opens a page, fills a form in, presses its button.
    @discardableResult
    mutating func fill(
        _ page: String,
        _ word: String = "",
        _ typed: [(String, String)] = [],
        file: (name: String, bytes: [UInt8])? = nil
    ) async throws -> (status: Int, text: String, location: String?) {
        let form = try await form(page, word)
        return try await send(form, try form.filled(typed, pressing: word), file: file)
    }

    /// Sends what was filled in.
    mutating func send(
        _ form: PageForm,
        _ fields: [(String, String)],
        file: (name: String, bytes: [UInt8])? = nil
    ) async throws -> (status: Int, text: String, location: String?) {
        let answer =
            if form.isMultipart {
                try await upload(form.action, fields, file: file ?? ("", []))
            } else {
                try await post(form.action, fields)
            }
        return (answer.status, answer.text, answer["Location"])
    }
}

extension PageForm {
    fileprivate static func find(_ word: String, at page: String, in bytes: [UInt8], status: Int) throws -> PageForm {
        guard status == 200, let forms = all(bytes) else {
            throw NotOffered(description: "\(page) is \(status), or not well formed")
        }
        let path = page.split(separator: "?").first ?? ""
        let found = forms.first { form in
            guard form.isPosted else { return false }
            return word.isEmpty ? form.action.split(separator: "?").first == path : form.does(word)
        }
        guard let found else { throw NotOffered(description: "\(page) has no form \(word)") }
        return found
    }
}
