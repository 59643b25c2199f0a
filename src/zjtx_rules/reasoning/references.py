"""What an entry of the ledger refers to: a document by id, 文号 or title, a clause by id or by its number in the text.

A reference is resolved among the documents of the rule set, or it is known to name none of them, or it stays open. It is
never resolved by the tail of an id: two files that happen to choose the same id for a clause have nothing to do with one another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from zjtx_rules.conditions.recognitions import TitleAndLevel
from zjtx_rules.language.clauses import Award, ForApplicants, Subsidy
from zjtx_rules.language.documents import Document
from zjtx_rules.language.kept import kept
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.payments.holding import HeldWhich
from zjtx_rules.problems import did_you_mean
from zjtx_rules.profile.choices import MoneyKind
from zjtx_rules.profile.records import AwardReceived
from zjtx_rules.terms import Level, Money
from zjtx_rules.words import Words

Titles = frozenset[tuple[str, Level]]

_MOST_KEPT = 4096
_NUMBER = re.compile(r".{1,30}?(?:\([0-9]{4}\(|令)[0-9]+号(?:文件?)?")
"""A 文号 at the beginning of a reference: 日政办字〔2022〕10号."""
_ID = re.compile(r"[a-z][a-z0-9-]*")
_YEAR_IN_BRACKETS = re.compile(r"[\W_]\s*([0-9]{4})\s*[\W_](?=第?\s*[0-9]+\s*号)")
"""The year of a 文号 in whatever brackets."""
_SHAPES = str.maketrans("（）)〔〕[]【】{}" + "—–‐‑−－~～", "(((((((((((" + "--------")
"""All brackets are one, and so are all dashes; full-width forms are half-width before."""
_IDS = re.compile(r"[a-z][a-z0-9-]*(?:[:/][a-z][a-z0-9_.]*)?|[a-z][a-z0-9_.]*")
"""The id of a document or of a clause, or both."""
_NO_PART_OF_A_NUMBER = re.compile(r"[\s《》〈〉「」『』<>“”‘’\"'、，,.．。第条款项目]")
_BEFORE = re.compile(r"(?:[^(]{2,20}(?:政府|办公厅|办公室|厅|局|委员会|委))?(?:关于)?(?:印发)?")
_AFTER = re.compile(r"(?:的?通知)?\(*")
"""What may stand before and after the title or the number of a document: the office, 关于印发, 的通知."""


def titles_asked_by(clause: ForApplicants) -> Titles:
    """Return every title and level that a clause asks the applicant to have, as a condition or for what it pays."""
    paid = held_for(clause.pays) if isinstance(clause, (Award, Subsidy)) else ()
    return _titles(clause.when) | _titles(tuple(paid))


def held_for(payment: Any) -> Iterator[HeldWhich]:
    """Yield the titles that must have been held when something was paid for, wherever inside a payment they stand."""
    if isinstance(payment, HeldWhich):
        yield payment
    elif isinstance(payment, (tuple, dict)):
        for each in payment.values() if isinstance(payment, dict) else payment:
            yield from held_for(each)
    elif hasattr(type(payment), "model_fields"):
        for name in type(payment).model_fields:
            yield from held_for(getattr(payment, name))


def _titles(condition: Any) -> Titles:
    """Return every title and level that a condition names, wherever inside it they stand."""
    if isinstance(condition, TitleAndLevel):
        return frozenset((title, level) for title in condition.titles for level in condition.levels(title))
    if isinstance(condition, tuple):
        return frozenset(pair for each in condition for pair in _titles(each))
    if isinstance(condition, dict):
        return frozenset(pair for each in condition.values() for pair in _titles(each))
    if hasattr(type(condition), "model_fields"):
        return frozenset(pair for name in type(condition).model_fields for pair in _titles(getattr(condition, name)))
    return frozenset()


@dataclass(frozen=True, slots=True)
class PayingClause:
    """A clause under which money can have been received."""

    document: str
    """The id of its document."""
    id: str
    to: tuple[str, ...]
    """The kinds of applicant that it addresses."""
    region: str | None
    """The jurisdiction; None for a template."""
    subsidy: bool
    titles: Titles
    most: Money | None
    """The most that one payment under it can come to, in exact yuan; None where there is no limit."""
    names: frozenset[str]
    """Its title in plain form."""
    cite: str
    """Its number in the text, in plain form."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What the document and the clause of an entry come to."""

    document: str | None = None
    """The id of the document of the rule set that is named."""
    region: str | None = None
    """The jurisdiction of that document, or of all clauses that it can be."""
    foreign: bool = False
    """Whether a document is named that the rule set does not hold."""
    clauses: tuple[PayingClause, ...] = ()
    """The clauses it can be; none where that is not told."""
    problem: Words | None = None
    """Why the clause could not be resolved, where one is named."""
    suggestion: Words | None = None

    @property
    def plain(self) -> bool:
        """Whether neither a document nor a clause is known."""
        return self.document is None and not self.foreign and not self.clauses


