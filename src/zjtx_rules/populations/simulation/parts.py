"""The parts into which a population is divided in a report: the city and the size class of every applicant.

The size class is that of the national standard, decided by the engine itself: a small rule file with one clause for each
class is asked together with the rules, so that the class in a report is the one that the rules go by.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl

from zjtx_rules.engines.columns.given.layout import applicant_columns, meaning_of
from zjtx_rules.language import RuleSet, combine, load_text
from zjtx_rules.language.kept import kept
from zjtx_rules.terms import NO_PLACES, Places, SizeClass, find_region
from zjtx_rules.terms.region_table import city_of
from zjtx_rules.terms.truth import MET
from zjtx_rules.words import Words

NAME, CITY, SIZE = "name", "city", "size_class"
"""The columns of an applicant's name, city (code of GB/T 2260) and size class."""

SIZES = {each.name.lower(): int(each) for each in SizeClass}
"""The size classes, smallest first."""

_DOCUMENT = "zjtx-simulation-sizes"
_UNKNOWN_CITY = Words("所在地不明", "place unknown")
_UNKNOWN_SIZE = Words("规模未定", "size class undetermined")


@cache
def _sizes() -> RuleSet:
    clauses = "".join(
        f"""
  - id: {each.name.lower()}
    kind: tier
    cite: 二
    quote: 中小企业划分为中型、小型、微型三种类型
    title: {each.label}
    to: [enterprise]
    where: anywhere
    when: {{fact: sme_size, is: {each.name.lower()}}}
"""
        for each in SizeClass
    )
    text = f"""jurisdiction: {{name: 全国}}
documents:
- id: {_DOCUMENT}
  title: 中小企业划型标准规定
  status: issued
  clauses:{clauses}"""
    return load_text(text, f"{_DOCUMENT}.yaml")


def with_sizes(rules: RuleSet) -> RuleSet:
    """Return the rules with the question of the size class beside them; the same each time, so that what is kept of them is."""
    return kept(rules, "with sizes", 1).get("with sizes", lambda: combine([rules, _sizes()]))


def own(column: str) -> bool:
    """Return whether a column of the answers belongs to the question of the size class."""
    return column.startswith((f"{_DOCUMENT}:", f"{_DOCUMENT}#"))


def size_column() -> pl.Expr:
    """Return the size class of every applicant, read off the answers; nothing where it is not determined."""
    found: Any = pl.lit(None, pl.String)
    for each in SizeClass:
        column = pl.col(f"{_DOCUMENT}:{each.name.lower()}")
        found = pl.when(column == MET).then(pl.lit(each.name.lower())).otherwise(found)
    made: pl.Expr = found
    return made.alias(SIZE)


def city_column(applicants: pl.DataFrame, places: Places = NO_PLACES) -> pl.Series:
    """Return the city of every applicant, by the place that the rules go by; nothing where it is not given."""
    return _cities(_field(applicants, "region"), places).alias(CITY)


def name_column(applicants: pl.DataFrame) -> pl.Series:
    """Return the name of every applicant; nothing where it is not given."""
    return _field(applicants, "name").cast(pl.String).alias(NAME)


def _field(applicants: pl.DataFrame, field: str) -> pl.Series:
    """Return the column of a field, under whatever header; one that is empty where there is none."""
    words = applicant_columns()
    for header in applicants.columns:
        meaning = meaning_of(header, words)
        if meaning is not None and meaning.field == field:
            return applicants[header]
    return pl.Series(field, [None], dtype=pl.String).new_from_index(0, applicants.height)


def _cities(words: pl.Series, places: Places) -> pl.Series:
    texts = words.cast(pl.String).str.strip_chars()
    codes: dict[str, str] = {}
    for word in texts.drop_nulls().unique().to_list():
        region = find_region(word, places)
        if region is not None:
            codes[word] = city_of(region.code)
    return texts.replace_strict(list(codes), list(codes.values()), default=None, return_dtype=pl.String)


def region_words(code: str | None) -> Words:
    """Return the name of a city; of a province where no more is known."""
    region = find_region(code) if code else None
    if region is None:
        return _UNKNOWN_CITY
    if region.code.endswith("0000") and not _is_a_city(region.code):
        return Words(f"{region.name}（未写到市）", f"{region.name} (no city given)")
    return Words(region.name, region.name)


def _is_a_city(code: str) -> bool:
    return code[:2] in ("11", "12", "31", "50", "81", "82")


def size_words(name: str | None) -> Words:
    """Return the name of a size class."""
    if name is None:
        return _UNKNOWN_SIZE
    size = SizeClass[name.upper()]
    return Words(size.label, size.name.lower())
