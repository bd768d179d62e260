package import Foundation
import Registry
import ServiceLifecycle
import Synchronization

/// One JSON line a request, without addresses of machines, written in batches so that a request never waits for a disk.
package final class AccessLog: Service {
    struct Line {
        var at: Moment
        var id: String
        var method: String
        /// Without the query, which may hold what a person typed.
        var path: String
        var status: Int
        var bytes: Int
        var milliseconds: Int64
    }

    private let pending = Mutex<[UInt8]>([])
    private let output: FileHandle?
    /// Lines beyond this many waiting bytes are dropped rather than kept without bound.
    private static let bound = 4 << 20

    /// - Parameter output: where lines go; nil writes none.
    package init(output: FileHandle?) {
        self.output = output
    }

    /// The line is only made where one is written.
    func write(_ make: @autoclosure () -> Line) {
        guard output != nil else { return }
        let line = make()
        var json = JSONWriter(capacity: 200)
        json.object {
            $0.text("at", line.at.text)
            $0.text("id", line.id)
            $0.text("method", line.method)
            $0.text("path", String(line.path.prefix(200)))
            $0.integer("status", Int64(line.status))
            $0.integer("bytes", Int64(line.bytes))
            $0.integer("ms", line.milliseconds)
        }
        pending.withLock { pending in
            guard pending.count < Self.bound else { return }
            pending.append(contentsOf: json.bytes)
            pending.append(UInt8(ascii: "\n"))
        }
    }

    /// Writes what waits, twice a second, and once more at the end.
    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(500))
                self.flush()
            }
        }
        flush()
    }

    private func flush() {
        let bytes = pending.withLock { pending in
            defer { pending.removeAll(keepingCapacity: true) }
            return pending
        }
        guard !bytes.isEmpty else { return }
        try? output?.write(contentsOf: Data(bytes))
    }
}
