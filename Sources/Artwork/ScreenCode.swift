/// A two-dimensional code to be scanned from a screen, as the path of an SVG image.
package struct ScreenCode: Hashable, Sendable {
    /// Modules on one side, quiet zone included: the image's view box is `0 0 side side`.
    package let side: Int
    /// One square of side 1 for each run of dark modules (SVG 1.1 §8.3).
    package let path: String

    /// - Throws: `ArtworkFault` where the text is longer than a code holds.
    package init(_ text: String) throws {
        let matrix = try QRMatrix(plain: text)
        let quiet = QRMatrix.quietModules
        var path = ""
        for row in 0..<matrix.side {
            var column = 0
            while column < matrix.side {
                var end = column
                while matrix.isDark(end, row) { end += 1 }
                if end > column {
                    path += "M\(column + quiet) \(row + quiet)h\(end - column)v1h-\(end - column)z"
                }
                column = end + 1
            }
        }
        side = matrix.side + 2 * quiet
        self.path = path
    }
}
