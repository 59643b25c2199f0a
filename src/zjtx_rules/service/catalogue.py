"""The rule files that a service offers: known by name and by digest, loaded once, never read from where a request says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from zjtx_rules.language import LoadedFile, RuleSet, bundled_files, load, load_text
from zjtx_rules.language.vocabulary import among
from zjtx_rules.language.vocabulary_names import is_vocabulary
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.words import Words

_SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Rule files by name; of two with one document id, a question names the one that it means."""

    files: tuple[LoadedFile, ...]

    @classmethod
    def of(cls, paths: Iterable[str | Path] = ()) -> Catalogue:
        """Return the bundled rule files and those of the paths given, which come first; folders give all their files.

        Raises:
            InputError: With every problem of the files.
        """
        names: list[str | Path] = []
        for each in paths:
            path = Path(each)
            names += (
                sorted(one for one in path.iterdir() if one.suffix in _SUFFIXES and not is_vocabulary(one))
                if path.is_dir()
                else [each]
            )
        found: dict[tuple[str, str], LoadedFile] = {}
        problems: list[Problem] = []
        for name in [*names, *bundled_files()]:
            try:
                for loaded in load(name).files:
                    found.setdefault((loaded.sha256, loaded.labels_sha256), loaded)
            except InputError as error:
                problems.extend(error.problems)
        if problems:
            raise InputError(problems)
        return cls(tuple(found.values()))

    @property
    def everything(self) -> RuleSet:
        """The files as one rule set; of several with one name, or that give one document id, the first."""
        found: list[LoadedFile] = []
        documents: set[str] = set()
        for each in _by_name(self.files).values():
            own = {document.id for document in each.rules.documents}
            if not own & documents:
                found.append(each)
                documents |= own
        return _rule_set(tuple(found))

    def named(self, names: Sequence[str]) -> RuleSet:
        """Return the rule set of some names.

        Raises:
            InputError: If there is no rule file of a name.
        """
        known = _by_name(self.files)
        problems = [
            Problem(
                "unknown-rules",
                Words(f"没有名为“{name}”的规则文件", f"there is no rule file '{name}'"),
                Place("rules"),
                f"rules.{index}",
                expected=Words("、".join(known), ", ".join(known)),
                suggestion=did_you_mean(name, known),
            )
            for index, name in enumerate(names)
            if name not in known
        ]
        if problems:
            raise InputError(problems)
        return _rule_set(tuple(dict.fromkeys(known[name] for name in names)))

    def by_digests(self, wanted: Sequence[Mapping[str, str | None]]) -> RuleSet:
        """Return the rule set of the files with these digests; where labels are told, with these if there is such a file.

        Args:
            wanted: For each file `sha256`, `name` to say which is missing, and maybe `labels_sha256`.

        Raises:
            InputError: If one is not among the files.
        """
        known: dict[str | None, dict[str | None, LoadedFile]] = {}
        for file in self.files:
            known.setdefault(file.sha256, {})[file.labels_sha256] = file
        problems = [
            Problem(
                "rules-not-found",
                Words(
                    f"没有内容为 {each['sha256']} 的规则文件（当时名为“{each['name']}”）",
                    f"no rule file has the content {each['sha256']} (it was called '{each['name']}')",
                ),
                Place("rules"),
                f"rules.{index}",
                suggestion=Words("用 --rules 指出当时的规则文件", "name the rule file of that time with --rules"),
            )
            for index, each in enumerate(wanted)
            if each["sha256"] not in known
        ]
        if problems:
            raise InputError(problems)
        return _rule_set(tuple(_as_named(known[each["sha256"]], each) for each in wanted))


def _as_named(files: Mapping[str | None, LoadedFile], wanted: Mapping[str, str | None]) -> LoadedFile:
    """Return the file with the labels that are told, else any, under the name that it had: an answer tells it."""
    found = files.get(wanted.get("labels_sha256")) or next(iter(files.values()))
    name = wanted["name"]
    return found if name in (None, found.name) else replace(found, name=name)


def _by_name(files: Iterable[LoadedFile]) -> dict[str, LoadedFile]:
    found: dict[str, LoadedFile] = {}
    for each in files:
        found.setdefault(each.name, each)
    return found


@lru_cache(maxsize=64)
def _rule_set(files: tuple[LoadedFile, ...]) -> RuleSet:
    """Return one rule set for some files, so that it is prepared once for many questions."""
    return RuleSet(files)


def from_texts(texts: Mapping[str, str]) -> tuple[LoadedFile, ...]:
    """Return the rule files of texts by their names; vocabulary that they use may be among the texts.

    Raises:
        InputError: With every problem of every text.
    """
    found: list[LoadedFile] = []
    problems: list[Problem] = []
    for name, text in texts.items():
        if is_vocabulary(name):
            continue
        try:
            found += load_text(text, name, beside=among(texts, name)).files
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return tuple(found)
