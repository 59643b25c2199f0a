"""Places in tables: every code, name and path of the table means there what it means in a profile."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from small_rules import HEAD, clause, rules_of
from zjtx_rules import EnterpriseProfile, evaluate, evaluate_table
from zjtx_rules.terms.region_names import path_of
from zjtx_rules.terms.region_table import table

AS_OF = date(2023, 9, 1)
PLACES = """\
places:
- {name: 岚山临港产业区, code: "371198", within: 岚山区}
- {name: 海曲市, code: "990100"}
- {name: 清屿区, code: "990101", within: 海曲市}
- {name: 山曲区, code: "990102", within: 海曲市}
"""
DECLARED = ["岚山临港产业区", "海曲市", "990101", "海曲市山曲区"]
NEAR = [
    "371100",
    "370100",
    "371102",
    "370116",
    "370000",
    "371200",
    "341400",
    "340100",
    "371171",
    "日照市",
    "莱芜市",
    "岚山区",
]
CODES = [*table().today, *table().zones, *table().retired]

places = (
    st.sampled_from(DECLARED)
    | st.sampled_from(NEAR)
    | st.sampled_from(CODES).flatmap(lambda code: st.sampled_from([code, path_of(code)]))
)
days = st.dates(date(2005, 1, 1), date(2023, 12, 31)).map(date.isoformat)


@given(st.lists(st.tuples(places, places, days, st.none() | days), min_size=1, max_size=12), places, places)
@settings(max_examples=40, deadline=None)
def test_every_place_means_in_a_table_what_it_means_in_a_profile(
    firms: list[tuple[str, str, str, str | None]], region: str, other: str
) -> None:
    rules = rules_of(
        clause("tier.in", "tier", when=f"{{located_in: '{region}'}}"),
        clause("tier.registered", "tier", when=f"{{registered: {{in: '{other}', for_at_least: 2年}}}}"),
        clause("tier.moved", "tier", when=f"{{relocated: {{into: '{region}', whole: false, operated_for: 1年}}}}"),
        head=HEAD.replace("judgements:", f"{PLACES}judgements:", 1),
    )
    applicants: list[dict[str, Any]] = []
    registrations: list[dict[str, Any]] = []
    expected = []
    for number, (place, registered, since, until) in enumerate(firms):
        name = f"A{number}"
        stay: dict[str, Any] = {"region": registered, "since": since}
        if until is not None and until >= since:
            stay["until"] = until
        move = {"into": registered, "date": since, "operating_normally": True}
        data = {"region": place, "registrations": [stay], "relocation": move}
        answer = evaluate(EnterpriseProfile.model_validate(data, context=rules.places), rules, AS_OF)
        expected.append([answer.verdict(each).value for each in ("tier.in", "tier.registered", "tier.moved")])
        applicants.append(
            {"applicant": name, "region": place} | {f"relocation.{each}": value for each, value in move.items()}
        )
        registrations.append({"applicant": name, "until": None} | stay)
    found = evaluate_table(
        pl.DataFrame(applicants),
        rules=rules,
        as_of=AS_OF,
        registrations=pl.DataFrame(registrations, schema_overrides={"until": pl.String}),
        clauses=("tier.*",),
    ).table
    said = found.select("small:tier.in", "small:tier.registered", "small:tier.moved").rows()
    assert [list(each) for each in said] == expected


def test_codes_may_be_numbers_and_one_wrong_place_is_said_once() -> None:
    rules = rules_of(clause("tier", "tier", when="{located_in: 日照市}"))
    frame = pl.DataFrame({"applicant": [1, 2, 3], "region": [371102, 371171, 370102]})
    found = evaluate_table(frame, rules=rules, as_of=AS_OF, clauses=("tier",)).table
    assert found["small:tier"].to_list() == ["met", "met", "not_met"]
    wrong = pl.DataFrame({"applicant": [1, 2, 3], "region": ["市中区", "371216", "市中区"]})
    report = evaluate_table(wrong, rules=rules, as_of=AS_OF, clauses=("tier",), on_problem="report").report
    said = {each.words.zh: each.rows for each in report.problems}
    assert said == {"没有区划代码“371216”": 1, "“市中区”有6处，请写明是哪一处": 2}
