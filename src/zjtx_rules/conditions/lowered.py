"""A condition that there is a record of some kind: its meaning is one look of the core, and every interpreter reads that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, check_has
from zjtx_rules.conditions.distance import Toward
from zjtx_rules.conditions.recognitions import TitleAndLevel, precedence, said
from zjtx_rules.conditions.turning import Draft, standing, toward_recognition
from zjtx_rules.core.judge import NO, YES, RecordJudge, Seen, judge, record_judge, values_of, without_place
from zjtx_rules.core.terms import Some, Test
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET, NOT_MET
from zjtx_rules.words import Words


class RecordCondition(Condition):
    """Met if there is a record of which a test holds. A kind says which (`lower`) and how that is said (`words`)."""

    ORDER: ClassVar[Callable[[Any], Any] | None] = None
    """Of several records that count, the greatest is the one that is shown; without it the first."""
    COLLECTION: ClassVar[str]

    def lower(self, context: Context) -> Some:
        """Return the look at records that the condition means."""
        raise NotImplementedError

    def words(self, context: Context) -> Words:
        """Say the condition."""
        raise NotImplementedError

    def toward(self, look: Some, context: Context, say: Words) -> Toward | None:  # noqa: ARG002 - for kinds to override
        """Return the steps that would turn it; None where none are known."""
        return None

    def shown(self, record: Any) -> Any:
        """Return what an explanation shows of the record found."""
        return record

    def say_found(self) -> Callable[[Any], Words] | None:
        """Return what says the value found, where the plain value would not be understood."""
        return None

    def prepare(self, context: Context, **more: Any) -> Prepared:
        """Make the condition ready to judge, from what it means."""
        look, say = self.lower(context), self.words(context)
        judge_records, first, shown = judge(look, type(self).ORDER), judge(look), self.shown

        def judge_shown(situation: Situation) -> Found:
            truth, record, missing = judge_records(situation)
            return truth, None if record is None else shown(record), missing

        return Prepared(
            self,
            judge_records if type(self).shown is RecordCondition.shown else judge_shown,
            lambda situation: first(situation)[0],
            say,
            term=look,
            got=self.say_found(),
            toward=self.toward(look, context, say),
            **more,
        )

    def check(self, context: CheckContext) -> None:
        """Report applicants of which such records are not known at all."""
        (key,) = self.KEYS
        check_has(self.COLLECTION, context, key)


class RecognitionCondition(RecordCondition):
    """Met if there is a recognition of which a test holds."""

    ORDER: ClassVar[Callable[[Any], Any] | None] = staticmethod(precedence)
    COLLECTION: ClassVar[str] = "recognitions"

    @property
    def which(self) -> TitleAndLevel:
        """The titles and levels asked for: what stands under the key of the kind."""
        (key,) = self.KEYS
        found: TitleAndLevel = getattr(self, key)
        return found

    def draft(self, context: Context) -> Draft:  # noqa: ARG002 - for kinds to override
        """Return what a recognition would be that is yet to be had: a new title, or the renewal of one that has ended."""
        return standing(self.which)

    def toward(self, look: Some, context: Context, say: Words) -> Toward:  # noqa: ARG002 - one form for all kinds
        """Return the steps that would turn it."""
        return toward_recognition(self.which, look, self.draft(context))

    def say_found(self) -> Callable[[Any], Words]:
        """Say which recognition was found."""
        return said

    def prepare(self, context: Context, **more: Any) -> Prepared:
        """Make the condition ready to judge; a payment may rest on the recognition that it finds."""
        look = self.lower(context)
        return super().prepare(
            context,
            recognition=record_judge(look.body),
            elsewhere=_only_elsewhere(look.body),
            each_time=look.each_time,
            titles=values_of(look.body, "title"),
            **more,
        )

    def check(self, context: CheckContext) -> None:
        """Check titles, levels and readings."""
        (key,) = self.KEYS
        self.which.check(context, key)


def _only_elsewhere(body: Test) -> RecordJudge | None:
    """Return what finds recognitions that fail only because the holder was registered elsewhere."""
    rest, place = without_place(body)
    if place is None:
        return None
    others, here = record_judge(rest), record_judge(place)

    def elsewhere(records: Sequence[Any], index: int, as_of: date) -> Seen:
        passes = others(records, index, as_of)[0] == MET
        return YES if passes and here(records, index, as_of)[0] == NOT_MET else NO

    return elsewhere
