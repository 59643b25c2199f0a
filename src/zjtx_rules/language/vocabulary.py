"""Vocabulary that several rule files share: facts, lists of records and judgements in a file of its own, named by `uses`.

What a rule file uses becomes part of it when it is loaded, as if it had been written there, and so of its content hash. Files
are named relative to the one that names them; a vocabulary may use others.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from zjtx_rules.files import Path as DataPath
from zjtx_rules.files import Source, parse_yaml
from zjtx_rules.files.errors import problems_of
from zjtx_rules.files.keywords import in_english
from zjtx_rules.language.documents import DeclaredFact, Judgement, Said, Uses
from zjtx_rules.language.vocabulary_names import is_vocabulary
from zjtx_rules.problems import InputError, Problem
from zjtx_rules.quantities.record_models import DeclaredRecords
from zjtx_rules.words import Words

GROUPS = ("judgements", "facts", "records")
"""What a vocabulary may declare."""
DEEPEST = 16
"""How many vocabularies may use one another."""

Beside = Callable[[str], str]
"""Returns the text of a file by its path relative to the rule file; raises `OSError` where there is none."""

Used = tuple[tuple[str, str], ...]
"""The texts of the vocabularies that a file uses, by their path relative to it."""


class Vocabulary(Said):
    """A file of declared facts, lists of records and judgements that rule files use."""

    uses: Uses = Field(default=(), title="共用词汇", description="本文件又引用的词汇文件")
    judgements: tuple[Judgement, ...] = Field(default=(), title="人工判断事项", description="文本留给人判断的事项")
    facts: tuple[DeclaredFact, ...] = Field(default=(), title="自定事实", description="几份规则文件共用的事实")
    records: tuple[DeclaredRecords, ...] = Field(default=(), title="自定清单", description="几份规则文件共用的清单")


def beside_file(path: Path) -> Beside:
    """Return how the files beside a rule file are read from the disk."""
    return lambda name: (path.parent / name).read_bytes().decode("utf-8-sig")


def among(texts: Mapping[str, str], name: str) -> Beside:
    """Return how the files beside one of several texts are found among them, by name."""
    known = {posixpath.normpath(each): text for each, text in texts.items()}

    def read(other: str) -> str:
        try:
            return known[posixpath.normpath(posixpath.join(posixpath.dirname(name), other))]
        except KeyError:
            raise FileNotFoundError(other) from None

    return read


def with_vocabulary(source: Source, beside: Beside | None) -> tuple[Source, Used, list[Problem]]:
    """Return a rule file in English keywords with what the vocabularies declare that it uses, their texts, and what is wrong.

    Args:
        source: The rule file.
        beside: How files beside it are read; None where it is a text without a place.
    """
    data = source.data
    if not isinstance(data, dict) or not _listed(data.get("uses")):
        return source, (), []
    reading = _Reading(source, beside)
    reading.follow(source, "", (), None)
    merged, origins = dict(data), dict[DataPath, DataPath]()
    for group in GROUPS:
        own = data.get(group, [])
        if not isinstance(own, list):
            continue
        more = [(at, entry) for at, declared, entry in reading.entries if declared == group]
        if more:
            merged[group] = [*own, *(entry for _, entry in more)]
            origins |= {(group, len(own) + index): ("uses", at) for index, (at, _) in enumerate(more)}
    found = [*reading.problems, *reading.clashes()]
    return source.expanded(merged, origins), tuple(reading.texts.items()), found


def is_used(source: Source, path: DataPath) -> bool:
    """Return whether what stands at a path of a loaded rule file comes from a vocabulary."""
    return source.written(path)[:1] == ("uses",)


def _listed(said: Any) -> list[tuple[int, str]]:
    """Return the names under `uses` that a file can be looked for under; the model complains about the others."""
    listed = said if isinstance(said, list) else []
    return [(at, each) for at, each in enumerate(listed) if isinstance(each, str) and is_vocabulary(each)]


@dataclass(slots=True)
class _Reading:
    """The vocabularies of one rule file, as they are followed."""

    source: Source
    beside: Beside | None
    texts: dict[str, str] = field(default_factory=dict)
    entries: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    """The position in `uses` of the rule file through which it came, the group, and what is declared."""
    files: list[str] = field(default_factory=list)
    """The file of each entry."""
    problems: list[Problem] = field(default_factory=list)

    def follow(self, source: Source, name: str, above: tuple[str, ...], top: int | None) -> None:
        """Read what a file uses, and what that uses; each file once."""
        for at, said in _listed(source.data.get("uses")):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), said))
            if path not in above and len(above) >= DEEPEST:
                message = Words(
                    f"词汇文件逐层引用超过{DEEPEST}层", f"more than {DEEPEST} vocabularies use one another in a row"
                )
                hint = Words("在这里直接引用最里面的文件", "use the innermost file here")
                self.problems.append(source.problem("vocabulary-too-deep", ("uses", at), message, suggestion=hint))
            elif path in above:
                ring = " → ".join((*above[above.index(path) :], path))
                message = Words(f"词汇文件互相引用：{ring}", f"vocabularies use one another: {ring}")
                hint = Words("去掉其中一处 uses", "take one of these uses away")
                self.problems.append(source.problem("vocabulary-circle", ("uses", at), message, suggestion=hint))
            elif path not in self.texts:
                inner = self._read(source, at, said, path)
                if inner is not None:
                    self.follow(inner, path, (*above, path), at if top is None else top)
                    self._keep(inner, path, at if top is None else top)

    def _read(self, source: Source, at: int, said: str, path: str) -> Source | None:
        if self.beside is None:
            message = Words(
                f"这里只有规则文件的文本，读不到它引用的“{said}”",
                f"there is only the text of the rule file here, so that '{said}' cannot be read",
            )
            hint = Words(
                "给出规则文件的路径，或一并给出词汇文件", "give the path of the rule file, or the vocabulary with it"
            )
            self.problems.append(source.problem("vocabulary-unread", ("uses", at), message, suggestion=hint))
            return None
        try:
            text = self.beside(path)
        except (OSError, UnicodeDecodeError) as error:
            why = Words("没有这个文件", "there is no such file")
            if isinstance(error, UnicodeDecodeError):
                why = Words("不是 UTF-8 编码", "it is not UTF-8")
            elif not isinstance(error, FileNotFoundError):
                why = Words("打不开", "it cannot be opened")
            message = Words(f"读不到词汇文件“{said}”：{why.zh}", f"the vocabulary '{said}' cannot be read: {why.en}")
            hint = Words("路径从本文件所在的文件夹写起", "the path begins in the folder of this file")
            self.problems.append(source.problem("vocabulary-unread", ("uses", at), message, suggestion=hint))
            return None
        self.texts[path] = text
        named = posixpath.normpath(posixpath.join(posixpath.dirname(self.source.name), path))
        try:
            inner = in_english(parse_yaml(text, named), Vocabulary)
            Vocabulary.model_validate(inner.data)
        except InputError as error:
            self.problems += error.problems
        except ValidationError as error:
            self.problems += problems_of(error, inner, Vocabulary)
        else:
            return inner
        return None

    def _keep(self, inner: Source, path: str, top: int) -> None:
        for group in GROUPS:
            for entry in inner.data.get(group, []):
                self.entries.append((top, group, entry))
                self.files.append(path)

    def clashes(self) -> Iterator[Problem]:
        """Yield every name that a vocabulary declares and the rule file, or another vocabulary, declares as well."""
        for group in GROUPS:
            own = self.source.data.get(group)
            first: dict[str, str] = {}
            for each in own if isinstance(own, list) else ():
                if isinstance(each, dict):
                    first |= dict.fromkeys(_names(each), self.source.name)
            for (top, declared, entry), path in zip(self.entries, self.files, strict=True):
                taken = [name for name in _names(entry) if declared == group and first.get(name, path) != path]
                if taken:
                    message = Words(
                        f"“{taken[0]}”在{path}和{first[taken[0]]}中都有声明",
                        f"'{taken[0]}' is declared in {path} and in {first[taken[0]]}",
                    )
                    hint = Words("只在一处声明，或改用不同的名称", "declare it once, or choose different names")
                    yield self.source.problem("vocabulary-clash", ("uses", top), message, suggestion=hint)
                elif declared == group:
                    first |= dict.fromkeys(_names(entry), path)


def _names(entry: Mapping[str, Any]) -> list[str]:
    return [name for key in ("id", "label") if isinstance(name := entry.get(key), str)]
