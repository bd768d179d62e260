import Foundation
import Registry

/// Where the data that ships with the program lies: `Data/Scheme`, `Data/Import`, `Data/Sample`.
enum DataFolder {
    /// The folder stated, else `Data` beside the current folder, else the nearest `Data` above the program.
    static func find(_ name: String, stated: String?) throws(Refusal) -> String {
        if let stated {
            guard isFolder(stated) else {
                throw Refusal(.missing, "There is no folder \(stated)", code: "noData")
            }
            return stated
        }
        for base in candidates() where isFolder(base + "/Data/" + name) { return base + "/Data/" + name }
        throw Refusal(
            .missing,
            "Data/\(name) was found neither in the current folder nor above the program; name it with a flag",
            code: "noData"
        )
    }

    private static func candidates() -> [String] {
        var folders = [FileManager.default.currentDirectoryPath]
        var url = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        if let program = Bundle.main.executableURL { url = program.resolvingSymlinksInPath() }
        while url.path != "/" && folders.count < 12 {
            url.deleteLastPathComponent()
            folders.append(url.path)
        }
        return folders
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
