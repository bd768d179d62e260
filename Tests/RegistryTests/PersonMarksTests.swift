import Registry
import Testing

@Suite("what a person is known by")
struct PersonMarksTests {
    private let person = PersonMarks(name: "山田 花子", address: MailAddress(checked: "Hanako.Y@example.jp"))

    @Test(
        "name and address are taken out of sentences, and nothing else of them changes",
        arguments: [
            ("", ""), ("Ask 山田 花子.", "Ask [erased]."), ("山田花子様", "[erased]様"), ("山田　花子", "[erased]"),
            ("<HANAKO.Y@EXAMPLE.JP>", "<[erased]>"), ("山田 太郎", "山田 太郎"), ("x.hanako.y@example.jpn", "x.[erased]n"),
            ("a\u{301}  b\r\n", "a\u{301}  b\r\n"), ("山田 花子, hanako.y@example.jp", "[erased], [erased]"),
        ]
    )
    func sentences(_ text: String, _ left: String) {
        #expect(Array(person.without(text).utf8) == Array(left.utf8))
        #expect(person.isNamed(in: text) == (text != left))
        #expect(person.without(left) == left)
    }

    @Test("a short name is no part of other words, and still a whole field")
    func short() {
        let an = PersonMarks(name: "An", address: MailAddress(checked: "an@example.jp"))
        #expect(an.without("Another answer") == "Another answer")
        #expect(an.without("AN") == PersonMarks.erased && an.isName(" an "))
        #expect(an.isSignature("Director An") && !an.isSignature("Director Susan"))
    }

    @Test("a signature ends with the name, however it is spaced")
    func signatures() {
        for text in ["部長 山田 花子", "部長 山田花子", "山田　花子"] { #expect(person.isSignature(text), "\(text)") }
        for text in ["山田 花子 様", "部長 花子", ""] { #expect(!person.isSignature(text), "\(text)") }
    }

    @Test("no name is nobody's")
    func nameless() {
        let nobody = PersonMarks(name: "", address: MailAddress(checked: ""))
        for text in ["", " ", "-", "x"] {
            #expect(!nobody.isName(text) && !nobody.isAddress(text) && nobody.without(text) == text)
        }
    }

    @Test(
        "who may be spared by an organisation",
        arguments: [
            (Role.administrator, 0, false, false), (Role.administrator, 1, true, true), (Role.reviewer, 0, true, true),
            (Role.manufacturerAdministrator, 0, true, false), (Role.manufacturerAdministrator, 0, false, true),
            (Role.manufacturerAdministrator, 2, true, true), (Role.manufacturerMember, 0, true, true),
            (Role.laboratory, 0, true, true),
        ]
    )
    func administrators(_ role: Role, _ others: Int, _ hasOpen: Bool, _ isLet: Bool) {
        var account = Account(
            id: 1,
            address: MailAddress(checked: "a@example.jp"),
            name: "a",
            language: .ja,
            organisation: Organisation(side: role.side, nameJA: "", nameEN: "x"),
            roles: [role]
        )
        #expect(((try? Erasing.check(account, others: others, hasOpen: hasOpen)) != nil) == isLet)
        account.state = .closed
        #expect((try? Erasing.check(account, others: others, hasOpen: hasOpen)) != nil)
    }
}
