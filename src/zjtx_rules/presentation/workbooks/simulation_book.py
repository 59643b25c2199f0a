"""A report on a population as a workbook: a sheet for each table, sums in 万元, stated sums and ceilings in columns of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zjtx_rules.populations.models import (
    ClauseTotals,
    DocumentTotals,
    Heads,
    Share,
    Simulation,
    Span,
    Sums,
    Together,
)
from zjtx_rules.presentation.diffing.compare_text import NATURES
from zjtx_rules.presentation.simulation.sayings import SECTIONS, caveats, money_of, rules_said
from zjtx_rules.presentation.simulation.together import figure_cells, figure_notes
from zjtx_rules.presentation.workbooks.sheet import Cell, Sheet
from zjtx_rules.words import Language, Words

_SUMS = Words(
    "定额最少（万元）|定额最多（万元）|上限最少（万元）|上限最多（万元）|上限未知的主体",
    "fixed, least (10,000 yuan)|fixed, most|ceilings, least|ceilings, most|applicants without a known limit",
)
_HEADS = Words("主体|符合|支付|有让位|待定", "applicants|eligible|paid|gives way|undetermined")
_ABOUT = Words("项目|内容", "what|value")
_UPSHOTS = {
    "gains": Words("得益", "gains"),
    "loses": Words("受损", "loses"),
    "mixed": Words("有得有失", "mixed"),
    "same": Words("不变", "same"),
    "undetermined": Words("待定", "undetermined"),
}


def simulation_sheets(simulation: Simulation, language: Language = "zh") -> list[Sheet]:
    """Return the sheets of a report."""
    names = {each.document: each.title.say(language) for each in simulation.documents}
    sheets = [_about(simulation, language), _documents(simulation, language), _clauses(simulation, names, language)]
    sheets += [_titles(simulation, names, language)]
    for words, kind in ((Words("按地区", "by place"), "regions"), (Words("按规模", "by size class"), "sizes")):
        sheets.append(_shares(words, kind, simulation.documents, language))
    sheets.append(_turning(simulation, names, language))
    if simulation.together is not None:
        sheets += _together(simulation.together, language)
    if simulation.against is not None:
        sheets += [_changes(simulation, language), _largest(simulation, language)]
    return [each for each in sheets if each.rows]


def _sheet(name: Words, heads: Words, rows: Iterable[tuple[Cell, ...]], language: Language) -> Sheet:
    return Sheet(name.say(language), tuple(heads.say(language).split("|")), tuple(rows))


def _joined(*heads: Words) -> Words:
    return Words("|".join(each.zh for each in heads), "|".join(each.en for each in heads))


def _sums(sums: Sums) -> tuple[Cell, ...]:
    """Return a sum in five cells; where some have no upper limit, the most is that of all others."""
    return (*_span(sums.fixed), *_span(sums.up_to), (sums.fixed.without_limit + sums.up_to.without_limit) or None)


def _span(span: Span) -> tuple[Cell, Cell]:
    if not span.any:
        return None, None
    most = span.ceiling if span.ceiling is not None else span.others
    return money_of(span.floor), None if most is None else money_of(most)


def _heads(heads: Heads) -> tuple[int, ...]:
    return heads.applicants, heads.eligible, heads.paid, heads.suppressed, heads.undetermined


def _about(simulation: Simulation, language: Language) -> Sheet:
    def row(zh: str, en: str, value: Cell) -> tuple[Cell, Cell]:
        return Words(zh, en).say(language), value

    rows: list[tuple[Cell, ...]] = [
        row("评估日", "as of", simulation.as_of),
        row("名单", "population", simulation.population),
        row("规则", "rules", rules_said(simulation.rules, simulation.rules_hash, language)),
        row("主体", "applicants", simulation.applicants),
        row("数据有误的主体", "applicants with problems", simulation.with_problems),
    ]
    labels = _SUMS.say(language).split("|")
    rows += [
        (f"{SECTIONS['payable'].say(language)}·{label}", value)
        for label, value in zip(labels, _sums(simulation.payable), strict=True)
    ]
    note = Words("说明", "note").say(language)
    rows += [(note, each) for each in caveats(simulation, language)]
    rows += [(note, each.say(language)) for each in simulation.notes]
    return _sheet(Words("概况", "about"), _ABOUT, rows, language)


def _documents(simulation: Simulation, language: Language) -> Sheet:
    heads = _joined(Words("文件|文号|性质|状态", "document|number|what it is worth|standing"), _HEADS, _SUMS)
    rows = (
        (
            each.title.say(language),
            each.number,
            SECTIONS[each.section].say(language),
            each.standing.say(language),
            *_heads(each.heads),
            *_sums(each.money),
        )
        for each in simulation.documents
    )
    return _sheet(Words("按文件", "by document"), heads, rows, language)


def _clauses(simulation: Simulation, names: dict[str, str], language: Language) -> Sheet:
    heads = Words(
        "文件|条款号|条款|类别|符合|支付|让位|缺信息|待人工判断|不符合|性质|最少（万元）|最多（万元）|上限未知的主体",
        "document|clause|title|kind|met|paid|gives way|unknown|for a person|not met|nature|least (10,000 yuan)|most|applicants without a known limit",
    )
    rows = ((names.get(each.document, each.document), *_clause(each, language)) for each in simulation.clauses)
    return _sheet(Words("按条款", "by clause"), heads, rows, language)


def _clause(each: ClauseTotals, language: Language) -> tuple[Cell, ...]:
    pays = each.nature is not None
    counts = (each.met, each.paid if pays else None, each.suppressed if pays else None)
    return (
        each.cite,
        each.title.say(language),
        each.kind.say(language),
        *counts,
        each.unknown,
        each.review,
        each.not_met,
        NATURES[each.nature].say(language) if each.nature is not None else None,
        *_span(each.money),
        each.money.without_limit or None,
    )


def _titles(simulation: Simulation, names: dict[str, str], language: Language) -> Sheet:
    heads = _joined(Words("文件|称号|符合|支付|让位|待定", "document|title|met|paid|gives way|open"), _SUMS)
    mark = "、" if language == "zh" else ", "
    rows = (
        (
            names.get(each.document, each.document),
            mark.join(title.say(language) for title in each.titles),
            each.met,
            each.paid,
            each.suppressed,
            each.undetermined,
            *_sums(each.money),
        )
        for each in simulation.titles
    )
    return _sheet(Words("按称号", "by title"), heads, rows, language)


def _shares(name: Words, kind: str, documents: Sequence[DocumentTotals], language: Language) -> Sheet:
    label = Words("文件|地区", "document|place") if kind == "regions" else Words("文件|规模", "document|size class")
    rows = []
    for document in documents:
        shares: tuple[Share, ...] = getattr(document, kind)
        rows += [
            (document.title.say(language), each.label.say(language), *_heads(each.heads), *_sums(each.money))
            for each in shares
        ]
    return _sheet(name, _joined(label, _HEADS, _SUMS), rows, language)


def _turning(simulation: Simulation, names: dict[str, str], language: Language) -> Sheet:
    heads = Words(
        "文件|条款|条件|在本地者|不符合|仅此一条不符合",
        "document|clause|condition|in the place|not met|the only one not met",
    )
    rows = (
        (
            names.get(each.document, each.document),
            each.title.say(language),
            each.condition.say(language),
            each.asked,
            each.not_met,
            each.alone,
        )
        for each in simulation.turning_away
    )
    return _sheet(Words("哪个条件挡住最多", "which condition turns away"), heads, rows, language)


def _changes(simulation: Simulation, language: Language) -> Sheet:
    heads = _joined(Words("结果|主体", "upshot|applicants"), _BY)
    against = simulation.against
    rows = (
        (
            _UPSHOTS[each.upshot].say(language),
            each.applicants,
            *map(_fen, (each.fixed_least, each.fixed_most, each.up_to_least, each.up_to_most)),
        )
        for each in (against.changes if against is not None else ())
    )
    return _sheet(Words("改为另一套规则", "under the other rules"), heads, rows, language)


_BY = Words(
    "定额增减最少（万元）|定额增减最多（万元）|上限增减最少（万元）|上限增减最多（万元）",
    "fixed, least change (10,000 yuan)|fixed, most|ceilings, least|ceilings, most",
)


def _largest(simulation: Simulation, language: Language) -> Sheet:
    heads = _joined(Words("主体", "applicant"), _BY)
    against = simulation.against
    found = (*against.largest_gains, *against.largest_losses) if against is not None else ()
    rows = (
        (each.applicant, *map(_fen, (each.fixed_least, each.fixed_most, each.up_to_least, each.up_to_most)))
        for each in found
    )
    return _sheet(Words("增减最大的主体", "largest changes"), heads, rows, language)


def _together(together: Together, language: Language) -> list[Sheet]:
    """Return the figures over all applicants, and each applicant before and after."""
    figures = _sheet(
        Words("由全部主体算出的数", "over all applicants"),
        Words("事实|依据条款|类别|数|计入|待定|说明", "fact|clause|figure|comes to|count|undecided|notes"),
        ((*figure_cells(each, language), "\n".join(figure_notes(each, language))) for each in together.figures),
        language,
    )
    heads = _joined(
        Words("主体", "applicant"),
        *(
            Words(
                "|".join(f"{zh}{each}" for each in _SUMS.zh.split("|")),
                "|".join(f"{en}: {each}" for each in _SUMS.en.split("|")),
            )
            for zh, en in (("单独一家时", "alone"), ("算出之后", "after"))
        ),
    )
    rows = ((each.applicant, *_sums(each.alone), *_sums(each.after)) for each in together.applicants)
    return [figures, _sheet(Words("各主体前后", "before and after"), heads, rows, language)]


def _fen(amount: int | None) -> Cell:
    return None if amount is None else money_of(amount)
