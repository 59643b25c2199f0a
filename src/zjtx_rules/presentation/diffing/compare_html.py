"""Several rule sets side by side as one page: a row for each title, a column for each document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from zjtx_rules.analysis.diffing.matrix import BASIS_WORDS, Cell, Matrix, PlanRow, Row
from zjtx_rules.presentation.diffing.compare_text import BENCHMARKS, MONEY, NATURES, OPEN, TARGETS, TITLE, what_for
from zjtx_rules.presentation.page import escaped, page
from zjtx_rules.words import Language


def comparison_page(matrix: Matrix, language: Language) -> str:
    """Return the table as one page."""
    body = [f"<h1>{TITLE.say(language)}</h1>"]
    body.append(f'<p class="soft">{escaped("、".join(dict.fromkeys(each.place for each in matrix.columns)))}</p>')
    if matrix.rows:
        body.append(f"<h2>{MONEY.say(language)}</h2>")
    for (applicants, basis), rows in groupby(matrix.rows, key=lambda row: (row.applicants, row.basis)):
        head = f"{applicants.say(language)} · {BASIS_WORDS[basis].say(language)}"
        body.append(_table(matrix, head, [_row(row, language) for row in rows], language))
    for words, plan in ((TARGETS, matrix.targets), (BENCHMARKS, matrix.benchmarks)):
        if plan:
            body.append(f"<h2>{words.say(language)}</h2>")
            body.append(_table(matrix, "", [_plan(row, language) for row in plan], language))
    return page(TITLE.say(language), "\n".join(body), language, wide=True)


def _table(matrix: Matrix, head: str, rows: Sequence[str], language: Language) -> str:
    columns = "".join(
        f"<th>{escaped(each.place)}<span class='soft'>{escaped(each.title.say(language))}</span>"
        f"<span class='soft'>{escaped(each.status.say(language))} · {escaped(each.validity.say(language))}</span></th>"
        for each in matrix.columns
    )
    widths = '<col class="head">' + "<col>" * len(matrix.columns)
    return (
        f'<div class="panel scroll"><table class="matrix"><colgroup>{widths}</colgroup>'
        f"<thead><tr><th>{escaped(head)}</th>{columns}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(row: Row, language: Language) -> str:
    cells = []
    for each in row.cells:
        if each:
            cells.append(f"<td>{''.join(_cell(one, language) for one in each)}</td>")
        else:
            cells.append('<td class="empty">—</td>')
    return f"<tr><th>{escaped(row.label.say(language))}</th>{''.join(cells)}</tr>"


def _cell(cell: Cell, language: Language) -> str:
    tag = f'<span class="tag {cell.nature}">{NATURES[cell.nature].say(language)}</span>'
    open_ = f'<span class="tag">{OPEN.say(language)}</span>' if cell.open else ""
    force = f'<span class="tag">{escaped(cell.force.say(language))}</span>' if cell.force is not None else ""
    title = escaped(what_for(cell, language))
    items = "".join(
        f'<li style="padding-left:{indent}em">{escaped(each.say(language))}</li>'
        for each, indent in zip(cell.conditions, cell.indents, strict=True)
    )
    conditions = f"<ul>{items}</ul>" if items else ""
    short = len(cell.pays.say(language)) <= 16
    pays = f'<span class="{"amount" if short else ""}">{escaped(cell.pays.say(language))}</span>'
    quote = escaped(cell.quote)
    return (
        f'<div class="item" title="{quote}">{title}{pays}{tag}{force}{open_}{conditions}'
        f'<p class="soft">{escaped(cell.duplication.say(language))}</p>'
        f'<p class="soft">{escaped(cell.cite)} · <span class="place">{escaped(cell.spot)}</span></p></div>'
    )


def _plan(row: PlanRow, language: Language) -> str:
    cells = []
    for each in row.cells:
        said = "".join(
            f'<div class="item">{escaped(one.figure.say(language))}'
            f'<p class="soft">{escaped(one.cite)} · <span class="place">{escaped(one.spot)}</span></p></div>'
            for one in each
        )
        cells.append(f"<td>{said}</td>" if said else '<td class="empty">—</td>')
    return f"<tr><th>{escaped(row.label.say(language))}</th>{''.join(cells)}</tr>"
