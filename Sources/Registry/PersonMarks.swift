/// What a person is known by in text that others keep: an account's name and address.
package struct PersonMarks: Hashable, Sendable {
    /// Stands where a person's name stood. The same in every language, because it is kept, not shown alone.
    package static let erased = "[erased]"
    /// Shorter names are only compared with whole fields: within a sentence they would be parts of other words.
    private static let shortest = 4

    private let name: String
    private let address: String
    /// What is looked for within sentences, the longest first.
    private let words: [String]

    package init(name: String, address: MailAddress) {
        self.name = name.nearKey
        self.address = address.key
        let bare = String(name.filter { !$0.isWhitespace })
        var words = [address.text]
        for spelling in [name, bare] where spelling.unicodeScalars.count >= Self.shortest && !words.contains(spelling) {
            words.append(spelling)
        }
        self.words = words.filter { !$0.isEmpty }
    }

    package init(_ account: Account) { self.init(name: account.name, address: account.address) }

    /// Whether a whole field is the name, however it is spaced and whatever its width and case.
    package func isName(_ text: String) -> Bool { !name.isEmpty && text.nearKey == name }

    /// Whether a whole field is the address.
    package func isAddress(_ text: String) -> Bool {
        !address.isEmpty && text.trimmedBlanks.lowercased() == address
    }

    /// Whether a text names the person anywhere.
    package func isNamed(in text: String) -> Bool { isName(text) || without(text) != text }

    /// Whether a text ends with the name, as the line of a signature does.
    package func isSignature(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.indices.contains { isName(words[$0...].joined()) }
    }

    /// A text in which nothing names the person any more; all else of it stays as it is.
    package func without(_ text: String) -> String {
        guard !text.isEmpty else { return text }
        if isName(text) { return Self.erased }
        return words.reduce(text) { Self.replace($1, in: $0) }
    }

    /// Upper and lower case are the same here, as they are to mail servers.
    private static func replace(_ word: String, in text: String) -> String {
        let sought = word.map { $0.lowercased() }
        let given = Array(text)
        guard given.count >= sought.count else { return text }
        let folded = given.map { $0.lowercased() }
        var result = ""
        var place = 0
        var isChanged = false
        while place < given.count {
            if place + sought.count <= given.count, folded[place] == sought[0],
                folded[place..<place + sought.count].elementsEqual(sought)
            {
                result += erased
                place += sought.count
                isChanged = true
            } else {
                result.append(given[place])
                place += 1
            }
        }
        // What is not changed keeps its bytes.
        return isChanged ? result : text
    }
}

extension ApplicationDraft {
    /// Takes a person out of what was stated: as its contact, its declarant and, by address or name, in its sentences.
    ///
    /// - Parameter isOwn: it is an application of the person's own organisation; in others' applications the address
    ///   alone tells who is meant, because people share names.
    package mutating func erase(_ person: PersonMarks, isOwn: Bool) {
        if person.isAddress(contact.address) || isOwn && person.isName(contact.name) {
            contact = Contact(name: PersonMarks.erased, address: "", telephone: "")
        }
        guard isOwn else { return }
        if let declaration, person.isName(declaration.name) { self.declaration?.name = PersonMarks.erased }
        manufacturer.erase(person)
        newHolder?.erase(person)
        checklist = checklist.mapValues { ChecklistAnswer($0.statement, evidence: person.without($0.evidence)) }
        remark = person.without(remark)
    }
}

extension Manufacturer {
    /// Takes a person's own address out of the contacts of a company, as an application states them. What a label says
    /// in public is not touched by it.
    fileprivate mutating func erase(_ person: PersonMarks) {
        publicContact = person.isNamed(in: publicContact) ? "" : publicContact
        vulnerabilityContact = person.isNamed(in: vulnerabilityContact) ? "" : vulnerabilityContact
    }
}

extension Application {
    /// Takes a person out of an application as it is now: the draft, the names of its files, and what was written to
    /// each other about it. States, numbers, days, accounts and money stay.
    package mutating func erase(_ person: PersonMarks, isOwn: Bool) {
        draft.erase(person, isOwn: isOwn)
        guard isOwn else { return }
        documents.erase(person)
        if let text = correction?.text { correction?.text = person.without(text) }
        if let text = recommendation?.text { recommendation?.text = person.without(text) }
        if let text = waiver?.reason { waiver?.reason = person.without(text) }
        reason = person.without(reason)
    }
}

extension [ApplicationDocument] {
    /// Takes a person out of the names of files. Their bytes stay: nobody searches them.
    package mutating func erase(_ person: PersonMarks) {
        for place in indices { self[place].name = person.without(self[place].name) }
    }
}

extension Account {
    /// Its personal fields were erased; its number and what it did stay.
    package var isErased: Bool { address.text.isEmpty }
}

/// What may be erased, and why.
package enum Erasing {
    /// Characters of a reason, at most.
    package static let longestReason = 200

    /// Reads a reason, which stays in the diary for good and so must not name the person.
    ///
    /// - Throws: `malformed` where it is empty or too long, or tells name or address.
    package static func reason(_ text: String, _ person: PersonMarks) throws(Refusal) -> String {
        let reason = text.cleaned.text
        guard (1...longestReason).contains(reason.unicodeScalars.count) else {
            throw Refusal(
                .malformed,
                "State the reason in 1 to \(longestReason) characters",
                ja: "理由を1〜\(longestReason)文字で入力してください",
                field: "reason",
                code: "noReason"
            )
        }
        guard !person.isNamed(in: reason) else {
            throw Refusal(
                .malformed,
                "The reason stays in the diary; it must not hold the name or the address",
                ja: "理由は記録簿に残ります。氏名やメールアドレスを書かないでください",
                field: "reason",
                code: "personInReason"
            )
        }
        return reason
    }

    /// Whether an organisation can do without an account that is its administrator.
    ///
    /// - Parameters:
    ///   - others: administrators besides it that are in use.
    ///   - hasOpen: an application of the organisation has not ended.
    /// - Throws: `conflict` for the operator's last administrator always, for a manufacturer's while it applies.
    package static func check(_ account: Account, others: Int, hasOpen: Bool) throws(Refusal) {
        guard account.state == .active, others == 0 else { return }
        switch account.organisation.side {
        case .operator where account.roles.contains(.administrator):
            throw Refusal.lastAdministrator
        case .manufacturer where account.roles.contains(.manufacturerAdministrator) && hasOpen:
            throw Refusal.lastAdministrator
        default: return
        }
    }
}

extension Refusal {
    /// Nobody would be left to administer an organisation.
    package static let lastAdministrator = Refusal(
        .conflict,
        "Nobody else administers this organisation; name another administrator first",
        ja: "ほかに管理者がいません。先に別の管理者を決めてください",
        code: "lastAdministrator"
    )
}
