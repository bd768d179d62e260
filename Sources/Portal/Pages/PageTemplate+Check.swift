extension PageTemplate {
    static let checkSource = """
        <h1 class="t">[[checkTitle]]</h1><p>[[checkLead]]</p>
        """ + checkFault + checkBegin + """
            <label for="text">[[checkPaste]]</label><p class="q" id="text-hint">[[checkPasteHint]]</p>
            <textarea id="text" name="text" rows="8" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="text-hint"></textarea>
            """ + checkFields + """
            <label for="levelAtLeast">[[checkLevel]]</label>
            """ + checkLevels + """
            <label for="header">[[checkHeader]]</label><select id="header" name="header">{{#headers}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{text}}</option>{{/headers}}</select>
            <p class="go"><button type="submit">[[checkButton]]</button></p></form>
            <p>[[checkMeans]]</p><p class="q">[[checkColumns]]</p><p class="q">[[checkKept]]</p>
            <p class="go"><a href="\(PagePath.system)?lang=[[lang]]">[[systemTitle]]</a></p>
            """

    /// What is wrong in a form of a check.
    static let checkFault = """
        {{#fault}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[checkFault]]</b></p><p>{{#field}}<a href="{{href}}">{{text}}</a> – {{/field}}{{reason}}</p></div>{{/fault}}
        """

    /// How a form of a check begins.
    static let checkBegin = """
        <form action="\(PagePath.check)?lang=[[lang]]" method="post" enctype="multipart/form-data"><input type="hidden" name="lang" value="[[lang]]"/>
        {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}"/>{{/hidden}}
        """

    /// The file and the two days.
    static let checkFields = """
        <label for="file">[[checkFile]]</label><p class="q" id="file-hint">{{fileHint}}</p>
        <input type="file" id="file" name="file" accept=".csv,.tsv,.txt,.xlsx" aria-describedby="file-hint"/>
        <label for="on">[[checkOn]]</label><p class="q" id="on-hint">[[checkOnHint]]</p><input id="on" name="on" value="{{on}}" maxlength="20" autocomplete="off" aria-describedby="on-hint"/>
        <label for="coveredThrough">[[checkThrough]]</label><p class="q" id="ct-hint">[[checkThroughHint]]</p><input id="coveredThrough" name="coveredThrough" value="{{coveredThrough}}" maxlength="20" autocomplete="off" aria-describedby="ct-hint"/>
        """

    static let checkLevels = """
        <select id="levelAtLeast" name="levelAtLeast"><option value="">[[=checkAny]]</option>{{#levels}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{text}}</option>{{/levels}}</select>
        """

    static let checkResultSource = """
        <h1 class="t">[[checkResultTitle]]</h1>{{#isTest}}<p class="note">[[checkTest]]</p>{{/isTest}}
        <dl class="facts"><dt>[[checkDay]]</dt><dd><time datetime="{{dayISO}}">{{day}}</time></dd>
        {{#through}}<dt>[[checkThrough]]</dt><dd><time datetime="{{iso}}">{{text}}</time></dd>{{/through}}
        {{#level}}<dt>[[checkLevel]]</dt><dd>{{.}}</dd>{{/level}}
        <dt>[[checkRecorded]]</dt><dd>{{recorded}}</dd><dt>[[checkRevision]]</dt><dd>{{revision}}</dd>
        <dt>[[checkReceipt]]</dt><dd><a href="{{receipt}}">{{receiptText}}</a></dd></dl>
        {{#system}}<p class="whole"><span class="o {{outcome}}">{{text}}</span></p><p class="go"><a href="{{href}}">[[systemSheet]]</a></p>{{/system}}
        <h2 class="count" id="result">[[checkRows]]</h2>
        <ul class="tally">{{#outcomes}}<li><a href="{{href}}"{{#isChosen}} aria-current="true"{{/isChosen}}><span class="o {{value}}">{{text}}</span> <b>{{count}}</b></a><p class="q">{{meaning}}</p></li>{{/outcomes}}</ul>
        {{#isFiltered}}<p class="go"><a href="{{all}}">[[checkAll]]</a></p>{{/isFiltered}}
        {{#hasMisses}}<p>[[checkMiss]]{{#editions}} [[checkMissEdition]]: {{source}} <time datetime="{{iso}}">{{text}}</time>{{/editions}}</p>{{/hasMisses}}
        {{#hasRows}}<table class="list check"><thead><tr><th scope="col">[[checkColumnLine]]</th><th scope="col">[[checkColumnOwn]]</th><th scope="col">[[checkColumnOutcome]]</th><th scope="col">[[checkColumnWhy]]</th><th scope="col">[[checkColumnLabel]]</th>{{#through}}<th scope="col">[[checkColumnCoverage]]</th>{{/through}}<th scope="col">[[checkColumnUntil]]</th></tr></thead>
        <tbody>{{#rows}}<tr><td data-l="[[=checkColumnLine]]">{{line}}</td><td class="own">{{#cells}}<span>{{.}}</span> {{/cells}}</td>
        <td><span class="o {{outcome}}">{{word}}</span></td><td>{{why}} <small>{{match}}</small>{{#candidates}} <a class="n" href="{{href}}">{{text}}</a>{{/candidates}}</td>
        <td data-l="[[=checkColumnLabel]]">{{#label}}<a class="n" href="{{href}}">{{text}}</a>{{/label}}{{#foundLevel}} <small>{{.}}</small>{{/foundLevel}}{{#maker}} <small>{{.}}</small>{{/maker}}</td>
        {{#hasThrough}}<td data-l="[[=checkColumnCoverage]]">{{#coverage}}<span class="cov {{word}}">{{text}}</span>{{/coverage}}</td>{{/hasThrough}}<td data-l="[[=checkColumnUntil]]">{{#until}}<time datetime="{{iso}}">{{iso}}</time>{{/until}}</td></tr>{{/rows}}</tbody></table>{{/hasRows}}
        {{^hasRows}}<p>[[checkNoRows]]</p>{{/hasRows}}
        {{#next}}<p class="go"><a rel="next" href="{{href}}">{{#count}}[[checkNext]]{{/count}}</a></p>{{/next}}
        <section class="take"><h2>[[checkFiles]]</h2><ul class="files">{{#files}}<li><a href="{{href}}">{{text}}</a></li>{{/files}}</ul>
        <p class="q">[[checkSecret]] [[checkRowsUntil]]: <time datetime="{{keptISO}}">{{kept}}</time></p>
        <form action="{{again}}" method="post"><p class="go"><button type="submit">[[checkAgain]]</button></p><p class="q">[[checkAgainHint]]</p></form>
        {{#keep}}<form action="{{href}}" method="post"><p class="go"><button type="submit">[[accountKeep]]</button></p><p class="q">[[accountKeepHint]]</p></form>{{/keep}}
        """ + watchBegin + """
            <input type="hidden" name="check" value="{{watched}}"/>
            """ + watchEnd + """
            </section>
            """

    static let receiptSource = """
        <h1 class="t">[[checkReceipt]]</h1><p>[[checkReceiptLead]]</p>{{#isTest}}<p class="note">[[checkTest]]</p>{{/isTest}}
        <dl class="facts"><dt>[[checkReceipt]]</dt><dd>{{address}}</dd><dt>[[checkRecorded]]</dt><dd>{{recorded}}</dd>
        <dt>[[checkDay]]</dt><dd><time datetime="{{dayISO}}">{{day}}</time></dd>
        {{#through}}<dt>[[checkThrough]]</dt><dd><time datetime="{{iso}}">{{text}}</time></dd>{{/through}}
        {{#level}}<dt>[[checkLevel]]</dt><dd>{{.}}</dd>{{/level}}
        <dt>[[checkAskedOn]]</dt><dd><time datetime="{{todayISO}}">{{today}}</time></dd><dt>[[checkRevision]]</dt><dd>{{revision}}</dd>
        <dt>[[checkRules]]</dt><dd>{{rules}}</dd><dt>[[checkInput]]</dt><dd>{{digest}}</dd><dt>[[checkForm]]</dt><dd>{{form}}</dd></dl>
        <h2 class="count">[[checkRows]]</h2>
        <h2>[[checkOutcomes]]</h2><ul class="counts">{{#outcomes}}<li><span class="o {{value}}">{{text}}</span> <b>{{count}}</b></li>{{/outcomes}}</ul>
        <h2>[[checkMatches]]</h2><ul class="counts">{{#matches}}<li>{{text}} <b>{{count}}</b></li>{{/matches}}</ul>
        {{#hasReasons}}<h2>[[checkReasons]]</h2><ul class="counts">{{#reasons}}<li>{{text}} <b>{{count}}</b></li>{{/reasons}}</ul>{{/hasReasons}}
        <p>[[checkMeans]]</p>
        {{#hasRows}}<p class="q">[[checkRowsUntil]]: <time datetime="{{keptISO}}">{{kept}}</time></p>{{/hasRows}}{{^hasRows}}<p class="q">[[checkRowsGone]]</p>{{/hasRows}}
        <section class="take"><ul class="files"><li><a href="{{sameToday}}">[[checkSameToday]]</a></li><li><a href="{{sameThen}}">[[checkSameThen]]</a></li></ul><p class="q">[[checkSameHint]]</p></section>
        """

    static let checkProgressSource = """
        <h1 class="t">[[checkRunningTitle]]</h1>
        {{#isRunning}}<p role="status">[[checkRunning]]</p><p class="go"><a href="{{href}}">[[checkReload]]</a></p>{{/isRunning}}
        {{^isRunning}}<p role="alert">[[checkFailed]]</p><p class="go"><a href="\(PagePath.check)?lang=[[lang]]">[[checkTitle]]</a></p>{{/isRunning}}
        """
}
