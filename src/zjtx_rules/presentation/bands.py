"""The five bands of an answer, in one language."""

from __future__ import annotations

from zjtx_rules.language.clauses import Binding, Offering
from zjtx_rules.language.force import BY_KIND, ENTRIES, FORCES
from zjtx_rules.presentation.answer_parts import UnsaidOut
from zjtx_rules.presentation.labels import window_of
from zjtx_rules.presentation.models import BandItemOut, BandOut, SourceOut
from zjtx_rules.presentation.money import bounds_words
from zjtx_rules.reasoning.bands import BANDS, Item, in_band, items
from zjtx_rules.reasoning.entitlements import Entitlement
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.terms import Money
from zjtx_rules.terms.truth import VERDICTS
from zjtx_rules.words import Language


def bands_out(evaluation: Evaluation, language: Language) -> list[BandOut]:
    """Return all five bands in their order, empty ones too."""
    found = items(evaluation)
    return [
        BandOut(
            band=band,
            title=words.say(language),
            count=sum(each.counts for each in in_band(found, band)),
            open=sum(each.open for each in in_band(found, band)),
            items=[_item(each, language) for each in in_band(found, band)],
        )
        for band, words in BANDS.items()
    ]


def _item(item: Item, language: Language) -> BandItemOut:
    first = item.first
    clause = first.prepared.clause
    force = first.prepared.force or BY_KIND[str(clause.kind)]  # type: ignore[attr-defined]
    offering = clause if isinstance(clause, Offering) else None
    return BandItemOut(
        kind=first.kind,
        title=clause.words.say(language),
        content=first.content.say(language),
        amount=_amount(first, language),
        verdict=VERDICTS[item.truth].value,
        counts=item.counts,
        force=force,
        force_text=FORCES[force].say(language),
        binds=list(clause.binds) if isinstance(clause, Binding) else [],
        entry=ENTRIES[offering.entry].say(language) if offering is not None and offering.entry else None,
        quota=(offering.quota or None) if offering is not None else None,
        window=window_of(clause, language),
        sources=[_source(each) for each in item.entitlements],
        not_computed=[UnsaidOut(words=each.words, reason=each.reason) for each in first.unsaid],
    )


def _amount(granted: Entitlement, language: Language) -> str | None:
    """Return the sums of the lines that may come to something; of a clause that pays for several occasions each."""
    said = [
        bounds_words(line.comes_to, line.claim.nature).say(language)
        for line in granted.lines
        if line.comes_to.ceiling != Money.ZERO
    ]
    return "；".join(said) or None


def _source(granted: Entitlement) -> SourceOut:
    document, clause = granted.outcome.program.document, granted.prepared.clause
    end = document.in_force.to or granted.outcome.program.read_end
    return SourceOut(
        document=document.id,
        clause=clause.id,
        cite=clause.cite,
        offices=list(clause.by),
        until=end.isoformat() if end else None,
    )
