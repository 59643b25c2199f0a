"""One clause on a page: its words, where they stand, what the machine makes of them, and the readings it hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.conditions.base import Prepared
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Award, Binding, Duty, Flag, ForApplicants, Offering, Subsidy, Target, Tier
from zjtx_rules.language.documents import Document
from zjtx_rules.language.force import ENTRIES, FORCES, force_of
from zjtx_rules.language.goals import Goal
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.money_rules import Limit, MoneyRule
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.presentation.labels import KIND, window_of
from zjtx_rules.presentation.paragraph.terms import terms_of
from zjtx_rules.presentation.paragraph.writing import side_of, write_terms
from zjtx_rules.presentation.values import value_said, values_used
from zjtx_rules.problems import Place
from zjtx_rules.profile.applicants import APPLICANTS
from zjtx_rules.profile.choices import Application
from zjtx_rules.quantities.formula import parse, printed
from zjtx_rules.reasoning.choosing import chosen_options
from zjtx_rules.reasoning.program import prepare
from zjtx_rules.reasoning.tier_versions import level_of
from zjtx_rules.shown import page
from zjtx_rules.terms import TITLES
from zjtx_rules.words import Language, Words

_TEXT = {
    "source": Words("出处", "source"),
    "words": Words("原文", "words"),
    "sentence": Words("条文", "as a sentence"),
    "rank": Words("认定称号", "title"),
    "valid": Words("有效期", "valid for"),
    "applies": Words("适用于", "applies to"),
    "offices": Words("责任单位", "offices in charge"),
    "force": Words("效力", "force"),
    "binds": Words("约束对象", "binds"),
    "entry": Words("进入方式", "entry"),
    "quota": Words("名额", "quota"),
    "window": Words("申报时间", "apply"),
    "to": Words("适用主体", "for"),
    "when": Words("机器读法", "machine reading"),
    "pays": Words("给付", "pays"),
    "values": Words("其中", "where"),
    "gives": Words("内容", "gives"),
    "readings": Words("涉及的解读", "readings"),
    "default": Words("默认", "default"),
    "goals": Words("指标", "goals"),
    "among": Words("竞合范围", "among"),
    "at_most": Words("限额", "limit"),
    "unsaid": Words("未能写成规则", "not said in rules"),
    "note": Words("说明", "note"),
    "file": Words("规则文件", "rule file"),
}
_SENSE = {
    "new": Words("新培育", "new"),
    "cumulative": Words("累计", "in total"),
    "level": Words("达到", "level"),
    "yearly": Words("每年", "a year"),
}
_BOUND = {
    "exactly": Words("", ""),
    "at_least": Words("以上", " or more"),
    "about": Words("左右", " or so"),
    "more_than": Words("以上（不含）", " (more than)"),
}


def find_clauses(rules: RuleSet, query: str, only: str | None = None) -> list[tuple[LoadedFile, Document, Clause]]:
    """Return the clauses of this id or number: an exact match, or else numbers that end with the query."""
    document, _, name = query.rpartition(":")
    everything = [
        (loaded, each, clause)
        for loaded, each, clause in rules.clauses()
        if only in (None, loaded.name) and document in ("", each.id, loaded.name)
    ]
    wanted = number_of(name)
    exact = [item for item in everything if item[2].id == name or number_of(item[2].cite) == wanted]
    if exact:
        return exact
    return [item for item in everything if wanted and number_of(item[2].cite).endswith(wanted)]


def number_of(cite: str) -> str:
    """Return a clause number in one spelling: full-width brackets, no white space, no full stops or dunhao."""
    text = cite.translate(str.maketrans("()", "（）"))
    return re.sub(r"[\s.．、:：第条款]", "", text)


class Part(NamedTuple):
    """One part of what is said of a clause: under a label either a text, or lines that are indented by depth."""

    key: str
    label: str
    text: str | None = None
    lines: tuple[tuple[int, str], ...] = ()


def clause_text(
    loaded: LoadedFile,
    document: Document,
    clause: Clause,
    language: Language = "zh",
    *,
    place: bool = True,
    sentence: bool = True,
) -> str:
    """Return a clause as text.

    Args:
        loaded: The rule file.
        document: The document.
        clause: The clause.
        language: Of the words around what the file says.
        place: Whether to say on which line of the file it stands.
        sentence: Whether to give it as a paragraph too, with what its document says for it.
    """
    out = [f"{clause.words.say(language)}  [{KIND[str(clause.kind)].say(language)}] {document.id}:{clause.id}"]  # type: ignore[attr-defined]
    for part in clause_parts(loaded, document, clause, language):
        if part.key == "sentence" and not sentence:
            continue
        bullet = "- " if part.key == "when" else ""
        out.append(f"  {part.label}：{part.text or ''}")
        out += [f"{'  ' * (depth + 2)}{bullet}{text}" for depth, text in part.lines]
    if place:
        out.append(f"  {_TEXT['file'].say(language)}：{place_of(loaded, clause)}")
    return page(out)


def clause_parts(loaded: LoadedFile, document: Document, clause: Clause, language: Language = "zh") -> list[Part]:
    """Return what is said of a clause, in order: its words first, then what is made of them."""
    number = f"（{document.number}）" if document.number else ""
    out = [_part("source", language, f"《{document.words.say(language)}》{number} {clause.cite}")]
    out += [_part("words", language, f"“{each}”") for each in clause.quote]
    if clause.restated:
        out.append(_part("words", language, Words("转述，未引原文", "restated, not quoted").say(language)))
    side = side_of(loaded, document)
    terms = terms_of(clause, side)
    first, *rest = write_terms(terms, side, language).split("\n")
    out.append(_part("sentence", language, first, [(0, line) for line in rest]))
    if isinstance(clause, Tier) and clause.rank is not None:
        out += _tier(clause, language)
    if clause.by:
        out.append(_part("offices", language, "、".join(clause.by)))
    out += _force(document, clause, language)
    window = window_of(clause, language)
    if window is not None:
        out.append(_part("window", language, window))
    if isinstance(clause, ForApplicants):
        out += _for_applicants(side, clause, language, frozenset(terms.defaults))
    if isinstance(clause, Target):
        out.append(_part("goals", language, lines=[(0, _goal(goal, language)) for goal in clause.goals]))
    if isinstance(clause, Duty) and clause.does:
        out.append(_part("gives", language, clause.does))
    if isinstance(clause, MoneyRule):
        out += _money_rule(document, clause, language)
    if clause.note:
        out.append(_part("note", language, clause.note))
    return out


def _part(key: str, language: Language, text: str | None = None, lines: Iterable[tuple[int, str]] = ()) -> Part:
    return Part(key, _TEXT[key].say(language), text, tuple(lines))


def _tier(tier: Tier, language: Language) -> list[Part]:
    """Return the title that a tier gives, for how long, and which applications it judges."""
    title, level = TITLES[str(tier.rank)], level_of(tier)
    name = Words(
        (level.label if level else "") + title.label, f"{level.english} {title.english}" if level else title.english
    )
    out = [_part("rank", language, name.say(language))]
    if tier.valid is not None:
        out.append(_part("valid", language, str(tier.valid)))
    if tier.applies is not None:
        lines = [
            Words(
                f"{kind.label}：{'、'.join(each.words.zh for each in periods)}",
                f"{kind.value}: {', '.join(each.words.en for each in periods)}",
            )
            for kind in Application
            if (periods := tier.applies.periods(kind))
        ]
        out.append(_part("applies", language, lines=[(0, each.say(language)) for each in lines]))
    return out


def _goal(goal: Goal, language: Language) -> str:
    sense, bound = _SENSE[goal.sense].say(language), _BOUND[goal.bound].say(language)
    by = f"（{goal.by}）" if goal.by else ""
    return f"{goal.of}：{sense}{goal.figure}{bound}{by}"


def place_of(loaded: LoadedFile, clause: Clause) -> Place:
    """Return where a clause stands in its rule file."""
    return next(
        loaded.source.place(("documents", index, "clauses", number))
        for index, document in enumerate(loaded.rules.documents)
        for number, one in enumerate(document.clauses)
        if one is clause
    )


def _force(document: Document, clause: Clause, language: Language) -> list[Part]:
    """Return what the sentence binds, whom, by what act one comes to have it, and how many may."""
    force = force_of(clause)
    if force is None:
        return []
    if isinstance(force, ByReading):
        option = next(each.default for each in document.readings if each.id == force.by_reading)
        force = force.options[option]
    said = {"force": FORCES[force].say(language)}
    if isinstance(clause, Binding) and clause.binds:
        said["binds"] = "、".join(clause.binds)
    if isinstance(clause, Offering):
        said |= {"entry": ENTRIES[clause.entry].say(language)} if clause.entry else {}
        said |= {"quota": clause.quota} if clause.quota else {}
    return [_part(key, language, value) for key, value in said.items()]


def _for_applicants(side: Side, clause: ForApplicants, language: Language, said: frozenset[str]) -> list[Part]:
    """Return what is asked of applicants and what they get; `said` are the readings that the paragraph names."""
    loaded, document = side.loaded, side.document
    out = [_part("to", language, "、".join(APPLICANTS[each].noun.say(language) for each in clause.to))]
    region = loaded.rules.jurisdiction.code
    program = prepare(_by_itself(loaded), loaded, document, clause.to[0], chosen_options(document, {}), region)
    prepared = next(each for each in program.clauses if each.clause is clause)
    out.append(_part("when", language, lines=_tree(prepared.whole, language, 0)))
    if isinstance(clause, (Award, Subsidy)) and prepared.payment is not None:
        out.append(_part("pays", language, prepared.payment.say.say(language)))
        out += _values(side, clause, language)
    for name in ("grants", "offers", "say"):
        content = getattr(clause, name, None) if not (name == "say" and not isinstance(clause, Flag)) else None
        if isinstance(content, str):
            out.append(_part("gives", language, content))
    return out + _readings(document, prepared.used | said, language)


@lru_cache(maxsize=16)
def _by_itself(loaded: LoadedFile) -> RuleSet:
    """Return the rule set of one file, the same for all its clauses, so that its programs are prepared once."""
    return RuleSet((loaded,))


def _values(side: Side, clause: Award | Subsidy, language: Language) -> list[Part]:
    """Return the values that the sum rests on, one a line."""
    used = values_used(clause.pays, side)
    said = [(0, value_said(value, side, clause.to[0]).say(language)) for value in used]
    return [_part("values", language, lines=said)] if said else []


def _tree(prepared: Prepared, language: Language, depth: int) -> list[tuple[int, str]]:
    out = [(depth, prepared.say.say(language))]
    for part in prepared.parts:
        out += _tree(part, language, depth + 1)
    return out


def _readings(document: Document, used: frozenset[str], language: Language) -> list[Part]:
    shown = [each for each in document.readings if each.id in used]
    lines: list[tuple[int, str]] = []
    for each in shown:
        lines.append((0, f"{each.id}：{each.question}" + (f"（“{each.text}”）" if each.text else "")))
        for option, label in each.options.items():
            default = f"（{_TEXT['default'].say(language)}）" if option == each.default else ""
            lines.append((1, f"{option}：{label}{default}"))
    return [_part("readings", language, lines=lines)] if lines else []


def _money_rule(document: Document, clause: MoneyRule, language: Language) -> list[Part]:
    among = clause.among
    listed = among.options[next(iter(among.options))] if isinstance(among, ByReading) else among
    used = {
        value.by_reading
        for value in (getattr(clause, name) for name in type(clause).model_fields)
        if isinstance(value, ByReading)
    }
    parts = [_part("among", language, "、".join(listed))]
    if isinstance(clause, Limit) and clause.at_most is not None:
        parts.append(_part("at_most", language, printed(parse(clause.at_most))))
    if clause.cannot_say is not None:
        parts.append(_part("unsaid", language, clause.cannot_say.say.say(language)))
    return [*parts, *_readings(document, frozenset(used), language)]
