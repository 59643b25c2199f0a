"""One side of a comparison, and the pair of both: where things stand, what names mean, and how a change is noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from zjtx_rules.analysis.diffing.effects import NEUTRAL, Access, Effect, MoneyEffect
from zjtx_rules.analysis.diffing.models import Category, Change, Spot
from zjtx_rules.conditions.base import Context
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.files import Path
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import ForApplicants
from zjtx_rules.language.documents import Document
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.facts import SCOPES, Fact
from zjtx_rules.shown import shown
from zjtx_rules.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One document as it stands in its file."""

    loaded: LoadedFile
    document: Document
    """May carry the other side's names in place of its own, where something was renamed."""
    index: int
    """The position of the document in the file."""

    @property
    def at(self) -> Path:
        """The path of the document in the file."""
        return ("documents", self.index)

    def spot(self, path: Path) -> Spot:
        """Return the line of a path of the file."""
        place = self.loaded.source.place(path)
        return Spot(file=place.file, line=place.line)

    def facts(self, scope: str) -> Mapping[str, Fact]:
        """Return the facts of a scope; of an applicant those of all kinds of applicant, its own first."""
        own = dict(self.loaded.facts(scope))
        if scope in SCOPES or scope not in APPLICANTS:
            return own
        return {name: fact for kind in APPLICANTS for name, fact in self.loaded.facts(kind).items()} | own

    def clause(self, name: str) -> Clause | None:
        """Return a clause of the same file by its id."""
        documents = [self.document, *self.loaded.rules.documents]
        return next((each for document in documents for each in document.clauses if each.id == name), None)

    def default_of(self, reading: str) -> str | None:
        """Return the default option of a reading."""
        return next((each.default for each in self.document.readings if each.id == reading), None)

    def by_default(self, setting: Any) -> Any:
        """Return a setting as it is where the caller chooses nothing."""
        if not isinstance(setting, ByReading):
            return setting
        default = self.default_of(setting.by_reading)
        return setting.options[default] if default in setting.options else next(iter(setting.options.values()))

    def context(self, scope: str) -> Context:
        """Return what a condition needs to say itself in words."""
        settings = self.document.settings
        return Context(
            scope,
            scope,
            self.loaded.rules.jurisdiction.code,
            self.facts(scope),
            {each.id: each.default for each in self.document.readings},
            (self.document.in_force.from_, self.document.in_force.to),
            {
                "recognition_in_validity": True,
                "recognition_year": self.by_default(settings.recognition_year),
                "registered_at_recognition": self.by_default(settings.registered_at_recognition),
                "lapsed_counts_as_new": self.by_default(settings.lapsed_counts_as_new),
                "rounding": self.by_default(settings.rounding),
                "judgements": self.loaded.judgements,
            },
            _no_clause,
            places=self.loaded.places,
        )


def _no_clause(name: str) -> Any:
    raise KeyError(name)  # conditions of other clauses are said by their titles


def scope_of(clause: Clause) -> str:
    """Return the kind of applicant whose facts a clause asks for."""
    return clause.to[0] if isinstance(clause, ForApplicants) else "enterprise"


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """The two sides of what is being compared, and how changes of it count."""

    old: Side
    new: Side
    old_at: Path
    """The path of the clause, gate or document in its file; paths of changes are given below it."""
    new_at: Path
    scope: str = "enterprise"
    weighs: bool = True
    """Whether a change here makes any difference to an applicant (a notice or a target does not)."""
    negative: bool = False
    """Whether a condition met here counts against the applicant (`none`)."""
    pays: bool = False
    """Whether a condition met here means money for an item."""
    under: tuple[str, ...] = ()
    here: bool = False
    """Whether both clauses are for applicants here alone, so that a clause referred to asks no more of the place."""

    def negated(self) -> Pair:
        """Return the pair for the inside of a negation."""
        return replace(self, negative=not self.negative)

    def below(self, option: str) -> Pair:
        """Return the pair for what holds under one option of a reading only."""
        return replace(self, under=(*self.under, option))

    def paying(self, scope: str) -> Pair:
        """Return the pair for the condition on an item that is paid for."""
        return replace(self, pays=True, scope=scope)

    def change(
        self,
        code: str,
        label: Words,
        sides: tuple[Words | None, Words | None],
        paths: tuple[Path | None, Path | None],
        effect: Effect = NEUTRAL,
        *,
        by: Words | None = None,
        category: Category = "meaning",
        into: Path = (),
    ) -> Change:
        """Note a change; a path that is None was not there on that side, and the place is then that of `into`."""
        if self.negative:
            effect = effect.reversed()
        if self.pays and effect.money == "none":
            effect = Effect(effect.access, _MONEY_OF_ITEMS[effect.access])
        if not self.weighs:
            effect = NEUTRAL
        old_path, new_path = paths
        return Change(
            code=code,
            category=category,
            label=label,
            old=_one_line(sides[0], code),
            new=_one_line(sides[1], code),
            by=by,
            access=effect.access,
            money=effect.money,
            under=self.under,
            old_path="" if old_path is None else dotted(old_path),
            new_path="" if new_path is None else dotted(new_path),
            old_place=self.old.spot(self.old_at + (into if old_path is None else old_path)),
            new_place=self.new.spot(self.new_at + (into if new_path is None else new_path)),
        )


def _one_line(words: Words | None, code: str) -> Words | None:
    """Return what stands on one side of a change; only the sentences of a quote stand below one another."""
    return words if words is None or code == "wording-changed" else Words(shown(words.zh), shown(words.en))


_MONEY_OF_ITEMS: dict[Access, MoneyEffect] = {"wider": "more", "narrower": "less", "both": "both", "neither": "none"}


def dotted(path: Path) -> str:
    """Return a path with dots."""
    return ".".join(map(str, path))
