"""The shell of a page: one self-contained file with system fonts, which prints, and asks nothing of the network."""

from __future__ import annotations

from html import escape as _escape

from zjtx_rules.shown import shown_lines
from zjtx_rules.words import Language

STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5f6670; --rule: #d9dde2; --paper: #fff; --ground: #f5f6f8;
  --action: #1d4f91; --on-action: #fff;
  --good: #12703a; --good-ground: #e5f4ea; --bad: #b3261e; --bad-ground: #fcebe9; --mixed: #8a5a00; --mixed-ground: #fdf3dc;
  --old: #fdeeed; --new: #e9f6ed; --mark-old: #f6c9c5; --mark-new: #b9e3c6;
  --chip: #e8ebef; --chip-ink: #30353b; --head: #eef0f3; --faint: #fafbfc; --link: #1d4f91; --total: #1c1e21; --on-total: #fff; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #a3abb5; --rule: #3a4048; --paper: #1e2226; --ground: #14171a;
  --action: #8ab4f8; --on-action: #10151c; --good: #6fd39a; --good-ground: #16331f; --bad: #ff9d94; --bad-ground: #431c19; --mixed: #f0c26a; --mixed-ground: #3b2d0d;
  --old: #3a201e; --new: #1a3323; --mark-old: #6b2f2a; --mark-new: #245c38;
  --chip: #343a42; --chip-ink: #d6dbe1; --head: #2a2f36; --faint: #191c20; --link: #8ab4f8; --total: #e6e8eb; --on-total: #14171a; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.7 "PingFang SC", "Hiragino Sans GB",
  "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif;
  text-spacing-trim: normal; line-break: strict; overflow-wrap: anywhere; }
main { max-width: 1180px; margin: 0 auto; padding: 28px 24px 64px; }
h1 { font-size: 26px; line-height: 1.3; margin: 0 0 10px; letter-spacing: .02em; }
h2 { font-size: 19px; line-height: 1.4; margin: 36px 0 12px; padding-bottom: 6px; border-bottom: 2px solid var(--ink); }
h3 { font-size: 16px; line-height: 1.5; margin: 0; }
p { margin: 0 0 8px; }
code, .place { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: 12px; }
.place, .soft { color: var(--soft); }
.files { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0 0 14px; }
.files dt { color: var(--soft); } .files dd { margin: 0; }
.chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; list-style: none; }
.chip { display: inline-block; padding: 1px 10px; border-radius: 999px; background: var(--chip); color: var(--chip-ink); font-size: 13px;
  white-space: nowrap; }
