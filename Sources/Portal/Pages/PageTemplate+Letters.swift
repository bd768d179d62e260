extension PageTemplate {
    static let lettersSource =
        """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[lettersTitle]]</h1><p>[[lettersLead]]</p>
        {{#fault}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[formErrors]]</b></p><p>{{.}}</p></div>{{/fault}}
        {{#done}}<p class="note t" role="status">{{.}}</p>{{/done}}
        <section><h2>[[noticesOffice]]</h2>{{^hasNotices}}<p>[[noticesOfficeNone]]</p>{{/hasNotices}}
        {{#hasNotices}}<p>[[noticesOfficeLead]]</p><table class="list"><thead><tr><th scope="col">[[noticesLabel]]</th><th scope="col">[[noticesEnd]]</th><th scope="col">[[lettersWhy]]</th><th scope="col">[[lettersQueued]]</th><th scope="col">[[caseActions]]</th></tr></thead><tbody>
        {{#notices}}<tr><td class="pr"><a href="{{href}}">{{number}}</a></td><td data-l="[[=noticesEnd]]">{{end}}</td><td data-l="[[=lettersWhy]]">{{why}}</td><td data-l="[[=lettersQueued]]">{{since}}</td><td><form class="acts" action="{{path}}" method="post"><button type="submit" class="quiet">[[noticesAnswer]]</button></form></td></tr>
        {{/notices}}</tbody></table>{{/hasNotices}}
        {{#noticesHref}}<p class="go"><a href="{{.}}">[[noticesOfficeNext]]</a></p>{{/noticesHref}}</section>
        <section><h2>[[lettersDead]]</h2><p class="q">[[lettersBacklog]] {{backlog}}</p>{{#held}}<div class="note"><p><b>[[lettersHeld]] {{count}}</b> <code>{{why}}</code></p><p>[[lettersHeldLead]]</p></div>{{/held}}{{^hasLetters}}<p>[[lettersNone]]</p>{{/hasLetters}}
        {{#hasLetters}}<table class="list"><thead><tr><th scope="col">[[lettersTo]]</th><th scope="col">[[lettersKind]]</th><th scope="col">[[lettersQueued]]</th><th scope="col">[[lettersWhy]]</th><th scope="col">[[caseActions]]</th></tr></thead><tbody>
        {{#letters}}<tr><td class="pr">{{address}}</td><td data-l="[[=lettersKind]]">{{kind}}</td><td data-l="[[=lettersQueued]]">{{made}}</td><td data-l="[[=lettersWhy]]">{{why}}</td><td><form class="acts" action="{{path}}" method="post"><button type="submit" class="quiet">[[lettersReplay]]</button></form></td></tr>
        {{/letters}}</tbody></table>{{/hasLetters}}
        {{#nextHref}}<p class="go"><a href="{{.}}">[[lettersNext]]</a></p>{{/nextHref}}</section>
        """

    /// On the page of one's account.
    static let letterChoices = """
        {{#hasChoices}}<section id="letters"><h2>[[choicesTitle]]</h2><p class="q">[[choicesLead]]</p>{{#chosen}}<p class="note t" role="status">{{.}}</p>{{/chosen}}
        <form action="\(PagePath.letterChoices)?lang=[[lang]]" method="post">{{#choices}}<label class="r" for="c-{{name}}"><input type="checkbox" id="c-{{name}}" name="{{name}}" value="yes"{{#isWanted}} checked="checked"{{/isWanted}}/>{{label}}</label>{{/choices}}
        <button type="submit">[[choicesSave]]</button></form></section>{{/hasChoices}}
        """

    /// Under a label that somebody holds.
    static let toldOfLabel = """
        {{#next}}<p class="q">[[noticesNext]] {{.}}</p>{{/next}}{{#hasTold}}<details><summary>[[noticesOfLabel]]</summary><ul>{{#told}}<li class="q">{{.}}</li>{{/told}}</ul></details>{{/hasTold}}
        """
}
