package import Intake
package import Registry

/// The shipped scheme data with the fictional overlay, read once.
package enum SampleRules {
    private static let result = Result {
        try SchemeReader.read(
            folder: Repository.root + "/Data/Scheme",
            overlay: Repository.root + "/Data/Sample/Scheme"
        )
    }

    package static var reading: SchemeReading {
        get throws { try result.get() }
    }

    /// The shipped scheme data as it is, without the overlay.
    package static var official: SchemeReading {
        get throws { try SchemeReader.read(folder: Repository.root + "/Data/Scheme", overlay: nil) }
    }

    package static var officialRules: Rules {
        get throws { try official.rules }
    }

    package static var rules: Rules {
        get throws { try result.get().rules }
    }

    /// The sample's acts, counted from a day.
    package static func acts(_ anchor: Day) throws -> [SampleAct] {
        try SampleReader.read(folder: Repository.root + "/Data/Sample", anchor: anchor)
    }
}
