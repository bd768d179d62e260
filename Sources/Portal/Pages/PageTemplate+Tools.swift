extension PageTemplate {
    /// Confidence and sources of a row.
    static let origin = """
        <p class="q">{{#origin}}{{confidence}}{{#sources}}<br/>{{#href}}<a lang="en" rel="nofollow noopener noreferrer external" href="{{href}}">{{title}}</a>{{/href}}{{^href}}<span lang="en">{{title}}</span>{{/href}}{{/sources}}{{^sources}}<br/>[[claimNoSource]]{{/sources}}{{/origin}}</p>
        """

    static let claimsSource =
        """
        <h1 class="t">[[claimTitle]]</h1><p>[[claimLead]]</p>
        {{#refusal}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p>{{.}}</p></div>{{/refusal}}
        <form action="\(PagePath.claims)?lang=[[lang]]" method="post"><input type="hidden" name="lang" value="[[lang]]"/>
        <label for="text">[[claimText]]</label><p class="q" id="text-hint">[[claimTextHint]]</p>
        <textarea id="text" name="text" rows="5" required="required" maxlength="2000" aria-describedby="text-hint">{{text}}</textarea>
        <label for="state">[[claimState]]</label><p class="q" id="state-hint">[[claimStateHint]]</p>
        <select id="state" name="state" aria-describedby="state-hint"><option value="">[[=claimStateNone]]</option>
        {{#states}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{label}}</option>
        {{/states}}</select><button type="submit">[[claimButton]]</button></form>
        {{#isRead}}<section><h2>[[claimResult]]</h2>
        <p class="claim">{{#pieces}}{{#isTouched}}<mark>{{text}}</mark>{{/isTouched}}{{^isTouched}}{{text}}{{/isTouched}}{{/pieces}}</p>
        {{#isQuiet}}<p><b>[[claimNothing]]</b></p><p>[[claimNothingMeans]]</p>{{/isQuiet}}
        {{^isQuiet}}<p>[[claimFoundMeans]]</p>{{/isQuiet}}</section>
        <ul class="rows">{{#findings}}<li><p class="verdict {{kind}}">{{verdict}}</p>
        <p><b>{{#touches}}<q>{{.}}</q> {{/touches}}</b></p><p>{{says}}</p>{{#byState}}<p>[[claimByState]] {{.}}</p>{{/byState}}
        """ + origin + """
            </li>{{/findings}}</ul>
            {{#stateRule}}<section><h2>[[claimStateSays]]</h2><p>{{says}}: <b>{{verdict}}</b></p>
            """ + origin + """
            </section>{{/stateRule}}
            <section><h2>[[claimAlways]]</h2><ul class="d">{{#others}}<li>{{says}} <b>{{verdict}}</b>
            """ + origin + """
            </li>{{/others}}</ul></section>{{/isRead}}
            <p class="t q">[[claimNotLegal]]</p>
            """

    static let tenderSource =
        """
        <h1 class="t">[[tenderTitle]]</h1><p>[[tenderLead]]</p>
        <form action="\(PagePath.tender)" method="get"><input type="hidden" name="lang" value="[[lang]]"/>
        <fieldset><legend>[[tenderLevel]]</legend>{{#levels}}<label class="r" for="{{id}}"><input type="radio" id="{{id}}" name="levelAtLeast" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>
        {{/levels}}</fieldset>
        <fieldset><legend>[[tenderCategories]]</legend><p class="q">[[tenderCategoriesHint]]</p>{{#categories}}<label class="r" for="{{id}}"><input type="checkbox" id="{{id}}" name="category" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>
        {{/categories}}</fieldset>
        <label for="on">[[tenderOn]]</label><p class="q" id="on-hint">[[tenderOnHint]]</p>
        <input type="date" id="on" name="on" value="{{on}}" aria-describedby="on-hint"/>
        <label for="through">[[tenderThrough]]</label><p class="q" id="through-hint">[[tenderThroughHint]]</p>
        <input type="date" id="through" name="coveredThrough" value="{{coveredThrough}}" aria-describedby="through-hint"/>
        <button type="submit">[[tenderButton]]</button></form>
        {{#closedLevel}}<p class="note">[[tenderClosed]]</p>{{/closedLevel}}
        <section><h2>[[tenderJapanese]]</h2><div class="paste" lang="ja">{{#japanese}}<p>{{.}}</p>{{/japanese}}
        <p>{{noGuaranteeJA}}</p></div></section>
        <section><h2>[[tenderEnglish]]</h2><div class="paste" lang="en">{{#english}}<p>{{.}}</p>{{/english}}
        <p>{{noGuaranteeEN}}</p></div></section>
        <section><h2>[[tenderAddress]]</h2><p>[[tenderAddressMeans]]</p><p class="q">{{address}}</p></section>
        <section><h2>[[tenderRules]]</h2><p>[[tenderRulesLead]]</p><ul class="rows">
        """ + rule + """
            </ul></section><p class="t q">[[claimNotLegal]]</p>
            """

    /// The dated rules, one list item each.
    static let rule =
        """
        {{#rules}}<li><p class="verdict">{{#isInForce}}[[tenderInForce]]{{/isInForce}}{{^isInForce}}{{#isUnsure}}[[tenderUnsure]]{{/isUnsure}}{{^isUnsure}}[[tenderNotInForce]]{{/isUnsure}}{{/isInForce}}</p>
        <p><b>{{name}}</b></p><p>{{appliesTo}}</p>
        <dl><dt>[[tenderRuleLevel]]</dt><dd>{{level}}</dd><dt>[[tenderRuleFrom]]</dt><dd>{{#from}}{{.}}{{/from}}{{^from}}[[tenderUnknown]]{{/from}}</dd>
        <dt>[[tenderRuleState]]</dt><dd>{{state}}</dd><dt>[[tenderRuleDay]]</dt><dd>{{decisiveDay}}</dd></dl>
        {{#isPerComponent}}<p>[[tenderPerComponent]]</p>{{/isPerComponent}}
        """ + origin + """
            </li>{{/rules}}
            """
}
