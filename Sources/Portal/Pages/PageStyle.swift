/// The style sheets of the pages: inline, fixed text, so that their SHA-256 can stand in the Content-Security-Policy.
///
/// Paper and ink, one indigo accent, hairlines. The verdict is a tag with a punched hole: the only coloured surface.
/// Its grounds keep their colours in the dark and differ in lightness (L* 23 to 92), so no two are told apart by hue.
package enum PageStyle {
    /// Exactly the text between `<style>` and `</style>` of every page, the scan page included.
    package static let css: String = minified(source)

    /// A second `<style>` that every page but the scan page has: forms, lists, misses.
    package static let formCSS: String = minified(formSource)

    /// A third one, of the pages that officers work with: tables, fields side by side.
    package static let officeCSS: String = minified(officeSource)

    /// A fourth, for checks alone.
    package static let checkCSS: String = minified(checkSource)

    /// Every sheet there is: each one's SHA-256 belongs in `style-src`.
    package static let sheets = [css, formCSS, officeCSS, checkCSS]

    /// Lines trimmed and joined; the source holds no text in which blanks at a line's ends matter.
    private static func minified(_ text: String) -> String {
        text.split(separator: "\n").map { line in
            String(line.drop { $0 == " " })
        }.joined()
    }

    private static let source = """
        :root{color-scheme:light dark;--p:#fbfaf6;--i:#1b1c21;--q:#585a63;--h:#d9d6cd;--a:#2c3a80;--m:#fff3c9;
        font:106.25%/1.75 "Hiragino Sans","Yu Gothic Medium","Yu Gothic",
        "Noto Sans JP","Noto Sans CJK JP",sans-serif;font-variant-numeric:tabular-nums;line-break:strict;
        overflow-wrap:anywhere;-webkit-text-size-adjust:100%;text-size-adjust:100%}
        :root:lang(en){line-height:1.5;font-family:system-ui,"Hiragino Sans",
        "Yu Gothic","Noto Sans CJK JP",sans-serif}
        @media(prefers-color-scheme:dark){:root{--p:#15161a;--i:#e9e7e0;--q:#a7a8b1;--h:#373940;--a:#aeb9f5;--m:#3d3413}}
        *{box-sizing:border-box}
        body{margin:0 auto;padding:0 1rem 2rem;max-width:40rem;background:var(--p);color:var(--i)}
        :lang(en)>body{max-width:36rem}
        a{color:var(--a);text-underline-offset:.2em}
        :focus-visible{outline:3px solid var(--a);outline-offset:2px}
        h1,h2,h3,p,dl,dd,ul,ol{margin:0;padding:0}
        h1,h2,h3{line-height:1.35;font-weight:600;text-wrap:balance;word-break:auto-phrase}
        ul,ol{list-style:none}
        time{white-space:nowrap}
        .n{display:inline-block;max-width:100%}
        .q,small{color:var(--q);font-size:.825rem}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:0;z-index:1;padding:.6rem;background:var(--p)}
        header,footer{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:0 1rem;
        font-size:.825rem;color:var(--q)}
        header p{line-height:1.35;padding:.3rem 0}
        header b{display:block;color:var(--i)}
        nav{display:flex;margin:0 -.6rem;white-space:nowrap}
        nav a,nav span{padding:0 .6rem;line-height:44px}
        nav span{color:var(--i);font-weight:600}
        .note{padding:.35rem .8rem;border-left:4px solid;background:var(--m);font-size:.9rem;line-height:1.5}
        .note+*,.tag+.note{margin-top:.6rem}
        .tag{display:grid;grid-template-columns:auto 1fr;gap:0 1rem;align-items:center;padding:1rem;
        border:1px solid transparent;color:#fff}
        .tag>svg{width:3.5rem;height:3.5rem;padding:.6rem;border-radius:50%;background:var(--p);color:var(--i)}
        .tag h1{font-size:min(1.6rem,7.2vw);line-height:1.25}
        .tag p,.note,dd{word-break:auto-phrase}
        .easy :is(p,li,dd,dt,h1,h2,label,legend,summary){word-break:keep-all}
        .tag p{font-size:.9rem;line-height:1.5}
        .tag>p{grid-column:1/-1;margin-top:.6rem;font-size:1rem}
        .valid{background:#0c5f43}
        .grace{background:#edbf55}
        .lapsed{background:#6b6f76}
        .withdrawn{background:#e7e4ee;border-color:#7b7790}
        .revoked{background:#6a0f1d}
        .notYetValid,.provisional{background:#a9bbdc}
        .provisional{outline:2px dashed #4d6190;outline-offset:-5px}
        .unknownStatus{background:var(--p);border:2px dashed}
        .grace,.withdrawn,.notYetValid,.provisional{color:#1b1c21}
        .unknownStatus{color:var(--i)}
        section{padding:.75rem 0;border-bottom:1px solid var(--h)}
        .stars{display:flex;flex-wrap:wrap;align-items:center;gap:0 .7rem;font-weight:600}
        .stars svg{width:7.4rem;height:1.8rem;color:var(--a)}
        .off svg{color:var(--q)}
        h2{font-size:1rem;margin-bottom:.4rem}
        h3{font-size:1rem;font-weight:400}
        .name{font-size:1.2rem;font-weight:600;line-height:1.4}
        dd small{display:block}
        dl{margin-top:.3rem;line-height:1.5;display:grid;grid-template-columns:minmax(6em,auto) 1fr;gap:.25rem 1rem}
        dt{color:var(--q);font-size:.9rem;max-width:9em}
        .m{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5em,1fr));gap:0 1rem}
        .m li{white-space:nowrap}
        .m .l{grid-column:1/-1;white-space:normal}
        .go{display:flex;flex-wrap:wrap;align-items:center;gap:0 .8rem;padding:.5rem 0}
        .go a{padding:0 1rem;line-height:44px;
        border:1px solid var(--a);border-radius:3px;background:none;color:var(--a);text-decoration:none}
        .more{margin-top:1.5rem}
        details{border-top:1px solid var(--h)}
        details:last-of-type{border-bottom:1px solid var(--h)}
        summary{display:flex;align-items:center;justify-content:space-between;gap:1rem;min-height:46px;cursor:pointer;
        list-style:none}
        summary::-webkit-details-marker{display:none}
        summary::after{content:"";flex:none;width:.5rem;height:.5rem;margin:0 .4rem;border:solid var(--a);
        border-width:0 2px 2px 0;transform:rotate(45deg)}
        [open]>summary::after{transform:rotate(225deg)}
        details>:last-child{padding-bottom:1rem}
        section details{border:0!important}
        .d li{padding:.3rem 0}
        .d b{display:block;font-size:.9rem}
        .f{display:flex;flex-wrap:wrap}
        .f a{line-height:44px;min-width:44px;margin-right:1.2rem}
        footer{margin-top:1.5rem;display:block;line-height:1.6}
        footer p{margin-top:.4rem}
        footer a{display:inline-block;line-height:44px;margin-right:1rem}
        @media(max-width:21rem){dl{display:block}dd{margin-bottom:.4rem}}
        @media print{:root{--p:#fff;--i:#000;--q:#333;--a:#000;font-size:10pt}
        nav,.skip,.go,form,summary::after{display:none!important}.tag{background:none!important;color:#000!important;
        border:2px solid #000}details::details-content{content-visibility:visible;height:auto}
        body{max-width:none;line-height:1.5}li,dl,.tag{break-inside:avoid}h2,summary{break-after:avoid}@page{margin:18mm;@bottom-right{content:counter(page) " / " counter(pages)}}}
        """

    private static let formSource = """
        .back a{display:inline-block;line-height:44px}
        .go{row-gap:.5rem}
        form{margin:1rem 0}
        form>p+:is(label,button){margin-top:.8rem}
        form h2{margin-top:2rem;padding-top:.8rem;border-top:1px solid var(--h);font-size:1.2rem}
        label,legend{display:block;font-weight:600}
        fieldset{border:0;margin:1rem 0;padding:0}
        input:not([type=radio]),textarea{display:block;width:100%;min-height:48px;margin:.2rem 0 1rem;padding:.5rem .7rem;
        font:inherit;color:inherit;background:none;border:1px solid var(--q);border-radius:3px}
        .r{display:flex;align-items:center;gap:.7rem;min-height:44px;font-weight:400}
        .r input{flex:none;width:1.3rem;height:1.3rem;margin:0;accent-color:var(--a)}
        .e{color:#a01226;font-weight:600;font-size:.9rem}
        @media(prefers-color-scheme:dark){.e{color:#ff9ca6}}
        button{padding:0 1.4rem;min-height:46px;font:inherit;border:0;border-radius:3px;background:var(--a);color:var(--p);
        cursor:pointer}
        .bad{font:600 1.15rem/1.5 ui-monospace,monospace;letter-spacing:.08em}
        mark{background:var(--m);color:inherit;border-bottom:3px solid}
        .rows{margin:1rem 0}
        .rows li{padding:.8rem 0;border-top:1px solid var(--h);line-height:1.5}
        .rows ul{margin:0}
        .rows li li{padding:0;border:0}
        .rows a{font-size:1.1rem;font-weight:600;display:inline-block;padding:.5rem 0}
        .b{display:table;padding:0 .6rem;font-size:.825rem;font-weight:600;color:#fff;border:1px solid transparent}
        .b.grace,.b.withdrawn,.b.notYetValid,.b.provisional{color:#1b1c21}
        .b.unknownStatus{color:var(--i)}
        .b.provisional{outline:0;border:1px dashed}
        .tag.unknownNumber,.tag.unconfirmed,.tag.malformedNumber{color:var(--i);border:solid var(--i);border-width:2px 0}
        .tag.malformedNumber{border:0;border-left:6px solid var(--a)}
        .tag.unconfirmed{border-style:dotted}
        .tag.unknownNumber>svg,.tag.unconfirmed>svg,.tag.malformedNumber>svg{padding:.3rem}
        .t{margin-top:1.2rem}
        h1.t{margin-bottom:.5rem}
        .r input{min-height:0;padding:0}
        select{display:block;width:100%;min-height:48px;margin:.2rem 0 1rem;padding:.5rem .7rem;font:inherit;
        color:inherit;background:var(--p);border:1px solid var(--q);border-radius:3px}
        .verdict{font-weight:600}
        .verdict::before{content:"";display:inline-block;width:.8em;height:.8em;margin-right:.5em;border:2px solid}
        .forbidden::before,.in_scope::before{background:currentcolor}
        .needsProvisionalNumber::before{background:linear-gradient(90deg,currentcolor 50%,transparent 50%)}
        .permitted::before,.verdict[class*=out_]::before{border-radius:50%}
        .unknown::before,.undetermined::before{border-style:dotted}
        .claim{white-space:pre-wrap;margin:.6rem 0;padding:.6rem .8rem;border-left:4px solid var(--h)}
        .paste{padding:.2rem 1rem .8rem;border:1px solid var(--h)}
        .paste p{margin-top:.6rem}
        .easy :is(.paste,.rows) :is(p,li,dd){word-break:normal}
        .rows .q a{padding:0;font-size:inherit;font-weight:400}
        .rows a+span{margin-left:.6rem}
        .q a[rel~=external]{display:inline-block;padding:.2rem 0}
        button.quiet{background:none;color:var(--a);border:1px solid var(--a)}
        .acts{display:flex;flex-wrap:wrap;gap:.4rem;margin:0}
        .acts button{padding:0 .8rem}
        .qr svg{display:block;width:13rem;max-width:100%}
        """

    private static let officeSource = """
        html:root>body{max-width:76rem}
        .fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr));gap:0 1.2rem;align-items:end}
        .fields p{margin-bottom:.9rem}
        .fields .two{grid-column:1/-1;max-width:44rem}
        .fields small{display:block;line-height:1.4}
        .fields input:not([type=radio]){margin:.2rem 0 0}
        .fields select{margin:.2rem 0 0}
        form.wide details>div{padding:.6rem 0}
        .count{font-size:1.3rem;margin:1.4rem 0 .2rem}
        .chips{display:flex;flex-wrap:wrap;gap:.4rem;margin:.6rem 0}
        .chips li{display:flex;align-items:center;border:1px solid var(--h);padding-left:.7rem;font-size:.9rem}
        .chips a{display:inline-block;min-width:44px;line-height:44px;text-align:center;text-decoration:none}
        .act{max-width:44rem}
        .even{table-layout:fixed}
        .even th:first-child{width:55%}
        .cols{margin-top:1rem}
        .list{width:100%;border-collapse:collapse;font-size:.9rem;line-height:1.5}
        .list th{position:sticky;top:0;background:var(--p);text-align:left;font-weight:600;white-space:nowrap}
        .list th,.list td{padding:.5rem .8rem .5rem 0;border-bottom:1px solid var(--h);vertical-align:top}
        .list th a{display:inline-block;line-height:44px}
        .list th[aria-sort=ascending] a::after{content:" ↑"}
        .list th[aria-sort=descending] a::after{content:" ↓"}
        p+.list{margin-top:.6rem}
        @media(min-width:48rem){dt{max-width:16em}}
        .list .b,.list .n,.list time{white-space:nowrap}
        .list .pr a{font-weight:600}
        .list .ms{display:block;font-size:.9em}
        .list .ms .n{margin-right:.6em}
        .list small{display:block}
        @media(min-width:48rem){.list td:nth-child(-n+2){min-width:6.5em}}
        .cov.covered{font-weight:600}
        .cov.gapFrom{color:#a01226;font-weight:600}
        @media(prefers-color-scheme:dark){.cov.gapFrom{color:#ff9ca6}}
        aside h2{margin-top:1.4rem}
        aside h3{margin-top:.8rem;color:var(--q);font-size:.9rem}
        aside li{font-size:.9rem}
        aside li a{display:inline-block;line-height:1.5;padding:.35rem 0}
        @media(min-width:64rem){.cols{display:grid;grid-template-columns:1fr 14rem;gap:0 2.5rem}.res{min-width:0}}
        @media(max-width:47.9rem){.list thead{position:absolute;left:-99rem}.list tr{display:block;padding:.8rem 0;
        border-top:1px solid var(--h)}.list td{display:block;border:0;padding:.1rem 0}
        .list td[data-l]::before{content:attr(data-l) " ";color:var(--q);font-size:.825rem}.list small{display:inline}.list td:empty{display:none}
        .list .pr a{font-size:1.05rem;display:inline-block;padding:.5rem 0}}
        @media print{aside,.chips a,.count+p+form{display:none!important}.list th{position:static}.list tr{break-inside:avoid}}
        """
}
