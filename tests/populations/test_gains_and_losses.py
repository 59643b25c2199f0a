"""Who gains and who loses under other rules: as `zjtx diff --profiles` judges it, and undetermined where the bounds overlap."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_rules import clause, rules_of
from zjtx_rules import RuleSet, load
from zjtx_rules.analysis.diffing.worth import Range, Sums, outcome_of
from zjtx_rules.populations.models import Against, Span
from zjtx_rules.populations.models import Sums as Budget
from zjtx_rules.populations.simulation.comparing import compared
from zjtx_rules.populations.simulation.running import simulate
from zjtx_rules.terms import Money

AS_OF = date(2023, 9, 1)
WAN = 1_000_000

amounts = st.sampled_from([0, 10 * WAN, 20 * WAN, 30 * WAN])


def frame_of(ours: tuple[int, ...], theirs: tuple[int, ...]) -> pl.DataFrame:
    names = ("fixed_floor", "fixed_ceiling", "up_to_floor", "up_to_ceiling")
    columns = {f"~ours#{name}": [value] for name, value in zip(names, ours, strict=True)}
    columns |= {f"~theirs#{name}": [value] for name, value in zip(names, theirs, strict=True)}
    return pl.DataFrame({"applicant": ["A"], **columns})


def sums(fixed: int, up_to: int) -> Sums:
    def exactly(fen: int) -> Range:
        return Range(floor=Money(fen // 100), ceiling=Money(fen // 100))

    return Sums(fixed=exactly(fixed), up_to=exactly(up_to))


@given(old=st.tuples(amounts, amounts), new=st.tuples(amounts, amounts))
def test_where_nothing_is_open_it_is_judged_as_for_single_profiles(old: tuple[int, int], new: tuple[int, int]) -> None:
    frame = frame_of((old[0], old[0], old[1], old[1]), (new[0], new[0], new[1], new[1]))
    assert compared(frame)["change"].to_list() == [outcome_of(sums(*old), sums(*new))]


@pytest.mark.parametrize(
    ("ours", "theirs", "upshot"),
    [
        ((0, 20), (0, 20), "undetermined"),
        ((0, 20), (20, 20), "undetermined"),
        ((0, 20), (30, 40), "gains"),
        ((30, 40), (0, 20), "loses"),
        ((20, 20), (20, 20), "same"),
    ],
)
def test_bounds_that_overlap_leave_it_open(ours: tuple[int, int], theirs: tuple[int, int], upshot: str) -> None:
    assert compared(frame_of((0, 0, *ours), (0, 0, *theirs)))["change"].to_list() == [upshot]


def test_without_a_limit_it_is_open() -> None:
    frame = frame_of((0, 0, 10, 10), (0, 0, 0, 0)).with_columns(pl.lit(None, pl.Int64).alias("~theirs#up_to_ceiling"))
    assert compared(frame)["change"].to_list() == ["undetermined"]


FIRMS = """\
编号,所在地,认定已知,省级瞪羚企业认定日期,省级专精特新中小企业认定日期,已领奖补（万元）
甲,日照市,是,2023-05-01,,0
乙,日照市,是,,2023-05-01,0
丙,日照市,是,2023-05-01,2023-05-01,0
丁,日照市,是,,,0
戊,日照市,,,,0
"""


def rules(gazelle: int, zjtx: int, name: str) -> RuleSet:
    def award(title: str, amount: int) -> str:
        return clause(
            f"award.{title}",
            when=f"{{newly_recognised: {{title: {title}, level: provincial}}}}",
            pays=f"{{up_to: {amount}万元}}",
        )

    return rules_of(award("gazelle", gazelle), award("zjtx_sme", zjtx), head=HEAD.replace("NAME", name))


HEAD = """\
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: NAME
  title: 试验
  number: 〔2023〕1号
  issuer: 试验
  status: issued
  in_force: {from: 2022-01-01}
"""


def against(tmp_path: Path, chunk: int = 100) -> Against:
    path = tmp_path / "名单.csv"
    path.write_text(FIRMS, encoding="utf-8")
    found = simulate(
        path, rules(30, 20, "one"), AS_OF, against=rules(50, 10, "two"), chunk=chunk, out=tmp_path / "out.parquet"
    )
    assert found.against is not None
    return found.against


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_gains_and_losses_are_counted_and_summed(tmp_path: Path, chunk: int) -> None:
    found = against(tmp_path, chunk)
    # 甲 +20; 乙 −10; 丙 +20 −10 = +10 (nothing competes here); 丁 nothing either way; 戊 not known.
    assert (found.gains, found.loses, found.mixed, found.same, found.undetermined) == (2, 1, 0, 1, 1)
    changes = {each.upshot: (each.up_to_least, each.up_to_most) for each in found.changes}
    assert changes["gains"] == (30 * WAN, 30 * WAN)
    assert changes["loses"] == (-10 * WAN, -10 * WAN)
    assert found.basis == "payable"
    # 甲 30 + 乙 20 + 丙 50, and 50 for 戊 if it has both titles.
    assert found.ours == Budget(up_to=Span(floor=100 * WAN, ceiling=150 * WAN))
    assert found.theirs == Budget(up_to=Span(floor=120 * WAN, ceiling=180 * WAN))


def test_the_largest_come_first_and_the_distribution_has_both_sides(tmp_path: Path) -> None:
    found = against(tmp_path)
    assert [each.applicant for each in found.largest_gains] == ["甲", "丙"]
    assert [(each.applicant, each.up_to_most) for each in found.largest_losses] == [("乙", -10 * WAN)]
    bins = {(each.direction, each.least // WAN): each.applicants for each in found.up_to if each.applicants}
    assert bins == {("gain", 20): 1, ("gain", 10): 1, ("loss", 10): 1}


def test_each_applicant_is_told_apart_in_the_file(tmp_path: Path) -> None:
    against(tmp_path)
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows["change"].to_list() == ["gains", "loses", "gains", "same", "undetermined"]
    assert rows["change#up_to_least"].to_list() == [20 * WAN, -10 * WAN, 10 * WAN, 0, -50 * WAN]
    assert rows["against#up_to_ceiling"].to_list() == [50 * WAN, 10 * WAN, 60 * WAN, 0, 60 * WAN]


def test_a_draft_and_a_document_in_force_are_compared_as_if_both_were_in_force(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text(FIRMS, encoding="utf-8")
    found = simulate(tmp_path / "名单.csv", load("rizhao"), AS_OF, against=load("jinan"))
    assert found.against is not None
    assert found.against.basis == "as_if_in_force"
    # The firms lie in 日照: under 济南's draft nobody gets anything. 日照 pays 30 + 20 + 30 of the two, only the highest.
    assert found.against.ours.up_to.floor == 80 * WAN
    assert found.against.loses == 3
