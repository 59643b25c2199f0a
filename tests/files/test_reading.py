import io
from pathlib import Path

import pytest

from zjtx_rules.files import Source, parse_text, read, read_file
from zjtx_rules.problems import InputError, Problem


def problem(path: Path) -> Problem:
    with pytest.raises(InputError) as caught:
        read_file(path)
    (only,) = caught.value.problems
    return only


def written(folder: Path, content: bytes, name: str = "f.yaml") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"), [("f.yaml", b"a: 1"), ("f.YML", b"a: 1"), ("f.json", b'{"a": 1}'), ("f", b"a: 1")]
)
def test_a_file_is_read_by_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    assert read_file(written(tmp_path, content, name)).data == {"a": 1}


def test_a_source_is_named_by_its_path(tmp_path: Path) -> None:
    path = written(tmp_path, b"a: 1")
    assert read(str(path)).name == str(path)


def test_json_by_its_looks_is_read_as_json() -> None:
    assert parse_text(' {"a": 1}', "x").marks == {}


def test_yaml_which_starts_like_json_is_read_as_yaml() -> None:
    assert parse_text("[a, b]", "x").data == ["a", "b"]


def test_what_is_neither_is_reported_as_json() -> None:
    with pytest.raises(InputError, match="json-syntax"):
        parse_text('{"a": 1', "x")


def test_json_with_a_repeated_key_is_not_tried_as_yaml() -> None:
    with pytest.raises(InputError, match="duplicate-key"):
        parse_text('{"a": 1, "a": 1}', "x")


def test_a_json_name_means_json() -> None:
    with pytest.raises(InputError, match="json-syntax"):
        parse_text("a: 1", "x.json")


@pytest.mark.parametrize("stdin", [io.StringIO("a: 甲"), io.BytesIO("a: 甲".encode())], ids=["text", "bytes"])
def test_a_dash_is_standard_input(stdin: io.StringIO | io.BytesIO) -> None:
    source: Source = read("-", stdin=stdin)
    assert (source.name, source.data) == ("<stdin>", {"a": "甲"})


def test_bad_bytes_on_standard_input() -> None:
    with pytest.raises(InputError, match="file-encoding"):
        read("-", stdin=io.BytesIO(b"\xff"))


def test_bad_bytes_on_standard_input_read_as_text() -> None:
    with pytest.raises(InputError, match="file-encoding"):
        read("-", stdin=io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8"))


def test_too_much_on_standard_input() -> None:
    with pytest.raises(InputError, match="file-size"):
        read("-", stdin=io.StringIO("x" * 8_000_001))


def test_a_missing_file_suggests_a_near_name(tmp_path: Path) -> None:
    written(tmp_path, b"a: 1", "rules.yaml")
    found = problem(tmp_path / "rulse.yaml")
    assert found.code == "file-missing"
    assert found.suggestion
    assert found.suggestion.zh == "是否想写“rules.yaml”？"


@pytest.mark.parametrize("name", ["no/such/folder.yaml", "a\0b"])
def test_a_path_which_leads_nowhere(tmp_path: Path, name: str) -> None:
    assert problem(tmp_path / name).code == "file-missing"


def test_a_path_below_a_file(tmp_path: Path) -> None:
    assert problem(written(tmp_path, b"a: 1") / "x.yaml").code == "file-missing"


def test_a_name_longer_than_file_systems_allow(tmp_path: Path) -> None:
    assert problem(tmp_path / ("x" * 5_000)).code in {"file-unreadable", "file-missing"}


def test_a_folder(tmp_path: Path) -> None:
    found = problem(tmp_path)
    assert (found.code, found.message.zh) == ("file-unreadable", f"这是文件夹，不是文件：{tmp_path}"[:200])


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert problem(tmp_path / "f.yaml").code == "file-unreadable"


def test_gb18030_is_recognised(tmp_path: Path) -> None:
    found = problem(written(tmp_path, "a: 1\n名称: 甲\n".encode("gb18030")))
    assert found.code == "file-encoding"
    assert found.message.zh == "文件不是 UTF-8 编码：第6个字节（0xC3）无法解码；看来是 GB18030 编码"
    assert found.place[1:3] == (2, 1)


def test_utf_16_is_recognised(tmp_path: Path) -> None:
    assert "UTF-16" in problem(written(tmp_path, "名称".encode("utf-16"))).message.en


def test_bytes_of_no_known_encoding(tmp_path: Path) -> None:
    assert problem(written(tmp_path, b"a: \xff\xff")).message.zh == "文件不是 UTF-8 编码：第4个字节（0xFF）无法解码"


def test_a_file_too_large(tmp_path: Path) -> None:
    assert problem(written(tmp_path, b"a: 1\n" * 2_000_000)).code == "file-size"
