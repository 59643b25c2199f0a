"""Bad input of every kind: a located message, exit code 2, no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BAD = {
    "truncated": ("name: [", "yaml-syntax"),
    "a tag": ("name: !!python/object:os.system x", "yaml-tag"),
    "deep nesting": ("a: " + "[" * 100_000, "yaml-depth"),
    "an alias bomb": (
        "a: &a [x, x]\n"
        + "".join(
            f"b{i}: &b{i} [*{'a' if i == 0 else f'b{i - 1}'}, *{'a' if i == 0 else f'b{i - 1}'}]\n" for i in range(30)
        ),
        "yaml-alias-limit",
    ),
    "a list": ("- a\n- b\n", "profile-form"),
    "a wrong unit": ("财务数据: [{年度: 2022, 营业收入: 1000万}]", "money"),
    "full-width digits": ("财务数据: [{年度: 2022, 营业收入: １０００万元}]", "money"),
    "negative money": ("财务数据: [{年度: 2022, 营业收入: -3万元}]", "money"),
    "no such date": ("成立日期: 2025-02-30", "date"),
    "a misspelt field": ("regoin: 日照市", "unknown-key"),
    "a misspelt title": ("认定: [{称号: 小巨仁}]", "title"),
    "level and title in one": ("认定: [{称号: 省级瞪羚企业}]", "title"),
    "a level that does not exist": ("认定: [{称号: 小巨人, 级别: 市级}]", "no-such-level"),
    "a validity that ends first": (
        "认定: [{称号: 瞪羚企业, 认定日期: 2023-05-01, 有效期至: 2022-05-01}]",
        "dates-reversed",
    ),
    "one year twice": ("财务数据: [{年度: 2022}, {年度: 2022}]", "year-twice"),
    "a field twice": ("名称: 甲\n企业名称: 乙", "named-twice"),
    "a key twice": ("名称: 甲\n名称: 乙", "duplicate-key"),
    "a wrong credit code": ("统一社会信用代码: 91370100MA3C0000", "credit-code"),
    "an unknown kind": ("主体类型: 企也", "unknown-kind"),
    "yes in English": ("具有独立法人资格: yes", "yes-no"),
    "an unknown place": ("所在地: 日召市", "region"),
    "nothing": ("", "yaml-empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_profiles_are_refused_with_a_code(zjtx, tmp_path: Path, name: str) -> None:
    text, code = BAD[name]
    path = tmp_path / "firm.yaml"
    path.write_text(text, encoding="utf-8")
    said = zjtx("evaluate", str(path), "--as-of", "2023-09-01")
    assert said.code == 2
    assert f"错误[{code}]" in said.err
    assert "Traceback" not in said.err


def test_ten_megabytes_of_keys_are_refused(zjtx, tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text("".join(f"k{i}: 1\n" for i in range(1_200_000)), encoding="utf-8")
    said = zjtx("evaluate", str(path))
    assert said.code == 2
    assert "错误[file-size]" in said.err


def test_all_problems_of_a_profile_come_at_once(zjtx, tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text("regoin: 日照市\n成立日期: 2025-02-30\n认定: [{称号: 小巨仁}]\n", encoding="utf-8")
    assert "共3处错误" in zjtx("evaluate", str(path)).err


def test_a_problem_names_line_and_column(zjtx, tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text("名称: 甲\n成立日期: 2025-02-30\n", encoding="utf-8")
    assert f"{path}:2:7: 错误[date]: 没有2025年2月30日：2025年2月只有28天" in zjtx("evaluate", str(path)).err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--reading", "upgrad=nothing"], "是否想写“upgrade”"),
        (["--reading", "upgrade=nothin"], "没有“nothin”这一选项"),
        (["--reading", "upgrade"], "不是 编号=选项 的写法"),
        (["--as-of", "2023-02-30"], "2023年2月只有28天"),
        (["--rules", "rizao"], "是否想写“rizhao”"),
        (["--adopting", "临沂是"], "是否想写“山东省临沂市”"),
        (["--adopted-from", "2023-02-30"], "2023年2月只有28天"),
    ],
)
def test_bad_arguments_are_refused(zjtx, arguments: list[str], word: str) -> None:
    firm = str(Path(__file__).parents[2] / "examples" / "rizhao-firm.yaml")
    said = zjtx("evaluate", firm, *arguments)
    assert said.code == 2
    assert word in said.err


def test_an_unknown_command_is_refused(zjtx) -> None:
    assert zjtx("evaluat").code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("more", [[], ["--full"]], ids=["short", "long"])
def test_an_output_that_cannot_be_written_is_said_without_a_traceback(more: list[str]) -> None:
    example = Path(__file__).parents[2] / "examples" / "rizhao-firm.yaml"
    asked = ["evaluate", str(example), "--rules", "rizhao", "--as-of", "2023-09-01", *more]
    code = f"from zjtx_rules.cli.main import main; raise SystemExit(main({asked!r}))"
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603 - our own command
    assert done.returncode == 2
    said = done.stderr.decode()
    assert said.startswith("zjtx: 错误[cannot-write-or-read]")
    assert "Traceback" not in said


@pytest.mark.parametrize("name", BAD)
def test_problems_come_as_json_where_json_was_asked_for(zjtx, tmp_path: Path, name: str) -> None:
    text, code = BAD[name]
    path = tmp_path / "firm.yaml"
    path.write_text(text, encoding="utf-8")
    said = zjtx("evaluate", str(path), "--as-of", "2023-09-01", "--format", "json")
    data = json.loads(said.out)
    assert said.code == 2
    assert data["count"] >= len(data["problems"]) >= 1
    assert code in {each["code"] for each in data["problems"]}
    for each in data["problems"]:
        assert each["message"]["zh"]
        assert each["message"]["en"]
        assert each["place"]["file"] == str(path)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["evalute", "--format", "json"], "unknown-command"),
        (["evaluate", "x.yaml", "--format=json", "--rule", "y"], "unknown-option"),
        (["gap", "missing.yaml", "--format", "json"], "file-missing"),
        (["match", "missing.yaml", "--format", "json", "--as-of", "2023-02-30"], "file-missing"),
        (["check", "nowhere.yaml", "--sources", "nowhere", "--format", "json"], "sources-missing"),
        (["diff", "rizhao", "nowhere", "--format", "json"], "unknown-rules"),
    ],
)
def test_every_command_that_writes_json_says_its_problems_so(zjtx, arguments: list[str], code: str) -> None:
    said = zjtx(*arguments)
    assert said.code == 2
    assert code in {each["code"] for each in json.loads(said.out)["problems"]}


def test_without_json_nothing_is_written_to_the_output(zjtx) -> None:
    assert zjtx("evaluate", "missing.yaml").out == ""
