"""The sentence of a model, declared beside it: where each of its fields stands, in what words, and what is said where it is not given.

A paragraph of statutory Chinese is written from these templates, and read back by them, so that the two cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from zjtx_rules.words import Words

_AS_IT_IS, _NOTHING = Words("{}", "{}"), Words("", "")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """How one field stands in the sentence of its model."""

    given: Words = _AS_IT_IS
    """What stands around the value; `{}` is the value."""
    absent: Words = _NOTHING
    """What is said where the field has no value: None, an empty list or an empty text."""
    choices: Mapping[Any, Words] = field(default_factory=dict)
    """Of a field with few values: the words of each."""
    form: str = ""
    """How the value is written, where its type does not tell: `fact`, `place`, `text` and others; `inline` for a list of parts
    that stand one after the other, without numbers."""
    join: Words | None = None
    """What stands before it where another field of the same phrase that is joined stands before it."""


PLAIN = Slot()


@cache  # the templates of the language
def _pieces(template: str) -> list[str]:
    return _SLOT.split(template)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with slots: `持有有效期内的{holds}`."""

    zh: str
    en: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Fields that have just these values where this phrase is used; it need not say them."""
    scope: str = ""
    """The field that names the collection whose members the conditions after it speak of."""
    read: bool = True
    """Whether it is read back; not where another phrase has the same words and the same meaning."""

    def template(self, language: str) -> str:
        """Return the sentence in a language."""
        return self.en if language == "en" else self.zh

    def slot(self, name: str) -> Slot:
        """Return how a field stands in it."""
        return self.slots.get(name, PLAIN)

    def names(self) -> frozenset[str]:
        """Return the fields that it says."""
        return frozenset(_SLOT.findall(self.zh))

    def pieces(self, language: str) -> list[str]:
        """Return its parts in order: at even places literal text, at odd ones the names of fields."""
        return _pieces(self.template(language))


def choices(**words: tuple[str, str]) -> Slot:
    """Return a slot for a field that has one of a few values, each with its words.

    >>> choices(once=("一次性", "once")).choices["once"].zh
    '一次性'
    """
    return Slot(choices={name: Words(*each) for name, each in words.items()})


def form(name: str) -> Slot:
    """Return a slot whose value is written in a form of its own."""
    return Slot(form=name)


def optional(zh: str, en: str, form: str = "", **words: tuple[str, str]) -> Slot:
    """Return a slot of which nothing is said where there is no value."""
    return Slot(Words(zh, en), choices={name: Words(*each) for name, each in words.items()}, form=form)


def phrases_of(model: type) -> tuple[Phrase, ...]:
    """Return the phrases declared beside a model."""
    return getattr(model, "PHRASES", ())


__all__ = ["PLAIN", "Phrase", "Slot", "choices", "form", "optional", "phrases_of"]
