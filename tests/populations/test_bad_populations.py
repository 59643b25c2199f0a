"""Every bad population is refused with the file, the line and the column, all problems at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from zjtx_rules import InputError, load
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)


def refused(path: Path, **options: object) -> list[tuple[str, str, int, int]]:
    """Return code, file, line and column of every problem for which a population is refused."""
    with pytest.raises(InputError) as refusal:
        simulate(path, load("rizhao"), AS_OF, **options)  # type: ignore[arg-type]
    assert refusal.value.render("zh") != refusal.value.render("en")
    return [
        (each.code, Path(each.place.file).name, each.place.line, each.place.column) for each in refusal.value.problems
    ]


def written(folder: Path, text: str | bytes, name: str = "名单.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("empty-file", 0, 0)]),
        ("编号,所在地\n", [("no-rows", 0, 0)]),
        # Two fields are expected; the second row ends after its first character, the third goes on after its sixth.
        ("编号,所在地\n甲,日照市\n乙\n丙,日照市,多\n", [("wrong-fields", 3, 2), ("wrong-fields", 4, 7)]),
        ('编号,所在地\n甲,日照市\n"乙,日照市\n丙,日照市\n', [("broken-quote", 3, 1)]),
        ("编号,认定已知,省级瞪羚企业认定日其\n甲,是,\n", [("unknown-column", 1, 9)]),
        ("编号,所在地,所在地\n甲,日照市,日照市\n", [("named-twice", 1, 8)]),
        ("编号,所在地,注册地\n甲,日照市,日照市\n", [("named-twice", 1, 8)]),
        ("编号,所在地\n甲,日照市\n乙,日照是\n", [("wrong-cell", 3, 3)]),
        ('编号,企业名称,所在地\n甲,"多\n行,",日照市\n乙,乙厂,日照是\n', [("wrong-cell", 4, 6)]),
        ("编号,2022年营业收入\n甲,100万元\n乙,100\n", [("wrong-cell", 3, 3)]),
        ("编号,2022年营业收入（万元）\n甲,100\n乙,1x0\n", [("wrong-cell", 3, 3)]),
        ("编号,省级瞪羚企业认定日期\n甲,2023-05-01\n乙,2023-13-01\n", [("wrong-cell", 3, 3)]),
        ("编号,所在地,行业\n甲,日照市,\n甲,日照市,\n,莒县,3451\n", [("duplicate-id", 3, 1), ("missing-id", 4, 1)]),
        ("编号,已领奖励（万元）,已领奖补（万元）\n甲,1,1\n", [("named-twice", 0, 0)]),
        (b"\xff\xfea\x00,\x00b", [("encoding", 1, 1)]),
        ("编号,所在地\n甲,日照市\n".encode() + b"\xe4\xb9,\xff\xff\n", [("encoding", 3, 1)]),
    ],
)
def test_a_bad_list_is_refused_where_it_is_bad(
    tmp_path: Path, text: str | bytes, problems: list[tuple[str, int, int]]
) -> None:
    found = refused(written(tmp_path, text))
    assert found == [(code, "名单.csv", line, column) for code, line, column in problems]


def test_a_misspelt_header_is_told_the_right_one(tmp_path: Path) -> None:
    text = "编号,省级瞪羚企业认定日其\n甲,\n"
    notes = [each.zh for each in simulate(written(tmp_path, text), load("rizhao"), AS_OF).notes]
    assert sum("名单.csv:1:4：没有名为“省级瞪羚企业认定日其”的列" in each for each in notes) == 1
    assert sum("是否想写“省级瞪羚企业认定日期”" in each for each in notes) == 1
    # Where the list says that it names all titles, a title without a column would pass for absent.
    for complete in ({"complete": ["认定"]}, {}):
        path = written(tmp_path, text if complete else "编号,省级瞪羚企业认定日其,认定已知\n甲,,是\n")
        with pytest.raises(InputError, match="是否想写“省级瞪羚企业认定日期”"):
            simulate(path, load("rizhao"), AS_OF, **complete)


def test_a_column_may_be_passed_over_by_name(tmp_path: Path) -> None:
    path = written(tmp_path, "序号,编号,联系人\n1,甲,某\n")
    assert any("联系人" in each.zh for each in simulate(path, load("rizhao"), AS_OF).notes)
    assert not any("联系人" in each.zh for each in simulate(path, load("rizhao"), AS_OF, ignore=["联系人"]).notes)
    assert refused(path, ignore=["联系人", "电话"])[0][0] == "unknown-column"


def test_a_folder_is_looked_through_as_a_whole(tmp_path: Path) -> None:
    written(tmp_path, "编号,所在地\n甲,日照市\n乙,日照市\n", "企业.csv")
    written(tmp_path, "编号,称号\n甲,小巨人\n戊,小巨人\n乙,小巨入\n", "认定.csv")
    assert refused(tmp_path) == [("orphan", "认定.csv", 3, 1), ("wrong-cell", "认定.csv", 4, 3)]


def test_headers_of_all_tables_are_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, "编号,所在的\n甲,日照市\n", "企业.csv")
    written(tmp_path, "编号,称呼\n甲,小巨人\n", "认定.csv")
    codes = {each[:3] for each in refused(tmp_path)}
    assert {("unknown-column", "企业.csv", 1), ("unknown-column", "认定.csv", 1)} <= codes


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_problems_of_all_chunks_are_told_at_once(tmp_path: Path, chunk: int) -> None:
    rows = "".join(f"{name},{'日照市' if number % 4 else '日照是'}\n" for number, name in enumerate("甲乙丙丁戊己"))
    path = written(tmp_path, f"编号,所在地\n{rows}己,日照市\n")
    assert refused(path, chunk=chunk) == [("wrong-cell", "名单.csv", 2, 3), ("duplicate-id", "名单.csv", 8, 1)]


def test_what_is_wrong_is_counted_where_that_is_wanted(tmp_path: Path) -> None:
    path = written(tmp_path, "编号,所在地\n甲,日照市\n乙,日照是\n丙,日照市\n")
    found = simulate(path, load("rizhao"), AS_OF, on_problem="report", out=tmp_path / "out.parquet")
    assert (found.applicants, found.with_problems) == (3, 1)
    assert found.documents[0].heads.applicants == 2
    assert [(each.code, each.line, each.rows) for each in found.problems] == [("wrong-cell", 3, 1)]
    answers = pl.read_parquet(tmp_path / "out.parquet")
    assert answers["problem"].to_list() == [None, "wrong-cell", None]
    assert answers["payable#up_to_ceiling"].null_count() == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("applicants.parquet", b"PAR1 cut short", "broken-file"),
        ("applicants.arrow", b"", "empty-file"),
        ("applicant.csv", "编号\n甲\n".encode(), "unknown-table"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    written(tmp_path, content, name)
    assert (code, name) in [(each[0], each[1]) for each in refused(tmp_path)]


def test_files_of_one_table_must_have_the_same_columns(tmp_path: Path) -> None:
    written(tmp_path, "编号,所在地\n甲,日照市\n", "企业-1.csv")
    written(tmp_path, "编号,所在的\n乙,日照市\n", "企业-2.csv")
    assert refused(tmp_path) == [("other-columns", "企业-2.csv", 1, 1)]


def test_a_column_of_the_wrong_type_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"applicant": ["甲"], "region": [True]}).write_parquet(tmp_path / "applicants.parquet")
    assert [each[:2] for each in refused(tmp_path)] == [("wrong-type", "applicants.parquet")]


def test_a_place_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "没有.csv")[0][:2] == ("missing-file", "没有.csv")


def test_a_broken_workbook_is_told_how_to_be_saved(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="另存为 XLSX"):
        simulate(written(tmp_path, b"PK", "名单.xlsx"), load("rizhao"), AS_OF)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_list_in_any_encoding_of_spreadsheets_is_read_as_it_is(tmp_path: Path, encoding: str) -> None:
    text = "编号,所在地,省级瞪羚企业认定日期\n甲,日照市,2023-05-01\n"
    utf8 = simulate(written(tmp_path, text, "a.csv"), load("rizhao"), AS_OF)
    other = simulate(written(tmp_path, text.encode(encoding), "b.csv"), load("rizhao"), AS_OF)
    assert other.model_copy(update={"population": ""}) == utf8.model_copy(update={"population": ""})


def test_a_lot_of_wrong_values_is_said_in_a_few_words(tmp_path: Path) -> None:
    rows = "".join(f"甲{number},坏{number}\n" for number in range(60))
    found = refused(written(tmp_path, f"编号,所在地\n{rows}"))
    assert len(found) == 21
