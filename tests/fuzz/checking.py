"""One question put to every engine and held to every law; a difference comes back with the smallest question that shows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from random import Random
from typing import Any

import agreement
import laws
from agreement import Counts, Difference, answers
from pydantic import ValidationError
from questions import Question
from reducing import reduced

from zjtx_rules.problems import InputError
from zjtx_rules.reasoning import Evaluation

Check = Callable[[Question, Sequence[Evaluation], Counts], Difference | None]
Found = tuple[Question, Difference]

FRAMES = ("polars", "polars lazy", "pandas", "pyarrow", "duckdb")
IN_ROW = ("polars", "polars lazy", "pandas", "pyarrow")
"""DuckDB takes minutes to plan a query about a hundred columns that may hold anything."""

CHECKS: dict[str, Check] = {
    "compiled": agreement.compiled,
    "naive": agreement.by_hand,
    "durable-rules": agreement.durable,
    **{f"columns on {kind}": partial(agreement.columns, kind=kind) for kind in FRAMES},
    **{f"columns on {kind} in row": partial(agreement.in_row, kind=kind) for kind in IN_ROW},
    "columns on polars in parts": agreement.in_parts,
    "law: order of facts": laws.reversed_facts,
    "law: order of rules": laws.reversed_rules,
    "law: more knowledge": laws.within,
}
"""Everything that a question is held to, by name; the first of each pair is what the reference answers."""


def checked(question: Question, names: Collection[str], counts: Counts) -> Difference | None:
    """Return the first difference among some checks; an engine that fails is one too."""
    try:
        reference = answers(question)
    except (InputError, ValidationError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever an engine raises is what is looked for
        return _raised("reference", error)
    counts.add("reference", len(reference))
    for name in names:
        try:
            found = CHECKS[name](question, reference, counts)
        except Exception as error:  # noqa: BLE001 - likewise
            found = _raised(name, error)
        if found:
            return found
    return None


def _raised(engine: str, error: Exception) -> Difference:
    return Difference(engine, None, {}, {"raised": f"{type(error).__name__}: {error}"[:500]})


def derived(question: Question, rnd: Random, most: int) -> list[tuple[Question, Collection[str]]]:
    """Return the further questions that follow from one, with what to hold them to."""
    few = question.only(*range(min(most, len(question.profiles))))
    whole = question.of(profiles=question.complete, complete=())
    return [
        (whole, ("naive",)),
        (few, ("law: order of facts", "law: order of rules")),
        (laws.guessed(few, rnd), ("law: more knowledge",)),
        (laws.less_known(few, rnd), ("law: more knowledge",)),
    ]


def smallest(question: Question, found: Difference, seconds: float = 60) -> Found:
    """Return the smallest question found that shows a difference of the same sort, and the difference it shows."""
    name = found.engine if found.engine in CHECKS else None
    names = (name,) if name else ()
    if found.place is not None:
        # Of some differences the others are part: of tables with many rows.
        alone = question.only(found.place)
        question = alone if _same(checked(alone, names, Counts()), found) else question
    elif len(question.profiles) > 1:
        for place in range(len(question.profiles)):
            if _same(checked(question.only(place), names, Counts()), found):
                question = question.only(place)
                break
        else:
            return question, found

    def fails(candidate: Question) -> bool:
        try:
            return _same(checked(candidate, names, Counts()), found)
        except (InputError, ValidationError):
            return False

    question = reduced(question, fails, seconds)
    return question, checked(question, names, Counts()) or found


def _same(one: Difference | None, other: Difference) -> bool:
    if one is None or one.engine != other.engine:
        return False
    if "raised" in other.other:
        return _kind(one.other) == _kind(other.other)
    return bool(_sorts(one) & _sorts(other))


def _kind(row: Any) -> str:
    return str(row.get("raised", "")).partition(":")[0]


def _sorts(difference: Difference) -> set[str]:
    return {
        name.rpartition("#")[2] if "#" in name else name if name == "raised" else "verdict" for name in difference.other
    }
