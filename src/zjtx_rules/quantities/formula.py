"""Formulas of rule files: one line of arithmetic that an analyst reads aloud (1.5% × 超出(营业收入@上年 − 营业收入@前年, 800万元)).

`parse` reads a formula into a tree, `printed` writes the tree in the one spelling that `fmt` settles on. Numbers stand with their unit
as one token; names are letters and Chinese characters, others stand in 「…」; full-width characters are read as half-width
ones, one for one, so that columns stay. A formula holds no comparison: those are conditions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import NoReturn

from zjtx_rules.nearest import nearest
from zjtx_rules.quantities import formula_hints as hints
from zjtx_rules.terms.fiscal_years import is_year
from zjtx_rules.words import Words

LONGEST = 400
"""Characters in a formula."""
MOST_DIGITS = 12
"""Digits of a number before its point, and behind it."""
DEEPEST = 30
"""Parentheses within parentheses."""

MONEY_UNITS = {"元": 0, "万元": 4, "亿元": 8}
SHARE_UNITS = {"%": -2, "‰": -3, "个百分点": -2, "百分点": -2}
COUNT_UNITS = tuple(
    re.findall(r"\S+", "个 人 名 家 户 件 台 套 项 次 只 辆 分 倍 平方米 亩 吨 年 月 日 天 笔 批 张 项次 人次 个月")
)
"""In the order in which they are suggested."""
UNITS = (*MONEY_UNITS, *SHARE_UNITS, *COUNT_UNITS)
FUNCTIONS = {
    "超出": (2, 2),
    "取整": (1, 1),
    "每满": (2, 2),
    "较高": (1, 12),
    "较低": (1, 12),
    "合计": (1, 12),
    "平均": (1, 12),
    "增长率": (2, 2),
    "平均增长率": (1, 1),
    "满年数": (1, 1),
    "上年末满年数": (1, 1),
    "跨年数": (1, 1),
}
"""How many operands each function takes."""


class FormulaError(ValueError):
    """Raised where a formula cannot be read: why, where in it (from 0), and what would be right."""

    def __init__(self, words: Words, at: int, length: int = 1, suggestion: Words | None = None) -> None:
        super().__init__(words.zh)
        self.words, self.at, self.length, self.suggestion = words, at, length, suggestion


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit, as it is written."""

    text: str
    value: Fraction
    unit: str
    at: int = field(default=0, compare=False)

    @property
    def length(self) -> int:
        """How many characters it takes."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Name:
    """A fact or a value, by its label or its id, and the year that is meant, as it is written."""

    name: str
    year: str = ""
    at: int = field(default=0, compare=False)
    length: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus sign before an operand."""

    inner: Formula
    at: int = field(default=0, compare=False)
    length: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands with `+`, `−`, `×` or `÷` between them."""

    sign: str
    one: Formula
    other: Formula
    at: int = field(default=0, compare=False)
    length: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its operands."""

    function: str
    operands: tuple[Formula, ...]
    at: int = field(default=0, compare=False)
    length: int = field(default=1, compare=False)


Formula = Number | Name | Negative | Operation | Call

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FOLDED |= {ord("*"): ord("×"), ord("/"): ord("÷"), ord("-"): ord("−"), ord("–"): ord("−"), ord("、"): ord(",")}
_FOLDED |= {ord("＊"): ord("×"), ord("／"): ord("÷"), ord("－"): ord("−"), ord("·"): ord("·")}
_LETTER = r"A-Za-z_㐀-䶿一-鿿"
_TOKEN = re.compile(
    rf"(?P<number>[0-9]+(?:\.[0-9]+)?)\s?(?P<unit>[%‰]|[{_LETTER}]+)?"
    rf"|(?P<name>[{_LETTER}][{_LETTER}0-9.]*)|「(?P<quoted>[^「」]+)」|(?P<sign>[+−×÷(),@])"
)
_PLAIN = re.compile(rf"[{_LETTER}][{_LETTER}0-9.]*")
_COMPARISON = re.compile(r"[<>=≥≤≧≦]|以上|以下|不低于|不高于|超过|不超过|大于|小于")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int
    length: int
    unit: str = ""


