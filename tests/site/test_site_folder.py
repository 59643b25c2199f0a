"""The folder of pages: written whole or not at all, and nothing in it that others wrote is ever lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zjtx_rules.problems import InputError
from zjtx_rules.site.addresses import MANIFEST
from zjtx_rules.site.folder import replace_folder

OLD = [("index.html", "旧"), ("d/a.html", "甲"), ("d/b.html", "乙")]
NEW = [("index.html", "新"), ("d/a.html", "甲"), ("e/c.html", "丙")]


def content(folder: Path) -> dict[str, str]:
    files = {each for each in folder.rglob("*") if each.is_file() and not each.is_symlink()}
    return {
        each.relative_to(folder).as_posix(): each.read_text(encoding="utf-8") for each in files if each.name != MANIFEST
    }


def test_a_folder_is_made_and_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "site"
    assert replace_folder(target, OLD, {}) == 3
    assert content(target) == dict(OLD)
    assert replace_folder(target, NEW, {}) == 3
    assert content(target) == dict(NEW)
    assert sorted(each.name for each in target.iterdir()) == ["d", "e", "index.html", MANIFEST]
    assert list(tmp_path.iterdir()) == [target]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    replace_folder(tmp_path, OLD, {"as_of": "2023-09-01"})
    assert content(tmp_path) == dict(OLD)
    assert json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["as_of"] == "2023-09-01"


def _note(target: Path) -> None:
    (target / "d" / "note.txt").write_text("我的", encoding="utf-8")


def _change(target: Path) -> None:
    (target / "d" / "a.html").write_text("改过", encoding="utf-8")


def _empty_folder(target: Path) -> None:
    (target / "mine").mkdir()


def _link(target: Path) -> None:
    (target / "link").symlink_to(target.parent)


def _link_in_place_of_a_page(target: Path) -> None:
    (target / "d" / "a.html").unlink()
    (target / "d" / "a.html").symlink_to(target / "index.html")


def _no_list(target: Path) -> None:
    (target / MANIFEST).unlink()


def _broken_list(target: Path) -> None:
    (target / MANIFEST).write_text("{", encoding="utf-8")


def _list_of_another_program(target: Path) -> None:
    (target / MANIFEST).write_text(json.dumps({"format": "x", "files": {}}), encoding="utf-8")


@pytest.mark.parametrize(
    "meddle",
    [
        _note,
        _change,
        _empty_folder,
        pytest.param(_link, marks=pytest.mark.skipif(os.name != "posix", reason="links")),
        pytest.param(_link_in_place_of_a_page, marks=pytest.mark.skipif(os.name != "posix", reason="links")),
        _no_list,
        _broken_list,
        _list_of_another_program,
    ],
)
def test_what_others_wrote_is_refused_and_stays(tmp_path: Path, meddle: Callable[[Path], None]) -> None:
    target = tmp_path / "site"
    replace_folder(target, OLD, {})
    meddle(target)
    before = (content(target), sorted(target.rglob("*")))
    with pytest.raises(InputError) as refused:
        replace_folder(target, NEW, {})
    assert refused.value.problems[0].code == "folder-in-use"
    assert (content(target), sorted(target.rglob("*"))) == before
    assert list(tmp_path.iterdir()) == [target]


def test_a_list_that_names_files_elsewhere_takes_none_of_them_away(tmp_path: Path) -> None:
    target, other = tmp_path / "site", tmp_path / "other.txt"
    other.write_text("别处", encoding="utf-8")
    replace_folder(target, OLD, {})
    manifest = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"] |= {"../other.txt": "x", str(other): "x"}
    (target / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    replace_folder(target, NEW, {})
    assert content(target) == dict(NEW)
    assert other.read_text(encoding="utf-8") == "别处"


def test_what_breaks_off_leaves_the_old_pages(tmp_path: Path) -> None:
    target = tmp_path / "site"
    replace_folder(target, OLD, {})

    def half() -> Iterator[tuple[str, str]]:
        yield NEW[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_folder(target, half(), {})
    assert content(target) == dict(OLD)
    assert list(tmp_path.iterdir()) == [target]


def test_a_rename_that_fails_brings_the_old_pages_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    replace_folder(target, OLD, {})
    plain = Path.rename

    def rename(self: Path, to: Path) -> Path:
        if self.name.endswith(".partial"):
            raise PermissionError
        return plain(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError):
        replace_folder(target, NEW, {})
    assert content(target) == dict(OLD)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(("where", "code"), [("file", "not-a-folder"), ("no/such/place", "missing-folder")])
def test_what_cannot_be_a_folder_is_refused(tmp_path: Path, where: str, code: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        replace_folder(tmp_path / where, OLD, {})
    assert refused.value.problems[0].code == code
