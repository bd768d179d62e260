import Registry

@testable import Portal

/// Fictional answers for looking at pages and testing them.
enum PageSamples {
    static let today = day("2026-11-21")

    static func day(_ text: String) -> Day {
        (try? Day.parse(text)) ?? Day(number: 0)
    }

    static func site(isOfficial: Bool = false, isFictional: Bool = false) -> SiteFacts {
        SiteFacts(
            operatorNameJA: "見本登録簿の会",
            operatorNameEN: "Sample Registry Society",
            isOfficial: isOfficial,
            isFictional: isFictional,
            host: "label.example.jp",
            rules: rules
        )
    }

    static let code = LabelCode(sequence: 1234, tag: 567_890_123)

    /// A full answer; each argument moves one fact.
    static func answer(
        _ standing: Standing = .valid,
        level: StarLevel = .star1,
        models: Int = 6,
        origin: Origin = .issued,
        support: Product.Support = .until(day("2030-03-31")),
        on asked: Day = today,
        isConfirmed: Bool = true,
        number: String = "DEMO-2025-000123",
        product: Product? = nil,
        manufacturer: Manufacturer? = nil
    ) -> LabelAnswer {
        let isThird = level >= .star3
        let standard = Standard(
            level: level,
            assurance: isThird ? .thirdParty : .selfDeclared,
            criteria: "JST-CR-01-01-2024R1",
            laboratory: isThird ? "lab-a" : "",
            route: level == .star1 ? "psti" : "standard"
        )
        let terms = terms(standing)
        let maker = manufacturer ?? fullMaker
        let fullProduct = product ?? self.fullProduct(support)
        let period = Period(
            span: Span(from: terms.since, to: .far),
            standing: standing,
            level: level,
            assurance: standard.assurance,
            heldFrom: terms.from,
            heldUntil: terms.until,
            isConfirmed: isConfirmed,
            rawStatus: standing == .unknownStatus ? "一時停止（確認中）" : nil
        )
        let registration = Registration(
            number: RegistrationNumber(checked: number),
            code: code,
            origin: origin,
            source: origin == .imported ? "sample-list" : "",
            standard: standard,
            periods: [period],
            models: (0..<models).map(model),
            holders: [Dated(maker)],
            products: [Dated(fullProduct)],
            edition: origin == .imported
                ? Edition(source: "見本一覧", day: day("2026-10-31"), fileName: "list.csv", digest: "00") : nil,
            events: events(standard, standing, terms),
            revision: 4821,
            recordedAt: day("2026-11-02").start + 34_260_000
        )
        return registration.answer(on: asked)
    }

    private static func terms(_ standing: Standing) -> (from: Day?, until: Day?, since: Day) {
        switch standing {
        case .provisional: (nil, nil, day("2026-10-01"))
        case .notYetValid: (day("2027-01-15"), day("2029-01-14"), .ever)
        case .lapsed, .grace: (day("2024-10-01"), day("2026-09-30"), day("2026-10-01"))
        case .withdrawn, .revoked: (day("2025-05-21"), day("2027-05-20"), day("2026-08-03"))
        case .valid, .unknownStatus: (day("2025-05-21"), day("2027-05-20"), day("2025-05-21"))
        }
    }

    static func model(_ index: Int) -> CoveredModel {
        let names = ["HC-200", "HC-200W", "HC-210", "HC-210/B", "HC-220（黒）", "HC-220（白）", "012345678905", "HC-300 PRO"]
        let name = index < names.count ? names[index] : "HC-\(1000 + index)\(["", "W", "-JP"][index % 3])"
        return CoveredModel(number: ModelNumber(checked: name))
    }

    static let fullMaker = Manufacturer(
        key: "1",
        nameJA: "株式会社星見電機",
        nameEN: "Hoshimi Electric Co., Ltd.",
        brands: ["Hoshimi"],
        corporateNumber: "",
        country: "JP",
        publicContact: "お客様窓口 0120-000-000",
        vulnerabilityContact: "https://hoshimi.example/security"
    )

    static func fullProduct(_ support: Product.Support) -> Product {
        Product(
            nameJA: "みまもりカメラ HC-200",
            nameEN: "Home Camera HC-200",
            brand: "Hoshimi",
            category: "camera-surveillance",
            services: ["Hoshimi アプリ（iOS／Android）", "Hoshimi Cloud"],
            updateMethodJA: "夜間に自動で更新。アプリからも更新できます。",
            updateMethodEN: "Automatically at night; also from the app.",
            support: support,
            defaultCredentialsJA: "1台ごとに異なる初期パスワード。最初に変更を求めます。",
            defaultCredentialsEN: "A different password for each unit; you are asked to change it first.",
            setupLink: "https://hoshimi.example/hc-200/setup",
            disclosureLink: "https://hoshimi.example/vdp"
        )
    }

    private static func events(
        _ standard: Standard,
        _ standing: Standing,
        _ terms: (from: Day?, until: Day?, since: Day)
    ) -> [LabelEvent] {
        func event(_ kind: LabelEvent.Kind, _ on: Day, _ note: String = "") -> LabelEvent {
            LabelEvent(
                kind: kind,
                effectiveOn: on,
                recordedAt: on.start,
                revision: 1,
                actor: "office",
                publicNote: note,
                privateNote: "not for the public"
            )
        }
        guard let from = terms.from, let until = terms.until else {
            return [event(.provisionallyRegistered(standard), terms.since)]
        }
        var events = [event(.issued(standard, heldFrom: from, heldUntil: until), from)]
        events.append(event(.modelsChanged(added: [model(3)], removed: [], revoked: []), from + 90, "色違いを追加しました。"))
        switch standing {
        case .grace: events.append(event(.extensionFiled(graceUntil: nil), until - 40))
        case .withdrawn: events.append(event(.withdrawn, terms.since, "販売終了のため。"))
        case .revoked: events.append(event(.revoked, terms.since, "適合の根拠が確認できなかったため。"))
        default: break
        }
        return events
    }

