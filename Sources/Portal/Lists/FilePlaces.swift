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
