/// One file of the scheme data as a whole, overlay rows put in place.
package struct SchemeDocument: Hashable, Sendable {
    /// The file name without `.yaml`, for instance `levels`.
    package var name: String
    /// The day up to which its facts are known.
    package var asOf: Day
    package var tree: SchemeValue

    package init(name: String, asOf: Day, tree: SchemeValue) {
        self.name = name
        self.asOf = asOf
        self.tree = tree
    }
}
