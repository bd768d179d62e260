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
    var lockFile: String { path + "/lock" }

    package var holdsRegistry: Bool { FileManager.default.fileExists(atPath: database) }

    /// Makes the folder, for its owner alone.
    package func make() throws {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
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
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw EngineFault(.passing, "the lock file cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit {
        close(descriptor)
    }
}
