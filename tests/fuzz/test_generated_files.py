"""What is generated: everything that the language has does occur, so that a kind added without a generator is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import generated_conditions
import generated_payments
import generated_rules
import pytest
from generated_profiles import profile
from partial_profiles import completed, forgotten
from pydantic import BaseModel
from questions import question
from shortening import shortened

from zjtx_rules import conditions, payments
from zjtx_rules.conditions.base import Condition
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.files import dump_yaml
from zjtx_rules.language import load_text
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import CLAUSE_KINDS, CLAUSES
from zjtx_rules.language.documents import Document, Gate, InForce, RuleFile, Settings, Standing
from zjtx_rules.payments.base import Payment
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.quantities.models import NamedValue

DRAWN = 260
NOT_DRAWN = (NamedValue,)
"""What no generator draws: values that are reckoned, which tests/quantities and tests/mechanics hold."""


@cache
def drawn() -> tuple[Any, ...]:
    """Return some generated questions, their files loaded."""
    found = tuple(question(Random(number), number, 3) for number in range(DRAWN))  # noqa: S311 - nothing secret
    return tuple((each, each.loaded.files[0].rules) for each in found)


def models(node: Any) -> Iterator[BaseModel]:
    """Yield every model inside a rule file."""
    if isinstance(node, BaseModel):
        yield node
        for name in type(node).model_fields:
            yield from models(getattr(node, name))
    elif isinstance(node, (tuple, list)):
        for each in node:
            yield from models(each)
    elif isinstance(node, dict):
        for each in node.values():
            yield from models(each)


@cache
def occurring() -> tuple[frozenset[str], frozenset[str], frozenset[tuple[str, str, bool]]]:
    """Return the kinds of condition, payment and clause that occur, and the settings, plain and by reading."""
    kinds, clauses, settings = set(), set(), set()
    for _, rules in drawn():
        for each in models(rules):
            kinds.add(type(each).__name__)
            if isinstance(each, Clause):
                clauses.add(each.kind)  # type: ignore[attr-defined]  # every kind of clause has it
            for name in type(each).model_fields:
                settings.add((type(each).__name__, name, isinstance(getattr(each, name), ByReading)))
    return frozenset(kinds), frozenset(clauses), frozenset(settings)


def may_hang_on_a_reading() -> list[tuple[str, str]]:
    """Return every field of a rule file that may hang on a reading, by model."""
    top: list[type[BaseModel]] = [RuleFile, Document, Settings, InForce, Gate, *CLAUSES]
    top += [*conditions.KINDS.values(), *payments.KINDS.values()]
    seen: set[type[BaseModel]] = set()
    found = []
    while top:
        model = top.pop()
        if model in seen or issubclass(model, (ByReading, *NOT_DRAWN)):
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            inner = list(_types(field.annotation)) + [kind for each in field.metadata for kind in _types(each)]
            if any(issubclass(each, ByReading) for each in inner):
                found.append((model.__name__, name))
            top += [each for each in inner if not issubclass(each, (ByReading, Condition, Payment, Clause))]
    return sorted(set(found))


def _types(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in (*getattr(annotation, "__args__", ()), *getattr(annotation, "__metadata__", ())):
        yield from _types(each)
    origin = getattr(annotation, "__origin__", None)
    if origin is not None and not isinstance(origin, type):
        yield from _types(origin)


def test_files_written_short_are_the_same_files_and_have_sections_and_definitions() -> None:
    short = [(asked, shortened(asked.rules)) for asked, _ in drawn()]
    for asked, written in short[::4]:
        assert (
            load_text(dump_yaml(written)).files[0].rules.documents
            == load_text(dump_yaml(asked.rules)).files[0].rules.documents
        )
    assert sum("conditions" in written for _, written in short) > DRAWN // 8
    assert (
        sum("section" in each for _, written in short for one in written["documents"] for each in one["clauses"])
        > DRAWN
    )


def test_every_kind_of_condition_has_a_generator() -> None:
    assert set(generated_conditions.MAKERS) == set(conditions.KINDS)


def test_every_kind_of_payment_has_a_generator() -> None:
    assert set(generated_payments.MAKERS) == set(payments.KINDS)


def test_every_kind_of_clause_has_a_generator() -> None:
    assert set(generated_rules.MAKERS) == set(CLAUSE_KINDS)


@pytest.mark.parametrize("kind", [*conditions.KINDS.values(), *payments.KINDS.values()], ids=lambda kind: kind.__name__)
def test_every_kind_occurs(kind: type[BaseModel]) -> None:
    assert kind.__name__ in occurring()[0]


@pytest.mark.parametrize("kind", sorted(CLAUSE_KINDS))
def test_every_kind_of_clause_occurs(kind: str) -> None:
    assert kind in occurring()[1]


@pytest.mark.parametrize(("model", "name"), may_hang_on_a_reading())
def test_what_may_hang_on_a_reading_does_and_does_not(model: str, name: str) -> None:
    assert {(model, name, True), (model, name, False)} <= occurring()[2]


def test_the_fields_that_may_hang_on_a_reading_are_found() -> None:
    found = may_hang_on_a_reading()
    assert {
        ("Settings", "recognition_year"),
        ("Instalments", "first"),
        ("Event", "counted"),
        ("NoDuplication", "among"),
    } <= {*found}


@pytest.mark.parametrize("standing", Standing, ids=lambda each: each.value)
def test_documents_of_every_standing_occur(standing: Standing) -> None:
    assert standing in {document.standing(asked.as_of) for asked, rules in drawn() for document in rules.documents}


def test_files_with_several_documents_and_gates_occur() -> None:
    assert max(len(rules.documents) for _, rules in drawn()) == 3
    assert any(document.gates for _, rules in drawn() for document in rules.documents)


def test_applicants_of_every_kind_occur() -> None:
    assert {each["kind"] for asked, _ in drawn() for each in asked.profiles} == set(APPLICANTS)


def test_a_generated_applicant_knows_everything_that_a_profile_can_say() -> None:
    """除名称一类不参与判断的字段外，完整的申报资料没有漏项：新增的字段须有生成办法。"""  # noqa: D415 - ends with a Chinese full stop
    beside = {"name", "credit_code"}
    for kind, model in APPLICANTS.items():
        asked = drawn()[0][0]
        found = profile(Random(1), asked.hints, kind)  # noqa: S311 - nothing secret
        asked_of = {
            name for name in model.model_fields if not name.endswith("_complete")
        }  # drawn where members are forgotten
        assert asked_of - beside == set(found)


def test_what_is_forgotten_can_be_guessed_again() -> None:
    for asked, _ in drawn()[:20]:
        for whole in asked.complete:
            rnd = Random(2)  # noqa: S311 - nothing secret
            again = completed(rnd, asked.hints, forgotten(rnd, whole))
            assert set(again) == set(whole)
