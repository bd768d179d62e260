/// Writes a drawing as SVG 1.1, one user unit a millimetre, by hand: cairo numbers its elements differently each time.
struct SVGWriter {
    var ink: ArtworkStyle.Ink

    // The first family is the one our table of widths was taken from.
    private static let families =
        "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Hiragino Kaku Gothic ProN','Yu Gothic',sans-serif"

    func write(_ drawing: Drawing) -> [UInt8] {
        let width = Self.number(drawing.width)
        let height = Self.number(drawing.height)
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)mm\" height=\"\(height)mm\""
                + " viewBox=\"0 0 \(width) \(height)\" role=\"img\" xml:lang=\"ja\" lang=\"ja\""
                + " font-family=\"\(Self.families)\">",
            "<title>\(Self.escape(drawing.title))</title>",
        ]
        lines += drawing.commands.compactMap(element)
        lines.append("</svg>")
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func element(_ command: DrawingCommand) -> String? {
        switch command {
        case .fill(let outline, let paint):
            return colour(paint).map { "<path fill=\"\($0)\" d=\"\(Self.path(outline))\"/>" }
        case .stroke(let outline, let paint, let width):
            return colour(paint).map {
                "<path fill=\"none\" stroke=\"\($0)\" stroke-width=\"\(Self.number(width))\" stroke-linejoin=\"round\""
                    + " d=\"\(Self.path(outline))\"/>"
            }
        case .text(let line):
            return colour(line.paint).map { text(line, colour: $0) }
        case .code(let placement):
            return code(placement)
        }
    }

    private func colour(_ paint: Paint) -> String? {
        paint.shade(in: ink)?.hexadecimal
    }

    private func text(_ line: TextLine, colour: String) -> String {
        let x = Self.number(line.origin.x)
        let y = Self.number(line.origin.y)
        var attributes = "x=\"\(x)\" y=\"\(y)\" font-size=\"\(Self.number(line.size))\" fill=\"\(colour)\""
        if line.weight == .bold { attributes += " font-weight=\"700\"" }
        if line.anchor == .middle { attributes += " text-anchor=\"middle\"" }
        // With another font than ours the line still takes exactly the width it was laid out for.
        let measure = line.measure
        if measure.isExact {
            let length = Self.number(min(measure.width, line.limit))
            attributes += " textLength=\"\(length)\" lengthAdjust=\"spacingAndGlyphs\""
        }
        if line.turn != 0 { attributes += " transform=\"rotate(\(Self.number(line.turn)) \(x) \(y))\"" }
        return "<text xml:space=\"preserve\" \(attributes)>\(Self.escape(line.text))</text>"
    }

    private func code(_ placement: CodePlacement) -> String {
        let zone = placement.quietZone
        let symbol = placement.symbol
        let path = placement.matrix.contours().map { loop in
            var here = loop[0]
            var text = "M\(here.column) \(here.row)"
            for corner in loop.dropFirst() {
                text += corner.row == here.row ? "H\(corner.column)" : "V\(corner.row)"
                here = corner
            }
            return text + "z"
        }.joined()
        let place = "translate(\(Self.number(symbol.x)) \(Self.number(symbol.y)))"
        return "<path fill=\"\(Shade.white.hexadecimal)\" d=\"\(Self.path(.rectangle(zone)))\"/>\n"
            + "<path fill=\"\(Shade.black.hexadecimal)\""
            + " transform=\"\(place) scale(\(Self.number(placement.module, decimals: 6)))\" d=\"\(path)\"/>"
    }

    private static func path(_ outline: Outline) -> String {
        func pair(_ point: Point) -> String { "\(number(point.x)) \(number(point.y))" }
        return outline.steps.map { step in
            switch step {
            case .move(let point): "M\(pair(point))"
            case .line(let point): "L\(pair(point))"
            case .curve(let first, let second, let end): "C\(pair(first)) \(pair(second)) \(pair(end))"
            case .close: "z"
            }
        }.joined()
    }

    /// A decimal number without exponent or superfluous zeros, the same on every machine.
    static func number(_ value: Double, decimals: Int = 3) -> String {
        let factor = (0..<decimals).reduce(1) { product, _ in product * 10 }
        let scaled = Int((value * Double(factor)).rounded())
        let magnitude = abs(scaled)
        let sign = scaled < 0 ? "-" : ""
        var fraction = String(magnitude % factor)
        fraction = String(repeating: "0", count: decimals - fraction.count) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        return sign + String(magnitude / factor) + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
