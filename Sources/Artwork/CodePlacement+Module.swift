import Registry

extension CodePlacement {
    /// The smallest module telephones of all ages read from a printed surface, in millimetres.
    static let smallestModule = 0.33

    /// Refuses a code whose modules are too small to scan, and says what width would do.
    func checkModule(drawnAt width: Double) throws(Refusal) {
        // Sizes are compared as they are printed: a thousandth of a millimetre is below any press.
        guard module < Self.smallestModule - 0.000_5 else { return }
        let needed = Int((width * Self.smallestModule / module).rounded(.up))
        throw Refusal(
            .unprocessable,
            "At this width a module of the code would be smaller than 0.33 mm; choose at least \(needed) mm.",
            ja: "この幅ではコードの1モジュールが0.33ミリメートルより小さくなります。幅を\(needed)ミリメートル以上にしてください。",
            field: "width"
        )
    }
}
