import Registry

/// Recognises what each column of a table holds, by its header and else by its cells.
package enum CheckColumns {
    /// The table as rows to be checked.
    ///
    /// - `heading`: whether the first row is a header, where the caller knows.
    /// - `hosts`: hosts whose addresses (`https://host/CODE`) are read as codes.
    package static func read(
        _ sheet: Sheet,
        heading: CheckTable.Heading = .auto,
        hosts: Set<String> = []
    ) -> CheckTable {
        let hosts = Set(hosts.map { $0.lowercased() })
        let hasHeader: Bool
        switch heading {
        case .yes: hasHeader = true
        case .no: hasHeader = false
        case .auto: hasHeader = isHeader(sheet)
        }
        let header = hasHeader ? sheet.rows.first?.cells : nil
        let body = sheet.rows.dropFirst(hasHeader ? 1 : 0)
        let fields = fields(header, body, width: sheet.width, hosts)
        return CheckTable(
            header: header,
            fields: fields,
            rows: body.map { row($0, fields, hosts) },
            cells: body.map(\.cells)
        )
    }

    /// Cells of a column that are looked at before one is recognised.
    private static let sample = 200

    private static func isHeader(_ sheet: Sheet) -> Bool {
        guard let first = sheet.rows.first else { return false }
        if first.cells.contains(where: { CheckColumnWords.meaning($0) != nil }) { return true }
        return isUnlike(first.cells, sheet.rows.dropFirst().prefix(sample))
    }

    /// No digit in the first row, and a column below it where four cells of five have one.
    private static func isUnlike(_ first: [String], _ rest: ArraySlice<Sheet.Row>) -> Bool {
        guard !rest.isEmpty, !first.contains(where: hasDigit) else { return false }
        return first.indices.contains { column in
            let filled = rest.map { $0.cells[column] }.filter { !$0.isEmpty }
            return !first[column].isEmpty && isMost(filled) { hasDigit($0) }
        }
    }

    private static func hasDigit(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .decimalNumber }
    }

    /// By the header's word; the cells decide for words that many things are called by, and where there is no word. Full
    /// columns of label codes are codes whatever their header says, because chance cannot fill one.
    private static func fields(
        _ header: [String]?,
        _ body: ArraySlice<Sheet.Row>,
        width: Int,
        _ hosts: Set<String>
    ) -> [CheckTable.Field] {
        var fields: [CheckTable.Field] = []
        for column in 0..<width {
            let shown = shown(by: column, body, hosts)
            switch header.flatMap({ CheckColumnWords.meaning($0[column]) }) {
            case .field(let field): fields.append(field == .registrationNumber && shown == .code ? .code : field)
            case .anyNumber, nil: fields.append(shown ?? .other)
            }
        }
        // Beside a column that names the product, a quantity of 10 is no model "10".
        let naming: Set<CheckTable.Field> = [.registrationNumber, .code, .model, .gtin]
        guard header != nil, !naming.isDisjoint(with: fields) else { return fields }
        return fields.map { $0 == .other ? .ignored : $0 }
    }

    /// What the cells of a column show by themselves: four of five are label codes, or GTINs with their check digit.
    private static func shown(
        by column: Int,
        _ body: ArraySlice<Sheet.Row>,
        _ hosts: Set<String>
    ) -> CheckTable.Field? {
        let filled = body.lazy.map { $0.cells[column] }.filter { !$0.isEmpty }.prefix(sample)
        let cells = Array(filled).map { plain($0) }
        if isMost(cells, { isCode(CheckedAddress.code(in: $0, hosts: hosts) ?? $0) }) { return .code }
        if isMost(cells, { GTIN.typed($0) != nil }) { return .gtin }
        return nil
    }

    private static func isMost(_ cells: [String], _ fits: (String) -> Bool) -> Bool {
        !cells.isEmpty && cells.count(where: fits) * 5 >= cells.count * 4
    }

    private static func isCode(_ text: String) -> Bool {
        if case .code = LabelCode.read(text) { return true }
        return false
    }

    /// The first filled cell of a field is the row's; further ones are tried like cells of no known column.
    private static func row(_ row: Sheet.Row, _ fields: [CheckTable.Field], _ hosts: Set<String>) -> CheckedRow {
        var checked = CheckedRow(line: row.line)
        for (cell, field) in zip(row.cells, fields) where field != .ignored && !cell.isEmpty {
            let text = plain(cell)
            guard !text.isEmpty else { continue }
            if text.utf8.contains(UInt8(ascii: "/")), CheckedAddress.isAddress(text) {
                let code = CheckedAddress.code(in: text, hosts: hosts)
                if let code, checked.code.isEmpty { checked.code = code } else { checked.others.append(text) }
                continue
            }
            if let place = place(of: field), checked[keyPath: place].isEmpty {
                checked[keyPath: place] = text
            } else {
                checked.others.append(text)
            }
        }
        return checked
    }

    private static func place(of field: CheckTable.Field) -> WritableKeyPath<CheckedRow, String>? {
        switch field {
        case .registrationNumber: \.registrationNumber
        case .code: \.code
        case .model: \.model
        case .gtin: \.gtin
        case .manufacturer: \.manufacturer
        case .component: \.component
        case .requiredLevel: \.requirement
        case .other, .ignored: nil
        }
    }

    /// A cell's text as it is compared: trimmed, without invisible characters, and without the guards by which
    /// spreadsheet exports keep text from becoming a number or a formula (`="0123"`, a leading apostrophe).
    private static func plain(_ cell: String) -> String {
        if cell.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x27 && $0 != 0x3D }) { return cell }
        var text = ListText.exact(cell).text
        if text.hasPrefix("=\""), text.hasSuffix("\""), text.count > 3 { text = String(text.dropFirst(2).dropLast()) }
        if text.hasPrefix("'"), text.count > 1 { text = String(text.dropFirst()) }
        return text
    }
}

/// An address that was copied or scanned from a label.
package enum CheckedAddress {
    /// True for `http://…` and `https://…` in any letter case.
    static func isAddress(_ text: String) -> Bool {
        let start = text.prefix(8).lowercased()
        return start == "https://" || start.hasPrefix("http://")
    }

    /// The one step of the path where the host is allowed: the bare code. nil for every other text.
    package static func code(in text: String, hosts: Set<String>) -> String? {
        guard isAddress(text), let mark = text.firstRange(of: "://") else { return nil }
        let rest = text[mark.upperBound...].prefix { $0 != "?" && $0 != "#" }
        let steps = rest.split(separator: "/", omittingEmptySubsequences: true)
        guard steps.count == 2, let host = steps.first, hosts.contains(host.lowercased()) else { return nil }
        return String(steps[1])
    }
}
