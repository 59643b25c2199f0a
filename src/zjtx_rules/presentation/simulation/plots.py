"""The plots of a report, drawn as plain SVG: bars are all that these figures need, and a page that runs no script prints well.

Lengths are for the eye only: every bar carries its exact figure beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zjtx_rules.populations.models import Against, Bin, ChangeBin, ClauseTotals, DocumentTotals, Simulation
from zjtx_rules.presentation.page import escaped
from zjtx_rules.presentation.simulation.sayings import count_said, money_of, span_said
from zjtx_rules.words import Language, Words

STYLE = """
figure { margin: 0 0 18px; padding: 14px 18px 12px; background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; break-inside: avoid; }
figcaption { font-weight: 600; font-size: 14px; margin: 0 0 8px; } figcaption .soft { font-weight: 400; font-size: 12.5px; margin-left: 8px; }
.bars { display: grid; grid-template-columns: minmax(8em, 22em) 1fr minmax(9em, max-content); gap: 5px 12px; align-items: center; font-size: 13px; }
.bars svg { display: block; width: 100%; height: 16px; } .bars .value, .cite { white-space: nowrap; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), max-content)); gap: 0 16px; }
svg text { font-family: inherit; font-size: 12px; fill: #3a4048; }
svg text.n { font-size: 12px; fill: #1c1e21; font-weight: 600; }
.certain { fill: #2f6db3; } .possible { fill: #b9d2ee; } .gain { fill: #2c8a55; } .loss { fill: #c4473f; }
.axis { stroke: #9aa1a9; stroke-width: 1; } .key { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin: 0 4px 0 10px; }
.key.certain { background: #2f6db3; } .key.possible { background: #b9d2ee; } .key.gain { background: #2c8a55; } .key.loss { background: #c4473f; }
@media print { figure { border-radius: 0; padding: 8px 10px; } .plots { grid-template-columns: 1fr 1fr; } .bars { font-size: 8.8pt; } }
"""

_WIDTH, _HEIGHT, _TOP, _FOOT = 88, 190, 22, 40
_NATURES = {"fixed": Words("定额", "stated sums"), "up_to": Words("上限类（最高…）", "ceilings (up to)")}


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    number: int
    css: str


def plot(name: str, simulation: Simulation, language: Language) -> str:
    """Return a plot by its name (`clauses:DOCUMENT`, `spread:DOCUMENT`, `change`); nothing where there is nothing to see."""
    kind, _, document = name.partition(":")
    if kind == "change":
        return _change(simulation.against, language) if simulation.against is not None else ""
    if kind == "clauses":
        return _budget([each for each in simulation.clauses if each.document == document], language)
    found = next(each for each in simulation.documents if each.document == document)
    return _spread(found, language)


def _budget(clauses: Sequence[ClauseTotals], language: Language) -> str:
    """Draw what each clause comes to: what is certain, and up to where it may go."""
    figures = []
    for nature, words in _NATURES.items():
        mine = [each for each in clauses if each.nature == nature and each.money.any]
        ends = [each.money.ceiling for each in mine if each.money.ceiling is not None]
        most = max([*ends, *(each.money.floor for each in mine)], default=0)
        if not most:
            continue
        rows = []
        for each in mine:
            ceiling = most if each.money.ceiling is None else each.money.ceiling
            said = span_said(each.money, nature, language)
            rows.append(
                f"<span>{escaped(each.title.say(language))} <span class='soft cite'>{escaped(each.cite)}</span></span>"
                f"<svg role='img' aria-label='{escaped(said)}'>{_bar(ceiling, most, 'possible')}"
                f"{_bar(each.money.floor, most, 'certain')}</svg><span class='value'>{escaped(said)}</span>"
            )
        title = Words(f"各条款的预算 · {words.zh}", f"budget by clause · {words.en}").say(language)
        keys = _keys((("certain", Words("确定", "certain")), ("possible", Words("可能", "possible"))), language)
        figures.append(
            f"<figure><figcaption>{escaped(title)}{keys}</figcaption><div class='bars'>{''.join(rows)}</div></figure>"
        )
    return "".join(figures)


def _spread(document: DocumentTotals, language: Language) -> str:
    """Draw how many applicants are certain of how much."""
    figures = []
    for nature, words in _NATURES.items():
        bins: Sequence[Bin] = getattr(document.distribution, nature)
        if not bins:
            continue
        used = _used([each.applicants for each in bins])
        columns = [_Column(_range(each.least, each.below, language), each.applicants, "certain") for each in bins[used]]
        title = Words(f"每个主体确定得到多少 · {words.zh}", f"what an applicant is certain of · {words.en}").say(
            language
        )
        unit = Words("主体数", "applicants").say(language)
        figures.append(_figure(title, unit, columns, ""))
    return f"<div class='plots'>{''.join(figures)}</div>" if figures else ""


def _change(against: Against, language: Language) -> str:
    """Draw how many applicants gain or lose how much, losses to the left."""
    figures = []
    for nature, words in _NATURES.items():
        bins: Sequence[ChangeBin] = getattr(against, nature)
        if not bins:
            continue
        columns = []
        for direction, sign in (("loss", "−"), ("gain", "+")):
            mine = [each for each in bins if each.direction == direction]
            numbers = [each.applicants for each in mine]
            if not any(numbers):
                continue
            made = [
                _Column(sign + _range(each.least, each.below, language), each.applicants, direction)
                for each in mine[_used(numbers)]
            ]
            columns += made[::-1] if direction == "loss" else made
        title = Words(f"改用另一规则，每个主体增减多少 · {words.zh}", f"change for each applicant · {words.en}").say(
            language
        )
        keys = _keys((("loss", Words("减少", "less")), ("gain", Words("增加", "more"))), language)
        figures.append(_figure(title, Words("主体数", "applicants").say(language), columns, keys))
    return f"<div class='plots'>{''.join(figures)}</div>" if figures else ""


def _figure(title: str, unit: str, columns: Sequence[_Column], keys: str) -> str:
    most = max((each.number for each in columns), default=0) or 1
    width = _WIDTH * max(len(columns), 1)
    base = _TOP + _HEIGHT
    parts = []
    for at, each in enumerate(columns):
        # Rounded to a tenth of a point; a bar that stands for somebody is never too low to be seen.
        tenths = (each.number * _HEIGHT * 10 + most // 2) // most
        height = max(tenths, 15) if each.number else 0
        left = at * _WIDTH
        middle = left + _WIDTH // 2
        if height:
            parts.append(
                f"<rect class='{each.css}' x='{left + 9}' y='{base - height / 10:.1f}' width='{_WIDTH - 18}' height='{height / 10:.1f}'/>"
            )
        parts.append(
            f"<text class='n' x='{middle}' y='{base - height / 10 - 6:.1f}' text-anchor='middle'>{count_said(each.number)}</text>"
        )
        for line, text in enumerate(each.label.split("\n")):
            parts.append(f"<text x='{middle}' y='{base + 16 + 15 * line}' text-anchor='middle'>{escaped(text)}</text>")
    said = "；".join(f"{each.label.replace(chr(10), ' ')}：{count_said(each.number)}" for each in columns)
    return (
        f"<figure><figcaption>{escaped(title)}<span class='soft'>{escaped(unit)}</span>{keys}</figcaption>"
        f"<svg viewBox='0 0 {width} {base + _FOOT}' style='width:{width}px;max-width:100%;display:block' role='img' aria-label='{escaped(said)}'>"
        f"<line class='axis' x1='0' x2='{width}' y1='{base}' y2='{base}'/>{''.join(parts)}</svg></figure>"
    )


def _bar(amount: int, most: int, css: str) -> str:
    """Draw a bar as long as its share; one that stands for money is never too short to be seen."""
    thousandths = max((amount * 1000 + most // 2) // most, 3) if amount else 0
    return (
        f"<rect class='{css}' x='0' y='1' height='14' width='{thousandths / 10:.1f}%' rx='2'/>" if thousandths else ""
    )


def _keys(keys: Sequence[tuple[str, Words]], language: Language) -> str:
    made = "".join(f"<span class='key {css}'></span>{escaped(words.say(language))}" for css, words in keys)
    return f"<span class='soft'>{made}</span>"


def _used(numbers: Sequence[int]) -> slice:
    """Return the bins from the first that holds somebody to the last."""
    filled = [at for at, number in enumerate(numbers) if number]
    return slice(filled[0], filled[-1] + 1) if filled else slice(0, 0)


def _range(least: int, below: int | None, language: Language) -> str:
    """Say a bin on two lines: from, and below."""
    if language == "en":
        low, high = (f"{fen // 100_000:,}k" for fen in (least, below or 0))
        return f"{low} or\nmore" if below is None else f"{low} to\nbelow {high}"
    low, high = str(money_of(least)), str(money_of(below or 0))
    if below is None:
        return f"{low}\n及以上"
    return f"不足\n{high}" if not least else f"{low}至\n不足{high}"
