"""`per_item`: so much for each member of a collection that counts (每培育1家给予基地40万元奖励, 每人3000元)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zjtx_rules.conditions import AnyCondition
from zjtx_rules.conditions.base import CheckContext, Found, check_has
from zjtx_rules.conditions.columns import Columns
from zjtx_rules.payments.base import Nature, Payment, PaymentContext, PreparedPayment, Reckoned
from zjtx_rules.phrases import Phrase, choices, optional
from zjtx_rules.profile.facts import SCOPES
from zjtx_rules.profile.records import Recognition, firm_name
from zjtx_rules.profile.situation import Situation, is_whole
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import MET, NOT_MET, UNKNOWN, disjunction
from zjtx_rules.words import Words


class Each(BaseModel):
    """Of which collection, which members, how much for each."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    PHRASES: ClassVar[tuple[Phrase, ...]] = tuple(
        Phrase(
            f"每一{{of}}（计入条件：{{when}}），计{word}{{{key}}}{{times}}（{{settled}}）",
            f"for each {{of}} (that counts: {{when}}) {english}{{{key}}}{{times}} ({{settled}})",
            {
                "of": choices(
                    tenants=("入驻企业", "tenant"),
                    trainees=("批培训人员", "group of trainees"),
                    assessments=("年度考核", "yearly assessment"),
                ),
                "times": optional("，{}", ", {}", people=("按人数计", "times the people in it")),
                "settled": choices(
                    lifetime=("历年合为一笔", "all years as one payment"),
                    calendar_year=("每个申报年度一笔", "one payment for each year of application"),
                    each_item=("每个成员一笔", "one payment for each of them"),
                ),
            },
            {other: None},
            scope="of",
        )
        for key, other, word, english in (("sum", "up_to", "", ""), ("up_to", "sum", "最高", "up to "))
    )

    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (("sum", "up_to"),)

    of: Literal["tenants", "trainees", "assessments"] = Field(
        title="对象", description="tenants 入驻企业；trainees 培训人员；assessments 年度考核"
    )
    when: AnyCondition = Field(title="计入条件", description="成员须满足的条件")
    sum: Money | None = Field(default=None, title="每项定额", description="每个成员的定额")
    up_to: Money | None = Field(default=None, title="每项最高", description="每个成员的上限")
    times: Literal["people"] | None = Field(default=None, title="乘以", description="people 按人数计")
    settled: Literal["lifetime", "calendar_year", "each_item"] = Field(
        default="lifetime",
        title="结算",
        description="lifetime 历年合为一笔；calendar_year 每个申报年度一笔；each_item 每个成员一笔，用于年度考核",
    )

    @model_validator(mode="after")
    def _one_amount(self) -> Each:
        if (self.sum is None) == (self.up_to is None):
            raise ValueError("sum 与 up_to 须写且只写一个 / exactly one of sum and up_to")
        return self

    @property
    def amount(self) -> Money:
        """The sum or ceiling for each member."""
        return self.sum or self.up_to or Money.ZERO

    @property
    def unit(self) -> str:
        """The measure word for what is counted."""
        return "人" if self.times else "家" if self.of == "tenants" else "项"


