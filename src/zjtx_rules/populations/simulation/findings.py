"""The problems of a population over all chunks: the same problem of several chunks is one, with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zjtx_rules.engines.columns import Counted
from zjtx_rules.populations.files.locating import Origins, Suspect, located
from zjtx_rules.populations.files.reading import Population
from zjtx_rules.populations.models import CountedProblem, InputNote, Text
from zjtx_rules.problems import Place, Problem
from zjtx_rules.words import Words

_SHOWN = 20
"""Of more problems of one kind in one column, these many are shown."""


@dataclass(slots=True)
class Found:
    """The problems found so far; lives while one population is gone through."""

    population: Population
    origins: Origins | None = None
    """Of a list of firms: the headers from which the other tables come."""
    suspect: Suspect | None = None
    """Of notes on the input: how the cell is known that has one."""
    counted: dict[tuple[str, str, str, str], Counted] = field(default_factory=dict)

    def add(self, found: Iterable[Iterable[Counted]]) -> None:
        """Add the problems of a chunk, as every side that was asked found them; what both found is one problem."""
        once = {_key(each): each for side in found for each in side}
        for key, each in once.items():
            before = self.counted.get(key)
            if before is None:
                self.counted[key] = each
            else:
                some = tuple(sorted((*before.some, *each.some), key=str)[:3])
                self.counted[key] = replace(before, rows=before.rows + each.rows, some=some)

    def problems(self) -> list[tuple[Problem, int]]:
        """Return every problem with its place in the file and how many rows have it."""
        groups: dict[tuple[str, str, str], list[Counted]] = {}
        for key in sorted(self.counted):
            groups.setdefault(key[:3], []).append(self.counted[key])
        wanted: list[tuple[Problem, tuple[Any, ...], int]] = []
        more: list[tuple[Problem, int]] = []
        for several in groups.values():
            wanted += [(_said(each), each.some, each.rows) for each in several[:_SHOWN]]
            if len(several) > _SHOWN:
                rows = sum(each.rows for each in several[_SHOWN:])
                first = several[0].problem
                words = Words(
                    f"另有{len(several) - _SHOWN}种同类问题，{rows}行",
                    f"{len(several) - _SHOWN} more of this kind, in {rows} row(s)",
                )
                more.append((replace(first, message=words, suggestion=None), rows))
        places = located(self.population, [(problem, some) for problem, some, _ in wanted], self.origins, self.suspect)
        files = located(self.population, [(problem, ()) for problem, _ in more], self.origins, self.suspect)
        return [
            *((problem, rows) for problem, (_, _, rows) in zip(places, wanted, strict=True)),
            *((problem, rows) for problem, (_, rows) in zip(files, more, strict=True)),
        ]

    def input_notes(self, notes: Sequence[Counted]) -> tuple[InputNote, ...]:
        """Return notes on the input as a report has them."""
        notes = sorted(notes, key=lambda each: (each.problem.place.file, each.problem.path, each.problem.code))
        problems = [(_said(each), each.some) for each in notes]
        places = located(self.population, problems, self.origins, self.suspect)
        return tuple(_noted(each, place) for each, place in zip(notes, places, strict=True))

    def summary(self) -> tuple[CountedProblem, ...]:
        """Return the problems as a report has them."""
        return tuple(
            CountedProblem(
                code=problem.code,
                message=Text.of(problem.message),
                file=problem.place.file,
                line=problem.place.line,
                column=problem.path,
                rows=rows,
            )
            for problem, rows in self.problems()
        )


def _noted(note: Counted, place: Problem) -> InputNote:
    """Return a note with the place that was found for it; of a file without lines the message there names the row."""
    said = _said(note)
    row = place.message.zh.removeprefix(said.message.zh)
    line = f":{place.place.line}" if place.place.line else row
    return InputNote(
        code=note.problem.code,
        message=Text.of(said.message),
        column=place.path,
        rows=note.rows,
        place=f"{place.place.file}{line}",
    )


def _key(each: Counted) -> tuple[str, str, str, str]:
    return each.problem.code, each.problem.place.file, each.problem.path, each.words.zh


def _said(each: Counted) -> Problem:
    shown = sorted(str(one) for one in each.some if one is not None)
    message = Words(
        f"{each.words.zh}：{each.rows}行，如 {'、'.join(shown)}" if shown else f"{each.words.zh}：{each.rows}行",
        f"{each.words.en}: {each.rows} row(s), such as {', '.join(shown)}"
        if shown
        else f"{each.words.en}: {each.rows} row(s)",
    )
    return replace(each.problem, message=message, place=Place(each.problem.place.file))
