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

    private struct Pending {
        var bytes: [UInt8] = []
        /// The second of the newest line and its text up to the fraction: most lines share it.
        var second = Int64.min
        var secondText: [UInt8] = []
    }

    private let pending = Mutex(Pending())
    private let output: FileHandle?
    /// Lines beyond this many waiting bytes are dropped rather than kept without bound.
    private static let bound = 4 << 20

    /// - Parameter output: where lines go; nil writes none.
    package init(output: FileHandle?) {
        self.output = output
    }

    /// The line is only made where one is written. Written by hand: it stands on the scan's path.
    func write(_ make: @autoclosure () -> Line) {
        guard output != nil else { return }
        let line = make()
        pending.withLock { pending in
            guard pending.bytes.count < Self.bound else { return }
            let second = line.at.milliseconds / 1000
            if second != pending.second {
                pending.second = second
                pending.secondText = Array(line.at.text.utf8.prefix(19))
            }
            let milliseconds = Int(line.at.milliseconds % 1000)
            pending.bytes.markup("{\"at\":\"")
            pending.bytes.append(contentsOf: pending.secondText)
            pending.bytes.markup(milliseconds < 10 ? ".00" : milliseconds < 100 ? ".0" : ".")
            pending.bytes.number(milliseconds)
            pending.bytes.markup("Z\",\"id\":\"")
            pending.bytes.append(contentsOf: line.id.utf8)
            pending.bytes.markup("\",\"method\":\"")
            Self.append(line.method, to: &pending.bytes)
            pending.bytes.markup("\",\"path\":\"")
            Self.append(String(line.path.prefix(200)), to: &pending.bytes)
            pending.bytes.markup("\",\"status\":")
            pending.bytes.number(line.status)
            pending.bytes.markup(",\"bytes\":")
            pending.bytes.number(line.bytes)
            pending.bytes.markup(",\"ms\":")
            pending.bytes.number(Int(line.milliseconds))
            pending.bytes.markup("}\n")
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { JSONWriter.append(escaping: $0, to: &bytes) }
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
            defer { pending.bytes.removeAll(keepingCapacity: true) }
            return pending.bytes
        }
        guard !bytes.isEmpty else { return }
        try? output?.write(contentsOf: Data(bytes))
    }
}
