"""A comparison of two rule sets as one page: every change in a table, then old and new of the clause side by side."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_rules.analysis.diffing.effects import ACCESS_WORDS, MONEY_WORDS, Effect
from zjtx_rules.analysis.diffing.folding import Fold, fold
from zjtx_rules.analysis.diffing.impact_models import UPSHOT_WORDS, Impact
from zjtx_rules.analysis.diffing.models import BANDS, Change, ClauseDiff, ClauseView, RuleDiff
from zjtx_rules.presentation.diffing.impact_text import TONES, headline, profile_row
from zjtx_rules.presentation.diffing.sayings import (
    ABOVE,
    ALIKE,
    BAND_WORDS,
    FOLDED,
    NEW,
    OLD,
    REACHES,
    SAME,
    TITLE,
    WHO,
    by_band,
    clauses_words,
    counted,
    fate_words,
    files_words,
    fold_words,
    subject_of,
    tone_of,
    total_words,
)
from zjtx_rules.presentation.diffing.within import marked
from zjtx_rules.presentation.page import chip, escaped, page
from zjtx_rules.words import Language, Words

_HEADS = (Words("变化", "change"), OLD, NEW, Words("对申请者", "for applicants"), Words("位置", "place"))
_ABSENT = {
    "old": Words("旧文本没有此条款", "no such clause before"),
    "new": Words("新文本不再有此条款", "no longer a clause"),
}


def diff_page(diff: RuleDiff, language: Language, impact: Impact | None, *, full: bool = False) -> str:
    """Return the comparison as one page: meaning and money, and the rest said together unless everything is wanted."""
    old, new = files_words(diff)
    files = "".join(
        f"<dt>{side.say(language)}</dt><dd><code>{escaped(name)}</code></dd>" for side, name in ((OLD, old), (NEW, new))
    )
    body = [f"<h1>{TITLE.say(language)}</h1>", f'<dl class="files">{files}</dl>']
    if diff.same:
        body.append(f"<p>{SAME.say(language)}</p>")
    else:
        chips = [chip(total_words(diff.counts).say(language), "total", tag="li")]
        chips += [chip(f"{words.say(language)} {number}", tag="li") for words, number in by_band(diff.counts)]
        chips += [
            chip(f"{words.say(language)} {number}", tone, tag="li") for words, number, tone in counted(diff.counts)
        ]
        body.append(f'<ul class="chips">{"".join(chips)}</ul>')
    if impact is not None:
        body.append(_impact(impact, language))
    folded = None if full else fold(diff)
    diff = diff if folded is None else folded.diff
    if folded is not None and folded.alike:
        body += [f"<h2>{ALIKE.say(language)}</h2>", _folds(folded.alike, language)]
    body.append(_contents(diff, language))
    if diff.files:
        body += [f"<h2>{ABOVE.say(language)}</h2>", f'<div class="panel scroll">{_changes(diff.files, language)}</div>']
    number = 0
    for document in diff.documents:
        body.append(
            f'<h2>{escaped(document.title.say(language))} <code class="soft">{escaped(document.id)}</code></h2>'
        )
        if document.changes:
            body.append(f'<div class="panel scroll">{_changes(document.changes, language)}</div>')
        for clause in document.clauses:
            number += 1
            body.append(_clause(clause, number, language))
    if folded is not None and folded.folded:
        summary = " · ".join(
            f"{BAND_WORDS[band].say(language)} {number}" for band in BANDS if (number := folded.count(band))
        )
        inside = _folds(folded.folded, language)
        body.append(f"<h2>{FOLDED.say(language)}</h2><details><summary>{escaped(summary)}</summary>{inside}</details>")
    return page(f"{TITLE.say(language)}：{old} → {new}", "\n".join(body), language)


def _folds(folds: Sequence[Fold], language: Language) -> str:
    """Return changes that are said together as a list."""
    items = []
    for each in folds:
        names = clauses_words(each, language)
        where = f'<br><span class="soft">{escaped(names)}</span>' if names else ""
        items.append(f"<li>{escaped(fold_words(each, language))}{where}</li>")
    return f'<div class="panel"><ul>{"".join(items)}</ul></div>'


def impact_page(impact: Impact, language: Language) -> str:
    """Return who gains and who loses as a page of its own."""
    return page(WHO.say(language), _impact(impact, language), language)


def _contents(diff: RuleDiff, language: Language) -> str:
    clauses = list(diff.clauses())
    if len(clauses) < 4:
        return ""
    items = [
        f'<li><a href="#c{number}">{escaped(each.view.title.say(language))}</a> '
        f'<span class="soft">{escaped(fate_words(each).say(language))}</span></li>'
        for number, each in enumerate(clauses, 1)
    ]
    return f"<nav><ol>{''.join(items)}</ol></nav>"


def _clause(clause: ClauseDiff, number: int, language: Language) -> str:
    view = clause.view
    about = f"<code>{escaped(view.id)}</code> · {escaped(view.kind.say(language))} · {escaped(view.cite)}"
    fate = (
        ""
        if clause.fate == "kept"
        else chip(fate_words(clause).say(language), {"added": "good", "removed": "bad"}[clause.fate])
    )
    parts = [
        f'<article id="c{number}"><header><h3>{escaped(view.title.say(language))} {fate}</h3><p class="soft">{about}</p></header>',
        f'<div class="scroll">{_changes(clause.changes, language)}</div>',
        f'<div class="sides">{_side(clause, "old", language)}{_side(clause, "new", language)}</div>',
    ]
    if clause.reaches:
        names = "、".join(f"<code>{escaped(each)}</code>" for each in clause.reaches)
        parts.append(f'<div class="reaches">{REACHES.say(language)}：{names}</div>')
    return "\n".join([*parts, "</article>"])


def _changes(changes: Sequence[Change], language: Language) -> str:
    heads = "".join(f"<th>{each.say(language)}</th>" for each in _HEADS)
    columns = "".join(f'<col class="{name}">' for name in ("w1", "w2", "w2", "w3", "w4"))
    rows = "".join(_change(each, language) for each in changes)
    return f'<table class="changes"><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _change(change: Change, language: Language) -> str:
    subject = subject_of(change, language)
    head, _, rest = subject.partition(" · ")
    old, new = marked(
        change.old.say(language) if change.old else None, change.new.say(language) if change.new else None
    )
    tone = tone_of(change.effect)
    by = f'<span class="by {tone}-ink">{escaped(change.by.say(language))}</span>' if change.by else ""
    detail = f"<span>{escaped(rest)}</span>" if rest else ""
    return (
        f'<tr class="{change.category}"><td class="what">{escaped(head)}{detail}</td>'
        f'<td class="pre">{old}</td><td class="pre">{new}{by}</td>'
        f'<td class="effect">{_effects(change.effect, language)}</td><td class="place">{_places(change)}</td></tr>'
    )


def _effects(effect: Effect, language: Language) -> str:
    chips = []
    if effect.access != "neither":
        chips.append(chip(ACCESS_WORDS[effect.access].say(language), tone_of(Effect(effect.access))))
    if effect.money != "none":
        chips.append(chip(MONEY_WORDS[effect.money].say(language), tone_of(Effect(money=effect.money))))
    return "".join(chips) or '<span class="soft">—</span>'


def _places(change: Change) -> str:
    spots = dict.fromkeys(str(each) for each in (change.old_place, change.new_place) if each is not None)
    return "".join(f"<span>{escaped(each)}</span>" for each in spots)


def _side(clause: ClauseDiff, name: str, language: Language) -> str:
    view: ClauseView | None = getattr(clause, name)
    label = (OLD if name == "old" else NEW).say(language)
    if view is None:
        return f'<div class="side {name}"><h4>{label}</h4><p class="none">{_ABSENT[name].say(language)}</p></div>'
    hits = _hits(view, clause.changes, name)
    rows, last = [], ""
    for at, line in enumerate(view.lines):
        title = line.label.say(language)
        shown = "" if title == last else escaped(title)
        last = title
        css = ' class="hit"' if at in hits else ""
        indent = f' style="margin-left:{line.indent}em"' if line.indent else ""
        rows.append(f"<dt>{shown}</dt><dd{css}{indent}>{escaped(line.text.say(language))}</dd>")
    heading = f'<h4><span>{label}</span><span class="place">{escaped(view.place)}</span></h4>'
    return f'<div class="side {name}">{heading}<dl>{"".join(rows)}</dl></div>'


def _hits(view: ClauseView, changes: Sequence[Change], name: str) -> set[int]:
    """Return the lines that a change stands in: those below its path, or else the deepest line above it."""
    found: set[int] = set()
    for change in changes:
        path = getattr(change, f"{name}_path")
        if not path or change.category == "structure":
            continue
        below = {at for at, line in enumerate(view.lines) if line.path == path or line.path.startswith(f"{path}.")}
        if not below:
            above = [(len(line.path), at) for at, line in enumerate(view.lines) if path.startswith(f"{line.path}.")]
            below = {max(above)[1]} if above else set()
        found |= below
    return found


def _impact(impact: Impact, language: Language) -> str:
    heads = (
        ["主体", "结果", "旧", "新", "差额", "经由"]
        if language == "zh"
        else ["applicant", "result", "old", "new", "difference", "through"]
    )
    rows = []
    for profile in impact.profiles:
        name, _, old, new, by, through = profile_row(profile, language)
        upshot = chip(UPSHOT_WORDS[profile.outcome].say(language), TONES[profile.outcome])
        rows.append(
            f"<tr><td>{escaped(name)}</td><td>{upshot}</td><td class='pre'>{escaped(old)}</td>"
            f"<td class='pre'>{escaped(new)}</td><td class='pre'>{escaped(by)}</td>"
            f"<td class='pre'>{escaped(through)}</td></tr>"
        )
    head = "".join(f"<th>{each}</th>" for each in heads)
    return (
        f"<h2>{WHO.say(language)}</h2><p class='soft'>{escaped(headline(impact, language))}</p>"
        f"<div class='panel scroll'><table class='impact'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