.chip.good { background: var(--good-ground); color: var(--good); }
.chip.bad { background: var(--bad-ground); color: var(--bad); }
.chip.mixed { background: var(--mixed-ground); color: var(--mixed); }
.chip.total { background: var(--total); color: var(--on-total); }
article, .panel { background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; margin: 0 0 16px; overflow: hidden; }
article > header { padding: 12px 16px; border-bottom: 1px solid var(--rule); }
article > header .soft { font-size: 13px; margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 7px 12px; border-top: 1px solid var(--rule); }
thead th { border-top: 0; background: var(--head); font-weight: 600; font-size: 13px; color: var(--chip-ink); }
.changes { table-layout: fixed; }
.changes col.w1 { width: 20%; } .changes col.w2 { width: 26%; } .changes col.w3 { width: 11%; } .changes col.w4 { width: 17%; }
.changes td.what { font-weight: 600; } .changes td.what span { display: block; font-weight: 400; color: var(--soft); font-size: 13px; }
.changes tr.wording td { color: var(--soft); } .changes tr.wording td.what { font-weight: 400; }
td.effect .chip { margin: 0 4px 4px 0; } td.place span { display: block; }
.pre { white-space: pre-line; }
del { background: var(--mark-old); text-decoration: line-through; text-decoration-color: #c25b53; }
ins { background: var(--mark-new); text-decoration: none; }
.by { display: inline-block; margin-left: 6px; font-weight: 600; white-space: nowrap; }
.good-ink { color: var(--good); } .bad-ink { color: var(--bad); }
.sides { display: grid; grid-template-columns: 1fr 1fr; border-top: 1px solid var(--rule); font-size: 13.5px; }
.side { padding: 10px 16px 14px; min-width: 0; } .side + .side { border-left: 1px solid var(--rule); }
.side h4 { margin: 0 0 6px; font-size: 12.5px; color: var(--soft); font-weight: 600; display: flex; gap: 8px; justify-content: space-between; }
.side dl { margin: 0; display: grid; grid-template-columns: 5em 1fr; gap: 1px 10px; }
.side dt { color: var(--soft); } .side dd { margin: 0; padding: 0 6px; border-radius: 4px; white-space: pre-line; }
.side.old dd.hit { background: var(--old); box-shadow: inset 3px 0 0 #d4675f; }
.side.new dd.hit { background: var(--new); box-shadow: inset 3px 0 0 #4f9d6c; }
.side .none { color: var(--soft); padding: 18px 0; text-align: center; }
.reaches { padding: 8px 16px; border-top: 1px solid var(--rule); font-size: 13px; color: var(--soft); }
.impact td:first-child { white-space: nowrap; }
.matrix { table-layout: fixed; } .matrix col.head { width: 17%; }
.matrix td { border-left: 1px solid var(--rule); } .matrix tbody th { font-weight: 600; font-size: 14px; }
.matrix td.empty { color: var(--soft); text-align: center; background: var(--faint); }
.matrix thead .soft { font-weight: 400; display: block; }
.amount { font-size: 16px; font-weight: 600; } .item + .item { border-top: 1px dashed var(--rule); margin-top: 8px; padding-top: 8px; }
.item ul { margin: 4px 0; padding-left: 0; list-style: none; font-size: 13px; } .item .soft { font-size: 12.5px; margin: 0; }
.tag { display: inline-block; font-size: 12px; padding: 0 7px; border-radius: 4px; margin-left: 6px; background: var(--chip); color: var(--chip-ink); vertical-align: 2px; white-space: nowrap; }
.tag.fixed { background: var(--good-ground); color: var(--good); } .tag.up_to { background: var(--mixed-ground); color: var(--mixed); }
nav ol { columns: 2; column-gap: 32px; margin: 8px 0 0; padding-left: 1.6em; font-size: 13.5px; } nav a { color: var(--link); text-decoration: none; }
@media screen and (max-width: 760px) { .sides { grid-template-columns: 1fr; } .side + .side { border-left: 0; border-top: 1px solid var(--rule); }
  nav ol { columns: 1; } .scroll { overflow-x: auto; } .matrix, .changes { min-width: 720px; } }
@page { size: A4; margin: 14mm 12mm; }
@media print { :root { color-scheme: light; } body { background: #fff; font-size: 10pt; line-height: 1.55; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; padding: 0; } h1 { font-size: 18pt; } h2 { font-size: 13pt; break-after: avoid; margin-top: 18pt; } h3 { font-size: 11pt; }
  table { font-size: 9pt; } .sides { font-size: 8.8pt; } th, td { padding: 4px 7px; } .side { padding: 6px 10px 8px; }
  article > header, h4 { break-after: avoid; } tr { break-inside: avoid; } .item ul, .item .soft, thead .soft { font-size: 8pt; } .matrix tr { break-inside: auto; } .scroll { overflow: visible; } thead { display: table-header-group; }
  article, .panel { border-radius: 0; overflow: visible; } nav a { color: inherit; } nav { display: none; } code, .place { font-size: 7pt; } .amount { font-size: 11pt; } }
@media print { .wide { page: wide; } }
@page wide { size: A4 landscape; margin: 12mm; }
"""


def page(title: str, body: str, language: Language, *, wide: bool = False, style: str = "") -> str:
    """Return a whole page, with more style where it needs it; the policy in its head forbids it to load or run anything."""
    code = "zh-CN" if language == "zh" else "en"
    css = "wide" if wide else "tall"
    return (
        f'<!doctype html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escaped(title)}</title>\n<style>{STYLE}{style}</style>\n</head>\n"
        f'<body class="{css}">\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    )


def escaped(text: object) -> str:
    """Return a text that a page shows and never runs."""
    return _escape(shown_lines(str(text)), quote=True)


def chip(text: str, tone: str = "", *, tag: str = "span") -> str:
    """Return a small label."""
    return f'<{tag} class="chip {tone}">{escaped(text)}</{tag}>'
