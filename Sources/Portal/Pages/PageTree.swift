/// A view as dictionaries, read by reflection once.
///
/// The templates look names up; in a struct each lookup would go through all its properties again, which is most of the
/// time a list's page takes.
enum PageTree {
    /// Texts, numbers and truths stay; nil where there is nothing.
    static func tree(_ value: Any) -> Any? {
        switch value {
        case let text as String: return text
        case let number as Int: return number
        case let truth as Bool: return truth
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { tree($0.value) }
        case .collection: return mirror.children.compactMap { tree($0.value) }
        case .struct:
            var fields: [String: Any] = [:]
            fields.reserveCapacity(mirror.children.count)
            for child in mirror.children {
                if let name = child.label, let field = tree(child.value) { fields[name] = field }
            }
            return fields
        default: return value
        }
    }
}
