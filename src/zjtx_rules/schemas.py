"""JSON Schemas of everything that is written or read: rule files, examples, profiles, evaluations.

Made from the models, so that they cannot say anything else; every key carries its Chinese title and description, which an
editor shows (with the modeline `# yaml-language-server: $schema=…` of the YAML language server).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from zjtx_rules.analysis.testing.examples import ExampleFile
from zjtx_rules.conditions import WRITTEN as CONDITIONS
from zjtx_rules.conditions.choice import ByReading
from zjtx_rules.files.key_relations import UNSAID, relations, says, spellings
from zjtx_rules.files.keywords import keys_of, models_inside, values_of
from zjtx_rules.language import CLAUSE_KINDS, RuleFile
from zjtx_rules.language.clauses import Section
from zjtx_rules.language.money_rules import NoDuplication
from zjtx_rules.language.vocabulary import Vocabulary
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.presentation.models import Answer
from zjtx_rules.problems import InputError, Place, Problem, did_you_mean
from zjtx_rules.profile import APPLICANTS, records
from zjtx_rules.profile.applicants import KIND_ALIASES
from zjtx_rules.profile.facts import SCOPES, facts_of
from zjtx_rules.profile.model import Closed
from zjtx_rules.terms.fields import MAX_LENGTH
from zjtx_rules.terms.money import AMOUNT_PATTERN
from zjtx_rules.terms.percentage import PERCENTAGE_PATTERN
from zjtx_rules.terms.titles import title_schema
from zjtx_rules.words import Words

SchemaName = Literal["rules", "vocabulary", "example", "profile", "evaluation"]
Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Leaves out defaults that JSON cannot express (a sum of zero) without a warning."""

    ignored_warning_kinds: ClassVar = {"skipped-choice", "non-serializable-default"}  # type: ignore[misc]


def schema(name: SchemaName) -> Schema:
    """Return the JSON Schema (2020-12) of one kind of file.

    Raises:
        InputError: If there is no schema of that name (`unknown-schema`).
    """
    if name not in _MAKERS:
        message = Words(f"没有名为“{name}”的格式说明", f"there is no schema '{name}'")
        expected = Words("、".join(_MAKERS), ", ".join(_MAKERS))
        hint = did_you_mean(str(name), _MAKERS)
        raise InputError([Problem("unknown-schema", message, Place("schema"), expected=expected, suggestion=hint)])
    made = _MAKERS[name]()
    _spell_out(made)
    _say_in_chinese(made)
    _tell_kinds_apart(made)
    title = _TITLES[name]
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json", **made, "title": title}


