import Registry
import Testing

@Suite("Scheme data is written as JSON")
struct SchemeValueTests {
    @Test(
        "values become the bytes of RFC 8259, keys in their order",
        arguments: [
            (SchemeValue.null, "null"), (.bool(true), "true"), (.int(-198_000), "-198000"), (.double(1.5), "1.5"),
            (.double(.infinity), "null"), (.string("★1"), "\"★1\""), (.list([]), "[]"), (.map([]), "{}"),
            (.string("a\"b\\c\n\t\u{1}\u{7F}<"), "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f\\u003c\""),
            (.map([.init("z", .int(1)), .init("a", .list([.null, .bool(false)]))]), "{\"z\":1,\"a\":[null,false]}"),
        ]
    )
    func json(_ value: SchemeValue, _ expected: String) {
        var bytes: [UInt8] = []
        value.json(into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }
}
