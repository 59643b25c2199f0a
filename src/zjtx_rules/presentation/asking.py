"""How an interview is said, in the terminal and on the page: the question, why it is asked, where the money stands."""

from __future__ import annotations

from zjtx_rules.analysis.asking import Interview, Question, Reason
from zjtx_rules.presentation.money import bounds_words, sum_words, totals_words
from zjtx_rules.reasoning.bands import BANDS
from zjtx_rules.reasoning.totals import Bounds
from zjtx_rules.terms import Money
from zjtx_rules.words import Language, Words

_SENTENCES: dict[str, Words] = {
    "recognitions": Words("取得过哪些称号？", "Which titles were obtained?"),
    "awards_received": Words("已经领过哪些奖励、补贴？", "Which awards and subsidies were received already?"),
    "tenants": Words("基地里有哪些企业，各取得过什么称号？", "Which enterprises are in the base, with which titles?"),
    "contracts": Words(
        "承接过哪些工业设计服务合同，各收到多少付款？", "Which design contracts were there, and what was paid on them?"
    ),
    "trainees": Words("培训过哪些人员，各多少人？", "Who was trained, and how many?"),
    "assessments": Words("各年度的考核结果如何？", "What were the results of the annual assessments?"),
    "registrations": Words("先后登记在哪里？", "Where was it registered, from when to when?"),
    "certificates": Words("通过了哪些管理体系认证？", "Which management systems are certified?"),
    "incidents": Words("发生过哪些事故，受过哪些处罚？", "Which accidents and penalties were there?"),
    "relocation": Words("是否从外地整体迁入？", "Did it move here from elsewhere?"),
    "legal_form": Words("是哪一类法人？", "What is it in law?"),
    "credit": Words("信用状况如何？", "What is its credit standing?"),
    "industry": Words("属于哪个行业？", "Which industry is it in?"),
}

_WHEN_RECOGNISED = Words(
    "被认定时是否已在本地登记？先后登记在哪里？",
    "Was it registered here when it was recognised? Where was it registered, from when to when?",
)

_REASONS = 4
"""How many clauses are named as reasons; of the others only how many there are."""


def sentence(question: Question, language: Language) -> str:
    """Return the question as it is put."""
    assumed_history = question.stage == "assumed" and question.key == "registrations"
    said = _WHEN_RECOGNISED if assumed_history else _SENTENCES.get(question.key)
    if said is None:
        said = Words(f"{question.label.zh}？", f"{question.label.en}?")
    if question.already:
        more = Words(
            f"除已写的{question.already}项外，还有没有？", f"Are there others than the {question.already} known?"
        )
        said = Words(said.zh + more.zh, f"{said.en} {more.en}")
    return said.say(language)


def reasons(question: Question, language: Language) -> list[str]:
    """Return why the question is asked: the clauses that wait for the answer, those with the most money first."""
    ordered = sorted(question.reasons, key=_most, reverse=True)
    said = [_reason(each, language) for each in ordered[:_REASONS]]
    if len(ordered) > _REASONS:
        rest = len(ordered) - _REASONS
        said.append(Words(f"另有{rest}项", f"and {rest} more").say(language))
    return said


def _most(reason: Reason) -> tuple[bool, Money]:
    sums = [each for each in (reason.fixed, reason.up_to) if each is not None]
    return len(sums) < 2, Money.total(sums)


def _reason(reason: Reason, language: Language) -> str:
    money = []
    if reason.fixed is None or reason.up_to is None:
        money.append(Words("金额不设上限", "without limit"))
    if reason.fixed not in (None, Money.ZERO):
        assert reason.fixed is not None  # noqa: S101 - for the type checker
        money.append(sum_words(reason.fixed))
    if reason.up_to not in (None, Money.ZERO):
        assert reason.up_to is not None  # noqa: S101 - likewise
        money.append(bounds_words(Bounds(reason.up_to, reason.up_to), "up_to"))
    sums = [each.say(language) for each in money]
    title, source = reason.title.say(language), f"{reason.document.say(language)} {reason.cite}"
    if language == "en":
        return f"{title} ({source})" + (f": {'; '.join(sums)}" if sums else "")
    return f"{title}（{source}）" + (f"：{'；'.join(sums)}" if sums else "")


def money_now(interview: Interview, language: Language) -> list[tuple[str, str]]:
    """Return where the money stands: what can be claimed, and what each draft would give, with its name."""
    awards = interview.evaluation.awards
    said = [(BANDS["claim"].say(language), totals_words(awards.payable.total).say(language))]
    for section in awards.if_adopted:
        outcome = section.outcomes[0]
        if outcome.settlement.lines:
            name = f"{BANDS['if_adopted'].say(language)}：{outcome.program.document.words.say(language)}"
            said.append((name, totals_words(section.total).say(language)))
    return said
