"""A report on a population as a row of blocks, each a heading, some lines and a table: what text, Markdown and HTML all show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from zjtx_rules.populations.models import (
    Against,
    Change,
    ClauseTotals,
    DocumentTotals,
    Share,
    Simulation,
    TitleTotals,
    TurningAway,
)
from zjtx_rules.presentation.blocks.models import Table
from zjtx_rules.presentation.money import WIDE
from zjtx_rules.presentation.simulation.sayings import (
    SECTIONS,
    aside,
    count_said,
    labelled,
    money_of,
    placeless,
    rules_said,
    share_said,
    span_said,
    sums_said,
)
from zjtx_rules.presentation.simulation.together import together_parts
from zjtx_rules.terms.truth import Verdict
from zjtx_rules.words import Language, Words

_CONDITIONS_SHOWN = 5
_PROBLEMS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a report."""

    id: str
    heading: str
    level: int
    lines: tuple[str, ...] = ()
    table: Table | None = None
    plots: tuple[str, ...] = field(default=())
    """The plots that belong here, where there are any, as `clauses:DOCUMENT` and so on."""


def blocks(simulation: Simulation, language: Language) -> list[Block]:
    """Return the whole report."""
    found = (each for each in _blocks(simulation, language) if each is not None)
    return [replace(each, heading=each.heading[:1].upper() + each.heading[1:]) for each in found]


def _blocks(simulation: Simulation, language: Language) -> Iterator[Block | None]:
    yield _overview(simulation, language)
    for document in simulation.documents:
        yield from document_blocks(simulation, document, language)
    if simulation.together is not None:
        yield from (Block(*each) for each in together_parts(simulation.together, language))
    if simulation.against is not None:
        yield from _against(simulation.against, simulation, language)
    yield _problems(simulation, language)


def _overview(simulation: Simulation, language: Language) -> Block:
    def said(zh: str, en: str) -> str:
        return Words(zh, en).say(language)

    rows = tuple(
        (
            each.title.say(language),
            aside(SECTIONS[each.section].say(language), each.standing.say(language), language),
            count_said(each.heads.eligible),
            count_said(each.heads.paid),
            count_said(each.heads.suppressed),
            count_said(each.heads.undetermined),
            sums_said(each.money, language),
        )
        for each in simulation.documents
    )
    heads = (
        said("文件", "document"),
        said("性质", "what it is worth"),
        said("符合", "eligible"),
        said("支付", "paid"),
        said("有让位", "gives way"),
        said("待定", "undetermined"),
        said("金额", "money"),
    )
    lines = [
        labelled(said("现在可得合计", "payable now, together"), sums_said(simulation.payable, language), language),
        said(
            "“若照此施行”“尚未施行”“已过施行期”的文件各自列示，不计入合计，也不互相相加。",
            "Documents that are drafts, not yet in force or over stand by themselves, in no total.",
        ),
    ]
    unknown = placeless(simulation)
    if unknown is not None:
        lines.insert(1, unknown.say(language))
    return Block("overview", said("预算", "budget"), 2, tuple(lines), Table(heads, rows, 2))


def document_blocks(simulation: Simulation, document: DocumentTotals, language: Language) -> Iterator[Block | None]:
    """Return the blocks of one document."""
    name = document.document
    number = f"{document.number} " if document.number else ""
    elsewhere = next((each.applicants for each in simulation.elsewhere if each.document == name), 0)
    lines = [
        labelled(
            aside(SECTIONS[document.section].say(language), document.standing.say(language), language),
            sums_said(document.money, language),
            language,
        )
    ]
    if elsewhere:
        lines.append(
            Words(
                f"{count_said(elsewhere)}个主体不在本行政区域内。",
                f"{count_said(elsewhere)} applicant(s) lie outside the place.",
            ).say(language)
        )
    if not document.heads.eligible and not document.heads.undetermined:
        lines.append(
            Words("没有主体符合或可能符合其中的奖补条款。", "Nobody meets, or may meet, a clause that pays.").say(
                language
            )
        )
    yield Block(
        f"document-{name}", f"{number}{document.title.say(language)}", 2, tuple(lines), plots=(f"spread:{name}",)
    )
    if document.heads.eligible or document.heads.undetermined:
        yield _paying(simulation, name, language)
        yield _titles([each for each in simulation.titles if each.document == name], name, language)
        yield _shares("region", document.regions, document, language)
        yield _shares("size", document.sizes, document, language)
    yield _tiers([each for each in simulation.clauses if each.document == name], name, language)
    yield _turning(simulation, name, language)


