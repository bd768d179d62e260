import Foundation

/// JSON read by Foundation, which none of the answers under test is written by.
package enum JSONTree: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    package init(_ bytes: some Sequence<UInt8>) throws {
        let any = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
        self = JSONTree(any: any)
    }

    package init(_ text: String) throws { try self.init(text.utf8) }

    private init(any: Any) {
        switch any {
        case let object as [String: Any]: self = .object(object.mapValues { JSONTree(any: $0) })
        case let list as [Any]: self = .list(list.map { JSONTree(any: $0) })
        case let text as String: self = .text(text)
        case let number as NSNumber:
            let isFlag = String(cString: number.objCType) == "c"
            self = isFlag ? .flag(number.boolValue) : .number(number.doubleValue)
        default: self = .null
        }
    }

    /// The member of an object; nil where it is absent or this is no object.
    package subscript(_ name: String) -> JSONTree? {
        if case .object(let members) = self { return members[name] }
        return nil
    }

    package subscript(_ index: Int) -> JSONTree? {
        if case .list(let list) = self, list.indices.contains(index) { return list[index] }
        return nil
    }

    package var text: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    package var integer: Int? {
        if case .number(let number) = self { return Int(exactly: number) }
        return nil
    }

    package var flag: Bool? {
        if case .flag(let flag) = self { return flag }
        return nil
    }

    package var list: [JSONTree]? {
        if case .list(let list) = self { return list }
        return nil
    }

    package var members: [String: JSONTree]? {
        if case .object(let members) = self { return members }
        return nil
    }
}
