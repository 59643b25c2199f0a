"""Facts and judgements that rule files declare, held against what a profile gives under `facts` and `attested`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from zjtx_rules.language.documents import DeclaredFact
from zjtx_rules.language.kept import kept
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.facts import PARSERS
from zjtx_rules.profile.model import COMPLETE
from zjtx_rules.quantities.formula import MONEY_UNITS, SHARE_UNITS, Number, parse
from zjtx_rules.quantities.record_lists import ABSENT, RecordList
from zjtx_rules.quantities.units import in_units
from zjtx_rules.terms import TermError
from zjtx_rules.words import Words

TYPE_WORDS: Final[dict[str, Words]] = {
    "yes_no": Words("是否", "yes or no"),
    "money": Words("金额", "a sum of money"),
    "percentage": Words("百分比", "a percentage"),
    "date": Words("日期", "a date"),
    "count": Words("整数", "a whole number"),
    "number": Words("数", "a number"),
    "year": Words("年度", "a year"),
}
"""What the types of declared facts are called."""


def check_declared(applicant: Applicant, rules: RuleSet) -> None:
    """Report values that are not of the type declared.

    Raises:
        InputError: With all of them.
    """
    parsers = kept(rules, "parsers", 1).get((), lambda: _parsers(rules))
    problems = [*_ambiguous(applicant, rules), *_shapes(applicant, rules)]
    for name, value in applicant.facts.items():
        mine = parsers.get(name.partition("@")[0], ())
        for path, one in _single(f"facts.{name}", value) if mine else ():
            # Files that declare the same id for different facts each take the value that is theirs.
            wrong = [error for error in (_error(parsed, one) for parsed in mine) if error is not None]
            if len(wrong) == len(mine):
                place = Place(applicant.name or "profile")
                problems.append(Problem(wrong[0].code, wrong[0].words, place, path, suggestion=wrong[0].suggestion))
    problems += _decided(applicant, rules)
    problems += _records(applicant, rules)
    if problems:
        raise InputError(problems)


def _ambiguous(applicant: Applicant, rules: RuleSet) -> Iterator[Problem]:
    """Yield a problem for each id that is given and that files declare for different things: its value would answer them all."""
    shared = kept(rules, "shared ids", 1).get((), lambda: shared_ids(rules))
    for group, given in (
        ("facts", applicant.facts),
        ("attested", applicant.attested),
        ("records", applicant.records),
    ):
        for name in given:
            labels = shared.get((group, name.partition("@")[0].removesuffix(COMPLETE)))
            if labels is None or given[name] is None:
                continue
            yield ambiguous(name, labels, Place(applicant.name or "profile"), f"{group}.{name}")


def ambiguous(name: str, labels: Sequence[str], place: Place, path: str) -> Problem:
    """Return the problem of an id that stands for different things."""
    words = Words(
        f"“{name}”在几份规则文件中指不同的事项：{'、'.join(labels)}",
        f"'{name}' means different things in the rule files: {', '.join(labels)}",
    )
    hint = Words(f"改写名称，如“{labels[0]}”", f"write the name instead, such as '{labels[0]}'")
    return Problem("ambiguous-name", words, place, path, suggestion=hint)


def shared_ids(rules: RuleSet) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the ids that files declare under more than one label, by the key of the profile under which they are given."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for loaded in rules.files:
        decided = [each for each in loaded.rules.values if each.decided is not None]
        named = [("facts", each.id, each.label) for each in loaded.rules.facts]
        named += [("facts", each.id, each.label) for each in decided]
        named += [("attested", each.id, each.label) for each in loaded.rules.judgements]
        named += [("records", each.id, each.label) for each in loaded.rules.records]
        for group, name, label in named:
            found.setdefault((group, name), {})[label] = None
    return {key: tuple(labels) for key, labels in found.items() if len(labels) > 1}


def _decided(applicant: Applicant, rules: RuleSet) -> Iterator[Problem]:
    """Yield a problem for a figure that a person decided beyond the two ends that the text names."""
    for value in (each for loaded in rules.files for each in loaded.rules.values if each.decided is not None):
        assert value.decided is not None  # noqa: S101 - those alone
        low, high = parse(value.decided.from_), parse(value.decided.to)
        for name in dict.fromkeys((value.id, value.label)):
            given = applicant.facts.get(name)
            if given is None or not (isinstance(low, Number) and isinstance(high, Number)):
                continue
            place, path = Place(applicant.name or "profile"), f"facts.{name}"
            ends = Words(f"{value.decided.from_}至{value.decided.to}", f"{value.decided.from_} to {value.decided.to}")
            try:
                kind = "money" if low.unit in MONEY_UNITS else "percentage" if low.unit in SHARE_UNITS else "number"
                figure = in_units(PARSERS[kind](given), 1) / (100 if kind == "money" else 1)
            except TermError as error:
                yield Problem(error.code, error.words, place, path, suggestion=error.suggestion)
                continue
            if not low.value <= figure <= high.value:
                words = Words(
                    f"“{value.label}”由人在{ends.zh}之间确定，不能是{given}",
                    f"'{value.id}' is decided between {ends.en} and cannot be {given}",
                )
                hint = Words(f"写{ends.zh}之间的一个数，含两端", f"write a figure from {ends.en}, both ends included")
                yield Problem("beyond-the-ends", words, place, path, suggestion=hint)


def _records(applicant: Applicant, rules: RuleSet) -> Iterator[Problem]:
    """Yield a problem for each value of a record that is not of the type declared, and for each field that no file declares."""
    if not applicant.records:
        return
    lists = kept(rules, "lists", 1).get((), lambda: _lists(rules))
    place = Place(applicant.name or "profile")
    for each in {one.id: one for found in lists.values() for one in found}.values():
        yield from _one_list(each, applicant, place)
    for name, items in applicant.records.items():
        declared = lists.get(name, ())
        if not declared or isinstance(items, bool):
            continue
        for at, record in enumerate(items):
            for key, value in record.items():
                yield from _field(name, declared, key, value, place, f"records.{name}.{at}.{key}")


def _field(
    name: str, declared: tuple[RecordList, ...], key: str, value: object, place: Place, path: str
) -> Iterator[Problem]:
    """Yield a problem for a field that no file declares for the list, and for each file that cannot read its value."""
    fields = [each.named[key] for each in declared if key in each.named]
    if not fields:
        known = [label for each in declared for label in each.named]
        words = Words(f"清单“{name}”没有“{key}”这一项", f"records of '{name}' have no '{key}'")
        hint = did_you_mean(key, known) or Words("、".join(known), ", ".join(known))
        yield Problem("unknown-field", words, place, path, suggestion=hint)
    for field in fields:
        if value is None or (field.declared.may_be_absent and value == ABSENT):
            continue
        try:
            field.parsed(value)
        except TermError as error:
            yield Problem(error.code, error.words, place, path, suggestion=error.suggestion)


def _one_list(listed: RecordList, applicant: Applicant, place: Place) -> Iterator[Problem]:
    """Yield a problem for a list that is given twice, and for one that is said to be complete and is not there."""
    label, given = listed.declared.label, applicant.records
    stated = [name for name in (label, listed.id) if isinstance(given.get(name), tuple)]
    if len(stated) > 1 and label != listed.id:
        words = Words(f"“{label}”与“{listed.id}”是同一份清单", f"'{label}' and '{listed.id}' are one list, given twice")
        yield Problem(
            "named-twice", words, place, f"records.{listed.id}", suggestion=Words("删去其中一个", "delete one")
        )
    for name, key in ((label, f"{label}齐全"), (listed.id, f"{listed.id}{COMPLETE}")):
        if given.get(key) is True and not stated:
            words = Words(f"写明“{key}”，却没有写“{name}”", f"'{key}' is yes, but there is no '{name}'")
            hint = Words(f"一条也没有的，写 {name}: []", f"where there are none, write {name}: []")
            yield Problem("complete-without-list", words, place, f"records.{key}", suggestion=hint)


def _lists(rules: RuleSet) -> dict[str, tuple[RecordList, ...]]:
    """Return the lists that files declare under each name."""
    found: dict[str, tuple[RecordList, ...]] = {}
    for loaded in rules.files:
        for each in loaded.lists():
            for name in {each.id, each.declared.label}:
                found[name] = (*found.get(name, ()), each)
    return found


def _error(parsed: Callable[[Any], Any], value: Any) -> TermError | None:
    """Return why a value cannot be read, None where it can."""
    try:
        parsed(value)
    except TermError as error:
        return error
    return None


def _single(path: str, value: Any) -> list[tuple[str, Any]]:
    """Return a value with its path, of figures of each year every one of them."""
    if not isinstance(value, Mapping):
        return [(path, value)]
    return [(f"{path}.{year}", one) for year, one in value.items() if one is not None]


def _shapes(applicant: Applicant, rules: RuleSet) -> Iterator[Problem]:
    """Yield a problem for a figure without its year, and for figures of each year of what has one value."""
    for fact in (fact for loaded in rules.files for fact in loaded.rules.facts):
        for name in (fact.id, fact.label):
            value = applicant.facts.get(name)
            if value is None or isinstance(value, Mapping) == (fact.by == "year"):
                continue
            place = Place(applicant.name or "profile")
            if fact.by == "year":
                words = Words(
                    f"“{fact.label}”每年一个数，要写年度", f"'{fact.label}' is a figure of each year: state the year"
                )
                hint = Words(f"写作“{name}: {{2024: {value}}}”", f"write '{name}: {{2024: {value}}}'")
            else:
                words = Words(f"“{fact.label}”不分年度", f"'{fact.label}' is no figure of a year")
                hint = Words("只写一个值", "write one value")
            yield Problem("wrong-value", words, place, f"facts.{name}", suggestion=hint)


def _parsers(rules: RuleSet) -> dict[str, tuple[Callable[[Any], Any], ...]]:
    """Return how the value of each declared fact is read, under its id and its label, in every file that declares it."""
    found: dict[str, tuple[Callable[[Any], Any], ...]] = {}
    for loaded in rules.files:
        for fact in loaded.rules.facts:
            if fact.type in PARSERS:
                for name in (fact.id, fact.label):
                    found[name] = (*found.get(name, ()), PARSERS[fact.type])
    return found


_CODES = {"facts": "unknown-fact", "records": "unknown-records", "attested": "unknown-judgement"}


def unknown_names(applicant: Applicant, files: Sequence[LoadedFile]) -> list[tuple[str, str, Words | None]]:
    """Return the facts, lists and judgements given that no rule file declares: group, name, what may have been meant.

    Only a declared name that the profile says nothing under can have been meant.
    """
    given: dict[str, Mapping[str, Any]] = {
        "facts": applicant.facts,
        "records": applicant.records,
        "attested": applicant.attested,
    }
    return [each for group in _CODES for each in _unknown(group, given[group], _declared(group, files))]


def _declared(group: str, files: Sequence[LoadedFile]) -> list[tuple[str, str]]:
    """Return id and label of what files declare to be given under one key of a profile."""
    every: list[tuple[str, str]] = []
    for each in files:
        if group == "facts":
            every += [(one.id, one.label) for one in each.rules.facts]
            every += [(one.id, one.label) for one in each.rules.values if one.decided]
        elif group == "records":
            every += [(one.id, one.label) for one in each.rules.records]
        else:
            every += [(one.id, one.label) for one in each.rules.judgements]
    return every


def _unknown(
    group: str, given: Mapping[str, Any], declared: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str, Words | None]]:
    stated = {_bare(name) for name, value in given.items() if value is not None}
    known = {name for names in declared for name in names}
    left = [name for names in declared if not stated & set(names) for name in names]
    for name, value in given.items():
        if value is not None and _bare(name) not in known:
            yield group, name, did_you_mean(_bare(name), left)


def _bare(name: str) -> str:
    """Return the name of a fact or of a list without its year, and without that it is complete."""
    return name.partition("@")[0].removesuffix(COMPLETE).removesuffix("齐全")


def unread(applicant: Applicant, rules: RuleSet) -> Iterator[Problem]:
    """Yield a note for whatever a profile gives and the rule files asked do not know, or cannot read as what they ask for."""
    if not (applicant.facts or applicant.attested or applicant.records):
        return
    place = Place(applicant.name or "profile")
    for group, name, hint in unknown_names(applicant, rules.files):
        words = Words(
            f"所用规则文件没有声明“{name}”，不参与测算",
            f"the rule files asked do not declare '{name}': it counts for nothing",
        )
        yield Problem(_CODES[group], words, place, f"{group}.{name}", suggestion=hint)
    declared = kept(rules, "facts by name", 1).get((), lambda: _facts_by_name(rules))
    for name, given in applicant.facts.items():
        for loaded, fact in declared.get(name, ()) if given is not None else ():
            parse = PARSERS.get(fact.type)
            if parse is None or not any(_error(parse, one) for _, one in _single(name, given)):
                continue
            kind, where = TYPE_WORDS[fact.type], loaded.rules.jurisdiction.name
            words = Words(
                f"{where}的规则把“{name}”作为{kind.zh}，所写的读不成{kind.zh}，按缺少处理",
                f"the rules of {where} take '{name}' for {kind.en}: what is given cannot be read as that and counts as missing",
            )
            yield Problem("not-readable-here", words, place, f"facts.{name}")


def _facts_by_name(rules: RuleSet) -> dict[str, list[tuple[LoadedFile, DeclaredFact]]]:
    found: dict[str, list[tuple[LoadedFile, DeclaredFact]]] = {}
    for loaded in rules.files:
        for fact in loaded.rules.facts:
            for name in dict.fromkeys((fact.id, fact.label)):
                found.setdefault(name, []).append((loaded, fact))
    return found
