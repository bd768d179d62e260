// Who lives here: a subject and a style are composed into one drawing (`LabelComposition`, `QRComposition`), a list of
// commands in millimetres; three writers render the same drawing (`SVGWriter`, `PDFWriter`, `PNGWriter`).

/// The label press: facts and style in, the bytes of a file out.
///
/// A pure function: the same subject and style give the same bytes. SVG bytes are the same everywhere; those of PDF and
/// PNG also depend on the versions of cairo and of the font installed.
package enum LabelArtwork {
    /// Draws one piece of artwork.
    ///
    /// - Throws: `Refusal` when a field of the subject is malformed, the width or resolution is out of bounds, the code's
    ///   modules would be smaller than 0.33 mm, a PNG would hold more than 16,777,216 pixels, the host is too long to
    ///   print, or the label font has no shape for a character (PDF and PNG); `ArtworkFault` when a library fails.
    package static func draw(
        _ subject: ArtworkSubject,
        style: ArtworkStyle,
        format: ArtworkFormat
    ) throws -> [UInt8] {
        let drawing = try compose(subject, style: style)
        switch format {
        case .svg: return SVGWriter(ink: style.ink).write(drawing)
        case .pdf: return try PDFWriter(ink: style.ink).write(drawing)
        case .png: return try PNGWriter(ink: style.ink, dotsPerInch: style.dotsPerInch).write(drawing)
        }
    }

    /// The geometry all three writers render, in millimetres.
    static func compose(_ subject: ArtworkSubject, style: ArtworkStyle) throws -> Drawing {
        try style.check()
        try subject.check()
        let matrix = try QRMatrix(encoding: subject.payload, errorCorrection: style.errorCorrection)
        switch style.kind {
        case .label:
            return try LabelComposition(subject: subject, matrix: matrix, width: style.widthMillimetres).drawing()
        case .qr:
            return try QRComposition(subject: subject, matrix: matrix, width: style.widthMillimetres).drawing()
        }
    }
}
