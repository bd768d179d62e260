import Registry

/// The drawn signs of the pages, inline SVG without style attributes.
///
/// Every standing has a shape of its own: filled star, hourglass, barred circle, returned arrow, crossed circle, and
/// a rising sun, a dashed circle and a question mark for the rest. The circle of a lapsed label is barred because an
/// empty one (maru) means "right" in Japan.
enum PageIcon {
    /// A bellflower star in a 24 × 24 box: the shape that the tag's artwork is drawn from as well.
    static let starPath =
        "M12 1.6Q13.8 3.8 15.2 8.2Q19.8 8.1 22.5 9.2Q20.9 11.6 17.2 14.3Q18.7 18.6 18.5 21.5Q15.7 20.8 12 18.1"
        + "Q8.3 20.8 5.5 21.5Q5.3 18.6 6.8 14.3Q3.1 11.6 1.5 9.2Q4.2 8.1 8.8 8.2Q10.2 3.8 12 1.6z"

    /// The sign of a standing, hidden from readers of the page by ear: the words beside it say the same.
    static func standing(_ standing: Standing) -> String {
        let shape =
            switch standing {
            case .valid: "<path d=\"\(starPath)\" fill=\"currentColor\" stroke=\"none\"/>"
            case .grace:
                "<path d=\"M6 3h12M6 21h12M7.5 3c0 5 4.5 6 4.5 9s-4.5 4-4.5 9M16.5 3c0 5-4.5 6-4.5 9s4.5 4 4.5 9\"/>"
            case .lapsed: "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M7.8 12h8.4\"/>"
            case .withdrawn: "<path d=\"M5 8.5h9a5.2 5.2 0 0 1 0 10.4H7M9.3 4.2 5 8.5l4.3 4.3\"/>"
            case .revoked: "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"m8.3 8.3 7.4 7.4m0-7.4-7.4 7.4\"/>"
            case .notYetValid:
                "<path d=\"M2.5 18h19M6.5 18a5.5 5.5 0 0 1 11 0M12 5v4M4.6 9.2l2.2 2.2M19.4 9.2l-2.2 2.2\"/>"
            case .provisional: "<circle cx=\"12\" cy=\"12\" r=\"8.5\" stroke-dasharray=\"3.4 3.3\"/>"
            case .unknownStatus: "<path d=\"M8.3 8.6a3.8 3.8 0 1 1 5.9 3.3c-1.5 1-2.2 1.7-2.2 3.5M12 19.6v.4\"/>"
            }
        return drawn(shape)
    }

    /// Four corners around nothing.
    static let unknownNumber = drawn("<path d=\"M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5\"/>")
    /// A caret under a slip.
    static let malformedNumber = drawn("<path d=\"M3 8.5h5M16 8.5h5M8.5 20l3.5-4 3.5 4M12 6v5\"/>")
    /// A broken line.
    static let unconfirmed = drawn("<path d=\"M2.5 12h5l2-3M14.5 15l2-3h5M11 19l2-14\"/>")

    private static func drawn(_ shape: String) -> String {
        "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\" "
            + "stroke-linecap=\"round\" stroke-linejoin=\"round\">\(shape)</svg>"
    }

    /// Four stars in a row, the first `count` filled; `label` says the number.
    static func stars(_ count: Int, label: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.markup(
            "<svg viewBox=\"0 0 102 24\" role=\"img\" stroke=\"currentColor\" stroke-width=\"1.5\" aria-label=\""
        )
        bytes.text(label)
        bytes.markup("\"><defs><path id=\"s\" d=\"")
        bytes.text(starPath)
        bytes.markup("\"/></defs>")
        for index in 0..<4 {
            bytes.markup("<use href=\"#s\" x=\"")
            bytes.number(index * 26)
            bytes.markup("\" fill=\"")
            bytes.text(index < count ? "currentColor" : "none")
            bytes.markup("\"/>")
        }
        bytes.markup("</svg>")
        return bytes
    }
}
