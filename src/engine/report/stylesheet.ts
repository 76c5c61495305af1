/** Colours of the light theme, as declarations of custom properties. */
const light = `
  --page: #ffffff; --panel: #f7f8fa; --line: #e4e7ec; --text: #1c2024; --quiet: #60646c; --faint: #72767e;
  --accent: #4269d0; --accent-soft: #dfe6f7; --second: #e08a1e; --negative: #d1495b;
  --error: #c62a3c; --warning: #a15c00; --info: #3a5ccc; --good: #2b7a4b;
  --class-0: #97a6ba; --class-1: #e08a1e; --class-2: #4269d0; --class-3: #3ca951; --class-4: #a463f2; --class-5: #d1495b;
`;

/** Colours of the dark theme. */
const dark = `
  --page: #111315; --panel: #191c1f; --line: #2b2f34; --text: #e8eaed; --quiet: #a3a9b2; --faint: #868c95;
  --accent: #7c9cf5; --accent-soft: #26324f; --second: #f2a94a; --negative: #ef7a88;
  --error: #ff7a85; --warning: #f0b35c; --info: #8fabff; --good: #6ccf95;
  --class-0: #5d6b7e; --class-1: #f2a94a; --class-2: #7c9cf5; --class-3: #6ccf95; --class-4: #c39bf8; --class-5: #ef7a88;
`;

/**
 * The style sheet of the reports: light and dark by the reader's preference, or by the theme chosen on the page; quiet in print.
 */
