/// Lays text of any length into a box: as large as it fits, in as few lines as that takes.
struct TextFitting {
    var weight: TextLine.Weight
    /// Sizes of the em in millimetres, both ends allowed.
    var sizes: ClosedRange<Double>
    /// From one baseline to the next, in ems.
    var leading = 1.22

    struct Result: Hashable {
        var lines: [String]
        var size: Double
    }

    /// The largest setting that fits, or nil when even the smallest size does not.
    func fit(_ text: String, width: Double, height: Double) -> Result? {
        var size = sizes.upperBound
        while true {
            let lines = wrap(text, ems: width / size)
            if let lines, Double(lines.count) * size * leading <= height + size * (leading - 1) + 1e-9 {
                return Result(lines: lines, size: size)
            }
            guard size > sizes.lowerBound else { return nil }
            size = max(sizes.lowerBound, size * 0.97)
        }
    }

    /// Breaks between characters, after a hyphen, slash, dot or space where one stands in the line's last third.
    /// Nil when a single character is wider than the line.
    private func wrap(_ text: String, ems: Double) -> [String]? {
        var lines: [String] = []
        var line: [Character] = []
        var width = 0.0
        for character in text {
            let advance = TextMetrics.measure(String(character), weight: weight).width
            guard advance <= ems else { return nil }
            if width + advance > ems + 1e-9 {
                let kept = breakIndex(in: line)
                lines.append(String(line[..<kept]))
                line = Array(line[kept...])
                width = TextMetrics.measure(String(line), weight: weight).width
            }
            line.append(character)
            width += advance
        }
        lines.append(String(line))
        return lines
    }

    private func breakIndex(in line: [Character]) -> Int {
        guard let last = line.lastIndex(where: { "-/. ・－".contains($0) }), last + 1 >= line.count * 2 / 3 else {
            return line.count
        }
        return last + 1
    }
}
