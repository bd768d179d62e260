extension QRMatrix {
    /// A corner between modules: column and row counted from the symbol's top left, 0 to `side`.
    struct Corner: Hashable, Sendable {
        var column: Int
        var row: Int
    }

    /// The outlines of the dark areas as closed loops of corners, no three in a line. Filled by the non-zero rule they
    /// cover exactly the dark modules. One outline instead of one square a module leaves no seam for a renderer to show.
    func contours() -> [[Corner]] {
        var edges = darkEdges()
        var loops: [[Corner]] = []
        for row in 0...side {
            for column in 0...side {
                let start = Corner(column: column, row: row)
                while let first = edges[start]?.popLast() {
                    loops.append(Self.trace(from: start, through: first, taking: &edges))
                }
            }
        }
        return loops
    }

    /// Edges with a dark module on the right hand, by the corner they leave from.
    private func darkEdges() -> [Corner: [Corner]] {
        var edges: [Corner: [Corner]] = [:]
        for row in 0..<side {
            for column in 0..<side where isDark(column, row) {
                let topLeft = Corner(column: column, row: row)
                let topRight = Corner(column: column + 1, row: row)
                let bottomRight = Corner(column: column + 1, row: row + 1)
                let bottomLeft = Corner(column: column, row: row + 1)
                if !isDark(column, row - 1) { edges[topLeft, default: []].append(topRight) }
                if !isDark(column + 1, row) { edges[topRight, default: []].append(bottomRight) }
                if !isDark(column, row + 1) { edges[bottomRight, default: []].append(bottomLeft) }
                if !isDark(column - 1, row) { edges[bottomLeft, default: []].append(topLeft) }
            }
        }
        return edges
    }

    /// Where two dark modules touch by a corner, either way on gives the same filled area.
    private static func trace(
        from start: Corner,
        through first: Corner,
        taking edges: inout [Corner: [Corner]]
    ) -> [Corner] {
        var loop = [start]
        var here = first
        while here != start {
            loop.append(here)
            guard let next = edges[here]?.popLast() else { break }
            here = next
        }
        return loop.indices.compactMap { index in
            let before = loop[(index + loop.count - 1) % loop.count]
            let after = loop[(index + 1) % loop.count]
            let isStraight = before.column == after.column || before.row == after.row
            return isStraight ? nil : loop[index]
        }
    }
}
