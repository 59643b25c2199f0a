"""A kind of condition with a period of its own is right in bounds and in tables, though neither knows of it.

The kind is the example of docs/contributing.md, put into a copy of the library, so that no other file can know its name.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import zjtx_rules

PAGE = Path(__file__).parents[2] / "docs" / "contributing.md"


QUESTION = '''
import sys
from datetime import date
import polars as pl
import zjtx_rules as z

RULES = """
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: d
  title: 办法
  status: issued
  in_force: {from: 2019-01-01, to: 2025-12-31}
  clauses:
  - id: award.lately
    kind: award
    cite: 一
    quote: 奖励10万元
    title: 近期认定
    to: enterprise
    when:
      all:
      - recognised_lately: {title: gazelle, level: provincial, within: 18个月}
      - none: [{recognised_lately: {title: gazelle, level: provincial, within: 14个月}}]
    pays: {sum: 10万元}
  - id: award.new
    kind: award
    cite: 二
    quote: 奖励5万元
    title: 新认定
    to: enterprise
    when: {newly_recognised: {title: gazelle, level: provincial}}
    pays: {sum: 5万元}
"""
ON = date(2023, 9, 1)


def firm(day, received=()):
    held = {"title": "gazelle", "level": "provincial", "kind": "new"} | ({"date": day} if day else {})
    return z.EnterpriseProfile.model_validate(
        {"region": "日照市", "recognitions": [held], "awards_received": list(received)}
    )


def total(profile):
    found = z.evaluate(profile, z.load_text(RULES), ON).awards.payable.total.fixed
    return str(found.floor), str(found.ceiling)


def in_table(days):
    ids = [str(at) for at in range(len(days))]
    held = {"applicant": ids, "title": ["gazelle"] * 3, "level": ["provincial"] * 3, "kind": ["new"] * 3, "date": days}
    money = {
        "applicant": ids, "clause": ["award.new"] * 3, "kind": ["award"] * 3, "amount_wan": [1] * 3,
        "date": [date(2023, 1, 1)] * 3, "payer": ["日照市"] * 3,
    }
    table = z.evaluate_table(
        pl.DataFrame({"applicant": ids, "region": ["日照市"] * 3}), rules=z.load_text(RULES), as_of=ON,
        recognitions=pl.DataFrame(held), awards_received=pl.DataFrame(money),
    ).table
    return dict(zip(days, zip(table["d:award.lately"], table["d#fixed_floor"], table["d#fixed_ceiling"])))


# 19, 16 and 13 months before: only the second lies between 14 and 18 months back.
FAR, BETWEEN, NEAR = date(2022, 2, 1), date(2022, 5, 1), date(2022, 8, 1)
assert total(firm(FAR)) == ("5万元", "5万元"), total(firm(FAR))
assert total(firm(BETWEEN)) == ("15万元", "15万元")
assert total(firm(NEAR)) == ("5万元", "5万元")
# Undated it may also lie before the document, under which nothing is paid.
assert total(firm(None)) == ("0元", "15万元"), total(firm(None))
received = [{"clause": "award.new", "kind": "award", "amount": "1万元", "date": "2023-01-01", "payer": "日照市"}]
for days in ([FAR, BETWEEN, NEAR], [BETWEEN, FAR, NEAR]):
    found = in_table(days)
    for day in days:
        low, high = total(firm(day, received))
        verdict = z.evaluate(firm(day, received), z.load_text(RULES), ON).verdict("award.lately").value
        assert verdict == ("met" if day == BETWEEN else "not_met")
        assert found[day][0] == verdict, found
        assert (low, high) == ("14万元" if day == BETWEEN else "4万元",) * 2
    # Amounts of a table are in 分.
    assert found[day][1:] == ((14_000_000 if day == BETWEEN else 4_000_000),) * 2, found
print("right")
'''


def test_a_kind_with_a_period_of_its_own_is_right_everywhere(tmp_path: Path) -> None:
    copy = tmp_path / "zjtx_rules"
    shutil.copytree(Path(zjtx_rules.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (copy / "conditions" / "recognised_lately.py").write_text(example, encoding="utf-8")
    found = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", QUESTION],
        check=False,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert found.stdout == "right\n", found.stderr
