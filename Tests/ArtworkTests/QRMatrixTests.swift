import TestSupport
import Testing

@testable import Artwork

@Suite("The matrix of a code")
struct QRMatrixTests {
    @Test(
        "hosts of up to 17 characters fit version 2 at level M, and no version is larger than it must be",
        arguments: [
            (4, ArtworkStyle.ErrorCorrection.m, 2), (16, .m, 2), (17, .m, 2), (18, .m, 3), (40, .m, 3), (41, .m, 4),
            (4, .q, 2), (8, .q, 2), (9, .q, 3), (17, .q, 3), (26, .q, 3), (27, .q, 4),
        ]
    )
    func version(hostLength: Int, errorCorrection: ArtworkStyle.ErrorCorrection, expected: Int) throws {
        let host = String(repeating: "a", count: hostLength - 3) + ".jp"
        let payload = ArtworkSubject.sample.with { $0.host = host }.payload
        let matrix = try QRMatrix(encoding: payload, errorCorrection: errorCorrection)
        #expect(matrix.version == expected)
        #expect(matrix.side == 17 + 4 * expected)
        #expect(matrix.modules.count == matrix.side * matrix.side)
    }

    @Test("text outside the alphanumeric mode is not encoded", arguments: ["https://a.jp/X", "A_B", "星"])
    func onlyAlphanumeric(text: String) {
        #expect(throws: ArtworkFault.encoding) {
            _ = try QRMatrix(encoding: text, errorCorrection: .m)
        }
    }

    @Test("the outlines cover the dark modules and no others")
    func contoursCoverDarkModules() throws {
        var generator = Seeded(7)
        for _ in 0..<20 {
            let artwork = RandomArtwork(using: &generator)
            let matrix = try QRMatrix(
                encoding: artwork.expected,
                errorCorrection: artwork.style.errorCorrection
            )
            let loops = matrix.contours()
            for row in 0..<matrix.side {
                for column in 0..<matrix.side {
                    // Crossings of a ray to the left from the module's middle decide what lies inside.
                    let winding = loops.reduce(0) { $0 + Self.winding($1, column, row) }
                    #expect((winding != 0) == matrix.isDark(column, row))
                }
            }
        }
    }

    private static func winding(_ loop: [QRMatrix.Corner], _ column: Int, _ row: Int) -> Int {
        var winding = 0
        for (index, start) in loop.enumerated() {
            let end = loop[(index + 1) % loop.count]
            guard start.column == end.column, start.column <= column else { continue }
            if start.row <= row, end.row > row { winding += 1 }
            if end.row <= row, start.row > row { winding -= 1 }
        }
        return winding
    }
}
