extension PageTemplate {
    /// The one box; `{{query}}` is what was asked before.
    private static let box = """
        <form action="\(PagePath.find)" method="get" role="search"><label for="q">[[boxLabel]]</label>
        <p class="q" id="q-hint">[[boxHint]]</p>
        <input id="q" name="q" type="search" value="{{query}}" required="required" maxlength="200" autocomplete="off"
         autocapitalize="none" spellcheck="false" aria-describedby="q-hint"/>
        <input type="hidden" name="lang" value="[[lang]]"/><button type="submit">[[boxButton]]</button></form>
        """

    static let frontSource =
        """
        <p class="q t">[[siteName]] · [[tagline]]</p><h1>[[frontTitle]]</h1><p class="t">[[frontLead]]</p>
        """ + box + """
            <section><h2>[[frontHow]]</h2><ul class="d"><li>[[frontHowScan]]</li><li>[[frontHowType]]</li>
            <li>[[frontMissMeans]]</li></ul></section>
            <section><h2>[[frontWork]]</h2><ul class="d"><li><a href="\(PagePath.search)?lang=[[lang]]">[[frontWorkSearch]]</a></li>
            <li><a href="\(PagePath.check)?lang=[[lang]]">[[checkTitle]]</a></li>
            <li><a href="\(PagePath.system)?lang=[[lang]]">[[systemTitle]]</a></li>
            <li><a href="\(PagePath.tender)?lang=[[lang]]">[[frontWorkWording]]</a></li>
            <li><a href="\(PagePath.scope)?lang=[[lang]]">[[scopeTitle]]</a></li>
            <li><a href="\(PagePath.claims)?lang=[[lang]]">[[frontWorkClaims]]</a></li>
            <li><a href="\(PagePath.times)?lang=[[lang]]">[[timesTitle]]</a></li>
            <li><a href="\(PagePath.signIn)?lang=[[lang]]">[[signInTitle]]</a></li></ul></section>
            """

    static let missSource =
        """
        {{#unknown}}<div class="tag unknownNumber">\(PageIcon.unknownNumber)<div><h1>[[missUnknownTitle]]</h1></div>
        <p>[[missUnknownSentence]]</p></div><p class="t">[[missUnknownMeans]]</p>
        {{#editions}}<p class="q">[[missEdition]]{{#day}} <time datetime="{{iso}}">{{text}}</time>{{/day}}</p>
        {{/editions}}{{/unknown}}
        {{#malformed}}<div class="tag malformedNumber">\(PageIcon.malformedNumber)<div>
        <h1>[[missMalformedTitle]]</h1></div><p>
        {{#wrongCharacter}}[[missWrongCharacter]]{{/wrongCharacter}}
        {{#isMistyped}}[[missMistyped]]{{/isMistyped}}
        {{#wrongLength}}[[missWrongLength]]{{/wrongLength}}
        {{#isInvalid}}[[missInvalid]]{{/isInvalid}}
        {{#reason}} {{.}}{{/reason}}</p></div>
        <p class="bad t">{{before}}{{#mark}}<mark>{{.}}</mark>{{/mark}}{{after}}</p>
        {{#suggestion}}<p>[[missSuggestion]]</p>
        <p class="bad go"><a href="/{{code}}?lang=[[lang]]">{{start}}{{#mark}}<mark>{{.}}</mark>{{/mark}}{{end}}</a></p>
        {{/suggestion}}<section><h2>[[missForm]]</h2><p>[[missAlphabet]]</p></section>{{/malformed}}
        <h2 class="t">[[missAgain]]</h2>
        """ + box + """
            <p class="go"><a href="\(PagePath.doubt)?number={{encoded}}&amp;lang=[[lang]]">[[missReport]]</a></p>
            """

    static let candidatesSource =
        """
        {{#none}}<div class="tag unknownNumber">\(PageIcon.unknownNumber)<div><h1>[[foundNone]]</h1></div>
        <p>[[foundFor]]</p></div><p class="t">[[foundNoneMeans]]</p>{{/none}}
        {{^none}}<h1 class="t">[[foundTitle]]</h1><p>[[foundFor]]</p>{{/none}}
        <ul class="rows">{{#rows}}<li><p class="b {{standing}}">{{status}}</p>
        <a href="{{href}}"{{#nameLanguage}} lang="{{.}}"{{/nameLanguage}}>{{#name}}{{.}}{{/name}}{{^name}}[[foundNameless]]{{/name}}</a>
        <p>{{match}}{{#model}} <b class="n">{{.}}</b>{{/model}}</p>
        <p class="q">{{level}} · {{assurance}}</p>
        <p class="q">[[foundMaker]] {{maker}} · [[foundNumber]] <span class="n">{{number}}</span></p></li>{{/rows}}</ul>
        {{#hasMore}}<p class="note">[[foundMore]]</p>{{/hasMore}}
        <h2 class="t">[[missAgain]]</h2>
        """ + box

