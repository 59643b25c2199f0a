"""How the path of a fact is said: `recognitions.0.level` is the level of the first recognition, by its title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.profile.records import Account, Credit
from zjtx_rules.terms import TITLES
from zjtx_rules.words import Words

_OWN = {
    "adopting": Words("适用该模板的地区", "the region that adopts the template"),
    "legal_form": Words("法人类型", "legal form"),
    "region": Words("所在地", "place"),
    "accounts": Words("财务数据", "accounts"),
    "credit": Words("信用", "credit standing"),
    "relocation": Words("迁入情况", "relocation"),
}


def path_words(path: str, applicant: Applicant, labels: dict[str, Words] | None = None) -> Words:
    """Return a path in words; `labels` names the facts and judgements that rule files declare."""
    if path in _OWN:
        return _OWN[path]
    steps = path.split(".")
    if steps[0] in {"facts", "attested"} and len(steps) == 2:
        return (labels or {}).get(steps[1], Words(steps[1], steps[1]))
    if steps[0] == "records" and len(steps) > 1:
        return _of_records(steps, labels or {})
    if steps[0] == "facts" and len(steps) == 3:
        named = (labels or {}).get(steps[1], Words(steps[1], steps[1]))
        return Words(f"{steps[2]}年{named.zh}", f"{named.en} of {steps[2]}")
    if steps[0] == "accounts" and len(steps) > 1:
        said = [Words(f"{each}年度", each) if each.isdigit() else _label(Account, each) for each in steps[1:]]
        return Words("".join(each.zh for each in said), " · ".join(each.en for each in said))
    said = list(_along(steps, applicant))
    return Words("·".join(each.zh for each in said), " · ".join(each.en for each in said))


def _of_records(steps: list[str], labels: dict[str, Words]) -> Words:
    """Return the path of a declared list in words: the list, which of its records, and the field."""
    named = ".".join(steps[:2])
    said = [labels.get(named, Words(steps[1], steps[1]))]
    if len(steps) > 2:
        number = int(steps[2]) + 1 if steps[2].isdigit() else 0
        said.append(Words(f"第{number}条", f"#{number}"))
    if len(steps) > 3:
        said.append(labels.get(f"{named}.{steps[3]}", Words(steps[3], steps[3])))
    return Words("·".join(each.zh for each in said), " · ".join(each.en for each in said))


def _along(steps: list[str], applicant: Applicant) -> Iterator[Words]:
    """Yield each step of a path in words: a field by its label, an item by its number and its name."""
    node: Any = applicant
    model: type[BaseModel] | None = type(applicant)
    for step in steps:
        if step.isdigit():
            number = int(step)
            node = node[number] if isinstance(node, tuple) and number < len(node) else None
            name = _name(node)
            yield Words(
                f"第{number + 1}项" + (f"（{name.zh}）" if name else ""),
                f"#{number + 1}" + (f" ({name.en})" if name else ""),
            )
            model = type(node) if isinstance(node, BaseModel) else None
            continue
        yield _label(model, step)
        node = getattr(node, step, None)
        if step == "credit":
            model = Credit
        elif isinstance(node, BaseModel):
            model = type(node)


def _label(model: type[BaseModel] | None, name: str) -> Words:
    field = model.model_fields.get(name) if model is not None else None
    if field is None:
        return _OWN.get(name, Words(name, name.replace("_", " ")))
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return Words(field.title or name, str(extra.get("english", name)))


def _name(node: Any) -> Words | None:
    title = getattr(node, "title", None)
    if isinstance(title, str) and title in TITLES:
        return Words(TITLES[title].label, TITLES[title].english)
    name = getattr(node, "name", None) or getattr(node, "clause", None)
    return Words(str(name), str(name)) if name else None
