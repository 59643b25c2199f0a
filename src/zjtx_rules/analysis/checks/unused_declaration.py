"""`unused-declaration`: a fact, a list, a judgement, a named condition or a place that the file declares, and that nothing asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import parts
from zjtx_rules.language.expanding import definitions_used
from zjtx_rules.language.vocabulary import is_used
from zjtx_rules.payments.amount import Amount
from zjtx_rules.quantities.formula import names_in, parse
from zjtx_rules.quantities.models import formulas_of
from zjtx_rules.terms import lies_within
from zjtx_rules.terms.places import EXAMPLES
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    rules, whole = subject.loaded.rules, subject.loaded.source.data
    data = [whole["documents"], whole.get("values", [])]
    in_formulas = set(_in_formulas(subject))
    for group, key, noun in (
        ("facts", "fact", Words("事实", "fact")),
        ("values", "fact", Words("值", "value")),
        ("judgements", "attested", Words("人工判断事项", "judgement")),
        ("records", "records", Words("清单", "list")),
    ):
        used = set(_named(data, key)) | in_formulas
        for index, each in enumerate(getattr(rules, group)):
            if each.id not in used and each.label not in used and not is_used(subject.loaded.source, (group, index)):
                yield Found(
                    (group, index, "id"),
                    Words(f"{noun.zh}“{each.id}”没有用到", f"nothing asks for {noun.en} '{each.id}'"),
                )

    used_conditions = definitions_used(subject.loaded.source)
    for index, condition in enumerate(rules.conditions):
        if index not in used_conditions:
            message = Words(f"条件定义“{condition.id}”没有用到", f"nothing uses the definition '{condition.id}'")
            yield Found(("conditions", index, "id"), message)

    yield from _places(subject)


def _in_formulas(subject: Subject) -> Iterator[str]:
    """Yield the names in the formulas of values, of payments and of figures over all applicants."""
    texts = [text for value in subject.loaded.rules.values for _, text in formulas_of(value)]
    for fact in subject.loaded.rules.facts:
        if fact.over_applicants is not None:
            texts += [text for _, text in fact.over_applicants.formulas()]
            yield from filter(None, [fact.over_applicants.same])
    for _, node in parts(subject.loaded.rules.documents):
        if isinstance(node, Amount):
            texts += [text for text in (node.amount, node.at_most, node.at_least) if text]
    for text in texts:
        yield from (name.name for name in names_in(parse(text)))


def _places(subject: Subject) -> Iterator[Found]:
    """Yield the real places elsewhere that nothing names; those here are there for profiles, made-up ones for examples."""
    rules, places = subject.loaded.rules, subject.loaded.places
    words = [rules.jurisdiction.name, rules.jurisdiction.code, *_words(subject.loaded.source.data["documents"])]
    used = {places.find(each) for each in words if each}
    for declared in places:
        used |= {other.place for other in places if other is not declared and lies_within(declared.place, other.place)}
    here = rules.jurisdiction.code
    for index, each in enumerate(rules.places):
        place = places.find(each.code)
        if (
            place is None
            or place in used
            or each.code.startswith(EXAMPLES)
            or (here is not None and lies_within(place, here))
        ):
            continue
        message = Words(f"没有条件用到地方“{each.name}”", f"no condition names the place '{each.name}'")
        yield Found(("places", index, "name"), message)


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("located_in", "in", "into", "client_in") and isinstance(value, str):
                yield value
            yield from _words(value)
    elif isinstance(node, list):
        for each in node:
            yield from _words(each)


def _named(node: Any, key: str) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, str) and name in (key, "per", "of", "base"):
                yield value
            yield from _named(value, key)
    elif isinstance(node, list):
        for each in node:
            yield from _named(each, key)


CHECK = Check(
    "unused-declaration",
    Severity.WARNING,
    Words(
        "没有用到的事实、清单、值、判断事项、条件定义或地方",
        "a declared fact, list, value, judgement, condition or place never used",
    ),
    Words("在条件中用上，或删去这项声明", "use it in a condition, or delete the declaration"),
    _find,
)
