import Intake
import Registry
import Testing

@Suite("the fictional sample")
struct SampleDataTests {
    let anchor = Day(number: 20_778)

    @Test("holds about sixty registrations and three hundred models in every category and level")
    func counts() throws {
        let filings = try SampleFolder.filings(anchor)
        #expect((55...65).contains(filings.count))
        #expect((280...330).contains(try SampleFolder.models(anchor).count))
        let categories = Set(filings.values.map(\.product.category))
        #expect(
            categories == [
                "camera-surveillance", "smart-home", "network-equipment", "wearable", "industrial", "energy-storage",
            ]
        )
        #expect(Set(filings.values.map(\.standard.level)) == Set(StarLevel.allCases))
        #expect(Set(filings.values.map(\.standard.route)) == ["standard", "psti", "cls"])
        #expect((16...22).contains(Set(filings.values.map(\.manufacturer.key)).count))
    }

    @Test("covers a model number by one registration only")
    func modelsAreApart() throws {
        var owners: [String: String] = [:]
        for (id, model) in try SampleFolder.models(anchor) {
            let other = owners.updateValue(id, forKey: model.number.nearKey)
            #expect(other == nil, "\(model.number.exact) belongs to \(id) and \(other ?? "")")
        }
    }

    @Test("shows every odd case that a page has to bear")
    func oddCases() throws {
        let filings = try SampleFolder.filings(anchor)
        let acts = try SampleFolder.acts(anchor)
        let models = Dictionary(grouping: try SampleFolder.models(anchor), by: \.registration)
        #expect(models.values.contains { $0.count == 40 })
        #expect(filings.values.contains { $0.product.nameJA.count > 70 && $0.product.nameEN.count > 120 })
        #expect(filings.values.contains { $0.product.nameJA.isEmpty })
        #expect(filings.values.contains { $0.product.nameEN.isEmpty })
        #expect(filings.values.contains { $0.manufacturer.nameEN.isEmpty })
        #expect(filings.values.contains { $0.manufacturer.nameJA.isEmpty })
        #expect(filings.values.contains { $0.manufacturer.country != "JP" && $0.manufacturer.corporateNumber.isEmpty })
        #expect(filings.values.contains { $0.product.support == .notStated })
        #expect(filings.values.contains { $0.product.support == .unsupported })
        let words = Set(acts.map(\.order.word))
        #expect(
            words == [
                .provisionallyRegistered, .issued, .extensionFiled, .extended, .extensionRefused, .extensionAbandoned,
                .withdrawn, .revoked, .reinstated, .modelsChanged, .holderChanged, .corrected,
            ]
        )
        let extended = acts.filter { $0.order.word == .extended }.map(\.registration)
        #expect(extended.contains { id in extended.filter { $0 == id }.count == 2 })
    }

    @Test("says every text in at least one language")
    func texts() throws {
        for (id, filing) in try SampleFolder.filings(anchor) {
            let product = filing.product
            #expect(!(filing.manufacturer.nameJA + filing.manufacturer.nameEN).isEmpty, "\(id)")
            #expect(!(product.nameJA + product.nameEN).isEmpty, "\(id)")
            #expect(!(product.descriptionJA + product.descriptionEN).isEmpty, "\(id)")
            #expect(!(product.updateMethodJA + product.updateMethodEN).isEmpty, "\(id)")
            #expect(!(product.defaultCredentialsJA + product.defaultCredentialsEN).isEmpty, "\(id)")
        }
    }

    @Test("promises nothing that a label does not say")
    func noPromises() throws {
        let forbidden = [
            "完全", "お墨付き", "認証済", "安全です", "安心です", "保証", "complete security", "certified", "guarantee",
            "approved", "unhackable", "official", "tested by",
        ]
        for (id, filing) in try SampleFolder.filings(anchor) {
            let text = "\(filing.product)".lowercased()
            for word in forbidden { #expect(!text.contains(word), "\(id) says \(word)") }
        }
    }

    @Test("names no maker that exists")
    func inventedNames() throws {
        let words: Set<String> = [
            "sony", "panasonic", "hitachi", "toshiba", "nec", "fujitsu", "sharp", "canon", "nikon", "hikvision",
            "dahua", "axis", "tp-link", "buffalo", "elecom", "yamaha", "cisco", "netgear", "huawei", "zte", "xiaomi",
            "samsung", "lg", "apple", "google", "amazon", "omron", "keyence", "mitsubishi", "siemens", "schneider",
            "abb", "tesla", "byd", "catl", "kyocera", "daikin", "casio", "seiko", "citizen", "garmin", "fitbit",
            "philips", "ikea", "anker", "jackery", "switchbot", "qrio", "nest", "arlo", "yokogawa", "lixil", "ykk",
        ]
        let scripts = [
            "ソニー", "パナソニック", "日立", "東芝", "日本電気", "富士通", "シャープ", "キヤノン", "ニコン", "バッファロー",
            "エレコム", "ヤマハ", "オムロン", "キーエンス", "三菱", "京セラ", "ダイキン", "カシオ", "セイコー", "シチズン",
            "横河", "小米", "華為", "三星", "アイリス",
        ]
        for filing in try SampleFolder.filings(anchor).values {
            let maker = filing.manufacturer
            let names = [maker.nameJA, maker.nameEN, maker.nameKana, filing.product.brand] + maker.brands
            for name in names + [filing.product.nameJA, filing.product.nameEN] {
                let parts = name.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
                #expect(words.isDisjoint(with: parts), "\(name)")
                for script in scripts { #expect(!name.contains(script), "\(name)") }
            }
        }
    }

    @Test("gives corporate numbers of the synthetic run and names reserved for examples")
    func manufacturers() throws {
        for maker in try SampleFolder.filings(anchor).values.map(\.manufacturer) {
            if !maker.corporateNumber.isEmpty {
                let digits = maker.corporateNumber.compactMap(\.wholeNumberValue)
                #expect(digits.count == 13)
                // The National Tax Agency's rule, reckoned from the left here: weights 2, 1, 2, 1 … behind the first.
                let sum = digits.dropFirst().enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 2 : 1) }
                #expect(digits.first == 9 - sum % 9)
                #expect(maker.corporateNumber.dropFirst().hasPrefix("99990000"))
            }
            #expect(maker.publicContact.contains(#/^https://[a-z-]+\.example\.(jp|com)//#))
            #expect(maker.vulnerabilityContact.contains(#/@[a-z-]+\.example\.(jp|com)$/#))
            #expect(maker.country.count == 2)
        }
    }

    @Test("gives GTINs that belong to nobody, each once, with their check digit")
    func gtins() throws {
        var seen: Set<String> = []
        for (_, model) in try SampleFolder.models(anchor) where !model.gtin.isEmpty {
            let digits = model.gtin.compactMap(\.wholeNumberValue)
            #expect(digits.count == 13)
            // Whole number with its check digit: odd places count once, even places three times, a multiple of ten.
            let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) }
            #expect(sum % 10 == 0, "\(model.gtin)")
            #expect(model.gtin.hasPrefix("2") || model.gtin.hasPrefix("04"), "\(model.gtin)")
            #expect(seen.insert(model.gtin).inserted, "\(model.gtin)")
        }
        #expect(seen.count > 150)
    }
}
