"""What a comparison of two rule sets found: frozen models, whose JSON is the same bytes for the same two rule sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from zjtx_rules.analysis.diffing.codes import CODES, MONEY_CODES
from zjtx_rules.analysis.diffing.effects import ACCESS_WORDS, MONEY_WORDS, Access, Effect, MoneyEffect, merged
from zjtx_rules.words import Language, Words

Text = Annotated[Words, PlainSerializer(lambda words: {"zh": words.zh, "en": words.en}, return_type=dict[str, str])]
"""Words as a field: in JSON an object with `zh` and `en`."""

Category = Literal["meaning", "wording", "structure"]
"""`structure`: where things stand and what they are called; `wording`: only the words shown."""

Band = Literal["meaning", "money", "wording", "layout"]
"""In which order changes are read: what holds for whom, how much, and what may be folded: words, and where things stand."""

BANDS: tuple[Band, ...] = ("meaning", "money", "wording", "layout")

Fate = Literal["added", "removed", "kept"]


class Frozen(BaseModel):
    """The base of all results."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Spot(Frozen):
    """A line of a rule file; 0 where the line is not known (JSON)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        """Return `file:line`."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Change(Frozen):
    """One thing that changed."""

    code: str
    """One of `CODES`."""
    category: Category
    label: Text
    """What changed: 上年度营业收入·下限."""
    old: Text | None
    """What stood there before; None where there was nothing."""
    new: Text | None
    by: Text | None
    """By how much: +50万元."""
    access: Access
    money: MoneyEffect
    under: tuple[str, ...] = ()
    """The options (`reading=option`) under which alone the change has any effect."""
    of: str = ""
    """Of a change of a value that a file declares: the value's id, by its new name."""
    old_path: str = ""
    """Where in the old document, with dots; empty where there was nothing."""
    new_path: str = ""
    old_place: Spot | None = None
    """The line in the old file; for what is new, the line of what it was put into."""
    new_place: Spot | None = None

    @property
    def effect(self) -> Effect:
        """Both sides of what it means for an applicant."""
        return Effect(self.access, self.money)

    @property
    def band(self) -> Band:
        """Among which changes it is read."""
        if self.category == "meaning":
            return (
                "money"
                if self.code in MONEY_CODES or (self.money != "none" and self.access == "neither")
                else "meaning"
            )
        return "wording" if self.category == "wording" else "layout"

    @property
    def headline(self) -> Words:
        """The kind of change in words."""
        return CODES[self.code]

    def effects(self) -> list[Words]:
        """Return what it means for an applicant in words; empty where it means nothing."""
        found = [] if self.access == "neither" else [ACCESS_WORDS[self.access]]
        return found if self.money == "none" else [*found, MONEY_WORDS[self.money]]

    def say(self, language: Language = "zh") -> str:
        """Return the change as one sentence."""
        colon, opening, closing = ("：", "（", "）") if language == "zh" else (": ", " (", ")")
        one_sided = self.code.endswith(("-added", "-dropped", "-removed"))
        nothing = "（无）" if language == "zh" else "(none)"
        both = (self.old, self.new)
        sides = [each.say(language) if each else nothing for each in both if each is not None or not one_sided]
        by = f"{opening}{self.by.say(language)}{closing}" if self.by else ""
        label = self.label.say(language)
        subject = f" {label}" if label and language == "en" else label and f" {label}"
        return f"{self.headline.say(language)}{subject}{colon if sides else ''}{' → '.join(sides)}{by}"


class Line(Frozen):
    """One line of a clause said in words."""

    label: Text
    text: Text
    indent: int = 0
    path: str = ""


class ClauseView(Frozen):
    """One side of a clause: where it stands, and the whole of it in words."""

    id: str
    title: Text
    kind: Text
    cite: str
    document: str
    place: Spot
    lines: tuple[Line, ...]


class ClauseDiff(Frozen):
    """What became of one clause."""

    fate: Fate
    old: ClauseView | None
    new: ClauseView | None
    changes: tuple[Change, ...]
    reaches: tuple[str, ...] = ()
    """The clauses that rest on this one and so change with it."""

    @property
    def view(self) -> ClauseView:
        """The new side, or the old where there is no new."""
        view = self.new or self.old
        assert view is not None  # noqa: S101 - one of the two is always there
        return view

    @property
    def effect(self) -> Effect:
        """Everything that changed, taken together."""
        return merged(each.effect for each in self.changes)


class DocumentDiff(Frozen):
    """What became of one document: changes of the document itself, then clause by clause."""

    fate: Fate
    old_id: str | None
    new_id: str | None
    old_title: Text | None
    new_title: Text | None
    changes: tuple[Change, ...]
    clauses: tuple[ClauseDiff, ...]

    @property
    def title(self) -> Words:
        """The new title, or the old where there is no new."""
        return self.new_title or self.old_title or Words("", "")

    @property
    def id(self) -> str:
        """The new id, or the old where there is no new."""
        return self.new_id or self.old_id or ""


class Counts(Frozen):
    """How many changes there are of each sort."""

    changes: int = 0
    meaning: int = 0
    money: int = Field(default=0, description="those of `meaning` that are about money alone")
    wording: int = 0
    structure: int = 0
    wider: int = 0
    narrower: int = 0
    either_way: int = Field(default=0, description="wider for some, narrower for others")
    more_money: int = 0
    less_money: int = 0


class SideOf(Frozen):
    """One of the two rule sets."""

    files: tuple[str, ...]
    content_hash: str


class RuleDiff(Frozen):
    """Everything that differs in meaning between two rule sets, and what it means for an applicant."""

    format: Literal["zjtx-diff-1"] = "zjtx-diff-1"
    old: SideOf
    new: SideOf
    counts: Counts
    files: tuple[Change, ...]
    """Changes of what stands above the documents: the jurisdiction, judgements and facts declared."""
    documents: tuple[DocumentDiff, ...]
    """The documents in which something changed."""

    def __repr__(self) -> str:
        """Return how many changes there are."""
        return f"<RuleDiff {self.counts.changes} change(s) in {len(self.documents)} document(s)>"

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.counts.changes

    def changes(self) -> Iterator[Change]:
        """Yield every change, in the order of the files."""
        yield from self.files
        for document in self.documents:
            yield from document.changes
            for clause in document.clauses:
                yield from clause.changes

    def clauses(self) -> Iterator[ClauseDiff]:
        """Yield every clause in which something changed."""
        for document in self.documents:
            yield from document.clauses

    def to_json(self) -> str:
        """Return the comparison as one JSON document."""
        return self.model_dump_json(indent=2)


def count(changes: list[Change]) -> Counts:
    """Count changes by sort."""

    def how_many(name: str, value: str) -> int:
        return sum(getattr(each, name) == value for each in changes)

    return Counts(
        changes=len(changes),
        meaning=how_many("category", "meaning"),
        money=how_many("band", "money"),
        wording=how_many("category", "wording"),
        structure=how_many("category", "structure"),
        wider=how_many("access", "wider"),
        narrower=how_many("access", "narrower"),
        either_way=how_many("access", "both"),
        more_money=how_many("money", "more"),
        less_money=how_many("money", "less"),
    )
