"""Where in a sheet its table is: the header under a title, headers of several rows, and the lines that are no records.

What an office keeps has a title above the header, merged headers over two rows, subtotals, and below the table who filled it
in. The same holds for a sheet of a workbook and for a CSV file, so both are looked at here as rows of texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from zjtx_rules.words import Words

LOOKED_AT = 30
"""The header is looked for in so many rows from the top."""
_MOST_HEADER_ROWS = 3
_LONGEST_LABEL = 40

_LABEL = r"(?:合计|小计|总计|共计|累计|汇总|总数|平均|本页合计|本页小计|total|subtotal|grandtotal|sum)"
_TOTAL = re.compile(
    rf"{_LABEL}(?:[（(].*[)）]|[:：].*|[0-9.,]+.*)?|.{{1,12}}(?:合计|小计|总计|共计)[:：]?", re.IGNORECASE
)
_COUNT = re.compile(r"(?:以上)?(?:共|共计|合计|总计)[0-9一二三四五六七八九十百]+(?:家|户|个|人|项|条).*")
_SIGNED = re.compile(
    r"(?:填表|填报|制表|经办|编制|统计|审核|复核|审批|审定|批准|核准|联系|负责|签字|签章|盖章|报送|上报|申报|主管|分管|单位|部门|科室)"
    r"(?:单位|部门|科室|责任|主要|法定|分管)?(?:人|员|者|领导|负责人|日期|时间|电话|盖章|签字|签章|公章)?(?:[（(].{0,8}[)）])?[:：].*"
    r"|(?:填表|填报|制表|经办|审核|复核|负责)人.{0,12}"
    r"|(?:日期|时间|电话|联系电话|传真|邮箱)[:：].*|[（(](?:盖章|公章|签字|签章)[)）].*"
)
_REMARK = re.compile(
    r"(?:备注|附注|注释|注|说明|填表说明|填报说明|注意|注意事项|数据来源|来源|附件?)[0-9一二三四五六七八九十]{0,2}(?:[:：、.．].*)?"
)
_SENTENCE = re.compile(r"[\s:：，,。；;、！？!?“”《》]|^[（(]|^(?:以上|以下|上述|此表|本表|此页|截至|截止|其中|附)")
_REQUIRED = re.compile(r"^[*＊※]+|[*＊※]+$|[（(](?:必填|选填|必填项|选填项)[)）]")
_IN_UNIT = re.compile(r"[（(]单位[:：]?([^（）()]*)[)）]")
_REMARKED = re.compile(r"(.+?)[（(]([^（）()]*)[)）]")
_TIME = re.compile(r"[0-9０-９〇]|[上前去今当本][一]?年|半年|季度?|累计|[一二三四五六七八九十]月")
"""What a remark of a period holds: without it the header would be that of another period."""
_UNITS = re.compile(r"[千万百亿]*(?:元|美元|人|名|家|个|项|件|次|年|吨|亩|平方米|㎡|%|％)")
_NUMBER = re.compile(r"[0-9][0-9.,/:\-%年月日]*")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet or of a CSV file."""

    line: int
    """The line on which it begins, from 1; of a workbook the number of the row."""
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The headers that a table can have."""

    knows: Callable[[str], bool]
    """Whether a header means something."""
    identities: tuple[str, ...]
    """The headers of the columns that can name the applicant of a row, best first."""
    labels: tuple[str, ...] = ()
    """Further headers of columns in which a subtotal can be called one (企业名称)."""
    numbers: tuple[str, ...] = ("序号",)
    """The headers of columns that only number the rows."""
    records_may_be_bare: bool = True
    """Whether a row with nothing but an id is a record."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Where the header of a sheet is, and what the columns are called."""

    first: int
    """The line of the first row of the header."""
    last: int
    """The line of its last row."""
    header: tuple[str, ...]
    """The names of the columns that have one, each once."""
    columns: tuple[int, ...]
    """For each of them the number of the column, from 0."""
    width: int
    """How many columns the header spans."""
    spanned: int
    """How many cells its longest row has, those behind the last name included."""
    title: tuple[str, ...]
    """The texts above the header."""
    vocabulary: Vocabulary = field(repr=False)


def laid_out(rows: Sequence[SheetRow], vocabulary: Vocabulary) -> SheetLayout | None:
    """Return the layout of a sheet, given its first rows; None where no row can be a header."""
    at = _main_header(rows, vocabulary)
    if at is None:
        return None
    first, last = at, at
    if at and _belongs_above(rows[at - 1], rows[at], vocabulary):
        first = at - 1
    while last + 1 < len(rows) and last - first + 1 < _MOST_HEADER_ROWS:
        if not _belongs_below(rows[first : last + 1], rows[last + 1], vocabulary):
            break
        last += 1
    found = _names(rows[first : last + 1], vocabulary)
    columns = tuple(sorted(found))
    title = tuple(dict.fromkeys(text for row in rows[:first] for each in row.cells if (text := each.strip())))
    width = max(len(_trimmed(row.cells)) for row in rows[first : last + 1])
    spanned = max(len(row.cells) for row in rows[first : last + 1])
    header = _each_once([found[each] for each in columns], columns)
    return SheetLayout(rows[first].line, rows[last].line, header, columns, width, spanned, title, vocabulary)


