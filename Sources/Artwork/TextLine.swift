/// One line of text at its place.
struct TextLine: Sendable, Hashable {
    enum Weight: Sendable, Hashable {
        case regular
        case bold
    }

    enum Anchor: Sendable, Hashable {
        case start
        case middle
    }

    var text: String
    /// Where the line starts (or its middle lies) on the baseline.
    var origin: Point
    /// The size of the em in millimetres.
    var size: Double
    var weight: Weight = .regular
    var anchor: Anchor = .start
    var paint: Paint = .ink
    /// The width it may not exceed, in millimetres.
    var limit: Double
    /// Degrees turned clockwise about the origin.
    var turn: Double = 0

    /// The width by our own table of the label font, in millimetres.
    var measure: TextMetrics.Measure {
        let ems = TextMetrics.measure(text, weight: weight)
        return TextMetrics.Measure(width: ems.width * size, isExact: ems.isExact)
    }

    /// The rectangle of an unturned line, from ascender to descender.
    var bounds: Box {
        let width = min(measure.width, limit)
        let left = anchor == .start ? origin.x : origin.x - width / 2
        return Box(x: left, y: origin.y - 0.88 * size, width: width, height: 1.1 * size)
    }
}
