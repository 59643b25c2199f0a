"""How many firms a second `evaluate_table` decides: the 日照 workload on a seeded population, on every engine installed.

    python benchmarks/columns.py [ROWS] [ENGINE ...]

Two questions: the workload that hand-written peers answer (二2 培育条件 and the awards of 三（一）2, every fact known), and all
clauses of the file with facts missing at random. Before timing, a sample of the answers is held against `evaluate`, and on
Polars against the same workload written by hand, which is timed too.

`first` is the best of three with rule files just loaded, `next` the best of three with rules that have been asked before:
what a large population costs that comes part by part. Beside the time that passed stands that of the processors, which
depends less on what else the machine does.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from columns_by_hand import by_hand
from zjtx_rules import EnterpriseProfile, evaluate, load
from zjtx_rules.engines.columns import evaluate_table

AS_OF = date(2023, 9, 1)
WORKLOAD = ("pool*", "award.*")
TITLES = {
    "zjtx_sme": ("city", "provincial"),
    "little_giant": ("national",),
    "gazelle": ("city", "provincial"),
    "champion_enterprise": ("provincial", "national"),
    "champion_product": ("provincial", "national"),
    "unicorn": ("city", "provincial", "national"),
}
Columns = dict[str, list[Any]]


def population(rows: int, missing: float, seed: int = 1) -> dict[str, Columns]:
    """Return the tables of a population as columns; every fact is left out at the rate given."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark, not a secret

    def yes(chance: float) -> bool | None:
        return None if draw.random() < missing else draw.random() < chance

    def kept(value: Any) -> Any:
        return None if draw.random() < missing else value

    ids = list(range(rows))
    applicants: Columns = {"applicant": ids, "region": [kept("371102") for _ in ids]}
    applicants["size_class"] = [kept(draw.choice(["micro", "small", "medium", "large"])) for _ in ids]
    for name in ("independent_legal_person", "credit.bank", "credit.tax", "credit.social"):
        applicants[name] = [yes(0.95) for _ in ids]
    for name in ("meets_energy_rules", "meets_environment_rules", "meets_safety_rules"):
        applicants[name] = [yes(0.97) for _ in ids]
    applicants["provided_false_information"] = [yes(0.01) for _ in ids]
    for name in ("good_prospects", "good_benefits", "stable_quality"):
        applicants[f"attested.{name}"] = [yes(0.9) for _ in ids]
    founded = [date(2005, 1, 1) + timedelta(draw.randrange(6700)) for _ in ids]
    held: Columns = {name: [] for name in ("applicant", "title", "level", "kind", "date", "expires")}
    for each in ids:
        for title in draw.sample(sorted(TITLES), draw.choice((0, 0, 0, 1, 1, 2))):
            day = date(2021, 6, 1) + timedelta(draw.randrange(900))
            row = (each, title, kept(draw.choice(TITLES[title])), kept(draw.choice(("new", "new", "renewal"))))
            for name, value in zip(held, (*row, kept(day), kept(day + timedelta(1095))), strict=True):
                held[name].append(value)
    some = [each for each in ids if draw.random() < 0.05]
    return {
        "applicants": applicants,
        "recognitions": held,
        "registrations": {"applicant": ids, "region": ["371102"] * rows, "since": [kept(each) for each in founded]},
        "accounts": {
            "applicant": ids,
            "year": [2022] * rows,
            "revenue_yuan": [kept(draw.choice((10_000_000, 9_000_000, 25_000_000))) for _ in ids],
        },
        "incidents": {
            "applicant": some,
            "kind": [draw.choice(("safety", "quality", "other")) for _ in some],
            "date": [date(2019, 1, 1) + timedelta(draw.randrange(1700)) for _ in some],
        },
        "certificates": {
            "applicant": ids,
            "kind": ["quality_management"] * rows,
            "since": [date(2020, 1, 1)] * rows,
            "expires": [kept(date(2024, 1, 1)) for _ in ids],
        },
        "awards_received": {"applicant": [], "amount": [], "title": []},
    }


def engines() -> dict[str, Callable[[Columns], Any]]:
    """Return the makers of frames that are installed."""
    import polars as pl  # noqa: PLC0415 - measured with what is installed

    def frame(columns: Columns) -> Any:
        texts = dict.fromkeys(("amount", "title"), pl.String) if not columns["applicant"] else {}
        return pl.DataFrame(columns, schema_overrides=texts | ({"applicant": pl.Int64}), strict=False)

    found: dict[str, Callable[[Columns], Any]] = {
        "polars": frame,
        "pyarrow": lambda columns: frame(columns).to_arrow(),
        "pandas": lambda columns: frame(columns).to_pandas(use_pyarrow_extension_array=True),
    }
    try:
        import duckdb  # noqa: PLC0415 - likewise
    except ImportError:
        return found
    connection = duckdb.connect()
    number = iter(range(10**6))

    def relation(columns: Columns) -> Any:
        name = f"table{next(number)}"
        connection.register("given", frame(columns).to_arrow())
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")  # noqa: S608 - a name made here
        return connection.table(name)

    return found | {"duckdb": relation}


def collected(table: Any) -> Any:
    """Return an answer worked out; a lazy one is not until it is asked for."""
    return table.arrow() if type(table).__module__.startswith(("duckdb", "_duckdb")) else table


