"""A synthetic population is accepted as it is, agrees with the size standard and the ladder, and leaves out what it says."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import polars as pl
import pytest

from zjtx_rules import InputError, evaluate_table, load
from zjtx_rules.populations.synthetic import Question, ask, draw
from zjtx_rules.populations.synthetic.draws import Draws
from zjtx_rules.populations.synthetic.figures import size_ids, traded
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.terms import REGIONS, Duration, Money, add, industry_row, lies_within, possible_size_classes

N = 4000


def asked(n: int = N, **options: Any) -> Question:
    return ask(n, 11, load(), **options)


@cache
def whole() -> dict[str, pl.DataFrame]:
    """Return a population of which nothing is left out."""
    return draw(asked(missing=["0"]))


@cache
def enterprises() -> dict[str, pl.DataFrame]:
    return draw(asked(missing=["0"], kinds=["enterprise"]))


@pytest.mark.parametrize("rate", ["0", "0.03", "0.5"])
def test_the_tables_are_accepted_without_problems(rate: str) -> None:
    tables = draw(asked(150, missing=[rate]))
    applicants = tables.pop("applicants")
    answer = evaluate_table(applicants, rules=load(), as_of=date(2024, 6, 1), clauses=[], **tables)
    assert answer.table["applicant"].to_list() == applicants["applicant"].to_list()


def test_the_tables_are_accepted_by_the_rules_of_one_place() -> None:
    tables = draw(asked(200))
    answer = evaluate_table(
        tables.pop("applicants"), rules=load("rizhao"), as_of=date(2024, 6, 1), clauses=[], **tables
    )
    assert len(answer.table) == 200


@pytest.mark.parametrize("kind", list(APPLICANTS))
def test_a_population_of_one_kind_is_accepted(kind: str) -> None:
    tables = draw(asked(60, kinds=[kind]))
    applicants = tables.pop("applicants")
    assert applicants["kind"].unique().to_list() == [kind]
    answer = evaluate_table(applicants, rules=load(), as_of=date(2024, 6, 1), clauses=[], **tables)
    assert len(answer.table) == 60


def test_every_id_says_that_it_is_synthetic() -> None:
    ids = whole()["applicants"]["applicant"]
    assert ids.to_list() == [f"SYN-{number:08}" for number in range(1, N + 1)]


def test_every_name_says_that_it_is_synthetic() -> None:
    assert whole()["applicants"]["name"].str.starts_with("合成").all()


def test_every_industry_has_a_row_in_the_size_standard() -> None:
    assert [each for each in enterprises()["applicants"]["industry"].unique() if industry_row(each) is None] == []


def test_figures_are_of_the_size_class_that_was_drawn() -> None:
    # The class is drawn before the figures; the standard, asked about the figures alone, must find the same.
    drawn = size_ids().gather(traded(Draws.of(11, 0, N)).size)
    firms = enterprises()["applicants"].select("applicant", "industry").with_columns(drawn.alias("drawn"))
    rows = enterprises()["accounts"].join(firms, on="applicant").iter_rows(named=True)
    wrong = [row["applicant"] for row in rows if {each.id for each in _classes(row)} != {row["drawn"]}]
    assert wrong == []


def _classes(row: dict[str, Any]) -> Any:
    money = (Money.parse(f"{row[each]}元") for each in ("revenue_yuan", "total_assets_yuan"))
    return possible_size_classes(row["industry"], row["employees"], *money).classes


def test_an_established_size_class_is_that_of_the_figures() -> None:
    drawn = size_ids().gather(traded(Draws.of(11, 0, N)).size)
    stated = enterprises()["applicants"]["size_class"]
    assert [each for each in zip(stated, drawn, strict=True) if each[0] not in (None, each[1])] == []
    assert stated.null_count() < N


def test_every_size_class_occurs() -> None:
    assert set(enterprises()["applicants"]["size_class"].drop_nulls()) == {"micro", "small", "medium", "large"}


@cache
def climbers() -> dict[str, pl.DataFrame]:
    """Return enough enterprises for even the rarest title to occur: unicorns are three in ten thousand."""
    return draw(asked(20_000, missing=["0"], kinds=["enterprise"]))


def first_days(tables: dict[str, pl.DataFrame]) -> dict[str, dict[tuple[str, str], date]]:
    """Return for each applicant the day on which it first got each title at each level."""
    found: dict[str, dict[tuple[str, str], date]] = {}
    for row in tables["recognitions"].filter(pl.col("kind") == "new").iter_rows(named=True):
        found.setdefault(row["applicant"], {})[row["title"], row["level"]] = row["date"]
    return found


@pytest.mark.parametrize(
    ("later", "former"),
    [
        (("zjtx_sme", "city"), ("innovative_sme", "provincial")),
        (("zjtx_sme", "provincial"), ("innovative_sme", "provincial")),
        (("little_giant", "national"), ("zjtx_sme", "provincial")),
        (("gazelle", "provincial"), ("gazelle", "city")),
        (("unicorn", "provincial"), ("gazelle", "provincial")),
        (("champion_enterprise", "provincial"), ("champion_enterprise", "city")),
        (("champion_enterprise", "national"), ("champion_enterprise", "provincial")),
        (("champion_product", "national"), ("champion_product", "provincial")),
    ],
)
def test_a_title_comes_after_the_one_below_it(later: tuple[str, str], former: tuple[str, str]) -> None:
    holders = {each: days for each, days in first_days(climbers()).items() if later in days}
    assert holders
    assert [each for each, days in holders.items() if former not in days or days[former] >= days[later]] == []


def test_a_city_title_comes_before_the_provincial_one() -> None:
    city, province = ("zjtx_sme", "city"), ("zjtx_sme", "provincial")
    both = [days for days in first_days(climbers()).values() if {city, province} <= days.keys()]
    assert both
    assert all(days[city] < days[province] for days in both)


def test_a_title_is_valid_for_three_years() -> None:
    three = Duration.parse("3年")
    rows = enterprises()["recognitions"].iter_rows(named=True)
    assert [row for row in rows if row["expires"] != add(row["date"], three) - timedelta(days=1)] == []


def test_a_renewal_follows_upon_the_end_of_a_title() -> None:
    titles = enterprises()["recognitions"]
    ends = set(titles.select("applicant", "title", "level", "expires").iter_rows())
    renewed = titles.filter(pl.col("kind") != "new")
    assert len(renewed)
    for row in renewed.iter_rows(named=True):
        assert row["date"] > row["previous_expires"]
        assert (row["applicant"], row["title"], row["level"], row["previous_expires"]) in ends


@pytest.mark.parametrize("table", ["recognitions", "tenant_recognitions", "incidents", "awards_received", "trainees"])
def test_whatever_is_dated_happened_from_2019_to_2025(table: str) -> None:
    days = whole()[table]["date"]
    assert len(days)
    assert days.min() >= date(2019, 1, 1)  # type: ignore[operator]  # a date
    assert days.max() <= date(2025, 12, 31)  # type: ignore[operator]  # a date


def test_no_firm_has_a_title_before_it_was_founded() -> None:
    firms = enterprises()["applicants"].select("applicant", "founded")
    early = enterprises()["recognitions"].join(firms, on="applicant").filter(pl.col("date") <= pl.col("founded"))
    assert len(early) == 0


def test_no_firm_has_accounts_of_years_before_it_was_founded() -> None:
    firms = enterprises()["applicants"].select("applicant", "founded")
    early = enterprises()["accounts"].join(firms, on="applicant").filter(pl.col("year") < pl.col("founded").dt.year())
    assert len(early) == 0


def test_money_was_received_for_titles_that_are_held() -> None:
    days = first_days(whole())
    awards = whole()["awards_received"]
    assert len(awards)
    for row in awards.iter_rows(named=True):
        assert days[row["applicant"]][row["title"], row["level"]] < row["date"]


def test_a_firm_is_registered_where_it_is() -> None:
    now = enterprises()["registrations"].filter(pl.col("until").is_null()).select("applicant", "region")
    assert now.sort("applicant").rows() == enterprises()["applicants"].select("applicant", "region").rows()


def test_a_firm_that_moved_in_was_registered_elsewhere_until_that_day() -> None:
    left = enterprises()["registrations"].filter(pl.col("until").is_not_null())
    moved = enterprises()["applicants"].filter(pl.col("relocation.into").is_not_null())
    assert len(moved)
    assert left.select("applicant", "until").rows() == moved.select("applicant", "relocation.date").rows()
    pairs = zip(left["region"], moved["region"], strict=True)
    assert [each for each in pairs if lies_within(each[1], each[0]) or each[0][:4] == each[1][:4]] == []


def test_a_firm_that_never_moved_says_so() -> None:
    stayed = enterprises()["applicants"].filter(pl.col("relocation.into").is_null())
    assert stayed["relocation"].unique().to_list() == ["none"]


def test_firms_are_in_the_regions_asked_for() -> None:
    regions = draw(asked(300, regions=["日照市", "370102"]))["applicants"]["region"].drop_nulls().unique().to_list()
    within = [code for code in REGIONS if lies_within(code, "371100") and code != "371100"]
    assert sorted(regions) == sorted([*within, "370102"])


SELDOM = {
    "region": "place",
    "industry": "industry",
    "founded": "founded",
    "independent_legal_person": "standing",
    "meets_safety_rules": "standing",
    "credit.bank": "credit",
    "invention_patents": "patents",
    "productivity_grade": "patents",
    "facts.listed_or_quoted": "facts",
    "attested.good_prospects": "attested",
}


@pytest.mark.parametrize("column", SELDOM)
def test_a_fact_is_left_out_at_its_rate(column: str) -> None:
    # Each fact is left out or not by a toss of its own: of n tosses at a rate p the number lies within five standard
    # deviations, √(n·p·(1−p)), for all but one seed in two million.
    n, p = 20_000, 0.1
    found = draw(_gaps(n))["applicants"][column].null_count()
    assert abs(found - n * p) < 5 * (n * p * (1 - p)) ** 0.5


@cache
def _gaps(n: int) -> Question:
    return asked(n, kinds=["enterprise"], missing=["0.1"])


@pytest.mark.parametrize("name", ["recognitions", "accounts", "registrations", "incidents", "certificates"])
def test_a_collection_is_unknown_at_its_rate(name: str) -> None:
    n, p = 20_000, 0.1
    unknown = (~draw(_gaps(n))["applicants"][f"{name}_known"]).sum()
    assert abs(unknown - n * p) < 5 * (n * p * (1 - p)) ** 0.5


def test_nothing_is_left_out_where_nothing_should_be() -> None:
    firms = enterprises()["applicants"]
    # Where the authority has established no size class, it follows from the figures; who stayed moved nowhere.
    by_nature = ["size_class", *(name for name in firms.columns if name.startswith("relocation"))]
    assert firms.drop(by_nature).null_count().row(0) == (0,) * (len(firms.columns) - len(by_nature))
    assert enterprises()["accounts"].null_count().row(0) == (0,) * 8
    assert all(firms[name].all() for name in firms.columns if name.endswith("_known") and "." not in name)


def test_one_group_of_facts_may_be_left_out_more_than_the_others() -> None:
    firms = draw(asked(500, kinds=["enterprise"], missing=["0", "industry=1"]))["applicants"]
    assert (firms["industry"].null_count(), firms["founded"].null_count()) == (500, 0)


def test_what_is_left_out_does_not_change_the_rest() -> None:
    some = draw(asked(missing=["0.1"], kinds=["enterprise"]))["applicants"]
    both = zip(some["industry"], enterprises()["applicants"]["industry"], strict=True)
    assert [each for each in both if each[0] not in (None, each[1])] == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"kinds": ["firm"]}, "unknown-kind"),
        ({"regions": ["火星"]}, "region"),
        ({"missing": ["1.5"]}, "missing-rate"),
        ({"missing": ["often"]}, "missing-rate"),
        ({"missing": ["acounts=0.1"]}, "missing-group"),
    ],
)
def test_a_question_that_means_nothing_is_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as raised:
        asked(10, **options)
    assert [each.code for each in raised.value.problems] == [code]


def test_everything_wrong_with_a_question_is_said_at_once() -> None:
    with pytest.raises(InputError) as raised:
        ask(0, -1, load(), kinds=["firm"], regions=["火星"])
    codes = {each.code for each in raised.value.problems}
    assert codes == {"population-size", "population-seed", "unknown-kind", "region"}
