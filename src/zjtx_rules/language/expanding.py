"""Writes out what a rule file says once for several places.

Sections give their clauses what they have in common, and named conditions are replaced by their definitions. Evaluation,
checks and comparisons see clauses as if everything had been written out; the source keeps where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, ValidationError

from zjtx_rules.files import Path, Source
from zjtx_rules.files.errors import problems_of
from zjtx_rules.language.circles import heights, in_circles, leading_to
from zjtx_rules.language.clauses import CLAUSE_KINDS, Section
from zjtx_rules.problems import Problem, did_you_mean
from zjtx_rules.words import Words

Origins = dict[Path, Path]

SHARED = ("quote", "by", "to", "where")
"""What a section says for those of its clauses that do not say it themselves."""
DEEPEST = 60
"""How many definitions may rest upon one another."""
MOST = 200_000
"""How many values all conditions of a file may have once they are written out."""


def expand(source: Source) -> tuple[Source, list[Problem]]:
    """Return a rule file with its sections and named conditions written out, and what is wrong with these."""
    data = source.data
    if not isinstance(data, dict):
        return source, []
    problems = list(_section_problems(source))
    data, origins = _without_sections(data)
    definitions = _Definitions(source)
    problems += definitions.problems()
    data = {
        key: value if key == "conditions" else definitions.written_out(value, (key,), origins)
        for key, value in data.items()
    }
    problems += definitions.found
    return (source.expanded(data, origins) if origins else source), problems


def definitions_used(source: Source) -> set[int]:
    """Return the positions of the definitions of an expanded file that its clauses, gates, payments or values use."""
    origins = source.origins[0] if source.origins else {}
    return {int(path[1]) for path in origins.values() if path[0] == "conditions"}


class _OwnWords(Section):
    """A section without its clauses."""

    clauses: tuple[Any, ...] = Field(min_length=1)


def _each(data: Any, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the mappings of the list under a key, whatever else may stand there."""
    listed = data.get(key) if isinstance(data, dict) else None
    for index, each in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(each, dict):
            yield index, each


def is_section(entry: Any) -> bool:
    """Return whether an entry of `clauses` is a section that holds clauses, and not one that is written wrongly."""
    return isinstance(entry, dict) and "kind" not in entry and isinstance(entry.get("clauses"), list)


def _section_problems(source: Source) -> Iterator[Problem]:
    for index, document in _each(source.data, "documents"):
        for number, entry in _each(document, "clauses"):
            if is_section(entry):
                path: Path = ("documents", index, "clauses", number)
                yield from _invalid(source.below(path), entry)
                for inner, clause in _each(entry, "clauses"):
                    if is_section(clause):
                        message = Words("条里不能再写条", "a section cannot stand in a section")
                        hint = Words("写成并列的两条", "write them one after the other")
                        yield source.problem("nested-section", (*path, "clauses", inner), message, suggestion=hint)


def _invalid(source: Source, data: Any) -> Iterator[Problem]:
    """Yield what is wrong with what a section says itself; its clauses are validated once they have what it says for them."""
    known = (1,) if data["clauses"] else ()
    try:
        _OwnWords.model_validate({**data, "clauses": known})
    except ValidationError as error:
        yield from problems_of(error, source, Section)


def _without_sections(data: dict[str, Any]) -> tuple[dict[str, Any], Origins]:
    """Return the data with the clauses of sections in the place of these."""
    origins: Origins = {}
    documents = data.get("documents")
    if not isinstance(documents, list):
        return data, origins
    after = [_flat(each, ("documents", index), origins) for index, each in enumerate(documents)]
    if all(one is other for one, other in zip(after, documents, strict=True)):
        return data, origins
    return {**data, "documents": after}, origins


def _flat(document: Any, path: Path, origins: Origins) -> Any:
    entries = document.get("clauses") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not any(map(is_section, entries)):
        return document
    clauses: list[Any] = []
    for clause, section, written in _in_order(entries, (*path, "clauses")):
        at = (*path, "clauses", len(clauses))
        origins[at] = written
        clauses.append(_with_shared(clause, section, at, written[:-2], origins) if section else clause)
    return {**document, "clauses": clauses}


def _in_order(
    entries: list[Any], path: Path, section: dict[str, Any] | None = None
) -> Iterator[tuple[Any, dict[str, Any] | None, Path]]:
    """Yield every clause with its section, if it stands in one, and its path."""
    for number, entry in enumerate(entries):
        if is_section(entry):
            yield from _in_order(entry["clauses"], (*path, number, "clauses"), entry)
        else:
            yield entry, section, (*path, number)


def _with_shared(clause: Any, section: dict[str, Any], at: Path, section_at: Path, origins: Origins) -> Any:
    """Return a clause with what its section says for it."""
    if not isinstance(clause, dict):
        return clause
    kind = clause.get("kind")
    model = CLAUSE_KINDS.get(kind) if isinstance(kind, str) else None
    known = model.model_fields if model is not None else {}
    found = dict(clause)
    for key, name in (("section", "cite"), *((each, each) for each in SHARED)):
        if key == "quote" and clause.get("restated"):
            continue  # it says what no sentence says
        if key in section and name not in clause and name in known:
            found[name] = section[key]
            origins[*at, name] = (*section_at, key)
    if "when" in section and "when" in known:
        if "when" in clause:
            found["when"] = _both(section["when"], clause["when"], at, section_at, origins)
        else:
            found["when"] = section["when"]
            origins[*at, "when"] = (*section_at, "when")
    return found


