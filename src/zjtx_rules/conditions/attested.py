"""`attested`: something that the text leaves to a person's judgement (具有良好发展前景)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.conditions.distance import Way, judged
from zjtx_rules.phrases import Phrase, form
from zjtx_rules.problems import did_you_mean
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW
from zjtx_rules.words import Words


class Attested(Condition):
    """Met or not as the person attests in the profile; until then for a person to judge."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"attested"})
    WITHIN: ClassVar[frozenset[str]] = frozenset()
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("经人认定{attested}", "a person attests {attested}", {"attested": form("judgement")}),
    )

    attested: str = Field(title="人工认定", description="文件 judgements 中声明的判断事项编号")

    def prepare(self, context: Context) -> Prepared:
        """Look the judgement up in the profile, under its id or its Chinese words."""
        name = self.attested
        label: Words = context.settings["judgements"][name]
        open_, yes, no = (REVIEW, None, ()), (MET, True, ()), (NOT_MET, False, ())

        def judge(situation: Situation) -> Found:
            given = situation.applicant.attested
            if not given:
                return open_
            value = given.get(name)
            if value is None:
                value = given.get(label.zh)
            return open_ if value is None else yes if value else no

        def toward(situation: Situation, want: bool, today: date) -> tuple[Way, ...]:  # noqa: ARG001, FBT001 - one form for all kinds
            given = situation.applicant.attested
            key = name if given.get(name) is not None else label.zh
            return judged(label, f"attested.{key if given.get(key) is not None else name}", given.get(key))

        say = Words(f"{label.zh}（人工认定）", f"{label.en} (attested by a person)")
        return leaf(self, judge, say, light=True, toward=toward)

    def column(self, columns: Columns) -> Column:
        """Write what persons attest; what nobody has attested is for a person."""
        given = columns.attested(self.attested, columns.context.settings["judgements"][self.attested])
        yes, no = given.is_(True), given.is_(False)
        return columns.of(yes, None, {}, no=no)

    def check(self, context: CheckContext) -> None:
        """Report a judgement that the file does not declare."""
        if self.attested not in context.judgements:
            message = Words(
                f"没有声明编号为“{self.attested}”的人工判断事项", f"no judgement '{self.attested}' is declared"
            )
            context.wrong(("attested",), "unknown-judgement", message, did_you_mean(self.attested, context.judgements))
