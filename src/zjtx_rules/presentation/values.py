"""The named values of a file, each on a line as an analyst reads it aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zjtx_rules.analysis.diffing.context import Side
from zjtx_rules.analysis.diffing.wording import condition_words
from zjtx_rules.payments.amount import Amount
from zjtx_rules.payments.base import Payment
from zjtx_rules.presentation.paragraph.names import Names
from zjtx_rules.presentation.paragraph.pen import LINE_BREAK, Pen
from zjtx_rules.presentation.paragraph.sentences import write_model
from zjtx_rules.quantities.formula import names_in, parse, printed
from zjtx_rules.quantities.models import Band, Choose, NamedValue, formulas_of
from zjtx_rules.words import Language, Words

_WAYS = {
    "first": Words("依次取第一个满足的", "the first that holds"),
    "highest": Words("取满足的当中最高的", "the highest that holds"),
    "sum": Words("满足的全部相加", "all that hold, added"),
}


def values_used(payment: Payment, side: Side) -> list[NamedValue]:
    """Return the values that a reckoned sum rests on, directly or through others, in the order of the file."""
    if not isinstance(payment, Amount):
        return []
    waiting = [text for text in (payment.amount, payment.at_most, payment.at_least) if text]
    used: set[str] = set()
    while waiting:
        names = {name.name for name in names_in(parse(waiting.pop()))}
        for value in side.loaded.rules.values:
            if value.id not in used and names & {value.id, value.label}:
                used.add(value.id)
                waiting += [text for _, text in formulas_of(value)]
    return [value for value in side.loaded.rules.values if value.id in used]


def value_said(value: NamedValue, side: Side, scope: str) -> Words:
    """Return a value in words: 基本比例：按设备购置额分档，80万元起4%，200万元起6%."""
    if value.over is not None or value.received is not None:
        return Words(_of_records(value, side, scope, "zh"), _of_records(value, side, scope, "en"))
    said = _form(value, side, scope)
    for limit, word in ((value.at_least, Words("最低", "at least")), (value.at_most, Words("最高", "at most"))):
        if limit:
            said = _joined([said, Words(f"{word.zh}{_text(limit)}", f"{word.en} {_text(limit)}")], "，", ", ")
    return Words(f"{value.label}：{said.zh}", f"{value.english or value.label}: {said.en}")


def _of_records(value: NamedValue, side: Side, scope: str, language: Language) -> str:
    """Return a value that is taken over a list, as the paragraph of a clause says it, on one line."""
    return LINE_BREAK.sub("" if language == "zh" else " ", write_model(value, Pen(Names(side), scope, language)))


def _form(value: NamedValue, side: Side, scope: str) -> Words:
    if value.is_ is not None:
        return Words(_text(value.is_), _text(value.is_))
    if value.table is not None:
        below = (
            Words(f"以下{_text(value.table.below)}", f"below {_text(value.table.below)}") if value.table.below else None
        )
        by = Words(f"按{_text(value.table.by)}分档", f"by {_text(value.table.by)}")
        return _joined([by, *_bands(value.table.bands), *([below] if below else [])], "，", ", ")
    if value.brackets is not None:
        by = Words(f"{_text(value.brackets.by)}分段累进", f"{_text(value.brackets.by)} by marginal bands")
        return _joined([by, *_bands(value.brackets.bands)], "，", ", ")
    if value.choose is not None:
        return _joined(_cases(value.choose, side, scope), "；", "; ")
    if value.cannot_say is not None:
        said = value.cannot_say.say
        return Words(f"未能写成规则：{said.zh}", f"not said in rules: {said.en}")
    assert value.decided is not None  # noqa: S101 - one of the forms is there
    ends = _text(value.decided.from_), _text(value.decided.to)
    return Words(f"{ends[0]}至{ends[1]}之间，由人确定", f"{ends[0]} to {ends[1]}, as a person decides")


def _bands(bands: Iterable[Band]) -> Iterator[Words]:
    for band in bands:
        edge, value = _text(band.edge), _text(band.is_)
        if band.from_ is not None:
            yield Words(f"{edge}起{value}", f"{value} from {edge}")
        else:
            yield Words(f"超过{edge}的{value}", f"{value} above {edge}")


def _cases(choose: Choose, side: Side, scope: str) -> Iterator[Words]:
    yield _WAYS["first" if choose.first else "highest" if choose.highest else "sum"]
    for case in choose.cases:
        when, value = condition_words(case.when, side, scope), _text(case.is_)
        yield Words(f"{when.zh}：{value}", f"{when.en}: {value}")
    if choose.otherwise:
        yield Words(f"否则：{_text(choose.otherwise)}", f"otherwise: {_text(choose.otherwise)}")


def _text(formula: str) -> str:
    return printed(parse(formula))


def _joined(parts: Iterable[Words], zh: str, en: str) -> Words:
    every = list(parts)
    return Words(zh.join(each.zh for each in every), en.join(each.en for each in every))
