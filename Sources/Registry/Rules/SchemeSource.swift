/// Where facts of the scheme data come from.
package struct SchemeSource: Hashable, Sendable {
    /// The key rows name, for instance `IPA-appl`.
    package var id: String
    package var title: String
    /// May be empty: described by others only.
    package var addresses: [String]
    package var note: String?

    package init(id: String, title: String, addresses: [String], note: String?) {
        self.id = id
        self.title = title
        self.addresses = addresses
        self.note = note
    }
}
