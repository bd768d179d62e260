import Intake
import Portal

/// Faults of input files that say file, line and reason themselves.
protocol SentenceFault: Error, CustomStringConvertible {}

extension SchemeFault: SentenceFault {}
extension ProfileFault: SentenceFault {}
extension SampleFault: SentenceFault {}

/// The program's version, from the room that shows it to the public.
enum HoshifudaVersion {
    static let text = PortalSite.version
}
