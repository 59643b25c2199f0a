"""The lock files: everything that pyproject.toml asks for, for every Python it admits, with hashes and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

LOCKS = {
    "run": {"groups": ["build"], "extras": []},
    "dev": {"groups": ["dev", "build", "build-sdist"], "extras": ["table", "calendar", "xlsx"]},
    "spark": {"groups": ["spark"], "extras": ["spark"]},
    "durable": {"groups": [], "extras": ["durable"]},
    "serve": {"groups": ["build"], "extras": ["serve"]},
    "doors": {"groups": ["doors"], "extras": ["serve", "mcp"]},
    "mcp": {"groups": ["build"], "extras": ["mcp"]},
    "docs": {"groups": ["docs", "build"], "extras": []},
    "lock": {"groups": ["lock"], "extras": []},
}


def requirements_of_group(name: str) -> list[Requirement]:
    found: list[Requirement] = []
    for each in PROJECT["dependency-groups"][name]:
        found += requirements_of_group(each["include-group"]) if isinstance(each, dict) else [Requirement(each)]
    return found


def requirements_of(lock: str) -> list[Requirement]:
    asked = LOCKS[lock]
    found = [each for group in asked["groups"] for each in requirements_of_group(group)]
    project = PROJECT["project"]
    extras = [Requirement(each) for extra in asked["extras"] for each in project["optional-dependencies"][extra]]
    core = [Requirement(each) for each in project["dependencies"]] if lock != "lock" else []
    return [*found, *extras, *core]


def locked(lock: str) -> list[tuple[Requirement, int]]:
    """Return every requirement of a lock file and how many hashes it has."""
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^\s*#.*\n", "", text).replace("\\\n", " ")
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        said, *hashes = re.split(r"\s+--hash=", line)
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), line
        found.append((Requirement(said), len(hashes)))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_names_versions_and_hashes_only(lock: str) -> None:
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--(?:extra-)?index|--find-links|file:", text)
    for requirement, hashes in locked(lock):
        assert requirement.url is None
        assert [each.operator for each in requirement.specifier] == ["=="], requirement
        assert hashes, requirement


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_what_pyproject_asks_for_is_locked_for_every_python(lock: str, python: str) -> None:
    world = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    pinned = {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each, _ in locked(lock)
        if each.marker is None or each.marker.evaluate(world)
    }
    for asked in requirements_of(lock):
        version = pinned.get(canonicalize_name(asked.name))
        assert version is not None, f"{asked} is not in locks/{lock}.txt: run `make lock`"
        assert asked.specifier.contains(version), f"locks/{lock}.txt has {asked.name} {version}: run `make lock`"


def test_every_group_and_extra_is_locked_somewhere() -> None:
    extras = {extra for asked in LOCKS.values() for extra in asked["extras"]}
    assert extras == set(PROJECT["project"]["optional-dependencies"])
    inside = {"test", "lint"}  # both are part of `dev`
    assert {group for asked in LOCKS.values() for group in asked["groups"]} | inside == set(
        PROJECT["dependency-groups"]
    )


def test_the_lock_files_agree_with_one_another() -> None:
    """Two files that lock one package for the same Python lock the same version, so that they can share an environment."""
    seen: dict[tuple[str, str], str] = {}
    for lock in LOCKS:
        for each, _ in locked(lock):
            key = (canonicalize_name(each.name), str(each.marker))
            assert seen.setdefault(key, str(each.specifier)) == str(each.specifier), each


def test_the_core_is_two_packages() -> None:
    assert [Requirement(each).name for each in PROJECT["project"]["dependencies"]] == ["pydantic", "PyYAML"]


def test_an_upper_bound_stands_only_where_a_break_is_known() -> None:
    """Known breaks, with the reason; anything else stays open, and `make test-latest` tells when that is too much."""
    known = {"durable_rules": "its sdist is the last one since 2020, and no other was ever tried"}
    bounded = set()
    named = [*PROJECT["project"]["dependencies"]]
    named += [each for extra in PROJECT["project"]["optional-dependencies"].values() for each in extra]
    named += [str(each) for group in PROJECT["dependency-groups"] for each in requirements_of_group(group)]
    for each in map(Requirement, named):
        if any(one.operator in {"<", "<=", "==", "~=", "===", "!="} for one in each.specifier):
            bounded.add(each.name)
    assert bounded == set(known)
