/// One finished geometry: commands in millimetres from the top left, painted in order, later ones over earlier ones.
struct Drawing: Sendable, Hashable {
    /// What the document is called, for readers that cannot see it.
    var title: String
    var width: Double
    var height: Double
    /// The code and its quiet zone come last, so that nothing can ever lie over them.
    var commands: [DrawingCommand]
    /// Where the code stands.
    var code: CodePlacement
}

/// One thing to draw.
enum DrawingCommand: Sendable, Hashable {
    /// Fills closed outlines (non-zero rule).
    case fill(Outline, Paint)
    /// Draws along an outline with a line of this width, its middle on the outline.
    case stroke(Outline, Paint, width: Double)
    case text(TextLine)
    /// The quiet zone's paper and the dark modules on it.
    case code(CodePlacement)
}

/// The inks of the press; a writer turns them into colour by the style.
enum Paint: Sendable, Hashable {
    case paper
    case ink
    case accent
    /// A pale shade under the text; only drawn in colour.
    case tint
}

/// A point in millimetres, x to the right, y down.
struct Point: Sendable, Hashable {
    var x: Double
    var y: Double
}

/// An upright rectangle in millimetres.
struct Box: Sendable, Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }

    func intersects(_ other: Box) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }
}

/// Closed outlines of lines and curves.
struct Outline: Sendable, Hashable {
    enum Step: Sendable, Hashable {
        case move(Point)
        case line(Point)
        /// A cubic curve by its two control points to its end.
        case curve(Point, Point, Point)
        case close
    }

    var steps: [Step]

    static func polygon(_ points: [Point]) -> Outline {
        guard let first = points.first else { return Outline(steps: []) }
        return Outline(steps: [.move(first)] + points.dropFirst().map { .line($0) } + [.close])
    }

    static func rectangle(_ box: Box) -> Outline {
        polygon([
            Point(x: box.x, y: box.y),
            Point(x: box.right, y: box.y),
            Point(x: box.right, y: box.bottom),
            Point(x: box.x, y: box.bottom),
        ])
    }

    /// The upright rectangle around all points; control points count, so it may be a little larger than the shape.
    var bounds: Box {
        var points: [Point] = []
        for step in steps {
            switch step {
            case .move(let point), .line(let point): points.append(point)
            case .curve(let first, let second, let end): points += [first, second, end]
            case .close: break
            }
        }
        let left = points.map(\.x).min() ?? 0
        let top = points.map(\.y).min() ?? 0
        let right = points.map(\.x).max() ?? 0
        let bottom = points.map(\.y).max() ?? 0
        return Box(x: left, y: top, width: right - left, height: bottom - top)
    }
}

/// A code at its place.
struct CodePlacement: Sendable, Hashable {
    var matrix: QRMatrix
    /// Top left of the quiet zone.
    var origin: Point
    /// The side of one module in millimetres.
    var module: Double

    /// The symbol with its quiet zone.
    var quietZone: Box {
        let side = Double(matrix.side + 2 * QRMatrix.quietModules) * module
        return Box(x: origin.x, y: origin.y, width: side, height: side)
    }

    /// The symbol alone.
    var symbol: Box {
        let margin = Double(QRMatrix.quietModules) * module
        let side = Double(matrix.side) * module
        return Box(x: origin.x + margin, y: origin.y + margin, width: side, height: side)
    }
}
