"""A comparison as a person reads it: text, Markdown, JSON, and one self-contained HTML page.

render_diff(difference, "html", impact=who_gains)
render_impact(who_gains, "text", colour=True)
render_comparison(matrix, "markdown", "en")
"""

from __future__ import annotations

import json
from typing import Literal, get_args

from zjtx_rules.analysis.diffing.impact_models import Impact
from zjtx_rules.analysis.diffing.matrix import Matrix
from zjtx_rules.analysis.diffing.models import RuleDiff
from zjtx_rules.presentation.diffing.compare_html import comparison_page
from zjtx_rules.presentation.diffing.compare_text import comparison_markdown, comparison_text
from zjtx_rules.presentation.diffing.diff_html import diff_page, impact_page
from zjtx_rules.presentation.diffing.diff_markdown import diff_markdown
from zjtx_rules.presentation.diffing.diff_text import diff_text
from zjtx_rules.presentation.diffing.impact_text import impact_markdown, impact_text
from zjtx_rules.shown import everywhere
from zjtx_rules.words import Language

Format = Literal["text", "markdown", "json", "html"]
_LINES = frozenset({"old", "new"})
"""What stood on either side of a change may run over several lines."""
FORMATS: tuple[Format, ...] = get_args(Format)


def render_diff(
    diff: RuleDiff,
    format: Format = "text",  # noqa: A002 - the word of the command line
    language: Language = "zh",
    *,
    colour: bool = False,
    impact: Impact | None = None,
    full: bool = False,
) -> str:
    """Return a comparison of two rule sets, with what it is worth to given applicants where that was asked.

    Changes of words, numbers, names and places are said together with a count; `full` lists each of them. JSON has all.
    """
    if format == "json":
        data = json.loads(diff.model_dump_json())
        if impact is not None:
            data["impact"] = json.loads(impact.model_dump_json())
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    diff, impact = everywhere(diff, lines=_LINES), everywhere(impact)
    if format == "html":
        return diff_page(diff, language, impact, full=full)
    if format == "markdown":
        return diff_markdown(diff, language, full=full) + (f"\n{impact_markdown(impact, language)}" if impact else "")
    return diff_text(diff, language, colour=colour, full=full) + (
        f"\n{impact_text(impact, language, colour=colour)}" if impact else ""
    )


def render_impact(
    impact: Impact,
    format: Format = "text",  # noqa: A002 - the word of the command line
    language: Language = "zh",
    *,
    colour: bool = False,
) -> str:
    """Return who gains and who loses by itself."""
    if format == "json":
        return impact.model_dump_json(indent=2) + "\n"
    impact = everywhere(impact)
    if format == "html":
        return impact_page(impact, language)
    if format == "markdown":
        return impact_markdown(impact, language)
    return impact_text(impact, language, colour=colour)


def render_comparison(
    matrix: Matrix,
    format: Format = "text",  # noqa: A002 - the word of the command line
    language: Language = "zh",
    *,
    colour: bool = False,
) -> str:
    """Return several rule sets side by side."""
    if format == "json":
        return matrix.to_json() + "\n"
    matrix = everywhere(matrix, lines=frozenset({"quote"}))
    if format == "html":
        return comparison_page(matrix, language)
    if format == "markdown":
        return comparison_markdown(matrix, language)
    return comparison_text(matrix, language, colour=colour)


__all__ = ["FORMATS", "Format", "render_comparison", "render_diff", "render_impact"]
