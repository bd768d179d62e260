/// Which versions of its modules an assessment speaks of (SCHEME §13: results stay bound to the version tested).
extension Assessment {
    /// The version of a module that the applicant handed in last to put findings right; nil where none was.
    package func rectified(_ module: AssessmentModule) -> String? {
        let fixes = findings.filter { $0.module == module }.compactMap { finding in
            roundOfFix(finding).map { (round: $0, version: finding.fixedIn) }
        }
        return fixes.max { $0.round < $1.round }?.version
    }

    /// For which retest a finding's version was handed in; nil while none was.
    private func roundOfFix(_ finding: Finding) -> Int? {
        if state == .retest, !finding.isClosed, finding.round != round, !finding.fixedIn.isEmpty { return round }
        return finding.results.last?.round
    }

    /// Modules that were handed in in another version than the one they passed in: a report would speak of a mixture of
    /// versions that nobody looked at.
    package var modulesToPass: [AssessmentModule] {
        AssessmentModule.allCases.filter { module in
            rectified(module).map { $0 != versions[module] } ?? false
        }
    }

    /// - Throws: `moduleNotPassed` for the first of them.
    func checkVersions() throws(Refusal) {
        guard let module = modulesToPass.first, let version = rectified(module) else { return }
        throw Refusal(
            .conflict,
            "The module \(module.rawValue) was handed in as version \(version); look at it as a whole first",
            ja: "区分 \(module.rawValue) は版 \(version) で提出されています。先にその版で区分全体を確かめてください",
            code: "moduleNotPassed"
        )
    }

    /// A whole module was looked at in a version.
    ///
    /// - Throws: `otherVersion` where the applicant handed another one in.
    mutating func passAgain(_ module: AssessmentModule, _ version: String) throws(Refusal) {
        let version = try ApplicationDeciding.text(version, "testedVersion")
        if let handedIn = rectified(module), handedIn != version {
            throw Refusal(
                .unprocessable,
                "The applicant handed in version \(handedIn) of this module",
                ja: "申請者が提出したこの区分の版は \(handedIn) です",
                field: "testedVersion",
                code: "otherVersion"
            )
        }
        versions[module] = version
    }

    /// The version a finding is put right in: a new one, and one for the whole module.
    ///
    /// - Parameter handedIn: versions of this rectification so far, by module.
    /// - Throws: `sameVersion` where the module was looked at in it, `versionsDiffer` from the module's other findings.
    func checkFix(
        _ finding: Finding,
        in version: String,
        _ handedIn: [AssessmentModule: String]
    ) throws(Refusal) {
        let field = "finding\(finding.number)"
        guard version != versions[finding.module], version != rectified(finding.module) else {
            throw Refusal(
                .unprocessable,
                "Finding \(finding.number) was there in version \(version); name the new one",
                ja: "指摘\(finding.number)は版 \(version) で見つかっています。直した新しい版を入力してください",
                field: field,
                code: "sameVersion"
            )
        }
        guard handedIn[finding.module] ?? version == version else {
            throw Refusal(
                .unprocessable,
                "Findings of one module are put right in one version of it",
                ja: "同じ区分の指摘は、一つの版で直してください",
                field: field,
                code: "versionsDiffer"
            )
        }
    }
}
