"""A profile as a YAML file with Chinese names, as a person would write it; reading it gives the same profile again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel

from zjtx_rules.profile.applicants import APPLICANTS, Applicant
from zjtx_rules.profile.model import Labelled
from zjtx_rules.terms import TITLES, Level, SizeClass, find_region
from zjtx_rules.terms.region_table import full_name, table

_PLAIN = re.compile(r"[^\W\d][\w“”（）《》〔〕、·.%-]*|[0-9]+(?:\.[0-9]+)?(?:亿元|万元|元|%)|[0-9]{1,15}")
_PLACES = {"region", "into", "payer", "client_region"}
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", "inf", "nan"}


def profile_yaml(applicant: Applicant) -> str:
    """Return a profile as the text of a YAML file; what is not known is left out."""
    lines = [f"主体类型: {APPLICANTS[str(applicant.kind)].noun.zh}"]  # type: ignore[attr-defined]  # every kind has it
    for key, value in _known(applicant):
        if key != "主体类型":
            lines += _entry(key, value)
    return "\n".join(lines) + "\n"


def _known(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """Yield the fields that say something, by their Chinese names."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if not field.is_required() and value == field.get_default(call_default_factory=True):
            continue  # what goes without saying: an unknown fact, and that an enterprise is one
        if value is None:
            yield field.title or name, None
        elif name == "title" and value in TITLES:
            yield field.title or name, TITLES[value].label
        elif name in _PLACES:
            yield field.title or name, _place(value)
        else:
            yield field.title or name, value


def _place(code: str) -> str:
    """Return a place by its full name, where that means this place and no other; else its code."""
    name = full_name(code) if table().name(code) else code
    found = find_region(name)
    return name if found is not None and found.code == code else code


def _entry(key: str, value: Any) -> list[str]:
    if isinstance(value, tuple) and value:
        return [f"{key}:", *(line for each in value for line in _item(each))]
    return [f"{key}: {_flow(value)}"]


def _item(record: BaseModel) -> Iterator[str]:
    """Yield a record: in one line, or where it holds records itself, a line for each field."""
    fields = list(_known(record))
    if not any(isinstance(value, tuple) and value for _, value in fields):
        yield f"- {_flow(record)}"
        return
    mark = "- "
    for key, value in fields:
        for line in _entry(key, value):
            yield mark + line
            mark = "  "


def _flow(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, BaseModel):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in _known(value)) + "}"
    if isinstance(value, dict):
        # What a rule file declares may be of any type: 是 would be a text.
        said = {
            key: ("true" if one else "false") if isinstance(one, bool) else _flow(one) for key, one in value.items()
        }
        return "{" + ", ".join(f"{_scalar(str(key), quoted=True)}: {one}" for key, one in said.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (Labelled, Level, SizeClass)):
        return _scalar(value.label)
    if isinstance(value, (int, date)):
        return str(value)
    return _scalar(str(value.value if isinstance(value, Enum) else value), quoted=isinstance(value, str))


def _scalar(text: str, *, quoted: bool = False) -> str:
    """Return a text as YAML; plain where it cannot be taken for anything else."""
    number = text[:1].isdigit() and text.isdigit()
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not (quoted and number):
        return text
    return '"' + "".join(_escaped(each) for each in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if character.isprintable() else f"\\U{ord(character):08x}"
