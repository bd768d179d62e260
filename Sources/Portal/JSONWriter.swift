import Registry

/// Writes JSON bytes in the order they are said: stable bytes, no reflection, `/` and `<` safe inside a page.
struct JSONWriter {
    var pen: Pen
    private var needsComma = false

    init(capacity: Int = 2048) {
        self.init(pen: Pen(capacity: capacity))
    }

    init(pen: Pen) {
        self.pen = pen
    }

    var bytes: [UInt8] { pen.bytes }

    mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    mutating func object(_ key: StaticString, _ body: (inout JSONWriter) -> Void) {
        self.key(key)
        object(body)
    }

    mutating func list<Value>(
        _ key: StaticString,
        _ values: some Sequence<Value>,
        _ each: (inout JSONWriter, Value) -> Void
    ) {
        self.key(key)
        open(UInt8(ascii: "["))
        for value in values { each(&self, value) }
        close(UInt8(ascii: "]"))
    }

    mutating func text(_ key: StaticString, _ text: String) {
        self.key(key)
        value(text)
    }

    /// A word of a closed vocabulary, or text that very many answers begin with; in need of no escape.
    mutating func word(_ key: StaticString, _ word: String, then text: String = "") {
        self.key(key)
        comma()
        pen.sign(UInt8(ascii: "\""))
        pen.piece(Array(word.utf8))
        if !text.isEmpty { pen.raw { $0.append(contentsOf: text.utf8) } }
        pen.sign(UInt8(ascii: "\""))
    }

    /// Empty text is answered as null: not stated.
    mutating func stated(_ key: StaticString, _ text: String) {
        self.key(key)
        if text.isEmpty { null() } else { value(text) }
    }

    mutating func optional(_ key: StaticString, _ text: String?) {
        self.key(key)
        if let text { value(text) } else { null() }
    }

    mutating func day(_ key: StaticString, _ day: Day?) {
        self.key(key)
        if let day, day > .ever, day < .far { value(day.text) } else { null() }
    }

    mutating func integer(_ key: StaticString, _ number: Int64) {
        self.key(key)
        comma()
        pen.raw { $0.append(contentsOf: String(number).utf8) }
    }

    mutating func flag(_ key: StaticString, _ flag: Bool) {
        self.key(key)
        comma()
        pen.markup(flag ? "true" : "false")
    }

    mutating func none(_ key: StaticString) {
        self.key(key)
        null()
    }

    /// Bytes that are JSON already.
    mutating func raw(_ key: StaticString, _ write: (inout [UInt8]) -> Void) {
        self.key(key)
        comma()
        pen.raw(write)
    }

    /// An object of texts whose names are known only when it is written, in the order given.
    mutating func texts(_ key: StaticString, _ members: [(name: String, text: String)]) {
        object(key) { json in
            for member in members {
                json.value(member.name)
                json.pen.sign(UInt8(ascii: ":"))
                json.needsComma = false
                json.value(member.text)
            }
        }
    }

    mutating func key(_ key: StaticString) {
        comma()
        pen.sign(UInt8(ascii: "\""))
        pen.markup(key)
        pen.markup("\":")
        needsComma = false
    }

    mutating func value(_ text: String) {
        comma()
        pen.sign(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in pen.raw { Self.append(escaping: utf8, to: &$0) } }
        pen.sign(UInt8(ascii: "\""))
    }

    static func append(escaping utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x3C {
            bytes.append(contentsOf: utf8[start..<index])
            start = index + 1
            switch byte {
            case 0x22: bytes.append(contentsOf: "\\\"".utf8)
            case 0x5C: bytes.append(contentsOf: "\\\\".utf8)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            default:
                let hex = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(hex[Int(byte >> 4)])
                bytes.append(hex[Int(byte & 15)])
            }
        }
        bytes.append(contentsOf: utf8[start...])
    }

    private mutating func null() {
        comma()
        pen.markup("null")
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        pen.sign(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        pen.sign(bracket)
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { pen.sign(UInt8(ascii: ",")) }
        needsComma = true
    }
}
