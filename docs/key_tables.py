"""Tables of keys for the documentation, read off the models: key, type, whether it must be written, what it means."""

# A script beside the pages it writes, not a package.
# ruff: noqa: INP001

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from zjtx_rules.conditions import KINDS as CONDITIONS
from zjtx_rules.conditions import Condition
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Section
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.payments import Payment
from zjtx_rules.profile.model import Closed, Labelled
from zjtx_rules.terms import ApplicationWindow, Duration, Level, Money, Percentage, SizeClass

for _kind in (*CONDITIONS.values(), *PAYMENTS.values()):
    _kind.model_rebuild()  # built when a rule file is first read; until then the parts are names only

_PLAIN = {
    str: "文字",
    bool: "`true` 或 `false`",
    int: "整数",
    Decimal: "数",
    date: "日期",
    Money: "金额",
    Percentage: "百分比",
    Duration: "期限",
    ApplicationWindow: "申报时间",
    Level: "级别",
    SizeClass: "企业规模",
}
_ROOMS = ((Condition, "条件"), (Payment, "给付"), (Clause, "条款"), (Section, "条"))
BOUNDS = {int, Decimal, str}
"""How the bound of a threshold is annotated: it is written as the fact asked for is."""

BELOW = "若干键，见下"

Row = tuple[str, ...]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def keys_table(model: type[BaseModel], leave_out: Iterable[str] = ()) -> str:
    """Return the keys of a model of a rule file."""
    rows = [_row(name, field, model) for name, field in model.model_fields.items() if name not in set(leave_out)]
    return table(("键", "名称", "类型", "必填", "含义"), rows)


def _row(name: str, field: FieldInfo, model: type[BaseModel]) -> Row:
    needed = "是" if field.is_required() else _default(field)
    key = field.alias or name
    if "kind" in name and get_origin(field.annotation) is Literal and issubclass(model, Clause):
        return f"`{key}`", field.title or "", f"`{get_args(field.annotation)[0]}`", "是", "条款的种类"
    return (
        f"`{key}`",
        field.title or "",
        kind_of(field.annotation, field),
        needed,
        field.description or field.title or "",
    )


def _default(field: FieldInfo) -> str:
    default = field.get_default(call_default_factory=True, validated_data={})
    if default is None or default in ("", (), {}) or isinstance(default, BaseModel):
        return "否"
    if isinstance(default, bool):
        return f"否，默认 `{str(default).lower()}`"
    if isinstance(default, Labelled):
        return f"否，默认 `{default.value}`"
    if isinstance(default, tuple):
        return f"否，默认 `[{', '.join(map(str, default))}]`"
    return f"否，默认 `{default}`"


def kind_of(annotation: Any, field: FieldInfo | None = None) -> str:
    """Return what stands under a key, in words."""
    if field is not None and annotation is str:
        known = _schema_title(field.metadata)
        if known:
            return known
    origin, inner = get_origin(annotation), get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        known = _schema_title(annotation.__metadata__) if inner[0] is str else None
        return known or kind_of(inner[0])
    if origin in (Union, UnionType):
        return _either([each for each in inner if each is not NoneType])
    if origin is Literal:
        return " / ".join(f"`{each}`" for each in inner)
    if origin is tuple:
        return _list_of(kind_of(inner[0]), alone=field is not None and _may_stand_alone(field))
    if origin is dict:
        return f"选项编号: {kind_of(inner[1])}"
    return _named(annotation)


def _list_of(one: str, *, alone: bool) -> str:
    if one == BELOW:
        return "列表，每项的键见下"
    if "`" in one and not one.startswith("["):
        return f"{one}，{'可写几个' if alone else '写成列表'}"
    return f"{one}，可写几个" if alone else f"{one}的列表"


def _may_stand_alone(field: FieldInfo) -> bool:
    """Return whether one value may be written without a list around it."""
    return any(
        getattr(getattr(each, "func", None), "__name__", "") in ("several", "_several") for each in field.metadata
    )


