"""What population is asked for, checked: how many, from which seed, of which kinds, where, and how much is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from zjtx_rules.language import RuleSet
from zjtx_rules.populations.synthetic.draws import WHOLE
from zjtx_rules.populations.synthetic.shares import KINDS, MISSING, SHARES
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.profile.applicants import KIND_ALIASES
from zjtx_rules.terms import REGIONS, Level, RegionError, lies_within
from zjtx_rules.terms.regions import read_region
from zjtx_rules.words import Words

MOST = 99_999_999
"""The most applicants of a population: their numbers have eight digits."""


@dataclass(frozen=True, slots=True)
class Question:
    """A synthetic population asked for; the same question has the same answer.

    Attributes:
        n: how many applicants.
        seed: what tells it from other populations of the same make.
        kinds: the kinds of applicant with their weights.
        regions: the codes of the regions with their weights, each as narrow as the table of regions knows it.
        missing: how much of each group of facts is left out, in ten-thousandths.
        facts: the ids of the yes-or-no facts that rule files declare.
        judgements: the ids of the judgements that they leave to a person.
    """

    n: int
    seed: int
    kinds: Mapping[str, int]
    regions: tuple[tuple[str, int], ...]
    missing: Mapping[str, int]
    facts: tuple[str, ...] = field(repr=False)
    judgements: tuple[str, ...] = field(repr=False)


def ask(
    n: int,
    seed: int,
    rules: RuleSet,
    *,
    kinds: Sequence[str] = (),
    regions: Sequence[str] = (),
    missing: Sequence[str] = (),
) -> Question:
    """Return a question.

    Args:
        n: How many applicants, from 1 to 99,999,999.
        seed: Any whole number from 0 up to 2⁶³.
        rules: The rule files whose declared facts and judgements become columns.
        kinds: Kinds of applicant, by id or Chinese name; all of them without it.
        regions: Where they are, by name or code, equally often; 山东 with most in 日照 and 济南 without it.
        missing: Rates between 0 and 1: one for everything (`0.05`, `5%`) or for a group (`accounts=0.1`).

    Raises:
        InputError: With everything that is wrong with the question.
    """
    problems: list[Problem] = []
    if not 1 <= n <= MOST:
        message = Words(f"数量 {n} 不在1至{MOST}之间", f"the number {n} does not lie between 1 and {MOST}")
        problems.append(Problem("population-size", message, Place("--n")))
    if not 0 <= seed < 1 << 63:
        message = Words(f"种子 {seed} 不在0至2⁶³之间", f"the seed {seed} does not lie between 0 and 2⁶³")
        problems.append(Problem("population-seed", message, Place("--seed")))
    chosen = _kinds(kinds, problems)
    places = _regions(regions, problems)
    rates = _missing(missing, problems)
    if problems:
        raise InputError(problems)
    facts = {each.id for loaded in rules.files for each in loaded.rules.facts if each.type == "yes_no"}
    judgements = {each.id for loaded in rules.files for each in loaded.rules.judgements}
    return Question(n, seed, chosen, places, rates, tuple(sorted(facts)), tuple(sorted(judgements)))


def _kinds(given: Sequence[str], problems: list[Problem]) -> Mapping[str, int]:
    words = {kind: kind for kind in KINDS} | KIND_ALIASES
    for each in given:
        if each not in words:
            message = Words(f"没有“{each}”这一主体类型", f"there is no kind of applicant '{each}'")
            expected = Words("、".join(words), ", ".join(KINDS))
            hint = did_you_mean(each, words)
            problems.append(Problem("unknown-kind", message, Place("--kind"), expected=expected, suggestion=hint))
    chosen = {words[each] for each in given if each in words}
    return {kind: weight for kind, weight in KINDS.items() if not chosen or kind in chosen}


def _regions(given: Sequence[str], problems: list[Problem]) -> tuple[tuple[str, int], ...]:
    codes = []
    for each in given:
        try:
            codes.append(read_region(each))
        except RegionError as error:
            problems.append(Problem("region", error.words, Place("--region"), suggestion=error.suggestion))
    wanted = dict.fromkeys(codes, 1) or {row["code"]: row["weight"] for row in SHARES["regions"]}
    shared: dict[str, Fraction] = {}
    for code, weight in wanted.items():
        parts = [each for each in _parts(code) if not any(_narrower(other, code, each) for other in wanted)]
        for each in parts or [code]:
            shared[each] = shared.get(each, Fraction(0)) + Fraction(weight, len(parts) or 1)
    # A wheel of 65,536 places is turned; weights are whole numbers that keep the proportions closely enough.
    total = sum(shared.values())
    return tuple((code, round(weight * 10**6 / total)) for code, weight in sorted(shared.items()))


def _parts(code: str) -> list[str]:
    """Return the regions that a region is shared out among: cities, of cities that the shares name their counties, or itself."""
    counted = {row["code"] for row in SHARES["regions"]}
    inside = [
        each
        for each, region in REGIONS.items()
        if lies_within(each, code) and (region.level is not Level.COUNTY or f"{each[:4]}00" in counted)
    ]
    narrowest = [each for each in inside if not any(other != each and lies_within(other, each) for other in inside)]
    return narrowest or [code]


def _narrower(other: str, code: str, part: str) -> bool:
    """Return whether a part of a region is asked for by itself, in another and narrower region."""
    return other != code and lies_within(other, code) and lies_within(part, other)


def _missing(given: Sequence[str], problems: list[Problem]) -> Mapping[str, int]:
    rates, groups = dict(MISSING), {}
    for each in given:
        name, equals, number = each.rpartition("=")
        rate = _rate(number)
        if rate is None:
            message = Words(f"“{each}”不是缺失率", f"'{each}' is not a rate")
            expected = Words("0至1的数或百分数，如 0.05、5%、accounts=0.1", "a number from 0 to 1, or a percentage")
            problems.append(Problem("missing-rate", message, Place("--missing"), expected=expected))
        elif equals and name not in MISSING:
            message = Words(f"没有“{name}”这一组事实", f"there is no group of facts '{name}'")
            expected = Words(
                "、".join(f"{row['id']}（{row['label']}）" for row in SHARES["missing"]), ", ".join(MISSING)
            )
            hint = did_you_mean(name, MISSING)
            problems.append(Problem("missing-group", message, Place("--missing"), expected=expected, suggestion=hint))
        elif equals:
            groups[name] = rate
        else:
            rates = dict.fromkeys(MISSING, rate)
    return rates | groups


def _rate(text: str) -> int | None:
    plain = text.strip()
    try:
        rate = Fraction(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1) * WHOLE
    except (ValueError, ZeroDivisionError):
        return None
    return int(rate) if 0 <= rate <= WHOLE and rate.denominator == 1 else None
