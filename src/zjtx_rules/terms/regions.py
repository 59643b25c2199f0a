"""Regions of China by their codes of GB/T 2260: two digits for the province, two for the city, two for the county.

The table holds every unit down to the counties, those that went out of use since 2007, and the zones to which the statistics
bureau gives codes. A zone without a code is named with the place it lies in: 日照市/日照高新区.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from zjtx_rules.terms.fields import TermError, custom_error, half_width, shown, write_as
from zjtx_rules.terms.levels import Level
from zjtx_rules.terms.places import EXAMPLES, NO_PLACES, Places
from zjtx_rules.terms.region_changes import lies_within, location_in
from zjtx_rules.terms.region_names import former_until, misspelt, path_of, places_named, shared, split_path
from zjtx_rules.terms.region_table import NATION, around, table
from zjtx_rules.words import Words

_CODE = re.compile(r"[0-9]{6}")
_DECIMAL_CODE = re.compile(r"([0-9]{6})\.0+")
"""A code that a program took for a number."""
_BELOW_COUNTIES = re.compile(r"街道|[镇乡村路街巷号园]|苏木|社区|大道|大厦")
"""What places and addresses below a county have in their names."""
_TOWN = re.compile(r"(?:街道|街道办事处|镇|乡|苏木|社区|村)$")
_LONG_CODE = re.compile(r"([0-9]{6})(?:0{3}|0{6})")
_KEPT = re.compile(r"[0-9]{6}(?:/[^/\s]+)+")
_ZONE = re.compile(
    "开发区|高新|新区|新城|园|示范区|实验区|试验区|试点区|度假区|保税|管理区|功能区|经济区|合作区|产业|基地|经开"
)
"""Words by which zones are called."""


class RegionError(TermError):
    """Raised when a word is not a region."""

    code: ClassVar[str] = "region"


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its code of GB/T 2260 (six digits), its name and its level (provincial, city or county).

    A zone without a code, and a place that a rule file declares, has the place it lies in and its name for a code.
    """

    code: str
    name: str
    level: Level


def _level_of(code: str) -> Level:
    """Return the level that the zeros at the end of a code tell."""
    if code == NATION:
        return Level.NATIONAL
    if code.endswith("0000"):
        return Level.PROVINCIAL
    return Level.CITY if code.endswith("00") else Level.COUNTY


class _Regions(Mapping[str, Region]):
    """Today's units, looked up when they are asked for."""

    def __getitem__(self, code: str) -> Region:
        return Region(code, table().today[code], _level_of(code))

    def __iter__(self) -> Iterator[str]:
        return iter(table().today)

    def __len__(self) -> int:
        return len(table().today)


REGIONS: Mapping[str, Region] = _Regions()
"""Today's provinces, cities and counties by code."""


def find_region(name_or_code: str, places: Places = NO_PLACES) -> Region | None:
    """Return the region with this code, name, short name or path; None when there is none or several share the name.

    Args:
        name_or_code: As a profile has it.
        places: The places that rule files declare, which are known by their names too.
    """
    code = _resolved(name_or_code.strip(), places)
    if code is None:
        return None
    return (
        Region(code, code.rpartition("/")[2], Level.COUNTY)
        if "/" in code
        else Region(code, _name(code), _level_of(code))
    )


def _name(code: str) -> str:
    return table().name(code) or code


def read_region(value: object, places: Places = NO_PLACES) -> str:
    """Return the code of the region that a value of a profile names.

    Raises:
        RegionError: If it names none, or several, with what to write.
    """
    if isinstance(value, Mapping):
        return _in_parts(value, places)
    code = _resolved(value.strip(), places) if isinstance(value, str) else None
    if code is None:
        raise _complaint(value, places)
    return code


def _resolved(word: str, places: Places) -> str | None:
    """Return the code of the region that a word means; None where it means none, or several."""
    declared = places.find(word) or _at_the_end(word, places)
    if declared is not None:
        return declared
    if _CODE.fullmatch(word):
        return word if table().name(word) is not None else None
    if _KEPT.fullmatch(word) and (word.startswith(EXAMPLES) or table().name(word[:6]) is not None):
        return word
    found = places_named(word)
    return found[0] if len(found) == 1 else None if found else _zone(word, places)


def _at_the_end(word: str, places: Places) -> str | None:
    """Return the declared place at the end of a path which leads to it."""
    for each in places:
        around_it = word.removesuffix(each.name).rstrip("/ ")
        if word.endswith(each.name) and around_it:
            outer = _resolved(around_it, places)
            if outer is not None and lies_within(each.place, outer):
                return each.place
    return None


