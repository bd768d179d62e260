import CCairo

/// Writes a drawing as one PDF page of its true size, the text as text.
struct PDFWriter {
    var ink: ArtworkStyle.Ink

    private static let pointsPerMillimetre = 72 / 25.4
    // cairo would write the moment of drawing, and the bytes would change with each second. Any constant does.
    private static let creationDate = "2000-01-01T00:00:00Z"

    func write(_ drawing: Drawing) throws -> [UInt8] {
        try write(drawing.commands, width: drawing.width, height: drawing.height, title: drawing.title)
    }

    /// One page of commands; measures in millimetres.
    func write(_ commands: [DrawingCommand], width: Double, height: Double, title: String) throws -> [UInt8] {
        let scale = Self.pointsPerMillimetre
        let sink = CairoSink()
        try sink.receive { write, closure in
            let surface = cairo_pdf_surface_create_for_stream(
                write,
                closure,
                width * scale,
                height * scale
            )
            defer { cairo_surface_destroy(surface) }
            guard let context = cairo_create(surface) else { throw ArtworkFault.cairo(CAIRO_STATUS_NO_MEMORY.rawValue) }
            defer { cairo_destroy(context) }
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, Self.creationDate)
            cairo_scale(context, scale, scale)
            try CairoPainter(ink: ink, context: context).paint(commands)
            cairo_surface_finish(surface)
            let status = cairo_surface_status(surface)
            guard status == CAIRO_STATUS_SUCCESS else { throw ArtworkFault.cairo(status.rawValue) }
        }
        return sink.bytes
    }
}
