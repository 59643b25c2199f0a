"""Sums of an answer as plain data, and what stands beside the lines of a section: limits, and clauses that are not computed."""

from __future__ import annotations

from zjtx_rules.presentation.models import BoundsOut, LimitOut, NotComputedOut, SumOut, TotalsOut, UnsaidOut
from zjtx_rules.presentation.money import limited_words, sum_words, totals_words
from zjtx_rules.reasoning.evaluation import Outcome, Section
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import VERDICTS
from zjtx_rules.words import Language


def sum_out(amount: Money, language: Language) -> SumOut:
    """Return a sum as plain data."""
    return SumOut(yuan=f"{amount.yuan.normalize():f}", text=sum_words(amount).say(language))


def bounds_out(bounds: Bounds, language: Language) -> BoundsOut:
    """Return bounds as plain data."""
    ceiling = None if bounds.ceiling is None else sum_out(bounds.ceiling, language)
    return BoundsOut(floor=sum_out(bounds.floor, language), ceiling=ceiling)


def totals_out(totals: Totals, language: Language) -> TotalsOut:
    """Return totals as plain data."""
    text = totals_words(totals).say(language)
    return TotalsOut(fixed=bounds_out(totals.fixed, language), up_to=bounds_out(totals.up_to, language), text=text)


def limits_out(section: Section, language: Language) -> list[LimitOut]:
    """Return the limits over several clauses, and what they leave."""
    return [
        LimitOut(
            document=outcome.program.document.id,
            clause=each.room.limit.clause.id,
            cite=each.room.limit.clause.cite,
            title=each.room.limit.clause.words.say(language),
            quote=list(each.room.limit.clause.quote),
            limit=bounds_out(Bounds(each.room.low, each.room.high), language),
            received=None if each.received == Bounds() else bounds_out(each.received, language),
            before=totals_out(each.before, language),
            after=totals_out(each.after, language),
            binds=each.binds,
            text=limited_words(each).say(language),
        )
        for outcome in section.outcomes
        for each in outcome.settlement.limited
    ]


def not_computed_out(section: Section, language: Language) -> list[NotComputedOut]:
    """Return the clauses that give money and are not computed."""
    return [
        NotComputedOut(
            document=outcome.program.document.id,
            clause=each.clause.id,
            cite=each.clause.cite,
            title=each.clause.words.say(language),
            quote=list(each.clause.quote),
            offices=list(each.clause.by),
            verdict=VERDICTS[outcome.found[each.clause.id][0]].value,
            unsaid=unsaid_out(outcome, each),
        )
        for outcome in section.outcomes
        for each in outcome.program.clauses
        if each.payment is not None and each.clause.id in outcome.not_computed
    ]


def unsaid_out(outcome: Outcome, prepared: PreparedClause) -> list[UnsaidOut]:
    """Return what rule files cannot say of a clause, where it is not computed."""
    found = outcome.not_computed.get(prepared.clause.id, ())
    return [UnsaidOut(words=each.words, reason=each.reason) for each in found]
