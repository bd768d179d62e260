import Foundation
import Synchronization

/// A socket to a server under test. Blocking calls run on a thread of their own, never on the cooperative pool, and give
/// up after ninety seconds, so that a silent server fails a test instead of hanging it.
package final class WireConnection: Sendable {
    private let descriptor: Int32
    private let parser = Mutex(WireParser())
    private let isOpen = Mutex(true)

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        if isOpen.withLock(\.self) { Foundation.close(descriptor) }
    }

    /// Connects to 127.0.0.1.
    package static func open(port: Int) throws -> WireConnection {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return try connected(AF_INET, &address)
    }

    /// Connects to a Unix socket.
    package static func open(path: String) throws -> WireConnection {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw WireFault.noConnection(ENAMETOOLONG)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return try connected(AF_UNIX, &address)
    }

    private static func connected<Address>(_ family: Int32, _ address: inout Address) throws -> WireConnection {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw WireFault.noConnection(errno) }
        var patience = timeval(tv_sec: 90, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard code == 0 else {
            let reason = errno
            Foundation.close(descriptor)
            throw WireFault.noConnection(reason)
        }
        return WireConnection(descriptor: descriptor)
    }

    package func close() {
        isOpen.withLock { isOpen in
            if isOpen { Foundation.close(descriptor) }
            isOpen = false
        }
    }

    /// Sends bytes as they are.
    package func send(_ bytes: [UInt8]) async throws {
        try await apart {
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes { raw in
                    Foundation.send(
                        self.descriptor,
                        raw.baseAddress?.advanced(by: sent),
                        bytes.count - sent,
                        Int32(MSG_NOSIGNAL)
                    )
                }
                guard count > 0 else { throw WireFault.closed }
                sent += count
            }
        }
    }

    /// The next answer.
    package func answer(hasBody: Bool = true) async throws -> WireAnswer {
        try await apart {
            while true {
                if let answer = try self.parser.withLock({ try $0.next(hasBody: hasBody, atEnd: false) }) {
                    return answer
                }
                let more = try self.receive()
                guard more.isEmpty else {
                    self.parser.withLock { $0.append(more) }
                    continue
                }
                guard let last = try self.parser.withLock({ try $0.next(hasBody: hasBody, atEnd: true) }) else {
                    throw WireFault.closed
                }
                return last
            }
        }
    }

    /// Every byte until the server closes.
    package func rest() async throws -> [UInt8] {
        try await apart {
            var all = self.parser.withLock(\.bytes)
            while true {
                let more = try self.receive()
                if more.isEmpty { return all }
                all += more
            }
        }
    }

    private func receive() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 {
            if errno == ECONNRESET { return [] }
            throw WireFault.timedOut
        }
        return Array(buffer[..<count])
    }

    private func apart<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            // Not a dispatch queue's thread either: the server under test needs those, and there are only so many.
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }
}
