import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// A page as an XML reader sees it: an independent judge of nesting, attributes and text.
final class PageReading: NSObject, XMLParserDelegate {
    struct Element {
        var name: String
        var attributes: [String: String]
        var text = ""
    }

    /// In document order; `text` holds what stands directly or deeper inside.
    private(set) var elements: [Element] = []
    private var open: [Int] = []

    /// Nil where the page is not well formed.
    static func read(_ bytes: [UInt8]) -> PageReading? {
        let reading = PageReading()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = reading
        return parser.parse() ? reading : nil
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes))
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for index in open { elements[index].text += text }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }
    var headings: [Int] {
        elements.compactMap { $0.name.count == 2 && $0.name.hasPrefix("h") ? Int($0.name.dropFirst()) : nil }
    }
    var text: String { all("main").first?.text ?? "" }
}
