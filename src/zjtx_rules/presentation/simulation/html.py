"""A report on a population as one self-contained page that can be shown, printed and sent."""

from __future__ import annotations

from zjtx_rules.populations.models import Simulation
from zjtx_rules.presentation.blocks.models import Table
from zjtx_rules.presentation.page import escaped, page
from zjtx_rules.presentation.simulation import plots
from zjtx_rules.presentation.simulation.blocks import Block, blocks
from zjtx_rules.presentation.simulation.sayings import caveats, count_said, rules_said, sums_said
from zjtx_rules.presentation.simulation.text import head_lines
from zjtx_rules.words import Language, Words

_STYLE = """
.notes { margin: 14px 0 0; padding: 10px 16px 10px 34px; background: var(--mixed-ground); border: 1px solid var(--rule); border-radius: 8px; font-size: 13.5px; }
.head { margin: 24px 0 16px; display: grid; grid-template-columns: 2fr repeat(4, 1fr); gap: 12px; }
.head.few { grid-template-columns: 4fr 1fr; }
.head > div { background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; padding: 12px 16px; }
.head .label { font-size: 13px; color: var(--soft); } .head .figure { font-size: 22px; line-height: 1.35; font-weight: 600; }
.head .first .figure { font-size: 20px; }
td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.short { white-space: nowrap; }
td.money, th.money { text-align: right; min-width: 11em; }
h2, h3 { break-after: avoid; } section > h3 { margin: 22px 0 6px; } .made-up { background: var(--bad); color: #fff; padding: 8px 16px; border-radius: 8px; font-weight: 600; margin: 0 0 12px; }
@media screen and (max-width: 900px) { .head { grid-template-columns: 1fr 1fr; } .head .first { grid-column: 1 / -1; } .scroll { overflow-x: auto; } }
@media print { .head .figure { font-size: 13pt; } .head.few { grid-template-columns: 4fr 1fr; }
.head > div { padding: 6px 8px; border-radius: 0; } .notes { font-size: 8.8pt; border-radius: 0; } }
"""


_SHORT = 12
"""Texts of a column no longer than this are not broken."""


def simulation_page(simulation: Simulation, language: Language) -> str:
    """Return the report as one page."""
    title, *about = head_lines(simulation, language)
    first, *rest = caveats(simulation, language)
    body = [f"<h1>{escaped(title)}</h1>"]
    if simulation.synthetic:
        body.append(f"<p class='made-up'>{escaped(first)}</p>")
    else:
        rest = [first, *rest]
    body += [f"<p class='soft'>{escaped(each)}</p>" for each in about]
    body.append(_headline(simulation, language))
    body.append(f"<ul class='notes'>{''.join(f'<li>{escaped(each)}</li>' for each in rest)}</ul>")
    for block in blocks(simulation, language):
        body.append(_block(block, simulation, language))
    name = rules_said(simulation.rules, simulation.rules_hash, language)
    return page(f"{title} {name} {simulation.as_of}", "\n".join(body), language, style=_STYLE + plots.STYLE)


def _headline(simulation: Simulation, language: Language) -> str:
    """Return the few figures that are read first; counts are given where one document pays, since they do not add up."""
    cards = [
        (
            f"<div class='first'><div class='label'>{escaped(Words('现在可得', 'payable now').say(language))}</div>"
            f"<div class='figure'>{escaped(sums_said(simulation.payable, language))}</div></div>"
        )
    ]
    paying = [each for each in simulation.documents if each.section == "payable"]
    shown = paying if len(paying) == 1 else simulation.documents if len(simulation.documents) == 1 else ()
    for document in shown:
        heads = document.heads
        for words, number in (
            (Words("申请主体", "applicants"), simulation.applicants),
            (Words("符合奖补条款", "eligible"), heads.eligible),
            (Words("支付", "paid"), heads.paid),
            (Words("待定", "undetermined"), heads.undetermined),
        ):
            cards.append(
                f"<div><div class='label'>{escaped(words.say(language))}</div><div class='figure'>{count_said(number)}</div></div>"
            )
    if not shown:
        cards.append(
            f"<div><div class='label'>{escaped(Words('申请主体', 'applicants').say(language))}</div>"
            f"<div class='figure'>{count_said(simulation.applicants)}</div></div>"
        )
    return f"<div class='head{'' if shown else ' few'}'>{''.join(cards)}</div>"


def _block(block: Block, simulation: Simulation, language: Language) -> str:
    parts = [f"<section id='{escaped(block.id)}'><h{block.level}>{escaped(block.heading)}</h{block.level}>"]
    parts += [f"<p class='{'soft' if block.level > 2 else ''}'>{escaped(each)}</p>" for each in block.lines]
    parts += [plots.plot(each, simulation, language) for each in block.plots]
    if block.table is not None and block.table.rows:
        parts.append(_table(block.table))
    return "\n".join([*parts, "</section>"])


def _table(table: Table) -> str:
    last = len(table.heads) - 1
    short = [max(len(row[at]) for row in table.rows) <= _SHORT for at in range(table.texts)]
    css = [
        ("short" if short[at] else "") if at < table.texts else "money" if at == last else "n"
        for at in range(len(table.heads))
    ]
    heads = "".join(f"<th class='{name}'>{escaped(each)}</th>" for name, each in zip(css, table.heads, strict=True))
    rows = "".join(
        "<tr>"
        + "".join(f"<td class='{name}'>{escaped(each)}</td>" for name, each in zip(css, row, strict=True))
        + "</tr>"
        for row in table.rows
    )
    return f"<div class='panel scroll'><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
