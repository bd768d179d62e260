/// What somebody says is wrong about a label, and what would be right.
package struct CorrectionReport: Hashable, Sendable {
    /// Code or number as it was typed.
    package var subject: String
    /// What is wrong.
    package var says: String
    /// What would be right; empty where it is not known.
    package var proposes: String
    /// Where that can be seen; empty for none.
    package var source: String
    /// How to reach whoever asked; empty where not left.
    package var contact: String
    /// The registration number may be published with the answer.
    package var mayName: Bool
    /// The language of the form.
    package var language: String

    package init(
        subject: String,
        says: String,
        proposes: String = "",
        source: String = "",
        contact: String = "",
        mayName: Bool = false,
        language: String = "ja"
    ) {
        self.subject = subject
        self.says = says
        self.proposes = proposes
        self.source = source
        self.contact = contact
        self.mayName = mayName
        self.language = language
    }

    /// The longest text, in characters.
    package static let textLimit = 2000
    /// The longest source and contact.
    package static let lineLimit = 500
    /// The longest mail address (RFC 5321 §4.5.3.1.3).
    package static let contactLimit = 254

    /// What keeps it from being taken, field by field. Whether the label is known is asked elsewhere.
    package var faults: [Refusal] {
        var faults: [Refusal] = []
        if subject.isEmpty {
            faults.append(
                Refusal(
                    .malformed,
                    "Name the label by its code or registration number",
                    ja: "コードか登録番号を入力してください",
                    field: "subject",
                    code: "noSubject"
                )
            )
        }
        if says.isEmpty {
            faults.append(
                Refusal(
                    .malformed,
                    "Write what is wrong",
                    ja: "どこが違うかを書いてください",
                    field: "says",
                    code: "noText"
                )
            )
        }
        let bounded = [
            ("says", says, Self.textLimit), ("proposes", proposes, Self.textLimit), ("source", source, Self.lineLimit),
        ]
        for (field, text, limit) in bounded where text.unicodeScalars.count > limit {
            faults.append(
                Refusal(
                    .malformed,
                    "This is longer than \(limit) characters",
                    ja: "\(limit)文字までです",
                    field: field,
                    code: "tooLong"
                )
            )
        }
        let isReachable =
            contact.isEmpty
            || contact.contains("@") && contact.unicodeScalars.count <= Self.contactLimit
                && !contact.unicodeScalars.contains(where: \.isUnprintable)
        if !isReachable {
            faults.append(
                Refusal(
                    .malformed,
                    "Check the form of the mail address",
                    ja: "メールアドレスの形を確かめてください",
                    field: "contact",
                    code: "malformedContact"
                )
            )
        }
        return faults
    }
}
