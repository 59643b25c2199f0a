"""`cannot_say`: a condition that rule files have no means to say; what rests on it is not computed, and says so."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from zjtx_rules.conditions.base import CheckContext, Condition, Context, Found, Prepared, leaf
from zjtx_rules.conditions.columns import Column, Columns
from zjtx_rules.phrases import Phrase, form
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.situation import Situation
from zjtx_rules.terms.truth import REVIEW
from zjtx_rules.words import Words


class CannotSay(BaseModel):
    """Why something of a text is not said in the rule file, and the words of the text."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="无法表达")

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase(
            "{words}（原因：{reason}）", "{words} (because: {reason})", {"words": form("text"), "reason": form("text")}
        ),
    )

    reason: str = Field(min_length=1, title="理由", description="为什么写不成规则")
    words: str = Field(min_length=1, title="原话", description="文本中写不成规则的字句")

    @property
    def say(self) -> Words:
        """The words of the text and the reason."""
        return Words(f"“{self.words}”：{self.reason}", f"“{self.words}”: {self.reason}")


class Unsayable(Condition):
    """Always for a person to judge; the clause that rests on it is not computed."""

    KEYS: ClassVar[frozenset[str]] = frozenset({"cannot_say"})
    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("有未能写成规则的条件：{cannot_say}", "there is a condition that rules do not say: {cannot_say}"),
    )

    cannot_say: CannotSay = Field(title="无法表达", description="规则文件写不出的条件：理由和原话；依据它的条款不计算")

    def prepare(self, context: Context) -> Prepared:  # noqa: ARG002 - every kind is prepared alike
        """Return the constant: open, whatever the facts."""
        found: Found = (REVIEW, None, ())

        def judge(situation: Situation) -> Found:  # noqa: ARG001 - a constant looks at nothing
            return found

        said = self.cannot_say.say
        return leaf(self, judge, Words(f"未能写成规则：{said.zh}", f"not said in rules: {said.en}"), light=True)

    def column(self, columns: Columns) -> Column:
        """Write the constant."""
        return columns.constant(REVIEW)

    def check(self, context: CheckContext) -> None:
        """Report one asked of a member: what is paid for members would then be a range, not a clause that is not computed."""
        if context.scope not in APPLICANTS:
            message = Words(
                "“cannot_say”只能用于申请主体的条件，不能用于给付中的成员",
                "'cannot_say' is for applicants, not for members",
            )
            hint = Words("把整个给付写成 cannot_say", "say it of the whole payment: pays: {cannot_say: …}")
            context.wrong(("cannot_say",), "wrong-scope", message, hint)