def _paying(simulation: Simulation, document: str, language: Language) -> Block | None:
    clauses = [each for each in simulation.clauses if each.document == document and each.nature is not None]
    shown = [each for each in clauses if each.met or each.unknown or each.review]
    if not clauses:
        return None
    rows = tuple(
        (
            each.cite,
            each.title.say(language),
            count_said(each.met),
            count_said(each.paid),
            count_said(each.suppressed),
            count_said(each.unknown + each.review),
            span_said(each.money, each.nature, language),
        )
        for each in shown
    )
    heads = (
        Words("条款|奖补|符合|支付|让位|待定|金额", "clause|award|met|paid|gives way|open|money")
        .say(language)
        .split("|")
    )
    lines = []
    if len(shown) < len(clauses):
        rest = len(clauses) - len(shown)
        lines.append(
            Words(f"另有{rest}条没有主体可能符合，未列。", f"{rest} more that nobody can meet are left out.").say(
                language
            )
        )
    lines.append(
        Words(
            "各条款的区间是该条款自身最少和最多支付的数额，不能相加：互相竞合的奖励，上限不会同时达到，下限也可能由另一条支付。",
            "The range of a clause is the least and the most that it comes to itself. Ranges do not add up: of competing "
            "awards only one reaches its ceiling, and where one comes to nothing another may be paid.",
        ).say(language)
    )
    return Block(
        f"clauses-{document}",
        Words("按条款", "by clause").say(language),
        3,
        tuple(lines),
        Table(tuple(heads), rows, 2),
        (f"clauses:{document}",),
    )


def _titles(titles: list[TitleTotals], document: str, language: Language) -> Block | None:
    shown = [each for each in titles if each.met or each.undetermined]
    if not shown:
        return None
    rows = tuple(
        (
            ("、" if language == "zh" else ", ").join(title.say(language) for title in each.titles),
            count_said(each.met),
            count_said(each.paid),
            count_said(each.suppressed),
            count_said(each.undetermined),
            sums_said(each.money, language),
        )
        for each in shown
    )
    heads = Words("称号|符合|支付|让位|待定|金额", "title|met|paid|gives way|open|money").say(language).split("|")
    return Block(f"titles-{document}", Words("按称号", "by title").say(language), 3, (), Table(tuple(heads), rows))


def _shares(kind: str, shares: Iterable[Share], document: DocumentTotals, language: Language) -> Block | None:
    rows = tuple(
        (
            each.label.say(language),
            count_said(each.heads.applicants),
            count_said(each.heads.eligible),
            count_said(each.heads.paid),
            count_said(each.heads.suppressed),
            count_said(each.heads.undetermined),
            sums_said(each.money, language),
        )
        for each in shares
    )
    if not rows:
        return None
    label = {"region": Words("地区", "place"), "size": Words("规模", "size class")}[kind]
    heads = [
        label.say(language),
        *Words("主体|符合|支付|有让位|待定|金额", "applicants|eligible|paid|gives way|undetermined|money")
        .say(language)
        .split("|"),
    ]
    heading = {"region": Words("按地区", "by place"), "size": Words("按规模", "by size class")}[kind]
    return Block(f"{kind}-{document.document}", heading.say(language), 3, (), Table(tuple(heads), rows))


def _tiers(clauses: list[ClauseTotals], document: str, language: Language) -> Block | None:
    tiers = [each for each in clauses if each.kind.zh == "资格"]
    if not tiers:
        return None
    rows = tuple(
        (
            each.cite,
            each.title.say(language),
            count_said(each.met),
            count_said(each.unknown),
            count_said(each.review),
            count_said(each.not_met),
        )
        for each in tiers
    )
    verdicts = [each.value for each in (Verdict.MET, Verdict.UNKNOWN, Verdict.REVIEW, Verdict.NOT_MET)]
    heads = (
        ("条款", "资格", "符合", "缺信息", "待人工判断", "不符合")
        if language == "zh"
        else ("clause", "eligibility", *(each.replace("_", " ") for each in verdicts))
    )
    heading = Words("资格", "eligibility").say(language)
    return Block(f"tiers-{document}", heading, 3, (), Table(heads, rows, 2))


