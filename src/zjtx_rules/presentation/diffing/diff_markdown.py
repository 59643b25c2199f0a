"""A comparison of two rule sets in Markdown: one table for each clause."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_rules.analysis.diffing.folding import fold
from zjtx_rules.analysis.diffing.models import BANDS, Change, RuleDiff
from zjtx_rules.presentation.diffing.sayings import (
    ABOVE,
    ALIKE,
    BAND_WORDS,
    FOLDED,
    NEW,
    OLD,
    REACHES,
    SAME,
    TITLE,
    bracketed,
    by_band,
    counted,
    effect_words,
    files_words,
    fold_words,
    places_words,
    subject_of,
    total_words,
)
from zjtx_rules.shown import in_code, in_markdown
from zjtx_rules.words import Language, Words

_HEADS = (Words("变化", "change"), OLD, NEW, Words("影响", "effect"), Words("位置", "place"))


def diff_markdown(diff: RuleDiff, language: Language, *, full: bool = False) -> str:
    """Return the comparison as Markdown: meaning and money, and the rest said together unless everything is wanted."""
    old, new = files_words(diff)
    lines = [
        f"# {TITLE.say(language)}",
        "",
        f"- {OLD.say(language)}: `{in_code(old)}`",
        f"- {NEW.say(language)}: `{in_code(new)}`",
        "",
    ]
    if diff.same:
        return "\n".join([*lines, SAME.say(language), ""])
    bands = [f"{words.say(language)} {number}" for words, number in by_band(diff.counts)]
    sorts = [f"{words.say(language)} {number}" for words, number, _ in counted(diff.counts)]
    said = [" · ".join(each) for each in (bands, sorts) if each]
    lines += [f"**{total_words(diff.counts).say(language)}** {' — '.join(said)}".rstrip(), ""]
    folded = None if full else fold(diff)
    diff = diff if folded is None else folded.diff
    if folded is not None and folded.alike:
        lines += [f"## {ALIKE.say(language)}", ""]
        for each in folded.alike:
            names = "、".join(f"`{in_code(name)}`" for name in each.clauses)
            lines.append(f"- {cell(fold_words(each, language))}{bracketed(names, language) if names else ''}")
        lines.append("")
    if diff.files:
        lines += [f"## {ABOVE.say(language)}", "", *changes_table(diff.files, language), ""]
    for document in diff.documents:
        lines += [f"## {cell(document.title.say(language))} `{document.id}`", ""]
        if document.changes:
            lines += [*changes_table(document.changes, language), ""]
        for clause in document.clauses:
            view = clause.view
            lines += [
                f"### {cell(view.title.say(language))}",
                "",
                f"`{view.id}` · {view.kind.say(language)} · {cell(view.cite)}",
                "",
            ]
            lines += [*changes_table(clause.changes, language), ""]
            if clause.reaches:
                names = ("、" if language == "zh" else ", ").join(f"`{each}`" for each in clause.reaches)
                lines += [f"{REACHES.say(language)}: {names}", ""]
    if folded is not None and folded.folded:
        summary = " · ".join(
            f"{BAND_WORDS[band].say(language)} {number}" for band in BANDS if (number := folded.count(band))
        )
        lines += [f"## {FOLDED.say(language)}", "", summary, ""]
        lines += [f"- {cell(fold_words(each, language))}" for each in folded.folded]
        lines.append("")
    return "\n".join(lines)


def changes_table(changes: Sequence[Change], language: Language) -> list[str]:
    """Return the lines of a table of changes."""
    rows = [
        (
            subject_of(each, language) + (f" **{each.by.say(language)}**" if each.by else ""),
            each.old.say(language) if each.old else "—",
            each.new.say(language) if each.new else "—",
            effect_words(each, language) or "—",
            places_words(each.old_place, each.new_place),
        )
        for each in changes
    ]
    return markdown_table([head.say(language) for head in _HEADS], rows)


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    lines = [f"| {' | '.join(map(cell, heads))} |", f"|{'---|' * len(heads)}"]
    return lines + [f"| {' | '.join(cell(each) for each in row)} |" for row in rows]


def cell(text: str) -> str:
    """Return a text fit for a cell of a Markdown table: no bar, no line end, no markup of its own."""
    return "<br>".join(map(in_markdown, text.split("\n"))).replace("\\*\\*", "**")
