import Foundation

/// Where the tests of lists find their files.
enum ListFolders {
    /// The folder that holds `Package.swift`.
    static let root: URL = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    static let profiles = root.appending(path: "Data/Import").path
    static let sample = root.appending(path: "Data/Import/Samples/ipa-list-2026-09-15.csv")
    static let smallLedger = root.appending(path: "Tests/IntakeTests/Fixtures/ledger-small.csv")
    static let ledger = root.appending(path: "../shared/data/matter-products-2026-08-22.csv").standardized

    static func bytes(_ file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }
}