@lru_cache(maxsize=2048)
def parse(text: str) -> Formula:
    """Return the tree of a formula.

    Raises:
        FormulaError: Where it cannot be read.

    >>> printed(parse("实际投资额*(基本比例＋3个百分点)"))
    '实际投资额 × (基本比例 + 3个百分点)'
    """
    if len(text) > LONGEST:
        raise FormulaError(
            Words(f"公式超过{LONGEST}个字符", f"the formula is longer than {LONGEST} characters"),
            LONGEST,
            suggestion=Words("分成几个 values，各写一行", "divide it into several values, a line each"),
        )
    return _Parser(text).whole()


class _Parser:
    """Reads one formula from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.next = 0
        self.depth = 0

    def whole(self) -> Formula:
        formula = self.sum()
        if self.next < len(self.tokens):
            self.unexpected(self.tokens[self.next])
        return formula

    def sign(self, *signs: str) -> _Token | None:
        """Take the next token if it is one of the signs."""
        token = self.tokens[self.next] if self.next < len(self.tokens) else None
        if token is not None and token.kind == "sign" and token.text in signs:
            self.next += 1
            return token
        return None

    def sum(self) -> Formula:
        result = self.product()
        while token := self.sign("+", "−"):
            result = Operation(token.text, result, self.product(), token.at)
        return result

    def product(self) -> Formula:
        result = self.operand()
        divided: _Token | None = None
        while token := self.sign("×", "÷"):
            other = self.operand()
            if divided is not None:
                self.undecided(result, token, other)
            divided = token if token.text == "÷" else None
            result = Operation(token.text, result, other, token.at)
        return result

    def undecided(self, divided: Formula, token: _Token, other: Formula) -> NoReturn:
        """Refuse ÷ followed by × or ÷ without parentheses, and show both ways to write it."""
        assert isinstance(divided, Operation)  # noqa: S101 - what was divided before
        below = f"{_within(divided.other, 2)} × {_within(other, 3)}"
        ways = f"({printed(divided)}) {token.text} {_within(other, 3)}", f"{_within(divided.one, 2)} ÷ ({below})"
        message = Words(
            f"“÷”后面又有“{token.text}”，先算哪一个要用括号写明",
            f"'÷' is followed by '{token.text}': parentheses have to say which comes first",
        )
        raise FormulaError(message, token.at, 1, hints.write(*ways))

    def operand(self) -> Formula:
        if minus := self.sign("−"):
            self.deeper(minus)
            inner = self.operand()
            self.depth -= 1
            return Negative(inner, minus.at)
        if opening := self.sign("("):
            return self.inside(opening)
        if self.next >= len(self.tokens):
            raise FormulaError(
                Words("公式没有写完，末尾缺一个数或名称", "the formula breaks off: a number or a name is missing"),
                max(len(self.text) - 1, 0),
            )
        token = self.tokens[self.next]
        self.next += 1
        if token.kind == "number":
            return _number(token)
        if token.kind == "sign":
            self.unexpected(token)
        if token.kind == "name" and (opening := self.sign("(")):
            return self.call(token, opening)
        if self.sign("@"):
            return self.of_year(token)
        return Name(token.text, "", token.at, token.length)

    def deeper(self, token: _Token) -> None:
        """Go one step into a formula, and refuse what nobody can follow."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(
                Words(f"括号超过{DEEPEST}层", f"more than {DEEPEST} parentheses within one another"),
                token.at,
                suggestion=Words("分成几个 values，各写一行", "divide it into several values, a line each"),
            )

    def inside(self, opening: _Token) -> Formula:
        self.deeper(opening)
        inner = self.sum()
        self.closed(opening)
        self.depth -= 1
        return inner

    def closed(self, opening: _Token) -> None:
        if not self.sign(")"):
            if self.next < len(self.tokens):
                self.unexpected(self.tokens[self.next])
            raise FormulaError(
                Words("括号没有闭合", "the parenthesis is not closed"),
                opening.at,
                1,
                hints.write(self.text.rstrip() + ")"),
            )

    def call(self, token: _Token, opening: _Token) -> Formula:
        if token.text not in FUNCTIONS:
            alike = (each for each in FUNCTIONS if {each[0], each[-1]} & {token.text[0], token.text[-1]})
            guess = hints.of_function(token.text) or nearest(token.text, FUNCTIONS) or next(alike, None)
            known = "、".join(FUNCTIONS)
            raise FormulaError(
                Words(
                    f"没有名为“{token.text}”的算式；可用的有{known}",
                    f"there is no function '{token.text}'; there are {known}",
                ),
                token.at,
                token.length,
                Words(f"是否想写“{guess}”？", f"did you mean '{guess}'?") if guess else None,
            )
        self.deeper(opening)
        operands = [self.sum()]
        while self.sign(","):
            operands.append(self.sum())
        self.closed(opening)
        self.depth -= 1
        least, most = FUNCTIONS[token.text]
        if not least <= len(operands) <= most:
            wanted = str(least) if least == most else f"{least}—{most}"
            raise FormulaError(
                Words(
                    f"“{token.text}”要{wanted}项，这里有{len(operands)}项",
                    f"'{token.text}' takes {wanted} operands, here are {len(operands)}",
                ),
                token.at,
                token.length,
                hints.of_operands(token.text),
            )
        return Call(token.text, tuple(operands), token.at, token.length)

    def of_year(self, name: _Token) -> Formula:
        year = self.tokens[self.next] if self.next < len(self.tokens) else None
        if year is None or year.kind not in {"name", "number"} or not is_year(year.text + year.unit):
            at, length, said = (year.at, year.length, year.text + year.unit) if year else (len(self.text) - 1, 1, "")
            raise FormulaError(
                Words(f"“@”后面应是年度，不是“{said}”", f"a year stands behind '@', not '{said}'"),
                at,
                length,
                Words("例如 @上年、@前年、@当年、@2024、@近三年", "for example @上年, @前年, @当年, @2024, @近三年"),
            )
        self.next += 1
        return Name(name.text, year.text + year.unit, name.at, year.at + year.length - name.at)

    def unexpected(self, token: _Token) -> NoReturn:
        said = token.text + token.unit
        before = self.tokens[self.next - 1] if self.next else None
        hint = None
        if token.kind != "sign" and before is not None and self.next < len(self.tokens):
            hint = Words("相乘的两项之间写“×”", "write '×' between what is multiplied")
        raise FormulaError(Words(f"这里不该是“{said}”", f"'{said}' cannot stand here"), token.at, token.length, hint)


