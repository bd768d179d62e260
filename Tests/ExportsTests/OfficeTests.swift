import Foundation
import Registry
import TestSupport
import Testing

@testable import Exports

@Suite(
    "LibreOffice",
    .enabled(if: ExportReaders.office != nil || ExportReaders.isOfficeRequired, "soffice is not installed")
)
struct OfficeTests {
    @Test("opens the file and shows what was written")
    func opens() async throws {
        let office = try #require(ExportReaders.office)
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            let columns = LabelColumns([.registrationNumber, .models, .heldUntil, .productNameJa], host: "x")
            let book = try XLSXBook(path: path, columns: columns.headers, conditions: .sample(watermark: .test))
            try book.append([.sample(), .sample("=1+1"), .sample("@SUM(A1)"), .sample("＝1"), .sample("1E10")], columns)
            _ = try book.finish()
            let profile = "-env:UserInstallation=file://\(folder)/profile"
            _ = try ExportReaders.run(
                office,
                [
                    profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir",
                    folder, path,
                ]
            )
            let text = try String(contentsOfFile: folder + "/a.csv", encoding: .utf8)
            let lines = text.split(whereSeparator: \.isNewline).map(String.init)
            try #require(lines.count == 7)
            #expect(lines[1] == "registrationNumber,models,heldUntil,productNameJa")
            let rest = ",\"=HC-200; 3-4; カメラ,\"\"大\"\"\",2026-12-07,＝みまもり"
            #expect(lines.dropFirst(2) == ["0012345678901", "=1+1", "@SUM(A1)", "＝1", "1E10"].map { $0 + rest }[...])
        }
    }
}
