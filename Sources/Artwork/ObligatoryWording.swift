/// What every artwork of an operator who is not official carries.
enum Unofficial {
    static let wording = "非公式の登録簿による表示 / unofficial registry"
    /// Where there is no room for the sentence.
    static let shortWording = "非公式 / unofficial"
}

/// What every artwork of a test registration carries.
enum Watermark {
    static let wording = "TEST / 見本・試験用"
    /// Large and pale under the text of a label.
    static let shortWording = "TEST"
}
