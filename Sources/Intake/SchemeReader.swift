import Dispatch
import FoundationEssentials
package import Registry
import Synchronization

/// What reading a scheme folder yields.
package struct SchemeReading: Sendable {
    package var rules: Rules
    /// The canonical source text, overlay included: kept by `rules.digest`, read again by `SchemeReader.read(text:)`.
    package var text: String
}

/// Scheme YAML in, checked `Rules` out.
///
/// A folder holds one file for each known name and at least one `criteria.<document>.yaml`; an overlay folder holds
/// some of them, whose rows replace rows of the same file and id.
package enum SchemeReader {
    /// Reads a folder and, where one is named, an overlay.
    ///
    /// - Throws: `SchemeFault` with file, line and reason of the first mistake.
    package static func read(folder: String, overlay: String?) throws(SchemeFault) -> SchemeReading {
        var files = try load(folder, as: "scheme/")
        if let overlay { files += try load(overlay, as: "overlay/") }
        let source = SchemeText(files)
        let text = source.text
        return SchemeReading(rules: try rules(of: source, digest: SchemeText.digest(of: text)), text: text)
    }

    /// Reads the canonical source text of an earlier reading, so that old answers keep their rules.
    ///
    /// - Throws: `SchemeFault`, also for a text that no reading has written.
    package static func read(text: String) throws(SchemeFault) -> Rules {
        try rules(of: SchemeText(parsing: text), digest: SchemeText.digest(of: text))
    }

    private static func load(_ folder: String, as prefix: String) throws(SchemeFault) -> [SchemeText.File] {
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: folder) else {
            throw SchemeFault(file: folder, line: nil, reason: "the folder cannot be read")
        }
        var files: [SchemeText.File] = []
        for name in names.sorted() where !name.hasPrefix(".") {
            let shown = prefix == "overlay/" ? prefix + name : name
            guard name.hasSuffix(".yaml"), SchemeShape.named(String(name.dropLast(5))) != nil else {
                throw SchemeFault(file: shown, line: nil, reason: "no file of the scheme data has this name")
            }
            let path = folder + "/" + name
            let size = (try? manager.attributesOfItem(atPath: path))?[.size] as? Int ?? 0
            guard size <= SchemeLines.maximumBytes else {
                throw SchemeFault(
                    file: shown,
                    line: nil,
                    reason: "the file is larger than \(SchemeLines.maximumBytes) bytes"
                )
            }
            guard let bytes = manager.contents(atPath: path) else {
                throw SchemeFault(file: shown, line: nil, reason: "the file cannot be read")
            }
            let content = try SchemeLines.check(Array(bytes), file: shown)
            files.append(.init(path: prefix + name, content: content))
        }
        return files
    }

    /// The files side by side: parsing them is most of what a command does before its own work.
    private static func readEach(_ files: [SchemeText.File]) -> [Result<SchemeFile, SchemeFault>] {
        let read = Mutex<[Int: Result<SchemeFile, SchemeFault>]>([:])
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            let file = Result { () throws(SchemeFault) in try self.file(files[index]) }
            read.withLock { $0[index] = file }
        }
        let done = read.withLock { $0 }
        return files.indices.compactMap { done[$0] }
    }

    private static func file(_ file: SchemeText.File) throws(SchemeFault) -> SchemeFile {
        guard let shape = SchemeShape.named(file.name) else {
            throw SchemeFault(file: file.shown, line: nil, reason: "no file of the scheme data has this name")
        }
        let text = try SchemeLines.check(Array(file.content.utf8), file: file.shown)
        let root = try SchemeSyntax.parse(text, file: file.shown)
        return try SchemeFile(root, name: file.name, shown: file.shown, isOverlay: file.isOverlay, shape: shape)
    }

    private static func rules(of source: SchemeText, digest: String) throws(SchemeFault) -> Rules {
        var base: [String: SchemeFile] = [:]
        var overlays: [SchemeFile] = []
        for (file, read) in zip(source.files, readEach(source.files)) {
            // The first mistake in the order of the files, whichever was found first.
            let read = try read.get()
            if file.isOverlay { overlays.append(read) } else { base[file.name] = read }
        }
        for overlay in overlays {
            guard base[overlay.name] != nil || overlay.name.hasPrefix(SchemeShape.criteriaPrefix) else {
                throw SchemeFault(file: overlay.name + ".yaml", line: nil, reason: "the file is missing")
            }
            base[overlay.name, default: overlay].lay(overlay)
        }
        let set = SchemeSet(files: base)
        try set.checkComplete()
        try set.checkReferences()
        let rules = try set.rules(digest: digest)
        try set.check(rules)
        return rules
    }
}
