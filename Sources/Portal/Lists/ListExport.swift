package import Exports
package import NIOCore
package import Registry
package import Store

/// A whole list as a file, for a browser or for the command line: the same bytes for the same question.
package struct ListExport: Sendable {
    /// What a list can be taken away as.
    package enum Format: String, CaseIterable, Sendable {
        /// UTF-8 with a mark, Japanese headers, cells guarded.
        case excelCSV = "excel.csv"
        case csv
        case json
        case ndjson
        case xlsx
        case sqlite

        var mediaType: String {
            switch self {
            case .excelCSV, .csv: "text/csv; charset=utf-8"
            case .json: "application/json; charset=utf-8"
            case .ndjson: "application/x-ndjson; charset=utf-8"
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            case .sqlite: "application/vnd.sqlite3"
            }
        }

        /// Made in a file before the first byte can go out.
        package var isFile: Bool { self == .xlsx || self == .sqlite }
    }

    /// Labels read at a time.
    static let batch = 128
    /// Batches being read or made at a time.
    private static let ahead = 3

    let store: RegistryStore
    let facts: SiteFacts
    let asking: ListAsking
    let asked: AskedMoment
    let mark: RevisionMark
    let rules: String
    let isTest: Bool
    /// The list, whole and in order.
    let ids: [UInt32]

    /// Works the question out: what it is answered from, and which labels it has.
    package init(_ question: ListQuestion, _ store: RegistryStore, _ facts: SiteFacts, at now: Moment) async throws {
        let asking = question.asking
        self.store = store
        self.facts = facts
        self.asking = asking
        asked = try await KnownAt(store: store).moment(asking, at: now)
        let whole = try await store.order(asking.query, asked)
        (ids, mark, rules, isTest) = (whole.ids, whole.mark, whole.rules, whole.isTest)
    }

    /// How many labels it has.
    package var count: Int { ids.count }

    /// What the file is called.
    package func name(_ format: Format) -> ExportName {
        ExportName("labels", ja: "ラベル一覧", day: asked.day, ending: format.rawValue)
    }

    var columns: LabelColumns {
        let isCovered = asking.query.coveredThrough != nil
        let columns = LabelColumn.allCases.filter { isCovered || ($0 != .coverage && $0 != .coverageDay) }
        return LabelColumns(columns, host: facts.host)
    }

    /// What was asked, for the file to say.
    var conditions: ConditionSheet {
        let words = ListWords.japanese
        return ConditionSheet(
            asked: asking.pairs.filter { $0.name != "on" }.map { pair in
                ConditionSheet.Line(pair.name, ja: words.title(pair.name), pair.value)
            },
            day: asked.day,
            revision: mark.revision,
            recordedAt: mark.recordedAt,
            rules: rules,
            isUnofficial: !facts.isOfficial,
            watermark: isTest ? .test : facts.isFictional ? .fictional : nil,
            operatorName: facts.operatorName(.ja),
            address: "https://" + facts.host + SearchLinks(asking, .ja).again(asked)
        )
    }

    /// Tells the text of a format, a piece at a time; `put` may wait.
    package func write(_ format: Format, _ put: (ByteBuffer) async throws -> Void) async throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 << 20)
        begin(format, &bytes)
        try await eachPart { labels, place in
            var part: [UInt8] = []
            part.reserveCapacity(labels.count * 512)
            append(labels, format, isFirst: place == 0, &part)
            return part
        } _: { part in
            bytes += part
            guard bytes.count >= 1 << 18 else { return }
            try await put(ByteBuffer(bytes: bytes))
            bytes.removeAll(keepingCapacity: true)
        }
        if format == .json { bytes += "]}\n".utf8 }
        if !bytes.isEmpty { try await put(ByteBuffer(bytes: bytes)) }
    }

    /// Every label of the list; the next batches are read while one is worked on.
    func eachBatch(_ body: ([ListedLabel]) async throws -> Void) async throws {
        try await eachPart { labels, _ in
            labels
        } _: {
            try await body($0)
        }
    }

    /// What `make` makes of each batch, in the order of the list. Some batches are read and made at the same time, so
    /// that every core has something to do; no more are held than that.
    private func eachPart<Part: Sendable>(
        _ make: @escaping @Sendable (_ labels: [ListedLabel], _ place: Int) -> Part,
        _ body: (Part) async throws -> Void
    ) async throws {
        var next = 0
        var making: [Task<Part, any Error>] = []
        // A reader that goes away stops what was begun for it.
        defer { for task in making { task.cancel() } }
        while next < ids.count || !making.isEmpty {
            while making.count < Self.ahead, next < ids.count {
                let place = next
                making.append(Task { make(try await read(from: place), place) })
                next += Self.batch
            }
            let part = try await making[0].value
            making.removeFirst()
            try await body(part)
        }
    }

    private func read(from: Int) async throws -> [ListedLabel] {
        let part = Array(ids[from..<min(from + Self.batch, ids.count)])
        let labels = try await store.listed(part, asking.query, asked)
        // A list that leaves one out in silence is worse than none.
        guard labels.count == part.count else {
            throw EngineFault(.broken, "a label of a list could not be read")
        }
        return labels
    }

    private func begin(_ format: Format, _ bytes: inout [UInt8]) {
        switch format {
        case .csv: CSVForm.plain.appendHead(columns.headers, to: &bytes)
        case .excelCSV: CSVForm.excel.appendHead(columns.headers, to: &bytes)
        case .json:
            var json = JSONWriter(capacity: 1024)
            json.object { json in
                json.object("conditions") { ListWire.conditions(asking, into: &$0) }
                json.day("day", asked.day)
                json.day("askedOn", asked.today)
                json.integer("total", Int64(ids.count))
                json.flag("unofficial", !facts.isOfficial)
                json.optional("watermark", isTest ? "test" : facts.isFictional ? "fictional" : nil)
                json.integer("revision", mark.revision)
                json.text("recordedAt", mark.recordedAt.text)
                json.text("rules", rules)
            }
            bytes += json.bytes.dropLast()
            bytes += ",\"labels\":[".utf8
        case .ndjson, .xlsx, .sqlite: break
        }
    }

    private func append(_ labels: [ListedLabel], _ format: Format, isFirst: Bool, _ bytes: inout [UInt8]) {
        switch format {
        case .csv: columns.append(labels, as: .plain, to: &bytes)
        case .excelCSV: columns.append(labels, as: .excel, to: &bytes)
        case .json, .ndjson:
            for (index, label) in labels.enumerated() {
                if format == .json, index > 0 || !isFirst { bytes.append(UInt8(ascii: ",")) }
                var json = JSONWriter(capacity: 1536)
                json.object { ListWire.entry(label, into: &$0) }
                bytes += json.bytes
                if format == .ndjson { bytes.append(UInt8(ascii: "\n")) }
            }
        case .xlsx, .sqlite: break
        }
    }
}

/// A question about many labels, read from its address.
package struct ListQuestion: Hashable, Sendable {
    let asking: ListAsking

    /// Reads a query string, as an address has it behind the question mark.
    package init(_ text: String, _ rules: Rules) throws(Refusal) {
        let source = try Query(text)
        try source.allow(only: ListAsking.conditions)
        asking = try ListAsking(source, rules)
    }
}
