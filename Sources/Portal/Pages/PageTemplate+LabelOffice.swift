extension PageTemplate {
    private static let officeBack =
        "<p class=\"back\"><a href=\"\(PagePath.office)?lang=[[lang]]\">[[officeTitle]]</a></p>"

    /// What waits for password and code.
    private static let proving = """
        {{#proof}}<p>[[caseProve]]</p><ul>{{#doings}}<li>{{.}}</li>{{/doings}}</ul><p class="go"><a href="{{href}}">[[caseProveButton]]</a></p>{{/proof}}
        """

    static let officeLabelSource =
        officeBack + """
            <h1 class="t"><span class="n">{{name}}</span></h1><p class="q">{{about}}</p>
            """ + answered + """
            <p class="go"><a href="{{publicHref}}">[[officeLabelPublic]]</a></p>
            <section><h2>[[officeLabelFacts]]</h2>
            """ + facts("status") + """
            </section><section><h2>[[officeLabelProposals]]</h2>{{^hasProposals}}<p>[[officeLabelNoProposals]]</p>{{/hasProposals}}
            {{#hasProposals}}<table class="list"><thead><tr><th scope="col">[[proposalNumber]]</th><th scope="col">[[proposalKind]]</th><th scope="col">[[proposalState]]</th></tr></thead><tbody>
            {{#proposals}}<tr><td class="pr"><a href="{{href}}">{{number}}</a></td><td data-l="[[=proposalKind]]">{{kind}}</td><td data-l="[[=proposalState]]">{{state}}</td></tr>
            {{/proposals}}</tbody></table>{{/hasProposals}}</section>
            <section id="actions"><h2>[[officeLabelActions]]</h2>{{#isIdle}}<p>[[officeLabelNoActions]]</p>{{/isIdle}}
            """ + proving + forms + """
            </section><section><h2>[[officeLabelOwner]]</h2>{{^hasOwner}}<p>[[officeLabelNoOwner]]</p>{{/hasOwner}}{{#hasOwner}}
            """ + facts("owner") + """
            {{/hasOwner}}</section><section><h2>[[officeLabelApplications]]</h2>{{^hasApplications}}<p>[[officeLabelNoApplications]]</p>{{/hasApplications}}
            {{#hasApplications}}<table class="list"><thead><tr><th scope="col">[[queueNumber]]</th><th scope="col">[[queueKind]]</th><th scope="col">[[officeState]]</th></tr></thead><tbody>
            {{#applications}}<tr><td class="pr"><a href="{{href}}">{{number}}</a></td><td data-l="[[=queueKind]]">{{kind}}</td><td data-l="[[=officeState]]">{{state}}</td></tr>
            {{/applications}}</tbody></table>{{/hasApplications}}</section>
            <section><h2>[[officeLabelHistory]]</h2><table class="list"><thead><tr><th scope="col">[[officeLabelDay]]</th><th scope="col">[[officeLabelWhat]]</th><th scope="col">[[officeLabelRecorded]]</th><th scope="col">[[officeLabelWho]]</th><th scope="col">[[officeLabelPublicNote]]</th><th scope="col">[[officeLabelPrivateNote]]</th><th scope="col">[[officeLabelRevision]]</th></tr></thead><tbody>
            {{#events}}<tr><td><time datetime="{{iso}}">{{day}}</time></td><td data-l="[[=officeLabelWhat]]">{{what}}</td><td data-l="[[=officeLabelRecorded]]">{{recorded}}</td><td data-l="[[=officeLabelWho]]">{{who}}</td><td data-l="[[=officeLabelPublicNote]]">{{publicNote}}</td><td data-l="[[=officeLabelPrivateNote]]">{{privateNote}}</td><td data-l="[[=officeLabelRevision]]">{{revision}}</td></tr>
            {{/events}}</tbody></table></section>
            """

    static let officeProposalsSource =
        officeBack + """
            <h1 class="t">[[proposalsTitle]]</h1><p>[[proposalsLead]]</p>{{^hasLines}}<p class="t">[[proposalsNone]]</p>{{/hasLines}}
            {{#hasLines}}<table class="list"><thead><tr><th scope="col">[[proposalNumber]]</th><th scope="col">[[proposalKind]]</th><th scope="col">[[proposalLabel]]</th><th scope="col">[[proposalBy]]</th><th scope="col">[[proposalAt]]</th></tr></thead><tbody>
            {{#lines}}<tr><td class="pr"><a href="{{href}}">{{number}}</a></td><td data-l="[[=proposalKind]]">{{kind}}</td><td data-l="[[=proposalLabel]]"><a href="{{labelHref}}">{{label}}</a></td><td data-l="[[=proposalBy]]">{{by}}</td><td data-l="[[=proposalAt]]">{{at}}</td></tr>
            {{/lines}}</tbody></table>{{/hasLines}}
            {{#nextHref}}<p class="go"><a rel="next" href="{{.}}">[[proposalsNext]]</a></p>{{/nextHref}}
            """

    static let officeProposalSource =
        """
        <p class="back"><a href="\(PagePath.proposals)?lang=[[lang]]">[[proposalsTitle]]</a></p>
        <h1 class="t">{{name}}</h1><p class="q"><a href="{{labelHref}}">{{about}}</a></p>
        """ + answered + "<section>" + facts("facts") + """
            {{#isOutdated}}<p class="note t">[[proposalOutdated]]</p>{{/isOutdated}}{{#isOwn}}<p class="note t">[[proposalOwn]]</p>{{/isOwn}}</section>
            {{#hasChanges}}<section><h2>[[proposalChanges]]</h2><table class="list"><thead><tr><th scope="col">[[proposalKind]]</th><th scope="col">[[proposalBefore]]</th><th scope="col">[[proposalAfter]]</th></tr></thead><tbody>
            {{#changes}}<tr><td>{{what}}</td><td data-l="[[=proposalBefore]]">{{before}}</td><td data-l="[[=proposalAfter]]">{{after}}</td></tr>
            {{/changes}}</tbody></table></section>{{/hasChanges}}
            <section id="actions">
            """ + proving + forms + "</section>"

    static let officeFoundSource =
        officeBack + """
            <h1 class="t">[[officeFindTitle]]</h1><p>[[officeFindLead]]</p>
            <form action="\(PagePath.officeSearch)" method="get" role="search" class="act"><input type="hidden" name="lang" value="[[lang]]"/><label for="q">[[officeFindBox]]</label>
            <input id="q" name="q" type="search" value="{{asked}}" maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false"/><button type="submit">[[officeFindButton]]</button></form>
            {{#isNone}}<p class="note t" role="status">[[officeFindNone]]</p>{{/isNone}}{{#hasMore}}<p class="note t">[[officeFindMore]]</p>{{/hasMore}}
            {{#groups}}<section><h2>{{heading}}</h2><ul>
            {{#hits}}<li>{{#href}}<a href="{{.}}">{{name}}</a>{{/href}}{{^href}}<b>{{name}}</b>{{/href}} <small>{{detail}}</small></li>
            {{/hits}}</ul></section>{{/groups}}
            """
}
