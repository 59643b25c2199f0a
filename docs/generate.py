"""Writes the generated parts of the documentation: tables read off the models, and what the commands of the tutorial print.

`python docs/generate.py` writes them, `python docs/generate.py --check` only says which pages are stale. A generated part
stands between `<!-- generated: NAME ARGUMENT -->` and `<!-- /generated -->`; everything else is written by hand.
"""

# A script beside the pages it writes, not a package.
# ruff: noqa: INP001

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from key_tables import RECORDS, fields_table, inner_models, keys_table, table
from paragraph_tables import clause_shown, phrases, read_back
from pydantic import BaseModel
from synthetic_tables import assumed
from walkthrough import played

from zjtx_rules.conditions import KINDS as CONDITIONS
from zjtx_rules.files.replacing import replace_text
from zjtx_rules.language import CLAUSE_KINDS, documents, load, versions
from zjtx_rules.language.clause_base import Clause
from zjtx_rules.language.clauses import Binding, ForApplicants, Offering, Section
from zjtx_rules.language.documents import ReadingOfText
from zjtx_rules.payments import KINDS as PAYMENTS
from zjtx_rules.profile import APPLICANTS, records
from zjtx_rules.profile.applicants import KIND_ALIASES, Applicant
from zjtx_rules.profile.facts import facts_of
from zjtx_rules.quantities import models, over_applicants, received_models, record_models
from zjtx_rules.terms import TITLES, Level

DOCS = Path(__file__).parent
ROOMS: dict[str, dict[str, type[BaseModel]]] = {
    "conditions": dict(CONDITIONS),
    "payments": dict(PAYMENTS),
    "clauses": dict(CLAUSE_KINDS),
}
"""The kinds that have a page each, by the folder of their pages."""

_PART = re.compile(r"(<!-- generated: (\S+)(?: (\S+))? -->\n).*?(<!-- /generated -->)", re.DOTALL)
_TYPES = {
    "yes_no": "是或否",
    "money": "金额",
    "percentage": "百分比",
    "count": "整数",
    "number": "数",
    "choice": "选项",
    "date": "日期",
    "year": "年度",
    "text": "文字",
}
_SCOPES = {
    "tenants": "入驻企业",
    "trainees": "培训人员",
    "assessments": "年度考核",
    "design_payments": "设计合同的付款",
}


def keys(name: str) -> str:
    """Return the keys of a kind (`conditions/registered`), or of a block of a rule file (`InForce`), with those below."""
    room, _, kind = name.partition("/")
    model = ROOMS[room][kind] if kind else _block(room)
    shared = [each for each in (Clause, ForApplicants, Binding, Offering) if issubclass(model, each)]
    if room != "clauses":
        shared = [Clause] if model in (ForApplicants, Binding) else [Binding] if model is Offering else []
    leave_out = [name for each in shared for name in each.model_fields if name != "kind"]
    parts = [keys_table(model, leave_out)]
    below = inner_models(model) if kind else ()
    parts += [f"`{key}` 之内的键：\n\n{keys_table(inner)}" for key, inner in below]
    return "\n\n".join(parts)


def _block(name: str) -> type[BaseModel]:
    apart = (Clause, ForApplicants, Binding, Offering, Section)
    shared: dict[str, type[BaseModel]] = {each.__name__: each for each in apart}
    for room in (documents, versions, received_models, record_models, over_applicants, models):
        shared = vars(room) | shared
    return shared[name]


def kinds(room: str) -> str:
    """Return the index of the pages of a room: each kind with its name and its first sentence."""
    rows = []
    for kind in ROOMS[room]:
        page = (DOCS / room / f"{kind}.md").read_text(encoding="utf-8")
        heading, _, rest = page.partition("\n")
        word, _, name = heading.removeprefix("# ").partition("：")
        rows.append((f"[{word}]({room}/{kind}.md)", name, rest.strip().partition("\n\n")[0].replace("\n", "")))
    return table(("写法", "名称", "含义"), rows)


def applicants(_: str) -> str:
    """Return the kinds of applicant with every word that names them."""
    rows = []
    for kind, model in APPLICANTS.items():
        words = [
            model.noun.zh,
            *(word for word, meant in KIND_ALIASES.items() if meant == kind and word != model.noun.zh),
        ]
        own = [str(field.title) for name, field in model.model_fields.items() if name not in Applicant.model_fields]
        rows.append(("、".join(words), f"`{kind}`", "、".join(each for each in own if each != "主体类型") or "无"))
    return table(("主体类型", "英文名", "共有字段之外的字段"), rows)


def fields(name: str) -> str:
    """Return the fields of a kind of applicant, of all of them (`all`), or of every record (`records`)."""
    if name == "all":
        return fields_table(Applicant)
    if name == "records":
        models = [(getattr(records, each), title) for each, title in RECORDS.items()]
        return "\n\n".join(f"### {title}\n\n{fields_table(model)}" for model, title in models)
    return "\n\n".join(_own_fields())


