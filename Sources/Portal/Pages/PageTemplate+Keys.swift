extension PageTemplate {
    static let keysSource =
        """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[keysTitle]]</h1><p class="t">[[keysLead]]</p>
        {{#fault}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[formErrors]]</b></p><p>{{.}}</p></div>{{/fault}}
        {{#done}}<p class="note t" role="status">{{.}}</p>{{/done}}
        {{#made}}<section class="note" role="status"><h2>[[keysMade]]</h2><p><b>{{name}}</b></p><p class="bad">{{text}}</p>
        <p>[[keysOnce]]</p><p class="q">[[keysUntil]] {{until}}</p></section>{{/made}}
        {{^hasKeys}}<p class="t">[[keysNone]]</p>{{/hasKeys}}
        {{#hasKeys}}<ul class="rows">{{#keys}}<li><p><b>{{name}}</b> <span class="n">{{hint}}…</span>{{#isReplaced}} [[keysReplaced]]{{/isReplaced}}</p><p class="q">{{scopes}}</p>
        <p class="q">[[keysSince]] {{made}} · {{#isGood}}[[keysUntil]]{{/isGood}}{{^isGood}}[[keysEndedAt]]{{/isGood}} {{until}} · {{#used}}[[keysUsed]] {{.}}{{/used}}{{^used}}[[keysUnused]]{{/used}}</p>
        {{#isGood}}<form action="\(PagePath.keys)/{{id}}/revoke?lang=[[lang]]" method="post"><button type="submit">[[keysEnd]]</button></form>{{/isGood}}
        {{#mayRotate}}<details><summary>[[keysRotate]]</summary><div><p>[[keysRotateLead]]</p>
        <form action="\(PagePath.keys)/{{id}}/rotate?lang=[[lang]]" method="post"><label for="overlap-{{id}}">[[keysOverlap]]</label>
        <input id="overlap-{{id}}" name="overlap" type="number" min="0" max="7" value="1" required="required"/><button type="submit">[[keysRotate]]</button></form></div></details>{{/mayRotate}}</li>{{/keys}}</ul>{{/hasKeys}}
        """ + new

    private static let new = """
        <h2 class="t">[[keysNew]]</h2><form action="\(PagePath.keys)?lang=[[lang]]" method="post">
        <label for="name">[[keysName]]</label><p class="q" id="name-hint">[[keysNameHint]]</p><input id="name" name="name" type="text" value="{{draftName}}" required="required" maxlength="100" autocomplete="off" aria-describedby="name-hint"/>
        <fieldset><legend>[[keysScopes]]</legend>{{#scopes}}<label class="r" for="{{id}}"><input type="checkbox" id="{{id}}" name="{{name}}" value="yes"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>{{/scopes}}</fieldset>
        <label for="days">[[keysDays]]</label><p class="q" id="days-hint">[[keysDaysHint]]</p><input id="days" name="days" type="number" min="1" max="365" value="{{draftDays}}" required="required" aria-describedby="days-hint"/>
        <button type="submit">[[keysButton]]</button></form>
        """
}