def _both(common: Any, own: Any, at: Path, section_at: Path, origins: Origins) -> dict[str, Any]:
    """Return the condition of a section and that of a clause as one: both have to be met."""
    clause_at = origins[at]
    parts: list[Any] = []
    for condition, where in ((common, (*section_at, "when")), (own, (*clause_at, "when"))):
        every = condition["all"] if isinstance(condition, dict) and set(condition) == {"all"} else None
        listed = every if isinstance(every, list) else [condition]
        for index, part in enumerate(listed):
            origins[*at, "when", "all", len(parts)] = (*where, "all", index) if listed is every else where
            parts.append(part)
    return {"all": parts}


class _Definitions:
    """The named conditions of a file, each written out once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Problem] = []
        self.by_name: dict[str, tuple[int, Any]] = {}
        self.labels: dict[str, str] = {}
        """The id of each definition by its label."""
        for index, each in _each(source.data, "conditions"):
            name, label = each.get("id"), each.get("label")
            if isinstance(name, str) and "when" in each:
                self.by_name.setdefault(name, (index, each["when"]))
                if isinstance(label, str):
                    self.labels.setdefault(label, name)
        self._made: dict[str, tuple[Any, Origins, int]] = {}
        self._size = 0
        uses = {name: set(self._uses(when)) for name, (_, when) in self.by_name.items()}
        self.circular = in_circles(uses)
        reach = heights(uses)
        self.deep = {name for name, height in reach.items() if height > DEEPEST}
        self.left = leading_to(self.circular, uses) | leading_to(self.deep, uses)

    def _uses(self, node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            name = self.name_of(node)
            if name in self.by_name:
                yield str(name)
            for each in node.values():
                yield from self._uses(each)
        elif isinstance(node, list):
            for each in node:
                yield from self._uses(each)

    def name_of(self, node: Any) -> str | None:
        """Return the id of the definition that a condition refers to by id or label."""
        name = node.get("meets") if isinstance(node, dict) and len(node) == 1 else None
        if not isinstance(name, str):
            return None
        return name if name in self.by_name else self.labels.get(name, name)

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the definitions themselves."""
        seen: dict[tuple[str, str], int] = {}
        for index, each in _each(self.source.data, "conditions"):
            for key in ("id", "label"):
                name = each.get(key)
                first = seen.setdefault((key, name), index) if isinstance(name, str) else index
                if first != index:
                    line = self.source.place(("conditions", first, key)).line
                    message = Words(f"“{name}”重复，第{line}行已有", f"'{name}' stands twice, first on line {line}")
                    yield self.source.problem("duplicate-id", ("conditions", index, key), message)
        for names, zh, en in (
            (self.circular, "绕了一圈引用到自己", "refers to itself in a circle"),
            (self.deep, f"连续引用超过{DEEPEST}层", f"rests on more than {DEEPEST} definitions in a row"),
        ):
            for name in sorted(names):
                path = ("conditions", self.by_name[name][0], "id")
                message = Words(f"定义“{name}”{zh}", f"definition '{name}' {en}")
                yield self.source.problem("circle" if names is self.circular else "reference-depth", path, message)

    def written_out(self, node: Any, path: Path, origins: Origins) -> Any:
        """Return data with every named condition replaced; what holds none stays the same object."""
        if isinstance(node, dict):
            name = self.name_of(node)
            if name is not None:
                return self._definition(name, path, origins)
            pairs = {key: self.written_out(each, (*path, key), origins) for key, each in node.items()}
            return pairs if any(pairs[key] is not each for key, each in node.items()) else node
        if isinstance(node, list):
            items = [self.written_out(each, (*path, index), origins) for index, each in enumerate(node)]
            return items if any(one is not other for one, other in zip(items, node, strict=True)) else node
        return node

    def _definition(self, name: str, path: Path, origins: Origins) -> Any:
        if name not in self.by_name:
            self.found.append(self._unknown(name, _written(path, origins)))
            return {"always": True}
        if name in self.left:
            return {"always": True}  # said at the definition
        made, inside, size = self._made_once(name)
        self._size += size
        if self._size > MOST:
            if not any(each.code == "too-large" for each in self.found):
                message = Words("定义展开后过大", "the definitions are too large when written out")
                self.found.append(self.source.problem("too-large", ("conditions",), message))
            return {"always": True}
        origins.update({path + where: origin for where, origin in inside.items()})
        return made

    def _made_once(self, name: str) -> tuple[Any, Origins, int]:
        if name not in self._made:
            index, when = self.by_name[name]
            origins: Origins = {(): ("conditions", index, "when")}
            before, self._size = self._size, 0
            made = self.written_out(when, (), origins)
            self._made[name] = (made, origins, self._size + _size(when))
            self._size = before
        return self._made[name]

    def _unknown(self, name: str, path: Path) -> Problem:
        message = Words(f"没有名为“{name}”的条件定义", f"there is no definition '{name}' under conditions")
        names = [*self.by_name, *self.labels]
        hint = did_you_mean(name, names)
        if hint is None and not names:
            hint = Words(
                "在 conditions 中定义它，或直接写出条件", "define it under conditions, or write the condition out"
            )
        return self.source.problem("unknown-definition", (*path, "meets"), message, suggestion=hint)


def _written(path: Path, origins: Mapping[Path, Path]) -> Path:
    for length in range(len(path), -1, -1):
        origin = origins.get(path[:length])
        if origin is not None:
            return origin + path[length:]
    return path


def _size(node: Any) -> int:
    if isinstance(node, dict):
        return 1 + sum(map(_size, node.values()))
    return 1 + sum(map(_size, node)) if isinstance(node, list) else 1
