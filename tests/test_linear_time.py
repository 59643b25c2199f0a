"""Work is linear in the size of an input and in the number of its mistakes, whatever is wrong; the first hundred are shown.

Each input is made in two sizes, one four times the other: what compares each with each would do sixteen times as much. Calls are
counted, not time, so that a busy machine changes nothing; `benchmarks/linear.py` measures the time.
"""

from __future__ import annotations

import difflib
import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_rules import InputError, evaluate_table, load, load_text
from zjtx_rules.cli import main
from zjtx_rules.files import Limits, parse_json, parse_yaml
from zjtx_rules.nearest import nearest, one_input
from zjtx_rules.problems import SHOWN, Place, Problem
from zjtx_rules.profile import read_profile
from zjtx_rules.terms.titles import title_names
from zjtx_rules.words import Words

MOST = 7.0
"""Times as many calls for four times the input: more than four, for what sorts; less than sixteen."""

HEAD = 'jurisdiction: {name: 日照市, code: "371100"}\n'
DOCUMENT = HEAD + "documents:\n- id: d\n  title: 甲\n  status: issued\n  clauses:\n"
GIANT = "newly_recognised: {title: little_giant}"


def clause(number: int, when: str = GIANT, pays: str = "sum: 1万元") -> str:
    return (
        f"  - {{id: award.a{number}, kind: award, cite: 一, quote: 原文, title: 甲奖, to: enterprise, "
        f"when: {{{when}}}, pays: {{{pays}}}}}\n"
    )


def items(key: str, item: str) -> Callable[[int], str]:
    return lambda count: f"{key}:\n" + "".join(item.replace("N", str(number)) + "\n" for number in range(count))


PROFILES: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda count: "".join(f"key{number}: 1\n" for number in range(count)),
    "unknown Chinese keys": lambda count: "".join(f"所在第{number}: 1\n" for number in range(count)),
    "unknown titles": items("认定", "- {称号: 小型微型企业创业基地N}"),
    "unknown levels": items("认定", "- {称号: 小巨人, 级别: 省N级}"),
    "unknown kinds": items("认定", "- {称号: 小巨人, 认定方式: 新认N}"),
    "unknown regions": items("登记沿革", "- {登记地: 日照N市}"),
    "misspelt regions": lambda count: (
        "登记沿革:\n" + "".join(f"- {{登记地: 日{chr(0x4E00 + number)}市}}\n" for number in range(count))
    ),
    "no days": items("认定", "- {称号: 小巨人, 认定日期: 2023-02-3N}"),
    "no sums": items("已领奖补", "- {金额: N万圆}"),
    "unknown keys inside": items("已领奖补", "- {金 额: N, amonut: 3}"),
    "keys left out": items("认定", "- {级别: 省级}"),
    "neither yes nor no": items("人工认定", "  aN: x"),
    "lists for mappings": items("认定", "- [N]"),
    "one year again and again": items("财务数据", "- {年度: 2020}"),
    "fields twice": items("认定", "- {称号: 小巨人, title: 小巨人}"),
    "days reversed": items("认定", "- {称号: 小巨人, 认定日期: 2023-02-03, 有效期至: 2022-01-01}"),
    "one key again and again": lambda count: "a: 1\n" * count,
    "nothing wrong": items("已领奖补", "- {金额: 1元, 条款: xN}"),
}
RULES: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda count: DOCUMENT + clause(1) + "".join(f"x{number}: 1\n" for number in range(count)),
    "unknown keys inside": lambda count: (
        DOCUMENT + "".join(clause(n, pays=f"sum: 1万元, upto{n}: 3") for n in range(count))
    ),
    "unknown conditions": lambda count: DOCUMENT + "".join(clause(n, f"newly_recognized{n}: 3") for n in range(count)),
    "unknown titles": lambda count: (
        DOCUMENT + "".join(clause(n, f"newly_recognised: {{title: 创业基地{n}}}") for n in range(count))
    ),
    "unknown facts": lambda count: DOCUMENT + "".join(clause(n, f"fact: rd_sharee{n}, is: true") for n in range(count)),
    "unknown clauses": lambda count: DOCUMENT + "".join(clause(n, f"clause: award.b{n}") for n in range(count)),
    "one id again and again": lambda count: DOCUMENT + clause(0) * count,
    "a chain of clauses": lambda count: (
        DOCUMENT + "".join(clause(n, f"clause: award.a{n + 1}" if n < count - 1 else GIANT) for n in range(count))
    ),
    "a chain of payments": lambda count: (
        DOCUMENT
        + "".join(clause(n, pays=f"same_as: award.a{n + 1}" if n < count - 1 else "sum: 1万元") for n in range(count))
    ),
    "a circle": lambda count: DOCUMENT + "".join(clause(n, f"clause: award.a{(n + 1) % count}") for n in range(count)),
    "unknown members": lambda count: (
        DOCUMENT
        + clause(1)
        + "  - {id: nd, kind: no_duplication, cite: 一, quote: 原文, title: 乙, among: ["
        + ", ".join(f"award.b{number}" for number in range(count))
        + "]}\n"
    ),
    "nothing wrong": lambda count: DOCUMENT + "".join(clause(number) for number in range(count)),
}


