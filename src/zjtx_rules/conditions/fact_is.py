"""`fact` … `is` / `one_of`: a fact has a value, or one of several; a bare `fact` must be true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Judge, Missing, Prepared, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Way, judged
from zjtx_rules.conditions.levers import reach_value
from zjtx_rules.phrases import Phrase, form
from zjtx_rules.problems import did_you_mean, nearest
from zjtx_rules.profile.facts import Fact, Possible, Undetermined
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import find_industry
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN
from zjtx_rules.words import Words

Value = bool | int | str


def _choice_words(labels: Mapping[str, str], value: Any) -> Words:
    """Say a value of a choice, or those that it may still have, by their names."""
    if isinstance(value, Undetermined):
        return value.why
    if isinstance(value, Possible):
        if value.said is not None:
            return value.said
        ids = [each for each in labels if each in value]
        return Words("或".join(labels[each] for each in ids), " or ".join(ids))
    return Words(labels.get(value, str(value)), str(value))


class FactIs(Condition):
    """Met if the fact has the value; unknown if the fact is missing."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"fact"})
    WITHIN: ClassVar[frozenset[str]] = frozenset()
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("{fact}", "{fact}", {"fact": form("fact")}, {"is_": True, "one_of": None}, read=False),
        Phrase("{fact}", "{fact}", {"fact": form("fact")}, {"is_": None, "one_of": None}),
        Phrase("并非{fact}", "not {fact}", {"fact": form("fact")}, {"is_": False, "one_of": None}),
        Phrase("{fact}为{is_}", "{fact} is {is_}", {"fact": form("fact"), "is_": form("value")}, {"one_of": None}),
        Phrase(
            "{fact}为{one_of}之一",
            "{fact} is one of {one_of}",
            {"fact": form("fact"), "one_of": form("values")},
            {"is_": None},
        ),
    )

    fact: str = Field(title="事实", description="事实的英文名，如 independent_legal_person；文件自定的写其编号")
    is_: Value | None = Field(default=None, alias="is", title="等于", description="事实须为此值；不写即须为“是”")
    one_of: tuple[Value, ...] | None = Field(default=None, min_length=1, title="属于", description="事实须为其中之一")

    def wanted(self) -> tuple[Value, ...]:
        """Return the values that meet the condition, as written."""
        if self.one_of is not None:
            return self.one_of
        return (True if self.is_ is None else self.is_,)

    def prepare(self, context: Context) -> Prepared:
        """Resolve the values by the fact's type."""
        fact = context.facts[self.fact]
        wanted = frozenset(_value(fact, each) for each in self.wanted())
        read, lies_in = fact.read, fact.lies_in

        def answer(value: Any, missing: Missing) -> Found:
            if value is None:
                return UNKNOWN, None, missing
            kind = type(value)
            if kind is Possible:
                if value <= wanted:
                    return MET, value, ()
                return (UNKNOWN, value, missing) if value & wanted else (NOT_MET, value, ())
            if kind is Undetermined:
                return REVIEW, value, ()
            if lies_in is not None:
                inside = lies_in(value, wanted)
                if inside is None:
                    return UNKNOWN, value, (fact.name,)
                return (MET if inside else NOT_MET), value, ()
            return (MET if value in wanted else NOT_MET), value, ()

        labels = dict(fact.choices)
        said = "、".join(labels.get(str(each), _said(each)) for each in self.wanted())
        if self.wanted() == (True,):
            say = fact.label
        else:
            say = Words(f"{fact.label.zh}：{said}", f"{fact.label.en}: {', '.join(map(str, self.wanted()))}")

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
            value, _ = read(situation)
            if type(value) is Undetermined:
                return judged(Words(f"{fact.label.zh}（{value.why.zh}）", f"{fact.label.en} ({value.why.en})"))
            every = (True, False) if fact.type == "yes_no" else tuple(dict(fact.choices)) or ("其他",)
            values = [each for each in (every if not want else _order(wanted, every)) if (each in wanted) == want]
            english = ", ".join(str(each) for each in self.wanted())
            needs = Words(f"须为{said}", english) if want else Words(f"须不为{said}", f"not {english}")
            return reach_value(fact, situation, values, None if fact.type == "yes_no" else needs, today)

        got = partial(_choice_words, labels) if labels else None
        return leaf(self, _judge(fact, answer), say, got=got, light=True, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Write the test of the fact."""
        fact = columns.context.facts[self.fact]
        return columns.fact_in(fact, frozenset(_value(fact, each) for each in self.wanted()))

    def check(self, context: CheckContext) -> None:
        """Report a fact that does not exist and values that it can never have."""
        fact = find_fact(self.fact, context)
        if fact is None:
            return
        if self.is_ is not None and self.one_of is not None:
            message = Words("“is”与“one_of”只能写一个", "'is' and 'one_of' exclude each other")
            context.wrong(("one_of",), "one-too-many", message)
        for index, each in enumerate(self.wanted()):
            path: tuple[str | int, ...] = ("one_of", index) if self.one_of else ("is",)
            if fact.type == "yes_no" and not isinstance(each, bool):
                message = Words(f"“{fact.label.zh}”只能是 true 或 false", f"'{fact.name}' is true or false")
                context.wrong(path, "wrong-value", message)
            elif fact.type == "choice" and _value(fact, each) not in dict(fact.choices):
                choices = "、".join(f"{label}（{name}）" for name, label in fact.choices)
                message = Words(f"“{each}”不是“{fact.label.zh}”的可选值：{choices}", f"'{each}' is no {fact.name}")
                guess = nearest(str(each), [word for pair in fact.choices for word in pair])
                context.wrong(
                    path, "wrong-value", message, Words(f"是否想写“{guess}”？", f"'{guess}'?") if guess else None
                )
            elif fact.lies_in is not None and not (isinstance(each, str) and _is_one(each)):
                message = Words(
                    f"“{each}”不是《国民经济行业分类》的一个代码或名称", f"'{each}' is no single code of GB/T 4754-2017"
                )
                hint = find_industry(str(each)).doubt
                context.wrong(path, "wrong-value", message, hint.suggestion if hint else None)
            elif fact.type in ("money", "percentage", "count", "number", "date", "year"):
                message = Words(
                    f"“{fact.label.zh}”是数量，请用 at_least、more_than、at_most、less_than 或 about 比较",
                    f"'{fact.name}' is a quantity: compare it with at_least, more_than, at_most, less_than or about",
                )
                context.wrong(("fact",), "wrong-comparison", message)
                break


def _is_one(industry: str) -> bool:
    """Return whether an industry is written so that it can be one thing only."""
    codes, doubt = find_industry(industry)
    return len(codes) == 1 and doubt is None


def _judge(fact: Fact, answer: Callable[[Any, Missing], Found]) -> Judge:
    """Judge a fact by what is answered to its value; of few values the answers are made once."""
    read, stands = fact.read, fact.stands
    if stands is None:
        return lambda situation: answer(*read(situation))
    answers = {value: answer(*reading) for value, reading in fact.readings.items()}
    return lambda situation: answers[stands(situation)]


def find_fact(name: str, context: CheckContext, key: str = "fact") -> Fact | None:
    """Return the fact of this name, or report at a key of the condition that there is none."""
    fact = context.facts.get(name)
    if fact is None:
        message = Words(f"没有名为“{name}”的事实", f"there is no fact '{name}'")
        guess = did_you_mean(name, context.facts)
        context.wrong((key,), "unknown-fact", message, guess)
    return fact


def _order(wanted: frozenset[Value], every: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return the values wanted, in the order of the choices, what is not among them last."""
    return tuple(each for each in every if each in wanted) + tuple(sorted(wanted - set(every), key=str))


def _value(fact: Fact, value: Value) -> Value:
    for name, label in fact.choices:
        if value == label:
            return name
    if fact.type == "yes_no" and value in ("是", "否"):
        return value == "是"
    return value


def _said(value: Value) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
