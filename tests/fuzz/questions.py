"""A question put to all engines: a rule file, a day, readings, and the profiles of one or many applicants; kept as YAML."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import pools
from generated_profiles import profile
from generated_rules import rule_file
from hints import Hints, hints_of
from partial_profiles import forgotten
from pools import Data, chance
from shortening import shortened

from population_tables import in_order
from zjtx_rules.files import dump_yaml, parse_yaml
from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.profile import APPLICANTS, Applicant


def profile_of(data: Data, rules: RuleSet) -> Applicant:
    """Return the profile that plain data describe, which may name places that the rules declare."""
    return APPLICANTS[data["kind"]].model_validate(data, context=rules.places)


@dataclass(frozen=True)
class Question:
    """What is asked; every profile is a case of its own."""

    rules: Data
    as_of: date
    profiles: tuple[Data, ...] = ()
    readings: Data = field(default_factory=dict)
    adopting: str | None = None
    note: str = ""
    adopted_from: date | None = None
    complete: tuple[Data, ...] = ()
    """The same applicants with everything known, where they were drawn so."""

    @cached_property
    def loaded(self) -> RuleSet:
        """The rule file, loaded from its text; written short, where the naive evaluator has it written out."""
        return load_text(dump_yaml(shortened(self.rules)), "generated.yaml")

    @cached_property
    def hints(self) -> Hints:
        """What the rule file turns on."""
        return hints_of(self.rules, self.as_of)

    @cached_property
    def in_table_order(self) -> tuple[Data, ...]:
        """The profiles with their members in the order in which a table is read."""
        return tuple(in_order(each) for each in self.profiles)

    @cached_property
    def applicants(self) -> tuple[Applicant, ...]:
        """The same as profiles of the library; nothing that is asked about one can change it."""
        return tuple(profile_of(each, self.loaded) for each in self.in_table_order)

    @property
    def options(self) -> Data:
        """How the question is put to `evaluate` and `evaluate_table`."""
        return {"readings": self.readings, "adopting": self.adopting, "adopted_from": self.adopted_from}

    def of(self, **changes: Any) -> Question:
        """Return the question about other applicants, under the same rules, which are loaded once."""
        same = replace(self, **changes)
        same.__dict__.update({name: self.__dict__[name] for name in ("loaded", "hints") if name in self.__dict__})
        return same

    def only(self, *places: int) -> Question:
        """Return the question for some of the applicants."""
        kept = tuple(self.profiles[place] for place in places)
        return self.of(profiles=kept, complete=tuple(self.complete[place] for place in places if self.complete))

    def as_yaml(self, **more: Any) -> str:
        """Return the question as a file to keep."""
        plain = {"note": self.note, "as_of": self.as_of.isoformat(), "readings": self.readings} | more
        plain |= {"adopting": self.adopting} if self.adopting else {}
        plain |= {"adopted_from": self.adopted_from.isoformat()} if self.adopted_from else {}
        if self.complete:
            plain["complete"] = list(self.complete)
        return dump_yaml(plain | {"profiles": list(self.profiles), "rules": self.rules})


def read_question(path: Path) -> Question:
    """Return a question that was kept."""
    data: Data = parse_yaml(path.read_text(encoding="utf-8"), path.name).data
    return Question(
        data["rules"],
        date.fromisoformat(data["as_of"]),
        tuple(data["profiles"]),
        data["readings"] or {},
        data.get("adopting"),
        data["note"],
        date.fromisoformat(data["adopted_from"]) if data.get("adopted_from") else None,
        tuple(data.get("complete") or ()),
    )


def question(rnd: Random, seed: int, count: int) -> Question:
    """Return a rule file with as many profiles, of which the seed decides."""
    rules = rule_file(rnd)
    as_of = _as_of(rnd, rules)
    begins = date.fromisoformat(pools.day(rnd, pools.STARTS)) if chance(rnd, 3) else None
    asked = Question(rules, as_of, (), _readings(rnd, rules), _adopting(rnd, rules), adopted_from=begins)
    drawn = Random(seed)  # noqa: S311 - nothing secret hangs on it
    complete = tuple(profile(drawn, asked.hints) for _ in range(count))
    return replace(asked, profiles=tuple(forgotten(drawn, each) for each in complete), complete=complete)


def _as_of(rnd: Random, rules: Data) -> date:
    ends = [day for each in rules["documents"] for key in ("from", "to") if (day := each.get("in_force", {}).get(key))]
    words = rnd.choice([ends or pools.DAYS, ["2023-09-01", "2024-06-30", "2025-03-01"], pools.DAYS])
    if chance(rnd, 3):
        return date(2022, 1, 1) + timedelta(days=rnd.randrange(1800))
    return date.fromisoformat(pools.day(rnd, words))


def _readings(rnd: Random, rules: Data) -> Data:
    found: Data = {}
    for document in rules["documents"]:
        for reading in document.get("readings", ()):
            if chance(rnd, 2):
                option = rnd.choice(list(reading["options"]))
                value = (
                    f"{option}:{rnd.choice(['20%', '0%', '7.5%'])}" if option == reading.get("percentage") else option
                )
                found[rnd.choice([reading["id"], f"{document['id']}:{reading['id']}"])] = value
    return found


def _adopting(rnd: Random, rules: Data) -> str | None:
    if "code" in rules["jurisdiction"]:
        return None
    return rnd.choice(["371100", "日照市", "371100", None])
