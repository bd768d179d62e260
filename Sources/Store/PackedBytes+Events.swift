import Registry

/// Packed form of what an event decided; its name stands beside it, in its own column or before it.
extension PackedWriter {
    mutating func kind(_ kind: LabelEvent.Kind) {
        switch kind {
        case .provisionallyRegistered(let standard): self.standard(standard)
        case .issued(let standard, let from, let until), .imported(let standard, let from, let until):
            self.standard(standard)
            day(from)
            day(until)
        case .extensionFiled(let graceUntil): optional(graceUntil) { $0.day($1) }
        case .extended(let until): day(until)
        case .reinstated(let revision): integer(revision)
        case .modelsChanged(let added, let removed, let revoked):
            list(added) { $0.model($1) }
            list(removed) { $0.text($1.exact) }
            list(revoked) { $0.text($1.exact) }
        case .holderChanged(let manufacturer): self.manufacturer(manufacturer)
        case .restated(let restatement):
            optional(restatement.standard) { $0.standard($1) }
            optional(restatement.manufacturer) { $0.manufacturer($1) }
            optional(restatement.product) { $0.product($1) }
        case .corrected(let correction): self.correction(correction)
        case .standingStated(let standing, let word):
            optional(standing) { $0.text($1.rawValue) }
            text(word)
        case .absentFromEdition(let edition): self.edition(edition)
        case .extensionRefused, .extensionAbandoned, .withdrawn, .revoked: break
        }
    }

    private mutating func correction(_ correction: Correction) {
        optional(correction.standard) { $0.standard($1) }
        optional(correction.heldFrom) { $0.day($1) }
        optional(correction.heldUntil) { $0.day($1) }
        optional(correction.manufacturer) { $0.manufacturer($1) }
        optional(correction.product) { $0.product($1) }
        optional(correction.models) { $0.list($1) { $0.model($1) } }
    }
}

extension PackedReader {
    mutating func kind(_ word: LabelEvent.Word) throws -> LabelEvent.Kind {
        switch word {
        case .provisionallyRegistered: .provisionallyRegistered(try standard())
        case .issued: .issued(try standard(), heldFrom: try day(), heldUntil: try day())
        case .imported: .imported(try standard(), heldFrom: try day(), heldUntil: try day())
        case .extensionFiled: .extensionFiled(graceUntil: try optional { try $0.day() })
        case .extended: .extended(heldUntil: try day())
        case .extensionRefused: .extensionRefused
        case .extensionAbandoned: .extensionAbandoned
        case .withdrawn: .withdrawn
        case .revoked: .revoked
        case .reinstated: .reinstated(undoes: try integer())
        case .modelsChanged:
            .modelsChanged(
                added: try list { try $0.model() },
                removed: try list { ModelNumber(checked: try $0.text()) },
                revoked: try list { ModelNumber(checked: try $0.text()) }
            )
        case .holderChanged: .holderChanged(try manufacturer())
        case .restated:
            .restated(
                Restatement(
                    standard: try optional { try $0.standard() },
                    manufacturer: try optional { try $0.manufacturer() },
                    product: try optional { try $0.product() }
                )
            )
        case .corrected: .corrected(try correction())
        case .standingStated: .standingStated(try optional { try $0.word(Standing.self) }, word: try text())
        case .absentFromEdition: .absentFromEdition(try edition())
        }
    }

    private mutating func correction() throws -> Correction {
        Correction(
            standard: try optional { try $0.standard() },
            heldFrom: try optional { try $0.day() },
            heldUntil: try optional { try $0.day() },
            manufacturer: try optional { try $0.manufacturer() },
            product: try optional { try $0.product() },
            models: try optional { try $0.list { try $0.model() } }
        )
    }
}
