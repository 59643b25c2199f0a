"""What `import zjtx_rules` offers: names, star import, dir, short reprs, and the nearest name for a misspelt one."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

import zjtx_rules as zjtx
from zjtx_rules.language.ruleset import SideBySide

DAY = date(2023, 9, 1)
FUNCTIONS = ("evaluate", "gap", "match", "check", "diff", "compare", "impact", "simulate", "evaluate_table", "schema")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_question_is_a_function_with_stated_types(name: str) -> None:
    function = getattr(zjtx, name)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(each.annotation is not inspect.Parameter.empty for each in signature.parameters.values())
    assert function.__doc__


def test_type_checkers_see_what_is_imported_later() -> None:
    tree = ast.parse(Path(str(zjtx.__file__)).read_text(encoding="utf-8"))
    block = next(each for each in tree.body if isinstance(each, ast.If))
    seen = {alias.name: each.module for each in block.body if isinstance(each, ast.ImportFrom) for alias in each.names}
    assert seen == zjtx._LATER  # noqa: SLF001 - the two tables say the same


def test_a_star_import_gives_what_is_listed() -> None:
    names: dict[str, Any] = {}
    exec("from zjtx_rules import *", names)  # noqa: S102 - a star import stands at the top of a module only
    del names["__builtins__"]
    assert set(names) == set(zjtx.__all__)
    assert sorted(zjtx.__all__) == zjtx.__all__


def test_dir_shows_what_is_offered_and_no_more() -> None:
    assert {each for each in dir(zjtx) if not each.startswith("__")} == set(zjtx.__all__)


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    return done.stdout


def test_importing_loads_nothing_heavy() -> None:
    heavy = ("narwhals", "polars", "pyarrow", "pandas", "starlette", "zjtx_rules.analysis", "zjtx_rules.presentation")
    said = _run(f"import sys, zjtx_rules; print([each for each in {heavy} if each in sys.modules])")
    assert said.strip() == "[]"


def test_without_an_extra_a_star_import_works_and_a_call_says_what_to_install() -> None:
    said = _run(
        "import sys\n"
        "sys.modules['narwhals'] = sys.modules['polars'] = None\n"
        "from zjtx_rules import *\n"
        "for each in (simulate, evaluate_table, InRow):\n"
        "    try: each('x')\n"
        "    except InputError as error: print(error.problems[0].code, error.problems[0].suggestion.zh)\n"
    )
    assert said.splitlines() == ["missing-extra pip install 'zjtx-rules[table]'"] * 3


@pytest.mark.parametrize("name", zjtx.__all__)
def test_a_misspelt_name_is_answered_with_the_nearest(name: str) -> None:
    if len(name) < 4:
        return
    wrong = name[:2] + name[3:]
    with pytest.raises(AttributeError) as raised:
        getattr(zjtx, wrong)
    assert f"no attribute '{wrong}'" in str(raised.value)
    guess = str(raised.value).partition("did you mean '")[2].rstrip("'?")
    assert guess == name or hasattr(zjtx, guess)


@pytest.fixture(scope="module")
def answer() -> zjtx.Evaluation:
    return zjtx.evaluate(zjtx.EnterpriseProfile(name="某公司\u202e"), zjtx.load("rizhao"), DAY)


def test_every_clause_is_found_again_from_a_slip_of_the_pen(answer: zjtx.Evaluation) -> None:
    clauses = [name for outcome in answer.outcomes for name in outcome.found]
    assert len(clauses) > 50
    for name in clauses:
        slip = name[0] + name[2:]
        for wrong in (slip, f"rizhao-2022:{slip}", f"rizhao-202:{name}"):
            try:
                answer.verdict(wrong)
            except KeyError as error:
                guess = str(error).partition("did you mean '")[2].partition("'")[0]
                answer.verdict(guess)  # the suggestion works when followed
                assert (":" in guess) == (":" in wrong)


def test_a_clause_for_others_is_not_called_unknown(answer: zjtx.Evaluation) -> None:
    others = {clause.id for _, _, clause in answer.rules.clauses()} - set(answer.outcomes[0].found)
    assert others
    for name in others:
        with pytest.raises(KeyError, match="is not for applicants of kind 'enterprise'"):
            answer.verdict(name)
    with pytest.raises(KeyError, match=r"^\"no clause 'zzzz' for applicants of kind 'enterprise'\"$"):
        answer.verdict("zzzz")


def test_a_clause_that_is_asked_for_by_its_title_or_number_is_named(answer: zjtx.Evaluation) -> None:
    for words in ("小巨人", "三（一）2"):
        with pytest.raises(KeyError, match="clauses of that name: ") as raised:
            answer.verdict(words)
        named = str(raised.value).partition("of that name: ")[2].strip('"').replace("'", "").split(", ")
        assert "award.little_giant" in named
        for each in named:
            answer.verdict(each)


def test_a_schema_by_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(zjtx.InputError) as wrong:
        zjtx.schema("rule")  # type: ignore[arg-type]  # what a checker refuses
    assert [each.code for each in wrong.value.problems] == ["unknown-schema"]
    assert "rules" in str(wrong.value)


def test_plain_data_in_place_of_a_profile_is_told_how_to_be_read(answer: zjtx.Evaluation) -> None:
    with pytest.raises(TypeError, match="read_applicant"):
        zjtx.evaluate({"region": "日照市"}, answer.rules, DAY)  # type: ignore[arg-type]  # what a checker refuses


def test_what_is_returned_is_shown_in_a_line(answer: zjtx.Evaluation) -> None:
    rules, other = answer.rules, zjtx.load("jinan")
    firm = answer.applicant
    shown = [
        answer,
        answer.awards.payable,
        answer.outcomes[0],
        *answer.outcomes[0].settlement.lines,
        rules,
        SideBySide.of(rules, other),
        rules.files[0],
        firm,
        zjtx.match(answer),
        zjtx.gap(firm, rules, "unicorn", DAY),
        zjtx.diff(rules, other),
        zjtx.compare([rules, other]),
        zjtx.impact([firm], rules, other, DAY),
    ]
    for each in shown:
        said = repr(each)
        assert len(said) < 200, said
        assert said.isprintable(), said
    assert repr(answer.awards.payable) == "<Section rizhao-2022: fixed 0元, up to 0元–300万元>"
    assert repr(firm) == r"EnterpriseProfile(name='某公司\u202e')"


@pytest.mark.parametrize("kind", [str, Path])
def test_a_profile_is_read_from_its_file(tmp_path: Path, kind: type[Any]) -> None:
    path = tmp_path / "资料.yaml"
    path.write_text("所在地: 日照市\n认定: [{称号: 小巨人}]\n", encoding="utf-8")
    assert zjtx.read_profile(kind(path)) == zjtx.read_applicant(
        {"region": "日照市", "recognitions": [{"title": "little_giant"}]}
    )
    path.write_text("所在地: 日照市\n认定: [{称号: 小具人}]\n", encoding="utf-8")
    with pytest.raises(zjtx.InputError) as wrong:
        zjtx.read_profile(kind(path))
    (problem,) = wrong.value.problems
    assert (problem.code, problem.place.line) == ("title", 2)
    with pytest.raises(zjtx.InputError) as missing:
        zjtx.read_profile(kind(tmp_path / "没有.yaml"))
    assert missing.value.problems[0].code == "file-missing"


@pytest.mark.parametrize(("kind", "meant"), [("特色产业集裙", "特色产业集群"), ("startup_bass", "startup_base")])
def test_a_misspelt_kind_in_a_request_is_answered_with_the_nearest(kind: str, meant: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        TypeAdapter(zjtx.AnyApplicant).validate_python({"主体类型": kind, "所在地": "济南市"})
    (error,) = wrong.value.errors()
    assert (error["type"], error["msg"]) == ("unknown-kind", f"没有“{kind}”这一主体类型")
    assert meant in error["ctx"]["suggest_zh"]
    with pytest.raises(zjtx.InputError) as read:
        zjtx.read_applicant({"主体类型": kind})
    (problem,) = read.value.problems
    assert (problem.code, problem.message.zh) == (error["type"], error["msg"])
