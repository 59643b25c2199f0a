"""Who gains and who loses under other rules: as `zjtx diff --profiles` judges it, and undetermined where cases differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from on_disk import declared_only, on_disk
from on_disk import populations as drawn_populations

from examples_drawn import drawn
from small_rules import clause, rules_of
from strategies import Data, as_of_dates, profile_of
from zjtx_rules import RuleSet, load, load_text
from zjtx_rules.analysis.diffing import impact
from zjtx_rules.language import bundled_files
from zjtx_rules.populations.models import Against, Span
from zjtx_rules.populations.models import Sums as Budget
from zjtx_rules.populations.simulation.comparing import compared
from zjtx_rules.populations.simulation.running import simulate

AS_OF = date(2023, 9, 1)
WAN = 1_000_000

amounts = st.sampled_from([0, 10 * WAN, 20 * WAN, 30 * WAN])


def frame_of(ours: tuple[int, ...], theirs: tuple[int, ...]) -> pl.DataFrame:
    names = ("fixed_floor", "fixed_ceiling", "up_to_floor", "up_to_ceiling")
    columns = {f"~ours#{name}": [value] for name, value in zip(names, ours, strict=True)}
    columns |= {f"~theirs#{name}": [value] for name, value in zip(names, theirs, strict=True)}
    return pl.DataFrame({"applicant": ["A"], **columns})


def by_hand(old: tuple[int, int], new: tuple[int, int]) -> str:
    """Say what a change means: of stated sums and ceilings, and of both together where one takes the other's place."""
    fixed, up_to, both = new[0] - old[0], new[1] - old[1], sum(new) - sum(old)
    if fixed == up_to == 0:
        return "same"
    if min(fixed, up_to) >= 0 or (fixed > 0 and both >= 0):
        return "gains"
    if max(fixed, up_to) <= 0 or (fixed < 0 and both <= 0):
        return "loses"
    return "mixed"


@given(old=st.tuples(amounts, amounts), new=st.tuples(amounts, amounts))
def test_where_nothing_is_open_the_sums_decide(old: tuple[int, int], new: tuple[int, int]) -> None:
    frame = frame_of((old[0], old[0], old[1], old[1]), (new[0], new[0], new[1], new[1]))
    assert compared(frame)["change"].to_list() == [by_hand(old, new)]


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
    # 甲 +20; 乙 −10; 丙 +20 −10 = +10 (nothing competes here); 丁 nothing either way; 戊 any of these.
    assert (found.gains, found.loses, found.mixed, found.same, found.undetermined) == (2, 1, 0, 1, 1)
    changes = {each.upshot: (each.up_to_least, each.up_to_most) for each in found.changes}
    assert changes["gains"] == (30 * WAN, 30 * WAN)
    assert changes["loses"] == (-10 * WAN, -10 * WAN)
    assert changes["undetermined"] == (-10 * WAN, 20 * WAN)
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
    assert rows["change#up_to_least"].to_list() == [20 * WAN, -10 * WAN, 10 * WAN, 0, -10 * WAN]
    assert rows["change#up_to_most"].to_list() == [20 * WAN, -10 * WAN, 10 * WAN, 0, 20 * WAN]
    assert rows["against#up_to_ceiling"].to_list() == [50 * WAN, 10 * WAN, 60 * WAN, 0, 60 * WAN]


def test_a_draft_and_a_document_in_force_are_compared_as_if_both_were_in_force(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text(FIRMS, encoding="utf-8")
    found = simulate(tmp_path / "名单.csv", load("rizhao"), AS_OF, against=load("jinan"))
    assert found.against is not None
    assert found.against.basis == "as_if_in_force"
    # The firms lie in 日照: under 济南's draft nobody gets anything. 日照 pays 30 + 20 + 30 of the two, only the highest.
    assert found.against.ours.up_to.floor == 80 * WAN
    assert found.against.loses == 3


UNKNOWN_OF = "编号,所在地,认定已知,小巨人认定日期,已领奖补（万元）\n甲,日照市,否,,\n乙,,是,2023-07-14,\n丙,日照市,是,2023-07-14,30\n丁,山东省,否,,0\n"


@pytest.mark.parametrize("name", ["rizhao", "jinan", "model_city"])
def test_under_the_same_rules_in_another_file_nothing_changes_for_anybody(tmp_path: Path, name: str) -> None:
    again = tmp_path / "same.yaml"
    again.write_text(bundled_files()[name].read_text(encoding="utf-8") + "\n# 同样的规则\n", encoding="utf-8")
    (tmp_path / "名单.csv").write_text(UNKNOWN_OF, encoding="utf-8")
    found = simulate(tmp_path / "名单.csv", load(name), AS_OF, against=load(again)).against
    assert found is not None
    assert (found.same, found.undetermined) == (4, 0)
    changes = {(each.fixed_least, each.fixed_most, each.up_to_least, each.up_to_most) for each in found.changes}
    assert changes == {(0, 0, 0, 0)}


OTHERS: dict[str, RuleSet] = {}


def other_rules(name: str, changes: Mapping[str, str] = MappingProxyType({})) -> RuleSet:
    """Return the rule file of 日照 as another file, with some words changed; loaded once."""
    if name not in OTHERS:
        text = bundled_files()["rizhao"].read_text(encoding="utf-8") + "\n#\n"
        for old, new in changes.items():
            text = text.replace(old, new)
        OTHERS[name] = load_text(text, name)
    return OTHERS[name]


@drawn(few=2, many=8)
@given(population=drawn_populations(), as_of=as_of_dates)
def test_the_same_rules_change_nothing_for_any_population(population: list[Data], as_of: date) -> None:
    old, new = load("rizhao"), other_rules("same.yaml")
    declared_only(population, old)
    with on_disk(population) as folder:
        found = simulate(folder, old, as_of, against=new).against
    assert found is not None
    assert found.same == len(population)


@drawn(few=2, many=8)
@given(population=drawn_populations(), as_of=as_of_dates)
def test_both_commands_decide_alike(population: list[Data], as_of: date) -> None:
    old, new = load("rizhao"), other_rules("new.yaml", {"pays: {up_to: 20万元}": "pays: {up_to: 30万元}"})
    declared_only(population, old)
    with on_disk(population) as folder:
        found = simulate(folder, old, as_of, against=new).against
    assert found is not None
    if found.basis != "payable":
        return
    single = impact([profile_of(each) for each in population], old, new, as_of)
    assert (found.gains, found.loses, found.mixed, found.same, found.undetermined) == (
        single.gains, single.loses, single.mixed, single.same, single.open,
    )  # fmt: skip
