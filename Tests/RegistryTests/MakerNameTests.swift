import Registry
import Testing

@Suite("A manufacturer's name is compared without its dress")
struct MakerNameTests {
    @Test(
        "names that are one",
        arguments: [
            ["株式会社見本電機", "㈱見本電機", "見本電機（株）", "見本電機 株式会社", "見本電機"],
            ["アイ・オー・データ機器", "株式会社アイオーデータ機器", "ｱｲ･ｵｰ･ﾃﾞｰﾀ機器", "あい・おー・でーた機器"],
            ["Example Co., Ltd.", "EXAMPLE", "Example, Inc.", "example corporation", "Ｅｘａｍｐｌｅ　ＬＬＣ", "Example K.K."],
            ["AT&T Inc", "at & t"], ["Sample-Works GmbH", "Sample Works"], ["有限会社タカダ", "(有)タカダ"],
        ]
    )
    func same(_ names: [String]) {
        #expect(Set(names.map { MakerName.key($0) }).count == 1, "\(names.map { MakerName.key($0) })")
    }

    @Test(
        "names that are two",
        arguments: [("見本電機", "見本電気"), ("Example", "Example Works"), ("Ltd", "Inc"), ("株式会社", "有限会社"), ("東京", "京都")]
    )
    func different(_ left: String, _ right: String) {
        #expect(MakerName.key(left) != MakerName.key(right))
        #expect(!MakerName.key(left).isEmpty)
    }

    @Test("marks alone are no name")
    func empty() {
        #expect(MakerName.key(" -・/ ").isEmpty)
    }
}
