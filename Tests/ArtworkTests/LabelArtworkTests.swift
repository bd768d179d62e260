import Foundation
import Registry
import Testing

@testable import Artwork

@Suite("The label press")
struct LabelArtworkTests {
    @Test(
        "the same subject and style give the same bytes",
        arguments: ArtworkFormat.allCases,
        ArtworkStyle.Kind.allCases
    )
    func bytesAreStable(format: ArtworkFormat, kind: ArtworkStyle.Kind) throws {
        let subject = ArtworkSubject.sample.with { $0.isTest = true }
        let style = ArtworkStyle(kind: kind)
        let first = try LabelArtwork.draw(subject, style: style, format: format)
        let second = try LabelArtwork.draw(subject, style: style, format: format)
        #expect(first == second)
        #expect(first.count > 1_000)
    }

    @Test("a PDF tells no moment of drawing")
    func pdfHasFixedDate() throws {
        let bytes = try LabelArtwork.draw(.sample, style: ArtworkStyle(), format: .pdf)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("%PDF-"))
        #expect(text.contains("/CreationDate (20000101000000Z)"))
        #expect(!text.contains("/ModDate"))
    }

    @Test(
        "a PNG has whole pixels a module, and a density that gives it its true width",
        arguments: [(72, 60.0), (150, 47.3), (300, 60), (600, 91)]
    )
    func pngHasTrueWidth(resolution: Int, width: Double) throws {
        let style = ArtworkStyle(kind: .qr, widthMillimetres: width, dotsPerInch: resolution)
        let subject = ArtworkSubject.sample.with { $0.isOfficial = true }
        let bytes = try LabelArtwork.draw(subject, style: style, format: .png)
        func number(at index: Int) -> Int { bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) } }
        let pixels = number(at: 16)
        #expect(pixels % 33 == 0)
        #expect(number(at: 20) == pixels)
        #expect(Array(bytes[37..<41]) == Array("pHYs".utf8))
        let printed = Double(pixels) / Double(number(at: 41)) * 1_000
        #expect(abs(printed - width) < 0.05)
        #expect(Double(pixels) / width * 25.4 >= Double(resolution) - 1)
    }

    struct BadStyle: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var style: ArtworkStyle
        var kind: Refusal.Kind
        var field: String
        var host = "label.example.jp"
        var format = ArtworkFormat.png
    }

    private static let longHost = "verify.security-labels.example.co.jp"
    private static let badStyles = [
        BadStyle(testDescription: "narrow", style: .init(widthMillimetres: 39.9), kind: .malformed, field: "width"),
        BadStyle(testDescription: "wide", style: .init(widthMillimetres: 300.1), kind: .malformed, field: "width"),
        BadStyle(testDescription: "no number", style: .init(widthMillimetres: .nan), kind: .malformed, field: "width"),
        BadStyle(
            testDescription: "endless",
            style: .init(widthMillimetres: .infinity),
            kind: .malformed,
            field: "width"
        ),
        BadStyle(testDescription: "negative", style: .init(widthMillimetres: -60), kind: .malformed, field: "width"),
        BadStyle(testDescription: "coarse", style: .init(dotsPerInch: 71), kind: .malformed, field: "resolution"),
        BadStyle(testDescription: "fine", style: .init(dotsPerInch: 1_201), kind: .malformed, field: "resolution"),
        BadStyle(
            testDescription: "too many pixels",
            style: .init(widthMillimetres: 300, dotsPerInch: 1_200),
            kind: .tooLarge,
            field: "resolution"
        ),
        BadStyle(
            testDescription: "a module of 0.329 mm",
            style: .init(kind: .qr, widthMillimetres: 10.86),
            kind: .unprocessable,
            field: "width"
        ),
        BadStyle(
            testDescription: "a longer host needs more width",
            style: .init(kind: .qr, widthMillimetres: 13, errorCorrection: .q),
            kind: .unprocessable,
            field: "width",
            host: longHost,
            format: .svg
        ),
    ]

    @Test("sizes out of bounds are refused, and the field is named", arguments: badStyles)
    func boundsAreRefused(bad: BadStyle) {
        let subject = ArtworkSubject.sample.with { $0.host = bad.host }
        let refusal = #expect(throws: Refusal.self) {
            _ = try LabelArtwork.draw(subject, style: bad.style, format: bad.format)
        }
        #expect(refusal?.kind == bad.kind)
        #expect(refusal?.field == bad.field)
    }

    @Test(
        "sizes at the bounds are drawn",
        arguments: [
            ArtworkStyle(widthMillimetres: 40, dotsPerInch: 72), ArtworkStyle(widthMillimetres: 300, dotsPerInch: 72),
            ArtworkStyle(kind: .qr, widthMillimetres: 10.89, dotsPerInch: 1_200),
        ]
    )
    func boundsAreDrawn(style: ArtworkStyle) throws {
        for format in ArtworkFormat.allCases {
            #expect(try !LabelArtwork.draw(.sample, style: style, format: format).isEmpty)
        }
    }

    @Test("the refusal of a narrow code names a width that is then accepted")
    func namedWidthIsAccepted() throws {
        let subject = ArtworkSubject.sample.with { $0.host = Self.longHost }
        let refusal = #expect(throws: Refusal.self) {
            _ = try LabelArtwork.compose(subject, style: ArtworkStyle(kind: .qr, widthMillimetres: 11))
        }
        let reason = try #require(refusal?.reason)
        let width = try #require(reason.split(separator: " ").compactMap { Double($0) }.last)
        _ = try LabelArtwork.compose(subject, style: ArtworkStyle(kind: .qr, widthMillimetres: width))
        #expect(throws: Refusal.self) {
            _ = try LabelArtwork.compose(subject, style: ArtworkStyle(kind: .qr, widthMillimetres: width - 1))
        }
    }

    struct BadSubject: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var field: String
        var change: @Sendable (inout ArtworkSubject) -> Void
    }

    private static let badSubjects = [
        BadSubject(testDescription: "short code", field: "code") { $0.code = "7K3M9QXTVB2" },
        BadSubject(testDescription: "lower-case code", field: "code") { $0.code = "7k3m9qxtvb2d" },
        BadSubject(testDescription: "a letter Crockford leaves out", field: "code") { $0.code = "7K3M9QXTVBUI" },
        BadSubject(testDescription: "no star", field: "starCount") { $0.starCount = 0 },
        BadSubject(testDescription: "five stars", field: "starCount") { $0.starCount = 5 },
        BadSubject(testDescription: "no number", field: "registrationNumber") { $0.registrationNumber = "" },
        BadSubject(testDescription: "a blank number", field: "registrationNumber") {
            $0.registrationNumber = " \u{3000}"
        },
        BadSubject(testDescription: "65 characters", field: "registrationNumber") {
            $0.registrationNumber = String(repeating: "星", count: 65)
        },
        BadSubject(testDescription: "a tower of marks", field: "registrationNumber") {
            $0.registrationNumber = "A" + String(repeating: "\u{301}", count: 200)
        },
        BadSubject(testDescription: "a null", field: "registrationNumber") { $0.registrationNumber = "A\0B" },
        BadSubject(testDescription: "a line feed", field: "registrationNumber") { $0.registrationNumber = "A\nB" },
        BadSubject(testDescription: "a turned direction", field: "registrationNumber") {
            $0.registrationNumber = "A\u{202E}B"
        },
        BadSubject(testDescription: "a zero-width space", field: "registrationNumber") {
            $0.registrationNumber = "A\u{200B}B"
        },
        BadSubject(testDescription: "a noncharacter", field: "registrationNumber") {
            $0.registrationNumber = "A\u{FFFE}"
        },
        BadSubject(testDescription: "no host", field: "host") { $0.host = "" },
        BadSubject(testDescription: "a path in the host", field: "host") { $0.host = "example.jp/x" },
        BadSubject(testDescription: "a Japanese host", field: "host") { $0.host = "星札.example.jp" },
        BadSubject(testDescription: "a host whose case folds to ASCII", field: "host") {
            $0.host = "\u{212A}.example.jp"
        },
        BadSubject(testDescription: "an empty port", field: "host") { $0.host = "example.jp:" },
        BadSubject(testDescription: "a port with a sign", field: "host") { $0.host = "example.jp:+80" },
        BadSubject(testDescription: "a port too high", field: "host") { $0.host = "example.jp:65536" },
        BadSubject(testDescription: "a host no code holds", field: "host") {
            $0.host = String(repeating: "a", count: 253)
        },
        BadSubject(testDescription: "a level that is no ASCII", field: "levelCode") { $0.levelCode = "★1" },
        BadSubject(testDescription: "a tab in the assurance", field: "assuranceEN") { $0.assuranceEN = "a\tb" },
    ]

    @Test("a field that cannot be drawn truthfully is refused by name", arguments: badSubjects)
    func fieldsAreRefused(bad: BadSubject) {
        let subject = ArtworkSubject.sample.with(bad.change)
        let refusal = #expect(throws: Refusal.self) {
            _ = try LabelArtwork.draw(subject, style: ArtworkStyle(widthMillimetres: 120), format: .svg)
        }
        #expect(refusal?.field == bad.field)
        #expect(refusal?.reasonJA != nil)
    }

    @Test("a character without a shape in the label font is refused rather than printed as a box")
    func missingShapeIsRefused() throws {
        let subject = ArtworkSubject.sample.with { $0.registrationNumber = "ทดสอบ-1" }
        for format in [ArtworkFormat.pdf, .png] {
            let refusal = #expect(throws: Refusal.self) {
                _ = try LabelArtwork.draw(subject, style: ArtworkStyle(), format: format)
            }
            #expect(refusal?.kind == .unprocessable)
        }
        _ = try LabelArtwork.draw(subject, style: ArtworkStyle(), format: .svg)
    }
}
