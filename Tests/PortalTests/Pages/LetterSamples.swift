import Registry

@testable import Portal
@testable import Store

/// What the page of letters shows, with every part of it.
enum LetterSamples {
    private static func letter(_ id: Int64) -> KeptLetter {
        KeptLetter(
            id: id,
            messageID: "x",
            letter: Letter(.digest, to: MailAddress(checked: "x@example.jp"), .ja, facts: [:]),
            state: .dead,
            queuedAt: Moment(milliseconds: 0),
            dueAt: Moment(milliseconds: 0),
            attempts: 1,
            outcome: "reply 550",
            settledAt: Moment(milliseconds: 0)
        )
    }

    private static func notice(_ id: Int64) -> Notice {
        Notice(
            id: id,
            number: RegistrationNumber(checked: "T/1 登録"),
            milestone: .before(30),
            heldUntil: Day(number: 20_000),
            channel: .office,
            address: "",
            state: .waiting,
            letter: nil,
            madeAt: Moment(milliseconds: 0),
            settledAt: nil
        )
    }

    static var letters: PageView.LettersView {
        var view = PageView.LettersView(
            Backlog(waiting: 3, dead: 2, oldest: nil, held: 1, fault: "x"),
            [letter(1), letter(2)],
            [notice(1), notice(2)],
            limit: 1,
            .ja
        )
        (view.done, view.fault) = ("x", "x")
        return view
    }
}
