"""What several rule files say that does not go together: one id for two documents, one name for two places."""

from __future__ import annotations

from collections.abc import Iterable

from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.problems import Problem
from zjtx_rules.terms import DeclaredPlace, Places
from zjtx_rules.words import Words


def duplicate_documents(files: Iterable[LoadedFile]) -> list[tuple[LoadedFile, Problem]]:
    """Return every document whose id another file has already (last year's text beside this year's, an edited copy), with its file."""
    first: dict[str, tuple[LoadedFile, int]] = {}
    problems = []
    for loaded in files:
        for index, document in enumerate(loaded.rules.documents):
            other, at = first.setdefault(document.id, (loaded, index))
            if other is not loaded:
                where = other.source.place(("documents", at, "id"))
                problems.append(
                    (loaded, _duplicate(loaded, index, document.id, str(where).rpartition(":")[0] or str(where)))
                )
    return problems


def _duplicate(loaded: LoadedFile, index: int, name: str, where: str) -> Problem:
    return loaded.source.problem(
        "duplicate-id",
        ("documents", index, "id"),
        Words(
            f"文件编号“{name}”已用于{where}：一个编号只能指一份文件，否则同一奖补会算两次",
            f"document id '{name}' is taken in {where}: an id names one document, or awards would count twice",
        ),
        suggestion=Words(
            "两份文本只用其中一份；确是两份不同的文件的，改用不同的编号",
            "use one of the two texts; if they are two documents, give them different ids",
        ),
    )


def together(files: Iterable[LoadedFile]) -> Places:
    """Return the places that all files declare."""
    declaring = [each.places for each in files if each.rules.places]
    return declaring[0] if len(declaring) == 1 else Places.of(one for each in declaring for one in each)


def clashing_places(files: Iterable[LoadedFile]) -> list[tuple[LoadedFile, Problem]]:
    """Return every name or code of a declared place that means another place in an earlier file, with its file."""
    first: dict[str, tuple[DeclaredPlace, str]] = {}
    problems: list[tuple[LoadedFile, Problem]] = []
    for loaded in files:
        mine = {each.code: each for each in loaded.places}
        for index, each in enumerate(loaded.rules.places):
            if each.code not in mine:
                continue
            for key, word in (("name", each.name), ("code", each.code)):
                other, where = first.setdefault(word, (mine[each.code], loaded.source.name))
                if other != mine[each.code]:
                    message = Words(f"“{word}”在{where}中是另一个地方", f"'{word}' is another place in {where}")
                    hint = Words("换一个名称或代码，或分别计算", "choose another name or code, or evaluate them apart")
                    path = ("places", index, key)
                    problem = loaded.source.problem("duplicate-place", path, message, suggestion=hint)
                    problems.append((loaded, problem))
    return problems
