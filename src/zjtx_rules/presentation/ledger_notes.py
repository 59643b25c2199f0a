"""What a person should be told of the money received before: what other governments paid, what came too late, slips."""

from __future__ import annotations

from zjtx_rules.profile.occasion import period_of
from zjtx_rules.profile.records import AwardReceived
from zjtx_rules.reasoning.evaluation import Evaluation, Outcome
from zjtx_rules.reasoning.ledger import same_place, why_not_counted
from zjtx_rules.reasoning.references import directory_of
from zjtx_rules.terms import region_name
from zjtx_rules.words import Words

_REASONS = {
    "matter": Words("是为另一年度或另一次认定发的", "it was for another year or another recognition"),
    "subsidy": Words("是补贴，与奖励不相抵", "it is a subsidy, which is not set off against awards"),
    "clause": Words("所依的条款与应发的各项不相抵", "what it was paid under is not set off against what is due"),
    "title": Words("与应发的各项不是同一事项，也不竞合", "it was for something that does not compete with what is due"),
}


def not_deducted(outcome: Outcome, evaluation: Evaluation) -> list[Words]:
    """Say of every entry that counts against nothing that a document pays why it does not: another government's, or not for it."""
    lines, program = outcome.settlement.lines, outcome.program
    ledger = evaluation.applicant.awards_received or ()
    if program.region is None or not lines or not ledger:
        return []
    counted = {index for line in lines for index in line.taken.entries}
    name = f"《{program.document.title}》"
    notes = []
    for index, entry in enumerate(ledger):
        if index in counted or _later(entry, evaluation):
            continue
        zh = f"{entry.amount or '金额未知'}"
        en = entry.amount.english() if entry.amount else "an unknown sum"
        if entry.payer is not None and not same_place(entry.payer, program.region):
            payer = region_name(entry.payer)
            notes.append(
                Words(
                    f"另有{payer}发放的{zh}，不属本级，列出但不扣减。",
                    f"Besides, {en} was paid by {payer}: another government, reported and not deducted.",
                )
            )
            continue
        why = _REASONS[why_not_counted(entry, [line.claim for line in lines], program)]
        notes.append(
            Words(
                f"{name}：已领奖补第{index + 1}项（{zh}）没有扣减：{why.zh}。",
                f"'{program.document.english or program.document.title}': entry {index + 1} of the awards received ({en}) "
                f"is not deducted: {why.en}.",
            )
        )
    return notes


def silent_on(outcome: Outcome) -> list[Words]:
    """Say where the rule file leaves open how often an award is paid, or what becomes of fractions of a 分, and it matters."""
    notes = []
    for line in outcome.settlement.lines:
        claim, clause = line.claim, line.claim.clause
        words = clause.clause.words
        whole = clause.payment is not None and clause.payment.whole
        if line.taken.own and clause.frequency is None and claim.reckoned.untitled and not whole:
            notes.append(
                Words(
                    f"“{words.zh}”：规则文件没有写明是一次性还是每年（frequency），领过的按同一件事扣减；"
                    "若是每年发放，以前年度领过的不扣。",
                    f"'{words.en}': the rule file does not say whether it is paid once or yearly (frequency); what was received "
                    "is taken off as for the same thing. If it is yearly, money of earlier years is not.",
                )
            )
        if any(amount is not None and amount.yuan != round(amount.yuan, 2) for amount in (claim.low, claim.high)):
            notes.append(
                Words(
                    f"“{words.zh}”的金额有不足一分的部分；文件没有写怎么舍入（settings 的 rounding），照算不舍入。",
                    f"'{words.en}' comes to fractions of a 分; the document does not say how to round (rounding): it is exact.",
                )
            )
    return notes


def _later(entry: AwardReceived, evaluation: Evaluation) -> bool:
    begins = None if entry.occasion is None else period_of(entry.occasion)[0]
    return any(day is not None and day > evaluation.as_of for day in (entry.date, begins))


def ledger_notes(evaluation: Evaluation) -> list[Words]:
    """Return what a person should know of the entries of the ledger: which came too late to count, which name no clause there is."""
    ledger = evaluation.applicant.awards_received or ()
    directory = directory_of(evaluation.rules)
    kind: str = evaluation.applicant.kind  # type: ignore[attr-defined]
    notes = []
    if ledger and not any(outcome.settlement.lines for outcome in evaluation.outcomes):
        notes.append(
            Words(
                "没有应发的奖补，已领奖补无从扣减。",
                "Nothing is due from which the awards received could be deducted.",
            )
        )
    for number, entry in enumerate(ledger, start=1):
        if _later(entry, evaluation):
            if entry.date is None or entry.date <= evaluation.as_of:  # of a day ahead the notes on the input speak
                notes.append(
                    Words(
                        f"已领奖补第{number}项的所属期（{entry.occasion}）在评估日之后，没有计入。",
                        f"Entry {number} of the awards received is for {entry.occasion}, after the as-of day: not counted.",
                    )
                )
            continue
        reference = directory.resolve(entry, kind)
        if reference.problem is not None:
            hint = reference.suggestion or Words("", "")
            fallback = (
                Words("按该文件的同类资金计", "it counts as such money under the document")
                if reference.clauses
                else Words("按称号和级别计", "it counts by title and level")
                if entry.title is not None
                else Words("没有写称号，可能计入也可能不计入", "without a title it may count or not")
            )
            notes.append(
                Words(
                    f"已领奖补第{number}项：{reference.problem.zh}，{fallback.zh}。{hint.zh}",
                    f"Entry {number} of the awards received: {reference.problem.en}; {fallback.en}. {hint.en}".rstrip(),
                )
            )
    return notes
