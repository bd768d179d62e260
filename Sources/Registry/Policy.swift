/// Something an account may be let do. Each guarded route names one.
package enum Permission: String, CaseIterable, Hashable, Sendable {
    /// One's own password, codes, sessions.
    case ownAccount
    /// Accounts of one's organisation: invite, change roles, close.
    case members
    /// Keys for machines.
    case apiKeys
    /// Addresses that are told what happens to the organisation's labels.
    case webhooks
    /// Applications, as far as they may be read.
    case readApplications
    /// Drafts, corrections, submitting, giving up.
    case fileApplications
    /// Document review, tests, findings, reports.
    case assess
    /// Review, requests for correction, laboratories assigned.
    case review
    /// The decision, and the label that follows from it.
    case decide
    /// Payments recorded, waivers asked for.
    case finance
    /// Revoking, correcting, merging.
    case labels
    /// Doubts, misuse, cases.
    case reports
    /// The diary.
    case audit
    /// Accounts of everybody, operators.
    case accounts
    /// Erasing the personal data of others' accounts, for good.
    case erase
}

/// How far a permission goes.
package enum Reach: String, CaseIterable, Hashable, Sendable {
    case none
    /// What belongs to the account's own organisation.
    case own
    /// What was assigned to the account's organisation.
    case assigned
    /// Everything.
    case any
}

/// The one table of who may do what (least privilege: what is not in it is refused). Rendered in `Docs/permissions.md`;
/// a test holds every route against it.
package enum Policy {
    /// How far a role's permission goes.
    package static func reach(_ role: Role, _ permission: Permission) -> Reach {
        switch role {
        case .manufacturerMember: member(permission)
        case .manufacturerAdministrator:
            switch permission {
            case .members, .apiKeys, .webhooks, .erase: .own
            default: member(permission)
            }
        case .laboratory:
            switch permission {
            case .ownAccount: .own
            case .readApplications, .assess: .assigned
            default: .none
            }
        case .reviewer:
            switch permission {
            case .ownAccount: .own
            case .readApplications, .review, .reports: .any
            default: .none
            }
        case .approver:
            switch permission {
            case .ownAccount: .own
            case .readApplications, .decide, .labels: .any
            default: .none
            }
        case .finance:
            switch permission {
            case .ownAccount: .own
            case .readApplications, .finance: .any
            default: .none
            }
        case .auditor:
            switch permission {
            case .ownAccount: .own
            case .readApplications, .audit: .any
            default: .none
            }
        case .administrator:
            switch permission {
            case .ownAccount, .apiKeys: .own
            case .members, .accounts, .audit, .erase: .any
            default: .none
            }
        }
    }

    private static func member(_ permission: Permission) -> Reach {
        switch permission {
        case .ownAccount, .readApplications, .fileApplications: .own
        default: .none
        }
    }

    /// The farthest that any of the roles goes.
    package static func reach(_ roles: Set<Role>, _ permission: Permission) -> Reach {
        let all = roles.map { reach($0, permission) }
        return Reach.allCases.last { all.contains($0) } ?? .none
    }

    /// Permissions that need the second factor again within the last ten minutes: what cannot be taken back, and what
    /// lets somebody else in.
    package static let steppedUp: Set<Permission> = [
        .decide, .labels, .members, .accounts, .apiKeys, .webhooks, .erase,
    ]

    /// Roles of two people that one person must not have at the same time: the reviewer is not the approver, and who
    /// takes the money does not decide.
    package static let apart: [Set<Role>] = [
        [.reviewer, .approver], [.finance, .approver], [.finance, .reviewer], [.auditor, .administrator],
    ]

    /// Whether an organisation's account may have the roles.
    ///
    /// - Throws: `unprocessable` where there is none, one of another side, or two that are kept apart.
    package static func check(_ roles: Set<Role>, for side: Role.Side) throws(Refusal) {
        guard !roles.isEmpty, roles.allSatisfy({ $0.side == side }) else {
            throw Refusal(
                .unprocessable,
                "Choose at least one role of this kind of organisation",
                ja: "この組織の役割を一つ以上選んでください",
                field: "roles",
                code: "wrongRoles"
            )
        }
        for pair in apart where pair.isSubset(of: roles) {
            let names = pair.map { $0.name(.en) }.sorted().joined(separator: " and ")
            throw Refusal(
                .unprocessable,
                "One person cannot be \(names)",
                ja: "\(pair.map { $0.name(.ja) }.sorted().joined(separator: "と"))は、同じ人には与えられません",
                field: "roles",
                code: "rolesApart"
            )
        }
    }
}