def _tokens(text: str) -> list[_Token]:
    folded = text.translate(_FOLDED)
    found: list[_Token] = []
    at = 0
    while at < len(folded):
        if folded[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(folded, at)
        if match is None:
            _cannot_be_read(folded, at)
        name = match.group("quoted") or match.group("name") or match.group("sign") or match.group("number")
        kind = "number" if match.group("number") else "sign" if match.group("sign") else "name"
        if match.group("quoted"):
            kind, name = "quoted", text[at + 1 : match.end() - 1]
        found.append(_Token(kind, name, at, match.end() - at, match.group("unit") or ""))
        at = match.end()
    return found


def comparison_in(name: str, at: int) -> FormulaError | None:
    """Return the error of a comparison in what was read as one name; a name that is declared may have such a word in it."""
    found = _COMPARISON.search(name)
    return _compared(found.group(), at + found.start()) if found and found.start() > 0 else None


def _cannot_be_read(folded: str, at: int) -> NoReturn:
    if _COMPARISON.match(folded, at):
        raise _compared(folded[at], at)
    message = Words(f"“{folded[at]}”不能写在公式里", f"'{folded[at]}' cannot stand in a formula")
    raise FormulaError(message, at, 1, hints.of_sign(folded, at))


def _compared(said: str, at: int) -> FormulaError:
    return FormulaError(
        Words(f"公式只作加减乘除，不作比较（“{said}”）", f"a formula reckons and does not compare ('{said}')"),
        at,
        len(said),
        Words("条件写在 choose 的 when、table 的 from 或条款的 when", "write conditions under when, bands under table"),
    )


def _number(token: _Token) -> Number:
    digits, unit = token.text, token.unit
    if len(digits.partition(".")[0]) > MOST_DIGITS or len(digits.partition(".")[2]) > MOST_DIGITS:
        raise FormulaError(
            Words("这个数长得不可能", "this is too long to be a number of a policy"),
            token.at,
            token.length,
            Words(f"小数点前后各不超过{MOST_DIGITS}位", f"at most {MOST_DIGITS} digits on either side of the point"),
        )
    if unit in {"万", "亿", "千", "百", "十"}:
        raise FormulaError(
            Words(f"“{token.text}{unit}”没有写完单位", f"'{token.text}{unit}' lacks its unit"),
            token.at,
            token.length,
            hints.write(f"{token.text}{unit}元")
            if unit in {"万", "亿"}
            else Words("用元、万元、亿元", "use 元, 万元, 亿元"),
        )
    if unit and unit not in UNITS:
        held = next((each for each in sorted(UNITS, key=len, reverse=True) if unit.startswith(each)), None)
        hint = (
            hints.write(f"{token.text}{held} × {unit[len(held) :]}")
            if held and held not in {"分", "次", "年", "日", "月"}
            else hints.of_power(token.text)
            if unit[0] in "eE"
            else Words("、".join(UNITS), ", ".join(UNITS))
        )
        raise FormulaError(
            Words(f"“{unit}”不是单位", f"'{unit}' is no unit"), token.at + len(token.text), len(unit), hint
        )
    power = MONEY_UNITS.get(unit, SHARE_UNITS.get(unit, 0))
    value = Fraction(digits) * Fraction(10) ** power
    return Number(token.text + unit, value, unit, token.at)


_BINDS = {"+": 1, "−": 1, "×": 2, "÷": 2}


def printed(formula: Formula) -> str:
    """Return a formula in the one spelling of its tree; what is read again is the same tree."""
    match formula:
        case Number(text=text):
            return text
        case Name(name=name, year=year):
            said = name if _PLAIN.fullmatch(name) else f"「{name}」"
            return f"{said}@{year}" if year else said
        case Negative(inner=inner):
            return "−" + _within(inner, 3)
        case Call(function="", operands=(inner,)):
            return f"({printed(inner)})"
        case Call(function=function, operands=operands):
            return f"{function}({'，'.join(map(printed, operands))})"
        case Operation(sign=sign, one=one, other=other):
            binds = _BINDS[sign]
            left = _within(one, 3 if isinstance(one, Operation) and one.sign == "÷" and binds == 2 else binds)
            return f"{left} {sign} {_within(other, binds + 1)}"


def _within(formula: Formula, binds: int) -> str:
    """Return an operand, in parentheses where it binds less than what stands around it."""
    own = _BINDS[formula.sign] if isinstance(formula, Operation) else 4
    return f"({printed(formula)})" if own < binds else printed(formula)


def names_in(formula: Formula) -> tuple[Name, ...]:
    """Return every name in a formula, in the order of the text."""
    match formula:
        case Name():
            return (formula,)
        case Number():
            return ()
        case Negative(inner=inner):
            return names_in(inner)
        case Operation(one=one, other=other):
            return (*names_in(one), *names_in(other))
        case Call(operands=operands):
            return tuple(name for each in operands for name in names_in(each))


def numbers_in(formula: Formula) -> tuple[Number, ...]:
    """Return every stated number in a formula, in the order of the text."""
    match formula:
        case Number():
            return (formula,)
        case Name():
            return ()
        case Negative(inner=inner):
            return numbers_in(inner)
        case Operation(one=one, other=other):
            return (*numbers_in(one), *numbers_in(other))
        case Call(operands=operands):
            return tuple(number for each in operands for number in numbers_in(each))