def _zone(word: str, places: Places) -> str | None:
    """Return a zone that is written behind the place it lies in: 日照市/日照高新区."""
    around_it, slash, name = word.rpartition("/")
    if not slash or not _ZONE.search(name):
        return None
    outer = _resolved(around_it.strip(), places)
    return f"{outer}/{name.strip()}" if outer is not None else None


def _in_parts(value: Mapping[Any, Any], places: Places) -> str:
    """Return a place that is given by its name and the place it lies in."""
    given = {_PARTS.get(key, key): each for key, each in value.items()}
    name, outer = given.get("name"), given.get("within")
    if set(given) != {"name", "within"} or len(given) != len(value) or not isinstance(name, str) or not name.strip():
        words = Words("地区写作一个名称，或写明“名称”和“属于”", "a region is one name, or `name` and `within`")
        raise RegionError(
            words, Words("例如 {名称: 日照高新区, 属于: 日照市}", "for example {name: 日照高新区, within: 日照市}")
        )
    around_it, name = read_region(outer, places), name.strip()
    inside = [each for each in places_named(name) if location_in(each, around_it)]
    if len(inside) == 1:
        return inside[0]
    declared = places.find(name)
    if declared is not None and lies_within(declared, around_it):
        return declared
    if inside:
        raise _several(shown(name), name, tuple(inside))
    if "/" in name:
        raise _complaint(name, places)
    return f"{around_it}/{name}"


_PARTS = {"名称": "name", "属于": "within"}


def _region_code(value: object, info: ValidationInfo) -> str:
    """Return the code of the region that a field names; the context of the validation has the places of rule files."""
    try:
        return read_region(value, info.context if isinstance(info.context, Places) else NO_PLACES)
    except TermError as error:
        raise custom_error(error) from None


def _complaint(value: object, places: Places) -> RegionError:
    """Return what is wrong with a word that is no region."""
    found = shown(value)
    words = Words(f"没有“{found}”这一地区", f"'{found}' is not a region")
    if isinstance(value, int) and not isinstance(value, bool) and find_region(found, places):
        # YAML reads 371100 as a number; a code is a text, and one with leading zeros would already be damaged.
        return RegionError(
            Words(f"区划代码{found}应加引号", f"the region code {found} must be quoted"), write_as(f'"{found}"')
        )
    if not isinstance(value, str):
        return RegionError(words)
    word = half_width(value.strip())
    if word != value.strip() and find_region(word, places):
        return RegionError(words, write_as(word))
    if word.isascii() and word.isdigit():
        return _no_such_code(word, places)
    decimal = _DECIMAL_CODE.fullmatch(word)
    if decimal and find_region(decimal[1], places):
        return RegionError(words, write_as(decimal[1]))
    several = places_named(word)
    if several:
        return _several(found, word, several)
    return _unknown_name(word, words, places)


def _several(found: str, word: str, several: tuple[str, ...]) -> RegionError:
    """Return the question which of several places of one name is meant, with the paths of all."""
    begins = split_path(word)
    name = begins[1] if begins is not None else word
    paths = [path_of(each, name) for each in several]
    ended = [former_until(each, name) for each in several]
    zh = [f"“{path}”{f'（{year}年止）' if year else ''}" for path, year in zip(paths, ended, strict=True)]
    en = [f"'{path}'{f' (until {year})' if year else ''}" for path, year in zip(paths, ended, strict=True)]
    return RegionError(
        Words(
            f"“{found}”有{len(several)}处，请写明是哪一处", f"{len(several)} regions are called '{found}'; say which"
        ),
        Words(f"请写作其中之一：{'、'.join(zh)}", f"write one of: {', '.join(en)}"),
    )


def _no_such_code(word: str, places: Places) -> RegionError:
    """Return what is wrong with a code that does not exist."""
    words = Words(f"没有区划代码“{word}”", f"there is no region with the code '{word}'")
    long = _LONG_CODE.fullmatch(word)
    if long and find_region(long[1], places):
        return RegionError(words, write_as(long[1]))
    if len(word) in (2, 4) and find_region(f"{word:0<6}", places):
        return RegionError(words, write_as(path_of(f"{word:0<6}")))  # a code in YAML would need quotation marks
    if word.startswith(EXAMPLES) and len(word) == 6:
        return RegionError(
            Words(
                f"{words.zh}：99开头的代码留给规则文件自定的地方，所用的规则文件没有声明它",
                f"{words.en}: codes that begin with 99 are for places of rule files, and none of those used declares it",
            )
        )
    # 371101 is no place: it stands for all districts of 371100.
    outer = around(word)
    if outer and len(word) == 6 and (word.endswith(("01", "00")) or word[2:4] == "90"):
        return RegionError(
            Words(f"“{word}”是汇总代码，不是一个地区", f"'{word}' stands for several regions together"),
            write_as(path_of(outer[0])),
        )
    return RegionError(words)


