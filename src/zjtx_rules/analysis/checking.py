"""Checks rule files: everything that can be known to be wrong or doubtful about them without running a profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from zjtx_rules.analysis.checks import CHECKS, Check, Found, Severity, Subject
from zjtx_rules.analysis.suppressions import is_allowed
from zjtx_rules.analysis.texts import SourceText, read_source
from zjtx_rules.files import Source, read_file
from zjtx_rules.language import LoadedFile, bundled_files, load, load_text
from zjtx_rules.language.clashes import clashing_places, duplicate_documents
from zjtx_rules.language.ruleset import unique
from zjtx_rules.language.vocabulary import among
from zjtx_rules.language.vocabulary_names import is_vocabulary
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.words import Language, Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: how grave it is, what and where, and what to do about it (`problem.suggestion`)."""

    severity: Severity
    problem: Problem

    @property
    def code(self) -> str:
        """The code of the check, or of the problem of the file."""
        return self.problem.code

    @property
    def place(self) -> Place:
        """Where it was found."""
        return self.problem.place

    def render(self, language: Language = "zh") -> str:
        """Return the finding as a person reads it."""
        return self.problem.render(language, self.severity.words)


@dataclass(frozen=True)
class Report:
    """All that was found, in the order of the files and of their texts."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        return {each: sum(1 for finding in self.findings if finding.severity is each) for each in Severity}

    @property
    def has_errors(self) -> bool:
        """Whether anything is certainly wrong."""
        return bool(self.counts[Severity.ERROR])


def check(paths: Iterable[str | Path], sources: str | Path | None = None) -> Report:
    """Check rule files.

    Args:
        paths: Files, folders of files, or names of bundled files; none means all bundled files.
        sources: The folder of the policy texts, to compare quotes with; without it, quotes are not compared.

    Returns:
        Every finding; problems that keep a file from being loaded stand among them as errors.

    Raises:
        InputError: If a path or the folder of sources does not exist.
    """
    folder = None if sources is None else _folder(Path(sources))
    names: list[str] = []
    found: list[list[Finding]] = []
    loaded: list[tuple[LoadedFile, Path, list[Finding]]] = []
    for each, path in _files(list(paths)):
        names.append(str(each))
        found.append([])
        try:
            loaded.append((load(each).files[0], path, found[-1]))
        except InputError as error:
            found[-1].extend(Finding(Severity.ERROR, problem) for problem in error.problems)
    texts = None if folder is None else _texts(folder, [file for file, _, _ in loaded])
    return _report(names, found, loaded, texts)


def check_texts(texts: Mapping[str, str]) -> Report:
    """Check the texts of rule files, given by name; there are no examples beside them, and nothing is read from the disk."""
    found: list[list[Finding]] = []
    loaded: list[tuple[LoadedFile, Path, list[Finding]]] = []
    for name, text in texts.items():
        if is_vocabulary(name):
            continue
        found.append([])
        try:
            loaded.append((load_text(text, name, beside=among(texts, name)).files[0], Path(name), found[-1]))
        except InputError as error:
            found[-1].extend(Finding(Severity.ERROR, problem) for problem in error.problems)
    return _report([each for each in texts if not is_vocabulary(each)], found, loaded, None, on_disk=False)


def _report(
    names: list[str],
    found: list[list[Finding]],
    loaded: list[tuple[LoadedFile, Path, list[Finding]]],
    texts: dict[str, SourceText] | None,
    *,
    on_disk: bool = True,
) -> Report:
    files = tuple(file for file, _, _ in loaded)
    twice = [*duplicate_documents(unique(files)), *clashing_places(unique(files))]
    for file, path, findings in loaded:
        exemplified = _exemplified(path, findings) if on_disk else None
        subject = Subject(file, files, exemplified, texts, frozenset(CHECKS))
        findings.extend(examine(subject))
        findings.extend(Finding(Severity.ERROR, problem) for other, problem in twice if other is file)
    ordered = (
        each for findings in found for each in sorted(findings, key=lambda one: (one.place, one.code, one.problem.path))
    )
    return Report(tuple(names), tuple(ordered))


def examine(subject: Subject, checks: Iterable[Check] = tuple(CHECKS.values())) -> Iterator[Finding]:
    """Yield what the checks find in one loaded file and its author has not allowed."""
    loaded = subject.loaded
    for each in checks:
        for found in each.find(subject):
            source = loaded.labels if found.in_labels and loaded.labels is not None else loaded.source
            problem = _problem(source, each, found)
            if not is_allowed(source, each.code, found.path, problem.place.line):
                yield Finding(each.severity, problem)


def _problem(source: Source, check_: Check, found: Found) -> Problem:
    remedy = found.remedy or check_.remedy
    if found.line:
        mark = (found.line, 1, found.line, len(source.lines[found.line - 1]) + 1)
        return source.problem_at(check_.code, mark, found.message, suggestion=remedy)
    return source.problem(check_.code, found.path, found.message, key=found.key, suggestion=remedy)


def _files(paths: list[str | Path]) -> Iterator[tuple[str | Path, Path]]:
    """Yield what to load, with where it lies."""
    bundled = bundled_files()
    for each in paths or list(bundled):
        if isinstance(each, str) and each in bundled and not Path(each).exists():
            yield each, bundled[each]
        elif Path(each).is_dir():
            yield from ((path, path) for path in sorted(Path(each).glob("*.yaml")) if not is_vocabulary(path))
        else:
            yield each, Path(each)


def _folder(folder: Path) -> Path:
    if not folder.is_dir():
        message = Words(f"没有原文文件夹“{folder}”", f"there is no folder of sources '{folder}'")
        beside = [each.name for each in folder.parent.iterdir() if each.is_dir()] if folder.parent.is_dir() else []
        raise InputError(
            [Problem("sources-missing", message, Place(str(folder)), suggestion=did_you_mean(folder.name, beside))]
        )
    return folder


def _texts(folder: Path, files: Iterable[LoadedFile]) -> dict[str, SourceText]:
    """Return the policy texts that documents name, each a file in the folder or below it."""
    named = {each.source.file for file in files for each in file.rules.documents if each.source is not None}
    found: dict[str, SourceText] = {}
    for name in sorted(named):
        within = PurePosixPath(name)
        path = folder / within
        if not within.is_absolute() and ".." not in within.parts and path.is_file():
            found[name] = read_source(path)
    return found


def _exemplified(path: Path, findings: list[Finding]) -> frozenset[str] | None:
    """Return the clauses that the examples beside a rule file name; None where none are kept beside it."""
    if not (path.parent / "examples").is_dir():
        return None
    named: set[str] = set()
    for each in sorted((path.parent / "examples" / path.stem).glob("**/*.yaml")):
        try:
            named.update(_named(read_file(each).data))
        except InputError as error:
            findings.extend(Finding(Severity.ERROR, problem) for problem in error.problems)
    return frozenset(named)


def _named(data: Any) -> Iterator[str]:
    examples = data.get("examples") if isinstance(data, dict) else None
    for example in examples if isinstance(examples, list) else ():
        expected = example.get("expect") if isinstance(example, dict) else None
        if isinstance(expected, dict):
            for key in ("clauses", "chosen", "suppressed"):
                given = expected.get(key)
                yield from (str(name).rpartition(":")[2] for name in given or ())