export const stylesheet = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
:root:has(#theme-light:checked) { color-scheme: light; ${light} }
:root:has(#theme-dark:checked) { color-scheme: dark; ${dark} }
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans KR", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
main, header, footer { max-width: 1120px; margin: 0 auto; padding: 0 28px; }
header { padding-top: 40px; }
.title { display: flex; gap: 24px; justify-content: space-between; align-items: flex-start; }
.themes { display: none; border: 0; margin: 4px 0 0; padding: 0; white-space: nowrap; font-size: 12.5px; }
@supports selector(:has(a)) { .themes { display: flex; } }
.themes input { position: absolute; opacity: 0; pointer-events: none; }
.themes label { padding: 3px 10px; border: 1px solid var(--line); margin-left: -1px; color: var(--quiet); cursor: pointer; }
.themes label:first-of-type { border-radius: 6px 0 0 6px; } .themes label:last-of-type { border-radius: 0 6px 6px 0; }
.themes input:checked + label { background: var(--accent-soft); color: var(--text); } .themes input:focus-visible + label { outline: 2px solid var(--accent); outline-offset: 1px; }
.tools { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin: 0 0 12px; font-size: 13px; } .tools[hidden], [data-find][hidden] { display: none; }
.tools input[type="search"], .tools select, .tools button { font: inherit; color: var(--text); background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: 5px 10px; }
.tools input[type="search"] { width: 260px; } .tools button { cursor: pointer; } .tools button:hover { background: var(--panel); } .tools output { color: var(--quiet); }
.tools :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.plain-row { border-bottom: 1px solid var(--line); } .plain-row:last-child { border-bottom: 0; } .plain-row .marker::before { content: ""; }
.code { font: 11px/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; letter-spacing: 0.02em; }
.columns .twin { border-bottom: 0; } .twin summary { color: var(--accent); margin-top: 6px; } .twin table { font-size: 12.5px; max-width: 460px; } .twin td, .twin th { padding: 3px 8px; } .twin .figures { margin-top: 8px; }
.median { stroke: var(--accent); stroke-width: 2.4; } .beyond { stroke: var(--faint); stroke-width: 1.6; stroke-dasharray: 1.5 4; } .pairs { margin: 10px 0 0; }
h1 { font-size: 26px; line-height: 1.25; letter-spacing: -0.015em; margin: 0 0 6px; font-weight: 650; overflow-wrap: anywhere; }
h2 { font-size: 17px; letter-spacing: -0.01em; margin: 48px 0 12px; font-weight: 620; }
h3 { font-size: 13px; margin: 20px 0 8px; font-weight: 600; color: var(--quiet); }
p { margin: 0 0 10px; max-width: 75ch; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
.facts { color: var(--quiet); } .facts span:not(:first-child)::before { content: "·"; margin: 0 7px; color: var(--faint); }
.quiet { color: var(--quiet); } .target { margin-top: 14px; } .small { font-size: 12.5px; }
code { font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 18px; padding-bottom: 12px; border-bottom: 1px solid var(--line); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; margin-top: 22px; }
.card { background: var(--page); padding: 12px 16px; } .card b { display: block; font-size: 20px; font-weight: 600; letter-spacing: -0.01em; }
.card span { color: var(--quiet); font-size: 12.5px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th { text-align: left; font-weight: 500; color: var(--quiet); padding: 6px 10px; border-bottom: 1px solid var(--line); white-space: nowrap; vertical-align: bottom; }
td { padding: 7px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child > td { border-bottom: 0; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.alerts { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 8px; }
.alerts li { display: grid; grid-template-columns: 76px 1fr; gap: 12px; padding: 10px 16px; border-top: 1px solid var(--line); }
.alerts li:first-child { border-top: 0; }
.severity { font-size: 12px; font-weight: 600; padding-top: 1px; }
.severity::before { display: inline-block; width: 1.3em; }
.error { color: var(--error); } .error.severity::before { content: "■"; }
.warning { color: var(--warning); } .warning.severity::before { content: "▲"; }
.info { color: var(--info); } .info.severity::before { content: "●"; }
.good { color: var(--good); }
.columns { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.row { display: grid; grid-template-columns: 20px minmax(130px, 1.7fr) 96px 128px 74px 74px minmax(110px, 1.2fr) 206px; gap: 0 12px; align-items: center; padding: 6px 16px 6px 8px; }
.row.plain { grid-template-columns: 20px minmax(130px, 1.7fr) 96px 128px 74px 74px minmax(110px, 1.3fr); }
.head { color: var(--quiet); font-size: 12.5px; border-bottom: 1px solid var(--line); background: var(--panel); padding-top: 7px; padding-bottom: 7px; }
.columns details { border-bottom: 1px solid var(--line); } .columns details:last-child { border-bottom: 0; }
summary { cursor: pointer; list-style: none; } summary::-webkit-details-marker { display: none; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
.columns summary:hover { background: var(--panel); }
.marker { color: var(--faint); font-size: 10px; text-align: center; } .marker::before { content: "▸"; }
details[open] > summary .marker::before { content: "▾"; }
td > svg { margin-top: 6px; } .roc { max-width: 344px; } .matrices { display: grid; grid-template-columns: repeat(auto-fit, minmax(250px, max-content)); gap: 22px 36px; flex: 1; } .strategy { white-space: nowrap; } .says p { max-width: none; }
summary.row { min-height: 38px; }
.link { display: grid; grid-template-columns: 64px 58px 1fr; gap: 9px; align-items: center; white-space: nowrap; }
.name { font-weight: 550; overflow-wrap: anywhere; } .ellipsis { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.type { color: var(--quiet); font-size: 12.5px; }
.tag { font-weight: 400; font-size: 11px; color: var(--quiet); border: 1px solid var(--line); border-radius: 10px; padding: 0 7px; margin-left: 6px; white-space: nowrap; }
.detail { padding: 6px 16px 22px 40px; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px 40px; }
.wide { grid-column: 1 / -1; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 18px; margin: 0; font-size: 13px; } dt { color: var(--quiet); } dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
.more summary { color: var(--accent); font-size: 13px; margin-top: 14px; }
.figures { display: flex; flex-wrap: wrap; gap: 24px 36px; align-items: flex-start; } figure { margin: 0; } figcaption { font-size: 12.5px; color: var(--quiet); margin-bottom: 6px; }
svg { display: block; max-width: 100%; overflow: visible; } svg[viewBox] { height: auto; } svg text { font: 11px system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans KR", sans-serif; fill: var(--quiet); font-variant-numeric: tabular-nums; }
.bar { fill: var(--accent); } .track { fill: var(--accent-soft); } .axis { stroke: var(--line); fill: none; } .grid { stroke: var(--line); stroke-width: 1; fill: none; }
.c0 { fill: var(--class-0); } .c1 { fill: var(--class-1); } .c2 { fill: var(--class-2); } .c3 { fill: var(--class-3); } .c4 { fill: var(--class-4); } .c5 { fill: var(--class-5); }
.s0 { stroke: var(--class-2); } .s1 { stroke: var(--class-1); } .s2 { stroke: var(--class-3); } .s3 { stroke: var(--class-4); } .s4 { stroke: var(--class-5); } .s5 { stroke: var(--class-0); }
.f0 { fill: var(--class-2); } .f1 { fill: var(--class-1); } .f2 { fill: var(--class-3); } .f3 { fill: var(--class-4); } .f4 { fill: var(--class-5); } .f5 { fill: var(--class-0); }
.line { fill: none; stroke-width: 1.8; stroke-linejoin: round; } .whisker { stroke: var(--quiet); stroke-width: 1.2; fill: none; }
.ring { stroke: var(--negative); stroke-width: 1.5; fill: none; } .positive { fill: var(--accent); } .negative { fill: var(--negative); } .cell-empty { fill: var(--panel); }
svg .strong { fill: var(--text); font-weight: 600; } svg .big { font-size: 17px; font-weight: 600; fill: var(--text); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 12.5px; color: var(--quiet); margin: 4px 0 8px; } .legend svg { display: inline-block; vertical-align: -1px; margin-right: 5px; }
.best td { background: var(--panel); } .best td:first-child { box-shadow: inset 3px 0 var(--accent); padding-left: 10px; }
.says { border-left: 3px solid var(--accent); background: var(--panel); border-radius: 0 8px 8px 0; padding: 12px 18px; margin: 16px 0; } .says p:last-child { margin: 0; }
ul.plain { margin: 0; padding-left: 18px; } ul.plain li { margin: 3px 0; max-width: 90ch; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { color: var(--faint); font-size: 12.5px; padding-top: 40px; padding-bottom: 48px; }
@media (min-width: 861px) and (max-width: 1020px) {
  .row:not(.plain, .pair) { grid-template-columns: 20px minmax(130px, 1.7fr) 96px 128px 66px 66px 206px; } .row:not(.plain, .pair) > :nth-child(7) { display: none; }
}
@media (max-width: 860px) {
  main, header, footer { padding-left: 16px; padding-right: 16px; }
  .row, .row.plain { grid-template-columns: 16px 1fr auto; } .row > :nth-child(n + 4) { grid-column: 2 / -1; } .head { display: none; }
  .detail { grid-template-columns: 1fr; padding-left: 24px; }
}
@media print {
  :root, :root:has(#theme-dark:checked) { color-scheme: light; ${light} --text: #000; --quiet: #444; --faint: #666; }
  body { font-size: 11px; } nav, .themes, .tools { display: none; } main, header, footer { max-width: none; padding: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  details, tr, li, figure { break-inside: avoid; } h2 { break-after: avoid; }
}
`;
