extension PageTemplate {
    /// What a case is about, as far as it is public.
    private static let caseAbout =
        "{{#label}}<a href=\"{{href}}\" class=\"n\">{{number}}</a>{{/label}}{{^label}}{{about}}{{/label}}"

    static let caseLogSource =
        """
        <h1 class="t">[[casesTitle]]</h1><p class="t">[[casesLead]]</p>
        <p class="go"><a href="\(PagePath.corrections)?lang=[[lang]]">[[casesAsk]]</a></p><p class="q">[[casesDoubt]]</p>
        {{^hasEntries}}<p class="t">[[casesNone]]</p>{{/hasEntries}}
        {{#hasEntries}}<table class="list"><thead><tr><th scope="col">[[casesNumber]]</th><th scope="col">[[casesKind]]</th><th scope="col">[[casesReceived]]</th><th scope="col">[[casesAbout]]</th><th scope="col">[[casesState]]</th></tr></thead><tbody>
        {{#entries}}<tr><td class="pr"><a href="{{path}}" class="n">{{name}}</a></td><td data-l="[[=casesKind]]">{{kind}}</td><td data-l="[[=casesReceived]]">{{received}}</td><td data-l="[[=casesAbout]]">
        """ + caseAbout + """
            </td><td data-l="[[=casesState]]">{{state}}{{#outcome}}<br/>{{.}}{{/outcome}}</td></tr>
            {{/entries}}</tbody></table>{{/hasEntries}}
            {{#nextHref}}<p class="go"><a rel="next" href="{{.}}">[[casesNext]]</a></p>{{/nextHref}}
            """

    static let caseEntrySource =
        """
        <p class="back"><a href="\(PagePath.cases)?lang=[[lang]]">[[casesAll]]</a></p>
        {{#entry}}<h1 class="t n">{{name}}</h1><dl><dt>[[casesKind]]</dt><dd>{{kind}}</dd><dt>[[casesReceived]]</dt><dd>{{received}}</dd>
        <dt>[[casesAbout]]</dt><dd>
        """ + caseAbout + """
            </dd><dt>[[casesState]]</dt><dd>{{state}}</dd>{{#outcome}}<dt>[[casesOutcome]]</dt><dd>{{.}}</dd>{{/outcome}}</dl>
            {{#isAnswered}}<section><h2>[[casesAnswer]]</h2>{{#answer}}<p>{{.}}</p>{{/answer}}{{^answer}}<p>[[casesNoAnswer]]</p>{{/answer}}</section>{{/isAnswered}}{{/entry}}
            <p class="q t">[[casesLead]]</p>
            """

    static let caseDeskSource =
        """
        <p class="back"><a href="\(PagePath.office)?lang=[[lang]]">[[officeTitle]]</a></p>
        <h1 class="t">[[deskTitle]]</h1><p>[[deskLead]]</p>
        <table class="list"><thead><tr><th scope="col">[[officeState]]</th><th scope="col">[[deskWaiting]]</th></tr></thead><tbody>
        {{#queues}}<tr><td class="pr"><a href="{{href}}">{{state}}</a></td><td data-l="[[=deskWaiting]]">{{count}}</td></tr>
        {{/queues}}</tbody></table>
        <h2 class="t">{{chosen}}</h2>{{^hasLines}}<p>[[deskNone]]</p>{{/hasLines}}
        {{#hasLines}}<table class="list"><thead><tr><th scope="col">[[casesNumber]]</th><th scope="col">[[casesKind]]</th><th scope="col">[[deskSubject]]</th><th scope="col">[[deskSince]]</th></tr></thead><tbody>
        {{#lines}}<tr><td class="pr"><a href="{{href}}" class="n">{{name}}</a></td><td data-l="[[=casesKind]]">{{kind}}</td><td data-l="[[=deskSubject]]"><span class="n">{{subject}}</span></td><td data-l="[[=deskSince]]"><time datetime="{{iso}}">{{since}}</time> <small>{{waited}}</small></td></tr>
        {{/lines}}</tbody></table>{{/hasLines}}
        {{#nextHref}}<p class="go"><a rel="next" href="{{.}}">[[casesNext]]</a></p>{{/nextHref}}
        """

    static let caseFileSource =
        """
        <p class="back"><a href="\(PagePath.caseDesk)?lang=[[lang]]">[[deskTitle]]</a></p>
        <h1 class="t n">{{name}}</h1><p class="q">{{kind}}</p>
        """ + answered + "<section><h2>[[caseStatus]]</h2>" + facts("status") + """
            </section><section id="actions"><h2>[[deskActions]]</h2>{{#hasPart}}<p>[[deskPart]]</p>{{/hasPart}}{{#isIdle}}<p>[[deskIdle]]</p>{{/isIdle}}
            """ + forms + "</section><section><h2>[[deskWhat]]</h2>" + facts("contents") + """
            </section><section><h2>[[caseTimeline]]</h2><table class="list"><thead><tr><th scope="col">[[caseMoment]]</th><th scope="col">[[caseWhat]]</th><th scope="col">[[officeState]]</th><th scope="col">[[caseWho]]</th><th scope="col">[[caseNote]]</th></tr></thead><tbody>
            {{#steps}}<tr><td><time datetime="{{iso}}">{{moment}}</time></td><td data-l="[[=caseWhat]]">{{what}}</td><td data-l="[[=officeState]]">{{change}}</td><td data-l="[[=caseWho]]">{{who}}</td><td data-l="[[=caseNote]]">{{remark}}</td></tr>
            {{/steps}}</tbody></table></section>
            """
}