_NOTHING = Reference()


class _Told(NamedTuple):
    """What else an entry says that tells clauses of the same number apart."""

    title: str | None
    level: Level | None
    payer: str | None
    kind: str
    """The kind of applicant."""
    money: MoneyKind | None = None


class Directory:
    """The documents and paying clauses of a rule set, by everything that an entry may call them."""

    def __init__(self, rules: RuleSet) -> None:
        """Read off ids, numbers, titles and what the clauses pay."""
        self.documents: dict[str, str] = {}
        self.regions: dict[str, str | None] = {}
        self.clauses: list[PayingClause] = []
        for loaded, document in rules.documents():
            code = loaded.rules.jurisdiction.code
            self.regions[document.id] = code
            for word in (document.id, document.number, document.title, document.english):
                if word:
                    self.documents.setdefault(_plain(word), document.id)
            payments = {
                each.id: each.pays
                for other in loaded.rules.documents
                for each in other.clauses
                if isinstance(each, (Award, Subsidy))
            }
            self.clauses += _clauses_of(document, code, payments)
        # The same few references occur again and again in a population.
        self._resolve = lru_cache(_MOST_KEPT)(self._look_up)

    def resolve(self, entry: AwardReceived, kind: str) -> Reference:
        """Return what an entry of an applicant of a kind refers to."""
        if entry.document is None and entry.clause is None:
            return _NOTHING
        told = _Told(entry.title, entry.level, entry.payer, kind, entry.kind)
        return self._resolve(entry.document, entry.clause, told)

    def _look_up(self, document: str | None, clause: str | None, told: _Told) -> Reference:
        named, rest = self._document(clause or "")
        name = _plain(document) if document is not None else named
        found = self._known(name) if name is not None else None
        if name is not None and found is None:
            # Perhaps both stand in the one field: 日政办字〔2022〕10号三（一）2.
            inner, more = self._document(document or "")
            found = self._known(inner) if inner is not None else None
            if found is None:
                return self._foreign(name)
            rest = rest or more
        if rest:
            return self._clause_in(found, rest, clause or document or "", told)
        if found is None:
            return _NOTHING
        return Reference(found, self.regions[found], clauses=tuple(_of_such_money(self._among(found), told)))

    def _among(self, document: str | None) -> list[PayingClause]:
        """Return the paying clauses of a document, or of all where none is named."""
        return [each for each in self.clauses if document in (None, each.document)]

    def _clause_in(self, document: str | None, rest: str, written: str, told: _Told) -> Reference:
        """Return the clauses that are called so, in a document or in all of them; where none is, what is wrong.

        Args:
            document: The document, where it is known.
            rest: What the clause is called, in plain form.
            written: The words of the entry, for the message.
            told: What else the entry says.
        """
        region, among = self.regions[document] if document is not None else None, self._among(document)
        clauses = _narrowed(_called(among, rest), told if document is None else told._replace(payer=None))
        if not clauses:
            known = sorted({each.id for each in among} | {each.cite for each in among})
            words = Words(f"没有给钱的条款叫“{written}”", f"no paying clause is called '{written}'")
            possible = () if document is None else tuple(_of_such_money(among, told))
            return Reference(document, region, clauses=possible, problem=words, suggestion=did_you_mean(rest, known))
        documents, regions = {each.document for each in clauses}, {each.region for each in clauses}
        return Reference(
            documents.pop() if len(documents) == 1 else document,
            regions.pop() if len(regions) == 1 else region,
            clauses=tuple(clauses),
        )

    def _known(self, name: str) -> str | None:
        """Return the document that is called so, also with the office before its number and 关于印发 around its title."""
        if name in self.documents:
            return self.documents[name]
        for word in sorted(self.documents, key=len, reverse=True):
            before, found, after = name.partition(word)
            if not found or _IDS.fullmatch(word):
                continue
            code = self.documents[word]
            # The title may stand before the number.
            for title in (each for each, other in self.documents.items() if other == code and not _IDS.fullmatch(each)):
                first, twice, between = before.partition(title)
                if twice and _AFTER.fullmatch(between):
                    before = first
            if _BEFORE.fullmatch(before) and _AFTER.fullmatch(after):
                return code
        return None

    def _foreign(self, name: str) -> Reference:
        """Return a reference to a document that no rule file holds; one that is probably a slip says so."""
        hint = did_you_mean(name, self.regions) if _ID.fullmatch(name) else None
        words = Words(f"没有编号为“{name}”的文件", f"there is no document '{name}'") if hint else None
        return Reference(foreign=True, problem=words, suggestion=hint)

    def _document(self, text: str) -> tuple[str | None, str]:
        """Return the document at the beginning of a reference, in plain form, and the rest; None where there is none."""
        plain = _plain(text)
        for mark in (":", "/"):
            first, found, rest = plain.partition(mark)
            if found and (first in self.documents or _ID.fullmatch(first)):
                return first, rest
        if not _IDS.fullmatch(plain) or plain in self.documents:
            known = max((name for name in self.documents if plain.startswith(name)), key=len, default=None)
            if known is not None and not _IDS.match(plain[len(known) :]):
                return known, re.sub("^文件?", "", plain[len(known) :])
        number = _NUMBER.match(plain)
        return (number[0], plain[number.end() :]) if number else (None, plain)