class PerItem(Payment):
    """Pays the amount times the members that count; members of which facts are missing widen the bounds."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"per_item"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (Phrase("{per_item}", "{per_item}"),)

    per_item: Each = Field(title="按项", description="对集合中每个符合条件的成员给付")

    def prepare(self, context: PaymentContext) -> PreparedPayment:
        """Prepare the condition on a member."""
        each = self.per_item
        collection, amount = each.of, each.amount
        inside = context.item_context(collection)
        test = inside.ready(each.when)
        start, end = inside.window if inside.settings["recognition_in_validity"] else (None, None)
        zero = Money.ZERO

        def members(situation: Situation) -> list[tuple[int, Any, Found]] | None:
            items = situation.stated(collection)
            if items is None:
                return None
            found = []
            for index, item in enumerate(items):
                judged = test.judge(situation.item(item, f"{collection}.{index}"))
                if judged[0] != NOT_MET:
                    judged = _dated(item, judged, situation, start, end)
                found.append((index, item, _prefixed(judged, f"{collection}.{index}")))
            return _each_firm_once(found) if collection == "tenants" else found

        def worth(item: Any) -> tuple[Money, Money | None, str | None]:
            if each.times is None:
                return amount, amount, None
            people = item.people
            return (amount * people, amount * people, None) if people is not None else (zero, None, "people")

        def reckon(situation: Situation, recognition: Recognition | None) -> list[Reckoned]:  # noqa: ARG001 - one form for all payments
            found = members(situation)
            year = situation.as_of.year if each.settled == "calendar_year" else None
            if found is None:
                return [Reckoned(zero, None, None, year, None, None, (collection,), earlier=None)]
            lines = []
            for index, item, (truth, _, missing) in found:
                if truth == NOT_MET:
                    continue
                low, high, absent = worth(item)
                if absent:
                    missing = (*missing, f"{collection}.{index}.{absent}")  # noqa: PLW2901 - the member's own list, completed
                lines.append(
                    Reckoned(
                        low if truth == MET else zero,
                        high,
                        None,
                        item.year if each.settled == "each_item" else year,
                        None,
                        _said(collection, item, truth),
                        missing,
                    )
                )
            whole = is_whole(situation.stated(collection))
            if each.settled == "each_item":
                others = Reckoned(zero, None, None, year, None, None, (collection,))
                return lines if whole else [*lines, others]
            total = _together(each, found, lines, year, whole=whole)
            if each.settled == "calendar_year" and situation.applicant.awards_received:
                total.earlier = _earlier_years(
                    getattr(situation.subject, collection),
                    situation,
                    start,
                    lambda item, then: test.judge(then.item(item))[0] != NOT_MET,
                )
            return [total]

        def due(situation: Situation) -> Found:
            found = members(situation)
            if found is None:
                return UNKNOWN, None, (collection,)
            whole = is_whole(situation.stated(collection))
            truth = disjunction([*(judged[0] for _, _, judged in found), *(() if whole else (UNKNOWN,))])
            missing = tuple(path for _, _, judged in found for path in judged[2])
            missing += () if whole else (collection,)
            return truth, found, missing if truth == UNKNOWN else ()

        nature: Nature = "fixed" if each.sum is not None else "up_to"
        said = f"{'' if nature == 'fixed' else '最高'}{amount}"
        say = Words(f"每{each.unit}{said}：{test.say.zh}", f"{amount.english()} for each: {test.say.en}")
        window = "lifetime" if each.settled == "lifetime" else "calendar_year"
        return PreparedPayment(self, nature, say, reckon, due, window, whole=True)  # type: ignore[arg-type]

    def check(self, context: CheckContext, item_context: Callable[[str], CheckContext]) -> None:
        """Check the collection, and the condition on a member among the facts of a member."""
        check_has(self.per_item.of, context, "per_item", "of")
        for key, given, needed in (("times", "people", "people"), ("settled", "each_item", "year")):
            if getattr(self.per_item, key) == given and needed not in SCOPES[self.per_item.of].model_fields:
                message = Words(
                    f"“{key}: {given}”不能用于“{self.per_item.of}”：没有“{needed}”这一项",
                    f"'{key}: {given}' is not for '{self.per_item.of}', which have no '{needed}'",
                )
                context.wrong(("per_item", key), "wrong-scope", message)
        self.per_item.when.check(item_context(self.per_item.of).at("per_item", "when"))

    def nature(self) -> Nature | None:
        """Return a sum or a ceiling for each."""
        return "fixed" if self.per_item.sum is not None else "up_to"

    def most(self, payments: Mapping[str, Payment]) -> Money | None:  # noqa: ARG002 - one form for all payments
        """Return the amount where each member is paid by itself; how many there are is otherwise not limited."""
        return self.per_item.amount if self.per_item.settled == "each_item" and not self.per_item.times else None

    def column(self, columns: Columns) -> frozenset[str] | None:  # noqa: ARG002 - every kind is asked alike
        """Leave members with conditions of their own to the reference."""
        return None

    def amounts(self) -> tuple[Any, ...]:
        """Return the amount for each."""
        return (self.per_item.amount,)


def _together(
    each: Each, found: Sequence[tuple[int, Any, Found]], lines: Sequence[Reckoned], year: int | None, *, whole: bool
) -> Reckoned:
    """Return what the members that count, or may count, come to as one claim.

    Args:
        each: What is paid for each of them.
        found: The members, each with what was found of it.
        lines: What is paid for each member that counts or may count.
        year: The year the claim is for, where it is for one.
        whole: Whether there are no members beside those listed.
    """
    certain = [item.people or 0 if each.times else 1 for _, item, judged in found if judged[0] == MET]
    open_ = len(lines) - len(certain)
    no_limit = not whole or any(line.high is None for line in lines)
    missing = dict.fromkeys(path for line in lines for path in line.missing)
    how = Words(
        f"{each.amount}×{sum(certain)}{each.unit}"
        + (f"，另有{open_}项待定" if open_ else "")
        + ("" if whole else "，可能还有未列出的"),
        f"{each.amount.english()} × {sum(certain)}"
        + (f", {open_} more open" if open_ else "")
        + ("" if whole else ", and there may be others"),
    )
    return Reckoned(
        Money.total(line.low for line in lines),
        None if no_limit else Money.total(line.high or Money.ZERO for line in lines),
        year=year,
        how=how,
        missing=tuple(missing) if whole else tuple(missing | {each.of: None}),
    )


def _each_firm_once(members: list[tuple[int, Any, Found]]) -> list[tuple[int, Any, Found]]:
    """Return the members with every firm once: it counts if any of its records does (每培育1家)."""
    by_name: dict[str, list[tuple[int, Any, Found]]] = {}
    kept: list[tuple[int, Any, Found]] = []
    for member in members:
        name = member[1].name
        if name is None:
            kept.append(member)
        else:
            by_name.setdefault(firm_name(name), []).append(member)
    for records in by_name.values():
        truth = disjunction(found[0] for _, _, found in records)
        index, item, found = next(each for each in records if each[2][0] == truth)
        missing = tuple(path for _, _, each in records for path in each[2]) if truth == UNKNOWN else found[2]
        kept.append((index, item, (truth, found[1], missing)))
    return sorted(kept, key=lambda member: member[0])


_MOST_YEARS = 60
"""How far back it is looked for earlier years."""


def _earlier_years(
    items: Sequence[Any], situation: Situation, start: date | None, may_count: Callable[[Any, Situation], bool]
) -> tuple[int, ...]:
    """Return the years before the as-of date's in which a member could have counted, on the first of any month or at the end."""
    last = situation.as_of.year
    first = min((day.year for item in items for day in _days_in(item)), default=last)
    first = max(first, last - _MOST_YEARS, start.year if start is not None else first)
    found = []
    for year in range(first, last):
        days = [*(date(year, month, 1) for month in range(1, 13)), date(year, 12, 31)]
        then = [Situation(situation.subject, day, situation.recognitions, situation.applicant) for day in days]
        if any(may_count(item, at) for at in then for item in items):
            found.append(year)
    return tuple(found)


