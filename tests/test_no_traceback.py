"""No input makes the program fall over: whatever stands at any key of a profile, a rule file or a list is read or refused with a place.

Values of every type are put at every key, alone and inside others; days at the ends of the calendar; halves of characters.
"""

# ruff: noqa: PT017 - an input may be read as well as refused, and either is looked at

from __future__ import annotations

import copy
import csv
import io
import json
import typing
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from zjtx_rules import EnterpriseProfile, InputError, RuleSet, evaluate, load, load_text
from zjtx_rules.analysis.testing.run_examples import run_examples
from zjtx_rules.cli import main
from zjtx_rules.engines.columns.given.layout import applicant_columns
from zjtx_rules.files import parse_json, parse_yaml
from zjtx_rules.language import bundled_files
from zjtx_rules.profile import APPLICANTS, Applicant, read_profile
from zjtx_rules.profile.model import Closed

AS_OF = date(2023, 9, 1)
RULES = load()

TEXTS = [
    *(
        "",
        " ",
        "x",
        "是",
        "无",
        "长期",
        "2023-07-14",
        "0001-01-01",
        "9999-12-31",
        "100万元",
        "371100",
        "日照市",
        "小巨人",
    ),
    *("国家级", "新认定", "C3451", "甲" * 300),
]
"""Texts that some fields hold, and most do not."""

WRONG: list[Any] = [
    *(None, True, False, 0, -1, 7, 10**30, 1.5),
    *TEXTS,
    *("-5", "企业", "award", "AEO"),
    *(
        [],
        [[]],
        [None],
        [1],
        ["小巨人"],
        [{}],
        {},
        {"a": 1},
        {"": None},
        {"称号": []},
        {"title": {"title": 1}},
        [[["x"]]],
    ),
    *({"名称": "x", "属于": "y"}, {"kind": {}}, {"年度": "x"}, {"年度": 2022}),
]


