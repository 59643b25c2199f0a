"""`fact` … `about`: 左右, a figure that the text leaves without a bound (1000万元左右).

Exactly the figure meets it; any other goes to a person, unless the caller sets a band through a reading whose option
carries a percentage. It is never a hard bound.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Way, judged, value_words
from zjtx_rules.conditions.fact_is import find_fact
from zjtx_rules.conditions.levers import Span, cell_of, reach_span
from zjtx_rules.conditions.threshold import Bound, check_quantity, outside, quantity
from zjtx_rules.phrases import Phrase, Slot, form
from zjtx_rules.problems import did_you_mean
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, UNKNOWN
from zjtx_rules.words import Words


class About(Condition):
    """Met at the figure itself, for a person to judge elsewhere; with a band, met within it and not met outside."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"about"})
    RANK: ClassVar[int] = 2
    WITHIN: ClassVar[frozenset[str]] = frozenset()
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{fact}为{about}左右{band}",
            "{fact} about {about}{band}",
            {
                "fact": form("fact"),
                "about": form("figure"),
                "band": Slot(
                    Words("（上下浮动的幅度依解读{}）", " (the band by reading {})"),
                    Words("（恰为此数的符合，其余由人判断）", " (exactly that, else for a person to judge)"),
                    form="reading",
                ),
            },
        ),
    )

    fact: str = Field(title="事实", description="以数量表示的事实的英文名，如 revenue_last_year")
    about: Bound = Field(title="左右", description="文本所写的数；恰为此数即满足，其余须人工判断")
    band: str | None = Field(
        default=None, title="区间解读", description="解读（readings）的编号；其某一选项带百分比时，按上下浮动区间判断"
    )

    def prepare(self, context: Context) -> Prepared:
        """Resolve the figure and the band, if the caller set one."""
        fact = context.facts[self.fact]
        figure = quantity(fact, self.about)
        option = context.choice(self.band) if self.band else None
        width: Percentage | None = option[1] if isinstance(option, tuple) else None
        read = fact.read
        low, high = around(figure, option)

        def judge(situation: Situation) -> Found:
            value, missing = read(situation)
            if value is None:
                return UNKNOWN, None, missing
            if low <= value <= high:
                return MET, value, ()
            return (REVIEW if width is None else NOT_MET), value, ()

        zh, en = f"{fact.label.zh}{self.about}左右", f"{fact.label.en} about {value_words(figure).en}"
        if width is not None:
            zh, en = f"{zh}（上下{width}以内）", f"{en} (within {width})"

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: FBT001 - the side that is wanted
            value, _ = read(situation)
            if value is not None and width is None and value != figure:
                return judged(Words(zh, en), cell_of(fact, situation, today).path, value, figure)
            inside = Span(low, high=high)
            needs = Words(f"{self.about}左右", f"about {value_words(figure).en}")
            spans = [inside] if want else outside(inside)
            return reach_span(
                fact, situation, spans, needs if want else Words(f"不在{needs.zh}", f"not {needs.en}"), today
            )

        return leaf(self, judge, Words(zh, en), light=True, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Write the comparison with both ends of the band, or with the figure; what is off the figure is for a person."""
        fact = columns.context.facts[self.fact]
        low = high = quantity(fact, self.about)
        option = columns.context.choice(self.band) if self.band else None
        if isinstance(option, tuple):
            low, high = _times(low, 1 - option[1].ratio), _times(high, 1 + option[1].ratio)
        part = columns.compare(fact, [("at_least", low), ("at_most", high)])
        return part if isinstance(option, tuple) else columns.for_a_person(part, where=NOT_MET)

    def check(self, context: CheckContext) -> None:
        """Report a fact, a unit or a reading that cannot be right."""
        fact = find_fact(self.fact, context)
        if fact:
            check_quantity(fact, self.about, context, "about")
        if self.band is not None and self.band not in context.readings:
            message = Words(f"没有编号为“{self.band}”的解读", f"there is no reading '{self.band}'")
            context.wrong(("band",), "unknown-reading", message, did_you_mean(self.band, context.readings))


def around(figure: Any, option: Any) -> tuple[Any, Any]:
    """Return the least and the most that is about a figure: the figure itself unless a reading sets a band."""
    if not isinstance(option, tuple):
        return figure, figure
    width: Percentage = option[1]
    return _times(figure, 1 - width.ratio), _times(figure, 1 + width.ratio)


def _times(figure: Any, factor: Decimal) -> Any:
    return (
        figure * factor
        if isinstance(figure, Money)
        else Percentage(figure.ratio * factor)
        if isinstance(figure, Percentage)
        else Decimal(figure) * factor
    )
