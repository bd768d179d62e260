import CCairo
import Registry

/// Writes a drawing as PNG, each module of the code a whole number of pixels wide.
struct PNGWriter {
    var ink: ArtworkStyle.Ink
    var dotsPerInch: Int

    /// 64 MB while drawing; a label 100 mm wide at 1,200 dpi fits.
    static let mostPixels = 16_777_216
    private static let fewestPixelsPerModule = 2.0
    private static let millimetresPerInch = 25.4

    func write(_ drawing: Drawing) throws -> [UInt8] {
        let scale = pixelsPerMillimetre(drawing)
        let width = (drawing.width * scale - 0.01).rounded(.up)
        let height = (drawing.height * scale - 0.01).rounded(.up)
        guard width * height <= Double(Self.mostPixels) else {
            throw Refusal(
                .tooLarge,
                "The picture would hold more than \(Self.mostPixels) pixels; lower the resolution or the width.",
                ja: "画像が\(Self.mostPixels)画素を超えます。解像度か幅を小さくしてください。",
                field: "resolution"
            )
        }
        let sink = CairoSink()
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        defer { cairo_surface_destroy(surface) }
        guard let context = cairo_create(surface) else { throw ArtworkFault.cairo(CAIRO_STATUS_NO_MEMORY.rawValue) }
        defer { cairo_destroy(context) }
        // The last row and column of pixels may reach past the drawing.
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_scale(context, scale, scale)
        try CairoPainter(ink: ink, context: context).paint(snapped(drawing, scale: scale).commands)
        cairo_surface_flush(surface)
        let status = sink.receive { write, closure in
            cairo_surface_write_to_png_stream(surface, write, closure)
        }
        guard status == CAIRO_STATUS_SUCCESS else { throw ArtworkFault.cairo(status.rawValue) }
        return PNGDensity(pixelsPerMetre: UInt32((scale * 1_000).rounded())).inserted(into: sink.bytes)
    }

    /// The least scale at or above the resolution asked for at which a module is a whole number of pixels.
    private func pixelsPerMillimetre(_ drawing: Drawing) -> Double {
        let asked = drawing.code.module * Double(dotsPerInch) / Self.millimetresPerInch
        let pixels = max(Self.fewestPixelsPerModule, (asked - 0.001).rounded(.up))
        return pixels / drawing.code.module
    }

    /// The drawing with its code moved by less than half a pixel onto the pixel grid.
    private func snapped(_ drawing: Drawing, scale: Double) -> Drawing {
        var drawing = drawing
        let origin = drawing.code.origin
        drawing.code.origin = Point(
            x: (origin.x * scale).rounded() / scale,
            y: (origin.y * scale).rounded() / scale
        )
        let code = drawing.code
        drawing.commands = drawing.commands.map { command in
            if case .code = command { .code(code) } else { command }
        }
        return drawing
    }
}
