import Registry
import TestSupport
import Testing

@testable import Store

@Suite("watches as people ask for them")
struct WatchAskTests {
    @Test("nothing is followed before the link is used; it stays good, and pressing twice is no fault")
    func optIn() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        try await sample.store.ask(
            WatchSample.ask(),
            for: try MailAddress("officer@example.jp"),
            at: noon("2027-01-05")
        )
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-05")
        let secret = try await sample.confirmation("2027-01-05")
        #expect(try await sample.next("2027-01-05") == [])
        let opened = try #require(try await sample.store.watch(behind: secret, at: noon("2027-01-05")))
        #expect(opened.state == .asked && opened.address.text == "officer@example.jp" && opened.conditions == "q=x")
        // Looking at it begins nothing.
        #expect(try await sample.store.watchCounts().counts == [.list: [.asked: 1]])
        for _ in 0..<2 {
            let watch = try await sample.store.confirmWatch(secret, at: noon("2027-01-05"))
            #expect(watch.state == .followed)
        }
        // What was recorded before is not told.
        #expect(try await sample.next("2027-01-06") == [])
        #expect(try await sample.store.watch(behind: secret, at: noon("2029-12-31"))?.state == .followed)
    }

    @Test("the secret is in no table, and another is none")
    func secrets() async throws {
        let sample = try await WatchSample.make()
        let secret = try await sample.follow(on: "2027-01-05")
        let dump = try await sample.store.dump()
        #expect(!"\(dump)".contains(secret))
        for wrong in ["", "x", secret + "x", String(secret.dropLast()), secret.uppercased()] {
            #expect(try await sample.store.watch(behind: wrong, at: noon("2027-01-05")) == nil)
            await #expect(throws: Refusal.linkOver) {
                try await sample.store.confirmWatch(wrong, at: noon("2027-01-05"))
            }
            try await sample.store.stopWatch(wrong, at: noon("2027-01-05"))
        }
        #expect(try await sample.store.watchCounts().counts == [.list: [.followed: 1]])
    }

    @Test("letters of a watch have one link, which is kept nowhere and lasts as long", arguments: OfferedEngine.all)
    func links(_ engine: OfferedEngine) async throws {
        let sample = try await WatchSample.make(try await engine.open())
        for number in ["A-1", "A-2"] { try await sample.issue(number, until: "2028-05-20") }
        let secret = try await sample.follow(on: "2027-01-05", until: "2027-03-31")
        let kept = try await sample.store.dump()["watch_token"]
        var links: Set<String> = []
        for (number, text) in [("A-1", "2027-01-06"), ("A-2", "2027-01-07")] {
            try await sample.store.perform(.revoke, number, on: text)
            try await sample.round(text)
            let letter = try #require(try await sample.claim(noon(text)).first)
            links.insert(try #require(letter.secret))
            try await sample.settle(letter, noon(text))
        }
        let link = try #require(links.first)
        #expect(links.count == 1 && link != secret && link.utf8.count == 48)
        let dump = try await sample.store.dump()
        #expect(dump["watch_token"] == kept && !"\(dump)".contains(link))
        // The letter that confirmed it still leads there, too.
        for good in [link, secret] {
            #expect(try await sample.store.watch(behind: good, at: noon("2027-01-08"))?.state == .followed)
        }
        for place in 0..<link.utf8.count {
            var digits = Array(link.utf8)
            digits[place] = digits[place] == 0x30 ? 0x31 : 0x30
            let wrong = String(decoding: digits, as: UTF8.self)
            #expect(try await sample.store.watch(behind: wrong, at: noon("2027-01-08")) == nil, "\(place)")
        }
        #expect(try await sample.store.watch(behind: link.uppercased(), at: noon("2027-01-08")) == nil)
        #expect(
            try await sample.store.setEnd(ofWatch: link, day("2027-04-30"), at: noon("2027-01-08")).state == .followed
        )
        #expect(try await sample.next("2027-05-01") == ["watchOver"])
        #expect(try await sample.store.watch(behind: link, at: noon("2027-05-30"))?.state == .over)
        // The next watch has the number of this one, and not its link: nobody's but whose it is and since when.
        try await sample.store.stopWatch(link, at: noon("2027-05-30"))
        for (address, text) in [("officer@example.jp", "2027-06-01"), ("other@example.jp", "2027-01-05")] {
            let other = try await sample.follow(on: text, as: address)
            #expect(try await sample.store.watch(behind: other, at: noon(text))?.id == 1)
            #expect(try await sample.store.watch(behind: link, at: noon(text)) == nil)
            try await sample.store.stopWatch(link, at: noon(text))
            try await sample.store.stopWatch(other, at: noon(text))
        }
        #expect(try await sample.store.watchCounts().counts == [:])
    }

    @Test("a link that is sealed opens no watch that was not confirmed")
    func unconfirmed() async throws {
        let sample = try await WatchSample.make()
        try await sample.store.ask(
            WatchSample.ask(),
            for: try MailAddress("officer@example.jp"),
            at: noon("2027-01-05")
        )
        let secret = try await sample.confirmation("2027-01-05")
        let watch = try #require(try await sample.store.watch(behind: secret, at: noon("2027-01-05")))
        let link = WatchLink.token(watch, sample.store.keys)
        #expect(try await sample.store.watch(behind: link, at: noon("2027-01-05")) == nil)
        await #expect(throws: Refusal.linkOver) {
            try await sample.store.confirmWatch(link, at: noon("2027-01-05"))
        }
        try await sample.store.confirmWatch(secret, at: noon("2027-01-05"))
        #expect(try await sample.store.watch(behind: link, at: noon("2027-01-05"))?.state == .followed)
    }

    @Test("a link that nobody used is over after a day, and what was asked for is forgotten")
    func expired() async throws {
        let sample = try await WatchSample.make()
        try await sample.store.ask(
            WatchSample.ask(),
            for: try MailAddress("officer@example.jp"),
            at: noon("2027-01-05")
        )
        let secret = try await sample.confirmation("2027-01-05")
        #expect(try await sample.store.watch(behind: secret, at: noon("2027-01-06") + -1) != nil)
        #expect(try await sample.store.watch(behind: secret, at: noon("2027-01-06")) == nil)
        await #expect(throws: Refusal.linkOver) {
            try await sample.store.confirmWatch(secret, at: noon("2027-01-06"))
        }
        #expect(try await sample.store.forgetWatches(at: noon("2027-01-06")) >= 1)
        #expect(try await sample.store.watchCounts().counts == [:])
        #expect(try await sample.store.dump()["watch_token"] == [])
    }

    @Test("one address gets such a letter once in ten minutes, and so many watches, and nobody is told which")
    func bounds() async throws {
        let sample = try await WatchSample.make()
        let address = try MailAddress("officer@example.jp")
        let other = try MailAddress("Officer@Example.jp")
        let start = noon("2027-01-05")
        for (address, offset) in [(address, Int64(0)), (other, 1), (address, 599_999)] {
            try await sample.store.ask(WatchSample.ask(), for: address, at: start + offset)
        }
        #expect(try await sample.store.backlog().waiting == 1)
        try await sample.store.ask(WatchSample.ask(), for: try MailAddress("another@example.jp"), at: start + 1)
        #expect(try await sample.store.backlog().waiting == 2)
        for number in 1...60 {
            try await sample.store.ask(WatchSample.ask(), for: address, at: start + Int64(number) * 600_000)
        }
        let counts = try await sample.store.watchCounts().counts
        #expect(counts == [.list: [.asked: RegistryStore.mostAsked + 1]])
    }

    @Test("the letter that confirms it repeats nothing that was typed: anybody can have it sent to anybody")
    func plain() async throws {
        let sample = try await WatchSample.make()
        let ask = WatchAsk(
            .list(LabelQuery(text: "locked: https://evil.example/")),
            title: "locked: https://evil.example/",
            conditions: "q=x",
            until: day("2028-01-01"),
            .en
        )
        try await sample.store.ask(ask, for: try MailAddress("officer@example.jp"), at: noon("2027-01-05"))
        let letter = try #require(try await sample.store.letters(.waiting).first?.letter)
        #expect(letter.kind == .confirmWatch && letter.facts == ["until": "2028-01-01"])
    }

    @Test("a watch ends today at the earliest and five years from now at the latest")
    func ends() async throws {
        let sample = try await WatchSample.make()
        let address = try MailAddress("officer@example.jp")
        for (until, isGood) in [
            ("2027-01-04", false), ("2027-01-05", true), ("2032-01-05", true), ("2032-01-06", false),
        ] {
            let ask = WatchSample.ask(until: until)
            let refused: String?
            do {
                try await sample.store.ask(ask, for: address, at: noon("2027-01-05"))
                refused = nil
            } catch let refusal as Refusal { refused = refusal.code }
            #expect(refused == (isGood ? nil : "watchEnd"), "\(until)")
        }
        let secret = try await sample.follow(on: "2027-01-06", as: "mover@example.jp")
        let moved = try await sample.store.setEnd(ofWatch: secret, day("2031-12-31"), at: noon("2027-01-06"))
        #expect(moved.until == day("2031-12-31"))
        // Its links last as long.
        #expect(try await sample.store.watch(behind: secret, at: noon("2031-12-31"))?.until == day("2031-12-31"))
        await #expect(throws: Refusal.self) {
            _ = try await sample.store.setEnd(ofWatch: secret, day("2026-12-31"), at: noon("2027-01-06"))
        }
    }

    @Test("who stops is forgotten at once, also while a letter waits")
    func stop() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        let secret = try await sample.follow(on: "2027-01-05")
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-06")
        #expect(try await sample.round("2027-01-06").letters == 1)
        try await sample.store.stopWatch(secret, at: noon("2027-01-06"))
        #expect(try await sample.send("2027-01-06") == [])
        let dump = try await sample.store.dump()
        for table in ["watch", "watch_token", "watch_label"] { #expect(dump[table] == [], "\(table)") }
        try await sample.store.stopWatch(secret, at: noon("2027-01-06"))
    }

    @Test("a check is told from its receipt on, row by row, and its labels until the end")
    func check() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2027-05-20")
        try await sample.issue("A-2", until: "2028-05-20")
        try await sample.issue("A-3", until: "2028-05-20")
        let head = try await sample.store.head().revision
        let asked = AskedMoment(day: day("2027-01-05"), today: day("2027-01-05"), revision: head)
        let conditions = CheckConditions(levelAtLeast: .star1, coveredThrough: day("2027-12-31"))
        // Between the check and the watch.
        try await sample.store.perform(.revoke, "A-2", on: "2027-01-06")
        let ask = WatchAsk(
            .check(WatchedCheck(conditions: conditions, asked: asked)),
            title: "check",
            conditions: "0123456789abcdef",
            until: day("2028-03-31"),
            .en
        )
        try await sample.store.ask(ask, for: try MailAddress("officer@example.jp"), at: noon("2027-01-07"))
        let secret = try await sample.confirmation("2027-01-07")
        var products: [WatchedProduct] = []
        for (line, number) in [(2, "A-1"), (3, "A-2"), (4, "A-1")] {
            let code = try await sample.store.found(number).code.text
            products.append(WatchedProduct(code: code, row: CheckedRow(line: line, registrationNumber: number)))
        }
        try await sample.store.confirmWatch(secret, products, at: noon("2027-01-07"))
        #expect(
            try await sample.next("2027-01-07")
                == ["watchDigest | A-2: standing now: revoked; line 3 of the check: Pass, now Fail"]
        )
        try await sample.store.perform(.revoke, "A-3", on: "2027-01-08")
        #expect(try await sample.next("2027-01-08") == [])
        try await sample.store.perform(.fileExtension, "A-1", on: "2027-01-09")
        try await sample.store.perform(.extend(heldUntil: nil), "A-1", on: "2027-01-09")
        let told = try await sample.next("2027-01-09")
        #expect(
            told.count == 1 && told[0].contains("A-1: the last valid day is another one: 2029-05-20")
                && told[0].hasSuffix("line 2 of the check: Review, now Pass; line 4 of the check: Review, now Pass")
        )
        #expect(try await sample.next("2027-06-01") == [])
    }

    @Test("a watch follows so many rows at most, and codes of nobody are left out")
    func mostLabels() async throws {
        let sample = try await WatchSample.make()
        let check = WatchedCheck(
            conditions: CheckConditions(),
            asked: AskedMoment(day: day("2027-01-05"), today: day("2027-01-05"), revision: 0)
        )
        let ask = WatchAsk(.check(check), title: "x", conditions: "x", until: day("2028-01-01"), .ja)
        try await sample.store.ask(ask, for: try MailAddress("officer@example.jp"), at: noon("2027-01-05"))
        let secret = try await sample.confirmation("2027-01-05")
        let made = WatchedProduct(code: "000000000000", row: CheckedRow(line: 2, model: "x"))
        let many = Array(repeating: made, count: WatchAsk.mostRows + 1)
        let refused = try await refusal { try await sample.store.confirmWatch(secret, many, at: noon("2027-01-05")) }
        #expect(refused?.code == "tooManyLabels" && refused?.kind == .unprocessable)
        let watch = try await sample.store.confirmWatch(secret, [made], at: noon("2027-01-05"))
        #expect(watch.state == .followed)
        #expect(try await sample.store.dump()["watch_label"] == [])
    }

    @Test("a text finds for a watch what it finds in a list", arguments: 1...6)
    func texts(_ seed: Int) async throws {
        var random = Seeded(UInt64(seed))
        let sample = try await WatchSample.make()
        let words = ["カメラ", "スマートロック", "Door", "lamp", "ルーター", "ﾙｰﾀ", "X-100", "X100", "ab", "株式会社"]
        for number in 1...40 {
            let name = (0..<2).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
            let model = (words.randomElement(using: &random) ?? "") + "\(number % 7)"
            var filing = Filing.sample(name, ja: name, models: [model])
            filing.manufacturer.nameJA = words.randomElement(using: &random) ?? ""
            try await sample.issue("N-\(number)", until: "2028-05-20", filing)
        }
        let head = try await sample.store.head().revision
        let asked = AskedMoment(day: day("2027-01-05"), today: day("2027-01-05"), revision: head)
        var questions = words + ["N-1", "N-12", "カ", "x 100", "ロック Door", "ル ー", "製", "1", "Do", "e"]
        questions += (0..<20).map { _ in
            String((words.randomElement(using: &random) ?? "").prefix(Int.random(in: 1...3, using: &random)))
        }
        for text in questions {
            let meaning = TextMeaning(text, [], keys: sample.store.keys)
            let list = try await sample.store.list(
                LabelQuery(text: text),
                asked,
                limit: 200
            )
            let listed = Set(list.labels.map { $0.answer.registration.number.text })
            var found: Set<String> = []
            for number in 1...40 {
                let registration = try await sample.store.found("N-\(number)")
                if meaning.finds(registration) { found.insert("N-\(number)") }
            }
            #expect(found == listed, "\(seed): \(text)")
        }
    }
}