def _days_in(node: Any) -> Iterator[date]:
    """Yield every day inside a member."""
    if isinstance(node, date):
        yield node
    elif isinstance(node, tuple):
        for each in node:
            yield from _days_in(each)
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _days_in(getattr(node, name))


def _prefixed(found: Found, path: str) -> Found:
    """Name what is missing of a member from the applicant's side; facts declared by a file stay as they are."""
    if not found[2]:
        return found
    own = tuple(each if each == "adopting" or each.startswith("facts.") else f"{path}.{each}" for each in found[2])
    return found[0], found[1], own


def _dated(item: Any, found: Found, situation: Situation, start: Any, end: Any) -> Found:
    """Leave out a member whose own date or year lies after the as-of date or outside the document's validity."""
    if hasattr(item, "year"):
        if item.year > situation.as_of.year:
            return NOT_MET, None, ()
        outside = (start is not None and item.year < start.year) or (end is not None and item.year > end.year)
        return (NOT_MET, None, ()) if outside else found
    if "date" in type(item).model_fields:
        day = item.date
        if day is None:
            return (UNKNOWN, found[1], (*found[2], "date")) if found[0] != NOT_MET else found
        if day > situation.as_of or (start is not None and day < start) or (end is not None and day > end):
            return NOT_MET, None, ()
    return found


def _said(collection: str, item: Any, truth: int) -> Words:
    if collection == "assessments":
        return Words(f"{item.year}年度考核", f"assessment of {item.year}")
    name = getattr(item, "name", None)
    open_ = "" if truth == MET else "（待定）"
    return Words(f"{name or '未具名'}{open_}", f"{name or 'unnamed'}{'' if truth == MET else ' (open)'}")
