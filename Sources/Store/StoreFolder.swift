import Foundation
import Registry

/// A registry's folder: the database, the lock of its one writer, the socket of its running portal.
package struct StoreFolder: Hashable, Sendable {
    package let path: String

    package init(_ path: String) {
        let url = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
        self.path = url.path
    }

    package var database: String { path + "/registry.sqlite" }
    package var socket: String { path + "/office.sock" }
    /// Where a registry is made before it is one; left over only where making it was interrupted.
    package var draft: String { path + "/registry.draft" }
    var lockFile: String { path + "/lock" }

    package var holdsRegistry: Bool { FileManager.default.fileExists(atPath: database) }

    /// Makes the folder, for its owner alone.
    package func make() throws {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        // A folder that was there already keeps the key no worse.
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }

    /// Clears what an interrupted making left behind.
    package func clearDraft() {
        for ending in ["", "-wal", "-shm", "-journal"] {
            try? FileManager.default.removeItem(atPath: draft + ending)
        }
    }

    /// The draft becomes the registry, all at once.
    package func adoptDraft() throws {
        let log = try? FileManager.default.attributesOfItem(atPath: draft + "-wal")
        guard (log?[.size] as? Int ?? 0) == 0 else {
            throw EngineFault(.broken, "the new registry's log was not moved into its file")
        }
        try FileManager.default.moveItem(atPath: draft, toPath: database)
        clearDraft()
    }

    /// Takes the writer's lock; nil where another process holds it. The lock falls when the value is let go.
    package func lock() throws -> StoreLock? {
        try StoreLock(file: lockFile)
    }
}

/// The exclusive right of one process to write a store (SQLite forbids nothing of the kind by itself).
package final class StoreLock: Sendable {
    private let descriptor: Int32

    fileprivate init?(file: String) throws {
        let opened = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw EngineFault(.passing, "the lock file cannot be opened: \(String(cString: strerror(errno)))")
        }
        // Set before the lock is tried: from here on the deinit closes, also where the initialiser gives up.
        descriptor = opened
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }
}
