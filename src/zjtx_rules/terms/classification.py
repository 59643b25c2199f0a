"""国民经济行业分类 (GB/T 4754-2017): the codes and names of industries, and what a person or a program wrote for one.

A code is a section (门类, a letter), a division (大类, two digits), a group (中类, three) or a class (小类, four); digits may have
the letter of their section before them. The classification is `data/industries.txt`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from zjtx_rules.terms.fields import half_width, shown, write_as
from zjtx_rules.words import Words

STANDARD = Words("GB/T 4754-2017", "GB/T 4754-2017")

_DATA = Path(__file__).with_name("data") / "industries.txt"
_LONGEST = 80
_WRITTEN = re.compile(r"([A-Za-z])?([0-9]{1,4})?(\.0+)?([^A-Za-z0-9.].*)?", re.DOTALL)
_STEP = re.compile(r"[/>|→\\]|(?<=[^A-Z0-9])[-—–]+")
_IGNORED = str.maketrans("（），", "()、", "“”‘’\"' \t\r\n")
_HOW = Words(
    "写 GB/T 4754-2017 的代码或名称，如 C3451、3451、34、C、制造业；首位的0不能省",
    "write a code or the name of GB/T 4754-2017, such as C3451, 3451, 34 or C; a leading zero is part of the code",
)


class Doubt(NamedTuple):
    """What is to be said of an industry as it was written.

    Attributes:
        code: `industry-unknown` (not in the classification), `industry-ambiguous` (may be several) or `industry-reread` (read
            as another spelling than the one found).
        words: what was found and how it was taken.
        suggestion: how to write it.
    """

    code: str
    words: Words
    suggestion: Words


class Industry(NamedTuple):
    """What a written industry stands for.

    Attributes:
        codes: the sections, divisions, groups or classes that it may be, digits without the letter; none where it was not
            understood, several where it may be either.
        doubt: what is to be said of it, if anything.
    """

    codes: tuple[str, ...]
    doubt: Doubt | None = None

    @property
    def sections(self) -> frozenset[str]:
        """The sections that it may lie in."""
        return frozenset(map(section_of, self.codes))


@cache
def industries() -> dict[str, str]:
    """Return the names of all sections, divisions, groups and classes by their codes, in the order of the standard."""
    found: dict[str, str] = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        code, name, *classes = line.split(" ")
        found[code] = name
        if len(code) == 3:
            found |= {code + each[0]: each[1:] for each in classes or ["0" + name]}
    return found


@cache
def _sections() -> dict[str, str]:
    """Return the section of every division."""
    found, section = dict[str, str](), ""
    for code in industries():
        if code.isalpha():
            section = code
        elif len(code) == 2:
            found[code] = section
    return found


def section_of(code: str) -> str:
    """Return the section letter of a code that the classification has."""
    return code if code.isalpha() else _sections()[code[:2]]


@lru_cache(maxsize=4096)
def classes_of(code: str) -> tuple[str, ...]:
    """Return the classes (小类) of a section, division, group or class."""
    divisions = [each for each, section in _sections().items() if section == code] if code.isalpha() else [code]
    return tuple(each for each in industries() if len(each) == 4 and each.startswith(tuple(divisions)))


def within(code: str, wider: str) -> bool:
    """Return whether a code is another one or lies in it: 3451 in 345, 34 and C."""
    return code.startswith(wider) or section_of(code) == wider


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the codes that have a name; of codes of one name of which one lies in the other, the wider."""
    found: dict[str, tuple[str, ...]] = {}
    for code, name in industries().items():
        before = found.get(_bare(name), ())
        if not any(within(code, each) for each in before):
            found[_bare(name)] = (*before, code)
    return found


def _bare(name: str) -> str:
    return half_width(name).translate(_IGNORED)


def _named(name: str) -> tuple[str, ...]:
    """Return the codes that a name may stand for; a 业 at its end may be there or not."""
    names, bare = _names(), _bare(name)
    return names.get(bare) or names.get(bare + "业") or names.get(bare.removesuffix("业")) or ()


