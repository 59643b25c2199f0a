"""Several rule sets side by side as a workbook: the table as it is read, and all that it holds row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zjtx_rules.analysis.diffing.matrix import BASIS_WORDS, Cell, Column, Matrix, PlanRow, Row
from zjtx_rules.presentation.diffing.compare_text import BENCHMARKS, NATURES, OPEN, TARGETS, TITLE
from zjtx_rules.presentation.workbooks.sheet import Cell as Written
from zjtx_rules.presentation.workbooks.sheet import Sheet
from zjtx_rules.words import Language, Words

_FIRST = Words("主体|情形|称号或事项", "applicants|ground|title or matter")
_DETAILS = Words("明细", "details")
_HEADS = Words(
    "主体|情形|称号或事项|地方|文件|状态|施行期|条款号|条款|性质|金额（万元）|给付|效力|条件|不重复|原文|规则文件",
    "applicants|ground|title or matter|place|document|status|in force|clause|title|nature|sum (10,000 yuan)|pays|force|conditions|no duplication|words|rule file",
)


def comparison_sheets(matrix: Matrix, language: Language = "zh") -> list[Sheet]:
    """Return the sheets of a comparison."""
    columns = tuple(f"{each.place}\n{each.title.say(language)}\n{each.status.say(language)}" for each in matrix.columns)
    heads = (*_FIRST.say(language).split("|"), *columns)
    whole = tuple(
        (*_of_row(row, language), *("\n".join(_brief(cell, language) for cell in cells) or None for cells in row.cells))
        for row in matrix.rows
    )
    details = tuple(_details(matrix, language))
    sheets = [Sheet(TITLE.say(language), heads, whole)]
    sheets.append(Sheet(_DETAILS.say(language), tuple(_HEADS.say(language).split("|")), details))
    for words, plan in ((TARGETS, matrix.targets), (BENCHMARKS, matrix.benchmarks)):
        if plan:
            sheets.append(_plan(words.say(language), plan, columns, language))
    return sheets


def _of_row(row: Row, language: Language) -> tuple[str, ...]:
    return row.applicants.say(language), BASIS_WORDS[row.basis].say(language), row.label.say(language)


def _brief(cell: Cell, language: Language) -> str:
    said = [cell.pays.say(language)]
    said += [OPEN.say(language)] if cell.open else []
    return "；".join((*said, cell.cite))


def _details(matrix: Matrix, language: Language) -> Iterator[tuple[Written, ...]]:
    for row in matrix.rows:
        for column, cells in zip(matrix.columns, row.cells, strict=True):
            for cell in cells:
                yield (*_of_row(row, language), *_of_column(column, language), *_of_cell(cell, language))


def _of_column(column: Column, language: Language) -> tuple[str, ...]:
    return (
        column.place,
        column.title.say(language),
        column.status.say(language),
        column.validity.say(language),
    )


def _of_cell(cell: Cell, language: Language) -> tuple[Written, ...]:
    conditions = "\n".join(
        "　" * indent + each.say(language) for each, indent in zip(cell.conditions, cell.indents, strict=True)
    )
    return (
        cell.cite,
        cell.title.say(language),
        NATURES[cell.nature].say(language),
        cell.amount,
        cell.pays.say(language),
        cell.force.say(language) if cell.force is not None else None,
        conditions or None,
        cell.duplication.say(language),
        cell.quote,
        str(cell.spot),
    )


def _plan(name: str, plan: Sequence[PlanRow], columns: tuple[str, ...], language: Language) -> Sheet:
    rows = tuple(
        (
            row.label.say(language),
            *(
                "\n".join(f"{each.figure.say(language)}（{each.cite}）" for each in cells) or None
                for cells in row.cells
            ),
        )
        for row in plan
    )
    return Sheet(name, (name, *columns), rows)
