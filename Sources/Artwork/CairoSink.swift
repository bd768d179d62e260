import CCairo

/// Collects the bytes cairo writes. Used within one call only, so it is never shared.
final class CairoSink {
    private(set) var bytes: [UInt8] = []

    /// Gives cairo a place to write to for as long as `body` runs.
    func receive<Result>(_ body: (cairo_write_func_t, UnsafeMutableRawPointer) throws -> Result) rethrows -> Result {
        let write: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let sink = Unmanaged<CairoSink>.fromOpaque(closure).takeUnretainedValue()
            sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
            return CAIRO_STATUS_SUCCESS
        }
        return try withExtendedLifetime(self) {
            try body(write, Unmanaged.passUnretained(self).toOpaque())
        }
    }
}
