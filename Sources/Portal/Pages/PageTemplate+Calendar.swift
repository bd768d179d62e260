extension PageTemplate {
    static let calendarSource =
        """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[calendarTitle]]</h1><p class="t">[[calendarLead]]</p><p class="t">[[calendarSecret]]</p>
        {{#done}}<p class="note t" role="status">{{.}}</p>{{/done}}
        {{#made}}<section class="note" role="status"><h2>[[calendarMade]]</h2><dl><dt>[[calendarICS]]</dt><dd class="bad">{{calendar}}</dd>
        <dt>[[calendarAtom]]</dt><dd class="bad">{{feed}}</dd></dl><p>[[calendarOnce]]</p></section>{{/made}}
        {{^kept}}<p class="t">[[calendarNone]]</p><form action="\(PagePath.calendarAddress)?lang=[[lang]]" method="post"><button type="submit">[[calendarMake]]</button></form>{{/kept}}
        {{#kept}}<p class="q">[[calendarSince]] {{made}} · {{#used}}[[calendarUsed]] {{.}}{{/used}}{{^used}}[[calendarUnused]]{{/used}}</p>
        <h2 class="t">[[calendarReplace]]</h2><p class="t">[[calendarReplaceLead]]</p><form action="\(PagePath.calendarAddress)?lang=[[lang]]" method="post"><button type="submit">[[calendarReplace]]</button></form>
        <form action="\(PagePath.calendarAddress)/end?lang=[[lang]]" method="post"><button type="submit">[[calendarEnd]]</button></form>{{/kept}}
        """
}