def plain_header(text: str, knows: Callable[[str], bool]) -> str:
    """Return a header without what offices put around it, as far as it then means something.

    Line breaks, blanks, asterisks, full-width letters and remarks in brackets go; a unit or a period in brackets stays.
    """
    joined = "".join(text.split())
    tries = [text.strip(), joined, _IN_UNIT.sub(r"（\1）", _REQUIRED.sub("", joined))]
    tries.append(unicodedata.normalize("NFKC", tries[-1]))
    found = _REMARKED.fullmatch(tries[2])
    if found and not _UNITS.fullmatch(found[2]) and not _TIME.search(found[2]):
        tries.append(found[1])
    for each in tries:
        if each and knows(each):
            return each
    plain = " ".join(text.split()).replace("\u200b", "").replace("\ufeff", "")
    # Polars takes ^…$ for a pattern, and * for all columns.
    return re.sub(r"^\^|\$$", "", plain).strip("*＊ ").replace("~", "～") if plain else ""


def _main_header(rows: Sequence[SheetRow], vocabulary: Vocabulary) -> int | None:
    """Return the first row of which at least half means something, else the one of which most does, else the first of several cells."""
    best, most = None, 0
    for at, row in enumerate(rows[:LOOKED_AT]):
        filled = {text for each in row.cells if (text := each.strip())}
        known = sum(1 for each in filled if _candidate(each) and vocabulary.knows(plain_header(each, vocabulary.knows)))
        if known and known * 2 >= len(filled) and (known > 1 or len(filled) == 1):
            return at
        if known > most:
            best, most = at, known
    if best is None:
        best = next((at for at, row in enumerate(rows[:LOOKED_AT]) if any(each.strip() for each in row.cells)), None)
    return best