def inner(annotation: Any) -> type[Closed] | None:
    """Return the model inside an annotation, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, Closed):
        return annotation
    return next((found for each in typing.get_args(annotation) if (found := inner(each)) is not None), None)


def placed(model: type[Closed], wrap: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[Callable[[Any], Any]]:
    """Yield for every key of a model, under every name, what puts a value there."""
    for name, field in model.model_fields.items():
        words = [name, *(word for word, meant in model.chinese_names.items() if meant == name)]
        for word in words:
            yield lambda value, word=word: wrap({word: value})
        below = inner(field.annotation)
        if below is not None and below is not model:
            many = "tuple" in str(field.annotation)
            for put in placed(below, lambda item: item):
                yield lambda value, put=put, name=name, many=many: wrap({name: [put(value)] if many else put(value)})


def asked(applicant: Applicant) -> None:
    answer = evaluate(applicant, RULES, AS_OF, adopting="371300")
    assert answer.explain()


@pytest.mark.parametrize("kind", APPLICANTS)
def test_any_value_at_any_key_of_a_profile_is_read_or_refused(kind: str) -> None:
    texts = set[str]()
    for number, put in enumerate(placed(APPLICANTS[kind], lambda fields: {"kind": kind, **fields})):
        for at, value in enumerate(WRONG):
            text = json.dumps(put(value), ensure_ascii=False)
            if text in texts:
                continue
            texts.add(text)
            try:
                applicant = read_profile((parse_json if at % 2 else parse_yaml)(text, "firm"))
            except InputError as error:
                assert all(each.place.file == "firm" for each in error.problems)
                assert error.render("en")
            else:
                if number % 7 == at % 7:
                    asked(applicant)


WORDS = sorted({word for model in APPLICANTS.values() for word in (*model.model_fields, *model.chinese_names)})
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(WORDS), inside, max_size=4)
    ),
    max_leaves=12,
)


def as_text(value: Any) -> str:
    return json.dumps(
        value, ensure_ascii=False, default=lambda number: float(number) if isinstance(number, Decimal) else str(number)
    )


@given(st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=5), json_values, max_size=5), st.booleans())
@settings(max_examples=40)
def test_any_json_is_read_as_a_profile_or_refused(value: dict[str, Any], as_yaml: bool) -> None:  # noqa: FBT001 - drawn
    text = as_text(value)
    try:
        asked(read_profile((parse_yaml if as_yaml else parse_json)(text, "firm")))
    except InputError as error:
        assert error.problems


def small(name: str) -> dict[str, Any]:
    data: dict[str, Any] = parse_yaml(bundled_files()[name].read_text(encoding="utf-8"), name).data
    return data


FILES = {name: small(name) for name in bundled_files()}


def paths(node: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield before
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from paths(value, (*before, key))


PATHS = {name: [path for path in paths(data) if path] for name, data in FILES.items()}
IN_RULES = st.one_of(
    json_values,
    st.sampled_from(
        [*WRONG, "award.*", "any", "here", "50%", "12个月", {"reading": "upgrade", "options": {"a": 1}}, {"all": []}]
    ),
)


@st.composite
def broken_rules(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(sorted(FILES)))
    data = copy.deepcopy(FILES[name])
    for path in draw(st.lists(st.sampled_from(PATHS[name]), min_size=1, max_size=2)):
        node: Any = data
        try:
            for step in path[:-1]:
                node = node[step]
            if isinstance(node, dict) and draw(st.integers(0, 5)) == 0:
                node[draw(st.text(max_size=4))] = draw(IN_RULES)
            else:
                node[path[-1]] = draw(IN_RULES)
        except (KeyError, IndexError, TypeError):
            continue  # what was to be broken has been broken already
    return data


FIRM = EnterpriseProfile.model_validate(
    {
        "region": "日照市",
        "recognitions": [{"title": "little_giant", "kind": "new", "date": "2023-07-14"}],
        "awards_received": [],
    }
)


@given(broken_rules())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_value_at_any_key_of_a_rule_file_is_read_or_refused(data: dict[str, Any]) -> None:
    try:
        rules = load_text(as_text(data), "rules.yaml")
    except InputError as error:
        assert error.problems
        assert error.render("en")
        return
    answer = evaluate(FIRM, rules, AS_OF, adopting="371300")
    assert answer.explain(full=True)
    assert answer.model_dump_json()


CELLS = [
    *TEXTS,
    *("45170", "-1", "1e9", "1,5", "=1+1", '"', "\x00", "\n", "٣", "１２", "NaN", "1.0", "10" * 20),
]


@pytest.mark.parametrize("on_problem", ["raise", "report"])
def test_any_text_in_any_cell_of_a_list_is_read_or_refused(tmp_path: Path, on_problem: str) -> None:
    headers = [each for each in applicant_columns() if each not in ("applicant", "编号", "kind", "主体类型")]
    headers += [
        "小巨人认定日期",
        "省级专精特新中小企业有效期至",
        "2022年营业收入（万元）",
        "已领奖补（万元）",
        "质量管理体系认证",
        "生产安全事故日期",
    ]
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["编号", *headers])
        for at in range(len(headers)):
            for cell in CELLS:
                rows.writerow(
                    [
                        f"A{at}-{len(cell)}-{CELLS.index(cell)}",
                        *("" for _ in headers[:at]),
                        cell,
                        *("" for _ in headers[at + 1 :]),
                    ]
                )
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(["simulate", str(path), "--rules", "rizhao", "--as-of", "2023-09-01", "--on-problem", on_problem])
    assert code in (0, 2)
    assert "internal-error" not in said.getvalue()


DAYS = st.sampled_from([date(1, 1, 1), date(1, 12, 31), date(1000, 2, 28), date(1949, 10, 1), date(2022, 3, 23)])
DAYS |= st.sampled_from([date(2023, 12, 31), date(2024, 2, 29), date(9998, 12, 31), date(9999, 12, 31)]) | st.dates()


@st.composite
def dated(draw: st.DrawFn, model: type[Closed]) -> dict[str, Any]:
    """Draw a record whose days are anywhere in the calendar, in their order where one lies behind another."""
    found: dict[str, Any] = {}
    days = sorted(draw(st.lists(DAYS, min_size=5, max_size=5)))
    for name, field in model.model_fields.items():
        below = inner(field.annotation)
        if name in ("title", "kind", "year", "level", "facts", "attested", "credit_code") or draw(st.booleans()):
            continue
        if below is not None:
            item = draw(dated(below))
            found[name] = [item] if "tuple" in str(field.annotation) else item
        elif "date" in str(field.annotation).lower():
            found[name] = days.pop(0) if days else None
        elif name in ("region", "into", "payer", "client_region"):
            found[name] = "371100"
        elif name == "amount":
            found[name] = "5万元"
    required = {"Recognition": ("title", "little_giant"), "Account": ("year", 2022), "Assessment": ("year", 2022)}
    required |= {"Certificate": ("kind", "aeo")}
    if model.__name__ in required:
        key, value = required[model.__name__]
        found[key] = value
        if model.__name__ == "Recognition":
            found["kind"] = draw(st.sampled_from(["new", "renewal", "re_recognition"]))
    return found


@given(
    st.sampled_from(sorted(APPLICANTS)).flatmap(lambda kind: st.tuples(st.just(kind), dated(APPLICANTS[kind]))), DAYS
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_days_at_the_ends_of_the_calendar_are_answered_or_refused(
    drawn: tuple[str, dict[str, Any]], as_of: date
) -> None:
    kind, fields = drawn
    try:
        applicant = APPLICANTS[kind].model_validate({"kind": kind, **fields})
    except ValidationError:
        return  # days in the wrong order
    try:
        answer = evaluate(applicant, RULES, as_of, adopting="371300")
    except InputError as error:
        assert [each.code for each in error.problems] == ["as-of"]
        assert not 1900 <= as_of.year <= 2999
        return
    assert answer.explain()


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_that_nobody_can_mean_is_refused_at_the_command_line_too(
    capsys: pytest.CaptureFixture[str], day: str
) -> None:
    example = Path(__file__).parents[1] / "examples" / "rizhao-firm.yaml"
    assert main(["evaluate", str(example), "--rules", "rizhao", "--as-of", day]) == 2
    assert "错误[as-of]" in capsys.readouterr().err


HALF = "甲\ud800"
TEXTS = [
    {"name": HALF},
    {"recognitions": [{"title": "little_giant", "body": HALF}]},
    {"incidents": [{"note": HALF}]},
    {"facts": {"a": HALF}},
    {"facts": {HALF: "a"}},
    {"attested": {HALF: True}},
    {"awards_received": [{"clause": HALF}]},
    {"industry": HALF},
    {"region": HALF},
    {HALF: 1},
]


@pytest.mark.parametrize("fields", TEXTS, ids=lambda fields: ascii(next(iter(fields))))
def test_half_a_character_never_reaches_an_output(fields: dict[str, Any]) -> None:
    """Python can hold one; no encoding can. It is refused, or written out."""
    try:
        applicant = EnterpriseProfile.model_validate({"region": "日照市", **fields})
    except ValidationError as error:
        assert str(error)
        return
    try:
        answer = evaluate(applicant, RULES, AS_OF)
    except InputError as error:
        error.render().encode()
        return
    for said in (
        answer.explain(),
        answer.explain("en", full=True),
        answer.model_dump_json(),
        repr(answer.model_dump()),
    ):
        said.encode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_half_a_character_in_a_rule_file_or_a_name_of_one_is_refused(language: Any) -> None:
    with pytest.raises(InputError) as caught:
        load_text(f"jurisdiction: {{name: {HALF}}}\n", f"{HALF}.yaml")
    caught.value.render(language).encode()
    with pytest.raises(InputError) as caught:
        load(f"{HALF}.yaml")
    caught.value.render(language).encode()


def test_a_rule_set_of_nothing_answers_nothing() -> None:
    assert evaluate(FIRM, RuleSet(()), AS_OF).explain()


EXAMPLES = sorted((next(iter(bundled_files().values())).parent / "examples").rglob("*.yaml"))


@st.composite
def broken_examples(draw: st.DrawFn) -> dict[str, Any]:
    data: dict[str, Any] = parse_yaml(draw(st.sampled_from(EXAMPLES)).read_text(encoding="utf-8"), "f").data
    data["examples"] = data["examples"][:2]
    path = draw(st.sampled_from([each for each in paths(data) if each]))
    node: Any = data
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = draw(IN_RULES)
    return data


@given(broken_examples())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_value_at_any_key_of_an_example_is_read_or_refused(tmp_path: Path, data: dict[str, Any]) -> None:
    path = tmp_path / "examples.yaml"
    path.write_text(as_text(data), encoding="utf-8")
    try:
        outcomes = run_examples([path])
    except InputError as error:
        assert error.render("en")
    else:
        assert all(isinstance(each.differences, tuple) for each in outcomes)
