/// What a label's address can be answered in, by `Accept` (RFC 9110 §12.5.1).
enum Medium: Hashable, Sendable {
    case page
    case json
    /// JSON-LD with schema.org's words.
    case linkedData
    /// RFC 9264.
    case linkset

    /// The machine form that weighs most, where one weighs more than a page; JSON where they weigh the same.
    init(accept: String?) {
        self = .page
        guard let accept else { return }
        var page = 0.0
        var json = 0.0
        var linkedData = 0.0
        var linkset = 0.0
        for range in accept.split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";")
            guard let type = parts.first?.trimmedBlanks.lowercased() else { continue }
            let weight = Negotiation.weight(of: parts.dropFirst())
            switch type {
            case "application/json", "application/problem+json", "application/*": json = max(json, weight)
            case "application/ld+json": linkedData = max(linkedData, weight)
            case "application/linkset+json": linkset = max(linkset, weight)
            case "text/html", "application/xhtml+xml", "text/*", "*/*": page = max(page, weight)
            default: break
            }
        }
        let most = max(json, linkedData, linkset)
        guard most > page else { return }
        self = json == most ? .json : linkedData == most ? .linkedData : .linkset
    }

    /// For what is neither a page nor the label's own JSON.
    var contentType: String {
        switch self {
        case .page: "text/html; charset=utf-8"
        case .json: "application/json; charset=utf-8"
        case .linkedData: "application/ld+json"
        case .linkset: "application/linkset+json"
        }
    }
}