def _candidate(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and not _NUMBER.fullmatch(text)


def _belongs_above(above: SheetRow, main: SheetRow, vocabulary: Vocabulary) -> bool:
    """Return whether the row above the main header is its upper half: it has a header where the main one has none."""
    texts = [each.strip() for each in above.cells]
    if len({each for each in texts if each}) < 2 or any(each and not _candidate(each) for each in texts):
        return False
    below = [each.strip() for each in main.cells]
    below += [""] * (len(texts) - len(below))
    return any(
        text and (not below[at] or below[at] == text) and vocabulary.knows(plain_header(text, vocabulary.knows))
        for at, text in enumerate(texts)
    )


def _belongs_below(header: Sequence[SheetRow], row: SheetRow, vocabulary: Vocabulary) -> bool:
    """Return whether the row below a header is its lower half, and not the first record."""
    above = [each.strip() for each in header[-1].cells]
    below = [each.strip() for each in row.cells]
    above += [""] * (len(below) - len(above))
    filled = [(at, text) for at, text in enumerate(below) if text and text != above[at]]
    if not filled or any(not _candidate(text) for _, text in filled):
        return False
    naming = (*vocabulary.identities, *vocabulary.labels, *vocabulary.numbers)
    knows = vocabulary.knows
    if any(plain_header(above[at], knows) in naming for at, _ in filled if above[at]):
        return False
    groups = _carried(above)
    return any(knows(plain_header(text, knows)) or knows(f"{groups[at]}{text}") for at, text in filled)


def _carried(texts: Sequence[str]) -> list[str]:
    """Return a row of headers with each carried over the empty cells to its right, as merged cells are saved."""
    found, last = [], ""
    for each in texts:
        last = each or last
        found.append(last)
    return found


def _names(header: Sequence[SheetRow], vocabulary: Vocabulary) -> dict[int, str]:
    """Return the name of every column that has one."""
    knows = vocabulary.knows
    width = max(len(row.cells) for row in header)
    rows = [[each.strip() for each in row.cells] + [""] * (width - len(row.cells)) for row in header]
    carried = [_carried(row) for row in rows[:-1]] + [rows[-1]]
    names = {}
    for at in range(width):
        own = list(dict.fromkeys(row[at] for row in rows if row[at]))
        if not own:
            continue
        lowest = own[-1]
        level = max(number for number, row in enumerate(rows) if row[at])
        above = [plain_header(each, knows) for each in dict.fromkeys(row[at] for row in carried[:level]) if each]
        # The headers above it may be part of its name (2022年 over 营业收入) or only a heading (基本情况).
        tries = [plain_header("".join([*above[first:], lowest]), knows) for first in range(len(above) + 1)]
        name = next((each for each in tries if each and knows(each)), tries[-1])
        if name:
            names[at] = name
    return names


def _each_once(names: Sequence[str], columns: Sequence[int]) -> tuple[str, ...]:
    """Return names of columns, with the number of the column behind those that occur before; what matters is said later."""
    taken: set[str] = set()
    found = []
    for name, at in zip(names, columns, strict=True):
        once = name if name not in taken else f"{name}〔第{at + 1}列〕"
        taken.add(once)
        found.append(once)
    return tuple(found)


AGAIN = re.compile(r"(.+)〔第([0-9]+)列〕")
"""The name of a column whose header occurs before."""


class Records:
    """Tells the records of a table from the other lines of its sheet."""

    def __init__(self, layout: SheetLayout) -> None:
        """Keep where the columns are that tell them apart."""
        vocabulary = layout.vocabulary
        self.names = dict(zip(layout.columns, layout.header, strict=True))
        naming = {*vocabulary.identities, *vocabulary.labels}
        self.numbering = {at for at, name in self.names.items() if name in vocabulary.numbers}
        self.identities = {at for at, name in self.names.items() if name in naming}
        self.labelled = self.identities | self.numbering
        self.several = len(layout.header) > 1
        self.bare_allowed = vocabulary.records_may_be_bare
        ids = {at for at, name in self.names.items() if name in vocabulary.identities}
        calling = {at for at, name in self.names.items() if name in vocabulary.labels}
        self.only_ids = ids if not self.bare_allowed and calling else set[int]()
        """The columns of ids, where a row with nothing else is no record."""
        self.calling = calling

    def why_none(self, cells: Sequence[str]) -> Words | None:
        """Return why a row is no record of the table; an empty text of a row that is blank; None of a record."""
        filled = [(at, text) for at, each in enumerate(cells) if (text := each.strip())]
        beside = [each for each in filled if each[0] not in self.numbering] if self.numbering else filled
        if not filled:
            return Words("", "")
        if not beside and all(_NUMBER.fullmatch(text) for _, text in filled):
            return Words("只有序号", "only a number")
        labels = {filled[0][1], *(text for _, text in beside[:1])}
        labels.update(cells[at].strip() for at in self.labelled if at < len(cells))
        labelled = next((said for label in labels if (said := _kind_of_label(label)) is not None), None)
        return labelled if labelled is not None else self._why_not_by_content(beside)

    def _why_not_by_content(self, beside: Sequence[tuple[int, str]]) -> Words | None:
        """Return why a row without a telling label is no record, by its cells beside the numbering; None of a record."""
        if len(beside) > 1 and all(_same(text, self.names.get(at, "")) for at, text in beside):
            return Words("重复的表头", "the header again")
        if self._is_remark(beside):
            return Words("只有一句话", "nothing but a remark")
        if not any(at in self.names for at, _ in beside):
            return Words("没有列名之下的内容", "nothing under a header")
        if self.only_ids and all(at in self.only_ids and at not in self.calling for at, _ in beside):
            return Words("只有编号，没有任何内容", "an id and nothing else")
        return None

    def _is_remark(self, beside: Sequence[tuple[int, str]]) -> bool:
        """Return whether a row holds one text alone, also in several cells, that calls no applicant."""
        if not self.several or not beside or any(text != beside[0][1] for _, text in beside):
            return False
        at, text = beside[0]
        anywhere = not self.bare_allowed and bool(self.identities)
        elsewhere = at not in self.identities and (at == 0 or anywhere)
        return elsewhere or _SENTENCE.search(text) is not None or len(text) > _LONGEST_LABEL


_MAY_LABEL = re.compile(
    "[计总备注说数来附平均共汇审核填报制经办编联系负责签盖统复批准单位部门科室日期时间电话传真邮箱主管分领导TtSsGg:：]"
)


def _kind_of_label(label: str) -> Words | None:
    if not _MAY_LABEL.search(label):
        return None
    text = "".join(label.split())
    if len(text) <= _LONGEST_LABEL and (_TOTAL.fullmatch(text) or _COUNT.fullmatch(text)):
        return Words("合计", "a total")
    if _SIGNED.fullmatch(text):
        return Words("落款", "who filled it in")
    if _REMARK.fullmatch(text):
        return Words("备注", "a remark")
    return None


def _same(text: str, name: str) -> bool:
    return bool(name) and "".join(text.split()) in (name, AGAIN.sub(r"\1", name))


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    last = max((at for at, each in enumerate(cells) if each.strip()), default=-1)
    return cells[: last + 1]


SUSPECT = (
    r'(?:^|,)"?[\s　]*(?:(?:合|小|总|共|累)[\s　]*计|汇总|总数|平均|本页|共[\s0-9一二三四五六七八九十]|以上|[（(]|备注|附|注|说明|数据|来源|'
    r"[Tt][Oo][Tt][Aa][Ll]|[Ss][Uu][Bb]|[Gg][Rr][Aa][Nn][Dd]|填表|填报|制表|经办|编制|统计|审核|审批|审定|复核|批准|核准|联系|负责|签|盖章|"
    r"报送|上报|申报|主管|分管|单位|部门|科室|责任|日期|时间|电话|传真|邮箱)"
    r'|(?:合计|小计|总计|共计)[\s:：　]*"?(?:,|$)'
)
"""A pattern of Polars that every line has whose label says that it is no record; others may have it too."""