def _unknown_name(word: str, words: Words, places: Places) -> RegionError:
    """Return what is wrong with a name that nothing has."""
    begins = split_path(word)
    if _ZONE.search(word) and not word.endswith("/"):
        return RegionError(words, _zone_hint(word, begins, places))
    if _TOWN.search(word) and not (begins is not None and _is_below(word, *begins)):
        # 城阳镇 lies in 莒县, and 城阳区 is another place: of a town no county is guessed.
        return RegionError(
            Words(f"{words.zh}：乡镇、街道不在其内", f"{words.en}: towns and streets are not among them"),
            Words(
                "请写它所在的县（市、区），例如“日照市莒县”", "write the county it lies in, for example '日照市莒县'"
            ),
        )
    if begins is not None and len(begins[1]) > 1:
        place = path_of(begins[0])
        words = Words(f"{place}没有“{begins[1]}”", f"there is no '{begins[1]}' in '{place}'")
    return RegionError(words, _spelling_hint(word, begins, places))


def _zone_hint(word: str, begins: tuple[str, str] | None, places: Places) -> Words:
    """Return how a development zone is written: behind the place it lies in."""
    if begins is not None:
        outer, rest = begins
        name = word if word.startswith(_name(outer)[:2]) and not word.startswith(_name(outer)) else rest
        say = f"{path_of(outer)}/{name.strip('/')}"
        if find_region(say, places):
            return write_as(say)
    return Words(
        "开发区、功能区请连同所属地区写，例如“日照市/日照高新区”",
        "write a zone behind the place it lies in, for example '日照市/日照高新区'",
    )


def _spelling_hint(word: str, begins: tuple[str, str] | None, places: Places) -> Words | None:
    """Return the names that differ by one character, or else the place in which a town or a street lies; None if there is none."""
    close = [path_of(each) for each in misspelt(word)]
    close += [each.name for each in places if _one_differs(word, each.name)]
    if close:
        return Words(
            f"是否想写{'、'.join(f'“{each}”' for each in close)}？",
            f"did you mean {' or '.join(repr(each) for each in close)}?",
        )
    if begins is not None and _is_below(word, *begins):
        return write_as(path_of(begins[0]))
    return None


def _is_below(word: str, outer: str, rest: str) -> bool:
    """Return whether what is left of a path is a town, a street or an address in a county written in full, or 市辖区."""
    if not word[: len(word) - len(rest)].endswith(("市", "区", "县", "旗")) or places_named(rest):
        return False
    return rest == "市辖区" or (not outer.endswith("00") and _BELOW_COUNTIES.search(rest) is not None)


def _one_differs(word: str, name: str) -> bool:
    return len(word) == len(name) > 2 and sum(one != other for one, other in zip(word, name, strict=True)) == 1


def region_problem(word: str, places: Places = NO_PLACES) -> RegionError | None:
    """Return what is wrong with a word that should name a region; None where it does."""
    try:
        read_region(word, places)
    except RegionError as error:
        return error
    return None


def region_name(code: str) -> str:
    """Return the name of a region as it is printed: with its city and province where other regions have the name too."""
    if "/" in code:
        return code.rpartition("/")[2]
    return path_of(code) if shared(code) else _name(code)


RegionCode = Annotated[
    str,
    BeforeValidator(_region_code, json_schema_input_type=str | dict[str, str]),
    WithJsonSchema(
        {
            "title": "行政区划",
            "type": ["string", "object"],
            "properties": {
                each: {"type": "string", "minLength": 1, "title": "行政区划"} for each in (*_PARTS, *_PARTS.values())
            },
            "minProperties": 2,
            "maxProperties": 2,
            "additionalProperties": False,
            "examples": ["371100", "日照市", "山东省日照市莒县"],
        }
    ),
]
"""A region as a field of a model: name, code or path in, code out.

A zone may be given as its name and the place it lies in; the validation context may be the `Places` of rule files.
"""
