"""Every option and argument of every command is read by the command: none is declared, documented and then passed over."""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from typing import Any

import pytest

from zjtx_rules.cli.command_line import actions_of, parsers
from zjtx_rules.cli.commands import COMMANDS as ALL

ROOT = Path(__file__).parents[2]
FIRM = str(ROOT / "examples" / "rizhao-firm.yaml")
DAY = ["--as-of", "2023-09-01"]
TOP, COMMANDS = parsers(ALL, "0", "zh")

RUNS: dict[str, list[list[str]]] = {
    "evaluate": [[FIRM, *DAY], [FIRM, *DAY, "--format", "json"], [FIRM, *DAY, "--batch"]],
    "ask": [[FIRM, *DAY, "--out", "TMP/asked.yaml"]],
    "gap": [[FIRM, *DAY], [FIRM, *DAY, "--for", "unicorn"]],
    "match": [[FIRM, *DAY, "--out", "TMP/match.txt"]],
    "remind": [
        [FIRM, "--rules", "TMP/rules.yaml", "--since", "TMP/rules.yaml", "--out", "TMP/out.ics", "--format", "ics"]
    ],
    "show": [["award.little_giant"]],
    "read": [["TMP/paragraph.txt", "award.a", "--rules", "TMP/rules.yaml"]],
    "rules": [DAY],
    "schema": [["profile"], ["profile", "--path"]],
    "check": [["rizhao"]],
    "fmt": [["--check", "TMP/rules.yaml"]],
    "test": [["TMP/examples.yaml"]],
    "coverage": [["TMP/rules.yaml", "--examples", "TMP/examples.yaml"]],
    "diff": [["rizhao", "jinan", "--profiles", FIRM, *DAY], ["TMP/rules.yaml"]],
    "compare": [["rizhao", "jinan", "--out", "TMP/compare.txt"]],
    "git-diff": [["rules.yaml", "TMP/rules.yaml", "0", "100644", "/dev/null", "0", "000000"]],
    "textconv": [["TMP/rules.yaml"]],
    "simulate": [["TMP/list.csv", "--rules", "rizhao", *DAY, "--out", "TMP/out.csv", "--report", "TMP/report.txt"]],
    "serve": [[]],
    "mcp": [["--http"]],
    "replay": [["TMP/record.json"]],
    "site": [["--rules", "TMP/rules.yaml", "--before", "TMP/rules.yaml", "--out", "TMP/site", *DAY]],
    "population": [["--n", "3", "--seed", "1", "--out", "TMP/people"]],
}
"""For each command, questions that between them go through all of it."""

RULES = """\
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: demo
  title: 测试办法
  status: issued
  clauses:
  - id: award.a
    kind: award
    cite: 一
    quote: 给予10万元
    title: 甲奖
    to: enterprise
    when: {newly_recognised: {title: little_giant}}
    pays: {sum: 10万元}
"""
EXAMPLES = """\
about: 测试
rules: TMP/rules.yaml
as_of: 2023-09-01
profile:
  kind: enterprise
  region: 日照市
  recognitions: [{title: little_giant, kind: new, date: 2023-07-14}]
  awards_received: []
examples:
- name: 新认定
  because: 给予10万元
  expect: {payable: {fixed: 10万元}}
"""


class Recorder(argparse.Namespace):
    """Remembers which of its attributes are asked for."""

    def __init__(self, given: argparse.Namespace) -> None:
        super().__init__(**vars(given))
        object.__setattr__(self, "_asked", set())

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_"):
            object.__getattribute__(self, "_asked").add(name)
        return object.__getattribute__(self, name)


def test_every_command_is_tried() -> None:
    assert set(RUNS) == set(COMMANDS)


@pytest.mark.parametrize("name", RUNS)
def test_every_option_of_a_command_is_read(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in ("serve", "mcp"):
        pytest.importorskip(name if name == "mcp" else "starlette")
        uvicorn = pytest.importorskip("uvicorn")
        monkeypatch.setattr(uvicorn, "run", lambda *_, **__: None)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    monkeypatch.chdir(tmp_path)
    for file, text in (
        ("rules.yaml", RULES),
        ("examples.yaml", EXAMPLES.replace("TMP", str(tmp_path))),
        ("list.csv", "编号,所在地\nA1,日照市\n"),
        ("paragraph.txt", "对本行政区域内的企业"),
    ):
        (tmp_path / file).write_text(text, encoding="utf-8")
    asked: set[str] = set()
    for arguments in RUNS[name]:
        given = TOP.parse_args([name, *(each.replace("TMP", str(tmp_path)) for each in arguments)])
        recorder = Recorder(given)
        try:
            given.run(recorder)
        except ValueError:  # also a question that is refused has read what it says
            assert name in ("diff", "read", "replay")
        asked |= object.__getattribute__(recorder, "_asked")
    capsys.readouterr()
    dests = {each.dest for each in actions_of(COMMANDS[name])} - {"help"}
    # `main` itself reads the language, for messages.
    assert dests - asked - {"lang"} == set()


def test_an_option_that_is_passed_over_would_be_noticed() -> None:
    recorder = Recorder(argparse.Namespace(a=1, b=2))
    assert recorder.a == 1
    assert object.__getattribute__(recorder, "_asked") == {"a"}
