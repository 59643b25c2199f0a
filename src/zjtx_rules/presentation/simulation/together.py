"""What hangs on all applicants together, as it is said: the figures, who is undecided, who ties, and each firm before and after."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.populations.models import OverAll, Span, Together
from zjtx_rules.presentation.blocks.models import Table
from zjtx_rules.presentation.money import bounds_words
from zjtx_rules.presentation.simulation.sayings import count_said, labelled, money_of, sums_said
from zjtx_rules.reasoning.totals import Bounds
from zjtx_rules.words import Language, Words

SHOWN = 50
"""How many applicants a report for reading lists; the others stand in the JSON, the workbook and the file of answers."""
FIGURES = {
    "sum": Words("合计", "total"),
    "count": Words("家数", "number"),
    "rank": Words("名次", "rank"),
}


def figure_cells(figure: OverAll, language: Language) -> tuple[str, ...]:
    """Return a figure as a row: its name, the clause, which figure, what it comes to, who counts, who is undecided."""
    return (
        figure.label.say(language),
        figure.clause,
        FIGURES[figure.figure].say(language),
        span_said(figure, language),
        count_said(figure.members),
        count_said(figure.undecided),
    )


def span_said(figure: OverAll, language: Language) -> str:
    """Return what a figure comes to, where it is the same for all."""
    if figure.least is None and figure.most is None:
        return Words("各主体不同", "differs").say(language)
    if figure.least == figure.most and figure.least is not None:
        return figure.least
    unknown = Words("不知上限", "no known limit").say(language)
    return f"{figure.least}—{figure.most if figure.most is not None else unknown}"


def together_parts(
    together: Together, language: Language
) -> Iterator[tuple[str, str, int, tuple[str, ...], Table | None]]:
    """Yield the parts of the report on what hangs on all applicants: id, heading, level, lines, table."""

    def said(zh: str, en: str) -> str:
        return Words(zh, en).say(language)

    lines = [
        said(
            "这些数单独一家不知道，由这一批主体算出；名单已写明的（已公布的），照所写的用。",
            "Nobody has these figures alone: they were reckoned over this population, or taken as the list states them.",
        ),
        labelled(said("单独一家时合计", "everybody asked alone"), sums_said(together.alone, language), language),
        labelled(said("算出之后合计", "once they are known"), sums_said(together.after, language), language),
    ]
    for each in together.figures:
        lines += figure_notes(each, language)
    heads = said("事实|依据条款|类别|数|计入|待定", "fact|clause|figure|comes to|count|undecided").split("|")
    rows = tuple(figure_cells(each, language) for each in together.figures)
    heading = said("由全部主体算出的数", "figures over all applicants")
    yield "together", heading, 2, tuple(lines), Table(tuple(heads), rows, 4)
    shown = together.applicants[:SHOWN]
    rest = len(together.applicants) - len(shown) + together.not_listed
    more = (
        (
            said(
                f"另有{count_said(rest)}个，见 --out 的结果文件。",
                f"{count_said(rest)} more stand in the file of --out.",
            ),
        )
        if rest
        else ()
    )
    heads = said("主体|单独一家时|算出之后", "applicant|alone|after").split("|")
    firms = tuple((each.applicant, sums_said(each.alone, language), sums_said(each.after, language)) for each in shown)
    yield (
        "before_and_after",
        said("各主体前后", "each applicant, before and after"),
        3,
        more,
        Table(tuple(heads), firms),
    )


def budget_said(budget: int, paid: Span, clause: str) -> Words:
    """Return what a clause leaves of a budget, or by how much it goes beyond.

    >>> budget_said(3000_0000, Span(floor=1800_0000, ceiling=1800_0000), "award.a").zh
    '预算30万元，award.a 支付18万元，余12万元，规则没有再分配'
    """
    whole, sums = (
        money_of(budget),
        bounds_words(Bounds(money_of(paid.floor), None if paid.ceiling is None else money_of(paid.ceiling)), "fixed"),
    )
    zh, en = f"预算{whole}，{clause} 支付{sums.zh}", f"budget {whole.english()}, {clause} pays {sums.en}"
    if paid.floor > budget:
        over = money_of(paid.floor - budget)
        at_least = "" if paid.certain else "至少"
        return Words(
            f"{zh}，{at_least}超出{over}", f"{en}: beyond it by {'' if paid.certain else 'at least '}{over.english()}"
        )
    if paid.ceiling is None or paid.ceiling > budget:
        return Words(f"{zh}，会不会超出待定", f"{en}: whether that is beyond it is open")
    left = money_of(budget - paid.ceiling)
    if paid.certain and paid.ceiling == budget:
        return Words(f"{zh}，恰好用完", f"{en}: all of it")
    at_least = "" if paid.certain else "至少"
    return Words(
        f"{zh}，{at_least}余{left}，规则没有再分配",
        f"{en}: {'' if paid.certain else 'at least '}{left.english()} is left, which the rules do not share out",
    )


def figure_notes(figure: OverAll, language: Language) -> Iterator[str]:
    """Yield what else is to be said of a figure: who is undecided, who ties, what is left of a budget, what was stated."""
    label = figure.label.say(language)
    if figure.undecided:
        names = "、".join(figure.undecided_first) + ("……" if figure.undecided > len(figure.undecided_first) else "")
        yield Words(
            f"{label}：{count_said(figure.undecided)}个主体算不算、算多少待定（{names}），与之有关的金额因此是区间。",
            f"{label}: of {count_said(figure.undecided)} applicant(s) it is open whether or how much they count ({names}); "
            "money that hangs on them is a range.",
        ).say(language)
    for group in figure.ties:
        names = "、".join(group)
        yield Words(
            f"{label}：{names} 并列，规则没有说谁在前，待定。",
            f"{label}: {names} tie, and the rules do not say who is ahead: open.",
        ).say(language)
    if figure.budget is not None and figure.paid is not None:
        yield budget_said(figure.budget, figure.paid, figure.clause).say(language)
    if figure.given:
        yield Words(
            f"{label}：{count_said(figure.given)}个主体照名单所写。",
            f"{label}: for {count_said(figure.given)} applicant(s) as the list states it.",
        ).say(language)
