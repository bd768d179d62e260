extension PageTemplate {
    /// How the form for a watch begins; what is followed comes after it as hidden fields.
    static let watchBegin = """
        <details><summary>[[watchTitle]]</summary><div><p class="q">[[watchLead]]</p>
        <form action="\(PagePath.watches)?lang=[[lang]]" method="post">
        """

    /// What a watch is told by, and until when.
    static let watchEnd = """
        <label for="watch-email">[[watchEmail]]</label><input id="watch-email" name="email" type="email" required="required" maxlength="254" autocomplete="email"/>
        <label for="watch-until">[[watchUntil]]</label><p class="q" id="watch-hint">[[watchUntilHint]]</p><input id="watch-until" name="until" required="required" maxlength="20" autocomplete="off" aria-describedby="watch-hint"/>
        <p class="go"><button type="submit">[[watchButton]]</button></p></form></div></details>
        """
}
