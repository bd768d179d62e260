extension PageTemplate {
    private static let faultNote = """
        {{#fault}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[formErrors]]</b></p><p>{{.}}</p></div>{{/fault}}
        """

    private static let doneNote = """
        {{#done}}<p class="note t" role="status">{{.}}</p>{{/done}}
        """

    static let applicationsSource =
        """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[applicationsTitle]]</h1><p class="q">{{organisation}}</p><p>[[applicationsLead]]</p>
        """ + faultNote + """
            <form action="{{path}}?lang=[[lang]]" method="post"><input type="hidden" name="key" value="{{key}}"/><input type="hidden" name="kind" value="new"/><button type="submit">[[applicationNew]]</button></form>
            {{#hasHeld}}<section><h2>[[applicationsLabels]]</h2><table class="list"><thead><tr><th scope="col">[[applicationRegistration]]</th><th scope="col">[[applicationProduct]]</th><th scope="col">[[applicationState]]</th><th scope="col">[[applicationHeldUntil]]</th><th scope="col">[[caseActions]]</th></tr></thead><tbody>
            {{#held}}<tr><td class="pr"><a href="{{href}}">{{number}}</a></td><td data-l="[[=applicationProduct]]">{{product}}</td><td><span class="b {{standing}}">{{standingName}}</span></td><td data-l="[[=applicationHeldUntil]]">{{until}}\(toldOfLabel)</td>
            <td>{{#renewFrom}}<span class="q">[[applicationRenewFrom]] {{.}}</span>{{/renewFrom}}{{#filing}}<p class="q">{{.}}</p>{{/filing}}<form class="acts" action="{{path}}?lang=[[lang]]" method="post"><input type="hidden" name="key" value="{{key}}-{{number}}"/><input type="hidden" name="registrationNumber" value="{{number}}"/>
            {{#mayRenew}}<button name="kind" value="extension">[[applicationRenew]]</button>{{/mayRenew}}{{#mayChange}}<button class="quiet" name="kind" value="change">[[applicationChange]]</button><button class="quiet" name="kind" value="withdrawal">[[applicationGiveUp]]</button>{{/mayChange}}</form></td></tr>
            {{/held}}</tbody></table>{{#filingNote}}<p class="q">{{.}}</p>{{/filingNote}}<p class="go"><a href="\(PagePath.times)?lang=[[lang]]">[[timesTitle]]</a></p></section>{{/hasHeld}}
            <section><h2>[[applicationsOwn]]</h2>{{^hasLines}}<p>[[applicationsNone]]</p>{{/hasLines}}
            {{#hasLines}}<table class="list"><thead><tr><th scope="col">[[applicationNumber]]</th><th scope="col">[[applicationProduct]]</th><th scope="col">[[applicationKind]]</th><th scope="col">[[applicationLevel]]</th><th scope="col">[[applicationState]]</th><th scope="col">[[applicationSince]]</th></tr></thead><tbody>
            {{#lines}}<tr><td class="pr"><a href="{{href}}">{{number}}</a></td><td data-l="[[=applicationProduct]]">{{product}}</td><td data-l="[[=applicationKind]]">{{kind}}</td><td data-l="[[=applicationLevel]]">{{level}}</td><td data-l="[[=applicationState]]">{{state}}{{#correction}}<small>[[applicationCorrection]] [[applicationCorrectionUntil]] {{.}}</small>{{/correction}}</td><td data-l="[[=applicationSince]]">{{since}}</td></tr>
            {{/lines}}</tbody></table>{{/hasLines}}</section>
            {{#nextHref}}<p class="go"><a href="{{.}}">[[applicationsOlder]]</a></p>{{/nextHref}}
            """

    static let applicationSource =
        """
        <p class="back"><a href="\(PagePath.applications)?lang=[[lang]]">[[applicationsTitle]]</a></p>
        <h1 class="t">{{title}}</h1><p class="name">{{state}}</p>
        """ + faultNote + doneNote + """
            {{#correction}}<div class="note t"><p><b>[[applicationCorrection]]</b> [[applicationCorrectionUntil]] {{until}}</p><p>{{text}}</p></div>{{/correction}}
            {{#filing}}<p class="note t">{{.}}</p>{{/filing}}
            <section><dl>{{#facts}}<dt>{{name}}</dt><dd>{{#href}}<a href="{{.}}">{{value}}</a>{{/href}}{{^href}}{{value}}{{/href}}</dd>{{/facts}}</dl></section>
            {{#renewal}}<section><h2>[[renewalTitle]]</h2>{{#verdict}}<p class="note t">{{.}}</p>{{/verdict}}
            {{#notes}}<p>{{.}}</p>{{/notes}}<ul class="rows">{{#changes}}<li><p><b>{{what}}</b></p><p class="q">[[renewalLabel]] {{#before}}{{.}}{{/before}}{{^before}}–{{/before}}</p><p>[[renewalDraft]] {{#after}}{{.}}{{/after}}{{^after}}–{{/after}}</p></li>{{/changes}}</ul>{{#more}}<p class="q">{{.}}</p>{{/more}}<p class="q">[[renewalDeclared]]</p></section>{{/renewal}}
            {{#isEditable}}<section><h2>[[applicationParts]]</h2><ul class="rows">{{#parts}}<li><a href="{{href}}">{{name}}</a> {{#isDone}}<span class="verdict permitted">[[applicationPartDone]]</span>{{/isDone}}{{#isSame}} <span class="q">[[renewalSame]]</span>{{/isSame}}{{#isIdle}}<span class="q">[[applicationPartIdle]]</span>{{/isIdle}}{{^isDone}}{{^isIdle}}<span class="verdict unknown">[[applicationPartOpen]]</span><ul>{{#missing}}<li class="q">{{.}}</li>{{/missing}}</ul>{{/isIdle}}{{/isDone}}</li>{{/parts}}</ul></section>{{/isEditable}}
            {{#fee}}<section><h2>[[applicationFee]]</h2><p class="name">{{amount}}</p>{{#hint}}<p class="q">{{.}}</p>{{/hint}}<p class="q">[[applicationNoRefund]]</p></section>{{/fee}}
            {{#bill}}<section><h2>[[applicationInvoice]]</h2><p class="name">{{amount}}</p><p>{{number}} · [[applicationInvoiceDue]] {{due}}</p><p class="go"><a href="{{href}}">[[applicationInvoicePage]]</a></p></section>{{/bill}}
            {{#kit}}<section><h2>[[applicationKit]]</h2><p>[[applicationKitLead]]</p><p class="go"><a href="{{href}}">[[applicationKit]]</a><a href="{{labelHref}}">[[applicationLabelPage]]</a></p></section>{{/kit}}
            {{#appealHref}}<p class="go"><a href="{{.}}">[[appealTitle]]</a></p>{{/appealHref}}
            {{#hasFindings}}<section><h2>[[applicationFindings]]</h2><p>[[applicationFindingsLead]]</p><form action="{{path}}/actions?lang=[[lang]]" method="post"><input type="hidden" name="version" value="{{version}}"/><input type="hidden" name="action" value="rectify"/>
            {{#findings}}<p><b>{{number}}. {{check}}</b> <span class="q">{{module}} · {{severity}}</span></p><p>{{evidence}}</p><label for="{{id}}">[[applicationFixedIn]]</label><input id="{{id}}" name="{{name}}" type="text" value="{{value}}" maxlength="200" autocomplete="off"/>{{/findings}}
            <button type="submit">[[applicationRectify]]</button></form></section>{{/hasFindings}}
            {{#showsSheet}}<section><p>[[applicationSheetLead]]</p><p class="go"><a href="{{path}}/sheet?lang=[[lang]]">[[applicationSheet]]</a></p></section>{{/showsSheet}}
            {{#mayRequest}}<section><h2>[[applicationRequest]]</h2><p>[[applicationRequestLead]]</p><form action="{{path}}/actions?lang=[[lang]]" method="post"><input type="hidden" name="version" value="{{version}}"/><button name="action" value="requestNumber">[[applicationRequestButton]]</button></form></section>{{/mayRequest}}
            {{#mayRecord}}<section><form action="{{path}}/actions?lang=[[lang]]" method="post"><input type="hidden" name="version" value="{{version}}"/><label for="f-applicationNumber">[[applicationRecord]]</label><input id="f-applicationNumber" name="applicationNumber" type="text" maxlength="64" required="required" autocomplete="off"/><button name="action" value="recordNumber">[[applicationRecordButton]]</button></form></section>{{/mayRecord}}
            {{#maySubmit}}<section><h2>[[applicationSubmit]]</h2><p>[[applicationSubmitLead]]</p>\(declaration("submit", "applicationSubmitButton"))</section>{{/maySubmit}}
            {{#mayAnswer}}<section><h2>[[applicationAnswer]]</h2>\(declaration("answerCorrection", "applicationAnswerButton"))</section>{{/mayAnswer}}
            <section><h2>[[applicationHistory]]</h2><ul class="rows">{{#steps}}<li><p><b>{{word}}</b></p><p class="q"><time datetime="{{iso}}">{{moment}}</time> · {{name}} · {{state}}</p>{{#note}}<p>{{.}}</p>{{/note}}</li>{{/steps}}</ul></section>
            {{#mayAbandon}}<form action="{{path}}/actions?lang=[[lang]]" method="post"><input type="hidden" name="version" value="{{version}}"/><button class="quiet" name="action" value="abandon">[[applicationAbandon]]</button></form>{{/mayAbandon}}
            {{#mayWithdraw}}<details><summary>[[applicationWithdraw]]</summary><div><p>[[applicationWithdrawLead]]</p><form action="{{path}}/actions?lang=[[lang]]" method="post"><input type="hidden" name="version" value="{{version}}"/><label for="f-reason">[[applicationReason]]</label><input id="f-reason" name="reason" type="text" maxlength="2000" required="required" autocomplete="off"/><button name="action" value="withdraw">[[applicationWithdrawButton]]</button></form></div></details>{{/mayWithdraw}}
            """

    private static func declaration(_ action: String, _ button: String) -> String {
        """
        <form action="{{path}}/actions?lang=[[lang]]" method="post"><input type="hidden" name="version" value="{{version}}"/><p>[[applicationDeclare]]</p>
        <label for="f-declarant">[[applicationDeclarant]]</label><input id="f-declarant" name="declarant" type="text" value="{{declarant}}" maxlength="200" required="required" autocomplete="name"/>
        <label for="f-declarantTitle">[[applicationDeclarantTitle]]</label><input id="f-declarantTitle" name="declarantTitle" type="text" value="{{declarantTitle}}" maxlength="200" required="required" autocomplete="organization-title"/>
        <p class="q">[[applicationNoRefund]]</p><button name="action" value="\(action)">[[\(button)]]</button></form>
        """
    }

    static let documentsSource =
        """
        <p class="back"><a href="{{path}}?lang=[[lang]]">[[applicationBack]]</a></p><h1 class="t">[[partDocuments]]</h1>
        """ + faultNote + doneNote + """
            {{#hasNeeds}}<section><h2>[[documentsNeeded]]</h2><ul>{{#needs}}<li><span class="verdict {{#isFiled}}permitted{{/isFiled}}{{^isFiled}}unknown{{/isFiled}}">{{name}}</span></li>{{/needs}}</ul></section>{{/hasNeeds}}
            <section><h2>[[documentsFiled]]</h2>{{^hasPapers}}<p>[[documentsNone]]</p>{{/hasPapers}}<ul class="rows">{{#papers}}<li><a href="{{href}}">{{name}}</a><p class="q">{{kind}} · {{size}}</p>
            {{#isEditable}}<form action="{{path}}/documents/{{number}}/remove?lang=[[lang]]" method="post"><input type="hidden" name="version" value="{{version}}"/><button class="quiet" type="submit">[[documentsRemove]]</button></form>{{/isEditable}}</li>{{/papers}}</ul></section>
            {{#isEditable}}<form action="{{path}}/documents?lang=[[lang]]" method="post" enctype="multipart/form-data"><input type="hidden" name="version" value="{{version}}"/><p class="q">[[documentsLead]]</p>
            <label for="f-kind">[[documentsKind]]</label><select id="f-kind" name="kind">{{#kinds}}<option value="{{value}}">{{label}}</option>{{/kinds}}</select>
            <label for="f-file">[[documentsFile]]</label><p class="q" id="f-file-hint">[[documentsFileHint]]</p><input id="f-file" name="file" type="file" accept="{{accept}}" aria-describedby="f-file-hint" required="required"/>
            <button type="submit">[[documentsAdd]]</button></form>{{/isEditable}}
            """

    static let kitSource = """
        <p class="back"><a href="{{back}}">[[applicationBack]]</a></p><h1 class="t">[[kitTitle]]</h1><p class="name">{{product}}</p><p class="q">{{number}}</p>
        <section><h2>[[kitFiles]]</h2><p class="f">{{#pictures}}<a href="{{href}}">{{name}}</a>{{/pictures}}</p><p class="go"><a href="{{labelHref}}">[[applicationLabelPage]]</a></p></section>
        <section><h2>[[kitMay]]</h2><ul>{{#may}}<li>{{.}}</li>{{/may}}</ul></section>
        <section><h2>[[kitMayNot]]</h2><ul>{{#mayNot}}<li>{{.}}</li>{{/mayNot}}</ul><p class="go"><a href="{{claimsHref}}">[[kitCheck]]</a></p></section>
        """

    static let filingSheetSource = """
        <p class="back"><a href="{{back}}">[[applicationBack]]</a></p><h1 class="t">[[sheetTitle]]</h1>{{#lead}}<p class="note t">{{.}}</p>{{/lead}}
        {{#groups}}<section><h2>{{name}}</h2><dl>{{#rows}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/rows}}</dl></section>{{/groups}}
        """

    static let invoiceSource = """
        <p class="back"><a href="{{back}}">[[applicationBack]]</a></p><h1 class="t">[[invoiceTitle]]</h1>
        <dl>{{#facts}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/facts}}</dl>
        <table class="list t"><thead><tr><th scope="col">[[invoiceItem]]</th><th scope="col">[[invoiceAmount]]</th></tr></thead><tbody><tr><td data-l="[[=invoiceItem]]">{{item}}</td><td data-l="[[=invoiceAmount]]">{{amount}}</td></tr></tbody></table>
        <p class="name t">[[invoiceTotal]] {{amount}}</p><p class="q">{{tax}}</p><p class="t">{{state}}</p><p class="q">[[applicationNoRefund]]</p>
        <p class="f"><a href="{{file}}">PDF</a></p>
        """
}
