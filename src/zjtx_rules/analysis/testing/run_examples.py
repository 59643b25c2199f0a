"""Reads and runs examples: those that travel with the package, or those of any file or folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from zjtx_rules.analysis.testing.examples import Case, Outcome, example_files, read_cases, run_case
from zjtx_rules.language.bundled import bundled_folder
from zjtx_rules.problems import InputError, Problem

Progress = Callable[[int, int], None]
"""Is told how many are done, and how many there are."""


def bundled_examples() -> Path:
    """Return the folder of the examples that travel with the package."""
    return bundled_folder() / "examples"


def read_all(paths: Iterable[Path]) -> list[Case]:
    """Return the examples of files and folders, in order of their names.

    Raises:
        InputError: With every problem of every file.
    """
    cases: list[Case] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(file for each in paths for file in example_files(each)):
        try:
            cases.extend(read_cases(path))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return cases


def run_cases(cases: Sequence[Case], progress: Progress | None = None) -> list[Outcome]:
    """Run examples in order."""
    outcomes = []
    for done, case in enumerate(cases, 1):
        outcomes.append(run_case(case))
        if progress is not None:
            progress(done, len(cases))
    return outcomes


def run_examples(paths: Iterable[Path], progress: Progress | None = None) -> list[Outcome]:
    """Read and run the examples of files and folders.

    Raises:
        InputError: With every problem of every file, before any example is run.
    """
    return run_cases(read_all(paths), progress)
