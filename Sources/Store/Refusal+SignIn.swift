package import Registry

extension Refusal {
    /// A link of a letter that was used, or is too old, or is none of ours.
    package static let linkOver = Refusal(
        .missing,
        "This link is no longer good; ask for another",
        ja: "このリンクは使えなくなっています。もう一度お申し込みください",
        code: "linkOver"
    )

    /// Nothing is looked at for a while.
    package static func heldBack(_ until: Moment?, at now: Moment) -> Refusal {
        guard let until else {
            return Refusal(
                .limited,
                "Too many attempts were wrong; choose a new password, or add a one-time code",
                ja: "誤った入力が続いたため止めています。パスワードを再設定するか、ワンタイムコードを添えてください",
                code: "heldBack"
            )
        }
        let seconds = max(1, (until.milliseconds - now.milliseconds + 999) / 1000)
        return Refusal(
            .limited,
            "Too many attempts were wrong; try again in \(seconds) s, or add a one-time code",
            ja: "誤った入力が続いたため止めています。\(seconds)秒後にもう一度お試しください。ワンタイムコードがあれば、すぐに使えます",
            code: "heldBack"
        )
    }
}
