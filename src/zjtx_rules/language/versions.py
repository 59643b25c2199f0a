"""Which version of the conditions of a title judges an application: it follows from the day and from the kind of application."""

# Annotations are read as they stand: strings of them pydantic would compile again at each import.
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from zjtx_rules.phrases import Phrase, Slot
from zjtx_rules.profile.choices import Application
from zjtx_rules.terms import LegalDate
from zjtx_rules.words import Words


class Period(BaseModel):
    """A time in which applications are judged by a version; both days are included, an open end is left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("施行期内", "while in force", fixed={"from_": None, "to": None}),
        Phrase("{from_}起", "from {from_}", fixed={"to": None}),
        Phrase("至{to}止", "to {to}", fixed={"from_": None}),
        Phrase("{from_}起至{to}止", "from {from_} to {to}"),
    )

    from_: LegalDate | None = Field(default=None, alias="from", title="自", description="含当日；不写则自文件施行起")
    to: LegalDate | None = Field(default=None, title="至", description="含当日；不写则至文件施行期止")

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise PydanticCustomError(
                "period-reversed",
                "{zh}",
                {
                    "zh": f"期间止于{self.to}，早于起始日{self.from_}",
                    "en": f"the period ends on {self.to}, before it begins on {self.from_}",
                    "suggest_zh": "对调两个日期，或改正其中一个",
                    "suggest_en": "swap the two days, or mend one of them",
                },
            )
        return self

    def contains(self, day: date) -> bool:
        """Return whether a day lies in the period."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)

    @property
    def words(self) -> Words:
        """How the period is said."""
        if self.from_ is None and self.to is None:
            return Words("施行期内", "while in force")
        zh = (f"{self.from_}起" if self.from_ else "") + (f"至{self.to}" if self.to else "")
        en = " ".join(
            each for each in (f"from {self.from_}" if self.from_ else "", f"to {self.to}" if self.to else "") if each
        )
        return Words(zh, en)


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, (dict, Period)) else value


Periods = Annotated[tuple[Period, ...], BeforeValidator(_several, json_schema_input_type=Period | list[Period])]


class AppliesTo(BaseModel):
    """The applications that a version judges: new ones, reviews (复核), each in some periods; a kind left out is not judged."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)

    PHRASES: ClassVar[tuple[Phrase, ...]] = (
        Phrase("任何申请均不适用", "no application", fixed={"new": (), "review": ()}),
        Phrase(
            "{new}{review}",
            "{new}{review}",
            {
                "new": Slot(Words("{}的新申请", "new ones {}"), form="inline", join=Words("和", " and ")),
                "review": Slot(Words("{}的复核", "reviews {}"), form="inline", join=Words("和", " and ")),
            },
        ),
    )

    new: Periods = Field(default=(), title="新申请", description="何时的新申请；一段或几段，{} 为施行期内")
    review: Periods = Field(default=(), title="复核", description="何时的复核；一段或几段，{} 为施行期内")

    def periods(self, application: Application) -> tuple[Period, ...]:
        """Return the periods for a kind of application."""
        return self.new if application is Application.NEW else self.review
