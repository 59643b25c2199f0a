"""The style of the pages: light and dark as the reader's system has it, from 320 pixels up, and on A4."""

STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5a616b; --rule: #d9dde2; --paper: #fff; --ground: #f5f6f8; --link: #1d4f91;
  --mark: #eef2f8; --good: #12703a; --good-ground: #e5f4ea; --open: #7a5000; --open-ground: #fdf3dc; --off: #565d66; --off-ground: #eceef1;
  --soon: #1d4f91; --soon-ground: #e6eefa; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #a3abb5; --rule: #3a4048; --paper: #1f2328; --ground: #16191d;
  --link: #8ab4f0; --mark: #262d36; --good: #7fd6a0; --good-ground: #173524; --open: #f0c36a; --open-ground: #3b2e12; --off: #aab2bc;
  --off-ground: #2c3239; --soon: #8ab4f0; --soon-ground: #1c2c44; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 12px; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.75 "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
  "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif; line-break: strict; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; background: var(--paper); padding: 6px 12px; z-index: 2; }
.top { background: var(--paper); border-bottom: 1px solid var(--rule); }
.top > div { max-width: 1080px; margin: 0 auto; padding: 10px 24px; display: flex; flex-wrap: wrap; gap: 4px 22px; align-items: center; }
.top strong { margin-right: auto; font-size: 17px; } .top strong a { color: inherit; }
.top form, .find { display: flex; gap: 6px; } .top form { flex: 0 1 250px; }
input[type=search] { flex: 1; min-width: 0; font: inherit; font-size: 15px; padding: 4px 10px; border: 1px solid #8a929c; border-radius: 6px; background: var(--paper); color: inherit; }
button { font: inherit; font-size: 15px; padding: 4px 14px; border: 1px solid var(--link); border-radius: 6px; background: var(--link); color: var(--paper); cursor: pointer; white-space: nowrap; }
main { max-width: 1080px; margin: 0 auto; padding: 22px 24px 56px; }
.path { font-size: 14px; color: var(--soft); margin: 0 0 10px; }
h1 { font-size: 26px; line-height: 1.35; margin: 0 0 8px; } h2 { font-size: 19px; line-height: 1.4; margin: 34px 0 10px; } h3 { font-size: 16px; margin: 0; }
p { margin: 0 0 8px; } .soft { color: var(--soft); } .small { font-size: 14px; }
.tag { display: inline-block; font-size: 13px; line-height: 1.5; padding: 1px 9px; border-radius: 5px; background: var(--off-ground); color: var(--off); white-space: nowrap; margin: 0 6px 4px 0; }
.tag.good { background: var(--good-ground); color: var(--good); } .tag.open { background: var(--open-ground); color: var(--open); } .tag.soon { background: var(--soon-ground); color: var(--soon); }
.card { background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; padding: 14px 20px; margin: 0 0 14px; }
.card > h2:first-child, .card > h3:first-child { margin-top: 0; }
.sum { font-size: 20px; font-weight: 600; line-height: 1.5; margin: 2px 0 10px; }
blockquote { margin: 0 0 8px; padding: 6px 16px; border-left: 4px solid var(--rule); background: var(--mark); border-radius: 0 6px 6px 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 20px; margin: 0; } dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
ul.tree, ul.tree ul { margin: 0; padding-left: 1.3em; } ul.tree > li { padding: 1px 0; } ul.tree ul li { padding: 1px 0; }
ul.tree.flat { padding-left: 0; list-style: none; }
ul.rows { list-style: none; margin: 0; padding: 0; } ul.rows > li { padding: 7px 0; border-top: 1px solid var(--rule); } ul.rows > li:first-child { border-top: 0; }
ul.rows .side { color: var(--soft); font-size: 14px; margin-left: 8px; }
details { margin: 0 0 6px; } summary { cursor: pointer; } details[open] > summary { margin-bottom: 6px; }
.turn { display: flex; justify-content: space-between; gap: 20px; margin-top: 22px; font-size: 15px; } .turn span { flex: 1; } .turn .next { text-align: right; }
table { border-collapse: collapse; width: 100%; font-size: 15px; } th, td { text-align: left; vertical-align: top; padding: 8px 12px; border-top: 1px solid var(--rule); }
thead th, thead td { border-top: 0; font-weight: 600; } tbody th { font-weight: 600; min-width: 8em; } td.n { text-align: right; } td.none { color: var(--soft); text-align: center; }
.scroll { overflow-x: auto; padding: 4px 6px; } .give + .give { margin-top: 8px; padding-top: 8px; border-top: 1px dashed var(--rule); }
.give .amount { font-weight: 600; } .off .amount { font-weight: 400; } .give .soft { display: block; font-size: 13px; }
footer { max-width: 1080px; margin: 0 auto; padding: 0 24px 40px; color: var(--soft); font-size: 13px; }
@media screen and (max-width: 720px) { .top > div { padding: 8px 16px; } .top form { flex-basis: 100%; } main { padding: 16px 16px 40px; } h1 { font-size: 22px; }
  .card { padding: 12px 14px; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } footer { padding: 0 16px 32px; }
  table.grid thead { position: absolute; left: -999px; } table.grid, .grid tbody, .grid tr, .grid th, .grid td { display: block; width: auto; }
  .grid tr { border-top: 1px solid var(--rule); padding: 8px 0; } .grid tr:first-child { border-top: 0; } .grid th, .grid td { border: 0; padding: 2px 6px; }
  .grid td.none { display: none; } .grid td::before { content: attr(data-head) "："; color: var(--soft); } .grid td.n { text-align: left; } .scroll { overflow-x: visible; } }
@page { size: A4; margin: 16mm 15mm; }
@media print { :root { --ink: #000; --soft: #444; --rule: #bbb; --paper: #fff; --ground: #fff; --link: #000; --mark: #f4f4f4; --good: #000; --open: #000;
  --off: #000; --soon: #000; --good-ground: #fff; --open-ground: #fff; --off-ground: #fff; --soon-ground: #fff; }
  body { font-size: 10.5pt; line-height: 1.6; } .top, .turn, .skip, .find { display: none; } main, footer { padding: 0; max-width: none; } h1 { font-size: 17pt; } h2 { font-size: 13pt; margin-top: 16pt; break-after: avoid; }
  .card { border: 0; border-top: 1px solid #bbb; border-radius: 0; padding: 8pt 0 2pt; margin: 0; } .tag { border: 1px solid #999; } .sum { font-size: 13pt; }
  .small, .side, .give .soft { font-size: 8.5pt; } .tag { font-size: 8pt; padding: 0 4pt; } details.paper::details-content { content-visibility: visible; block-size: auto; } table { font-size: 9pt; } th, td { padding: 3pt 5pt; } tr, blockquote, ul.rows > li { break-inside: avoid; } h3 { break-after: avoid; } thead { display: table-header-group; } .scroll { overflow: visible; padding: 0; } footer { font-size: 8pt; margin-top: 12pt; } }
"""
