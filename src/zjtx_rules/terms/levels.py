"""The levels of government at which a title is recognised, from the county up to the nation.

省级及以上 is the order: at least provincial. A county, a district and a county-level city are of one level (区县级).
"""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, ClassVar

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from zjtx_rules.terms.fields import TermError, guess, reading, shown, write_as
from zjtx_rules.words import Words


class LevelError(TermError):
    """Raised when a word is not a level."""

    code: ClassVar[str] = "level"


class Level(IntEnum):
    """A level of government; a higher level is greater."""

    COUNTY = 1
    CITY = 2
    PROVINCIAL = 3
    NATIONAL = 4

    @property
    def id(self) -> str:
        """The name by which rule files and JSON know the level: `provincial`."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """The level in Chinese: 省级."""
        return _LABELS[self]

    @property
    def english(self) -> str:
        """The level in English, which is its id."""
        return self.id

    def at_least(self, other: Level) -> bool:
        """Return whether this level is `other` or above it (及以上 includes the level named)."""
        return self >= other

    @classmethod
    def parse(cls, word: str) -> Level:
        """Return the level called `word`: its id, 省级, 国家级, 市级, 区县级 or another name in use.

        Raises:
            LevelError: when there is no such level; with a suggestion where one can be made.
        """
        level = LEVEL_WORDS.get(word.strip()) if isinstance(word, str) else None
        if level is None:
            raise _complaint(word)
        return level


_LABELS = {Level.COUNTY: "区县级", Level.CITY: "市级", Level.PROVINCIAL: "省级", Level.NATIONAL: "国家级"}

LEVEL_WORDS: dict[str, Level] = {
    **{level.id: level for level in Level},
    **{label: level for level, label in _LABELS.items()},
    "县级": Level.COUNTY,
    "区级": Level.COUNTY,
    "县区级": Level.COUNTY,
    "县（市、区）级": Level.COUNTY,
    "地市级": Level.CITY,
    "设区市级": Level.CITY,
}
"""Every word for a level, longest label and id alike."""


def _complaint(word: object) -> LevelError:
    """Return what is wrong with a word that is no level."""
    found = shown(word)
    names = "、".join(_LABELS.values())
    ids = ", ".join(level.id for level in Level)
    words = Words(f"没有“{found}”这一级别；级别有{names}", f"'{found}' is not a level; the levels are {ids}")
    if not isinstance(word, str):
        return LevelError(words)
    bare = word.strip().removesuffix("以上").removesuffix("及").removesuffix("（含）")
    if bare in LEVEL_WORDS:
        return LevelError(
            Words(f"“{found}”是一个范围，此处应写一个级别", f"'{found}' is a range; a single level belongs here"),
            write_as(LEVEL_WORDS[bare].id),
        )
    if bare + "级" in LEVEL_WORDS:
        return LevelError(words, write_as(bare + "级"))
    return LevelError(words, guess(found, list(LEVEL_WORDS)))


def _take(value: object) -> Level:
    """Return a level as it is and a word as the level it names; a number is neither."""
    return value if isinstance(value, Level) else Level.parse(value)  # type: ignore[arg-type]  # refuses what is no text


LevelField = Annotated[
    Level,
    PlainValidator(reading(_take)),
    PlainSerializer(lambda level: level.id, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "title": "级别", "enum": list(LEVEL_WORDS)}),
]
"""A level as a field of a model; in JSON it is the id, such as `provincial`."""
