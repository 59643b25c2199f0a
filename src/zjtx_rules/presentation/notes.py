"""What a person should be told beside the answer: standings, accrued claims, silent documents, flags, money from elsewhere."""

from __future__ import annotations

from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.language.clauses import Flag, Tier
from zjtx_rules.language.documents import Standing
from zjtx_rules.presentation.ledger_notes import ledger_notes, not_deducted, silent_on
from zjtx_rules.presentation.money import totals_words
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.choices import LegalForm
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.assumed_here import assumed_here
from zjtx_rules.reasoning.evaluation import IF_ADOPTED, Evaluation, Outcome
from zjtx_rules.terms import TITLES, Money, region_name
from zjtx_rules.terms.places import EXAMPLES
from zjtx_rules.terms.region_table import full_name, table
from zjtx_rules.terms.truth import MET, NOT_MET, VERDICTS
from zjtx_rules.words import Words


def _individual(evaluation: Evaluation) -> list[Words]:
    """Say how an individual business is treated, where there is money for enterprises."""
    applicant = evaluation.applicant
    of_money = any(outcome.settlement.lines for outcome in evaluation.outcomes)
    if applicant.legal_form is not LegalForm.INDIVIDUAL_BUSINESS or not of_money:
        return []
    return [
        Words(
            "法人类型是个体工商户：按企业对待，企业的奖励和就高不就低都适用；文本只写“企业”，请向主管部门核实。",
            "An individual business is treated as an enterprise, for the awards and for the rule on duplication alike; "
            "the texts only say enterprises: to be verified.",
        )
    ]


def notes_of(evaluation: Evaluation) -> list[Words]:
    """Return the notes, document by document."""
    notes = _place(evaluation.applicant)
    situation = Situation.of(evaluation.applicant, evaluation.as_of)
    for outcome in evaluation.outcomes:
        notes += _standing(outcome)
        notes += _accrued(outcome)
        notes += _silent(outcome)
        notes += _wide(outcome)
        notes += _earlier(outcome, evaluation)
        notes += _brought_along(outcome, situation)
        notes += _always_here(outcome, evaluation)
        notes += _new_since(outcome)
        notes += _eligibility(outcome)
        notes += _flags(outcome)
        notes += not_deducted(outcome, evaluation)
        notes += silent_on(outcome)
    return list(dict.fromkeys([*notes, *_individual(evaluation), *ledger_notes(evaluation)]))


def _place(applicant: Applicant) -> list[Words]:
    """Say how a place is understood that has no code of today: a former one, and a zone known by its name only."""
    notes = []
    place = applicant.region
    if place is not None and "/" in place and not place.startswith(EXAMPLES):
        outer, _, name = place.rpartition("/")
        notes.append(
            Words(
                f"“{name}”没有区划代码，按属于{region_name(outer)}处理；在其中哪个县区不知道。",
                f"'{name}' has no code of its own: it counts as lying in {region_name(outer)}, in which county of it is not known.",
            )
        )
    registered = [each.region for each in getattr(applicant, "registrations", None) or () if each.until is None]
    for code in dict.fromkeys((place, *registered)):
        former = table().retired.get(code or "")
        if former is not None:
            today = "、".join(full_name(each) for each in sorted(former.today))
            notes.append(
                Words(
                    f"{full_name(former.code)}（代码{former.code}）{former.ended}年已撤销或改码，今属{today}。",
                    f"{full_name(former.code)} (code {former.code}) went out of use in {former.ended}; today it is {today}.",
                )
            )
    return notes


def _wide(outcome: Outcome) -> list[Words]:
    if outcome.settlement.whole:
        return []
    name = _name(outcome)
    return [
        Words(
            f"{name.zh}：缺少的事实可能的组合过多，未逐一核对，金额区间可能偏宽（不会偏窄）。",
            f"{name.en}: what is missing could turn out in too many ways to look at each; the range of the money may be "
            "wider than need be, never narrower.",
        )
    ]


def _name(outcome: Outcome) -> Words:
    document = outcome.program.document
    number = f"（{document.number}）" if document.number else ""
    return Words(f"《{document.title}》{number}", document.english or document.title)


def _standing(outcome: Outcome) -> list[Words]:
    name, window = _name(outcome), outcome.program.document.in_force
    end = window.to or outcome.program.read_end
    if outcome.standing is Standing.DRAFT:
        return [
            Words(
                f"{name.zh}是征求意见稿，现在不产生任何给付或权利。", f"{name.en} is a draft: nothing is payable now."
            )
        ]
    if outcome.standing is Standing.TEMPLATE:
        bound = region_name(outcome.program.region) if outcome.program.region else None
        place = f"，按“{bound}”代入“本市”" if bound else "，“本市”未指定（用 --adopting 指定地区）"
        return [
            Words(
                f"{name.zh}是模板，未由任何地方施行{place}；所列金额仅为“若照此施行”。",
                f"{name.en} is a template that no place has adopted: amounts are only what it would give if adopted.",
            )
        ]
    if outcome.standing is Standing.ENDED:
        return [
            Words(
                f"{name.zh}施行期至{end}，评估日已在其后，现在不支付。",
                f"{name.en} was in force until {end}; as of this day it pays nothing.",
            )
        ]
    if outcome.standing is Standing.NOT_YET:
        return [
            Words(
                f"{name.zh}自{window.from_}起施行，评估日尚在其前，现在不支付。",
                f"{name.en} is in force from {window.from_}; as of this day it pays nothing.",
            )
        ]
    if end is None:
        return [Words(f"{name.zh}未写明施行截止日期。", f"{name.en} states no end of its validity.")]
    return []


