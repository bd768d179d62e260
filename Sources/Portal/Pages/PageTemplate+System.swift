extension PageTemplate {
    static let systemSource = """
        <h1 class="t">[[systemTitle]]</h1><p>[[systemLead]]</p>{{#form}}
        """ + checkFault + checkBegin + """
            <label for="text">[[systemPaste]]</label><p class="q" id="text-hint">[[systemPasteHint]]</p>
            <textarea id="text" name="text" rows="8" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="text-hint text-example"></textarea>
            <p class="q">[[systemExample]]</p><pre class="paste" id="text-example">{{example}}</pre>
            """ + checkFields + """
            <label for="levelAtLeast">[[systemLevel]]</label>
            """ + checkLevels + """
            <p class="go"><button type="submit">[[checkButton]]</button></p></form>{{/form}}
            <p>[[systemMeans]]</p><p>[[checkMeans]]</p><p class="q">[[checkKept]]</p>
            {{#hasRules}}<section><h2>[[systemRules]]</h2><p>[[tenderRulesLead]]</p><ul class="rows">
            """ + rule + """
            </ul></section>{{/hasRules}}<p class="t q">[[claimNotLegal]]</p>
            """

    static let systemSheetSource = """
        <h1 class="t">[[systemSheet]]</h1>{{#isTest}}<p class="note">[[checkTest]]</p>{{/isTest}}
        <p class="whole"><span class="o {{outcome}}">{{verdict}}</span></p><p>[[systemMeans]]</p>
        <dl class="facts"><dt>[[checkDay]]</dt><dd><time datetime="{{dayISO}}">{{day}}</time></dd>
        {{#through}}<dt>[[checkThrough]]</dt><dd><time datetime="{{iso}}">{{text}}</time></dd>{{/through}}
        {{#level}}<dt>[[systemLevel]]</dt><dd>{{.}}</dd>{{/level}}
        <dt>[[checkRecorded]]</dt><dd>{{recorded}}</dd><dt>[[checkRevision]]</dt><dd>{{revision}}</dd>
        <dt>[[checkReceipt]]</dt><dd>{{receipt}}</dd><dt>[[checkInput]]</dt><dd class="dig">{{digest}}</dd>
        {{#editions}}<dt>[[checkMissEdition]]</dt><dd>{{source}} <time datetime="{{iso}}">{{text}}</time></dd>{{/editions}}</dl>
        <table class="list check sheet"><thead><tr><th scope="col">[[checkColumnLine]]</th><th scope="col">[[systemComponent]]</th><th scope="col">[[systemAsked]]</th><th scope="col">[[systemNumber]]</th><th scope="col">[[systemModel]]</th><th scope="col">[[systemHeld]]</th><th scope="col">[[checkColumnUntil]]</th><th scope="col">[[checkColumnOutcome]]</th></tr></thead>
        <tbody>{{#rows}}<tr><td data-l="[[=checkColumnLine]]">{{line}}</td><td><b>{{component}}</b></td><td data-l="[[=systemAsked]]">{{asked}}</td>
        <td data-l="[[=systemNumber]]">{{#number}}<span class="n">{{.}}</span>{{/number}}{{^number}}–{{/number}}{{#maker}} <small>{{.}}</small>{{/maker}}</td><td data-l="[[=systemModel]]">{{#model}}<span class="n">{{.}}</span>{{/model}}{{^model}}–{{/model}}</td>
        <td data-l="[[=systemHeld]]">{{#held}}{{.}}{{/held}}{{^held}}–{{/held}}{{#assurance}} <small>{{.}}</small>{{/assurance}}</td><td data-l="[[=checkColumnUntil]]">{{#until}}<time datetime="{{iso}}">{{iso}}</time>{{/until}}{{^until}}–{{/until}}</td>
        <td><span class="o {{outcome}}">{{word}}</span> <small>{{why}}</small></td></tr>{{/rows}}</tbody></table>
        <p>[[checkMeans]]</p><p class="q">[[systemDiagram]]</p>
        <dl class="sign"><dt>[[systemMatter]]</dt><dd></dd><dt>[[systemBy]]</dt><dd></dd><dt>[[systemOn]]</dt><dd></dd></dl>
        <section class="take"><ul class="files"><li><a href="{{rowsHref}}">[[checkResultTitle]]</a></li></ul><p class="q">[[systemPrint]] [[checkRowsUntil]]: <time datetime="{{keptISO}}">{{kept}}</time></p></section>
        """
}
