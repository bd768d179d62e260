import Registry
import Store

/// The JSON of a list.
enum ListWire {
    static func bytes(_ answer: ListAnswer, _ setting: LabelWire.Setting, isTest: Bool) -> [UInt8] {
        var json = JSONWriter(capacity: 2048 + answer.list.labels.count * 1536)
        json.object { json in
            json.object("conditions") { conditions(answer.asking, into: &$0) }
            json.day("day", answer.asked.day)
            json.day("askedOn", answer.asked.today)
            if !answer.asking.query.text.isEmpty {
                // Words are looked for in what is current, whatever the revision asked for.
                json.text("wordsAsOf", "current")
            }
            json.integer("total", Int64(answer.list.total))
            json.list("labels", answer.list.labels) { json, label in
                json.object { entry(label, into: &$0) }
            }
            json.object("counts") { counts(answer.list.facets, into: &$0) }
            json.optional("next", answer.next.map { Self.next($0, answer.asking, setting.host) })
            json.flag("unofficial", !setting.isOfficial)
            json.optional("watermark", isTest ? "test" : setting.isFictional ? "fictional" : nil)
            json.integer("revision", answer.list.mark.revision)
            json.text("recordedAt", answer.list.mark.recordedAt.text)
            json.text("rules", answer.list.rules)
        }
        return json.bytes
    }

    /// One label of a list: the label itself, and what was asked of it.
    static func entry(_ label: ListedLabel, into json: inout JSONWriter) {
        LabelWire.write(label.answer, into: &json)
        LabelWire.write(label.coverage, into: &json)
    }

    static func next(_ cursor: ListCursor, _ asking: ListAsking, _ host: String) -> String {
        let address = asking.address
        return "https://\(host)/api/v1/labels?" + (address.isEmpty ? "" : address + "&")
            + "limit=\(asking.limit)&cursor=\(cursor.text)"
    }

    /// What was asked, spelt in the one way; a parameter that may be given repeatedly is a list.
    static func conditions(_ asking: ListAsking, into json: inout JSONWriter) {
        let query = asking.query
        json.stated("q", query.text)
        json.optional("levelAtLeast", query.levelAtLeast?.code)
        json.list("standing", Standing.allCases.filter(query.standings.contains)) { $0.value($1.rawValue) }
        json.optional("assurance", query.assurance?.rawValue)
        json.list("category", query.categories.sorted()) { $0.value($1.isEmpty ? "none" : $1) }
        json.list("manufacturer", query.manufacturers.sorted()) { $0.value($1) }
        json.list("country", query.countries.sorted()) { $0.value($1.isEmpty ? "none" : $1) }
        json.list("criteria", query.criteria.sorted()) { $0.value($1.isEmpty ? "none" : $1) }
        json.day("issuedFrom", query.issuedFrom)
        json.day("issuedTo", query.issuedTo)
        if let days = query.expiringWithin {
            json.integer("expiringWithin", Int64(days))
        } else {
            json.none("expiringWithin")
        }
        json.day("on", asking.on)
        json.day("coveredThrough", query.coveredThrough)
        json.list("coverage", Coverage.Word.allCases.filter { query.listedCoverages?.contains($0) ?? false }) {
            $0.value($1.rawValue)
        }
        json.optional("knownAt", asking.knownAt)
        json.list("sort", query.sort) { $0.value($1.text) }
    }

    private static func counts(_ facets: ListFacets, into json: inout JSONWriter) {
        func list<Value>(
            _ key: StaticString,
            _ counts: [ListFacets.Count<Value>],
            into json: inout JSONWriter,
            _ text: @escaping (Value) -> String
        ) {
            json.list(key, counts) { json, count in
                json.object {
                    $0.text("value", text(count.value))
                    $0.integer("labels", Int64(count.labels))
                }
            }
        }
        list("level", facets.levels, into: &json) { $0.code }
        list("standing", facets.standings, into: &json) { $0.rawValue }
        list("assurance", facets.assurances, into: &json) { $0.rawValue }
        list("category", facets.categories, into: &json) { $0.isEmpty ? "none" : $0 }
        list("country", facets.countries, into: &json) { $0.isEmpty ? "none" : $0 }
        list("criteria", facets.criteria, into: &json) { $0.isEmpty ? "none" : $0 }
        list("coverage", facets.coverages, into: &json) { $0.rawValue }
        json.list("manufacturer", facets.manufacturers) { json, count in
            json.object {
                $0.text("value", count.value.key)
                $0.stated("nameJa", count.value.nameJA)
                $0.stated("nameEn", count.value.nameEN)
                $0.integer("labels", Int64(count.labels))
            }
        }
        json.integer("manufacturers", Int64(facets.manufacturerCount))
    }
}
