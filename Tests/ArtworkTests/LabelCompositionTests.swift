import Testing

@testable import Artwork

@Suite("The geometry of labels")
struct LabelCompositionTests {
    private static let numbers = [
        "1", "REG-2026-00012", "REG-CR-01-01-2026R1-000123-LONG-4711", String(repeating: "星", count: 64),
        String(repeating: "W", count: 64), "タグ　全角 & <half>", String(repeating: "か\u{3099}", count: 40),
        String(repeating: "ع", count: 64),
    ]

    private static func subjects(_ number: String) -> [ArtworkSubject] {
        var subjects: [ArtworkSubject] = []
        for host in ["a.jp", "label.example.jp", "registry.of-connected-products.security.example.co.jp:8443"] {
            for (isOfficial, isTest) in [(true, true), (true, false), (false, true), (false, false)] {
                subjects.append(
                    .sample.with {
                        $0.registrationNumber = number
                        $0.host = host
                        $0.isOfficial = isOfficial
                        $0.isTest = isTest
                    }
                )
            }
        }
        return subjects
    }

    @Test("nothing but paper lies on the code or its quiet zone, and the code is painted last", arguments: numbers)
    func quietZoneIsFree(number: String) throws {
        for subject in Self.subjects(number) {
            for kind in ArtworkStyle.Kind.allCases {
                let style = ArtworkStyle(kind: kind, widthMillimetres: 75, errorCorrection: .q)
                let drawing = try LabelArtwork.compose(subject, style: style)
                let zone = drawing.code.quietZone
                #expect(drawing.commands.last == .code(drawing.code))
                #expect(abs(zone.width - drawing.code.symbol.width - 8 * drawing.code.module) < 1e-9)
                #expect(zone.x >= 0 && zone.y >= 0 && zone.right <= drawing.width + 1e-9)
                #expect(zone.bottom <= drawing.height + 1e-9)
                for command in drawing.commands.dropLast() {
                    #expect(!Self.touches(command, zone), "\(command)")
                }
            }
        }
    }

    @Test("no two lines of text overlap, and all stay on the paper", arguments: numbers)
    func linesKeepApart(number: String) throws {
        for subject in Self.subjects(number) {
            for kind in ArtworkStyle.Kind.allCases {
                let drawing = try LabelArtwork.compose(subject, style: ArtworkStyle(kind: kind, widthMillimetres: 75))
                let boxes = drawing.texts.filter { $0.paint != .tint }.map(Self.inkBox)
                for (index, box) in boxes.enumerated() {
                    #expect(box.x >= 0 && box.y >= 0 && box.right <= drawing.width && box.bottom <= drawing.height)
                    for other in boxes[(index + 1)...] {
                        #expect(!box.intersects(other), "\(subject.registrationNumber) at \(subject.host)")
                    }
                }
            }
        }
    }

    @Test("a line says unofficial exactly when the operator is not official", arguments: ArtworkStyle.Kind.allCases)
    func unofficialLine(kind: ArtworkStyle.Kind) throws {
        for isOfficial in [true, false] {
            let subject = ArtworkSubject.sample.with { $0.isOfficial = isOfficial }
            let texts = try LabelArtwork.compose(subject, style: ArtworkStyle(kind: kind)).texts.map(\.text)
            #expect(texts.contains { $0.contains("非公式") && $0.contains("unofficial") } == !isOfficial)
        }
    }

    @Test("a test registration is marked in every ink, and no other is", arguments: ArtworkStyle.Kind.allCases)
    func testWatermark(kind: ArtworkStyle.Kind) throws {
        for isTest in [true, false] {
            let subject = ArtworkSubject.sample.with { $0.isTest = isTest }
            for ink in ArtworkStyle.Ink.allCases {
                let bytes = try LabelArtwork.draw(subject, style: ArtworkStyle(kind: kind, ink: ink), format: .svg)
                #expect(String(decoding: bytes, as: UTF8.self).contains("TEST / 見本・試験用") == isTest)
            }
        }
    }

    @Test("as many stars are filled as the level has, of four", arguments: 1...4)
    func stars(count: Int) throws {
        let subject = ArtworkSubject.sample.with { $0.starCount = count }
        let commands = try LabelArtwork.compose(subject, style: ArtworkStyle()).commands
        let filled = commands.filter { if case .fill(_, .accent) = $0 { true } else { false } }
        let outlined = commands.filter { if case .stroke(_, .accent, _) = $0 { true } else { false } }
        #expect(filled.count == count)
        #expect(outlined.count == 4 - count)
    }

    @Test("a label twice as wide is the same label twice as large")
    func widthScales() throws {
        let small = try LabelArtwork.compose(.sample, style: ArtworkStyle(widthMillimetres: 50))
        let large = try LabelArtwork.compose(.sample, style: ArtworkStyle(widthMillimetres: 100))
        #expect(abs(large.height - 2 * small.height) < 1e-9)
        #expect(large.texts.map(\.text) == small.texts.map(\.text))
        for (one, other) in zip(small.texts, large.texts) {
            #expect(abs(other.origin.x - 2 * one.origin.x) < 1e-9)
            #expect(abs(other.size - 2 * one.size) < 1e-9)
        }
    }

    /// The whole number and host are on the label, however they were broken into lines.
    @Test("no character of number, host or code is lost", arguments: numbers)
    func nothingIsLost(number: String) throws {
        for subject in Self.subjects(number) {
            let all = try LabelArtwork.compose(subject, style: ArtworkStyle(widthMillimetres: 75)).texts
                .map(\.text).joined()
            #expect(all.contains(number))
            #expect(all.contains(subject.host + "/"))
            #expect(all.contains(subject.code))
        }
    }

    private static func touches(_ command: DrawingCommand, _ zone: Box) -> Bool {
        switch command {
        case .fill(_, .paper), .code: false
        case .fill(let outline, _): outline.bounds.intersects(zone)
        case .stroke(let outline, _, let width):
            // The tag's line runs around the zone; each straight piece of it is looked at alone.
            pieces(outline, width).contains { $0.intersects(zone) }
        case .text(let line): inkBox(line).intersects(zone)
        }
    }

    private static func pieces(_ outline: Outline, _ width: Double) -> [Box] {
        var points: [Point] = []
        for step in outline.steps {
            switch step {
            case .move(let point), .line(let point): points.append(point)
            case .curve(let first, let second, let end): points += [first, second, end]
            case .close: points.append(points[0])
            }
        }
        return zip(points, points.dropFirst()).map { one, other in
            Box(
                x: min(one.x, other.x) - width / 2,
                y: min(one.y, other.y) - width / 2,
                width: abs(one.x - other.x) + width,
                height: abs(one.y - other.y) + width
            )
        }
    }

    /// The upright box about a line, turned ones included (by 30 degrees only: sine 1/2).
    private static func inkBox(_ line: TextLine) -> Box {
        let plain = line.bounds
        guard line.turn != 0 else { return plain }
        let (cosine, sine) = (0.866_025, line.turn < 0 ? -0.5 : 0.5)
        let corners = [
            (plain.x, plain.y), (plain.right, plain.y), (plain.right, plain.bottom), (plain.x, plain.bottom),
        ]
        let turned = corners.map { x, y in
            let (dx, dy) = (x - line.origin.x, y - line.origin.y)
            return Point(x: line.origin.x + dx * cosine - dy * sine, y: line.origin.y + dx * sine + dy * cosine)
        }
        return Outline.polygon(turned).bounds
    }
}
