"""The headings and small words of an answer, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Offering, Tier
from zjtx_rules.language.kept import kept
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.presentation.answer_parts import BoundsOut, UnsaidOut
from zjtx_rules.presentation.models import SectionOut
from zjtx_rules.reasoning.evaluation import Evaluation
from zjtx_rules.terms import region_name
from zjtx_rules.terms.truth import Verdict
from zjtx_rules.words import Language, Words

MARKS = {"met": "✓", "not_met": "✗", "unknown": "?", "review": "◇"}
"""The mark of each verdict."""

ANSWER = {
    "unnamed": Words("未具名", "unnamed"),
    "as_of": Words("评估日", "as of"),
    "payable": Words("可申领", "can be claimed"),
    "if_adopted": Words("若照此施行（不计入现在可得）", "if adopted (not part of what is payable)"),
    "accrued": Words("可能的遗留权益（现在不支付）", "possibly accrued (not payable now)"),
    "not_yet": Words("尚未施行（现在不支付）", "not yet in force (not payable now)"),
    "eligibility": Words("资格", "eligibility"),
    "rights": Words("权利", "rights"),
    "services": Words("服务", "services"),
    "support": Words("未写金额的支持", "support without a figure"),
    "benchmarks": Words("对标（不是条件）", "benchmarks (never a condition)"),
    "missing": Words("缺少的事实，按涉及金额排列", "missing facts, by the money that hangs on them"),
    "judgements": Words("须由人判断", "for a person to judge"),
    "readings": Words("采用的解读", "readings"),
    "notes": Words("提示", "notes"),
    "documents": Words("所据文件", "documents"),
    "recognised_on": Words("认定日期", "recognised on"),
    "how": Words("算法：", "reckoned: "),
    "gives_way": Words("让位于", "gives way to "),
    "may_give_way": Words("可能让位于", "may give way to "),
    "by_system": Words("文件未作规定，依本系统通则就高不就低", "the document is silent; this system's rule"),
    "received": Words("已领并扣减：", "received before and taken off: "),
    "unlimited": Words("未知", "unknown"),
    "value": Words("现为 ", "is "),
    "lacks": Words("缺 ", "lacks "),
    "lacks_this": Words("缺此事实", "lacks this fact"),
    "refers": Words("符合“", "'"),
    "count": Words("{}项", "{} items"),
    "open_count": Words("，另有{}项待定", ", {} more open"),
    "no_claim": Words("（不能据此申领）", " (nothing to claim)"),
    "go_to": Words("找：", "go to: "),
    "restated": Words("转述，未引原文", "restated, not quoted"),
    "until": Words("施行至", "in force until "),
    "discretion": Words("可以，由部门酌定", "may be granted, at the discretion of the office"),
    "quota": Words("名额", "quota "),
    "window": Words("申报时间", "apply "),
    "ended": Words("已过施行期（现在不可得）", "no longer in force (not available now)"),
    "open": Words("待定的{}项：", "{} open:"),
    "elsewhere": Words("不涉及金额的另有{}项（现在不可得）", "{} more without money (not available now)"),
    "see_full": Words("，用 --full 查看", ", see --full"),
    "others": Words("其余条款，逐条附原因", "all other clauses, each with the reason"),
    "not_met": Words("不满足", "not met"),
    "more": Words("……还有{}项，用 --full 查看", "… {} more, see --full"),
    "own": Words("本主体", "own figure"),
    "unknown_value": Words("未知", "unknown"),
    "stake": Words("涉及", "at stake: "),
    "section_if_adopted": Words("若照此施行", "if adopted"),
    "section_accrued": Words("遗留权益", "accrued"),
    "section_not_yet": Words("尚未施行", "not yet in force"),
    "default": Words("默认", "default"),
    "chosen": Words("调用者选定", "chosen by the caller"),
    "back": Words("应退回（不与可得的相抵）", "to be paid back (never netted)"),
    "to_others": Words("支付给他人（不计入申请主体可得）", "paid to others (no part of what the applicant gets)"),
    "paid_by": Words("由", "paid by "),
    "each_of_them": Words("每家", "each "),
    "received_and_kept": Words("已领而未退 ", "received and not paid back "),
    "not_computed": Words("未计算", "not computed"),
    "and_not_computed": Words("另有{}项未计算", "{} more not computed"),
    "open_end": Words("未写明", "not stated"),
    "hash": Words("规则校验值", "hash of the rules"),
}

LINE_OUTCOME = {
    "paid": Words("支付", "paid"),
    "would_be_paid": Words("可得，但现在不支付", "would be paid, not payable now"),
    "suppressed": Words("不重复，不支付", "suppressed, not paid"),
    "nothing_left": Words("已无可付", "nothing left to pay"),
    "open": Words("未定", "open"),
    "may_give_way": Words("未定，可能因不重复而不支付", "open: it may give way and not be paid"),
}


def outcome_words(outcome: str, verdict: str, *, payable: bool = True) -> Words:
    """Say what became of a line; an award that is met and not certain to be paid may give way to another."""
    if outcome == "open" and verdict == "met":
        return LINE_OUTCOME["may_give_way"]
    return LINE_OUTCOME["would_be_paid" if outcome == "paid" and not payable else outcome]


KIND = {
    "tier": Words("资格", "eligibility"),
    "award": Words("奖励", "award"),
    "subsidy": Words("补贴", "subsidy"),
    "right": Words("权利", "right"),
    "service": Words("服务", "service"),
    "flag": Words("提示", "flag"),
    "target": Words("目标", "target"),
    "benchmark": Words("对标", "benchmark"),
    "duty": Words("工作任务", "duty"),
    "no_duplication": Words("不重复规则", "no duplication"),
    "limit": Words("限额", "limit"),
    "recovery": Words("收回", "recovery"),
}


def bounds_text(bounds: BoundsOut, language: Language) -> str:
    """Return a sum, or both of its ends."""
    if bounds.ceiling == bounds.floor:
        return bounds.floor.text
    return f"{bounds.floor.text}—{bounds.ceiling.text if bounds.ceiling else ANSWER['unlimited'].say(language)}"


def total_said(section: SectionOut, language: Language) -> str:
    """Return a total, and how many clauses are not computed and so in no total."""
    count = len(section.not_computed)
    more = f"；{ANSWER['and_not_computed'].say(language).format(count)}" if count else ""
    return f"{section.total.text}{more}"


def unsaid_words(unsaid: Iterable[UnsaidOut], language: Language) -> str:
    """Return what rule files cannot say: the words of the text, and why."""
    said = "；".join(f"“{each.words}”：{each.reason}" for each in unsaid)
    return f"{ANSWER['not_computed'].say(language)}（{said}）"


def window_of(clause: Clause, language: Language) -> str | None:
    """Say when one can apply under a clause; None where its text does not say."""
    if not isinstance(clause, Offering | Tier) or not clause.window:
        return None
    return Words("，", ", ").say(language).join(each.words.say(language) for each in clause.window)


def say_verdict(verdict: str, language: Language) -> str:
    """Return a verdict in words."""
    return Verdict(verdict).words.say(language)


def about_of(evaluation: Evaluation, language: Language) -> str:
    """Return who is asked about, and as of which day."""
    applicant = evaluation.applicant
    place = region_name(applicant.region) if applicant.region else None
    details = [applicant.name, applicant.noun.say(language), place]
    day = f"{ANSWER['as_of'].say(language)} {evaluation.as_of.isoformat()}"
    return " · ".join([each for each in details if each] + [day])


def declared_labels(rules: RuleSet) -> dict[str, Words]:
    """Return what rule files call the facts, lists and judgements that they declare, by their names in paths; made once."""
    return kept(rules, "labels", 1).get((), lambda: _labels(rules.files))


def _labels(files: Iterable[LoadedFile]) -> dict[str, Words]:
    labels: dict[str, Words] = {}
    for loaded in files:
        labels |= loaded.judgements
        labels |= {each.id: each.asked_as for each in loaded.rules.facts}
        for listed in loaded.lists():
            labels[listed.collection] = listed.label
            labels |= {f"{listed.collection}.{name}": each.fact.label for name, each in listed.fields.items()}
    return labels
