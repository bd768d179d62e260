import Foundation
import TestSupport

/// Makes workbooks for tests: parts written out here and packed by Python's zipfile, or whole ones by openpyxl.
enum Workbooks {
    /// `HOSHIFUDA_PYTHON` names the interpreter that has openpyxl.
    static let python = ProcessInfo.processInfo.environment["HOSHIFUDA_PYTHON"] ?? "python3"
    static let areRequired = ProcessInfo.processInfo.environment["HOSHIFUDA_REQUIRE_READERS"] == "1"
    static let hasPython = (try? run("pass", input: [])) != nil
    static let hasWriter = (try? run("import openpyxl", input: [])) != nil

    struct Failure: Error {}

    /// Runs a script that reads `input` from standard input; what it writes to standard output.
    static func run(_ script: String, input: [UInt8]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hf-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "input")
        try Data(input).write(to: file)
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, "-c", script]
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
        return [UInt8](output)
    }

    /// One file of an archive; `times` repeats its text, for bombs.
    struct Part: Codable {
        var name: String
        var text: String
        var times = 1
    }

    /// The parts as a zip archive.
    static func packed(_ parts: [Part]) throws -> [UInt8] {
        let script = """
            import io, json, sys, zipfile
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
                for part in json.load(sys.stdin):
                    file.writestr(part["name"], part["text"] * part["times"])
            sys.stdout.buffer.write(out.getvalue())
            """
        return try run(script, input: [UInt8](try JSONEncoder().encode(parts)))
    }

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// The parts of a workbook with one sheet, given the inside of `sheetData`.
    static func parts(
        _ rows: String,
        strings: String = "",
        styles: String = "",
        book: String = #"<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>"#
    ) -> [Part] {
        let links = #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
        return [
            Part(name: "[Content_Types].xml", text: "<Types/>"),
            Part(
                name: "_rels/.rels",
                text: links + #"<Relationship Id="r" Type="\#(office)/officeDocument" Target="xl/workbook.xml"/>"#
                    + "</Relationships>"
            ),
            Part(
                name: "xl/workbook.xml",
                text: #"<workbook xmlns="\#(main)" xmlns:r="\#(office)">\#(book)</workbook>"#
            ),
            Part(
                name: "xl/_rels/workbook.xml.rels",
                text: links + #"<Relationship Id="rId1" Type="\#(office)/worksheet" Target="worksheets/sheet1.xml"/>"#
                    + #"<Relationship Id="rId2" Type="\#(office)/worksheet" Target="/xl/worksheets/sheet2.xml"/>"#
                    + #"<Relationship Id="rId3" Type="\#(office)/sharedStrings" Target="sharedStrings.xml"/>"#
                    + #"<Relationship Id="rId4" Type="\#(office)/styles" Target="styles.xml"/></Relationships>"#
            ),
            Part(name: "xl/sharedStrings.xml", text: #"<sst xmlns="\#(main)">\#(strings)</sst>"#),
            Part(name: "xl/styles.xml", text: #"<styleSheet xmlns="\#(main)">\#(styles)</styleSheet>"#),
            Part(
                name: "xl/worksheets/sheet1.xml",
                text: #"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="\#(main)"><sheetData>"#
                    + rows + "</sheetData></worksheet>"
            ),
            Part(
                name: "xl/worksheets/sheet2.xml",
                text: #"<worksheet xmlns="\#(main)"><sheetData><row r="1"><c r="A1" t="str"><v>second</v></c></row>"#
                    + "</sheetData></worksheet>"
            ),
        ]
    }
}
