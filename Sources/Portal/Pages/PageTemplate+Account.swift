extension PageTemplate {
    private static let links = """
        {{#links}}<p class="go"><a href="{{href}}">{{text}}</a></p>{{/links}}
        """

    static let formSource =
        """
        <h1 class="t">{{title}}</h1>
        {{#hasFaults}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[formErrors]]</b></p><ul>
        {{#faults}}<li><a href="{{href}}">{{text}}</a></li>{{/faults}}</ul></div>{{/hasFaults}}
        {{#done}}<p class="note t" role="status">{{.}}</p>{{/done}}
        {{#hasLineFaults}}<ul class="rows e">{{#lineFaults}}<li>{{.}}</li>{{/lineFaults}}</ul>{{/hasLineFaults}}
        {{#lead}}<p class="t">{{.}}</p>{{/lead}}
        <form action="{{action}}" method="post"{{#isMultipart}} enctype="multipart/form-data"{{/isMultipart}}>{{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}"/>{{/hidden}}
        {{#fields}}{{#heading}}<h2 class="t">{{.}}</h2>{{/heading}}{{^choice}}<label for="{{id}}">{{label}}</label>{{#hint}}<p class="q" id="{{id}}-hint">{{.}}</p>{{/hint}}
        {{#fault}}<p class="e" id="{{id}}-fault">{{.}}</p>{{/fault}}
        {{#line}}<input id="{{id}}" name="{{name}}" type="{{type}}" value="{{value}}" autocomplete="{{autocomplete}}" maxlength="{{limit}}" autocapitalize="none" spellcheck="false"{{#isRequired}} required="required"{{/isRequired}}{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}{{#fault}} aria-invalid="true"{{/fault}}/>{{/line}}
        {{#area}}<textarea id="{{id}}" name="{{name}}" rows="{{rows}}" maxlength="{{limit}}" autocapitalize="none" spellcheck="false"{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}{{#fault}} aria-invalid="true"{{/fault}}>
        {{value}}</textarea>{{/area}}
        {{#file}}<input id="{{id}}" name="{{name}}" type="file" accept="{{accept}}"{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}/>{{/file}}{{/choice}}
        {{#choice}}<fieldset{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}><legend>{{label}}</legend>{{#hint}}<p class="q" id="{{id}}-hint">{{.}}</p>{{/hint}}
        {{#fault}}<p class="e" id="{{id}}-fault">{{.}}</p>{{/fault}}
        {{#radios}}<label class="r" for="{{id}}"><input type="radio" id="{{id}}" name="{{name}}" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>{{/radios}}
        {{#boxes}}<label class="r" for="{{id}}"><input type="checkbox" id="{{id}}" name="{{name}}" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>{{/boxes}}
        </fieldset>{{/choice}}{{/fields}}
        <button type="submit">{{button}}</button></form>
        """ + links

    static let noticeSource =
        """
        <h1 class="t">{{title}}</h1>{{#paragraphs}}<p class="t">{{.}}</p>{{/paragraphs}}
        """ + links

    static let accountSource =
        """
        <h1 class="t">{{name}}</h1><p class="q">{{address}} · {{organisation}}</p>
        {{#mustEnrol}}<p class="note">[[accountMustEnrol]]</p>{{/mustEnrol}}
        <section><h2>[[accountRoles]]</h2><ul>{{#roles}}<li>{{.}}</li>{{/roles}}</ul>
        <p class="go">{{#mayApply}}<a href="\(PagePath.applications)?lang=[[lang]]">[[applicationsTitle]]</a> <a href="\(PagePath.calendarAddress)?lang=[[lang]]">[[calendarTitle]]</a>{{/mayApply}}
        {{#mayInvite}}<a href="\(PagePath.members)?lang=[[lang]]">[[membersTitle]]</a>{{/mayInvite}}
        {{#mayReview}}<a href="\(PagePath.office)?lang=[[lang]]">[[officeTitle]]</a>{{/mayReview}}
        {{#mayAnswer}}<a href="\(PagePath.caseDesk)?lang=[[lang]]">[[deskTitle]]</a>{{/mayAnswer}}
        {{#mayAssess}}<a href="\(PagePath.assessments)?lang=[[lang]]">[[assessmentsTitle]]</a>{{/mayAssess}}
        {{#mayRecord}}<a href="\(PagePath.laboratories)?lang=[[lang]]">[[laboratoriesTitle]]</a>
        <a href="\(PagePath.letters)?lang=[[lang]]">[[lettersTitle]]</a>{{/mayRecord}}
        {{#mayKeepKeys}}<a href="\(PagePath.keys)?lang=[[lang]]">[[keysTitle]]</a>{{/mayKeepKeys}}
        {{#mayKeepEndpoints}}<a href="\(PagePath.webhooks)?lang=[[lang]]">[[webhooksTitle]]</a>{{/mayKeepEndpoints}}
        {{#mayAudit}}<a href="\(PagePath.diary)?lang=[[lang]]">[[diaryTitle]]</a>{{/mayAudit}}</p></section>
        <section><h2>[[accountSecurity]]</h2><dl><dt>[[accountPassword]]</dt><dd><a href="\(PagePath.password)?lang=[[lang]]">[[accountChange]]</a></dd>
        <dt>[[accountCodes]]</dt><dd>{{#hasCodes}}[[accountCodesOn]] {{recovery}}<br/>{{/hasCodes}}{{^hasCodes}}[[accountCodesOff]]<br/>{{/hasCodes}}<a href="\(PagePath.codes)?lang=[[lang]]">{{#hasCodes}}[[accountCodesAgain]]{{/hasCodes}}{{^hasCodes}}[[accountCodesSetUp]]{{/hasCodes}}</a></dd></dl></section>
        """ + letterChoices + """
            {{#hasKept}}<section><h2>[[accountKept]]</h2><ul class="rows">{{#kept}}<li><a href="{{href}}" class="n">{{name}}</a><p class="q">{{made}} · [[checkRowsUntil]] {{until}}</p></li>{{/kept}}</ul></section>{{/hasKept}}
            <section><h2>[[accountSessions]]</h2><ul class="rows">{{#sessions}}<li><p>{{agent}}{{#isThis}} <b>[[accountThis]]</b>{{/isThis}}</p>
            <p class="q">[[accountSince]] {{made}} · [[accountSeen]] {{seen}}</p>
            {{^isThis}}<form action="\(PagePath.sessions)?lang=[[lang]]" method="post"><input type="hidden" name="session" value="{{id}}"/><button type="submit">[[accountEnd]]</button></form>{{/isThis}}</li>{{/sessions}}</ul>
            {{#hasOthers}}<form action="\(PagePath.sessions)?lang=[[lang]]" method="post"><input type="hidden" name="session" value="others"/><button type="submit">[[accountEndOthers]]</button></form>{{/hasOthers}}</section>
            <form action="\(PagePath.signOut)?lang=[[lang]]" method="post"><button type="submit">[[accountSignOut]]</button></form>
            <p class="go"><a href="\(PagePath.eraseOwn)?lang=[[lang]]">[[accountErase]]</a></p>
            """

    static let codesSource = """
        <h1 class="t">[[codesTitle]]</h1>
        {{#fault}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[formErrors]]</b></p><ul><li><a href="#code">{{.}}</a></li></ul></div>{{/fault}}
        <p class="t">[[codesLead]]</p><section><h2>[[codesScan]]</h2>
        <p class="qr"><svg viewBox="0 0 {{side}} {{side}}" role="img" aria-label="[[=codesScan]]"><rect width="{{side}}" height="{{side}}" fill="#fff"/><path d="{{path}}" fill="#000" shape-rendering="crispEdges"/></svg></p>
        <p>[[codesType]]</p><p class="bad">{{typed}}</p></section>
        <form action="\(PagePath.codes)?lang=[[lang]]" method="post"><input type="hidden" name="secret" value="{{secret}}"/>
        <label for="code">[[codesCode]]</label><p class="q" id="code-hint">[[codesCodeHint]]</p>{{#fault}}<p class="e" id="code-fault">{{.}}</p>{{/fault}}
        <input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="7" required="required" aria-describedby="code-hint{{#fault}} code-fault{{/fault}}"{{#fault}} aria-invalid="true"{{/fault}}/>
        <button type="submit">[[codesButton]]</button></form>
        """

    static let recoverySource = """
        <h1 class="t">[[recoveryTitle]]</h1><p class="t">[[recoveryLead]]</p>
        <ul class="m t">{{#codes}}<li class="bad">{{.}}</li>{{/codes}}</ul>
        <p class="note t">[[recoveryOnce]]</p><p class="go"><a href="\(PagePath.account)?lang=[[lang]]">[[recoveryDone]]</a></p>
        """

    static let membersSource = """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[membersTitle]]</h1><p class="q">{{organisation}}</p>
        {{#fault}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[formErrors]]</b></p><p>{{.}}</p></div>{{/fault}}
        {{#done}}<p class="note t" role="status">{{.}}</p>{{/done}}
        <ul class="rows">{{#members}}<li><p><b>{{name}}</b> {{#isSelf}}[[membersSelf]]{{/isSelf}}{{#isClosed}}[[membersClosed]]{{/isClosed}}</p><p class="q">{{address}}</p>
        {{#isClosed}}<p class="q">{{roleNames}}</p>{{/isClosed}}
        {{^isClosed}}<details><summary>{{roleNames}}</summary><div>
        <form action="\(PagePath.members)/{{id}}/roles?lang=[[lang]]" method="post"><fieldset><legend>[[membersRoles]]</legend>
        {{#roles}}<label class="r" for="{{id}}"><input type="checkbox" id="{{id}}" name="roles" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>{{/roles}}</fieldset>
        <button type="submit">[[membersChange]]</button></form>
        <form action="\(PagePath.members)/{{id}}/close?lang=[[lang]]" method="post"><button class="quiet" type="submit">[[membersClose]]</button></form></div></details>{{/isClosed}}
        {{#mayErase}}<details><summary>[[membersErase]]</summary><div><p>[[membersEraseLead]]</p>
        <form action="\(PagePath.members)/{{id}}/erase?lang=[[lang]]" method="post"><label for="{{reasonID}}">[[membersEraseReason]]</label><p class="q" id="{{reasonID}}-hint">[[membersEraseReasonHint]]</p>
        <input id="{{reasonID}}" name="reason" type="text" required="required" maxlength="200" autocomplete="off" aria-describedby="{{reasonID}}-hint"/>
        <button class="quiet" type="submit">[[membersErase]]</button></form></div></details>{{/mayErase}}</li>{{/members}}</ul>
        {{#hasInvitations}}<section><h2>[[membersOpen]]</h2><ul class="rows">{{#invitations}}<li><p><b>{{name}}</b></p><p class="q">{{address}} · {{roleNames}}</p>
        <p class="q">[[membersInvitedBy]] {{inviter}} · {{made}} · [[membersUntil]] {{until}}</p>
        <form action="\(PagePath.invitations)/{{id}}/end?lang=[[lang]]" method="post"><button class="quiet" type="submit">[[membersEndInvitation]]</button></form></li>{{/invitations}}</ul></section>{{/hasInvitations}}
        """ + invite

    static let diarySource = """
        <p class="back"><a href="\(PagePath.account)?lang=[[lang]]">[[accountTitle]]</a></p>
        <h1 class="t">[[diaryTitle]]</h1><p>[[diaryLead]]</p>
        <form action="\(PagePath.diary)" method="get"><input type="hidden" name="lang" value="[[lang]]"/><div class="fields">
        <p><label for="actor">[[diaryActor]]</label><input id="actor" name="actor" type="text" value="{{actor}}" maxlength="200"/></p>
        <p><label for="verb">[[diaryVerb]]</label><input id="verb" name="verb" type="text" value="{{verb}}" maxlength="200"/></p>
        <p><label for="subject">[[diarySubject]]</label><input id="subject" name="subject" type="text" value="{{subject}}" maxlength="200"/></p>
        <p><button type="submit">[[diaryButton]]</button></p></div></form>
        <p class="f"><a href="{{fileHref}}">[[diaryFile]]</a></p>
        {{^hasActs}}<p class="t">[[diaryNone]]</p>{{/hasActs}}
        {{#hasActs}}<table class="list"><thead><tr><th scope="col">[[diaryMoment]]</th><th scope="col">[[diaryActor]]</th><th scope="col">[[diaryVerb]]</th><th scope="col">[[diarySubject]]</th><th scope="col">[[diaryDetail]]</th><th scope="col">[[diaryRevision]]</th></tr></thead><tbody>
        {{#acts}}<tr><td><time datetime="{{iso}}">{{moment}}</time></td><td data-l="[[=diaryActor]]"><a href="{{actorHref}}">{{actor}}</a></td><td data-l="[[=diaryVerb]]">{{verb}}</td><td data-l="[[=diarySubject]]"><a href="{{subjectHref}}">{{subject}}</a></td><td data-l="[[=diaryDetail]]">{{detail}}</td><td data-l="[[=diaryRevision]]">{{revision}}</td></tr>
        {{/acts}}</tbody></table>{{/hasActs}}
        {{#nextHref}}<p class="go"><a href="{{.}}">[[diaryOlder]]</a></p>{{/nextHref}}
        """

    private static let invite = """
        <h2 class="t">[[membersInvite]]</h2><p>[[membersInviteLead]]</p>
        <form action="\(PagePath.members)?lang=[[lang]]" method="post">
        <label for="name">[[joinName]]</label><input id="name" name="name" type="text" value="{{draftName}}" required="required" maxlength="100" autocomplete="off"/>
        <label for="email">[[signInAddress]]</label><input id="email" name="email" type="email" value="{{draftAddress}}" required="required" maxlength="254" autocomplete="off"/>
        <fieldset><legend>[[membersRoles]]</legend>{{#draftRoles}}<label class="r" for="{{id}}"><input type="checkbox" id="{{id}}" name="roles" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>{{/draftRoles}}</fieldset>
        <fieldset><legend>[[joinLanguage]]</legend>
        <label class="r" for="l-ja"><input type="radio" id="l-ja" name="language" value="ja" checked="checked"/>日本語</label>
        <label class="r" for="l-en"><input type="radio" id="l-en" name="language" value="en"/>English</label></fieldset>
        <button type="submit">[[membersSend]]</button></form>
        """
}
