/// When people are told that an end is near: days counted from the last valid day.
package struct Ladder: Hashable, Sendable {
    /// Days before it, descending.
    package var daysBefore: [Int]
    /// Days after it, ascending.
    package var daysAfter: [Int]
    /// Whether a notice goes out at the end of grace.
    package var atGraceEnd: Bool
    /// From how many days before it a renewal may be opened.
    package var renewalOpensDaysBefore: Int

    package init(daysBefore: [Int], daysAfter: [Int], atGraceEnd: Bool, renewalOpensDaysBefore: Int) {
        self.daysBefore = daysBefore
        self.daysAfter = daysAfter
        self.atGraceEnd = atGraceEnd
        self.renewalOpensDaysBefore = renewalOpensDaysBefore
    }
}
