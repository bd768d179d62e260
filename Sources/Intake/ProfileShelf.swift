import Foundation
package import Registry

/// The folder that import profiles stand in, one YAML file each.
package struct ProfileShelf: Sendable {
    /// Largest profile, in bytes.
    static let fileLimit = 64 << 10

    /// Path of the folder.
    package var folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// Names of the profiles, sorted.
    package var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.filter(ImportProfile.isName)
            .sorted()
    }

    /// The profile of a name.
    ///
    /// Throws `.missing` for a name that has no file, and `.malformed` with file, line and reason for a broken one.
    package func profile(_ name: String) throws(Refusal) -> ImportProfile {
        guard ImportProfile.isName(name), names.contains(name) else {
            throw Refusal(
                .missing,
                "There is no import profile \"\(name.prefix(64))\"; there are: \(names.joined(separator: ", "))",
                field: "profile",
                code: "unknownProfile"
            )
        }
        let file = "\(name).yaml"
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)"), data.count <= Self.fileLimit,
            let yaml = String(validating: data, as: UTF8.self)
        else {
            throw Refusal(
                .malformed,
                "\(file): not a readable text of at most \(Self.fileLimit) bytes",
                field: "profile",
                code: "brokenProfile"
            )
        }
        do throws(ProfileFault) {
            let profile = try ImportProfile.read(yaml: yaml, file: file)
            guard profile.name == name else {
                throw ProfileFault(file: file, line: nil, reason: "the profile calls itself \"\(profile.name)\"")
            }
            return profile
        } catch {
            throw Refusal(.malformed, error.description, field: "profile", code: "brokenProfile")
        }
    }
}
