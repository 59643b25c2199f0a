"""Facts that come from all applicants together: what each rests on, in which order they are reckoned, what cannot be right about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from zjtx_rules.conditions.base import CheckContext
from zjtx_rules.language.circles import heights, in_circles
from zjtx_rules.language.clauses import Award, ForApplicants, Subsidy
from zjtx_rules.language.documents import DeclaredFact, Document, RuleFile
from zjtx_rules.problems import did_you_mean
from zjtx_rules.quantities.checking import checked_formula
from zjtx_rules.quantities.lowering import UNIT_WORDS, Unit
from zjtx_rules.quantities.rests import names_below, names_of, names_within, reached_by
from zjtx_rules.words import Words

Said = tuple[tuple[str | int, ...], str, Words, Words | None]
"""The place of a problem, its code, its message and what to do."""

_UNITS: dict[str, Unit] = {"money": "money", "count": "number", "number": "number"}
"""The types that such a fact may have, each with what it measures."""


def population_facts(rules: RuleFile) -> list[DeclaredFact]:
    """Return the facts of a file that come from all applicants together, each after those that it rests on."""
    facts = [fact for fact in rules.facts if fact.over_applicants is not None]
    if len(facts) < 2:
        return facts
    order = heights({name: rests - {name} for name, rests in _towards(rules, facts).items()})
    return sorted(facts, key=lambda fact: order.get(fact.id, 0))


def clause_of(rules: RuleFile, name: str) -> tuple[Document, ForApplicants] | None:
    """Return the clause with an id, and its document; None where there is none for applicants."""
    for document in rules.documents:
        for clause in document.clauses:
            if clause.id == name and isinstance(clause, ForApplicants):
                return document, clause
    return None


def _towards(rules: RuleFile, facts: Sequence[DeclaredFact]) -> dict[str, set[str]]:
    """Return on which of the facts each of them rests, itself included."""
    ids = {name: fact.id for fact in facts for name in (fact.id, fact.label)}
    return {fact.id: {ids[name] for name in _names(rules, fact) if name in ids} for fact in facts}


def _names(rules: RuleFile, fact: DeclaredFact) -> Iterator[str]:
    """Yield every name that a fact over applicants rests on: in its formulas, in its clause, in the values that these name."""
    over = fact.over_applicants
    assert over is not None  # noqa: S101 - those alone
    direct = [name for _, text in over.formulas() for name in names_of(text)]
    found = clause_of(rules, over.of)
    if found is not None:
        document, clause = found
        # What the clause pays is no condition of it.
        direct += names_below(clause.when) if clause.when is not None else ()
        direct += [name for gate in document.gates for name in names_below(gate.when)]
    yield from direct
    reached = reached_by(rules.values, direct)
    for value in rules.values:
        if value.id in reached:
            yield from names_within(value)


def check_population_facts(
    rules: RuleFile, context: Callable[[str, tuple[str | int, ...]], CheckContext]
) -> Iterator[Said]:
    """Yield what is wrong with facts over all applicants; formulas are checked in a context for each kind of applicant."""
    facts = [fact for fact in rules.facts if fact.over_applicants is not None]
    if not facts:
        return
    circles = in_circles(_towards(rules, facts))
    clauses = [each.id for one in rules.documents for each in one.clauses if isinstance(each, ForApplicants)]
    for index, fact in enumerate(rules.facts):
        over, at = fact.over_applicants, ("facts", index, "over_applicants")
        if over is None:
            continue
        yield from _shape(fact, index)
        found = clause_of(rules, over.of)
        if found is None:
            words = Words(
                f"“{over.of}”不是有条件的条款的编号", f"'{over.of}' is the id of no clause that applicants may meet"
            )
            yield (*at, "of"), "unknown-clause", words, did_you_mean(over.of, clauses)
            continue
        if over.budget is not None and not isinstance(found[1], (Award, Subsidy)):
            words = Words(f"“{over.of}”不给付金额，谈不上预算", f"'{over.of}' pays nothing: it has no budget")
            yield (*at, "budget"), "over-type", words, Words("删去 budget", "leave out budget")
        if fact.id in circles:
            words = Words(
                f"“{fact.label}”由符合{over.of}的主体算出，而它自己又决定谁符合或各家的数",
                f"'{fact.id}' is reckoned over the applicants of {over.of}, and decides itself who they are or what they count",
            )
            hint = Words(
                "另写一条不用到它的条款作依据，或在 sum、rank 中改用不含它的数",
                "name a clause that does not ask for it, and figures that do not rest on it",
            )
            yield (*at, "of"), "circular", words, hint
            continue
        if over.same is not None:
            declared = [each for each in rules.facts if each.over_applicants is None and each.by is None]
            if over.same not in {each.id for each in declared}:
                words = Words(f"没有声明过“{over.same}”", f"no fact '{over.same}' is declared")
                yield (*at, "same"), "unknown-fact", words, did_you_mean(over.same, [each.id for each in declared])
        _formulas(fact, found[1].to, lambda scope, path=at: context(scope, path))  # type: ignore[misc]


def _shape(fact: DeclaredFact, index: int) -> Iterator[Said]:
    """Yield what is wrong with the type of a fact over all applicants."""
    over = fact.over_applicants
    assert over is not None  # noqa: S101 - those alone
    if fact.by is not None:
        words = Words(
            "由全部主体算出的只有一个数，不分年度", "a figure over all applicants is one figure, not one a year"
        )
        yield ("facts", index, "by"), "over-type", words, Words("删去 by", "leave out 'by'")
    wanted = ("money", "number", "count") if over.figure == "sum" else ("count",)
    if fact.type not in wanted:
        words = Words(
            f"{'合计' if over.figure == 'sum' else '家数和名次'}的类型须是 {'、'.join(wanted)}",
            f"the type of a {over.figure} is {' or '.join(wanted)}",
        )
        hint = Words(f"type 写 {wanted[0]}", f"write type: {wanted[0]}")
        yield ("facts", index, "type"), "over-type", words, hint


def _formulas(fact: DeclaredFact, scopes: Iterable[str], context: Callable[[str], CheckContext]) -> None:
    """Report formulas that cannot be read, and a sum that does not measure what the fact does."""
    over = fact.over_applicants
    assert over is not None  # noqa: S101 - those alone
    for scope in scopes:
        for key, text in over.formulas():
            wanted = _UNITS.get(fact.type) if key == "sum" else None
            found = checked_formula(text, context(scope), wanted, key)
            if found is not None and found.unit == "date":
                words = Words(
                    f"“{text}”是{UNIT_WORDS['date'].zh}，不能排名", f"'{text}' is a date and puts nobody in order"
                )
                context(scope).wrong((key,), "over-type", words, Words("写一个数或金额", "write a figure"))


__all__ = ["check_population_facts", "clause_of", "population_facts"]
