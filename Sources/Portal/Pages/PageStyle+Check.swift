extension PageStyle {
    /// Checks: outcomes that differ in shape as well as in colour, and rows that print well.
    static let checkSource = """
        body:has(.check){max-width:76rem}
        .facts{display:grid;grid-template-columns:auto 1fr;gap:.1rem 1.2rem;margin:.8rem 0;font-size:.9rem}
        .facts dt{color:var(--q)}
        .o{display:inline-flex;align-items:center;gap:.45em;font-weight:600;white-space:nowrap}
        .o::before{content:"";width:.8em;height:.8em;flex:none}
        .o.pass{color:#1d6b3a}
        .o.pass::before{background:currentcolor;border-radius:50%}
        .o.fail{color:#a01226}
        .o.fail::before{background:linear-gradient(45deg,transparent 42%,currentcolor 42% 58%,transparent 58%),linear-gradient(-45deg,transparent 42%,currentcolor 42% 58%,transparent 58%)}
        .o.notAsked{font-weight:400;color:var(--q)}
        .o.notAsked::before{border-top:2px solid;height:0}
        .o.review{color:var(--i)}
        .o.review::before{border:2px dashed;transform:rotate(45deg)}
        @media(prefers-color-scheme:dark){.o.pass{color:#8fd6a6}.o.fail{color:#ff9ca6}}
        .tally{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr));gap:.4rem 1.4rem;margin:.4rem 0 1rem}
        .tally li{border-top:1px solid var(--h);padding-top:.3rem}
        .tally a{display:flex;gap:.8rem;align-items:center;min-height:44px;text-decoration:none}
        .tally a[aria-current]{text-decoration:underline}
        .tally b{font-size:1.3rem;color:var(--i)}
        .tally p{line-height:1.45}
        .counts li{display:flex;justify-content:space-between;gap:1rem;max-width:32rem;border-top:1px solid var(--h)}
        .check .own span:not(:last-child)::after{content:" |";color:var(--q)}
        .check small{display:block}
        td a.n{padding:.2rem 0}
        .whole .o{font-size:1.25rem;white-space:normal}
        .dig{overflow-wrap:anywhere}
        pre.paste{overflow-x:auto;font-size:.825rem}
        .sign{display:grid;grid-template-columns:auto 1fr;gap:1.4rem 1rem;max-width:32rem;margin:2rem 0}
        .sign dt{color:var(--q)}
        .sign dd{border-bottom:1px solid var(--q)}
        @media print{.take,.go{display:none}.check{font-size:8pt}.check thead{display:table-header-group}}
        """
}
