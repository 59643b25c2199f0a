"""How the figures of a run over a population are said: money in both natures, counts, and the caveats that go with them."""

from __future__ import annotations

from decimal import Decimal

from zjtx_rules.payments.base import Nature
from zjtx_rules.populations.models import Simulation, Span, Sums
from zjtx_rules.presentation.money import bounds_words, sum_words
from zjtx_rules.reasoning.totals import Bounds
from zjtx_rules.terms import Money
from zjtx_rules.words import Language, Words

SECTIONS = {
    "payable": Words("现在可得", "payable now"),
    "if_adopted": Words("若照此施行", "if adopted"),
    "accrued": Words("已过施行期，可能已产生", "accrued under a document that has ended"),
    "not_yet": Words("尚未施行", "not yet in force"),
}

TITLE = Words("政策测算", "What the rules would cost")


def money_of(fen: int) -> Money:
    """Return a sum in whole 分 as money, exactly."""
    return Money(Decimal(fen).scaleb(-2))


def span_said(span: Span, nature: str | None, language: Language) -> str:
    """Return what a sum can turn out to be; 0元 where there is none, as for `sums_said`."""
    return (
        _span_words(span, "up_to" if nature == "up_to" else "fixed").say(language) if span.any else _nothing(language)
    )


def sums_said(sums: Sums, language: Language) -> str:
    """Return stated sums and ceilings side by side, never added."""
    said = [_span_words(getattr(sums, nature), nature) for nature in _NATURES if getattr(sums, nature).any]
    if not said:
        return _nothing(language)
    if len(said) == 1:
        return said[0].say(language)
    return Words(
        f"定额{said[0].zh}；另有上限类{said[1].zh}（两类不相加）",
        f"stated sums: {said[0].en}; besides, ceilings: {said[1].en} (the two are not added)",
    ).say(language)


def _nothing(language: Language) -> str:
    return sum_words(Money.ZERO).say(language)


_NATURES: tuple[Nature, Nature] = ("fixed", "up_to")


def _span_words(span: Span, nature: Nature) -> Words:
    bounds = Bounds(money_of(span.floor), None if span.ceiling is None else money_of(span.ceiling))
    said = bounds_words(bounds, nature)
    if span.others is None:
        return said
    rest = bounds_words(Bounds(money_of(span.floor), money_of(span.others)), nature)
    count = count_said(span.without_limit)
    return Words(
        f"{rest.zh}，另有{count}个主体上限未知",
        f"{rest.en}, and {count} applicant(s) without a known limit",
    )


def count_said(number: int) -> str:
    """Return a count with its thousands apart."""
    return f"{number:,}"


def share_said(part: int, whole: int) -> str:
    """Return a share in per cent with one place, rounded half up; a dash of nothing."""
    if not whole:
        return "—"
    tenths = (part * 2000 + whole) // (whole * 2)
    return f"{tenths // 10}.{tenths % 10}%"


def rules_said(rules: tuple[str, ...], digest: str, language: Language) -> str:
    """Return the names of rule files with the beginning of their hash."""
    return aside("、".join(rules) if language == "zh" else ", ".join(rules), digest[:12], language)


def aside(text: str, more: str, language: Language) -> str:
    """Return a text with another in brackets behind it."""
    return f"{text} ({more})" if language == "en" else f"{text}（{more}）"


def labelled(label: str, text: str, language: Language) -> str:
    """Return a text behind its label."""
    return f"{label}: {text}" if language == "en" else f"{label}：{text}"


def placeless(simulation: Simulation) -> Words | None:
    """Say of how many applicants the place is not known; None where it is known of all."""
    unknown, all_ = simulation.without_place, simulation.applicants - simulation.with_problems
    if not unknown:
        return None
    number = count_said(unknown)
    who = "没有“所在地”：谁在本地都不知道" if unknown == all_ else f"{number}个主体没有写所在地，在不在本地不知道"
    whose = "No place is given for anybody" if unknown == all_ else f"No place is given for {number} applicant(s)"
    return Words(
        f"{who}；限于本地的条款对其待定，金额区间的上限把它们全部算在内。",
        f"{whose}: what is for applicants here is undetermined for them, and the ceilings count all of them in.",
    )


def caveats(simulation: Simulation, language: Language) -> list[str]:
    """Return what a reader must know before believing a figure."""
    said = []
    if simulation.synthetic:
        said.append(
            Words(
                "合成数据：以下各数不是任何地方的实际情况。", "Synthetic data: no figure below describes a real place."
            )
        )
    if simulation.with_problems:
        number = count_said(simulation.with_problems)
        said.append(
            Words(
                f"{number}个主体的数据有误，未予测算，也未计入任何一项；详见“数据问题”。",
                f"{number} applicant(s) have problems in their rows: they are in none of the figures; see 'problems'.",
            )
        )
    unknown = placeless(simulation)
    if unknown is not None:
        said.append(unknown)
    said.append(
        Words(
            "“最高…”是支付上限，不是应付额；与定额分开列示，两类不相加。区间的下限是确定的部分，上限是缺失信息和人工判断都有利时的部分。",
            "'up to' is a ceiling, not a sum owed; it stands apart from stated sums and is never added to them. The floor of a "
            "range is certain, its ceiling holds if everything missing or left to judgement turns out well.",
        )
    )
    said.append(
        Words(
            "符合：满足条款的全部条件；支付：就高不就低之后入选（已领奖补不明的，金额下限可能是0）；让位：符合但不重复支付；待定：金额取决于缺失的信息或人工判断。",
            "met: all conditions hold; paid: chosen among competing awards (with a floor of 0 where it is not known what was "
            "received before); gives way: met, but not paid twice; undetermined: the money hangs on missing facts or judgement.",
        )
    )
    said += [Words(each.zh, each.en) for each in simulation.notes]
    for note in simulation.input_notes:
        zh, en = note.message.zh, note.message.en
        said.append(Words(f"{note.place}“{note.column}”：{zh}", f"{note.place} '{note.column}': {en}"))
    return [each.say(language) for each in said]
