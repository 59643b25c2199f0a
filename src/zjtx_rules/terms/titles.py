"""Recognition titles: what an enterprise, a base, a platform, a cluster or a park may be recognised as.

A title (瞪羚企业) and the level that recognises it (省级) are two separate facts: the same title exists at several levels
and pays differently at each. The table, with the reason for each bound, is `data/titles.yaml`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, WithJsonSchema

from zjtx_rules.terms.fields import TermError, guess, reading, shown
from zjtx_rules.terms.levels import LEVEL_WORDS, Level
from zjtx_rules.terms.tables import load_table
from zjtx_rules.words import Words

Holder = Literal["enterprise", "startup_base", "service_platform", "cluster", "park", "design_institute"]

# “专精特新”, 「小巨人」, 首台(套): quotation marks, white space and the width of brackets carry no meaning in a title.
_IGNORED = str.maketrans("（）", "()", "“”‘’\"'「」『』 \t\r\n　")


class TitleError(TermError):
    """Raised when a word is not a title."""

    code: ClassVar[str] = "title"


@dataclass(frozen=True, slots=True)
class Title:
    """A recognition title.

    Attributes:
        id: the name by which rule files and profiles know it: `little_giant`.
        label: its name in Chinese.
        english: its name in English.
        aliases: other Chinese names in use.
        levels: the levels at which it may exist, lowest first.
        holders: the kinds of applicant that may hold it.
    """

    id: str
    label: str
    english: str
    aliases: tuple[str, ...]
    levels: tuple[Level, ...]
    holders: tuple[Holder, ...]


def _read_titles() -> Mapping[str, Title]:
    """Return the table of titles by id."""
    titles = (
        Title(
            id=name,
            label=row["label"],
            english=row["english"],
            aliases=tuple(row.get("aliases", ())),
            levels=tuple(sorted(Level.parse(level) for level in row["levels"])),
            holders=tuple(row["holders"]),
        )
        for name, row in load_table("titles").items()
    )
    return MappingProxyType({title.id: title for title in titles})


def _bare(word: str) -> str:
    """Return a word without what carries no meaning in a title."""
    return word.translate(_IGNORED)


TITLES: Mapping[str, Title] = _read_titles()
"""All titles by id, in the order of the table."""

_BY_WORD = {_bare(word): title for title in TITLES.values() for word in (title.id, title.label, *title.aliases)}

# Longest first, so that 国家级 is not read as 国家 with a 级 left over.
_PREFIXES = sorted(
    {(word, level) for word, level in LEVEL_WORDS.items() if not word.isascii()}
    | {(word.removesuffix("级"), level) for word, level in LEVEL_WORDS.items() if word in {"国家级", "省级", "市级"}},
    key=lambda prefix: -len(prefix[0]),
)


def find_title(word: str) -> Title | None:
    """Return the title with this id, label or alias; quotation marks and white space are ignored."""
    return _BY_WORD.get(_bare(word))


def title_names() -> list[str]:
    """Return every id, label and alias, for suggestions."""
    return [word for title in TITLES.values() for word in (title.id, title.label, *title.aliases)]


def split_level(word: str) -> tuple[Level, Title] | None:
    """Return level and title of a word that names both (省级瞪羚企业), or None."""
    bare = _bare(word)
    for prefix, level in _PREFIXES:
        title = _BY_WORD.get(bare.removeprefix(prefix)) if bare.startswith(prefix) else None
        if title:
            return level, title
    return None


def _title_id(value: object) -> str:
    """Return the id of the title that `value` names."""
    title = find_title(value) if isinstance(value, str) else None
    if title is None:
        raise _complaint(value)
    return title.id


def _complaint(value: object) -> TitleError:
    """Return what is wrong with a word that is no title."""
    found = shown(value)
    words = Words(f"没有“{found}”这一称号", f"'{found}' is not a title")
    if not isinstance(value, str):
        return TitleError(words)
    both = split_level(value)
    if not both:
        return TitleError(words, guess(_bare(value), title_names()))
    level, title = both
    words = Words(f"“{found}”把级别和称号写在了一起", f"'{found}' joins a level and a title")
    if level in title.levels:
        return TitleError(
            words,
            Words(
                f"请分开写：称号 {title.id}（{title.label}），级别 {level.id}（{level.label}）",
                f"write them separately: title {title.id}, level {level.id}",
            ),
        )
    labels, ids = "、".join(each.label for each in title.levels), ", ".join(each.id for each in title.levels)
    return TitleError(
        words,
        Words(
            f"请分开写：称号 {title.id}（{title.label}）；该称号没有{level.label}，只有{labels}",
            f"write them separately: title {title.id}; it exists at these levels only: {ids}",
        ),
    )


def title_schema() -> dict[str, Any]:
    """Return the JSON Schema of a title: its names, for completion, and the same with what carries no meaning in between."""
    meaningless = "[“”‘’\"'「」『』 \\t\\r\\n　]*"
    brackets = {"(": "[(（]", ")": "[)）]"}
    spellings = sorted({_bare(word) for word in title_names()})
    spelt = [meaningless.join(brackets.get(char, re.escape(char)) for char in word) for word in spellings]
    names = list(dict.fromkeys((*title_names(), *(word for word in map(_without_quotes, title_names())))))
    pattern = f"^{meaningless}(?:{'|'.join(spelt)}){meaningless}$"
    return {"title": "认定称号", "type": "string", "anyOf": [{"enum": names}, {"pattern": pattern}]}


def _without_quotes(word: str) -> str:
    return word.replace("“", "").replace("”", "")


TitleId = Annotated[
    str,
    BeforeValidator(reading(_title_id)),
    WithJsonSchema({"type": "string", "title": "认定称号", "format": "title-id"}),
]
"""A title as a field of a model: id, label or alias in, id out."""
