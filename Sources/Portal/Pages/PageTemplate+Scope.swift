extension PageTemplate {
    private static func questions(_ name: String) -> String {
        """
        {{#\(name)}}<fieldset{{#hint}} aria-describedby="{{name}}-hint"{{/hint}}><legend>{{label}}</legend>{{#hint}}<p class="q" id="{{name}}-hint">{{.}}</p>{{/hint}}
        {{#choices}}<label class="r" for="{{id}}"><input type="radio" id="{{id}}" name="{{name}}" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>{{/choices}}</fieldset>{{/\(name)}}
        """
    }

    static let scopeSource =
        """
        <h1 class="t">[[scopeTitle]]</h1><p class="t">[[scopeLead]]</p>
        {{#result}}<section class="t" id="result"><p class="verdict {{kind}}">{{sentence}}</p>
        {{#missing}}<p>[[scopeMissing]] {{.}}</p>{{/missing}}
        <ul class="rows">{{#reasons}}<li><p>{{says}}</p>
        """ + origin + """
            </li>{{/reasons}}</ul>
            {{#advice}}<dl><dt>[[scopeLevel]]</dt><dd>{{level}}{{#closed}}<small>[[scopeClosed]] {{.}}</small>{{/closed}}</dd>
            <dt>[[scopeAssurance]]</dt><dd>{{assurance}}</dd><dt>[[scopeFee]]</dt><dd>{{fee}}</dd></dl>{{/advice}}
            {{#advised}}<p class="t">[[scopeAdvised]] {{says}}</p>
            """ + origin + """
            {{/advised}}<p class="q">[[scopeNotBinding]]</p>
            <p class="go"><a href="\(PagePath.times)?lang=[[lang]]">[[timesTitle]]</a></p></section>{{/result}}
            <form action="\(PagePath.scope)" method="get"><input type="hidden" name="lang" value="[[lang]]"/>
            """ + questions("questions") + """
            <fieldset><legend>[[scopeLinks]]</legend><p class="q">[[scopeLinksHint]]</p>{{#links}}<label class="r" for="{{id}}"><input type="checkbox" id="{{id}}" name="links" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>{{/links}}</fieldset>
            """ + questions("more") + """
            <fieldset><legend>[[scopeCategory]]</legend>{{#categories}}<label class="r" for="{{id}}"><input type="radio" id="{{id}}" name="category" value="{{value}}"{{#isChosen}} checked="checked"{{/isChosen}}/>{{label}}</label>{{/categories}}</fieldset>
            <button type="submit">[[scopeButton]]</button></form>
            """
}
