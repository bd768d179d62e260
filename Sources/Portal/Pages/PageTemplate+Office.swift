extension PageTemplate {
    /// What was wrong with the form that was sent, and that one was done.
    static let answered = """
        {{#acts}}{{#hasFaults}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[formErrors]]</b></p><ul>
        {{#faults}}<li><a href="{{href}}">{{text}}</a></li>{{/faults}}</ul></div>{{/hasFaults}}{{/acts}}
        {{#done}}<p class="note t" role="status">{{.}}</p>{{/done}}
        """

    /// The forms of a page, each folded until it is wanted.
    static let forms = """
        {{#acts}}{{#forms}}<details class="act" id="{{formID}}"{{#isOpen}} open="open"{{/isOpen}}><summary>{{heading}}</summary><form action="{{action}}" method="post"><input type="hidden" name="action" value="{{word}}"/>{{#stated}}<input type="hidden" name="version" value="{{.}}"/>{{/stated}}
        {{#formLead}}<p>{{.}}</p>{{/formLead}}
        {{#entries}}{{^isGroup}}<label for="{{id}}">{{label}}</label>{{#hint}}<p class="q" id="{{id}}-hint">{{.}}</p>{{/hint}}{{#fault}}<p class="e" id="{{id}}-fault">{{.}}</p>{{/fault}}
        {{#line}}<input id="{{id}}" name="{{name}}" type="{{type}}" value="{{value}}" autocomplete="off" maxlength="{{limit}}" autocapitalize="none" spellcheck="false"{{#isRequired}} required="required"{{/isRequired}}{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}{{#fault}} aria-invalid="true"{{/fault}}/>{{/line}}
        {{#text}}<textarea id="{{id}}" name="{{name}}" rows="{{rows}}" maxlength="{{limit}}"{{#isRequired}} required="required"{{/isRequired}}{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}{{#fault}} aria-invalid="true"{{/fault}}>{{value}}</textarea>{{/text}}
        {{#select}}<select id="{{id}}" name="{{name}}"{{#isRequired}} required="required"{{/isRequired}}{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}{{#fault}} aria-invalid="true"{{/fault}}>{{#options}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{label}}</option>{{/options}}</select>{{/select}}{{/isGroup}}
        {{#isGroup}}<fieldset id="{{id}}"{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}><legend>{{label}}</legend>{{#hint}}<p class="q" id="{{id}}-hint">{{.}}</p>{{/hint}}{{#fault}}<p class="e" id="{{id}}-fault">{{.}}</p>{{/fault}}
        {{#radios}}{{#options}}<label class="r" for="{{id}}"><input type="radio" id="{{id}}" name="{{name}}" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}{{#isRequired}} required="required"{{/isRequired}}/>{{label}}</label>{{/options}}{{/radios}}
        {{#boxes}}{{#options}}<label class="r" for="{{id}}"><input type="checkbox" id="{{id}}" name="{{name}}" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>{{/options}}{{/boxes}}</fieldset>{{/isGroup}}{{/entries}}
        <button type="submit">{{heading}}</button></form></details>{{/forms}}{{/acts}}
        """

    /// Terms and what is said of them.
    static func facts(_ name: String) -> String {
        "<dl>{{#\(name)}}<dt>{{term}}</dt><dd>{{says}}</dd>{{/\(name)}}</dl>"
    }

    private static let applicant =
        "<section><h2>[[caseApplicant]]</h2>" + facts("applicant") + "</section>"

    private static let modelTable = """
        <table class="list"><thead><tr><th scope="col">[[caseModel]]</th><th scope="col">[[caseGTIN]]</th><th scope="col">[[caseVersions]]</th></tr></thead><tbody>
        {{#models}}<tr><td><span class="n">{{number}}</span></td><td data-l="[[=caseGTIN]]">{{gtin}}</td><td data-l="[[=caseVersions]]">{{versions}}</td></tr>
        {{/models}}</tbody></table>
        """

    /// What was submitted, alike for the office and the laboratory.
    private static let submission =
        """
        {{^submitted}}<section><p>[[caseUnsubmitted]]</p></section>{{/submitted}}
        {{#submitted}}<section><h2>[[caseAsked]]</h2>
        """ + facts("asked") + """
            </section>
            {{#hasSuspects}}<section><h2>[[caseNames]]</h2><div class="note"><p>[[caseNamesLead]]</p><ul>{{#suspects}}<li>{{.}}</li>{{/suspects}}</ul></div></section>{{/hasSuspects}}
            <section><h2>[[caseProduct]]</h2>
            """ + facts("product") + """
            </section>
            <section><h2>[[caseModels]]</h2>{{^hasModels}}<p>[[caseNoModels]]</p>{{/hasModels}}
            {{#hasModels}}{{#isLong}}<details><summary>{{modelCount}}</summary><div>
            """ + modelTable + """
            </div></details>{{/isLong}}{{^isLong}}<p class="q">{{modelCount}}</p>
            """ + modelTable + """
            {{/isLong}}{{/hasModels}}</section>
            {{#hasChecklist}}<section><h2>[[caseChecklist]]</h2>{{#groups}}{{#heading}}<h3 class="t">{{.}}</h3>{{/heading}}
            <table class="list even"><thead><tr><th scope="col">[[caseItem]]</th><th scope="col">[[caseAnswer]]</th><th scope="col">[[caseEvidence]]</th></tr></thead><tbody>
            {{#answers}}<tr><td>{{item}}</td><td data-l="[[=caseAnswer]]">{{#isOdd}}<b>{{statement}}</b>{{/isOdd}}{{^isOdd}}{{statement}}{{/isOdd}}</td><td data-l="[[=caseEvidence]]">{{evidence}}</td></tr>
            {{/answers}}</tbody></table>{{/groups}}</section>{{/hasChecklist}}
            <section><h2>[[caseDocuments]]</h2>{{^hasPapers}}<p>[[caseNoDocuments]]</p>{{/hasPapers}}
            {{#hasPapers}}<table class="list"><thead><tr><th scope="col">[[caseDocument]]</th><th scope="col">[[caseDocumentKind]]</th><th scope="col">[[caseDocumentSize]]</th><th scope="col">[[caseDocumentAdded]]</th></tr></thead><tbody>
            {{#papers}}<tr><td class="pr"><a href="{{href}}" rel="nofollow">{{name}}</a></td><td data-l="[[=caseDocumentKind]]">{{paper}}</td><td data-l="[[=caseDocumentSize]]">{{size}}</td><td data-l="[[=caseDocumentAdded]]">{{added}}</td></tr>
            {{/papers}}</tbody></table>{{/hasPapers}}</section>
            <section><h2>[[caseDeclaration]]</h2>{{#declared}}<p>{{.}}</p>{{/declared}}{{^declared}}<p>[[caseUndeclared]]</p>{{/declared}}</section>{{/submitted}}
            """

    private static let assessed =
        """
        {{#assessment}}<section><h2>[[caseAssessment]]</h2>
        """ + facts("assessed") + """
            {{#warning}}<p class="note t">{{.}}</p>{{/warning}}<h3 class="t">[[caseFindings]]</h3>{{^hasFindings}}<p>[[caseNoFindings]]</p>{{/hasFindings}}
            {{#hasFindings}}<table class="list"><thead><tr><th scope="col">[[caseFinding]]</th><th scope="col">[[officeState]]</th><th scope="col">[[caseModule]]</th><th scope="col">[[caseSeverity]]</th><th scope="col">[[caseCheck]]</th><th scope="col">[[caseSeen]]</th><th scope="col">[[caseFixedIn]]</th><th scope="col">[[caseResults]]</th></tr></thead><tbody>
            {{#findings}}<tr><td data-l="[[=caseFinding]]">{{finding}}</td><td data-l="[[=officeState]]">{{#isUnresolved}}<b>{{outcome}}</b>{{/isUnresolved}}{{^isUnresolved}}{{outcome}}{{/isUnresolved}}</td><td data-l="[[=caseModule]]">{{module}}</td><td data-l="[[=caseSeverity]]">{{severity}}</td><td data-l="[[=caseCheck]]">{{check}}</td><td data-l="[[=caseSeen]]">{{seen}}</td><td data-l="[[=caseFixedIn]]">{{fixedIn}}</td><td data-l="[[=caseResults]]">{{#results}}{{.}}<br/>{{/results}}</td></tr>
            {{/findings}}</tbody></table>{{/hasFindings}}</section>{{/assessment}}
            """

    static let officeSource = """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[officeTitle]]</h1><p>[[officeLead]]</p>
        {{#isMissing}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><a href="#q">[[officeSearchNone]]</a></p></div>{{/isMissing}}
        <form action="\(PagePath.office)" method="get" role="search" class="act"><input type="hidden" name="lang" value="[[lang]]"/><label for="q">[[officeSearch]]</label><p class="q" id="q-hint">[[officeSearchHint]]</p>
        <input id="q" name="q" type="search" value="{{asked}}" maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="q-hint"{{#isMissing}} aria-invalid="true"{{/isMissing}}/><button type="submit">[[officeSearchButton]]</button></form>
        <table class="list"><thead><tr><th scope="col">[[officeState]]</th><th scope="col">[[officeCount]]</th></tr></thead><tbody>
        {{#queues}}<tr><td class="pr"><a href="{{href}}">{{state}}</a></td><td data-l="[[=officeCount]]">{{count}}</td></tr>
        {{/queues}}</tbody></table>
        <p class="go"><a href="\(PagePath.proposals)?lang=[[lang]]">[[proposalsTitle]]</a> <a href="\(PagePath.officeSearch)?lang=[[lang]]">[[officeFindTitle]]</a></p>
        """

    private static let nextPage =
        "{{#nextHref}}<p class=\"go\"><a rel=\"next\" href=\"{{.}}\">[[queueNext]]</a></p>{{/nextHref}}"

    static let officeQueueSource =
        """
        <p class="back"><a href="\(PagePath.office)?lang=[[lang]]">[[officeTitle]]</a></p>
        <h1 class="t">{{state}}</h1>{{^hasLines}}<p>[[queueNone]]</p>{{/hasLines}}
        {{#hasLines}}<table class="list"><thead><tr><th scope="col">[[queueNumber]]</th><th scope="col">[[queueKind]]</th><th scope="col">[[queueProduct]]</th><th scope="col">[[queueOrganisation]]</th><th scope="col">[[queueLevel]]</th><th scope="col">[[queueSince]]</th><th scope="col">[[queueDeadline]]</th></tr></thead><tbody>
        {{#lines}}<tr><td class="pr"><a href="{{href}}">{{number}}</a></td><td data-l="[[=queueKind]]">{{kind}}</td><td data-l="[[=queueProduct]]">{{product}}</td><td data-l="[[=queueOrganisation]]">{{organisation}}</td><td data-l="[[=queueLevel]]">{{level}}</td><td data-l="[[=queueSince]]"><time datetime="{{iso}}">{{since}}</time> <small>{{waited}}</small></td><td data-l="[[=queueDeadline]]">{{#deadline}}{{.}}{{/deadline}}{{#isOverdue}} <b class="e">[[queueOverdue]]</b>{{/isOverdue}}</td></tr>
        {{/lines}}</tbody></table>{{/hasLines}}
        """ + nextPage

    static let assessmentsSource =
        """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[assessmentsTitle]]</h1><p>[[assessmentsLead]]</p>{{^hasLines}}<p class="t">[[assessmentsNone]]</p>{{/hasLines}}
        {{#hasLines}}<table class="list"><thead><tr><th scope="col">[[queueNumber]]</th><th scope="col">[[queueAssessment]]</th><th scope="col">[[officeState]]</th><th scope="col">[[queueKind]]</th><th scope="col">[[queueProduct]]</th><th scope="col">[[queueOrganisation]]</th><th scope="col">[[queueLevel]]</th></tr></thead><tbody>
        {{#lines}}<tr><td class="pr"><a href="{{href}}">{{number}}</a></td><td data-l="[[=queueAssessment]]">{{#stage}}{{.}}{{/stage}}</td><td data-l="[[=officeState]]">{{state}}</td><td data-l="[[=queueKind]]">{{kind}}</td><td data-l="[[=queueProduct]]">{{product}}</td><td data-l="[[=queueOrganisation]]">{{organisation}}</td><td data-l="[[=queueLevel]]">{{level}}</td></tr>
        {{/lines}}</tbody></table>{{/hasLines}}
        """ + nextPage

    /// What is different, before all that was submitted: from the submission before, and from the label of an extension.
    private static let differences = """
        {{#hasBefore}}<section><h2>[[caseDifferences]]</h2>{{^hasChanges}}<p>[[caseNoDifferences]]</p>{{/hasChanges}}
        {{#hasChanges}}<table class="list"><thead><tr><th scope="col">[[caseField]]</th><th scope="col">[[caseBefore]]</th><th scope="col">[[caseAfter]]</th></tr></thead><tbody>
        {{#changes}}<tr><td>{{what}}</td><td data-l="[[=caseBefore]]">{{before}}</td><td data-l="[[=caseAfter]]">{{after}}</td></tr>
        {{/changes}}</tbody></table>{{/hasChanges}}</section>{{/hasBefore}}
        {{#hasRenewal}}<section><h2>[[applicationRenewed]]</h2>{{^hasRenewed}}<p>[[applicationRenewedNone]]</p>{{/hasRenewed}}
        {{#hasRenewed}}<table class="list"><thead><tr><th scope="col">[[caseField]]</th><th scope="col">[[applicationRenewedFrom]]</th><th scope="col">[[applicationRenewedTo]]</th></tr></thead><tbody>
        {{#renewed}}<tr><td>{{what}}</td><td data-l="[[=applicationRenewedFrom]]">{{before}}</td><td data-l="[[=applicationRenewedTo]]">{{after}}</td></tr>
        {{/renewed}}</tbody></table>{{/hasRenewed}}</section>{{/hasRenewal}}
        """

    static let officeCaseSource =
        """
        <p class="back"><a href="\(PagePath.office)?lang=[[lang]]">[[officeTitle]]</a></p>
        <h1 class="t">{{name}}</h1><p class="q">{{about}}</p>
        """ + answered + "<section><h2>[[caseStatus]]</h2>" + facts("status") + """
            {{#overdue}}<p class="e">{{.}}</p>{{/overdue}}</section>
            <section id="actions"><h2>[[caseActions]]</h2>{{#isIdle}}<p>[[caseNoActions]]</p>{{/isIdle}}
            {{#proof}}<p>[[caseProve]]</p><ul>{{#doings}}<li>{{.}}</li>{{/doings}}</ul><p class="go"><a href="{{href}}">[[caseProveButton]]</a></p>{{/proof}}
            """ + forms + "</section>" + differences + applicant + submission + """
            <section><h2>[[caseFee]]</h2>{{#price}}<p><b>{{amount}}</b> {{terms}}</p>{{#hasOrigin}}
            """ + origin + "{{/hasOrigin}}{{/price}}</section>{{#hasInvoice}}<section><h2>[[caseInvoice]]</h2>"
        + facts("invoice") + "</section>{{/hasInvoice}}" + assessed + """
            <section><h2>[[caseTimeline]]</h2><table class="list"><thead><tr><th scope="col">[[caseMoment]]</th><th scope="col">[[caseWhat]]</th><th scope="col">[[officeState]]</th><th scope="col">[[caseWho]]</th><th scope="col">[[caseNote]]</th></tr></thead><tbody>
            {{#steps}}<tr><td><time datetime="{{iso}}">{{moment}}</time></td><td data-l="[[=caseWhat]]">{{what}}</td><td data-l="[[=officeState]]">{{#change}}{{.}}{{/change}}</td><td data-l="[[=caseWho]]">{{who}}</td><td data-l="[[=caseNote]]">{{remark}}</td></tr>
            {{/steps}}</tbody></table></section>
            """

    static let assessmentSource =
        """
        <p class="back"><a href="\(PagePath.assessments)?lang=[[lang]]">[[assessmentsTitle]]</a></p>
        <h1 class="t">{{name}}</h1><p class="q">{{about}}</p>
        """ + answered + "<section><h2>[[caseStatus]]</h2>" + facts("status") + """
            </section><section id="actions"><h2>[[caseActions]]</h2>{{#acts}}{{^hasForms}}<p>[[caseNoActions]]</p>{{/hasForms}}{{/acts}}
            """ + forms + "</section>" + assessed + applicant + submission

    static let laboratoriesSource =
        """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[laboratoriesTitle]]</h1><p>[[laboratoriesLead]]</p>
        """ + answered + """
            {{^hasLaboratories}}<p class="t">[[laboratoriesNone]]</p>{{/hasLaboratories}}
            {{#hasLaboratories}}<table class="list"><thead><tr><th scope="col">[[laboratoryName]]</th><th scope="col">[[laboratoryProof]]</th><th scope="col">[[laboratoryLevels]]</th><th scope="col">[[laboratoryValid]]</th><th scope="col">[[laboratoryConflicts]]</th></tr></thead><tbody>
            {{#laboratories}}<tr><td>{{laboratory}}</td><td data-l="[[=laboratoryProof]]">{{proof}}</td><td data-l="[[=laboratoryLevels]]">{{levels}}</td><td data-l="[[=laboratoryValid]]">{{valid}} <small>{{#isLapsed}}<b>{{standing}}</b>{{/isLapsed}}{{^isLapsed}}{{standing}}{{/isLapsed}}</small></td><td data-l="[[=laboratoryConflicts]]">{{conflicts}}</td></tr>
            {{/laboratories}}</tbody></table>{{/hasLaboratories}}
            <section class="t"><h2>[[caseActions]]</h2>
            """ + forms + "</section>"
}
