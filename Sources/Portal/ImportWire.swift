package import Foundation
package import Registry
package import Store

/// An import as it travels to a running portal.
package struct ImportWire: Codable, Sendable {
    package var fileName: String
    package var file: Data
    /// The profile's YAML, so that both sides read the same.
    package var profileName: String
    package var profile: String
    package var day: String?
    package var dryRun: Bool
    package var actor: String

    package init(
        fileName: String,
        file: Data,
        profileName: String,
        profile: String,
        day: String?,
        dryRun: Bool,
        actor: String
    ) {
        self.fileName = fileName
        self.file = file
        self.profileName = profileName
        self.profile = profile
        self.day = day
        self.dryRun = dryRun
        self.actor = actor
    }
}

/// What an import answers: the counts, and every remark for the report.
package enum ImportReport {
    /// One JSON object with the counts.
    package static func summaryBytes(_ summary: ImportSummary, _ reading: ListReading) -> [UInt8] {
        var json = JSONWriter()
        json.object { counts(summary, reading, into: &$0) }
        return json.bytes
    }

    /// The counts with every remark.
    package static func bytes(_ summary: ImportSummary, _ reading: ListReading) -> [UInt8] {
        var json = JSONWriter(capacity: 64 << 10)
        json.object { json in
            counts(summary, reading, into: &json)
            json.object("edition") {
                $0.text("source", reading.edition.source)
                $0.day("day", reading.edition.day)
                $0.text("fileName", reading.edition.fileName)
                $0.text("sha256", reading.edition.digest)
            }
            json.list("skippedRows", reading.skipped) { remark($1, into: &$0) }
            json.list("conflictingNumbers", reading.conflicts) { remark($1, into: &$0) }
            json.list("remarks", reading.remarks) { remark($1, into: &$0) }
        }
        return json.bytes
    }

    private static func counts(_ summary: ImportSummary, _ reading: ListReading, into json: inout JSONWriter) {
        json.integer("rows", Int64(summary.rows))
        json.integer("registrations", Int64(summary.registrations))
        json.integer("models", Int64(summary.models))
        json.integer("skipped", Int64(summary.skipped))
        json.integer("conflicts", Int64(summary.conflicts))
        json.integer("added", Int64(summary.added))
        json.integer("changed", Int64(summary.changed))
        json.integer("absent", Int64(summary.absent))
        json.integer("unchanged", Int64(summary.unchanged))
        json.integer("remarked", Int64(reading.remarks.count))
        if let revision = summary.revision { json.integer("revision", revision) } else { json.none("revision") }
        json.flag("dryRun", summary.isDryRun)
    }

    private static func remark(_ remark: ListReading.Remark, into json: inout JSONWriter) {
        json.object {
            $0.integer("row", Int64(remark.row))
            $0.optional("number", remark.number)
            $0.text("code", remark.code)
            $0.text("reason", remark.reason)
        }
    }
}
