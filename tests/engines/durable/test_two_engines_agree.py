"""The two engines agree: on every example, on generated applicants under the bundled rules, and on generated rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from examples_drawn import examples
from zjtx_rules.analysis.testing.examples import Case, example_files, read_cases
from zjtx_rules.engines.durable import cross_check
from zjtx_rules.language import bundled_folder, load, load_text
from zjtx_rules.profile import EnterpriseProfile
from zjtx_rules.reasoning import evaluate

pytestmark = [
    pytest.mark.usefixtures("durable_rules"),
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning"),
]

BUNDLED = load()


def cases(path: Path) -> list[Case]:
    return list(read_cases(path))


@pytest.mark.drawn
@pytest.mark.parametrize(
    "path", example_files(bundled_folder() / "examples"), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_on_the_examples(path: Path) -> None:
    step = examples(few=4, many=1)  # in the suite every fourth example
    for each in cases(path)[::step]:
        cross_check(each.evaluate())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_on_generated_applicants_under_all_bundled_rules(data: st.DataObject) -> None:
    complete = data.draw(strategies.applicants_data())
    known = strategies.without(complete, data.draw(strategies.forgotten(complete)))
    as_of = data.draw(st.dates(date(2021, 1, 1), date(2027, 12, 31)))
    adopting = data.draw(st.sampled_from([None, "371100"]))
    explain = data.draw(st.booleans())
    profile = strategies.profile_of(known)
    cross_check(evaluate(profile, BUNDLED, as_of, adopting=adopting, explain=explain))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_on_generated_rules(data: st.DataObject) -> None:
    rules = load_text(strategies.yaml_of(data.draw(strategies.rule_data())), "generated.yaml")
    complete = data.draw(strategies.enterprise_data())
    known = strategies.without(complete, data.draw(strategies.forgotten(complete)))
    way = data.draw(st.sampled_from(["one", "two"]))
    as_of = data.draw(strategies.as_of_dates)
    cross_check(evaluate(strategies.profile_of(known), rules, as_of, readings={"way": way}))


def test_many_readings_do_not_get_mixed_up() -> None:
    """更换解读，两个引擎仍然一致：每种解读各有自己的规则。"""  # noqa: D415 - ends with a Chinese full stop
    for each in cases(bundled_folder() / "examples" / "rizhao" / "pool.yaml"):
        for _, document in each.rules.documents():
            for reading in document.readings:
                for option in reading.options:
                    if option != reading.percentage:
                        answer = evaluate(each.profile, each.rules, each.as_of, readings={reading.id: option})
                        cross_check(answer)
        break


def test_a_clause_for_applicants_anywhere_asks_the_same_of_recognitions_given_elsewhere() -> None:
    asked = """
    kind: right
    cite: 一
    quote: 原文
    title: 标题
    force: mandatory
    to: enterprise
    grants: 内容
    when: {recognised_within: {title: gazelle, months: 1}}
"""
    clauses = "".join(f"  - id: right.{at}\n{asked}    where: {at}\n" for at in ("here", "anywhere"))
    rules = load_text(
        'jurisdiction: {name: 日照市, code: "371100"}\ndocuments:\n- id: d\n  title: 办法\n  status: issued\n'
        f"  settings: {{registered_at_recognition: here}}\n  clauses:\n{clauses}",
        "rules.yaml",
    )
    moved = {
        "region": "日照市",
        "recognitions": [{"title": "gazelle", "level": "provincial", "kind": "new", "date": "2023-08-20"}],
        "registrations": [
            {"region": "济南市", "since": "2020-01-01", "until": "2023-08-25"},
            {"region": "日照市", "since": "2023-08-26"},
        ],
    }
    answer = evaluate(EnterpriseProfile.model_validate(moved), rules, date(2023, 9, 1))
    assert [answer.verdict(f"right.{at}").value for at in ("here", "anywhere")] == ["not_met", "met"]
    cross_check(answer)
