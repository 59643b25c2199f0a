"""The page on populations says what the command does: its headers are read, its options and files exist, its message is true."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from zjtx_rules.cli.simulate import arguments
from zjtx_rules.engines.columns.given.layout import TABLES, applicant_columns
from zjtx_rules.populations.files.table_names import table_words
from zjtx_rules.populations.firm_lists.headers import Headers

PAGE = (Path(__file__).parents[2] / "docs" / "populations.md").read_text(encoding="utf-8")


def rows(head: str) -> list[list[str]]:
    """Return the rows of the table whose head begins so."""
    table = PAGE[PAGE.index(head) :].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


def quoted(cell: str) -> list[str]:
    return re.findall("`([^`]+)`", cell)


HEADERS = [header for row in rows("| 列名 | 例") for header in quoted(row[1])]


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_of_the_page_is_read(header: str) -> None:
    assert Headers(applicant_columns(), 2022).read(header) is not None


def test_the_page_names_every_table_by_names_that_files_may_have() -> None:
    named = [word for row in rows("| 表 | 文件名") for word in quoted(row[1])]
    assert {table_words()[word] for word in named} == {"applicants", *TABLES}


def test_the_page_names_every_option() -> None:
    parser = argparse.ArgumentParser()
    arguments(parser)
    options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}  # noqa: SLF001 - argparse offers no list
    named = {option for row in rows("| 选项 | 含义") for option in quoted(row[0])}
    assert named == options - {"--help"}


def test_the_message_on_the_page_is_the_one_that_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from zjtx_rules.cli import main  # noqa: PLC0415 - beside its only use

    monkeypatch.chdir(tmp_path)
    Path("企业名单.csv").write_text("编号,所在地\n甲,日照市\n乙,日照是\n", encoding="utf-8")
    shown = PAGE[PAGE.index("企业名单.csv:3:3") :].partition("```")[0].strip()
    assert main(["simulate", "企业名单.csv", "--rules", "rizhao", "--as-of", "2023-09-01"]) == 2
    assert shown in capsys.readouterr().err