def _accrued(outcome: Outcome) -> list[Words]:
    totals = outcome.totals
    if outcome.section != "accrued" or not (totals.fixed.ceiling != Money.ZERO or totals.up_to.ceiling != Money.ZERO):
        return []
    name, said = _name(outcome), totals_words(totals)
    return [
        Words(
            f"{name.zh}：认定在施行期内而当时未申领的，可能存在遗留权益（{said.zh}），请向主管部门核实。",
            f"{name.en}: recognised within the validity but not claimed then: a claim may have accrued ({said.en}).",
        )
    ]


def _silent(outcome: Outcome) -> list[Words]:
    if not outcome.settlement.lines:
        return []
    return [
        Words(
            f"{_name(outcome).zh}本身没有“不重复奖励”条款；此处依本系统通则按就高不就低处理。",
            f"{_name(outcome).en} has no rule on duplication of its own; the highest award is taken by this system's rule.",
        )
        for group in outcome.program.groups
        if group.clause is not None
        and group.clause.basis == "system"
        and any(line.claim.key in group.members for line in outcome.settlement.lines)
    ]


def _earlier(outcome: Outcome, evaluation: Evaluation) -> list[Words]:
    """Note the year of the recognition, where that is before the as-of year; an instalment may be of a later year."""
    return [
        Words(
            f"“{line.claim.clause.clause.title}”：认定在{day.year}年，早于评估年度；施行期内未申领的仍可申领，请核实。",
            f"'{line.claim.clause.clause.words.en}': recognised in {day.year}, before the year asked for; "
            "still claimable while the plan is in force, to be verified.",
        )
        for line in outcome.settlement.lines
        if line.chosen
        and line.pays.ceiling != Money.ZERO
        and not line.taken.own
        and outcome.section == "payable"
        and (day := line.claim.reckoned.day) is not None
        and day.year < evaluation.as_of.year
    ]


def _brought_along(outcome: Outcome, situation: Situation) -> list[Words]:
    """Name the titles that were brought along: recognised while the applicant was registered in another place."""
    program = outcome.program
    if program.located.decide(situation) == NOT_MET:
        return []
    recognitions = situation.recognitions or ()
    place = region_name(program.region) if program.region else program.file.rules.jurisdiction.name
    declared = isinstance(program.document.settings.registered_at_recognition, ByReading)
    zh, en = ("；另一种解读的结果见“采用的解读”", "; for another reading see the readings") if declared else ("", "")
    return [
        Words(
            f"{TITLES[each.title].label}（{each.date}）认定之日企业登记在{place}以外，不作为本地的认定计奖{zh}。",
            f"'{TITLES[each.title].english}' ({each.date}) was given while the enterprise was registered outside {place} "
            f"and is not counted as a recognition here{en}.",
        )
        for index, each in enumerate(recognitions)
        if any(
            prepared.elsewhere is not None and prepared.elsewhere(recognitions, index, situation.as_of)[0] == MET
            for prepared in program.recognising
        )
    ]


def _always_here(outcome: Outcome, evaluation: Evaluation) -> list[Words]:
    """Name what is assumed where the profile says nothing of where the enterprise was registered."""
    if not assumed_here(outcome, evaluation.applicant):
        return []
    return [
        Words(
            "资料没有登记沿革和迁入情况，按认定之日已在本地登记计算。",
            "The profile gives no registration history and no relocation: taken to have been registered here when recognised.",
        )
    ]


def _new_since(outcome: Outcome) -> list[Words]:
    """Say from when a title is new under a draft or template, which states no beginning of its own."""
    program = outcome.program
    if outcome.section != IF_ADOPTED:
        return []
    if program.adopted_from is not None:
        day = program.adopted_from
        return [
            Words(
                f"{_name(outcome).zh}按自{day}起施行计：此前的认定不算。",
                f"{_name(outcome).en} is taken to be in force from {day}: earlier recognitions do not count.",
            )
        ]
    if program.window[0] is not None or not any(each.claim.reckoned.day for each in outcome.settlement.lines):
        return []
    return [
        Words(
            f"{_name(outcome).zh}未写施行日期，任何时候的认定均计；可指定自何日起施行（--adopted-from）。",
            f"{_name(outcome).en} states no first day: a recognition of any time counts; a first day may be given (--adopted-from).",
        )
    ]


def _eligibility(outcome: Outcome) -> list[Words]:
    """Flag a tier that is not met beside an award that does not hang on it (日照 二.2 beside 三（一）2)."""
    if not outcome.settlement.lines:
        return []
    return [
        Words(
            f"{each.clause.cite}“{each.clause.title}”：{VERDICTS[outcome.found[each.clause.id][0]].words.zh}。"
            "它与奖励分别判断，默认不作为奖励的前提。",
            f"{each.clause.cite} '{each.clause.words.en}': {VERDICTS[outcome.found[each.clause.id][0]].words.en}. "
            "It is judged apart and is by default no condition of the awards.",
        )
        for each in outcome.program.clauses
        if isinstance(each.clause, Tier) and each.clause.id == "pool" and outcome.found[each.clause.id][0] != MET
    ]


def _flags(outcome: Outcome) -> list[Words]:
    return [
        Words(each.clause.say, each.clause.words.en)
        for each in outcome.program.clauses
        if isinstance(each.clause, Flag) and outcome.found[each.clause.id][0] == MET
    ]
