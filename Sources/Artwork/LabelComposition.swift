import Registry

/// The whole label: stars, level, ground, registration number, address and code on a tag with two cut corners.
///
/// Laid out on a field 60 units wide and scaled to the width asked for; a test label is taller by its band.
struct LabelComposition {
    var subject: ArtworkSubject
    var matrix: QRMatrix
    var width: Double

    private static let fieldWidth = 60.0
    private static let margin = 4.2
    private static let columnWidth = 28.0
    private static let codeBox = Box(x: 33, y: 1, width: 26, height: 26)
    private static let noGuarantee = "完全な安全を保証するものではありません / no guarantee of complete security"

    private var unit: Double { width / Self.fieldWidth }
    /// How far a test label's band pushes down what stands under it.
    private var push: Double { subject.isTest ? 3.4 : 0 }
    private var fieldHeight: Double { (subject.isOfficial ? 39.6 : 41.8) + push }

    func drawing() throws(Refusal) -> Drawing {
        let origin = point(Self.codeBox.x, Self.codeBox.y)
        let module = Self.codeBox.width * unit / Double(matrix.side + 2 * QRMatrix.quietModules)
        let code = CodePlacement(matrix: matrix, origin: origin, module: module)
        try code.checkModule(drawnAt: width)
        let address = try address(under: code)
        let number = try number()
        return Drawing(
            title: "\(subject.levelCode) \(subject.registrationNumber)",
            width: width,
            height: fieldHeight * unit,
            commands: paper() + watermark() + stars() + level() + band() + number + address + footer() + [.code(code)],
            code: code
        )
    }

    private func point(_ x: Double, _ y: Double) -> Point {
        Point(x: x * unit, y: y * unit)
    }

    private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Box {
        Box(x: x * unit, y: y * unit, width: width * unit, height: height * unit)
    }

    private func text(
        _ text: String,
        _ x: Double,
        _ baseline: Double,
        size: Double,
        weight: TextLine.Weight = .regular,
        paint: Paint = .ink,
        limit: Double = Self.columnWidth
    ) -> DrawingCommand {
        // A line that is too long for its place is set smaller, so that it never runs into its neighbour.
        let ems = TextMetrics.measure(text, weight: weight).width
        let fitted = ems * size > limit ? limit / ems : size
        return .text(
            TextLine(
                text: text,
                origin: point(x, baseline),
                size: fitted * unit,
                weight: weight,
                paint: paint,
                limit: limit * unit
            )
        )
    }

    private func paper() -> [DrawingCommand] {
        let edge = 0.5
        let right = Self.fieldWidth - edge
        let bottom = fieldHeight - edge
        let cut = 2.8
        let tag = Outline.polygon([
            point(edge + cut, edge),
            point(right, edge),
            point(right, bottom),
            point(edge + cut, bottom),
            point(edge, bottom - cut),
            point(edge, edge + cut),
        ])
        return [
            .fill(.rectangle(box(0, 0, Self.fieldWidth, fieldHeight)), .paper),
            .stroke(tag, .ink, width: 0.14 * unit),
        ]
    }

    private func stars() -> [DrawingCommand] {
        let radius = 2.7
        let pitch = 6.1
        return (0..<4).map { index in
            let centre = point(Self.margin + radius + Double(index) * pitch, 7)
            if index < subject.starCount {
                return .fill(StarShape.outline(centre: centre, radius: radius * unit), .accent)
            }
            let inset = 0.12
            let outline = StarShape.outline(centre: centre, radius: (radius - inset) * unit)
            return .stroke(outline, .accent, width: 0.2 * unit)
        }
    }

    private func level() -> [DrawingCommand] {
        var commands = [text(subject.levelCode, Self.margin - 0.3, 17.3, size: 7.6, weight: .bold)]
        if !subject.assuranceJA.isEmpty {
            commands.append(text(subject.assuranceJA, Self.margin, 21.4, size: 2.35, weight: .bold))
        }
        if !subject.assuranceEN.isEmpty {
            commands.append(text(subject.assuranceEN, Self.margin, 23.9, size: 1.8))
        }
        return commands
    }

    /// The rule under the level; on a test label the band that says so.
    private func band() -> [DrawingCommand] {
        guard subject.isTest else {
            return [.fill(.rectangle(box(Self.margin, 25.6, Self.columnWidth, 0.14)), .ink)]
        }
        let middle = Self.margin + Self.columnWidth / 2
        let wording = TextLine(
            text: Watermark.wording,
            origin: point(middle, 28.15),
            size: 2.3 * unit,
            weight: .bold,
            anchor: .middle,
            paint: .paper,
            limit: (Self.columnWidth - 1) * unit
        )
        return [
            .fill(.rectangle(box(Self.margin, 25.4, Self.columnWidth, 3.8)), .ink),
            .text(wording),
        ]
    }

    private func watermark() -> [DrawingCommand] {
        guard subject.isTest else { return [] }
        // Turned by 30 degrees it stays left of the code's quiet zone.
        let wording = TextLine(
            text: Watermark.shortWording,
            origin: point(19.6, 22.6),
            size: 10.5 * unit,
            weight: .bold,
            anchor: .middle,
            paint: .tint,
            limit: 26.5 * unit,
            turn: -30
        )
        return [.text(wording)]
    }

    private func number() throws(Refusal) -> [DrawingCommand] {
        let top = 25.6 + push
        let fitting = TextFitting(weight: .bold, sizes: 1...3.3)
        guard let fit = fitting.fit(subject.registrationNumber, width: Self.columnWidth, height: 5.7) else {
            throw Refusal(
                .unprocessable,
                "The registration number is too wide to print on a label.",
                ja: "登録番号が長すぎてラベルに印字できません。",
                field: "registrationNumber"
            )
        }
        let caption = text("登録番号 / registration number", Self.margin, top + 2.5, size: 1.55)
        return [caption]
            + fit.lines.enumerated().map { index, line in
                let baseline = top + 3.35 + fit.size * (0.95 + Double(index) * fitting.leading)
                return text(line, Self.margin, baseline, size: fit.size, weight: .bold)
            }
    }

    /// Host and code in plain text, under the code and in line with its outer modules.
    private func address(under code: CodePlacement) throws(Refusal) -> [DrawingCommand] {
        let left = code.symbol.x / unit
        let width = code.symbol.width / unit
        let fitting = TextFitting(weight: .regular, sizes: 1...2.1)
        guard let fit = fitting.fit(subject.host.lowercased() + "/", width: width, height: 5) else {
            throw Refusal(
                .unprocessable,
                "The host is too long to print on a label.",
                ja: "ホスト名が長すぎてラベルに印字できません。",
                field: "host"
            )
        }
        var baseline = 27.2
        var commands: [DrawingCommand] = []
        for line in fit.lines {
            commands.append(text(line, left, baseline + fit.size * 0.88, size: fit.size, limit: width))
            baseline += fit.size * fitting.leading
        }
        commands.append(text(subject.code, left, baseline + 2.6, size: 2.9, weight: .bold, limit: width))
        return commands
    }

    private func footer() -> [DrawingCommand] {
        let span = Self.fieldWidth - 2 * Self.margin
        let top = 35.6 + push
        var commands: [DrawingCommand] = [
            .fill(.rectangle(box(Self.margin, top, span, 0.14)), .ink),
            text(Self.noGuarantee, Self.margin, top + 2.3, size: 1.5, limit: span),
        ]
        if !subject.isOfficial {
            commands.append(text(Unofficial.wording, Self.margin, top + 4.5, size: 1.5, weight: .bold, limit: span))
        }
        return commands
    }
}
