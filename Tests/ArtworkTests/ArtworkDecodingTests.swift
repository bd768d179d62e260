import Foundation
import TestSupport
import Testing

@testable import Artwork

@Suite("Two readers that do not know us read what we drew")
struct ArtworkDecodingTests {
    private static let seed = ProcessInfo.processInfo.environment["HOSHIFUDA_SEED"].flatMap(UInt64.init) ?? 20_261_010

    @Test(
        "200 labels in three formats say exactly their address to zbar and to ZXing, and black ones show no colour",
        .enabled(
            if: ArtworkReaders.areHere || ArtworkReaders.areRequired,
            "skipped: needs zbar-tools, librsvg2-bin, poppler-utils and python with zxing-cpp and pillow"
        )
    )
    func everyFormatIsRead() throws {
        print("artwork seed: \(Self.seed) (HOSHIFUDA_SEED sets another)")
        var generator = Seeded(Self.seed)
        let folder = FileManager.default.temporaryDirectory.appending(path: "artwork-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var expected: [String: [String: String]] = [:]
        for index in 0..<200 {
            let artwork = RandomArtwork(using: &generator)
            for format in ArtworkFormat.allCases {
                let name = "\(index).\(format.fileExtension)"
                let bytes = try LabelArtwork.draw(artwork.subject, style: artwork.style, format: format)
                try Data(bytes).write(to: folder.appending(path: name))
                expected[name] = ["zbar": artwork.expected, "zxing": artwork.expected]
                if artwork.style.ink == .black { expected[name]?["pillow"] = "grey" }
                if artwork.style.ink == .colour, artwork.style.kind == .label { expected[name]?["pillow"] = "colour" }
            }
        }
        let readings = try ArtworkReaders.read(folder: folder)
        #expect(readings.count == 200 * 3 * 3)
        for reading in readings {
            guard let text = expected[reading.file]?.removeValue(forKey: reading.reader) else { continue }
            #expect(reading.text == text, "\(reading.file) by \(reading.reader)")
        }
        let unread = expected.filter { !$0.value.isEmpty }.keys.sorted()
        #expect(unread.isEmpty)
    }
}
