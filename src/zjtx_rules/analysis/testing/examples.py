"""Examples as data: a profile, a day, and what must come out, worked out from the text by hand.

An example file lies beside the rules (`rules/examples/<rule set>/`): a base profile, and examples that each change a few
facts of it and state what follows. Only what is stated is checked; money that is not stated must be nil.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from zjtx_rules.analysis.testing.apart import apart_from_money
from zjtx_rules.analysis.testing.value_figures import value_differences
from zjtx_rules.files import Source, parse_text, read_file
from zjtx_rules.files.errors import problems_of
from zjtx_rules.language.clauses import Tier
from zjtx_rules.language.loading import load
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.problems import InputError, Place
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.loading import read_profile
from zjtx_rules.profile.situation import Situation
from zjtx_rules.reasoning.evaluation import Evaluation, Section, evaluate
from zjtx_rules.reasoning.tier_versions import version_of
from zjtx_rules.reasoning.totals import Bounds, Totals
from zjtx_rules.terms import LegalDate, Money, Places, RegionCode
from zjtx_rules.words import Words

VerdictName = Literal["met", "not_met", "unknown", "review"]
StandingName = Literal["in_force", "not_yet_in_force", "ended", "draft", "template"]
UNLIMITED = "unlimited"


def _range(value: Any) -> Any:
    return [value, value] if isinstance(value, (str, Money)) else value


def _limit(value: Any) -> Any:
    return None if value in (UNLIMITED, "不限") else value


_Limit = Annotated[
    Money | None, BeforeValidator(_limit, json_schema_input_type=Money | Literal["unlimited", "不限"] | None)
]
Range = Annotated[tuple[Money, _Limit], BeforeValidator(_range, json_schema_input_type=Money | tuple[Money, _Limit])]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sums(_Said):
    """Money expected: stated sums and ceilings, each as a sum or as a range; what is not stated must be nil."""

    fixed: Range = Field(default=(Money.ZERO, Money.ZERO), title="定额", description="金额，或 [下限, 上限]")
    up_to: Range = Field(default=(Money.ZERO, Money.ZERO), title="最高额", description="金额，或 [下限, 上限]")

    @property
    def totals(self) -> Totals:
        """The totals as an evaluation states them."""
        return Totals(Bounds(*self.fixed), Bounds(*self.up_to))


def _one_or_two(value: Any) -> Any:
    figures = value if isinstance(value, list) else [value]
    plain = all(isinstance(each, (str, int, Decimal)) and not isinstance(each, bool) for each in figures)
    if len(figures) not in (1, 2) or not plain:
        raise PydanticCustomError(
            "figures", "{zh}", {"zh": "写一个数，或 [最低, 最高]", "en": "write a figure, or [least, most]"}
        )
    return tuple(map(str, figures))


Figure = Annotated[
    tuple[str, ...],
    BeforeValidator(
        _one_or_two,
        json_schema_input_type=str
        | int
        | float
        | Annotated[list[str | int | float], Field(min_length=1, max_length=2)],
    ),
]
"""A figure expected of a value, or the two ends between which missing facts leave it."""


class Expected(_Said):
    """What must come out; only what is stated is checked."""

    clauses: dict[str, VerdictName] = Field(default_factory=dict, title="条款结论", description="条款编号: 结论")
    standing: dict[str, StandingName] = Field(
        default_factory=dict, title="文件状态", description="文件编号: 评估日的状态"
    )
    values: dict[str, Figure] = Field(
        default_factory=dict,
        title="值",
        description="值的编号: 应得的数，如 70、3%、500万元；缺少事实时写 [最低, 最高]，没有最高的写 不限",
    )
    applies: dict[str, Annotated[bool, Field(strict=True)]] = Field(
        default_factory=dict,
        title="适用",
        description="资格条款编号: 评估日的这种申请是否适用这一版标准",
    )
    payable: Sums | None = Field(default=None, title="现在可得")
    if_adopted: Sums | None = Field(default=None, title="若照此施行")
    accrued: Sums | None = Field(default=None, title="可能的遗留权益")
    to_pay_back: Range | None = Field(default=None, title="应退回", description="金额，或 [下限, 上限]")
    to_others: dict[str, Range] | None = Field(
        default=None, title="支付给他人", description="受款人: 金额；平分的写每家的"
    )
    not_computed: tuple[str, ...] | None = Field(default=None, title="未计算的条款")
    chosen: tuple[str, ...] | None = Field(default=None, title="支付的条款")
    suppressed: tuple[str, ...] | None = Field(default=None, title="让位的条款")
    missing: tuple[str, ...] | None = Field(default=None, title="缺少的事实")


class Example(_Said):
    """One example."""

    name: str = Field(min_length=1, title="名称", description="一句话说明政策结论，文件内唯一")
    because: str = Field(min_length=1, title="理由", description="所据条款、原文和算式")
    change: dict[str, Any] = Field(default_factory=dict, title="改动", description="路径: 值；null 表示去掉（未知）")
    as_of: LegalDate | None = Field(default=None, title="评估日")
    readings: dict[str, str] = Field(default_factory=dict, title="解读")
    adopting: RegionCode | None = Field(default=None, title="适用地区", description="仅模板")
    adopted_from: LegalDate | None = Field(
        default=None, title="施行自", description="仅征求意见稿和模板：假定自此日施行"
    )
    expect: Expected = Field(title="预期")


class ExampleFile(_Said):
    """A file of examples that share a base profile."""

    about: str = Field(min_length=1, title="内容")
    rules: str = Field(title="规则", description="内置规则名，或相对本文件的路径")
    as_of: LegalDate = Field(title="评估日", description="各例默认的评估日")
    adopting: RegionCode | None = Field(default=None, title="适用地区", description="仅模板")
    adopted_from: LegalDate | None = Field(
        default=None, title="施行自", description="仅征求意见稿和模板：假定自此日施行"
    )
    profile: dict[str, Any] = Field(title="基础资料", description="各例在此基础上改动")
    examples: tuple[Example, ...] = Field(min_length=1, title="例子")


@dataclass(frozen=True, slots=True)
class Case:
    """One example, ready to run."""

    file: str
    place: Place
    example: Example
    as_of: date
    adopting: str | None
    adopted_from: date | None
    rules: RuleSet
    profile: Applicant

    @property
    def id(self) -> str:
        """The file and the name."""
        return f"{Path(self.file).parent.name}/{Path(self.file).stem}: {self.example.name}"

    def evaluate(self, rules: RuleSet | None = None) -> Evaluation:
        """Evaluate the example, by default under its own rule set."""
        return evaluate(
            self.profile,
            rules or self.rules,
            self.as_of,
            readings=self.example.readings,
            adopting=self.adopting,
            adopted_from=self.adopted_from,
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """Something stated that did not come out."""

    what: Words
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example after it was run."""

    case: Case
    differences: tuple[Difference, ...] = ()
    evaluation: Evaluation | None = field(default=None, compare=False)


