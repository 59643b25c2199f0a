"""Several rule sets side by side, on a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from zjtx_rules.analysis.diffing.matrix import BASIS_WORDS, Cell, Matrix, PlanCell, Row
from zjtx_rules.presentation.columns import painted, table
from zjtx_rules.presentation.diffing.diff_markdown import markdown_table
from zjtx_rules.presentation.diffing.sayings import bracketed
from zjtx_rules.words import Language, Words

TITLE = Words("政策对照", "Policies side by side")
MONEY = Words("奖励和补贴", "Awards and subsidies")
TARGETS, BENCHMARKS = Words("目标", "Targets"), Words("对标水平", "Benchmarks")
OPEN = Words("文本未定或依解读", "left open, or by another reading")
NATURES = {
    "fixed": Words("定额", "fixed"),
    "up_to": Words("上限", "ceiling"),
    "no_figure": Words("无数额", "no figure"),
    "not_computed": Words("未计算", "not computed"),
}
_TOTAL, _FIRST = 120, 30


def comparison_text(matrix: Matrix, language: Language, *, colour: bool) -> str:
    """Return the table as text, the columns as wide as fits."""
    count = max(len(matrix.columns), 1)
    each = max((_TOTAL - _FIRST) // count - 2, 18)
    widths = [_FIRST, *(each for _ in matrix.columns)]

    def section(title: str, rows: Sequence[Sequence[str]]) -> list[str]:
        lines = ["", painted(f"■ {title}", "bold", colour=colour)]
        for row in rows:
            lines += table([row], widths)
        return lines

    heads = [
        ["", *(column.place for column in matrix.columns)],
        *([["", *(column.title.say(language) for column in matrix.columns)]] if _alike(matrix) else []),
        ["", *(column.status.say(language) for column in matrix.columns)],
        ["", *(column.validity.say(language) for column in matrix.columns)],
    ]
    lines = [painted(TITLE.say(language), "bold", colour=colour), ""]
    lines += [painted(line, "bold", colour=colour) for line in table(heads, widths)]
    for (applicants, basis), rows in groupby(matrix.rows, key=lambda row: (row.applicants, row.basis)):
        title = f"{applicants.say(language)} · {BASIS_WORDS[basis].say(language)}"
        lines += section(title, [_row(row, language, _short) for row in rows])
    for words, plan in ((TARGETS, matrix.targets), (BENCHMARKS, matrix.benchmarks)):
        if plan:
            planned = [[row.label.say(language), *(_plan(cells, language) for cells in row.cells)] for row in plan]
            lines += section(words.say(language), planned)
    return "\n".join([*lines, ""])


def _alike(matrix: Matrix) -> bool:
    """Whether two documents are of one place, so that only their titles tell them apart."""
    return len({column.place for column in matrix.columns}) < len(matrix.columns)


def _row(row: Row, language: Language, say: Callable[[Cell, Language], str]) -> list[str]:
    return [row.label.say(language), *("\n".join(say(each, language) for each in cells) or "—" for cells in row.cells)]


def _short(cell: Cell, language: Language) -> str:
    nature = NATURES[cell.nature].say(language)
    mark = "" if cell.nature in ("no_figure", "not_computed") else bracketed(nature, language)
    open_ = bracketed(OPEN.say(language), language)
    force = bracketed(cell.force.say(language), language) if cell.force is not None else ""
    return f"{what_for(cell, language)}{cell.pays.say(language)}{mark}{force}{open_ if cell.open else ''}"


def what_for(cell: Cell, language: Language) -> str:
    """Return what a sum without a title of its own is for: the title of its clause, unless it is paid for being recognised."""
    if cell.row_says:
        return ""
    return cell.title.say(language) + ("：" if language == "zh" else ": ")


def _plan(cells: Sequence[PlanCell], language: Language) -> str:
    return "\n".join(each.figure.say(language) for each in cells) or "—"


def comparison_markdown(matrix: Matrix, language: Language) -> str:
    """Return the table as Markdown, each cell with conditions, duplication and place."""
    lines = [f"# {TITLE.say(language)}", ""]
    heads = ["", *(column.place for column in matrix.columns)]
    about = [
        ["文件" if language == "zh" else "document", *(column.title.say(language) for column in matrix.columns)],
        ["状态" if language == "zh" else "status", *(column.status.say(language) for column in matrix.columns)],
        ["施行期" if language == "zh" else "validity", *(column.validity.say(language) for column in matrix.columns)],
    ]
    lines += [*markdown_table(heads, about), "", f"## {MONEY.say(language)}", ""]
    for (applicants, basis), rows in groupby(matrix.rows, key=lambda row: (row.applicants, row.basis)):
        lines += [f"### {applicants.say(language)} · {BASIS_WORDS[basis].say(language)}", ""]
        lines += [*markdown_table(heads, [_row(row, language, _long) for row in rows]), ""]
    for words, plan in ((TARGETS, matrix.targets), (BENCHMARKS, matrix.benchmarks)):
        if plan:
            cells = [[row.label.say(language), *(_plan(each, language) for each in row.cells)] for row in plan]
            lines += [f"## {words.say(language)}", "", *markdown_table(heads, cells), ""]
    return "\n".join(lines)


def _long(cell: Cell, language: Language) -> str:
    parts = [f"**{_short(cell, language)}**"]
    if cell.conditions:
        parts.append(("条件：" if language == "zh" else "if: ") + cell.condition.say(language))
    return "\n".join([*parts, cell.duplication.say(language), f"{cell.cite} · {cell.spot}"])
