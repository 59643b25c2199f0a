"""What to do about a problem of a list of firms, where the reader of tables cannot know that it came from one."""

from __future__ import annotations

import re
from dataclasses import replace

from zjtx_rules.populations.firm_lists.unfolding import Unfolding
from zjtx_rules.populations.firm_lists.vocabulary import CODES, NAMES
from zjtx_rules.problems import Problem
from zjtx_rules.words import Words

_ABOUT_DAYS = Words(
    "有这一称号的写认定日期，不知道日期的写“是”；没有的写“否”或留空",
    "write the day of the recognition, or 是 (yes) if the day is not known; 否 (no) or nothing if there is none",
)
_ABOUT_ROWS = Words(
    "同一家的几行中，称号以外的各列须相同，已领奖补只写在一行；不同的企业请写不同的编号",
    "rows of one firm must agree in everything but titles, and name money received in one of them; give different firms "
    "different ids",
)
_ABOUT_TITLES = Words(
    "同一家的请合为一行；一家有几项称号的，每项称号各占一列（如“省级瞪羚企业认定日期”），或一行一项，用“称号”一列写明是哪一项",
    "make one row of those of one firm; for several titles have a column for each (省级瞪羚企业认定日期), or a row for each and a "
    "column 称号 that names it",
)
_POWER = re.compile(r"[0-9]E\+[0-9]")
_ABOUT_POWERS = Words(
    "表格软件把代码变成了科学计数法，后几位已丢失：把这一列设为文本格式，重新填写",
    "the spreadsheet has turned the code into a power of ten and lost its last digits: format the column as text and fill it in anew",
)


def hinted(problem: Problem, unfold: Unfolding) -> Problem:
    """Return a problem of a list with what to do about it; one that has a suggestion as it is."""
    if problem.suggestion is not None:
        return problem
    hint = None
    if _POWER.search(problem.message.zh) and problem.path in CODES:
        hint = _ABOUT_POWERS
    elif problem.code == "duplicate-id":
        hint = _about_doubles(unfold)
    elif problem.code == "wrong-cell" and problem.path in _recognised(unfold):
        hint = _ABOUT_DAYS
    return replace(problem, suggestion=hint) if hint is not None else problem


def _about_doubles(unfold: Unfolding) -> Words:
    identity = unfold.identity
    if "name" in {each.field for each in unfold.own.values()} and identity not in (*NAMES, *CODES):
        return Words(
            f"“{identity}”在各处重新编起的，去掉这一列，改以企业名称指明主体；同一家的请合为一行",
            f"if '{identity}' begins anew in places, leave the column out, and the names will tell applicants apart; make one "
            "row of those of one firm",
        )
    return _ABOUT_ROWS if unfold.columns.by_row is not None else _ABOUT_TITLES


def _recognised(unfold: Unfolding) -> set[str]:
    """Return the columns of the days on which titles were given."""
    found = unfold.origins()
    return set(found.get(("recognitions", "date"), ()))