    static let doubtFormSource = """
        <h1 class="t">[[doubtTitle]]</h1>
        {{#hasFaults}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[doubtErrors]]</b></p><ul>
        {{#kindFault}}<li><a href="#k1">{{.}}</a></li>{{/kindFault}}
        {{#textFault}}<li><a href="#text">{{.}}</a></li>{{/textFault}}
        {{#contactFault}}<li><a href="#contact">{{.}}</a></li>{{/contactFault}}</ul></div>{{/hasFaults}}
        <p>[[doubtLead]]</p><form action="\(PagePath.doubt)?lang=[[lang]]" method="post">
        <input type="hidden" name="{{field}}" value="{{subject}}"/><input type="hidden" name="key" value="{{key}}"/>
        <p class="q">[[doubtAbout]]</p><p><b class="n">{{subject}}</b>{{#name}}<br/>{{.}}{{/name}}</p>
        <fieldset{{#kindFault}} aria-describedby="k-fault"{{/kindFault}}><legend>[[doubtKind]]</legend>
        {{#kindFault}}<p class="e" id="k-fault">{{.}}</p>{{/kindFault}}
        {{#kinds}}<label class="r" for="{{id}}"><input type="radio" id="{{id}}" name="kind" value="{{value}}" required="required"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>
        {{/kinds}}</fieldset>
        <label for="text">[[doubtText]]</label><p class="q" id="text-hint">[[doubtTextHint]]</p>
        {{#textFault}}<p class="e" id="text-fault">{{.}}</p>{{/textFault}}
        <textarea id="text" name="text" rows="6" required="required" maxlength="2000" aria-describedby="text-hint{{#textFault}} text-fault{{/textFault}}"{{#textFault}} aria-invalid="true"{{/textFault}}>{{text}}</textarea>
        <label for="contact">[[doubtContact]]</label><p class="q" id="contact-hint">[[doubtContactHint]]</p>
        {{#contactFault}}<p class="e" id="contact-fault">{{.}}</p>{{/contactFault}}
        <input id="contact" name="contact" type="email" autocomplete="email" maxlength="254" value="{{contact}}" aria-describedby="contact-hint{{#contactFault}} contact-fault{{/contactFault}}"{{#contactFault}} aria-invalid="true"{{/contactFault}}/>
        <button type="submit">[[doubtSend]]</button></form>
        """

    static let doubtThanksSource = """
        <h1 class="t">[[thanksTitle]]</h1><p>[[thanksReference]] <b class="n">{{reference}}</b></p><p>[[thanksNext]]</p>
        """

    static let problemSource = """
        <p class="q t">{{status}}</p><h1>{{title}}</h1><p class="t">{{detail}}</p><p>[[problemNext]]</p>
        <p class="q t">[[problemReference]] <span class="n">{{requestID}}</span></p>
        """

    static let unconfirmedSource = """
        <div class="tag unconfirmed">\(PageIcon.unconfirmed)<div><h1>[[unconfirmedTitle]]</h1></div>
        <p>[[unconfirmedSentence]]</p></div><p class="t">[[unconfirmedNext]]</p>
        """

    static let aboutSource = """
        <h1 class="t">[[aboutTitle]]</h1><section><h2>[[aboutWhat]]</h2><p>[[aboutWhatText]]</p></section>
        <section><h2>[[aboutStar]]</h2><p>[[aboutStarText]]</p><p>[[aboutStarLevels]]</p></section>
        <section><h2>[[aboutNot]]</h2><p>[[aboutNotText]]</p></section>
        <section><h2>[[aboutMiss]]</h2><p>[[aboutMissText]]</p></section>
        <section><h2>[[aboutWho]]</h2><p>{{#operator}}[[operatedBy]]{{.}}{{/operator}}</p>
        {{#isUnofficial}}<p>[[aboutWhoUnofficial]]</p>{{/isUnofficial}}</section>
        <section><h2>[[aboutData]]</h2><p>[[aboutDataText]]</p>
        <p class="f"><a href="\(PagePath.cases)?lang=[[lang]]">[[casesTitle]]</a>
        <a href="\(PagePath.corrections)?lang=[[lang]]">[[casesAsk]]</a>
        <a href="\(PagePath.tender)?lang=[[lang]]">[[tenderTitle]]</a> <a href="\(PagePath.claims)?lang=[[lang]]">[[claimTitle]]</a>
        <a href="\(PagePath.times)?lang=[[lang]]">[[timesTitle]]</a>
        <a href="\(PagePath.openAPI)">[[aboutAPI]]</a></p></section>
        <section><h2>[[aboutPrivacy]]</h2><p>[[aboutPrivacyText]]</p></section>
        """
}
