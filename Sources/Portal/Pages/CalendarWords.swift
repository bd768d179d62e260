/// The words of the calendar's secret address. Easy Japanese speaks as Japanese does here.
struct CalendarWords: Sendable {
    var calendarTitle: String
    var calendarLead: String
    var calendarSecret: String
    var calendarMade: String
    var calendarICS: String
    var calendarAtom: String
    var calendarOnce: String
    var calendarNone: String
    var calendarMake: String
    var calendarSince: String
    var calendarUsed: String
    var calendarUnused: String
    var calendarReplace: String
    var calendarReplaceLead: String
    var calendarEnd: String
    var calendarEnded: String

    static func words(_ language: Language) -> CalendarWords { language == .en ? english : japanese }

    static let japanese = CalendarWords(
        calendarTitle: "カレンダーとフィード",
        calendarLead: "組織のラベルの有効期限、申請の補正とお支払いの期限を、Outlook、Google、Appleなどのカレンダーで読めます。起きたことはフィードで読めます。",
        calendarSecret:
            "アドレスを知っている人は、サインインせずに読めます。製品名は、公開されたラベルのものだけを示します。アドレスを外部のサービスに登録すると、その内容はそのサービスにも渡ります。",
        calendarMade: "新しいアドレス",
        calendarICS: "カレンダー（iCalendar）",
        calendarAtom: "フィード（Atom）",
        calendarOnce: "アドレスは、ここで一度だけ表示します。カレンダーの「URLで追加」に貼り付けてください。なくしたときは、新しいアドレスに交換できます。",
        calendarNone: "アドレスはまだありません。",
        calendarMake: "アドレスを作る",
        calendarSince: "作成",
        calendarUsed: "最後の利用",
        calendarUnused: "まだ使われていません",
        calendarReplace: "新しいアドレスに交換する",
        calendarReplaceLead: "前のアドレスはすぐに使えなくなります。登録したカレンダーに、新しいアドレスを貼り付け直してください。",
        calendarEnd: "アドレスを無効にする",
        calendarEnded: "アドレスを無効にしました。"
    )

    static let english = CalendarWords(
        calendarTitle: "Calendar and feed",
        calendarLead:
            "Outlook, Google, Apple and other calendars can show when your organisation's labels end, and by when corrections and payments of its applications are due. A feed tells what happened.",
        calendarSecret:
            "Whoever knows the address reads it without signing in. Products are named only where a label made them public. A service you give the address to gets what it says.",
        calendarMade: "The new address",
        calendarICS: "Calendar (iCalendar)",
        calendarAtom: "Feed (Atom)",
        calendarOnce:
            "The address is shown here once. Paste it where your calendar adds one by its URL. If you lose it, replace it by another.",
        calendarNone: "There is no address yet.",
        calendarMake: "Make an address",
        calendarSince: "Made",
        calendarUsed: "Last used",
        calendarUnused: "Not used yet",
        calendarReplace: "Replace it by a new address",
        calendarReplaceLead: "The former one stops at once. Paste the new one wherever a calendar used it.",
        calendarEnd: "End the address",
        calendarEnded: "The address has ended."
    )
}
