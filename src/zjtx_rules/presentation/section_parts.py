"""Sums of an answer as plain data, and what stands beside the lines of a section: limits, and clauses that are not computed."""

from __future__ import annotations

from fractions import Fraction

from zjtx_rules.language.clauses import Pays
from zjtx_rules.presentation.answer_parts import (
    BackOut,
    BoundsOut,
    ExactOut,
    LimitOut,
    NotComputedOut,
    OthersOut,
    PayerOut,
    SumOut,
    TotalsOut,
    UnsaidOut,
)
from zjtx_rules.presentation.money import bounds_words, limited_words, totals_words
from zjtx_rules.quantities.reckoning import money_of
from zjtx_rules.reasoning.evaluation import Outcome, Section
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.settlement import Line
from zjtx_rules.reasoning.to_others import Ends
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money, Percentage
from zjtx_rules.terms.exact import plain
from zjtx_rules.terms.truth import VERDICTS
from zjtx_rules.words import Language, Words


def sum_out(amount: Money, language: Language) -> SumOut:
    """Return a sum as plain data."""
    return SumOut(yuan=yuan_text(amount), text=str(amount) if language == "zh" else amount.english())


def yuan_text(amount: Money) -> str:
    """Return a sum in yuan as digits."""
    return plain(amount.yuan)


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
    """Return the clauses that give money and are not computed; support without a figure has no sum and stands among its like."""
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
        if each.payment is not None and each.payment.nature != "no_figure" and each.clause.id in outcome.not_computed
    ]


def unsaid_out(outcome: Outcome, prepared: PreparedClause) -> list[UnsaidOut]:
    """Return what rule files cannot say of a clause, where it is not computed."""
    found = outcome.not_computed.get(prepared.clause.id, ())
    return [UnsaidOut(words=each.words, reason=each.reason) for each in found]


def back_out(section: Section, language: Language) -> list[BackOut]:
    """Return what is to be paid back."""
    return [
        BackOut(
            document=outcome.program.document.id,
            clause=line.clause.clause.id,
            cite=line.clause.clause.cite,
            title=line.clause.clause.words.say(language),
            quote=list(line.clause.clause.quote),
            offices=list(line.clause.clause.by),
            verdict=VERDICTS[line.truth].value,
            received=bounds_out(line.received, language),
            amount=bounds_out(line.amount, language),
            text=bounds_words(line.amount, "fixed").say(language),
            missing=list(line.missing),
        )
        for outcome in section.outcomes
        for line in outcome.back.lines
    ]


def back_total_out(section: Section, language: Language) -> BoundsOut | None:
    """Return what is to be paid back in all; None where no clause takes anything back."""
    lines = any(outcome.back.lines for outcome in section.outcomes)
    return bounds_out(section.back, language) if lines else None


def others_out(section: Section, language: Language) -> list[OthersOut]:
    """Return what is paid to others than the applicant."""
    return [
        OthersOut(
            document=outcome.program.document.id,
            clause=one.clause.clause.id,
            cite=one.clause.clause.cite,
            title=one.clause.clause.words.say(language),
            payee=one.payee.to,
            nature="up_to" if one.nature == "up_to" else "fixed",
            share=str(one.payee.share),
            total=exact_out(one.whole, one.nature, language),
            each=None if one.each is None else exact_out(one.each, one.nature, language),
            text=exact_words(one.each or one.whole, one.nature).say(language),
            missing=list(one.missing),
        )
        for outcome in section.outcomes
        for one in outcome.others
    ]


def exact_out(ends: Ends, nature: str, language: Language) -> ExactOut:
    """Return exact ends as plain data."""
    low, high = ends
    return ExactOut(
        floor=_exact(low), ceiling=None if high is None else _exact(high), text=exact_words(ends, nature).say(language)
    )


def _exact(yuan: Fraction) -> str:
    amount, exactly = money_of(yuan * 100)
    return plain(amount.yuan) if exactly else str(yuan)


def exact_words(ends: Ends, nature: str) -> Words:
    """Say a sum between two ends; one that no decimal number holds is rounded to the 分, and said to be."""
    low, high = ends
    least, exactly = money_of(low * 100)
    most = None if high is None else money_of(high * 100)[0]
    said = bounds_words(Bounds(least, most), "up_to" if nature == "up_to" else "fixed")
    about = low == high and not exactly
    return Words(f"约{said.zh}（{low}元）", f"about {said.en} ({low} yuan)") if about else said


def payers_out(line: Line, language: Language) -> list[PayerOut]:
    """Return what each payer bears of a line."""
    clause = line.claim.clause.clause
    payers = clause.payers if isinstance(clause, Pays) else ()
    return [
        PayerOut(payer=each.from_, share=str(each.share), amount=bounds_out(_part(line.comes_to, each.share), language))
        for each in payers
    ]


def _part(bounds: Bounds, share: Percentage) -> Bounds:
    def of(amount: Money) -> Money:
        return money_of(Fraction(amount.yuan) * 100 * Fraction(share.ratio))[0]

    return Bounds(of(bounds.floor), None if bounds.ceiling is None else of(bounds.ceiling))
