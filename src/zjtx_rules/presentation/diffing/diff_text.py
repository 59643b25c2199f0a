"""A comparison of two rule sets on a terminal: aligned, coloured where asked, long words below one another."""

from __future__ import annotations

from collections.abc import Iterable

from zjtx_rules.analysis.diffing.folding import SAID, Folded, fold
from zjtx_rules.analysis.diffing.models import BANDS, Change, ClauseDiff, RuleDiff
from zjtx_rules.presentation.columns import padded, painted, width, wrapped
from zjtx_rules.presentation.diffing.sayings import (
    ABOVE,
    ALIKE,
    BAND_WORDS,
    FOLDED,
    NEW,
    NOTHING,
    OLD,
    REACHES,
    SAME,
    SHOW_ALL,
    TITLE,
    bracketed,
    by_band,
    clauses_words,
    counted,
    effect_words,
    files_words,
    fold_words,
    places_words,
    subject_of,
    tone_of,
    total_words,
)
from zjtx_rules.words import Language

_WIDEST = 64
"""Both sides of a change that take more places than this stand below one another."""
_LINE = 100
_COMMON = 64
"""Columns grow up to this wide for the sake of alignment."""


def diff_text(diff: RuleDiff, language: Language, *, colour: bool, full: bool = False) -> str:
    """Return the comparison as text: meaning and money, and the rest said together unless everything is wanted."""
    old, new = files_words(diff)
    lines = [
        painted(TITLE.say(language), "bold", colour=colour),
        f"  {OLD.say(language)}  {old}",
        f"  {NEW.say(language)}  {new}",
    ]
    if diff.same:
        return "\n".join([*lines, "", SAME.say(language), ""])
    bands = " · ".join(f"{words.say(language)} {number}" for words, number in by_band(diff.counts))
    lines += ["", f"{total_words(diff.counts).say(language)}  {bands}".rstrip()]
    sorts = [
        painted(f"{words.say(language)} {number}", tone, colour=colour) for words, number, tone in counted(diff.counts)
    ]
    lines += [f"  {' · '.join(sorts)}"] if sorts else []
    folded = None if full else fold(diff)
    diff = diff if folded is None else folded.diff
    if folded is not None and folded.alike:
        lines += ["", painted(f"■ {ALIKE.say(language)}", "bold", colour=colour)]
        for each in folded.alike:
            tone = tone_of(each.change.effect) if each.change is not None else "plain"
            lines += [f"  {painted(fold_words(each, language), tone, colour=colour)}"]
            lines += [painted(f"    {clauses_words(each, language)}", "dim", colour=colour)] if each.clauses else []
    if diff.files:
        lines += ["", painted(f"■ {ABOVE.say(language)}", "bold", colour=colour)]
        lines += _changes(diff.files, "  ", language, colour=colour)
    for document in diff.documents:
        lines += [
            "",
            painted(f"■ {document.title.say(language)}{bracketed(document.id, language)}", "bold", colour=colour),
        ]
        lines += _changes(document.changes, "  ", language, colour=colour)
        for clause in document.clauses:
            lines += ["", *_clause(clause, language, colour=colour)]
    if folded is not None and folded.folded:
        lines += ["", *_folded(folded, language, colour=colour)]
    return "\n".join([*lines, ""])


def _folded(folded: Folded, language: Language, *, colour: bool) -> list[str]:
    """Return what is said together of words, numbers, names and places."""
    lines = [painted(f"■ {FOLDED.say(language)}{bracketed(SHOW_ALL.say(language), language)}", "bold", colour=colour)]
    for band in BANDS:
        mine = [each for each in folded.folded if each.band == band]
        lines += [painted(f"  {fold_words(each, language)}", "dim", colour=colour) for each in mine[:SAID]]
        more = sum(each.count for each in mine[SAID:])
        if more:
            rest = BAND_WORDS[band].say(language) + (f"：另{more}处" if language == "zh" else f": {more} more")
            lines.append(painted(f"  {rest}", "dim", colour=colour))
    return lines


def _clause(clause: ClauseDiff, language: Language, *, colour: bool) -> list[str]:
    view = clause.view
    comma, colon = ("，", "：") if language == "zh" else (", ", ": ")
    head = view.title.say(language) + bracketed(f"{view.kind.say(language)}{comma}{view.cite}", language)
    lines = [f"  {painted(view.id, 'bold', colour=colour)}  {head}"]
    lines += _changes(clause.changes, "    ", language, colour=colour)
    if clause.reaches:
        separator = "、" if language == "zh" else ", "
        reached = f"    {REACHES.say(language)}{colon}{separator.join(clause.reaches)}"
        lines.append(painted(reached, "dim", colour=colour))
    return lines


def _changes(changes: Iterable[Change], indent: str, language: Language, *, colour: bool) -> list[str]:
    every = list(changes)
    subjects = [subject_of(each, language) for each in every]
    sides = [_sides(each, language) for each in every]
    effects = [effect_words(each, language) for each in every]
    first = max((width(each) for each in subjects if width(each) <= _COMMON), default=0)
    second = max((width(each) for each in sides if each is not None), default=0)
    third = max((width(each) for each in effects), default=0)
    lines = []
    for change, subject, side, effect in zip(every, subjects, sides, effects, strict=True):
        said = painted(padded(effect, third), tone_of(change.effect), colour=colour)
        place = painted(places_words(change.old_place, change.new_place), "dim", colour=colour)
        line = f"{indent}{padded(subject, first)}  {padded(side or '', second)}  {said}  {place}"
        lines.append(line.rstrip())
        if side is None:
            lines += _below(change, indent + "  ", language, colour=colour)
    return lines


def _sides(change: Change, language: Language) -> str | None:
    """Return both sides on one line, or None where they are too long for it."""
    one_sided = change.code.endswith(("-added", "-dropped", "-removed"))
    nothing = NOTHING.say(language)
    both = [each.say(language) if each else nothing for each in (change.old, change.new) if each or not one_sided]
    said = " → ".join(both)
    if change.by is not None:
        said += bracketed(change.by.say(language), language)
    return said if width(said) <= _WIDEST and "\n" not in said else None


def _below(change: Change, indent: str, language: Language, *, colour: bool) -> list[str]:
    lines = []
    for sign, words, tone in (("−", change.old, "dim"), ("+", change.new, "plain")):
        if words is not None:
            parts = wrapped(words.say(language), _LINE - width(indent) - 2)
            marks = [sign, *(" " for _ in parts[1:])]
            for mark, part in zip(marks, parts, strict=True):
                lines.append(painted(f"{indent}{mark} {part}", tone, colour=colour))  # type: ignore[arg-type]  # two of the tones
    return lines
