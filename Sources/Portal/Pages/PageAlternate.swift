/// The same as a page in another form, for programs that look in its head.
struct PageAlternate: Sendable {
    /// A media type.
    var type: String
    /// What a program calls it.
    var title: String
    /// A path of this portal.
    var href: String

    func write(into out: inout [UInt8]) {
        out.markup("<link rel=\"alternate\" type=\"")
        out.text(type)
        out.markup("\" title=\"")
        out.text(title)
        out.markup("\" href=\"")
        out.text(href)
        out.markup("\"/>")
    }
}