def example_files(path: Path) -> list[Path]:
    """Return the example files at a path: the file itself, or all below a folder, in order of their names."""
    return sorted(each for each in path.rglob("*.yaml")) if path.is_dir() else [path]


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the examples of a file.

    Raises:
        InputError: With every problem of the file, or of the profile of an example.
    """
    source = read_file(path)
    rules, unread = _rules_of(source, path)
    try:
        file = ExampleFile.model_validate(source.data, context=rules.places)
    except ValidationError as error:
        raise InputError(problems_of(error, source, ExampleFile)) from None
    if unread is not None:
        raise unread
    names: set[str] = set()
    for index, example in enumerate(file.examples):
        if example.name in names:
            message = Words(f"例子“{example.name}”重名", f"two examples are called '{example.name}'")
            raise InputError([source.problem("duplicate-example", ("examples", index, "name"), message)])
        names.add(example.name)
        profile = _profile(source, index, example, rules.places)
        yield Case(
            source.name,
            source.place(("examples", index)),
            example,
            example.as_of or file.as_of,
            example.adopting or file.adopting,
            example.adopted_from or file.adopted_from,
            rules,
            profile,
        )


def _rules_of(source: Source, path: Path) -> tuple[RuleSet, InputError | None]:
    """Return the rules that a file of examples names, or none and what is wrong with them: the file itself is looked at first."""
    name = source.data.get("rules") if isinstance(source.data, dict) else None
    try:
        return (load(_rules_at(name, path)) if isinstance(name, str) else RuleSet(())), None
    except InputError as error:
        return RuleSet(()), error


def _rules_at(name: str, path: Path) -> str | Path:
    beside = path.parent / name
    return beside if name.endswith((".yaml", ".yml")) and beside.exists() else name


def _profile(source: Source, index: int, example: Example, places: Places) -> Applicant:
    data = copy.deepcopy(source.data["profile"])
    for path, value in example.change.items():
        set_path(data, path, value, source, index)
    changed = parse_text("{}", source.name)
    try:
        return read_profile(Source(source.name, changed.text, data), places)
    except InputError as error:
        place = source.place(("examples", index))
        raise InputError(
            [
                type(each)(each.code, each.message, place, each.path, each.expected, each.suggestion)
                for each in error.problems
            ]
        ) from None


def set_path(data: Any, path: str, value: Any, source: Source, index: int) -> None:
    """Put a value at a dotted path of a profile; None takes it away, so that it is unknown."""
    steps: list[str | int] = [int(each) if each.isdigit() else each for each in path.split(".")]
    node = data
    for step, following in pairwise(steps):
        try:
            if isinstance(node, dict):
                node = node.setdefault(step, [] if isinstance(following, int) else {})
            else:
                node = node[step]
        except (IndexError, TypeError, KeyError):
            raise _no_path(path, source, index) from None
    last = steps[-1]
    if isinstance(node, list) and isinstance(last, int) and (value is not None or last < len(node)):
        node[last : last + 1] = [copy.deepcopy(value)]
    elif isinstance(node, dict) and value is None:
        node.pop(last, None)
    elif isinstance(node, dict):
        node[last] = copy.deepcopy(value)
    else:
        raise _no_path(path, source, index)


def _no_path(path: str, source: Source, index: int) -> InputError:
    message = Words(f"基础资料中没有路径“{path}”", f"the base profile has no path '{path}'")
    return InputError([source.problem("unknown-path", ("examples", index, "change", path), message)])


def run_case(case: Case, rules: RuleSet | None = None) -> Outcome:
    """Run an example and compare everything that it states."""
    answer = case.evaluate(rules)
    expected = case.example.expect
    found = [*_verdicts(expected.clauses, answer), *_standings(expected.standing, answer)]
    found += _versions(expected.applies, answer)
    found += [
        Difference(Words(f"值 {name}", f"value {name}"), stated, got)
        for name, stated, got in value_differences(expected.values, answer)
    ]
    awards = answer.awards
    adopted = _together(awards.if_adopted)
    for name, words, section in (
        ("payable", Words("现在可得", "payable"), awards.payable),
        ("if_adopted", Words("若照此施行", "if adopted"), adopted),
        ("accrued", Words("遗留权益", "accrued"), awards.accrued),
    ):
        sums: Sums | None = getattr(expected, name)
        if sums is not None and sums.totals != section.total:
            found.append(Difference(words, _totals(sums.totals), _totals(section.total)))
    sections = [awards.payable, adopted, awards.accrued]
    for name, words in (("chosen", Words("支付的条款", "chosen")), ("suppressed", Words("让位的条款", "suppressed"))):
        stated: tuple[str, ...] | None = getattr(expected, name)
        if stated is not None:
            got = {each for section in sections for each in getattr(section, name)}
            if got != set(stated):
                found.append(Difference(words, "、".join(sorted(stated)) or "无", "、".join(sorted(got)) or "无"))
    found += [
        Difference(words, stated, got)
        for words, stated, got in apart_from_money(
            expected.to_pay_back, expected.to_others, expected.not_computed, awards.payable
        )
    ]
    if expected.missing is not None:
        got = {*answer.missing, *(path for each in expected.clauses for path in _waiting(answer, each))}
        if got != set(expected.missing):
            what = Words("缺少的事实", "missing")
            found.append(Difference(what, "、".join(sorted(expected.missing)) or "无", "、".join(sorted(got)) or "无"))
    return Outcome(case, tuple(found), answer)


def _waiting(answer: Evaluation, clause: str) -> tuple[str, ...]:
    """Return what a clause waits for."""
    return next((each.found[clause][2] for each in answer.outcomes if clause in each.found), ())


def _together(sections: tuple[Section, ...]) -> Section:
    total = Totals()
    for each in sections:
        total = total.plus(each.total)
    return Section(total, tuple(outcome for each in sections for outcome in each.outcomes))


def _verdicts(stated: Mapping[str, str], answer: Evaluation) -> Iterator[Difference]:
    for clause, verdict in stated.items():
        try:
            got = answer.verdict(clause).value
        except KeyError:
            got = "没有此条款"
        if got != verdict:
            yield Difference(Words(f"条款 {clause}", f"clause {clause}"), verdict, got)


def _standings(stated: Mapping[str, str], answer: Evaluation) -> Iterator[Difference]:
    standings = {each.program.document.id: each.standing.value for each in answer.outcomes}
    for document, standing in stated.items():
        got = standings.get(document, "没有此文件")
        if got != standing:
            yield Difference(Words(f"文件 {document} 的状态", f"standing of {document}"), standing, got)


def _versions(stated: Mapping[str, bool], answer: Evaluation) -> Iterator[Difference]:
    """Yield each version of the conditions of a title that judges the application, or does not, other than stated."""
    situation = Situation.of(answer.applicant, answer.as_of)
    tiers = {
        clause.id: version_of(each.program, clause, situation).applies
        for each in (answer.outcomes if stated else ())
        for clause in each.program.document.clauses
        if isinstance(clause, Tier)
    }
    for name, expected in stated.items():
        got = tiers.get(name)
        if got is not expected:
            said = {True: "适用", False: "不适用", None: "没有此条款"}
            yield Difference(Words(f"{name} 是否适用", f"whether {name} applies"), said[expected], said[got])


def _totals(totals: Totals) -> str:
    def said(bounds: Bounds) -> str:
        return str(bounds.floor) if bounds.certain else f"[{bounds.floor}, {bounds.ceiling or UNLIMITED}]"

    parts = [
        f"{name} {said(each)}" for name, each in (("fixed", totals.fixed), ("up_to", totals.up_to)) if each != Bounds()
    ]
    return "，".join(parts) or "0元"
