"""What the core costs: bounds of a table of points with many unknown facts, and an amount that differs by row in columns.

`python benchmarks/core.py` prints processor time. The table of points shares its facts between ratios and growths, and pays by bands of
the points, beside a share of growth under a cap: twelve facts, of which some are not known.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from fractions import Fraction

import polars as pl

from zjtx_rules.core import terms as t
from zjtx_rules.core.bounds import bounds
from zjtx_rules.core.columns import with_columns
from zjtx_rules.core.world import World

MONEY, COUNT, NUMBER = t.Kind.MONEY, t.Kind.COUNT, t.Kind.NUMBER
WAN = 100 * 10_000
"""万元 in 分."""
RANGES = {
    "revenue": (500, 200_000), "revenue last year": (500, 200_000), "revenue before": (500, 200_000),
    "research": (0, 20_000), "main revenue": (0, 200_000), "debt": (0, 300_000), "assets": (100, 300_000), "tax": (0, 20_000),
}  # fmt: skip
KNOWN = {
    "revenue": 6000, "revenue last year": 5600, "revenue before": 5000, "research": 350, "main revenue": 4500,
    "debt": 3000, "assets": 5000, "tax": 150,
}  # fmt: skip
COUNTS = {"staff": (5, 2000), "researchers": (0, 2000), "patents": (0, 60), "software": (0, 60)}
KNOWN_COUNTS = {"staff": 80, "researchers": 12, "patents": 4, "software": 6}
FACTS = {name: t.Fact(name, MONEY, low * WAN, high * WAN) for name, (low, high) in RANGES.items()}
FACTS |= {name: t.Fact(name, COUNT, low, high) for name, (low, high) in COUNTS.items()}


def points(*bands: tuple[int, t.Test]) -> t.Quantity:
    """Return the points of one indicator: those of the first band that is reached."""
    return t.choice([(test, t.literal(score, NUMBER)) for score, test in bands], t.literal(0, NUMBER))


def share(part: str, whole: str, percent: int) -> t.Test:
    """Return "at least so many percent of it", multiplied out."""
    return t.at_least(FACTS[part], t.total((Fraction(percent, 100), FACTS[whole])))


def subsidy() -> t.Quantity:
    """Return the money: by points, or a share of growth under a cap, whichever is more, and a share of the tax."""
    score = t.total(
        points(*((s, share("research", "revenue", p)) for s, p in ((20, 10), (15, 5), (10, 3), (5, 2)))),
        points(*((s, share("revenue", "revenue last year", p)) for s, p in ((20, 130), (15, 115), (10, 105), (5, 100)))),
        points(*((s, share("revenue last year", "revenue before", p)) for s, p in ((10, 110), (5, 100)))),
        points(*((s, share("main revenue", "revenue", p)) for s, p in ((10, 70), (5, 50)))),
        points(*((s, share("researchers", "staff", p)) for s, p in ((10, 20), (5, 10)))),
        points(*((s, t.negation(share("debt", "assets", p))) for s, p in ((10, 55), (5, 75)))),
        points(*((s, t.at_least(t.total((4, FACTS["patents"]), FACTS["software"]), t.literal(n, COUNT))) for s, n in ((20, 40), (12, 20), (6, 8)))),
    )  # fmt: skip
    by_points = t.table(
        score,
        [(t.literal(s, NUMBER), t.literal(y * WAN, MONEY)) for s, y in ((60, 20), (75, 50), (90, 100))],
        t.literal(0, MONEY),
    )
    growth = t.difference(FACTS["revenue"], FACTS["revenue last year"])
    capped = t.most(t.literal(0, MONEY), t.least(t.literal(60 * WAN, MONEY), t.total((Fraction(15, 1000), growth))))
    enough = share("research", "revenue", 3)
    by_growth = t.choice([(enough, capped)], t.literal(0, MONEY))
    by_tax = t.least(t.literal(30 * WAN, MONEY), t.total((Fraction(1, 10), FACTS["tax"])))
    return t.total(t.most(by_points, by_growth), by_tax)


def measure_bounds(questions: int) -> None:
    """Print the time of bounds with four to ten unknown facts."""
    quantity = subsidy()
    known = {name: amount * WAN for name, amount in KNOWN.items()} | KNOWN_COUNTS
    relations = (
        t.at_least(FACTS["revenue"], FACTS["main revenue"]),
        t.at_least(FACTS["staff"], FACTS["researchers"]),
    )
    times, outer = [], 0
    for seed in range(questions):
        drawn = random.Random(seed)  # noqa: S311 - a benchmark, not a secret
        unknown = set(drawn.sample(sorted(FACTS), drawn.randint(4, 10)))
        world = World({name: value for name, value in known.items() if name not in unknown}, relations=relations)  # type: ignore[arg-type]
        start = time.process_time()
        found = bounds(quantity, world)
        times.append(time.process_time() - start)
        outer += "outer" in (found.low.kind, found.high.kind)
    print(f"{questions} questions of four to ten unknown facts, both ends: median {statistics.median(times) * 1000:.1f} ms, "
          f"worst {max(times) * 1000:.0f} ms, not proven {outer}")  # fmt: skip


def measure_columns(rows: int) -> None:
    """Print how many rows a second a rate in two bands with a cap takes."""
    invested = t.Fact("invested", MONEY, 0, 10**15)
    rate = t.table(
        invested,
        [(t.literal(200 * WAN, MONEY), t.literal(Fraction(9, 100), NUMBER))],
        t.literal(Fraction(6, 100), NUMBER),
    )
    award = t.least(t.literal(80 * WAN, MONEY), t.times(rate, invested))
    drawn = random.Random(1)  # noqa: S311 - a benchmark, not a secret
    frame = pl.DataFrame({"row": range(rows), "invested": [drawn.randrange(2000 * WAN) for _ in range(rows)]})
    fixed = t.choice(
        [(t.at_least(invested, t.literal(200 * WAN, MONEY)), t.literal(9 * WAN, MONEY))], t.literal(6 * WAN, MONEY)
    )
    for name, term in (("a rate in two bands with a cap", award), ("a fixed sum in two bands", fixed)):
        with_columns(frame, {"award": term})
        start, wall = time.process_time(), time.perf_counter()
        with_columns(frame, {"award": term})
        spent, passed = time.process_time() - start, time.perf_counter() - wall
        print(
            f"{name}: {rows / spent / 1e6:.1f} million rows a second of processor time, {rows / passed / 1e6:.1f} million by the clock"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=120)
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    measure_bounds(options.questions)
    measure_columns(options.rows)
