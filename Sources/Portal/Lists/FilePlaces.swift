import Foundation
import Hummingbird
import NIOCore
import NIOPosix
import Registry
import Synchronization

/// How many files may be made and sent at a time: each takes room on a disk.
final class FilePlaces: Sendable {
    private let free: Atomic<Int>

    init(_ count: Int) {
        free = Atomic(count)
    }

    /// A place, given back when nobody holds it any more; nil where none is free.
    func take() -> FilePlace? {
        var left = free.load(ordering: .relaxed)
        while left > 0 {
            let (done, found) = free.compareExchange(expected: left, desired: left - 1, ordering: .relaxed)
            if done { return FilePlace(self) }
            left = found
        }
        return nil
    }

    /// Has a file made, whole, and gives it as a body; nobody else can name it, and it is gone when it is closed.
    ///
    /// - Parameter make: writes the file at the path it is given, or leaves none there.
    func file(ending: String, _ make: (String) async throws -> Void) async throws -> ResponseBody {
        guard let place = take() else {
            throw Refusal(
                .limited,
                "Other files are being made just now; try again shortly, or take CSV",
                ja: "ほかのファイルを作成中です。しばらくしてからお試しいただくか、CSVをお使いください",
                code: "filesBusy"
            )
        }
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("hoshifuda-\(UUID().uuidString).\(ending)").path
        try await make(path)
        let file = try SpentFile(path)
        return ResponseBody(contentLength: file.length) { writer in
            while let bytes = try await NIOThreadPool.singleton.runIfActive({ try file.read(1 << 18) }) {
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            _ = place
            try await writer.finish(nil)
        }
    }

    fileprivate func giveBack() { free.add(1, ordering: .relaxed) }
}

/// The right to make one file.
final class FilePlace: Sendable {
    private let places: FilePlaces

    fileprivate init(_ places: FilePlaces) {
        self.places = places
    }

    deinit {
        places.giveBack()
    }
}

/// A file that is read once and already has no name.
private final class SpentFile: Sendable {
    let length: Int
    private let handle: FileHandle

    init(_ path: String) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        self.handle = handle
        length = Int(try handle.seekToEnd())
        try handle.seek(toOffset: 0)
    }

    deinit {
        try? handle.close()
    }

    func read(_ count: Int) throws -> Data? {
        guard let data = try handle.read(upToCount: count), !data.isEmpty else { return nil }
        return data
    }
}
