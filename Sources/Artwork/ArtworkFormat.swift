/// The file formats artwork leaves in.
package enum ArtworkFormat: String, CaseIterable, Sendable {
    case svg
    case pdf
    case png

    /// The media type as registered with IANA.
    package var mediaType: String {
        switch self {
        case .svg: "image/svg+xml"
        case .pdf: "application/pdf"
        case .png: "image/png"
        }
    }

    /// The file name's ending, without the dot.
    package var fileExtension: String { rawValue }
}
