import Registry

/// A piece of a scheme file and the line it stands on.
struct SchemeNode: Sendable {
    indirect enum Content: Sendable {
        case null
        case bool(Bool)
        case int(Int)
        case double(Double)
        case string(String)
        case list([SchemeNode])
        case map([Entry])
    }

    struct Entry {
        var key: String
        var line: Int
        var node: SchemeNode
    }

    var line: Int
    var content: Content

    /// The node under a key, or nil.
    subscript(key: String) -> SchemeNode? {
        guard case .map(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.node
    }

    var text: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }

    var number: Int? {
        guard case .int(let number) = content else { return nil }
        return number
    }

    var flag: Bool? {
        guard case .bool(let flag) = content else { return nil }
        return flag
    }

    var list: [SchemeNode] {
        guard case .list(let items) = content else { return [] }
        return items
    }

    var isNull: Bool {
        guard case .null = content else { return false }
        return true
    }

    /// What it is, as a fault calls it.
    var description: String {
        switch content {
        case .null: "null"
        case .bool: "true or false"
        case .int: "a whole number"
        case .double: "a decimal number"
        case .string: "text"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The same without lines.
    var value: SchemeValue {
        switch content {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .int(number)
        case .double(let number): .double(number)
        case .string(let text): .string(text)
        case .list(let items): .list(items.map(\.value))
        case .map(let entries): .map(entries.map { .init($0.key, $0.node.value) })
        }
    }
}
