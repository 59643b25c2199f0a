"""What an applicant may use now as a workbook: one row for each item."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.entitlements import Group, Item, Matching
from zjtx_rules.presentation.diffing.compare_text import NATURES
from zjtx_rules.presentation.labels import window_of
from zjtx_rules.presentation.matching import KINDS
from zjtx_rules.presentation.workbooks.sheet import Cell, Sheet
from zjtx_rules.reasoning.bands import BANDS
from zjtx_rules.words import Language, Words

_HEADS = Words(
    "状态|责任单位|类别|事项|性质|最少（万元）|最多（万元）|文件|文号|条款号|全部责任单位|申报时间|施行至|原文",
    "status|office|kind|what|nature|least (10,000 yuan)|most (10,000 yuan)|document|number|clause|all offices|apply|until|words",
)
_CLAUSE = Words("条款", "clause")
_STATUS = {
    "groups": Words("现在可用", "usable now"),
    "pending": Words("经人判断后可用", "once a person has judged"),
    "directions": Words("支持方向与他人职责，不能据此申领", "nothing to claim"),
}
_NAME = Words("可用事项", "may be used now")


def matching_sheets(matching: Matching, language: Language = "zh") -> list[Sheet]:
    """Return the sheet of a matching."""
    heads = _HEADS.say(language).split("|")
    if matching.by == "clause":
        heads[1] = _CLAUSE.say(language)
    rows = [
        (words.say(language), *row)
        for name, words in _STATUS.items()
        for group in getattr(matching, name)
        for row in _rows(group, language)
    ]
    return [Sheet(_NAME.say(language), tuple(heads), tuple(rows))]


def _rows(group: Group, language: Language) -> Iterator[tuple[Cell, ...]]:
    for item in group.items:
        yield (group.name.say(language), *_row(item, language))


def _row(item: Item, language: Language) -> tuple[Cell, ...]:
    document, clause = item.document, item.clause
    kind = BANDS["join"] if item.band == "join" else KINDS[item.kind]
    nature = NATURES[item.nature].say(language) if item.nature is not None and item.pays is not None else None
    end = document.in_force.to
    return (
        kind.say(language),
        item.content.say(language),
        nature,
        item.pays.floor if item.pays is not None else None,
        item.pays.ceiling if item.pays is not None else None,
        document.words.say(language),
        document.number,
        clause.cite,
        "、".join(clause.by),
        window_of(clause, language),
        end.isoformat() if end else None,
        "\n".join(clause.quote),
    )