def _turning(simulation: Simulation, document: str, language: Language) -> Block | None:
    by_clause: dict[str, list[TurningAway]] = {}
    for each in simulation.turning_away:
        if each.document == document:
            by_clause.setdefault(each.clause, []).append(each)
    rows = []
    for several in by_clause.values():
        for number, each in enumerate(several[:_CONDITIONS_SHOWN]):
            rows.append(
                (
                    each.title.say(language) if not number else "",
                    each.condition.say(language),
                    count_said(each.not_met),
                    share_said(each.not_met, each.asked),
                    count_said(each.alone),
                )
            )
    if not rows:
        return None
    heads = Words(
        "条款|条件|不符合|占在本地者|仅此一条不符合",
        "clause|condition|not met|of those in the place|the only one not met",
    ).say(language)
    line = Words(
        f"只数地域上适用的主体；每一条款列出挡住最多的{_CONDITIONS_SHOWN}个条件，JSON 中有全部。",
        f"Of applicants in the place; of each clause the {_CONDITIONS_SHOWN} conditions that turn most away, all of them in JSON.",
    )
    return Block(
        f"turning-{document}",
        Words("哪个条件挡住最多", "which condition turns most away").say(language),
        3,
        (line.say(language),),
        Table(tuple(heads.split("|")), tuple(rows), 2),
    )


def _against(against: Against, simulation: Simulation, language: Language) -> Iterator[Block]:
    def said(zh: str, en: str) -> str:
        return Words(zh, en).say(language)

    basis = {
        "payable": said("比较评估日现在可得的金额。", "What is payable on the day is compared."),
        "as_if_in_force": said(
            "两份规则的施行状态不同，一律当作已在施行来比较；这不是现在可得的金额。",
            "The documents stand differently, so both are compared as if in force; this is not what is payable now.",
        ),
    }[against.basis]
    ours = rules_said(simulation.rules, simulation.rules_hash, language)
    theirs = rules_said(against.rules, against.rules_hash, language)
    lines = [
        basis,
        labelled(f"{said('本规则', 'these rules')} {ours}", sums_said(against.ours, language), language),
        labelled(f"{said('另一规则', 'the other rules')} {theirs}", sums_said(against.theirs, language), language),
    ]
    if against.not_every_way:
        number = count_said(against.not_every_way)
        lines.append(f"{said(f'{number}个主体', f'{number} applicant(s)')}{WIDE.say(language)}")
    words = dict(
        zip(
            ("gains", "loses", "mixed", "same", "undetermined"),
            said("得益|受损|有得有失|不变|待定", "gain|lose|gain and lose|the same|undetermined").split("|"),
            strict=True,
        )
    )
    whole = sum(each.applicants for each in against.changes)
    rows = tuple(
        (
            words[each.upshot],
            count_said(each.applicants),
            share_said(each.applicants, whole),
            _difference(each.fixed_least, each.fixed_most, language),
            _difference(each.up_to_least, each.up_to_most, language),
        )
        for each in against.changes
    )
    heads = tuple(
        said(
            "改用另一规则|主体|占比|定额增减|上限类增减", "under the other rules|applicants|share|stated sums|ceilings"
        ).split("|")
    )
    yield Block(
        "against", said("谁得益，谁受损", "who gains, who loses"), 2, tuple(lines), Table(heads, rows), ("change",)
    )
    for name, heading, changes in (
        ("gains", said("得益最多", "the largest gains"), against.largest_gains),
        ("losses", said("受损最多", "the largest losses"), against.largest_losses),
    ):
        if changes:
            heads = (said("主体", "applicant"), said("定额", "stated sums"), said("上限类", "ceilings"))
            yield Block(name, heading, 3, (), Table(heads, tuple(_change(each, language) for each in changes)))


def _change(change: Change, language: Language) -> tuple[str, ...]:
    return (
        change.applicant,
        _difference(change.fixed_least, change.fixed_most, language),
        _difference(change.up_to_least, change.up_to_most, language),
    )


def _difference(least: int | None, most: int | None, language: Language) -> str:
    if least == most:
        return _signed(least, language)
    return f"{_signed(least, language)} … {_signed(most, language)}"


def _signed(fen: int | None, language: Language) -> str:
    if fen is None:
        return Words("上限未知", "no limit known").say(language)
    money = money_of(abs(fen))
    return ("+" if fen > 0 else "−" if fen < 0 else "") + (money.english() if language == "en" else str(money))


def _problems(simulation: Simulation, language: Language) -> Block | None:
    if not simulation.problems:
        return None
    shown = simulation.problems[:_PROBLEMS_SHOWN]
    rows = tuple(
        (
            f"{each.file}:{each.line}" if each.line else each.file,
            each.column or "—",
            each.message.say(language),
            count_said(each.rows),
        )
        for each in shown
    )
    heads = Words("位置|列|问题|行数", "place|column|problem|rows").say(language).split("|")
    rest = len(simulation.problems) - len(shown)
    lines = (Words(f"另有{rest}项，见 JSON。", f"{rest} more stand in the JSON.").say(language),) if rest > 0 else ()
    return Block(
        "problems", Words("数据问题", "problems of the input").say(language), 2, lines, Table(tuple(heads), rows, 3)
    )