def directory_of(rules: RuleSet) -> Directory:
    """Return the directory of a rule set, made once."""
    return kept(rules, "directory", 1).get("directory", lambda: Directory(rules))


def _clauses_of(document: Document, code: str | None, payments: dict[str, Any]) -> Iterator[PayingClause]:
    for clause in document.clauses:
        if isinstance(clause, (Award, Subsidy)):
            yield PayingClause(
                document.id,
                clause.id,
                clause.to,
                code,
                isinstance(clause, Subsidy),
                titles_asked_by(clause),
                clause.pays.most(payments),
                frozenset(_plain(each) for each in (clause.title, clause.english) if each),
                _plain(clause.cite),
            )


def _plain(text: str) -> str:
    """Return a name without what its spellings differ in: blanks, kinds of brackets and dashes, 第 and 条, quotation marks."""
    text = unicodedata.normalize("NFKC", text).strip()
    text = _YEAR_IN_BRACKETS.sub(r"(\1(", text).translate(_SHAPES)
    return text if _IDS.fullmatch(text) else _NO_PART_OF_A_NUMBER.sub("", text).lower()


def _of_such_money(among: list[PayingClause], told: _Told) -> Iterator[PayingClause]:
    """Yield the clauses of a document under which such money can have been received, where none is named."""
    for each in among:
        of_kind = told.money is None or (told.money is MoneyKind.SUBSIDY) == each.subsidy
        if of_kind and told.kind in each.to and (each.subsidy or told.title is None or _for_title(each, told)):
            yield each


def _for_title(clause: PayingClause, told: _Told) -> bool:
    return any(name == told.title and told.level in (None, level) for name, level in clause.titles)


def _called(among: list[PayingClause], name: str) -> list[PayingClause]:
    """Return the clauses that are called so: by id, by title, by their number in the text or by one that is less exact."""
    for found in (
        [each for each in among if each.id == name],
        [each for each in among if name in each.names],
        [each for each in among if each.cite == name],
    ):
        if found:
            return found
    return [each for each in among if each.cite.startswith(name) or name.startswith(each.cite)]


def _narrowed(clauses: list[PayingClause], told: _Told) -> list[PayingClause]:
    """Return which of several clauses a payment for a title, by this payer, can have been under."""
    if len(clauses) > 1 and told.payer is not None:
        clauses = [each for each in clauses if each.region in (None, told.payer)] or clauses
    if len(clauses) > 1:
        clauses = [each for each in clauses if told.kind in each.to] or clauses
    if len(clauses) > 1 and told.title is not None:
        clauses = [each for each in clauses if _for_title(each, told)]
    return clauses