@lru_cache(maxsize=16384)
def find_industry(text: str) -> Industry:
    """Return what a written industry stands for: a code, a name, both, or a path of names.

    >>> find_industry("C3451").codes, find_industry("Ｃ３４５１").codes, find_industry("滚动轴承制造").codes
    (('3451',), ('3451',), ('3451',))
    >>> find_industry("412").codes  # 核辐射加工, or 0412 内陆养殖 without the zero that spreadsheets take away
    ('412', '0412')
    >>> find_industry("C9999").codes
    ()
    """
    if len(text) > _LONGEST:
        return _unknown(text)
    tidy = half_width(text).strip()
    found = _WRITTEN.fullmatch(tidy)
    letter, digits, point, rest = found.groups() if found else (None, None, None, tidy)
    name = (rest or "").strip(" \t-—:、._")
    name = name[1:-1] if name[:1] == "(" and name.find(")") == len(name) - 1 else name
    if letter is None and digits is None:
        return _by_name(text, name)
    if point and rest:
        return _unknown(text)
    read = _by_code(text, (letter or "").upper(), digits or "", point=bool(point))
    return _agreeing(text, read, name) if name else read


def _by_name(text: str, name: str) -> Industry:
    """Return the industry of a name, or of the last name of a path (制造业/通用设备制造业)."""
    codes = _named(name)
    steps = [each for each in _STEP.split(name) if each.strip()]
    if not codes and len(steps) > 1:
        read = [find_industry(each).codes for each in steps]
        codes = read[-1]
        for wider in read[:-1]:
            codes = tuple(code for code in codes if any(within(code, each) for each in wider))
    if not codes:
        return _unknown(text)
    return Industry(codes) if len(codes) == 1 else _ambiguous(text, codes)


def _agreeing(text: str, read: Industry, name: str) -> Industry:
    """Return the narrower of a code and the name behind it (C3451 滚动轴承制造, C 通用设备制造业), if they agree."""
    named = find_industry(name).codes
    pairs = [(code, each) for code in read.codes for each in named]
    codes = dict.fromkeys(
        code if within(code, each) else each for code, each in pairs if within(code, each) or within(each, code)
    )
    if not codes:
        return _unknown(text)
    return Industry(tuple(codes), read.doubt if tuple(codes) == read.codes else None)


def _by_code(text: str, letter: str, digits: str, *, point: bool) -> Industry:
    """Return the industry of a code; one that is short of its leading zero may be another code as well."""
    known = industries()
    if not digits:
        return Industry((letter,)) if letter in known and not point else _unknown(text)
    codes = _spelt(letter, digits)
    if not codes:
        return _unknown(text, letter, digits)
    if len(codes) > 1:
        return _ambiguous(text, codes)
    if codes[0] == digits and not point:
        return Industry(codes)
    name = known[codes[0]]
    return Industry(
        codes,
        Doubt(
            "industry-reread",
            Words(
                f"行业代码“{shown(text)}”按{codes[0]}（{name}）理解",
                f"the industry '{shown(text)}' is taken for {codes[0]}",
            ),
            write_as(codes[0]),
        ),
    )


def _spelt(letter: str, digits: str) -> tuple[str, ...]:
    """Return the codes that digits may stand for, in the section of the letter if there is one."""
    known = industries()
    spelt = [digits, "0" + digits] if len(digits) in {1, 3} or (letter and len(digits) == 2) else [digits]
    codes = tuple(each for each in spelt if each in known and letter in {"", section_of(each)})
    if codes or len(digits) != 4:
        return codes
    # Programs fill groups and divisions up with zeros: 3450 for 345, 3400 for 34.
    filled = (digits[:size] for size in (3, 2) if not digits[size:].strip("0"))
    return tuple(each for each in filled if each in known and letter in {"", section_of(each)})[:1]


def _ambiguous(text: str, codes: tuple[str, ...]) -> Industry:
    known = industries()
    written = [section_of(each) + each for each in codes]
    names = "，也可能是".join(f"{each}（{known[code]}）" for each, code in zip(written, codes, strict=True))
    zeroed = any(each.startswith("0") for each in codes)
    return Industry(
        codes,
        Doubt(
            "industry-ambiguous",
            Words(
                f"行业“{shown(text)}”可能是{names}{'，后者的首位0会被表格软件去掉' if zeroed else ''}",
                f"the industry '{shown(text)}' may be {' or '.join(written)}"
                + (", which spreadsheets strip of its leading zero" if zeroed else ""),
            ),
            Words("请写作" + "或".join(f"“{each}”" for each in written), "write " + " or ".join(written)),
        ),
    )


def _unknown(text: str, letter: str = "", digits: str = "") -> Industry:
    words = Words(
        f"《国民经济行业分类》（{STANDARD.zh}）没有“{shown(text)}”，行业按未知处理",
        f"'{shown(text)}' is not in the classification of industries ({STANDARD.en}); the industry is taken as unknown",
    )
    known, hint = industries(), None
    if letter and digits in known:
        hint = write_as(section_of(digits) + digits)
    return Industry((), Doubt("industry-unknown", words, hint or _HOW))
