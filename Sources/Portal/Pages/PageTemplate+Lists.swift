extension PageTemplate {
    static let searchSource = """
        <h1 class="t">[[searchTitle]]</h1><p>[[searchLead]]</p>
        {{#fault}}<div class="note" id="errors" role="alert" tabindex="-1" autofocus="autofocus"><p><b>[[searchFault]]</b></p><p>{{#field}}<a href="{{href}}">{{text}}</a> – {{/field}}{{reason}}</p></div>{{/fault}}
        {{#form}}<form action="\(PagePath.search)" method="get" role="search" class="wide"><input type="hidden" name="lang" value="[[lang]]"/>
        {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}"/>{{/hidden}}
        <div class="fields"><p class="two"><label for="q">[[searchText]]</label><small id="q-hint">[[searchTextHint]]</small>
        <input id="q" name="q" type="search" value="{{q}}" maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="q-hint"/></p>
        <p><label for="levelAtLeast">[[searchLevel]]</label><select id="levelAtLeast" name="levelAtLeast"><option value="">[[=searchAny]]</option>{{#levels}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{text}}</option>{{/levels}}</select></p>
        <p><label for="category">[[searchCategory]]</label><select id="category" name="category"><option value="">[[=searchAny]]</option>{{#categories}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{text}}</option>{{/categories}}</select></p>
        <p><label for="on">[[searchOn]]</label><small id="on-hint">[[searchOnHint]]</small><input id="on" name="on" value="{{on}}" maxlength="20" autocomplete="off" aria-describedby="on-hint"/></p>
        <p><label for="coveredThrough">[[searchThrough]]</label><small id="ct-hint">[[searchThroughHint]]</small><input id="coveredThrough" name="coveredThrough" value="{{coveredThrough}}" maxlength="20" autocomplete="off" aria-describedby="ct-hint"/></p></div>
        <details{{#isOpen}} open="open"{{/isOpen}}><summary>[[searchMore]]</summary><div class="fields">
        <p><label for="standing">[[searchStanding]]</label><select id="standing" name="standing"><option value="">[[=searchAny]]</option>{{#standings}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{text}}</option>{{/standings}}</select></p>
        <p><label for="assurance">[[searchAssurance]]</label><select id="assurance" name="assurance"><option value="">[[=searchAny]]</option>{{#assurances}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{text}}</option>{{/assurances}}</select></p>
        <p><label for="coverage">[[searchCoverage]]</label><select id="coverage" name="coverage"><option value="">[[=searchAny]]</option>{{#coverages}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{text}}</option>{{/coverages}}</select></p>
        <p><label for="expiringWithin">[[searchExpiring]]</label><select id="expiringWithin" name="expiringWithin"><option value="">[[=searchAny]]</option>{{#expiries}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{#days}}[[=searchExpiringDays]]{{/days}}</option>{{/expiries}}</select></p>
        <p><label for="issuedFrom">[[searchIssuedFrom]]</label><input id="issuedFrom" name="issuedFrom" value="{{issuedFrom}}" maxlength="20" autocomplete="off"/></p>
        <p><label for="issuedTo">[[searchIssuedTo]]</label><input id="issuedTo" name="issuedTo" value="{{issuedTo}}" maxlength="20" autocomplete="off"/></p>
        <p><label for="country">[[searchCountry]]</label><input id="country" name="country" value="{{country}}" maxlength="20" autocomplete="off"/></p>
        <p><label for="sort">[[searchSort]]</label><select id="sort" name="sort"><option value="">[[=searchSortDefault]]</option>{{#sorts}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{text}}</option>{{/sorts}}</select></p>
        </div></details><p class="go"><button type="submit">[[searchButton]]</button> <a href="\(PagePath.search)?lang=[[lang]]">[[searchClear]]</a></p></form>{{/form}}
        {{#result}}{{#isTest}}<p class="note">[[searchTest]]</p>{{/isTest}}
        {{#hasLabels}}<h2 class="count" id="result">[[searchTotal]]</h2>{{/hasLabels}}{{#none}}<h2 class="count" id="result">[[searchNone]]</h2><p>[[searchNoneMeans]]</p>{{/none}}
        <p class="q">[[searchAsOf]]{{#textNow}} [[searchTextNow]]{{/textNow}}</p>
        {{#hasChosen}}<ul class="chips" aria-label="[[=searchChosen]]">{{#chosen}}<li><span>{{text}}</span> <a href="{{href}}" aria-label="{{text}} [[=searchRemove]]">×</a></li>{{/chosen}}</ul>{{/hasChosen}}
        <div class="cols">{{#hasLabels}}<div class="res"><table class="list"><thead><tr>{{#columns}}<th scope="col"{{#direction}} aria-sort="{{.}}"{{/direction}}>{{#href}}<a href="{{.}}">{{/href}}{{text}}{{#href}}</a>{{/href}}</th>{{/columns}}</tr></thead>
        <tbody>{{#rows}}<tr><td><span class="b {{standing}}">{{status}}</span></td>{{#coverage}}<td class="cov {{word}}" data-l="[[=columnUntil]]">{{text}}</td>{{/coverage}}
        <td data-l="[[=columnLevel]]"><b>{{level}}</b> <small>{{assurance}}</small></td>
        <td class="pr"><a href="{{href}}"{{#nameLanguage}} lang="{{.}}"{{/nameLanguage}}>{{#name}}{{.}}{{/name}}{{^name}}[[foundNameless]]{{/name}}</a> <span class="ms">{{#models}}<span class="n">{{.}}</span> {{/models}}{{#more}}<small>[[moreModels]]</small>{{/more}}</span></td>
        <td data-l="[[=columnMaker]]">{{maker}}</td><td data-l="[[=columnHeld]]">{{#from}}<time datetime="{{iso}}">{{iso}}</time>{{/from}} – {{#until}}<time datetime="{{iso}}">{{iso}}</time>{{/until}}</td>
        <td data-l="[[=columnNumber]]"><span class="n">{{number}}</span></td></tr>{{/rows}}</tbody></table>
        {{#next}}<p class="go"><a rel="next" href="{{href}}">{{#count}}[[searchNext]]{{/count}}</a></p>{{/next}}</div>{{/hasLabels}}
        <aside>{{#hasFacets}}<h2>[[searchNarrow]]</h2>{{/hasFacets}}{{#facets}}<h3>{{title}}</h3><ul>{{#values}}<li>{{#href}}<a href="{{.}}">{{text}}</a>{{/href}}{{^href}}<b>{{text}}</b>{{/href}} <small>{{count}}</small></li>{{/values}}{{#more}}<li><small>[[searchMakersMore]]</small></li>{{/more}}</ul>{{/facets}}
        {{#hasLabels}}<h2>[[searchFiles]]</h2><p class="q">[[searchFilesAll]]</p><ul class="files">{{#files}}<li><a href="{{href}}">{{text}}</a></li>{{/files}}</ul>{{/hasLabels}}
        <h2>[[searchFollow]]</h2><ul class="files">{{#feeds}}<li><a href="{{href}}">{{text}}</a></li>{{/feeds}}</ul>
        """ + watchBegin + """
            {{#watched}}<input type="hidden" name="{{name}}" value="{{value}}"/>{{/watched}}
            """ + watchEnd + """
            <h2>[[searchAgain]]</h2><p class="q"><a href="{{again}}">{{againText}}</a><br/>[[searchAgainMeans]]</p></aside></div>{{/result}}
            """
}
