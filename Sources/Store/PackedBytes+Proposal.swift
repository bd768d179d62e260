import Registry

/// Packed form of a proposal: everything of it that has no column.
extension PackedWriter {
    mutating func proposalBody(_ proposal: LabelProposal) {
        bytesOf(1)
        text(proposal.publicNote)
        text(proposal.privateNote)
        text(proposal.answer)
        switch proposal.measure {
        case .revoke(let reason, let on):
            text(reason.rawValue)
            optional(on) { $0.day($1) }
        case .revokeModels(let models, let reason, let on):
            list(models) { $0.text($1.exact) }
            text(reason.rawValue)
            optional(on) { $0.day($1) }
        case .withdraw(let on): optional(on) { $0.day($1) }
        case .reinstate: break
        case .correct(let correction): kind(.corrected(correction))
        case .mergeManufacturer(let from, let into):
            integer(from)
            integer(into)
        }
    }
}

extension PackedReader {
    mutating func proposalBody(_ kind: LabelProposal.Kind, into proposal: inout LabelProposal) throws {
        guard try unsigned() == 1 else { throw PackedReader.unknownForm() }
        proposal.publicNote = try text()
        proposal.privateNote = try text()
        proposal.answer = try text()
        switch kind {
        case .revoke:
            proposal.measure = .revoke(try word(RevocationReason.self), on: try optional { try $0.day() })
        case .revokeModels:
            proposal.measure = .revokeModels(
                try list { ModelNumber(checked: try $0.text()) },
                try word(RevocationReason.self),
                on: try optional { try $0.day() }
            )
        case .withdraw: proposal.measure = .withdraw(on: try optional { try $0.day() })
        case .reinstate: proposal.measure = .reinstate
        case .correct:
            guard case .corrected(let correction) = try self.kind(.corrected) else { throw PackedReader.unknownForm() }
            proposal.measure = .correct(correction)
        case .mergeManufacturer:
            proposal.measure = .mergeManufacturer(from: try integer(), into: try integer())
        }
    }
}
