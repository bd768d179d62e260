/// The press's own star: five full arms with swelling sides, after the bellflower of Japanese crests.
enum StarShape {
    // Directions of the five tips, the first straight up: sines and cosines of 18, 54 and 90 degrees.
    private static let tips = [
        Point(x: 0, y: -1),
        Point(x: 0.951_057, y: -0.309_017),
        Point(x: 0.587_785, y: 0.809_017),
        Point(x: -0.587_785, y: 0.809_017),
        Point(x: -0.951_057, y: -0.309_017),
    ]
    private static let innerRatio = 0.5
    // How far the control points lie outside the straight line between tip and notch.
    private static let swell = 0.10

    /// A star whose tips lie on a circle of this radius about the centre, in millimetres.
    static func outline(centre: Point, radius: Double) -> Outline {
        func place(_ direction: Point, _ ratio: Double) -> Point {
            Point(x: centre.x + direction.x * ratio * radius, y: centre.y + direction.y * ratio * radius)
        }
        var steps: [Outline.Step] = [.move(place(tips[0], 1))]
        for index in tips.indices {
            let tip = place(tips[index], 1)
            let next = place(tips[(index + 1) % 5], 1)
            // The notch between two tips lies opposite the tip across the star.
            let far = tips[(index + 3) % 5]
            let notch = place(Point(x: -far.x, y: -far.y), innerRatio)
            steps.append(side(from: tip, to: notch, about: centre))
            steps.append(side(from: notch, to: next, about: centre))
        }
        return Outline(steps: steps + [.close])
    }

    private static func side(from start: Point, to end: Point, about centre: Point) -> Outline.Step {
        func control(_ share: Double) -> Point {
            let x = start.x + (end.x - start.x) * share
            let y = start.y + (end.y - start.y) * share
            return Point(x: x + (x - centre.x) * swell, y: y + (y - centre.y) * swell)
        }
        return .curve(control(1.0 / 3), control(2.0 / 3), end)
    }
}