def _named(annotation: Any) -> str:
    if not isinstance(annotation, type):
        # A part that names its own room before the room is complete: "tuple[AnyCondition, ...]".
        return "条件的列表" if "tuple[AnyCondition" in str(annotation) else "条件"
    for base, word in _ROOMS:
        if issubclass(annotation, base):
            return word
    if issubclass(annotation, Labelled):
        return " / ".join(f"`{name}` {label}" for name, label in annotation.labels().items())
    if issubclass(annotation, ByReading):
        return "随解读而定"
    if issubclass(annotation, BaseModel):
        return BELOW if not issubclass(annotation, Closed) else f"[{titled(annotation)}](#{titled(annotation)})"
    return str(_PLAIN.get(annotation, annotation.__name__))


def _either(members: list[Any]) -> str:
    if {get_args(each)[0] if hasattr(each, "__metadata__") else each for each in members} == BOUNDS:
        return "与事实同类的数量"
    plain = [each for each in members if not _by_reading(each)]
    words = list(dict.fromkeys(kind_of(each) for each in plain))
    said = " 或 ".join(words)
    return f"{said}；可随解读而定" if len(plain) < len(members) and words else said or "随解读而定"


def _by_reading(annotation: Any) -> bool:
    inner = get_args(annotation)[0] if hasattr(annotation, "__metadata__") else annotation
    return isinstance(inner, type) and issubclass(inner, ByReading)


def _schema_title(metadata: Iterable[Any]) -> str | None:
    """Return what the JSON Schema of a term calls it: 认定称号, 行政区划."""
    for each in metadata:
        title = (getattr(each, "json_schema", None) or {}).get("title")
        if title:
            return {"认定称号": "称号", "行政区划": "地名或区划代码"}.get(str(title), str(title))
    return None


def titled(model: type[BaseModel]) -> str:
    """Return the Chinese name of a part of a profile."""
    return RECORDS.get(model.__name__, model.__name__)


RECORDS = {
    "Recognition": "认定",
    "Registration": "登记",
    "Relocation": "迁入情况",
    "Account": "财务数据",
    "Incident": "事故与处罚",
    "Certificate": "体系认证",
    "Credit": "信用",
    "AwardReceived": "已领奖补",
    "Tenant": "入驻企业",
    "DesignContract": "设计服务合同",
    "ContractPayment": "付款",
    "TraineeGroup": "培训人员",
    "Assessment": "年度考核",
}
"""The parts of a profile, in the order of the page, with the heading of each."""


def inner_models(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield the key and model of every group of keys that stands below a key of this model."""
    for name, field in model.model_fields.items():
        for each in _parts(field.annotation):
            if isinstance(each, type) and issubclass(each, BaseModel) and not issubclass(each, _outside()):
                yield field.alias or name, each


def _outside() -> tuple[type, ...]:
    return (Condition, Payment, Clause, ByReading)


def _parts(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if get_origin(annotation) is Literal:
        return
    if hasattr(annotation, "__metadata__"):
        yield from _parts(inner[0])
    elif inner:
        for each in inner:
            yield from _parts(each)
    else:
        yield annotation


def fields_table(model: type[Closed], leave_out: frozenset[str] = frozenset()) -> str:
    """Return the fields of a part of a profile: Chinese and English name, type, meaning."""
    rows = []
    for name, field in model.model_fields.items():
        if name in leave_out:
            continue
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        aliases = extra.get("aliases")
        others = "".join(f"、{each}" for each in aliases) if isinstance(aliases, list) else ""
        meaning = field.description or ""
        needed = "，必填" if field.is_required() else ""
        rows.append(
            (f"{field.title}{others}", f"`{name}`", _yes_no(kind_of(field.annotation, field)) + needed, meaning)
        )
    return table(("名称", "英文名", "类型", "含义"), rows)


def _yes_no(words: str) -> str:
    """Return the type as a profile writes it: 是 and 否 are accepted there."""
    for inside, outside in _IN_A_PROFILE:
        words = words.replace(inside, outside)
    return words


_IN_A_PROFILE = (
    ("`true` 或 `false`", "是或否"),
    ("选项编号: 是或否 或 整数 或 文字", "名称: 值"),
    ("选项编号: ", "名称: "),
    ("`never`", "`长期`"),
    ("`none`", "`无`"),
)
