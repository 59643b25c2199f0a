"""Reads files and standard input: finds them, bounds them, decodes them and picks the reader for their format."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from zjtx_rules.files.json_text import parse_json
from zjtx_rules.files.limits import DEFAULT, Limits
from zjtx_rules.files.tree import Source
from zjtx_rules.files.yaml_text import parse_yaml
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.words import Words

MOST_BYTES = 8_000_000
STDIN = "<stdin>"


def read(path_or_dash: str | Path, *, stdin: IO[str] | IO[bytes] | None = None, limits: Limits = DEFAULT) -> Source:
    """Read a file, or standard input where the path is `-`.

    Args:
        path_or_dash: The path of the file, or `-`.
        stdin: What to read for `-` in place of the standard input of the process.
        limits: How much the text may ask of the reader.

    Raises:
        InputError: If anything is wrong with the file or its text.
    """
    if str(path_or_dash) != "-":
        return read_file(Path(path_or_dash), limits)
    try:
        content = (stdin or sys.stdin.buffer).read(MOST_BYTES + 1)
    except UnicodeDecodeError as error:
        raise _failure(_encoding(error.object, STDIN, error)) from error
    except OSError as error:
        raise _failure(_unreadable(STDIN, error)) from error
    if isinstance(content, str):
        if len(content) > MOST_BYTES:
            raise _failure(_too_large(STDIN))
        return parse_text(content, STDIN, limits)
    return _parse_bytes(content, STDIN, limits)


def read_file(path: Path, limits: Limits = DEFAULT) -> Source:
    """Read a YAML or JSON file.

    Raises:
        InputError: If the file cannot be read, is too large, is not UTF-8, or its text is wrong.
    """
    name = str(path)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _failure(_missing(path)) from error
    except ValueError as error:  # a path no file system can hold
        raise _failure(_missing(path)) from error
    except OSError as error:
        raise _failure(_unreadable(name, error)) from error
    return _parse_bytes(content, name, limits)


@contextmanager
def open_lines(path_or_dash: str) -> Iterator[Iterable[bytes]]:
    """Open a file of lines, or the standard input where the path is `-`, to be read one by one.

    Raises:
        InputError: If the file cannot be opened.
    """
    if path_or_dash == "-":
        yield sys.stdin.buffer
        return
    path = Path(path_or_dash)
    try:
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise _failure(_missing(path)) from error
    except OSError as error:
        raise _failure(_unreadable(path_or_dash, error)) from error
    with file:
        yield file


def parse_text(text: str, name: str, limits: Limits = DEFAULT) -> Source:
    """Read a text as what its name says it is, or else as what it looks like.

    A name ending in `.json` means JSON, in `.yaml` or `.yml` YAML. A text of any other name which starts like JSON is
    JSON, unless it is no JSON and good YAML.

    Raises:
        InputError: If anything is wrong with the text.
    """
    suffix = Path(name).suffix.lower()
    if suffix == ".json":
        return parse_json(text, name, limits)
    if suffix in {".yaml", ".yml"} or not text.removeprefix("\ufeff").lstrip().startswith(("{", "[")):
        return parse_yaml(text, name, limits)
    try:
        return parse_json(text, name, limits)
    except InputError as error:
        if any(problem.code != "json-syntax" for problem in error.problems):
            raise
        try:
            return parse_yaml(text, name, limits)
        except InputError:
            raise error from None


def _parse_bytes(content: bytes, name: str, limits: Limits) -> Source:
    if len(content) > MOST_BYTES:
        raise _failure(_too_large(name))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _failure(_encoding(content, name, error)) from error
    return parse_text(text, name, limits)


def _failure(problem: Problem) -> InputError:
    return InputError([problem])


def _missing(path: Path) -> Problem:
    name = str(path)
    try:
        folder_exists = path.parent.is_dir()
        names = [each.name for each in path.parent.iterdir()] if folder_exists else []
    except (OSError, ValueError):
        folder_exists, names = False, []
    short = shown(name, 200)
    message = Words(f"文件不存在：{short}", f"the file does not exist: {short}")
    if folder_exists:
        return Problem("file-missing", message, Place(name), suggestion=did_you_mean(path.name, names))
    hint = Words("检查所在的文件夹是否写对", "check that the folder is written right")
    return Problem("file-missing", message, Place(name), suggestion=hint)


def _unreadable(name: str, error: OSError) -> Problem:
    short = shown(name, 200)
    if isinstance(error, IsADirectoryError):
        return Problem(
            "file-unreadable",
            Words(f"这是文件夹，不是文件：{short}", f"this is a folder, not a file: {short}"),
            Place(name),
            suggestion=Words("写出文件夹中的文件名", "name a file inside the folder"),
        )
    if isinstance(error, PermissionError):
        return Problem(
            "file-unreadable",
            Words(f"没有读取权限：{short}", f"no permission to read: {short}"),
            Place(name),
            suggestion=Words("检查文件的权限", "check the permissions of the file"),
        )
    reason = error.strerror or "?"
    return Problem(
        "file-unreadable", Words(f"无法读取：{short}（{reason}）", f"cannot be read: {short} ({reason})"), Place(name)
    )


def _too_large(name: str) -> Problem:
    limit = f"{MOST_BYTES:,}"
    return Problem(
        "file-size",
        Words(f"文件超过{limit}字节的上限", f"the file is larger than the limit of {limit} bytes"),
        Place(name),
        suggestion=Words("把内容拆成几个较小的文件", "split the content into several smaller files"),
    )


def _encoding(content: bytes, name: str, error: UnicodeDecodeError) -> Problem:
    """Report bytes which are no UTF-8, and what they seem to be instead."""
    start = error.start
    before = content[:start].decode("utf-8", "replace")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    seen = f"0x{content[start]:02X}"
    zh = f"文件不是 UTF-8 编码：第{start + 1}个字节（{seen}）无法解码"
    en = f"the file is not UTF-8: byte {start + 1} ({seen}) cannot be decoded"
    guess = _guess(content)
    if guess:
        zh, en = f"{zh}；看来是 {guess} 编码", f"{en}; it seems to be {guess}"
    return Problem(
        "file-encoding",
        Words(zh, en),
        Place(name, line, column, column + 1),
        expected=Words("UTF-8 编码的文本", "text in UTF-8"),
        suggestion=Words("用编辑器打开，另存为 UTF-8 编码", "open it in an editor and save it as UTF-8"),
    )


def _guess(content: bytes) -> str:
    """Return the encoding the bytes seem to have, or nothing."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GB18030"
