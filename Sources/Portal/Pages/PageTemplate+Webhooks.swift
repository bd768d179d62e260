extension PageTemplate {
    static let webhooksSource =
        """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[webhooksTitle]]</h1><p class="t">[[webhooksLead]]</p>
        {{#fault}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[formErrors]]</b></p><p>{{.}}</p></div>{{/fault}}
        {{^hasEndpoints}}<p class="t">[[webhooksNone]]</p>{{/hasEndpoints}}
        {{#hasEndpoints}}<ul class="rows">{{#endpoints}}<li><a href="{{href}}">{{url}}</a><p class="q">{{state}}{{#isFailing}} · [[webhooksFailing]]{{/isFailing}} {{label}}</p></li>{{/endpoints}}</ul>{{/hasEndpoints}}
        <h2 class="t">[[webhooksNew]]</h2><form action="\(PagePath.webhooks)?lang=[[lang]]" method="post">
        <label for="url">[[webhooksURL]]</label><p class="q" id="url-hint">[[webhooksURLHint]]</p><input id="url" name="url" type="url" value="{{draftURL}}" required="required" maxlength="500" autocomplete="off" aria-describedby="url-hint"/>
        <label for="label">[[webhooksLabel]]</label><input id="label" name="label" type="text" value="{{draftLabel}}" maxlength="100" autocomplete="off"/>
        <fieldset><legend>[[webhooksEvents]]</legend>{{#events}}<label class="r" for="{{id}}"><input type="checkbox" id="{{id}}" name="{{name}}" value="yes"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}} <span class="n q">{{word}}</span></label>{{/events}}</fieldset>
        <p class="q">[[webhooksChallenge]]</p><button type="submit">[[webhooksButton]]</button></form>
        """

    static let webhookSource =
        """
        <p class="back"><a href="\(PagePath.webhooks)?lang=[[lang]]">[[webhooksTitle]]</a></p>
        <h1 class="t">{{url}}</h1><p class="q">{{label}}</p>
        {{#fault}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[formErrors]]</b></p><p>{{.}}</p></div>{{/fault}}
        {{#done}}<p class="note t" role="status">{{.}}</p>{{/done}}
        {{#secret}}<section class="note" role="status"><h2>[[webhookSecret]]</h2><p class="bad">{{.}}</p><p>[[webhookSecretOnce]]</p></section>{{/secret}}
        <dl><dt>[[webhookState]]</dt><dd>{{state}}</dd><dt>[[webhookMade]]</dt><dd>{{made}}</dd>
        {{#failing}}<dt>[[webhookFailing]]</dt><dd>{{.}}</dd>{{/failing}}
        {{#formerUntil}}<dt>[[webhookFormer]]</dt><dd>{{.}}</dd>{{/formerUntil}}</dl>
        <section><h2>[[webhooksEvents]]</h2><ul>{{#events}}<li>{{.}}</li>{{/events}}</ul></section>
        {{#isUnproven}}<p class="note">[[webhooksChallenge]]</p>\(button("challenge", "webhookAsk"))\(end("isUnproven"))
        {{#isActive}}\(button("test", "webhookTest"))\(button("pause", "webhookPause"))\(end("isActive"))
        {{#isPaused}}<p class="note">[[webhookPaused]]</p>\(button("resume", "webhookResume"))\(end("isPaused"))
        {{#isOpen}}<details><summary>[[webhookRotate]]</summary><div>{{^formerUntil}}<p>[[webhookRotateLead]]</p>\(button("rotate", "webhookRotate"))\(end("formerUntil"))
        {{#formerUntil}}<p>[[webhookFormerLead]]</p>\(button("endFormer", "webhookEndFormer"))\(end("formerUntil"))</div></details>
        <details><summary>[[webhookEnd]]</summary><div><p>[[webhookEndLead]]</p>\(button("end", "webhookEnd"))</div></details>\(end("isOpen"))
        """ + log

    private static let log = """
        <section><h2>[[webhookLog]]</h2>{{^hasLines}}<p>[[webhookLogNone]]</p>{{/hasLines}}
        {{#hasLines}}<ul class="rows">{{#lines}}<li><p><b>{{event}}</b> <span class="n q">{{word}}</span>{{#number}} {{.}}{{/number}}</p>
        <p class="q">{{at}} · {{state}} · [[webhookAttempts]] {{attempts}}{{#outcome}} · {{.}}{{/outcome}}{{#next}} · [[webhookNext]] {{.}}{{/next}}</p><p class="q n">{{webhookID}}</p>
        {{#mayReplay}}<form action="{{path}}/replay?lang=[[lang]]" method="post"><input type="hidden" name="delivery" value="{{id}}"/><button type="submit">[[webhookReplay]]</button></form>{{/mayReplay}}</li>{{/lines}}</ul>{{/hasLines}}
        {{#more}}<p class="go"><a href="{{.}}">[[webhookMore]]</a></p>{{/more}}</section>
        """

    private static func button(_ action: String, _ word: String) -> String {
        """
        <form action="{{path}}?lang=[[lang]]" method="post"><input type="hidden" name="action" value="\(action)"/><button type="submit">[[\(word)]]</button></form>
        """
    }

    private static func end(_ name: String) -> String { "{{/\(name)}}" }
}
