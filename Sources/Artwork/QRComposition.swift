import Registry

/// The code alone, over the whole width; under its quiet zone only the lines it must carry, if any.
struct QRComposition {
    var subject: ArtworkSubject
    var matrix: QRMatrix
    var width: Double

    func drawing() throws(Refusal) -> Drawing {
        let module = width / Double(matrix.side + 2 * QRMatrix.quietModules)
        let code = CodePlacement(matrix: matrix, origin: Point(x: 0, y: 0), module: module)
        try code.checkModule(drawnAt: width)
        let lines = obligatoryLines(from: width)
        let height = lines.height
        let paper = Outline.rectangle(Box(x: 0, y: 0, width: width, height: height))
        return Drawing(
            title: "\(subject.levelCode) \(subject.registrationNumber)",
            width: width,
            height: height,
            commands: [.fill(paper, .paper)] + lines.commands + [.code(code)],
            code: code
        )
    }

    private func obligatoryLines(from top: Double) -> (commands: [DrawingCommand], height: Double) {
        var commands: [DrawingCommand] = []
        var height = top
        if subject.isTest {
            let band = Box(x: width * 0.06, y: height, width: width * 0.88, height: width * 0.13)
            let size = min(width * 0.085, band.width * 0.94 / ems(Watermark.wording))
            commands.append(.fill(.rectangle(band), .ink))
            commands.append(line(Watermark.wording, baseline: height + band.height / 2 + size * 0.37, size, .paper))
            height += band.height + width * 0.03
        }
        if !subject.isOfficial {
            let size = width * 0.075
            commands.append(line(Unofficial.shortWording, baseline: height + size, size, .ink))
            height += size * 1.5
        }
        return (commands, height)
    }

    private func line(_ text: String, baseline: Double, _ size: Double, _ paint: Paint) -> DrawingCommand {
        .text(
            TextLine(
                text: text,
                origin: Point(x: width / 2, y: baseline),
                size: size,
                weight: .bold,
                anchor: .middle,
                paint: paint,
                limit: width * 0.88
            )
        )
    }

    private func ems(_ text: String) -> Double {
        TextMetrics.measure(text, weight: .bold).width
    }
}
