"""Turns YAML into a `RuleSet`, or into every problem of the file at once, each with its place."""

from __future__ import annotations

import copyreg
import hashlib
import json
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zjtx_rules.files import Source, parse_json, parse_yaml, read_file
from zjtx_rules.files.errors import problems_of
from zjtx_rules.files.keywords import in_english
from zjtx_rules.language.bundled import bundled_files
from zjtx_rules.language.declared_places import places_of
from zjtx_rules.language.documents import RuleFile
from zjtx_rules.language.expanding import expand
from zjtx_rules.language.labels import FOLDER, labels_path, read_labels, with_labels
from zjtx_rules.language.loaded_file import LoadedFile, Told
from zjtx_rules.language.names import name_problems
from zjtx_rules.language.references import reference_problems
from zjtx_rules.language.ruleset import RuleSet, unique
from zjtx_rules.language.vocabulary import Beside, Used, among, beside_file, with_vocabulary
from zjtx_rules.language.vocabulary_names import is_vocabulary
from zjtx_rules.nearest import one_input
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.words import Words


def load(*names: str | Path) -> RuleSet:
    """Load rule files: bundled ones by name (`rizhao`), others by path; without any, all bundled files.

    A text that is named twice, also under two names, is one file. Asked for bundled files again, the same rule set is
    returned, so that its programs are prepared once.

    Raises:
        InputError: With every problem of every file, or if two different texts give one document id (`duplicate-id`).
    """
    known = bundled_files()
    bundled = [name for name in names or known if isinstance(name, str) and name in known]
    if len(bundled) >= len(names):
        return _bundled_set(*bundled)
    loaded: list[LoadedFile] = []
    problems: list[Problem] = []
    for name in names:
        try:
            loaded.append(_load_one(name))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return RuleSet(unique(loaded))


def load_text(text: str, name: str = "<text>", *, beside: Beside | None = None) -> RuleSet:
    """Load the text of one rule file.

    Args:
        text: The text.
        name: What the file is called in messages.
        beside: How the vocabularies are read that it uses, by their path relative to it; nothing is read from the disk.

    Raises:
        InputError: With every problem of the text.
    """
    return RuleSet((_understand(parse_yaml(text, name), Path(name).stem, beside=beside),))


def combine(sets: Iterable[RuleSet]) -> RuleSet:
    """Return one rule set of the files of several.

    Raises:
        InputError: If two different texts give one document id (`duplicate-id`).
    """
    return RuleSet(unique(each for one in sets for each in one.files))


def _load_one(name: str | Path) -> LoadedFile:
    bundled = bundled_files()
    if isinstance(name, str) and name in bundled:
        return _load_bundled(name)
    path = Path(name)
    if not path.suffix and not path.exists():
        message = Words(f"没有名为“{name}”的内置规则文件", f"there is no bundled rule file '{name}'")
        expected = Words("、".join(bundled) + "，或文件路径", ", ".join(bundled) + ", or a path")
        hint = did_you_mean(str(name), bundled)
        raise InputError([Problem("unknown-rules", message, Place(str(name)), expected=expected, suggestion=hint)])
    if is_vocabulary(path):
        message = Words("这是词汇文件，不是规则文件", "this is a file of vocabulary, no rule file")
        hint = Words("给出引用它的规则文件", "give the rule file that uses it")
        raise InputError([Problem("unknown-rules", message, Place(str(path)), suggestion=hint)])
    source = labels = None
    problems: list[Problem] = []
    try:
        source = read_file(path)
    except InputError as error:
        problems += error.problems
    try:
        labels = _labels(path, str(labels_path(path)))
    except InputError as error:
        problems += error.problems
    if source is None or problems:
        raise InputError(problems)
    return _understand(source, path.stem, labels, beside_file(path))


def _labels(path: Path, name: str) -> Source | None:
    """Return the labels beside a rule file."""
    beside = labels_path(path)
    return read_labels(read_file(beside).text, name) if beside.is_file() else None


def path_of(loaded: LoadedFile) -> Path:
    """Return where a loaded rule file lies; of a text that was no file, where its name points to."""
    bundled = bundled_files().get(loaded.name)
    if bundled is not None and loaded.source.name == f"rules/{bundled.name}":
        return bundled
    return Path(loaded.source.name)


@cache  # the bundled files
def _load_bundled(name: str) -> LoadedFile:
    """Load a bundled file once; it cannot change while the package is in use."""
    path = bundled_files()[name]
    labels = _labels(path, f"rules/{FOLDER}/{path.name}")
    source = parse_yaml(path.read_text(encoding="utf-8"), f"rules/{path.name}")
    return _understand(source, name, labels, beside_file(path))


@lru_cache(maxsize=16)
def _bundled_set(*names: str) -> RuleSet:
    """Return the rule set of some bundled files, one object for everybody who asks for them."""
    return RuleSet(unique(map(_load_bundled, names)))


@lru_cache(maxsize=64)
def file_again(
    text: str,
    path: str,
    name: str,
    json: bool,  # noqa: FBT001 - called by pickle
    labels: tuple[str, str] | None = None,
    used: Used = (),
) -> LoadedFile:
    """Return a file that was loaded in another process; the same text is understood once."""
    if name in bundled_files() and _load_bundled(name).told == (text, path, name, json, labels, used):
        return _load_bundled(name)
    source = (parse_json if json else parse_yaml)(text, path)
    return _understand(source, name, read_labels(*labels) if labels else None, among(dict(used), ""))


@lru_cache(maxsize=16)
def set_again(*files: Told) -> RuleSet:
    """Return the rule set of files that were loaded in another process, so that they are prepared once for many questions."""
    return RuleSet(tuple(file_again(*each) for each in files))


@one_input()
def _understand(source: Source, name: str, labels: Source | None = None, beside: Beside | None = None) -> LoadedFile:
    source, used, missing = with_vocabulary(in_english(source, RuleFile), beside)
    source, shared = expand(source)
    shared = [*missing, *shared]
    digest = _digest(source.data)
    source = with_labels(source, labels)
    try:
        rules = RuleFile.model_validate(source.data, context=places_of(source.data))
    except ValidationError as error:
        raise InputError(_once([*shared, *problems_of(error, source, RuleFile)])) from None
    if missing:  # names that it does not know may stand there
        raise InputError(_once(shared))
    loaded = LoadedFile(name, rules, source, digest, labels, used)
    problems = [*shared, *name_problems(loaded), *reference_problems(loaded)]
    if problems:
        raise InputError(_once(problems))
    return loaded


def _digest(data: Any) -> str:
    """Return the SHA-256 of what a rule file says with its sections and named conditions written out.

    Comments, layout, the order of keys, the spelling of keywords and English labels do not count.
    """
    if isinstance(data, dict):  # where something is declared is not what is said
        data = {key: each for key, each in data.items() if key != "uses"}
    said = json.dumps(_unlabelled(data), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _unlabelled(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _unlabelled(each) for key, each in data.items() if not (key == "english" and "id" in data)}
    return [_unlabelled(each) for each in data] if isinstance(data, list) else data


def _once(problems: list[Problem]) -> list[Problem]:
    """Return problems in order, each once: what a section says is read with each of its clauses."""
    return list({(each.code, each.place, each.message.zh): each for each in problems}.values())


# To another process they go as texts, which are understood again there; what was prepared stays here.
copyreg.pickle(LoadedFile, lambda loaded: (file_again, loaded.told))
copyreg.pickle(RuleSet, lambda rules: (set_again, tuple(each.told for each in rules.files)))