def places_of(tables: dict[str, Columns], some: list[int]) -> dict[str, dict[int, list[int]]]:
    """Return where in each long table the rows of some applicants stand."""
    found: dict[str, dict[int, list[int]]] = {}
    for table, columns in tables.items():
        mine = found[table] = {each: [] for each in some}
        for at, each in enumerate(columns["applicant"]):
            if each in mine:
                mine[each].append(at)
    return found


def profile(tables: dict[str, Columns], row: int, places: dict[str, dict[int, list[int]]]) -> EnterpriseProfile:
    """Return the profile of one row, for the reference."""
    given: dict[str, Any] = {"credit": {}, "attested": {}}
    for name, values in tables["applicants"].items():
        group, _, inner = name.rpartition(".")
        if name != "applicant":
            (given[group] if group else given).update({inner: values[row]})
    given["attested"] = {name: value for name, value in given["attested"].items() if value is not None}
    for table, columns in tables.items():
        if table == "applicants":
            continue
        mine = places[table][row]
        items = [{name: values[at] for name, values in columns.items() if name != "applicant"} for at in mine]
        for item in items:
            if "revenue_yuan" in item:
                yuan = item.pop("revenue_yuan")
                item["revenue"] = None if yuan is None else f"{yuan}元"
        given[table] = items
    return EnterpriseProfile.model_validate(given)


def check(tables: dict[str, Columns], answer: Any, sample: int = 200) -> None:
    """Hold a sample of the answers against the reference."""
    rules = load("rizhao")
    some = random.Random(2).sample(range(len(answer)), min(sample, len(answer)))  # noqa: S311 - a sample
    rows = {row["applicant"]: row for row in answer[sorted(some)].to_dicts()}
    places = places_of(tables, some)
    for row in some:
        evaluation = evaluate(profile(tables, row, places), rules, AS_OF)
        found = {f"rizhao-2022:{name}": evaluation.verdict(name).value for name in evaluation.outcomes[0].found}
        total = evaluation.awards.payable.total.up_to
        found["payable#up_to_floor"] = int(total.floor.yuan * 100)
        found["payable#up_to_ceiling"] = None if total.ceiling is None else int(total.ceiling.yuan * 100)
        for name, value in found.items():
            if name in rows[row] and rows[row][name] != value:
                raise SystemExit(f"row {row}: {name} is {rows[row][name]}, the reference says {value}")


def timed(ask: Callable[[], Any], before: Callable[[], None] = lambda: None) -> tuple[float, float]:
    """Return the seconds that pass and those of the processors, each the best of three."""
    passed, worked = [], []
    for _ in range(3):
        before()
        clock, work = time.perf_counter(), time.process_time()
        ask()
        passed.append(time.perf_counter() - clock)
        worked.append(time.process_time() - work)
    return min(passed), min(worked)


def say(what: str, rows: int, taken: tuple[float, float], more: str = "") -> None:
    """Print one line."""
    passed, worked = taken
    print(f"  {what:32} {passed:7.2f} s {rows / passed:12,.0f} rows/s   {worked:7.2f} s of processors   {more}")


def main() -> None:
    """Print one line for each engine and question."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    makers = engines()
    wanted = sys.argv[2:] or list(makers)
    print(f"{rows:,} firms, rules/rizhao.yaml, as of {AS_OF}; input in memory, the answer worked out")
    for question, missing, clauses, verdicts in (
        ("workload of 二2 and 三（一）2, every fact known", 0.0, WORKLOAD, "code"),
        ("all clauses, 3% of the facts missing", 0.03, None, "text"),
    ):
        print(question)
        tables = population(rows, missing)
        for engine in wanted:
            frames = {name: makers[engine](columns) for name, columns in tables.items()}
            asked: dict[str, Any] = {"clauses": clauses, "verdicts": verdicts, **frames}
            rules = {"now": load("rizhao")}
            if engine == "polars":
                check(tables, evaluate_table(rules=rules["now"], as_of=AS_OF, **frames).table)
                if not missing:
                    check_by_hand(
                        by_hand(frames, AS_OF), evaluate_table(rules=rules["now"], as_of=AS_OF, **asked).table
                    )
                    say("polars, by hand", rows, timed(lambda frames=frames: by_hand(frames, AS_OF)))

            def ask(asked: dict[str, Any] = asked, rules: dict[str, Any] = rules) -> Any:
                answer = evaluate_table(rules=rules["now"], as_of=AS_OF, **asked)
                collected(answer.table)
                return answer.report

            def load_anew(rules: dict[str, Any] = rules) -> None:
                rules["now"] = load("rizhao")

            say(f"{engine}, first", rows, timed(ask, load_anew))
            report = ask()
            more = f"left to the reference {report.referred / rows:.2%}, cases {report.cases:,}"
            say(f"{engine}, next", rows, timed(ask), more)


def check_by_hand(hand: Any, answer: Any) -> None:
    """Hold all answers against those of the workload written by hand."""
    hand, answer = hand.sort("applicant"), answer.sort("applicant")
    document = "rizhao-2022"
    names = {each: f"{document}:{each}" for each in hand.columns if each.startswith(("award", "pool"))}
    names |= {"up_to": "payable#up_to_ceiling", "chosen": f"{document}#chosen", "suppressed": f"{document}#suppressed"}
    for mine, ours in names.items():
        if not (hand[mine] == answer[ours]).all():
            raise SystemExit(f"{ours} is not what was worked out by hand")


if __name__ == "__main__":
    main()
