"""The headers by which the files of a population are known: those of a list of firms, and those of the tables of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from zjtx_rules.engines.columns.given.declared import declared_columns, declared_elsewhere
from zjtx_rules.engines.columns.given.layout import ID_WORDS, Named, applicant_columns, meaning_of, table_columns
from zjtx_rules.language import RuleSet
from zjtx_rules.populations.files.reading import Vocabularies
from zjtx_rules.populations.files.sheet_layout import Vocabulary
from zjtx_rules.populations.firm_lists.headers import Headers
from zjtx_rules.populations.firm_lists.words_in_use import NUMBERS, SYNONYMS

_MOST_HEADERS = 100_000


def _words(meaning: str) -> tuple[str, ...]:
    return tuple(word for word, (canonical, _) in SYNONYMS.items() if canonical == meaning)


NAMES = ("企业名称", "名称", "name", *_words("企业名称"))
CODES = ("统一社会信用代码", "credit_code", *_words("统一社会信用代码"))
IDENTITIES = (
    *("applicant", "申请主体", "主体编号"),
    *CODES,
    *("编号", "企业编号"),
    *NAMES,
)
"""By which column a list names its firms, best first; without any of them, by the number of the row."""


def vocabularies(rules: RuleSet, as_of: date) -> Vocabularies:
    """Return the headers that the tables of a population can have, given the rules to be asked."""
    known = applicant_columns() | declared_columns(rules)
    headers = Headers(known, as_of.year - 1)

    @lru_cache(maxsize=_MOST_HEADERS)
    def in_list(header: str) -> bool:
        return headers.knows(header) or header in IDENTITIES or headers.elsewhere(header)

    of_lists = Vocabulary(in_list, IDENTITIES, NAMES, tuple(NUMBERS), records_may_be_bare=False)

    def of(name: str, wide: bool) -> Vocabulary:  # noqa: FBT001 - called by position throughout
        return of_lists if wide else _of_table(name, known)

    return of


def _of_table(name: str, known: Mapping[str, Named]) -> Vocabulary:
    mine = known if name == "applicants" else table_columns(name)

    def knows(header: str) -> bool:
        elsewhere = name == "applicants" and header in declared_elsewhere()
        return header in ID_WORDS or meaning_of(header, mine) is not None or elsewhere

    return Vocabulary(knows, ID_WORDS, ("企业名称", "名称", "name") if name == "applicants" else ())
