"""Regions of China by their codes of GB/T 2260: two digits for the province, two for the city, two for the county.

The table (`data/regions.yaml`) holds every province and every city, prefecture and league, and the counties of which the
bundled policies speak; a code of a known province that is not in the table is accepted and named by its code.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

from zjtx_rules.terms.fields import TermError, guess, half_width, reading, shown, write_as
from zjtx_rules.terms.levels import Level
from zjtx_rules.terms.tables import load_table
from zjtx_rules.words import Words

_CODE = re.compile(r"[0-9]{6}")
_SUFFIXES = ("省", "市", "区", "县")


class RegionError(TermError):
    """Raised when a word is not a region."""

    code: ClassVar[str] = "region"


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its code of GB/T 2260 (six digits), its name and its level (provincial, city or county)."""

    code: str
    name: str
    level: Level


def _level_of(code: str) -> Level:
    """Return the level that the zeros at the end of a code tell."""
    if code.endswith("0000"):
        return Level.PROVINCIAL
    return Level.CITY if code.endswith("00") else Level.COUNTY


_TABLE = load_table("regions")

REGIONS: Mapping[str, Region] = MappingProxyType(
    {
        code: Region(code, name, _level_of(code))
        for line in _TABLE["names"].splitlines()
        if line
        for code, name in [line.split()]
    }
)
"""The regions of the table by code."""


def _short_names(region: Region) -> set[str]:
    """Return the names under which a region is known: 日照市 also as 日照, 内蒙古自治区 also as 内蒙古."""
    names = {region.name}
    if region.code in _TABLE["short_names"]:
        names.add(_TABLE["short_names"][region.code])
    elif region.name.endswith("地区"):
        names.add(region.name[:-2])
    elif region.name.endswith(_SUFFIXES) and len(region.name) > 2:
        names.add(region.name[:-1])
    return names


_COUNTS = Counter(name for region in REGIONS.values() for name in _short_names(region))
# A name that several regions share says none of them; only the code does.
_BY_NAME = {name: region for region in REGIONS.values() for name in _short_names(region) if _COUNTS[name] == 1}


def find_region(name_or_code: str) -> Region | None:
    """Return the region with this code, name or short name; None when there is none or several share the name."""
    word = name_or_code.strip()
    if word in REGIONS:
        return REGIONS[word]
    if _CODE.fullmatch(word):
        return Region(word, word, _level_of(word)) if word[:2] + "0000" in REGIONS else None
    return _BY_NAME.get(word)


def lies_within(inner_code: str, outer_code: str) -> bool:
    """Return whether the inner region is the outer one or lies in it."""
    if outer_code.endswith("0000"):
        return inner_code[:2] == outer_code[:2]
    if outer_code.endswith("00"):
        return inner_code[:4] == outer_code[:4]
    return inner_code == outer_code


def _region_code(value: object) -> str:
    """Return the code of the region that `value` names."""
    region = find_region(value) if isinstance(value, str) else None
    if region is None:
        raise _complaint(value)
    return region.code


def _complaint(value: object) -> RegionError:
    """Return what is wrong with a word that is no region."""
    found = shown(value)
    words = Words(f"没有“{found}”这一地区", f"'{found}' is not a region")
    if isinstance(value, int) and not isinstance(value, bool) and find_region(found):
        # YAML reads 371100 as a number; a code is a text, and one with leading zeros would already be damaged.
        return RegionError(
            Words(f"区划代码{found}应加引号", f"the region code {found} must be quoted"), write_as(f'"{found}"')
        )
    if not isinstance(value, str):
        return RegionError(words)
    word = half_width(value.strip())
    if _CODE.fullmatch(word) and find_region(word) is None:
        return RegionError(
            Words(f"区划代码“{found}”的前两位不是任何省级行政区", f"no province has the first two digits of '{found}'")
        )
    if find_region(word):
        return RegionError(words, write_as(word))
    shared = [f"{region.code}（{region.name}）" for region in REGIONS.values() if word in _short_names(region)]
    if shared:
        return RegionError(
            Words(f"“{found}”有多个，请写区划代码", f"several regions are called '{found}'; write the code"),
            Words("、".join(shared), ", ".join(shared)),
        )
    # 山东省日照市: the last name is the region, the names before it only say where it lies.
    last = max((name for name in _BY_NAME if word.endswith(name)), key=len, default=None)
    return RegionError(words, write_as(last) if last else guess(word, list(_BY_NAME)))


RegionCode = Annotated[
    str,
    BeforeValidator(reading(_region_code)),
    WithJsonSchema({"type": "string", "title": "行政区划", "examples": ["371100", "日照市"]}),
]
"""A region as a field of a model: name or code in, code out."""
