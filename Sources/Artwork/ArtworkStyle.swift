import Registry

/// How a piece of artwork is to look: size, resolution, error correction, ink.
package struct ArtworkStyle: Sendable, Hashable {
    /// Which artwork: the whole label, or the two-dimensional code with no more than the lines it must carry.
    package enum Kind: String, CaseIterable, Sendable {
        case label
        case qr
    }

    /// How much of the code may be lost: `m` about 15 %, `q` about 25 % (ISO/IEC 18004, error correction levels).
    package enum ErrorCorrection: String, CaseIterable, Sendable {
        case m
        case q
    }

    /// `colour` prints ink and one indigo; `black` prints nothing but black on white.
    package enum Ink: String, CaseIterable, Sendable {
        case colour
        case black
    }

    package var kind: Kind
    /// The finished width in millimetres, within `widths(for:)`; the height follows from it.
    package var widthMillimetres: Double
    /// The least resolution of a PNG, within `resolutions`. The picture takes the next one above at which a module of
    /// the code is a whole number of pixels, at least two, and says so inside, so that it prints at its true width.
    package var dotsPerInch: Int
    package var errorCorrection: ErrorCorrection
    package var ink: Ink

    package init(
        kind: Kind = .label,
        widthMillimetres: Double = 60,
        dotsPerInch: Int = 300,
        errorCorrection: ErrorCorrection = .m,
        ink: Ink = .colour
    ) {
        self.kind = kind
        self.widthMillimetres = widthMillimetres
        self.dotsPerInch = dotsPerInch
        self.errorCorrection = errorCorrection
        self.ink = ink
    }

    /// The resolutions a PNG may be asked for, in dots per inch.
    package static let resolutions = 72...1_200

    /// The widths a kind may have, in millimetres. Below 40 mm the small lines of a label cannot be read.
    package static func widths(for kind: Kind) -> ClosedRange<Double> {
        switch kind {
        case .label: 40...300
        case .qr: 10...300
        }
    }

    /// Refuses sizes out of bounds; a not-a-number is out of bounds too.
    func check() throws(Refusal) {
        let widths = Self.widths(for: kind)
        guard widths.contains(widthMillimetres) else {
            let lower = Int(widths.lowerBound)
            let upper = Int(widths.upperBound)
            throw Refusal(
                .malformed,
                "The width must be \(lower) to \(upper) millimetres.",
                ja: "幅は\(lower)から\(upper)ミリメートルにしてください。",
                field: "width"
            )
        }
        guard Self.resolutions.contains(dotsPerInch) else {
            let lower = String(Self.resolutions.lowerBound)
            let upper = String(Self.resolutions.upperBound)
            throw Refusal(
                .malformed,
                "The resolution must be \(lower) to \(upper) dots per inch.",
                ja: "解像度は\(lower)から\(upper)dpiにしてください。",
                field: "resolution"
            )
        }
    }
}
