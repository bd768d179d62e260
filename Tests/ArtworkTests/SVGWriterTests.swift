import Foundation
import FoundationXML
import Testing

@testable import Artwork

@Suite("Artwork as SVG")
struct SVGWriterTests {
    @Test(
        "is well-formed, and its text reads as it was written",
        arguments: ["REG-1", "<A&B> \"x\" 'y' ]]>", "タグ　全角", "a  b", "R&amp;D"]
    )
    func isWellFormed(number: String) throws {
        for kind in ArtworkStyle.Kind.allCases {
            let subject = ArtworkSubject.sample.with { $0.registrationNumber = number }
            let bytes = try LabelArtwork.draw(subject, style: ArtworkStyle(kind: kind), format: .svg)
            let collector = TextCollector()
            let parser = XMLParser(data: Data(bytes))
            parser.delegate = collector
            #expect(parser.parse())
            #expect(collector.texts["title"] == ["STAR-1 " + number])
            if kind == .label { #expect(collector.texts["text"]?.contains(number) == true) }
        }
    }

    @Test("black artwork names black and white only")
    func blackIsBlack() throws {
        let subject = ArtworkSubject.sample.with { $0.isTest = true }
        for kind in ArtworkStyle.Kind.allCases {
            let bytes = try LabelArtwork.draw(subject, style: ArtworkStyle(kind: kind, ink: .black), format: .svg)
            let colours = String(decoding: bytes, as: UTF8.self).matches(of: /#[0-9A-F]{6}/).map { String($0.output) }
            #expect(Set(colours) == ["#000000", "#FFFFFF"])
        }
    }

    @Test(
        "numbers have no exponent, no superfluous zero and no negative nothing",
        arguments: [
            (0.0, "0"), (-0.000_1, "0"), (1.5, "1.5"), (-1.25, "-1.25"), (0.001, "0.001"), (12.000_4, "12"),
            (99.999_6, "100"), (0.05, "0.05"),
        ]
    )
    func numbers(value: Double, text: String) {
        #expect(SVGWriter.number(value) == text)
    }

    /// `HOSHIFUDA_REWRITE_GOLDENS=1` writes the goldens anew; look at them before they are committed.
    @Test("is what it was when we last looked at it", arguments: ["label", "label-test-black", "qr"])
    func golden(name: String) throws {
        let subject = ArtworkSubject.sample.with {
            $0.isTest = name.contains("test")
            $0.starCount = name.contains("test") ? 3 : 1
        }
        let style = ArtworkStyle(
            kind: name == "qr" ? .qr : .label,
            widthMillimetres: name == "qr" ? 25 : 60,
            ink: name.contains("black") ? .black : .colour
        )
        let bytes = try LabelArtwork.draw(subject, style: style, format: .svg)
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name).svg")
        if ProcessInfo.processInfo.environment["HOSHIFUDA_REWRITE_GOLDENS"] == "1" {
            try Data(bytes).write(to: file)
        }
        let golden = try Data(contentsOf: file)
        #expect(Data(bytes) == golden, "differs from Goldens/\(name).svg")
    }
}

/// The text of each element, by the element's name.
private final class TextCollector: NSObject, XMLParserDelegate {
    private(set) var texts: [String: [String]] = [:]
    private var current = ""

    func parser(
        _ parser: XMLParser,
        didStartElement elementName: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        current = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        current += string
    }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
        texts[elementName, default: []].append(current)
        current = ""
    }
}