def counted(ask: Callable[[], object]) -> tuple[int, InputError | None]:
    """Return how many calls an input takes, of Python and of C, and what was wrong with it."""
    calls, error = 0, None

    def count(_frame: object, event: str, _of: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        ask()
    except InputError as raised:
        error = raised
        raised.render()
    finally:
        sys.setprofile(before)
    return calls, error


def linear(ask: Callable[[int], Callable[[], object]], size: int) -> InputError | None:
    """Ask twice, count the calls of both, and return what was wrong the second time."""
    small, _ = counted(ask(size))
    large, error = counted(ask(size * 4))
    assert large < MOST * small
    return error


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_are_read_in_linear_time(name: str) -> None:
    texts = {size: PROFILES[name](size) for size in (400, 1_600)}
    error = linear(lambda size: lambda: read_profile(parse_yaml(texts[size], "firm.yaml")), 400)
    if name == "nothing wrong":
        assert error is None
        return
    assert error is not None
    count = len(error.problems) + error.more
    assert count >= 1_599
    assert f"共{count}处错误，以上是前{SHOWN}处" in error.render()
    assert error.render().count("错误[") == SHOWN


@pytest.mark.parametrize("name", RULES)
def test_rule_files_are_read_in_linear_time(name: str) -> None:
    texts = {size: RULES[name](size) for size in (150, 600)}
    error = linear(lambda size: lambda: load_text(texts[size], "rules.yaml"), 150)
    assert (error is None) == (name == "nothing wrong")


@pytest.mark.parametrize("name", ["unknown keys", "unknown titles", "unknown regions", "keys left out"])
def test_json_is_read_in_linear_time(name: str) -> None:
    data = {size: json.dumps(parse_yaml(PROFILES[name](size), "f").data, ensure_ascii=False) for size in (400, 1_600)}
    error = linear(lambda size: lambda: read_profile(parse_json(data[size], "firm.json")), 400)
    assert error is not None
    assert f"以上是前{SHOWN}处" in error.render()


HEADERS = {
    "unknown": lambda count: [f"列{number}" for number in range(count)],
    "nearly known": lambda count: [f"成立日其{number}" for number in range(count)],
    "twice": lambda count: ["企业名称", "名称"] * (count // 2),
    "of years": lambda count: [f"{1950 + number % 150}年营业收入{number}" for number in range(count)],
}


def simulate(path: Path) -> None:
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        main(["simulate", str(path), "--rules", "rizhao", "--as-of", "2023-09-01"])
    assert "internal-error" not in said.getvalue()


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("form", ["list", "folder"])
def test_tables_of_many_columns_are_read_in_linear_time(tmp_path: Path, name: str, form: str) -> None:
    paths = {}
    for size in (400, 1_600):
        headers = HEADERS[name](size)
        folder = tmp_path / str(size)
        folder.mkdir()
        paths[size] = folder if form == "folder" else folder / "applicants.csv"
        (folder / "applicants.csv").write_text(
            f"applicant,region,{','.join(headers)}\nA1,日照市,{','.join('1' * size)}\n", encoding="utf-8"
        )
    linear(lambda size: lambda: simulate(paths[size]), 400)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("region", "日照{}市"),
        ("founded", "2023-13-{}"),
        ("industry", "C{}x"),
        ("size_class", "大{}型"),
        ("title", "{}巨人"),
    ],
)
def test_cells_are_read_in_linear_time(column: str, value: str) -> None:
    rules = load("rizhao")

    def ask(size: int) -> Callable[[], object]:
        ids, cells = [f"A{number}" for number in range(size)], [value.format(number) for number in range(size)]
        table = {"applicant": ids} if column == "title" else {"applicant": ids, column: cells}
        held = {"recognitions": pl.DataFrame({"applicant": ids, "title": cells})} if column == "title" else {}
        return lambda: evaluate_table(pl.DataFrame(table), rules=rules, as_of=date(2023, 9, 1), **held)

    linear(ask, 400)


def test_problems_beyond_those_that_are_kept_are_counted() -> None:
    problem = Problem("code", Words("甲", "a"), Place("f"))
    error = InputError([problem] * 5, 7)
    assert error.render().endswith("共12处错误，以上是前5处")
    assert error.render("en").endswith("12 problem(s) found; these are the first 5")
    assert InputError([problem]).render().endswith("共1处错误")


@pytest.mark.parametrize("parse", [parse_yaml, parse_json])
def test_readers_count_what_they_do_not_keep(parse: Callable[..., object]) -> None:
    text = "{" + ", ".join('"a": 1' for _ in range(31)) + "}"
    if parse is parse_json:
        text = "[" + ", ".join('{"a": 1, "a": 2}' for _ in range(30)) + "]"
    with pytest.raises(InputError) as caught:
        parse(text, "f", Limits(problems=10))
    assert (len(caught.value.problems), caught.value.more) == (10, 20)


def of_difflib(word: str, known: list[str]) -> str | None:
    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


SOME = st.text("企业示范省级小巨ab", min_size=1, max_size=8)


@given(SOME, st.lists(SOME, max_size=30))
def test_the_nearest_word_is_that_of_difflib(word: str, known: list[str]) -> None:
    assert nearest(word, known) == of_difflib(word, known)


@given(
    st.sampled_from(sorted(each for each in title_names() if "_" not in each)),
    st.integers(0, 30),
    st.sampled_from(["", "企", "省级", "x"]),
)
def test_the_nearest_title_is_that_of_difflib(title: str, at: int, put: str) -> None:
    word = title[:at] + put + title[at + 1 :]
    if word:
        assert nearest(word, title_names()) == of_difflib(word, list(title_names()))


def test_of_one_input_some_more_words_are_compared_than_are_shown() -> None:
    with one_input():
        found = [nearest(f"小巨{chr(0x4E00 + number)}", title_names()) for number in range(200)]
    assert None not in found[:SHOWN]
    assert found[-1] is None
    assert nearest("小巨仁", title_names()) == "小巨人"
