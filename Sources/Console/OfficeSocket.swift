import Dispatch
import Foundation
import Portal
import Registry
import Store

/// A client of the owner-only socket: one HTTP/1.1 request a connection, read to the end.
struct OfficeSocket: Sendable {
    let path: String

    /// Sends a verb; returns the answer's JSON, or throws the refusal that came back.
    func post(_ target: String, _ body: some Encodable & Sendable) async throws -> [UInt8] {
        let data = try JSONEncoder().encode(body)
        let answer = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<[UInt8], any Error>) in
            // Blocking calls stay off the cooperative pool.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try exchange(target, Array(data)) })
            }
        }
        return try read(answer)
    }

    private func exchange(_ target: String, _ body: [UInt8]) throws -> [UInt8] {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw unavailable("no socket") }
        defer { close(descriptor) }
        try connect(descriptor)
        let head =
            "POST \(target) HTTP/1.1\r\nHost: office\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        try send(Array(head.utf8) + body, to: descriptor)
        return try receive(from: descriptor)
    }

    private func connect(_ descriptor: Int32) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw unavailable("the folder's path is too long for a socket")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
        }
        guard code == 0 else { throw unavailable(String(cString: strerror(errno))) }
    }

    private func send(_ bytes: [UInt8], to descriptor: Int32) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Glibc.send(descriptor, raw.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw unavailable("the portal closed the connection") }
            sent += count
        }
    }

    private func receive(from descriptor: Int32) throws -> [UInt8] {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { throw unavailable(String(cString: strerror(errno))) }
            if count == 0 { return answer }
            answer.append(contentsOf: buffer[..<count])
        }
    }

    private func read(_ answer: [UInt8]) throws -> [UInt8] {
        let end = Array("\r\n\r\n".utf8)
        guard answer.count > 12, let split = answer.firstRange(of: end)?.upperBound,
            let status = Int(String(decoding: answer[9..<12], as: UTF8.self))
        else { throw unavailable("the answer cannot be read") }
        let body = Array(answer[split...])
        if status == 200 { return body }
        if let wire = try? JSONDecoder().decode(RefusalWire.self, from: Data(body)), let refusal = wire.refusal() {
            throw refusal
        }
        throw EngineFault(.broken, "the portal answered \(status)")
    }

    private func unavailable(_ reason: String) -> Refusal {
        Refusal(
            .conflict,
            "Another process holds the store and its socket does not answer (\(reason))",
            code: "storeUnavailable"
        )
    }
}
