import Registry
import Testing

@testable import Portal

@Suite("Every page in every language")
struct PageMarkupTests {
    static func everyPage(_ language: Language) throws -> [(name: String, bytes: [UInt8])] {
        let pages = try Pages(PageSamples.site())
        let scan = ScanPage(PageSamples.site(isFictional: true))
        var all = PageSamples.otherPages(pages, language)
        let answers =
            Standing.allCases.map { PageSamples.answer($0) }
            + Standing.allCases.map { PageSamples.awkward($0) }
            + [PageSamples.bare, PageSamples.answer(level: .star4, models: 700), PageSamples.answer(origin: .test)]
        for (index, answer) in answers.enumerated() {
            for asked in [nil, PageSamples.day("2027-05-20")] {
                let address = ScanPage.Address(
                    path: "/X",
                    on: asked,
                    knownAt: asked.map { _ in "2026-01-01T00:00:00Z&<" }
                )
                let bytes = scan.render(answer, today: PageSamples.today, language: language, address: address)
                guard let asked else {
                    all.append(("scan \(index)", bytes))
                    continue
                }
                all.append(("scan \(index)", try #require(scan.marked(bytes, asked.start, language))))
            }
        }
        return all
    }

    @Test("is well formed, has one h1 and headings in order", arguments: Language.allCases)
    func wellFormed(language: Language) throws {
        for page in try Self.everyPage(language) {
            let reading = try #require(PageReading.read(page.bytes), "\(page.name) is not well formed")
            #expect(reading.headings.first == 1, "\(page.name)")
            #expect(reading.headings.filter { $0 == 1 }.count == 1, "\(page.name)")
            for (before, after) in zip(reading.headings, reading.headings.dropFirst()) {
                #expect(after <= before + 1, "\(page.name): \(reading.headings)")
            }
            let ids = reading.elements.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count, "\(page.name)")
            #expect(reading.all("html").first?.attributes["lang"] == language.tag)
            #expect(reading.all("main").count == 1 && reading.all("header").count == 1)
        }
    }

    @Test("runs nothing, fetches nothing and styles nothing inline", arguments: Language.allCases)
    func quiet(language: Language) throws {
        let sheets = PageStyle.sheets
        for page in try Self.everyPage(language) {
            let reading = try #require(PageReading.read(page.bytes))
            for element in reading.elements {
                #expect(!["script", "img", "iframe", "object", "embed", "base"].contains(element.name), "\(page.name)")
                for name in element.attributes.keys {
                    #expect(name != "style" && name != "src" && !name.hasPrefix("on"), "\(page.name) \(element.name)")
                }
                #expect(["-1", nil].contains(element.attributes["tabindex"]))
            }
            for link in reading.all("link") { #expect(link.attributes["rel"] == "alternate") }
            for style in reading.all("style") { #expect(sheets.contains(style.text)) }
        }
    }

    @Test("links only inside, to its own anchors, or by https without trust", arguments: Language.allCases)
    func links(language: Language) throws {
        for page in try Self.everyPage(language) {
            let reading = try #require(PageReading.read(page.bytes))
            let ids = Set(reading.elements.compactMap { $0.attributes["id"] })
            for element in reading.elements {
                guard let href = element.attributes["href"] else { continue }
                if href.hasPrefix("#") {
                    #expect(ids.contains(String(href.dropFirst())), "\(page.name) \(href)")
                } else if href.hasPrefix("https://") {
                    #expect(element.attributes["rel"]?.contains("nofollow noopener") == true, "\(page.name) \(href)")
                } else {
                    let isInside = href.hasPrefix("/") && !href.hasPrefix("//") || href.hasPrefix("?")
                    #expect(isInside, "\(page.name) \(href)")
                }
            }
            for element in reading.elements {
                let named = [element.attributes["for"], element.attributes["aria-describedby"]].compactMap { $0 }
                for id in named.flatMap({ $0.split(separator: " ") }) { #expect(ids.contains(String(id))) }
            }
        }
    }

    @Test("leaves no slot, tag or word name of a template behind", arguments: Language.allCases)
    func noRemains(language: Language) throws {
        for page in try Self.everyPage(language) {
            let text = String(decoding: page.bytes, as: UTF8.self)
            let body = text.components(between: "</style></head>", and: "</html>")
            for remains in ["{{", "}}", "[[", "]]", "{0}", "{1}", "Optional(", "nil"] {
                #expect(!body.contains(remains), "\(page.name): \(remains)")
            }
        }
    }
}

extension String {
    /// The text between two marks; empty where either is missing.
    func components(between start: String, and end: String) -> String {
        guard let from = firstRange(of: start), let to = self[from.upperBound...].firstRange(of: end) else { return "" }
        return String(self[from.upperBound..<to.lowerBound])
    }
}
