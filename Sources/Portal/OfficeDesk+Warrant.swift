import Access
import Registry
import Store

extension OfficeDesk {
    /// On whose word an order is recorded: two people, whose codes are looked at and used up, or a reason to do without.
    ///
    /// - Returns: nil for what one person does.
    /// - Throws: `forbidden` where the order takes two people and neither is there.
    func warrant(_ wire: OrderWire, for order: LabelOrder, at now: Moment) async throws -> LabelWarrant? {
        let isStated = wire.proposedBy != nil || wire.approvedBy != nil
        guard order.needsTwoPeople else {
            guard !isStated, wire.breakGlass == nil else { throw Self.needless }
            return nil
        }
        if let reason = wire.breakGlass {
            guard !isStated else { throw Self.bothWays }
            return .breakGlass(try LabelWarranting.reason(try FieldText.line(reason, "--break-glass")))
        }
        guard isStated else { throw LabelWarranting.missing }
        guard let proposer = wire.proposedBy, let approver = wire.approvedBy else { throw Self.oneAlone }
        return try await store.warrant(
            proposedBy: try Self.proof(proposer, "--proposed-by", at: now),
            approvedBy: try Self.proof(approver, "--approved-by", at: now),
            for: order,
            at: now
        )
    }

    private static func proof(_ wire: ProofWire, _ field: String, at now: Moment) throws(Refusal) -> OfficeProof {
        do {
            let address = try MailAddress(wire.address)
            return OfficeProof(address: address, match: OneTimeCode.matching(wire.code, at: now))
        } catch {
            var refusal = error
            refusal.field = field
            throw refusal
        }
    }

    private static let needless = Refusal(
        .unprocessable,
        "This takes one person: leave --proposed-by, --approved-by and --break-glass away",
        ja: "この操作は1人でできます。--proposed-by、--approved-by、--break-glass は付けないでください",
        code: "needsNoSecondPerson"
    )
    private static let bothWays = Refusal(
        .malformed,
        "Either two people or --break-glass, not both",
        ja: "2人で行うか --break-glass か、どちらか一方にしてください",
        field: "--break-glass",
        code: "bothWays"
    )
    private static let oneAlone = Refusal(
        .malformed,
        "State both --proposed-by and --approved-by",
        ja: "--proposed-by と --approved-by の両方を指定してください",
        code: "noSecondPerson"
    )
}