def schema_text(name: SchemaName) -> str:
    """Return the JSON Schema as the text of a file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def schema_path(name: SchemaName) -> Path:
    """Return the file of a JSON Schema that travels with the package, for editors."""
    inside = Path(__file__).resolve().parent / "json_schemas"
    folder = inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "schemas"
    return folder / f"{name}.schema.json"


_TITLE = "title-id"
"""Marks a field that names a title: what it may be is long, and said once."""


_SPELLINGS = {"['200万元']": AMOUNT_PATTERN, "['50%']": PERCENTAGE_PATTERN}
"""How the quantities are written, by the examples that they give of themselves."""


def _spell_out(made: Schema) -> None:
    """Let every field that names a title refer to one definition of the titles, and give quantities their pattern."""
    if _refer(made):
        made.setdefault("$defs", {})["TitleId"] = {
            **title_schema(),
            "description": "称号的名称，不带级别",
            "additionalProperties": False,  # it is a text
        }


def _refer(node: Any) -> bool:
    if isinstance(node, list):
        return bool(sum(map(_refer, node)))  # all of them, not up to the first
    if not isinstance(node, dict):
        return False
    spelling = _SPELLINGS.get(str(node.get("examples")))
    if spelling is not None and node.get("type") == "string":
        node |= {"pattern": rf"^\s*(?:{spelling})\s*$", "maxLength": MAX_LENGTH}
    if node.get("format") == _TITLE:
        del node["format"], node["type"]
        node["$ref"] = "#/$defs/TitleId"
        return True
    return bool(sum(map(_refer, node.values())))


def _rules() -> Schema:
    made = RuleFile.model_json_schema(schema_generator=_Generator)
    known = sorted({name for scope in (*APPLICANTS, *SCOPES, "design_payments") for name in facts_of(scope)})
    for definition in made["$defs"].values():
        fact = definition.get("properties", {}).get("fact")
        if fact is not None:
            # What is known beforehand is offered; a file may declare more.
            del fact["type"]
            fact["anyOf"] = [{"enum": known}, {"type": "string"}]
    _let_sections_say(made["$defs"])
    _accept_chinese_keywords(made, RuleFile)
    made["$defs"]["Unsaid"] = dict(UNSAID)
    return made


def _vocabulary() -> Schema:
    made = Vocabulary.model_json_schema(schema_generator=_Generator)
    _accept_chinese_keywords(made, Vocabulary)
    return made


def _accept_chinese_keywords(made: Schema, root: type[BaseModel]) -> None:
    """Let every key and every closed value of a rule file, or of a vocabulary, be written in Chinese as well."""
    models = models_inside(root)
    values: dict[Any, dict[str, None]] = {}
    for each in models:
        for field in each.model_fields.values():
            for value, word in values_of(field, each).items():
                values.setdefault(value, {})[word] = None
    by_name = {each.__name__: each for each in models}
    for name, definition in (*made["$defs"].items(), (root.__name__, made)):
        model: type[BaseModel] | None = by_name.get(name) or (ByReading if name.startswith("ByReading") else None)
        properties = definition.get("properties", {})
        _accept_chinese_values(properties, values)
        words = keys_of(model) if model is not None else {}
        for key in list(properties):
            if key in words:
                properties.setdefault(words[key], {**properties[key], "description": f"同 {key}"})
        needed = definition.pop("required", [])
        both = [[key, words[key]] if key in words else [key] for key in needed]
        demanded = [{"anyOf": [{"required": [each]} for each in dict.fromkeys(keys)]} for keys in both]
        if model is not None:
            demanded += relations(model, words, values)
        if demanded:
            definition["allOf"] = [*definition.get("allOf", []), *demanded]


def _accept_chinese_values(node: Any, values: Mapping[Any, Mapping[str, None]]) -> None:
    if isinstance(node, list):
        for each in node:
            _accept_chinese_values(each, values)
        return
    if not isinstance(node, dict):
        return
    for each in node.values():
        _accept_chinese_values(each, values)
    if "const" in node:
        node["enum"] = [node.pop("const")]
    if isinstance(node.get("enum"), list):
        said = [
            word
            for value in node["enum"]
            for word in (values.get(value, ()) if isinstance(value, Hashable) else ())
            if word
        ]
        node["enum"] = [*node["enum"], *(each for each in dict.fromkeys(said) if each not in node["enum"])]
    if node.get("type") == "boolean":
        del node["type"]
        node["enum"] = [True, False, "是", "否"]


def _let_sections_say(definitions: Schema) -> None:
    """Demand of clauses what a section may say for them only where they stand in none, or in one that does not say it."""
    addressed = []
    for entry in definitions["Document"]["properties"]["clauses"]["items"]["oneOf"]:
        definition = definitions[entry["$ref"].rpartition("/")[2]]
        said = [key for key in ("cite", "to") if key in definition.get("required", ())]
        definition["required"] = [key for key in definition.get("required", ()) if key not in said]
        if "cite" in said:
            entry["allOf"] = [*(says(key, _CLAUSE_WORDS) for key in said), _RESTS_ON_WORDS]
        if "to" in said:
            addressed += definition["properties"]["kind"].get("enum", [definition["properties"]["kind"].get("const")])
    nouns = [CLAUSE_KINDS[each].NOUN.zh for each in addressed]
    others = {"not": says("kind", _CLAUSE_WORDS, [*addressed, *nouns])}
    section = definitions["Section"].setdefault("allOf", [])
    for key, of_each in (
        ("to", {"anyOf": [others, says("to", _CLAUSE_WORDS)]}),
        ("quote", _RESTS_ON_WORDS),
    ):
        inner = {"properties": {each: {"items": of_each} for each in spellings("clauses", keys_of(Section))}}
        section.append({"anyOf": [says(key, keys_of(Section)), inner]})


_CLAUSE_WORDS = {**keys_of(NoDuplication), **keys_of(CLAUSE_KINDS["award"])}
"""The Chinese words of the keys of clauses."""
_RESTS_ON_WORDS: Schema = {
    "anyOf": [
        says("quote", _CLAUSE_WORDS),
        says("restated", _CLAUSE_WORDS, [True, "是"]),
        says("basis", _CLAUSE_WORDS, ["system", "系统"]),
    ]
}


def _example() -> Schema:
    return ExampleFile.model_json_schema(schema_generator=_Generator)


def _profile() -> Schema:
    """Return the schema of a profile: one of the kinds of applicant, an enterprise where `kind` is left out."""
    models = list(APPLICANTS.items())
    _, made = models_json_schema([(model, "validation") for _, model in models], schema_generator=_Generator)
    definitions = made["$defs"]
    for kind, model in models:
        if kind != "enterprise":  # a class knows its kind; a file without one is about an enterprise
            definitions[model.__name__].setdefault("required", []).append("kind")
    for each in _closed_models():
        if each.__name__ in definitions:
            _accept_chinese_names(definitions[each.__name__], each)
    for kind, model in models:
        definition = definitions[model.__name__]
        definition["title"] = model.noun.zh
        words = [kind, *(word for word, meant in {model.noun.zh: kind, **KIND_ALIASES}.items() if meant == kind)]
        definition["properties"]["kind"] = {"enum": words, "title": "主体类型", "description": model.noun.zh}
        definition["properties"]["主体类型"] = definition["properties"]["kind"]
    refs = [{"$ref": f"#/$defs/{model.__name__}"} for _, model in models]
    return {"$defs": definitions, "anyOf": refs}


def _closed_models() -> list[type[Closed]]:
    parts = [each for each in vars(records).values() if isinstance(each, type) and issubclass(each, Closed)]
    return [*APPLICANTS.values(), *parts]


def _accept_chinese_names(definition: Schema, model: type[Closed]) -> None:
    """Let every key of a profile stand under each of its Chinese names as well."""
    properties: Schema = definition["properties"]
    for word, name in model.chinese_names.items():
        if name in properties:
            properties.setdefault(word, {**properties[name], "description": f"同 {name}"})
    names: dict[str, list[str]] = {}
    for word, name in model.chinese_names.items():
        names.setdefault(name, [name]).append(word)
    pairs = [{"required": [*pair]} for each in names.values() for pair in combinations(dict.fromkeys(each), 2)]
    if pairs:
        definition["not"] = {"anyOf": pairs}
    needed = definition.pop("required", [])
    ways = [[name, *(word for word, meant in model.chinese_names.items() if meant == name)] for name in needed]
    if ways:
        definition["allOf"] = [{"anyOf": [{"required": [word]} for word in words]} for words in ways]


def _evaluation() -> Schema:
    return Answer.model_json_schema(mode="serialization", schema_generator=_Generator)


_MAKERS: dict[str, Callable[[], Schema]] = {
    "rules": _rules,
    "vocabulary": _vocabulary,
    "example": _example,
    "profile": _profile,
    "evaluation": _evaluation,
}
_TITLES = {
    "rules": "规则文件",
    "vocabulary": "词汇文件",
    "example": "例子文件",
    "profile": "申报资料",
    "evaluation": "评估结果",
}
SCHEMAS: Mapping[SchemaName, Callable[[], Schema]] = {
    "rules": partial(schema, "rules"),
    "vocabulary": partial(schema, "vocabulary"),
    "example": partial(schema, "example"),
    "profile": partial(schema, "profile"),
    "evaluation": partial(schema, "evaluation"),
}
"""What makes the schema of each kind of file. The golden copies are in `schemas/`."""

_CHINESE = re.compile("[\u4e00-\u9fff]")
_NOUNS = {
    "Account": "年度财务数据",
    "AdoptedOut": "若照此施行",
    "AlternativeOut": "其他选项",
    "ApplicantOut": "申请主体",
    "AwardsOut": "奖补",
    "BenchmarkOut": "对标",
    "BoundsOut": "上下限",
    "ClauseOut": "条款",
    "ConditionOut": "条件",
    "ContractPayment": "合同付款",
    "DocumentOut": "文件",
    "Example": "例子",
    "Expected": "预期",
    "GainOut": "权利、服务或支持",
    "BandOut": "一栏",
    "BandItemOut": "一栏中的一项",
    "SourceOut": "一项的依据",
    "InputNoteOut": "资料提示",
    "JudgementOut": "须人工判断的事项",
    "LineOut": "一项奖补",
    "MissingOut": "缺少的事实",
    "Part": "按比例给付",
    "ProductivityGrade": "亩产效益评价",
    "ReadingOut": "解读",
    "SectionOut": "一类奖补",
    "SumOut": "金额",
    "Sums": "预期金额",
    "SuppressedBy": "让位于",
    "LimitOut": "限额",
    "BackOut": "应退回",
    "OthersOut": "支付给他人",
    "PayerOut": "出资人",
    "ExactOut": "精确金额",
    "NotComputedOut": "未计算的条款",
    "UnsaidOut": "无法表达之处",
    "TotalsOut": "合计",
    "VersionOut": "适用版本",
    "PointsOut": "得分",
    "IndicatorOut": "指标",
    "GroupOut": "一类指标",
    "DirectOut": "直通条件",
    "ScoreOut": "评分",
    "AppliesTo": "适用于",
    "Period": "期间",
    "Assessment": "年度考核",
    "AwardReceived": "已领奖补",
    "ByReading": "随解读而定的值",
    "Certificate": "体系认证",
    "Count": "若干项条件",
    "CultivatedWhich": "培育的认定",
    "Credit": "信用",
    "Amount": "按算式给付",
    "Band": "一档",
    "Brackets": "分段累进",
    "Case": "一种情形",
    "Choose": "按条件取值",
    "Decided": "由人确定的值",
    "NamedValue": "值",
    "PlaceOfFile": "自定地方",
    "Table": "分档表",
    "DeclaredFact": "自定事实",
    "OverApplicants": "由全部主体算出的数",
    "DeclaredRecords": "自定清单",
    "Received": "已领的金额",
    "RecordField": "清单的一项",
    "Counted": "清单中有几条",
    "Summed": "清单中的数",
    "SummedTop": "清单中的合计",
    "DesignContract": "设计服务合同",
    "DesignPaymentMade": "设计服务付款",
    "Document": "文件",
    "Each": "每个成员的给付",
    "Event": "事故或处罚",
    "Gate": "前置条件",
    "NamedCondition": "条件定义",
    "Goal": "指标",
    "InForce": "施行期",
    "HeldWhich": "持有的称号",
    "Incident": "事故或处罚",
    "Instalments": "逐年给付",
    "Judgement": "人工判断事项",
    "Jurisdiction": "行政区域",
    "Move": "整体迁入",
    "Origin": "来源",
    "ReadingOfText": "解读",
    "Recognition": "认定",
    "Registration": "登记沿革",
    "Relocation": "迁入情况",
    "RenewedWhich": "延续的认定",
    "Settings": "设定",
    "Tenant": "入驻企业",
    "TitleId": "认定称号",
    "TraineeGroup": "培训人员",
    "Where": "登记地与期限",
    "Which": "认定",
}
"""What the parts of a file are called that are neither clauses nor conditions nor payments."""


def _nouns() -> dict[str, str]:
    """Return the Chinese noun of each model by its name."""
    found = dict(_NOUNS)
    found |= {model.__name__: model.NOUN.zh for model in CLAUSE_KINDS.values()} | {"Section": Section.NOUN.zh}
    kinds: list[type[BaseModel]] = [*CONDITIONS.values(), *PAYMENTS.values()]
    for kind in kinds:
        keys: frozenset[str] = kind.KEYS  # type: ignore[attr-defined]
        titles = [field.title for name, field in kind.model_fields.items() if (field.alias or name) in keys]
        found[kind.__name__] = "、".join(title for title in titles if title)
    return found


def _say_in_chinese(made: Schema) -> None:
    """Give every part its Chinese noun and every key a Chinese title and description."""
    nouns = _nouns()
    for name, definition in (*made.get("$defs", {}).items(), ("", made)):
        noun = nouns["ByReading"] if name.startswith("ByReading") else nouns.get(name, "")
        if noun:
            definition["title"] = noun
        elif not _CHINESE.search(definition.get("title", "")):
            definition.pop("title", None)
        # What stands there is the docstring of a class, written for programmers.
        definition.pop("description", None)
        for key, each in _properties(definition):
            if not _CHINESE.search(each.get("title", "")):
                each["title"] = _KEYS.get(key, noun or key)
            english = each.pop("english", "")
            if each.get("default", 0) is None:
                del each["default"]  # left out means unknown; nobody writes null
            each.pop("aliases", None)
            if "description" not in each:
                each["description"] = f"{each['title']}（{english}）" if english else each["title"]


def _tell_kinds_apart(made: Schema) -> None:
    """Demand of each kind of condition and payment one of the keys that recognise it; the kinds may overlap otherwise."""
    kinds: list[type[Any]] = [*CONDITIONS.values(), *PAYMENTS.values()]
    for kind in kinds:
        definition = made.get("$defs", {}).get(kind.__name__)
        if definition:
            words = dict(keys_of(kind))  # type: ignore[arg-type]  # a kind is a class
            definition["anyOf"] = [{"required": [each]} for key in sorted(kind.KEYS) for each in (key, words[key])]
    _any_instead_of_one(made)


def _any_instead_of_one(node: Any) -> None:
    if isinstance(node, dict):
        if any("anyOf" not in each for each in node.get("oneOf", ())):  # those of keys that exclude one another stay
            node["anyOf"] = node.pop("oneOf")
        node.pop("discriminator", None)
        for each in node.values():
            _any_instead_of_one(each)
    elif isinstance(node, list):
        for each in node:
            _any_instead_of_one(each)


_KEYS = {"kind": "类别"}


def _properties(definition: Schema) -> Iterator[tuple[str, Schema]]:
    yield from definition.get("properties", {}).items()
