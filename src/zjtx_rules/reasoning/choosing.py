"""Which reading of an ambiguous text the caller has chosen, per document, with defaults for the rest.

A choice is written `ID=OPTION`, or `DOCUMENT:ID=OPTION` for one document only; an option that carries a percentage is
written `OPTION:20%`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zjtx_rules.language.documents import Document, ReadingOfText
from zjtx_rules.language.ruleset import RuleSet, SideBySide
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.terms import NO_PLACES, Percentage, Places, RegionError
from zjtx_rules.terms.fields import TermError
from zjtx_rules.terms.regions import read_region
from zjtx_rules.words import Words

Chosen = tuple[tuple[str, Any], ...]
"""The option of every reading of one document, in the document's order."""


def check_rules(rules: object) -> None:
    """Refuse what is no rule set.

    Raises:
        TypeError: If it is none.
    """
    if not isinstance(rules, RuleSet) or isinstance(rules, SideBySide):
        message = f"rules is a RuleSet, as load() returns it, not {rules!r}"
        raise TypeError(message)


def check_choices(rules: RuleSet, given: Mapping[str, str]) -> None:
    """Report every choice of a reading or option that no document has.

    Raises:
        InputError: With all of them.
        TypeError: If the choices are no mapping.
    """
    if not isinstance(given, Mapping):
        message = f"readings is a mapping, such as {{'upgrade': 'nothing'}}, not {given!r}"
        raise TypeError(message)
    problems = []
    documents = [document for _, document in rules.documents()]
    known = {each.id for document in documents for each in document.readings}
    known |= {f"{document.id}:{each.id}" for document in documents for each in document.readings}
    for key, option in given.items():
        place = Place(f"--reading {key}={option}")
        if key not in known:
            message = Words(f"没有编号为“{key}”的解读", f"there is no reading '{key}'")
            problems.append(Problem("unknown-reading", message, place, suggestion=did_you_mean(key, known)))
            continue
        for document in documents:
            for reading in document.readings:
                if key in (reading.id, f"{document.id}:{reading.id}"):
                    problem = _wrong_option(reading, option, place)
                    if problem is not None and problem not in problems:
                        problems.append(problem)
    if problems:
        raise InputError(problems)


def _wrong_option(reading: ReadingOfText, option: str, place: Place) -> Problem | None:
    name, _, value = option.partition(":")
    choices = Words(
        "、".join(f"{each}（{label}）" for each, label in reading.options.items()), ", ".join(reading.options)
    )
    if name not in reading.options:
        message = Words(f"解读“{reading.id}”没有“{name}”这一选项", f"reading '{reading.id}' has no option '{name}'")
        hint = did_you_mean(name, reading.options)
        return Problem("unknown-option", message, place, expected=choices, suggestion=hint)
    if name == reading.percentage:
        try:
            Percentage.parse(value)
        except TermError as error:
            hint = Words(f"写作 {reading.id}={name}:20%", f"write {reading.id}={name}:20%")
            return Problem("option-without-percentage", error.words, place, suggestion=hint)
    elif value:
        message = Words(f"选项“{name}”不带数值", f"option '{name}' takes no value")
        return Problem("option-with-value", message, place)
    return None


def chosen_options(document: Document, given: Mapping[str, str]) -> Chosen:
    """Return the option of every reading of a document: the caller's, or else the default."""
    chosen: list[tuple[str, Any]] = []
    for reading in document.readings:
        option: Any = given.get(f"{document.id}:{reading.id}", given.get(reading.id, reading.default))
        name, _, value = option.partition(":")
        if name == reading.percentage and value:
            option = (name, Percentage.parse(value))
        chosen.append((reading.id, option))
    return tuple(chosen)


def option_name(option: Any) -> str:
    """Return an option as a caller writes it."""
    return f"{option[0]}:{option[1]}" if isinstance(option, tuple) else str(option)


def check_adopted_from(day: object) -> None:
    """Refuse a first day of a draft's validity that is no day.

    Raises:
        TypeError: If it is neither a day nor None.
    """
    if day is not None and (isinstance(day, datetime) or not isinstance(day, date)):
        message = f"adopted_from is a day (datetime.date) or None, not {day!r}"
        raise TypeError(message)


def adopted_region(word: str, places: Places = NO_PLACES) -> str:
    """Return the code of the region that a template is bound to, which may be a place of the rule files.

    Raises:
        InputError: If there is no such region.
    """
    try:
        return read_region(word, places)
    except RegionError as error:
        problem = Problem("unknown-region", error.words, Place("--adopting"), suggestion=error.suggestion)
        raise InputError([problem]) from None
