import CCairo
import Registry

/// Paints a drawing on a cairo context whose unit is the millimetre.
struct CairoPainter {
    var ink: ArtworkStyle.Ink
    var context: OpaquePointer

    /// The font of the press; Debian package `fonts-noto-cjk`.
    private static let family = "Noto Sans CJK JP"

    func paint(_ commands: [DrawingCommand]) throws {
        for command in commands {
            switch command {
            case .fill(let outline, let paint):
                guard use(paint) else { continue }
                trace(outline)
                cairo_fill(context)
            case .stroke(let outline, let paint, let width):
                guard use(paint) else { continue }
                trace(outline)
                cairo_set_line_width(context, width)
                cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
                cairo_stroke(context)
            case .text(let line):
                guard use(line.paint) else { continue }
                try show(line)
            case .code(let placement):
                paint(placement)
            }
        }
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else { throw ArtworkFault.cairo(status.rawValue) }
    }

    private func use(_ paint: Paint) -> Bool {
        guard let shade = paint.shade(in: ink) else { return false }
        use(shade)
        return true
    }

    private func use(_ shade: Shade) {
        cairo_set_source_rgb(
            context,
            Double(shade.red) / 255,
            Double(shade.green) / 255,
            Double(shade.blue) / 255
        )
    }

    private func trace(_ outline: Outline) {
        cairo_new_path(context)
        for step in outline.steps {
            switch step {
            case .move(let point): cairo_move_to(context, point.x, point.y)
            case .line(let point): cairo_line_to(context, point.x, point.y)
            case .curve(let first, let second, let end):
                cairo_curve_to(context, first.x, first.y, second.x, second.y, end.x, end.y)
            case .close: cairo_close_path(context)
            }
        }
    }

    private func show(_ line: TextLine) throws {
        let weight = line.weight == .bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_select_font_face(context, Self.family, CAIRO_FONT_SLANT_NORMAL, weight)
        cairo_set_font_size(context, line.size)
        setFontOptions()
        try refuseMissingShapes(in: line.text)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, line.text, &extents)
        // Another font may run wider than our table says; the line is narrowed rather than let out of its place.
        let narrowing = extents.x_advance > line.limit ? line.limit / extents.x_advance : 1
        cairo_translate(context, line.origin.x, line.origin.y)
        cairo_rotate(context, line.turn * .pi / 180)
        cairo_scale(context, narrowing, 1)
        cairo_move_to(context, line.anchor == .middle ? -extents.x_advance / 2 : 0, 0)
        cairo_show_text(context, line.text)
    }

    /// Fixed, so that a machine's settings for its screen do not change the bytes.
    private func setFontOptions() {
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_set_font_options(context, options)
    }

    /// A number printed with empty boxes would be a wrong number, so a character without a shape is refused.
    private func refuseMissingShapes(in text: String) throws {
        var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
        var count: Int32 = 0
        defer { cairo_glyph_free(glyphs) }
        let font = cairo_get_scaled_font(context)
        let status = cairo_scaled_font_text_to_glyphs(font, 0, 0, text, -1, &glyphs, &count, nil, nil, nil)
        guard status == CAIRO_STATUS_SUCCESS else { throw ArtworkFault.cairo(status.rawValue) }
        guard UnsafeBufferPointer(start: glyphs, count: Int(count)).allSatisfy({ $0.index != 0 }) else {
            throw Refusal(
                .unprocessable,
                "The label font \(Self.family) has no shape for a character of “\(text)”; the SVG can still be drawn.",
                ja: "ラベルの書体 \(Self.family) に「\(text)」の文字の一部がありません。SVGは出力できます。"
            )
        }
    }

    private func paint(_ placement: CodePlacement) {
        use(.white)
        trace(.rectangle(placement.quietZone))
        cairo_fill(context)
        use(.black)
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_translate(context, placement.symbol.x, placement.symbol.y)
        cairo_scale(context, placement.module, placement.module)
        cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
        cairo_new_path(context)
        for loop in placement.matrix.contours() {
            for (index, corner) in loop.enumerated() {
                let x = Double(corner.column)
                let y = Double(corner.row)
                index == 0 ? cairo_move_to(context, x, y) : cairo_line_to(context, x, y)
            }
            cairo_close_path(context)
        }
        cairo_fill(context)
    }
}
