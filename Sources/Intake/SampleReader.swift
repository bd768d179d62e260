import FoundationEssentials
package import Registry

/// Reads the fictional sample registry: who makes what, and what happened to each label. Days in the files are counted
/// from an anchor, so that every standing can be seen on whatever day the sample is laid out.
package enum SampleReader {
    /// Every act of the sample, in the order of recording; two acts never share a moment.
    ///
    /// - Parameters:
    ///   - folder: holds `manufacturers.yaml` and files whose names begin with `registrations`.
    ///   - anchor: the day from which the files count; every act is recorded before it.
    /// - Throws: `SampleFault` for the first mistake found.
    package static func read(folder: String, anchor: Day) throws -> [SampleAct] {
        var reading = SampleReading(anchor: anchor)
        try reading.takeManufacturers(try compose("manufacturers.yaml", in: folder))
        for name in try registrationFiles(in: folder) {
            try reading.takeRegistrations(try compose(name, in: folder))
        }
        return reading.acts.sorted { $0.at < $1.at }
    }

    private static func registrationFiles(in folder: String) throws(SampleFault) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = names.filter { $0.hasPrefix("registrations") && $0.hasSuffix(".yaml") }
        guard !files.isEmpty else {
            throw SampleFault(file: "registrations.yaml", line: nil, reason: "the folder has no such file")
        }
        return files.sorted()
    }

    private static func compose(_ name: String, in folder: String) throws(SampleFault) -> SampleNode {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
            throw SampleFault(file: name, line: nil, reason: "the folder has no such file")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw SampleFault(file: name, line: nil, reason: "the file is not UTF-8")
        }
        return try SampleNode.compose(text, file: name)
    }
}
