import Registry

/// Files that are taken: by what they are, which their first bytes and their ending must both say.
enum DocumentCheck {
    /// Bytes of one file, at most.
    static let limit = 10 << 20

    /// What a browser offers to choose.
    static let accept = ".pdf,.png,.jpg,.jpeg,.xlsx,.docx,.txt,.csv"

    private static let marks: [(endings: [String], begins: [UInt8])] = [
        (["pdf"], Array("%PDF-".utf8)),
        (["png"], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        (["jpg", "jpeg"], [0xFF, 0xD8, 0xFF]),
        (["xlsx", "docx"], [0x50, 0x4B, 0x03, 0x04]),
    ]

    /// The name a file is kept under.
    ///
    /// - Throws: `tooLarge`, or `unprocessable` for a kind that is not taken or is not what its name says.
    static func check(_ bytes: [UInt8], name: String) throws(Refusal) -> String {
        let last = name.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last.map { String($0) } ?? ""
        let kept = last.cleaned.text
        guard !bytes.isEmpty, !kept.isEmpty else {
            throw Refusal(.malformed, "Choose a file", ja: "ファイルを選んでください", field: "file", code: "noFile")
        }
        guard bytes.count <= limit else {
            throw Refusal(
                .tooLarge,
                "A file has at most \(limit >> 20) MiB",
                ja: "ファイルは\(limit >> 20)MiBまでです",
                field: "file",
                code: "bodyTooLarge"
            )
        }
        guard kept.unicodeScalars.count <= 200 else {
            throw Refusal(.malformed, "The file's name is too long", ja: "ファイル名が長すぎます", field: "file", code: "tooLong")
        }
        let ending = kept.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if ["txt", "csv"].contains(ending) {
            guard !bytes.contains(0) else { throw unlike(ending) }
            return kept
        }
        guard let mark = marks.first(where: { $0.endings.contains(ending) }) else {
            throw Refusal(
                .unprocessable,
                "Files of this kind are not taken; send PDF, PNG, JPEG, XLSX, DOCX, TXT or CSV",
                ja: "この種類のファイルは受け付けません。PDF、PNG、JPEG、XLSX、DOCX、TXT、CSV のいずれかにしてください",
                field: "file",
                code: "wrongType"
            )
        }
        guard bytes.starts(with: mark.begins) else { throw unlike(ending) }
        return kept
    }

    private static func unlike(_ ending: String) -> Refusal {
        Refusal(
            .unprocessable,
            "The file is not what its name says (.\(ending.prefix(10)))",
            ja: "ファイルの中身が名前（.\(ending.prefix(10))）と合いません",
            field: "file",
            code: "unlikeItsName"
        )
    }
}