    /// Long, missing and hostile facts.
    static func awkward(_ standing: Standing = .valid) -> LabelAnswer {
        var answer = answer(
            standing,
            level: .star3,
            models: 3,
            origin: .imported,
            support: .notStated,
            isConfirmed: false,
            number: "<script>alert(1)</script>&\"'/..%2F",
            product: Product(
                nameJA: "超高感度全天候型ネットワーク監視カメラシステム統合管理ゲートウェイ装置<b>第二世代</b>",
                nameEN:
                    "Supercalifragilisticexpialidocious-Ultra-Sensitive All-Weather Network Surveillance Gateway \"II\"",
                setupLink: "javascript:alert(1)",
                disclosureLink: "https://x.example/\"onmouseover=\"alert(1)"
            ),
            manufacturer: Manufacturer(key: "2", nameEN: "O'Neill & Sons <Ltd>")
        )
        // A provisional registration shows no models.
        guard answer.models.count >= 3 else { return answer }
        answer.models[0].number = ModelNumber(checked: String(repeating: "ABCDEFGHIJ-", count: 18) + "XY")
        answer.models[1].versions = "2.0.0 – 2.9.9"
        answer.models[2].gtin = "4901234567894"
        return answer
    }

    static let bare = answer(
        .provisional,
        models: 0,
        origin: .test,
        support: .unsupported,
        product: Product(),
        manufacturer: Manufacturer(key: "3", nameJA: "見本")
    )
}

/// Every other page in every state it has.
extension PageSamples {
    static func candidate(_ index: Int) -> Candidate {
        let standing = Standing.allCases[index % 8]
        let level = StarLevel.allCases[index % 4]
        return Candidate(
            number: RegistrationNumber(checked: "DEMO-2025-\(100 + index)"),
            productNameJA: index == 3 ? "" : "みまもりカメラ HC-2\(index)0",
            productNameEN: "Home Camera HC-2\(index)0",
            manufacturerNameJA: "株式会社星見電機",
            manufacturerNameEN: "Hoshimi Electric Co., Ltd.",
            standing: standing,
            level: level,
            assurance: level >= .star3 ? .thirdParty : .selfDeclared,
            match: Candidate.Match.allCases[index % 8],
            model: index % 2 == 0 ? "HC-2\(index)0W" : nil
        )
    }

    static let edition = Edition(source: "見本一覧", day: day("2026-10-31"), fileName: "list.csv", digest: "00")

    static func otherPages(_ pages: Pages, _ language: Language) -> [(name: String, bytes: [UInt8])] {
        let draft = DoubtDraft(
            subject: .code(code.text),
            productName: "みまもりカメラ <b>HC-200</b>",
            kind: .oddLabel,
            text: "</textarea><script>alert(1)</script>",
            contact: "\"x'@",
            key: "k-1"
        )
        let tools =
            ((try? claims(language)) ?? []).map { ("claims", pages.claims($0, keepsQuestion: true)) }
            + [try? tender(language)].compactMap { $0 }.map { ("tender", pages.tender($0)) }
            + ((try? TimesSamples.pages(pages, language)) ?? [])
        return tools + CheckSamples.pages(pages, language) + [
            ("front", pages.front(language: language)),
            ("search", SearchSamples.page(pages, language)),
            ("searchFault", SearchSamples.faulty(pages, language)),
            ("searchNone", SearchSamples.page(pages, language, isEmpty: true)),
            (
                "unknown",
                pages.miss(kind: .unknownNumber(editions: [edition]), input: "DEMO<2025>\"'&", language: language)
            ),
            (
                "wrongCharacter",
                pages.miss(
                    kind: .wrongCharacter(position: 6, character: "<"),
                    input: "ABCD-E<GH-JKMN",
                    language: language
                )
            ),
            (
                "mistyped",
                pages.miss(
                    kind: .mistyped(suggestion: code, position: 5),
                    input: "0016J7PPPPPP",
                    language: language
                )
            ),
            (
                "mistypedAlone",
                pages.miss(kind: .mistyped(suggestion: nil, position: nil), input: "X", language: language)
            ),
            ("wrongLength", pages.miss(kind: .wrongLength(9), input: "ABCDEFGHJ", language: language)),
            ("invalid", pages.miss(kind: .invalid(reason: "登録番号が空です"), input: "", language: language)),
            (
                "candidates",
                pages.candidates(
                    query: "カメラ \"&<",
                    results: (0..<8).map(candidate),
                    hasMore: true,
                    language: language
                )
            ),
            ("nothing", pages.candidates(query: "ZZZ-9", results: [], hasMore: false, language: language)),
            ("doubt", pages.doubtForm(DoubtDraft(subject: .number("DEMO-1"), key: "k-2"), language: language)),
            (
                "doubtFaults",
                pages.doubtForm(draft, faults: [.kindMissing, .textMissing, .contactMalformed], language: language)
            ),
            ("thanks", pages.doubtThanks(reference: "D-000123", language: language)),
            (
                "problem",
                pages.problem(
                    status: 429,
                    title: "しばらくお待ちください",
                    detail: "<短い時間に多くの要求がありました>",
                    requestID: "5f2c9a",
                    language: language
                )
            ),
            ("unconfirmed", pages.unconfirmed(language: language)),
            ("about", pages.about(language: language)),
        ]
    }
}
