"""Where the two sides of a comparison come from: bundled names, files, folders, and git revisions of either.

read_rules("rizhao")                       a bundled rule file
read_rules("rules/rizhao.yaml")            a file
read_rules("rules")                        every rule file of a folder
read_rules("HEAD~1:rules/jinan.yaml")      a file or folder as it was in a git revision
read_rules("rules/jinan.yaml", git="v1.0") the same, the path as it is written from here
"""

from __future__ import annotations

import posixpath
import subprocess
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from zjtx_rules.language import RuleSet, bundled_files, combine, load, load_text
from zjtx_rules.language.vocabulary_names import is_vocabulary
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.words import Words

_SUFFIXES = (".yaml", ".yml", ".json")
_SECONDS = 30


def read_rules(name: str | Path, *, git: str | None = None, folder: Path | None = None) -> RuleSet:
    """Return the rule set that a name means.

    Args:
        name: A bundled name, a path, or `REVISION:PATH` (the path then from the top of the repository).
        git: A git revision; `name` is then a path as written from `folder`, whether or not it still exists.
        folder: From where paths are taken; by default the current folder.

    Raises:
        InputError: If there is no such file, revision or repository, or with every problem of the files.
    """
    here = folder or Path()
    text = str(name)
    if git is not None:
        return _from_git(git, text, here, top=False)
    if text in bundled_files():
        return load(text)
    path = here / text
    if path.is_dir():
        return _folder(path)
    if not path.exists() and ":" in text and not Path(text).is_absolute():
        revision, _, inside = text.partition(":")
        if revision:
            return _from_git(revision, inside, here, top=True)
    return load(path if path.suffix or path.exists() else text)


def _folder(path: Path) -> RuleSet:
    files = sorted(
        each for each in path.iterdir() if each.suffix in _SUFFIXES and each.is_file() and not is_vocabulary(each)
    )
    if not files:
        raise _wrong(
            "no-rule-files",
            str(path),
            Words(f"文件夹中没有规则文件：{path}", f"there are no rule files in the folder: {path}"),
            Words("规则文件以 .yaml、.yml 或 .json 结尾", "rule files end in .yaml, .yml or .json"),
        )
    return load(*files)


def _from_git(revision: str, path: str, folder: Path, *, top: bool) -> RuleSet:
    """Return the file or folder at a path of a revision."""
    where = f"{revision}:{path}"
    _work_tree(where, folder)
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise _wrong(
            "unknown-revision",
            where,
            Words(f"git 仓库中没有“{revision}”这一版本", f"the git repository has no revision '{revision}'"),
            Words("写提交号、分支、标签，或 HEAD~1", "write a commit, a branch, a tag, or HEAD~1"),
        )
    commit = found.stdout.decode().strip()
    inside = path if top else _inside(folder, path)
    kind = _git(folder, "cat-file", "-t", f"{commit}:{inside}")
    if kind.returncode:
        raise _wrong(
            "not-in-revision",
            where,
            Words(f"版本“{revision}”中没有“{inside or '/'}”", f"revision '{revision}' has no '{inside or '/'}'"),
            Words("路径从仓库的顶层写起", "the path is written from the top of the repository")
            if top
            else Words("该文件当时可能还不存在，或另有名称", "it may not have existed then, or under another name"),
        )
    if kind.stdout.strip() != b"tree":
        return _text(folder, commit, inside, where)
    names = _git(folder, "ls-tree", "-z", "--name-only", f"{commit}:{inside}").stdout.decode().split("\0")
    prefix = f"{inside.rstrip('/')}/" if inside else ""
    files = [each for each in sorted(names) if each.endswith(_SUFFIXES) and not is_vocabulary(each)]
    if not files:
        message = Words(f"该版本的文件夹中没有规则文件：{inside}", f"the folder has no rule files there: {inside}")
        raise _wrong("no-rule-files", where, message)
    return _all([partial(_text, folder, commit, prefix + each, f"{revision}:{prefix}{each}") for each in files])


def _all(readers: Sequence[Callable[[], RuleSet]]) -> RuleSet:
    """Read every file before any problem is raised."""
    found: list[RuleSet] = []
    problems: list[Problem] = []
    for read in readers:
        try:
            found.append(read())
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return combine(found)


def _text(folder: Path, commit: str, path: str, where: str) -> RuleSet:
    content = _git(folder, "show", "--no-textconv", f"{commit}:{path}").stdout
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise _wrong("file-encoding", where, Words("文件不是 UTF-8 编码", "the file is not UTF-8")) from None

    def beside(name: str) -> str:
        other = _git(
            folder,
            "show",
            "--no-textconv",
            f"{commit}:{posixpath.normpath(posixpath.join(posixpath.dirname(path), name))}",
        )
        if other.returncode:
            raise FileNotFoundError(name)
        return other.stdout.decode("utf-8-sig")

    return load_text(text, where, beside=beside)


def _inside(folder: Path, path: str) -> str:
    """Return a path as it is written from the top of the repository."""
    top = Path(_git(folder, "rev-parse", "--show-toplevel").stdout.decode().rstrip("\n")).resolve()
    full = (folder / path).resolve()
    if not full.is_relative_to(top):
        message = Words(f"路径不在 git 仓库之内：{path}", f"the path is not inside the git repository: {path}")
        raise _wrong("outside-repository", path, message)
    inside = full.relative_to(top).as_posix()
    return "" if inside == "." else inside


def _work_tree(where: str, folder: Path) -> None:
    if _git(folder, "rev-parse", "--show-toplevel").returncode:
        message = Words(
            f"“{where}”既不是文件，这里也不是 git 仓库",
            f"'{where}' is no file, and this is not inside a git repository",
        )
        hint = Words("检查文件名，或在仓库之内运行", "check the name of the file, or run inside the repository")
        raise _wrong("no-repository", where, message, hint)


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - git itself, with arguments that no shell reads
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the caller's own git
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        message = Words("没有安装 git，不能读取版本", "git is not installed, so revisions cannot be read")
        raise _wrong("no-git", "git", message) from None
    except subprocess.TimeoutExpired:
        message = Words(f"git 在{_SECONDS}秒内没有回应", f"git did not answer within {_SECONDS} seconds")
        raise _wrong("no-git", "git", message) from None


def _wrong(code: str, where: str, message: Words, hint: Words | None = None) -> InputError:
    return InputError([Problem(code, message, Place(where), suggestion=hint)])