def _own_fields() -> Iterator[str]:
    for model in APPLICANTS.values():
        own = set(model.model_fields) - set(Applicant.model_fields) - {"kind"}
        if own:
            yield f"### {model.noun.zh}\n\n{fields_table(model, frozenset(set(model.model_fields) - own))}"


def facts(_: str) -> str:
    """Return the facts that a condition may ask for, by applicant and by member of a collection."""
    parts = []
    for scope, title in [*((kind, model.noun.zh) for kind, model in APPLICANTS.items()), *_SCOPES.items()]:
        found = facts_of(scope)
        if scope in APPLICANTS and scope != "enterprise":
            found = {name: each for name, each in found.items() if name not in _COMMON}
        if not found:
            continue
        rows = [(f"`{each.name}`", each.label.zh, _kind_of_fact(each.type, each.choices)) for each in found.values()]
        head = f"{title}（`{scope}`）" if scope in APPLICANTS else f"{title}（给付中 `of: {scope}` 的每一项）"
        parts.append(f"### {head}\n\n{table(('事实', '名称', '类型'), rows)}")
    return "\n\n".join(parts)


_COMMON = frozenset({"application", "legal_form"})
"""Facts of every kind of applicant, shown once."""


def _kind_of_fact(kind: str, choices: tuple[tuple[str, str], ...]) -> str:
    return " / ".join(f"`{name}` {label}" for name, label in choices) or _TYPES[kind]


def titles(_: str) -> str:
    """Return every title with its levels and holders."""
    holders = {kind: model.noun.zh for kind, model in APPLICANTS.items()}
    rows = [
        (
            "、".join((each.label, *each.aliases)),
            f"`{each.id}`",
            "、".join(level.label for level in each.levels),
            "、".join(holders[holder] for holder in each.holders),
        )
        for each in TITLES.values()
    ]
    return table(("称号", "英文名", "级别", "谁可以有"), rows)


def levels(_: str) -> str:
    """Return the levels, lowest first."""
    return table(("级别", "英文名"), [(each.label, f"`{each.id}`") for each in sorted(Level)])


def readings(_: str) -> str:
    """Return every reading of the bundled files with its question, options and default."""
    parts = []
    for loaded, document in load().documents():
        if document.readings:
            head = f"## {document.title}\n\n规则名 `{loaded.name}`，文件编号 `{document.id}`。"
            parts.append("\n\n".join([head, *(_reading(each) for each in document.readings)]))
    return "\n\n".join(parts)


def _reading(reading: ReadingOfText) -> str:
    quote = f"\n\n原文：“{reading.text}”" if reading.text else ""
    rows = [(f"`{option}`", words, "、".join(_marks(reading, option))) for option, words in reading.options.items()]
    return f"### `{reading.id}`：{reading.question}{quote}\n\n{table(('选项', '含义', ''), rows)}"


def _marks(reading: ReadingOfText, option: str) -> Iterator[str]:
    if option == reading.default:
        yield "默认"
    if option == reading.percentage:
        yield f"须给出百分比，如 `{reading.id}={option}:20%`"


MAKERS: dict[str, Callable[[str], str]] = {
    each.__name__: each
    for each in (
        keys,
        kinds,
        applicants,
        fields,
        facts,
        titles,
        levels,
        readings,
        assumed,
        phrases,
        read_back,
        clause_shown,
    )
}


TUTORIALS = ("tutorial.md", "tutorial-amounts.md")
"""The pages whose commands are run, each with the finished files in a folder of its name."""


def generated(page: Path) -> str:
    """Return the text of a page with its generated parts as they should be."""
    text = _PART.sub(
        lambda part: f"{part[1]}{MAKERS[part[2]](part[3] or '')}\n{part[4]}", page.read_text(encoding="utf-8")
    )
    return played(text, page.with_suffix("")) if page.name in TUTORIALS else text


def pages() -> list[Path]:
    """Return the pages that have generated parts, those of the kinds first because the index reads them."""
    rooms = [page for room in ROOMS for page in sorted((DOCS / room).glob("*.md"))]
    return [
        *rooms,
        *(
            DOCS / f"{name}.md"
            for name in (
                "language",
                "formulas",
                "profile",
                "readings",
                "paragraph",
                "synthetic",
                *(each.removesuffix(".md") for each in TUTORIALS),
            )
        ),
    ]


def stale() -> list[Path]:
    """Return the pages whose generated parts are not as they should be."""
    return [each for each in pages() if generated(each) != each.read_text(encoding="utf-8")]


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` say which are stale."""
    for page in stale():
        if arguments == ["--check"]:
            sys.stdout.write(f"{page}: stale\n")
        else:
            replace_text(page, generated(page))
            sys.stdout.write(f"{page}: written\n")
    return 1 if arguments == ["--check"] and stale() else 0


__all__ = ["DOCS", "ROOMS", "generated", "pages", "stale"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
