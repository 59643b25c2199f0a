"""The points of a tier as a table of a page."""

from __future__ import annotations

from zjtx_rules.presentation.labels import MARKS
from zjtx_rules.presentation.page import escaped
from zjtx_rules.presentation.points import HEADS, ScoreOut, around_lines, score_rows
from zjtx_rules.words import Language


def score_html(score: ScoreOut, language: Language) -> str:
    """Return the points as a table, below it the ways around them and the facts that would decide."""
    heads = HEADS.say(language).split("|")
    head = "".join(f"<th>{escaped(each)}</th>" for each in heads)
    rows = "".join(_row(cells, whole=whole) for whole, cells in score_rows(score, language))
    more = "".join(f"<li>{escaped(each.strip())}</li>" for each in around_lines(score, language, MARKS))
    below = f'<ul class="items">{more}</ul>' if more else ""
    return f'<table class="points"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{below}'


def _row(cells: tuple[str, ...], *, whole: bool) -> str:
    mark = "th" if whole else "td"
    return f"<tr>{''.join(f'<{mark}>{escaped(each)}</{mark}>' for each in cells)}</tr>"


__all__ = ["score_html"]
