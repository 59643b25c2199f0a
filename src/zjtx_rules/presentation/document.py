"""Builds the answer document from an evaluation: everything said, in one language, in a fixed order."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from zjtx_rules.language.clauses import Benchmark, Binding, Offering, Right, Service, Tier
from zjtx_rules.language.force import ENTRIES
from zjtx_rules.payments.base import Nature
from zjtx_rules.presentation import models
from zjtx_rules.presentation.answer_parts import BoundsOut, TotalsOut
from zjtx_rules.presentation.bands import bands_out
from zjtx_rules.presentation.conditions import condition_out, value_text
from zjtx_rules.presentation.labels import declared_labels, window_of
from zjtx_rules.presentation.money import bounds_words, totals_words
from zjtx_rules.presentation.notes import notes_of
from zjtx_rules.presentation.points import ScoreOut, score_out
from zjtx_rules.presentation.section_parts import (
    back_out,
    back_total_out,
    bounds_out,
    limits_out,
    not_computed_out,
    others_out,
    payers_out,
    totals_out,
    unsaid_out,
    yuan_text,
)
from zjtx_rules.problems import Problem
from zjtx_rules.profile.any_applicant import profile_digest
from zjtx_rules.profile.paths import path_words
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.alternatives import readings_used
from zjtx_rules.reasoning.bands import counts
from zjtx_rules.reasoning.choosing import option_name
from zjtx_rules.reasoning.deciding import Stake, stakes
from zjtx_rules.reasoning.entitlements import Entitlement, entitlements
from zjtx_rules.reasoning.evaluation import IF_ADOPTED, PAYABLE, Evaluation, Outcome, Section
from zjtx_rules.reasoning.points import score_of
from zjtx_rules.reasoning.prepared_clause import PreparedClause
from zjtx_rules.reasoning.settlement import Line
from zjtx_rules.reasoning.tier_versions import level_of, version_of
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import Money, region_name
from zjtx_rules.terms.truth import MET, NOT_MET, REVIEW, VERDICTS
from zjtx_rules.version import __version__
from zjtx_rules.words import Language, Words


def as_detail(
    evaluation: Evaluation, language: Language = "zh", detail: models.Detail = "full"
) -> models.Answer | models.NormalAnswer | models.BriefAnswer:
    """Return the answer in one language, in one of three details; `full` is all that is known."""
    builder = _Builder(evaluation, language)
    if detail == "brief":
        return builder.brief()
    return builder.answer() if detail == "full" else models.NormalAnswer(**builder.normal())


def as_document(evaluation: Evaluation, language: Language = "zh") -> models.Answer:
    """Return the whole answer in one language."""
    return _Builder(evaluation, language).answer()


class _Builder:
    """Says one evaluation in one language."""

    def __init__(self, evaluation: Evaluation, language: Language) -> None:
        self.evaluation = evaluation
        self.language = language
        self.situation = Situation.of(evaluation.applicant, evaluation.as_of)
        self.trees: dict[tuple[int, int], models.ConditionOut | None] = {}
        self.scores: dict[tuple[str, str], ScoreOut | None] = {}

    @cached_property
    def labels(self) -> dict[str, Words]:
        """What is declared, by what it is called in paths."""
        return declared_labels(self.evaluation.rules)

    def say(self, words: Words) -> str:
        return words.say(self.language)

    def asked(self) -> dict[str, Any]:
        """Return what begins every answer."""
        evaluation = self.evaluation
        return {
            "engine": __version__,
            "as_of": evaluation.as_of.isoformat(),
            "adopting": region_name(evaluation.adopting) if evaluation.adopting else None,
            "applicant": self.applicant(),
            "profile_sha256": profile_digest(evaluation.applicant),
            "rules_hash": evaluation.rules.content_hash,
        }

    def normal(self) -> dict[str, Any]:
        """Return the parts of the answer of normal detail."""
        evaluation = self.evaluation
        awards = evaluation.awards
        pairs = self.pairs()
        return self.asked() | {
            "documents": [self.document(each) for each in evaluation.outcomes],
            "awards": models.AwardsOut(
                payable=self.section(awards.payable),
                if_adopted=[self.adopted(each) for each in awards.if_adopted if _says_money(each)],
                accrued=self.section(awards.accrued),
                not_yet=self.section(awards.not_yet),
            ),
            "bands": bands_out(evaluation, self.language),
            "eligibility": [self.clause(o, each) for o, each in pairs if isinstance(each.clause, Tier)],
            "benchmarks": [
                self.benchmark(o, each, each.clause)
                for o, each in pairs
                if isinstance(each.clause, Benchmark) and o.found[each.clause.id][0] == MET
            ],
            "missing": self.missing(),
            "judgements": self.judgements(pairs),
            "readings": self.readings(),
            "input_notes": [self.input_note(each) for each in evaluation.doubts],
            "notes": [self.say(each) for each in notes_of(evaluation)],
        }

    def answer(self) -> models.Answer:
        granted = list(entitlements(self.evaluation))
        return models.Answer(
            **self.normal(),
            rights=[self.gain(each) for each in granted if each.kind == "right"],
            services=[self.gain(each) for each in granted if each.kind == "service"],
            support=[self.gain(each) for each in granted if each.kind == "support"],
            clauses=[self.clause(o, each) for o, each in self.pairs()],
        )

    def pairs(self) -> list[tuple[Outcome, PreparedClause]]:
        return [(outcome, each) for outcome in self.evaluation.outcomes for each in outcome.program.clauses]

    def brief(self) -> models.BriefAnswer:
        evaluation = self.evaluation
        awards = evaluation.awards
        return models.BriefAnswer(
            **self.asked(),
            documents=[self.brief_document(each) for each in evaluation.outcomes],
            payable=self.brief_money(awards.payable),
            if_adopted=[
                self.brief_money(each, each.outcomes[0].program.document.id)
                for each in awards.if_adopted
                if _says_money(each)
            ],
            counts=dict(counts(evaluation)),
            missing=[
                models.BriefMissing(path=each.path, label=each.label, stake=each.stake) for each in self.missing()
            ],
            readings={
                f"{outcome.program.document.id}:{name}": option_name(chosen)
                for outcome in evaluation.outcomes
                for name, chosen in outcome.program.chosen
                if name in outcome.program.used
            },
            input_notes=[self.say(each.message) for each in evaluation.doubts],
        )

    def brief_document(self, outcome: Outcome) -> models.BriefDocument:
        document = outcome.program.document
        return models.BriefDocument(
            id=document.id,
            number=document.number,
            standing=outcome.standing.value,
            sha256=outcome.program.file.sha256,
        )

    def brief_money(self, section: Section, document: str | None = None) -> models.BriefMoney:
        claims = [self.brief_claim(outcome, line) for outcome in section.outcomes for line in outcome.settlement.lines]
        return models.BriefMoney(
            document=document,
            total=self.totals(section.total),
            claims=claims,
            limits=[each for each in limits_out(section, self.language) if each.binds],
            **self.apart(section),
        )

    def brief_claim(self, outcome: Outcome, line: Line) -> models.BriefClaim:
        claim, clause, pays = line.claim, line.claim.clause.clause, line.comes_to
        stated = Bounds(claim.reckoned.low, claim.high)
        end = outcome.program.document.in_force.to or outcome.program.read_end
        return models.BriefClaim(
            document=outcome.program.document.id,
            clause=clause.id,
            cite=clause.cite,
            title=self.say(clause.words),
            outcome=_fate(line),
            nature=claim.nature,
            floor=yuan_text(pays.floor),
            ceiling=None if pays.ceiling is None else yuan_text(pays.ceiling),
            text=self.say(bounds_words(stated if line.gives_way else pays, claim.nature)),
            offices=list(clause.by),
            until=end.isoformat() if end else None,
            missing=list(dict.fromkeys((*claim.missing, *line.taken.missing))),
        )

    def input_note(self, doubt: Problem) -> models.InputNoteOut:
        return models.InputNoteOut(
            code=doubt.code,
            path=doubt.path,
            label=self.say(path_words(doubt.path, self.evaluation.applicant)),
            text=self.say(doubt.message),
            suggestion=self.say(doubt.suggestion) if doubt.suggestion else None,
            place=str(doubt.place) or None,
        )

    def applicant(self) -> models.ApplicantOut:
        applicant = self.evaluation.applicant
        return models.ApplicantOut(
            name=applicant.name,
            kind=str(applicant.kind),  # type: ignore[attr-defined]
            noun=self.say(applicant.noun),
            credit_code=applicant.credit_code,
            region=region_name(applicant.region) if applicant.region else None,
        )

    def document(self, outcome: Outcome) -> models.DocumentOut:
        document, loaded = outcome.program.document, outcome.program.file
        window, adopted_from = document.in_force, outcome.program.adopted_from
        return models.DocumentOut(
            id=document.id,
            title=self.say(document.words),
            number=document.number,
            status=document.status,
            standing=outcome.standing.value,
            standing_text=self.say(outcome.standing.words),
            in_force_from=window.from_.isoformat() if window.from_ else None,
            in_force_to=window.to.isoformat() if window.to else None,
            adopted_from=adopted_from.isoformat() if adopted_from else None,
            place=region_name(outcome.program.region) if outcome.program.region else loaded.rules.jurisdiction.name,
            rules=loaded.name,
            sha256=loaded.sha256,
        )

    def clause(self, outcome: Outcome, prepared: PreparedClause) -> models.ClauseOut:
        clause = prepared.clause
        found = outcome.found[clause.id]
        gives = prepared.payment.say if prepared.payment is not None else None
        content = clause.grants if isinstance(clause, Right) else clause.offers if isinstance(clause, Service) else None
        return models.ClauseOut(
            document=outcome.program.document.id,
            id=clause.id,
            kind=str(clause.kind),  # type: ignore[attr-defined]
            cite=clause.cite,
            title=self.say(clause.words),
            quote=list(clause.quote),
            offices=list(clause.by),
            verdict=VERDICTS[found[0]].value,
            restated=clause.restated,
            version=self.version(outcome, clause) if isinstance(clause, Tier) else None,
            score=self.score(outcome, prepared) if isinstance(clause, Tier) else None,
            force=prepared.force,
            binds=list(clause.binds) if isinstance(clause, Binding) else [],
            entry=self.say(ENTRIES[clause.entry]) if isinstance(clause, Offering) and clause.entry else None,
            quota=(clause.quota or None) if isinstance(clause, Offering) else None,
            window=window_of(clause, self.language),
            gives=self.say(gives) if gives else content,
            condition=self.tree(outcome, prepared),
            note=clause.note or None,
            not_computed=unsaid_out(outcome, prepared),
        )

    def score(self, outcome: Outcome, prepared: PreparedClause) -> ScoreOut | None:
        """Return the points of a tier that is judged by points."""
        key = outcome.program.document.id, prepared.clause.id
        if key not in self.scores:
            found = score_of(outcome.program, prepared, self.situation)
            self.scores[key] = None if found is None else score_out(found, self.language, self.path)
        return self.scores[key]

    def version(self, outcome: Outcome, tier: Tier) -> models.VersionOut:
        """Return whether a version of the conditions of a title judges the application, and why."""
        found = version_of(outcome.program, tier, self.situation)
        level = level_of(tier)
        return models.VersionOut(
            applies=found.applies,
            application=found.application.value,
            rank=tier.rank,
            level=level.id if level else None,
            valid=str(tier.valid) if tier.valid else None,
            why=self.say(found.why),
        )

    def tree(self, outcome: Outcome, prepared: PreparedClause) -> models.ConditionOut | None:
        """Return the conditions of a clause with what was found; clauses that share both share what is said of them."""
        found = outcome.found[prepared.clause.id]
        key = id(prepared.whole), id(found)
        if key not in self.trees:
            self.trees[key] = condition_out(prepared.whole, found, self.language, self.path)
        return self.trees[key]

    def path(self, path: str) -> Words:
        return path_words(path, self.evaluation.applicant, self.labels)

    def apart(self, section: Section) -> dict[str, Any]:
        """Return what stands beside the money that is payable to the applicant."""
        return {
            "not_computed": not_computed_out(section, self.language),
            "to_pay_back": back_out(section, self.language),
            "back_total": back_total_out(section, self.language),
            "to_others": others_out(section, self.language),
        }

    def section(self, section: Section) -> models.SectionOut:
        lines = [self.line(outcome, line) for outcome in section.outcomes for line in outcome.settlement.lines]
        return models.SectionOut(
            total=self.totals(section.total),
            lines=lines,
            limits=limits_out(section, self.language),
            **self.apart(section),
        )

    def adopted(self, section: Section) -> models.AdoptedOut:
        outcome = section.outcomes[0]
        inner = self.section(section)
        standing = self.say(outcome.standing.words)
        return models.AdoptedOut(
            total=inner.total,
            lines=inner.lines,
            limits=inner.limits,
            not_computed=inner.not_computed,
            to_pay_back=inner.to_pay_back,
            back_total=inner.back_total,
            to_others=inner.to_others,
            document=outcome.program.document.id,
            standing=standing,
        )

    def line(self, outcome: Outcome, line: Line) -> models.LineOut:
        claim, clause = line.claim, line.claim.clause.clause
        reckoned = claim.reckoned
        stated = Bounds(reckoned.low, claim.high)
        fate = _fate(line)
        received = line.taken.possible is None or line.taken.possible != Money.ZERO
        return models.LineOut(
            document=outcome.program.document.id,
            clause=clause.id,
            cite=clause.cite,
            title=self.say(clause.words),
            quote=list(clause.quote),
            offices=list(clause.by),
            verdict=VERDICTS[claim.truth].value,
            outcome=fate,
            nature=claim.nature,
            stated=self.bounds(stated),
            pays=self.bounds(line.comes_to),
            text=self.say(bounds_words(stated if line.gives_way else line.comes_to, claim.nature)),
            how=reckoned.how.say(self.language) if reckoned.how else None,
            recognised_on=reckoned.day.isoformat() if reckoned.day else None,
            window=window_of(clause, self.language),
            year=reckoned.year,
            suppressed_by=[
                models.SuppressedBy(
                    clause=other.claim.key,
                    title=self.say(other.claim.clause.clause.words),
                    rule=group.clause.cite if group.clause else "",
                    quote=list(group.clause.quote) if group.clause else [],
                    basis=group.clause.basis if group.clause else "system",
                )
                for at, group in line.suppressed_by
                for other in [outcome.settlement.lines[at]]
            ],
            payers=payers_out(line, self.language),
            already_received=self.bounds(Bounds(line.taken.certain, line.taken.possible)) if received else None,
            missing=list(dict.fromkeys((*claim.missing, *line.taken.missing))),
        )

    def bounds(self, bounds: Bounds) -> BoundsOut:
        return bounds_out(bounds, self.language)

    def totals(self, totals: Totals) -> TotalsOut:
        return totals_out(totals, self.language)

    def gain(self, granted: Entitlement) -> models.GainOut:
        clause = granted.prepared.clause
        return models.GainOut(
            document=granted.outcome.program.document.id,
            clause=clause.id,
            cite=clause.cite,
            title=self.say(clause.words),
            content=self.say(granted.content),
            quote=list(clause.quote),
            offices=list(clause.by),
            verdict=VERDICTS[granted.truth].value,
            now=granted.now,
        )

    def benchmark(self, outcome: Outcome, prepared: PreparedClause, clause: Benchmark) -> models.BenchmarkOut:
        from zjtx_rules.conditions.threshold import COMPARISONS, quantity  # noqa: PLC0415 - only for benchmarks

        fact = outcome.program.file.facts(str(self.evaluation.applicant.kind))[clause.fact]  # type: ignore[attr-defined]
        value, _ = fact.read(self.situation)
        reached = None if value is None else COMPARISONS[clause.bound][0](value, quantity(fact, clause.compared(fact)))
        said = COMPARISONS[clause.bound][1]
        return models.BenchmarkOut(
            document=outcome.program.document.id,
            clause=prepared.clause.id,
            cite=clause.cite,
            of=clause.of,
            figure=f"{self.say(fact.label)}{self.say(said)}{clause.figure}",
            own=None if value is None else value_text(value, self.language),
            reached=reached,
        )

    def missing(self) -> list[models.MissingOut]:
        ranked: list[tuple[Stake, Outcome]] = [
            (stake, outcome) for outcome in self.evaluation.outcomes for stake in stakes(outcome, self.situation)
        ]
        ranked.sort(key=lambda pair: (pair[1].section != PAYABLE, pair[0].rank))
        return [self.missing_out(stake, outcome) for stake, outcome in ranked]

    def missing_out(self, stake: Stake, outcome: Outcome) -> models.MissingOut:
        said: list[str] = []
        natures: tuple[Nature, ...] = ("fixed", "up_to")
        for nature, amount in zip(natures, (stake.fixed, stake.up_to), strict=True):
            if amount is None:
                said.append(self.say(Words("金额不设上限", "without limit")))
            elif amount != Money.ZERO:
                said.append(self.say(bounds_words(Bounds(amount, amount), nature)))
        return models.MissingOut(
            path=stake.path,
            label=self.say(self.path(stake.path)),
            clauses=[f"{outcome.program.document.id}:{each}" for each in stake.clauses],
            stake="；".join(said) or None,
            section=outcome.section,
        )

    def judgements(self, pairs: list[tuple[Outcome, PreparedClause]]) -> list[models.JudgementOut]:
        found = []
        for outcome, prepared in pairs:
            if outcome.found[prepared.clause.id][0] not in (REVIEW, 2) or outcome.section not in (PAYABLE, IF_ADOPTED):
                continue
            tree = self.tree(outcome, prepared)
            if tree is not None:
                found += [
                    models.JudgementOut(document=outcome.program.document.id, clause=prepared.clause.id, text=text)
                    for text in _to_judge(tree)
                ]
        return found

    def readings(self) -> list[models.ReadingOut]:
        shown = []
        for used in readings_used(self.evaluation):
            name = used.chosen[0] if isinstance(used.chosen, tuple) else used.chosen
            shown.append(
                models.ReadingOut(
                    document=used.outcome.program.document.id,
                    id=used.reading.id,
                    question=used.reading.question,
                    text=used.reading.text,
                    chosen=option_name(used.chosen),
                    label=used.reading.options[name],
                    default=used.chosen == used.reading.default,
                    alternatives=[
                        models.AlternativeOut(
                            option=each.option,
                            label=used.reading.options[each.option],
                            text=self.say(totals_words(each.totals)),
                            total=self.totals(each.totals),
                        )
                        for each in used.alternatives
                    ],
                )
            )
        return shown


def _says_money(section: Section) -> bool:
    """Whether a document says anything of money: something that is paid, or something that is not computed."""
    outcome = section.outcomes[0]
    paying = (each for each in outcome.program.clauses if each.payment is not None)
    if outcome.back.lines or outcome.others:
        return True
    return bool(outcome.settlement.lines) or any(each.clause.id in outcome.not_computed for each in paying)


def _fate(line: Line) -> str:
    if line.gives_way:
        return "suppressed"
    if not line.certain:
        return "open"
    return "nothing_left" if line.pays.ceiling == Money.ZERO else "paid"


def _to_judge(tree: models.ConditionOut) -> list[str]:
    """Return the innermost conditions that a person must judge."""
    if tree.verdict in ("met", "not_met"):
        return []
    inner = [text for part in tree.parts for text in _to_judge(part)]
    if inner:
        return inner
    return [tree.text] if tree.verdict == "review" else []


__all__ = ["NOT_MET", "as_document"]
