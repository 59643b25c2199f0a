"""The canonical layout of rule files and of examples.

- Keys stand in the order of the reference (a clause: id, kind, cite, quote, title, …); two spaces for a level, the dash of a
  list below its key; one blank line between the parts of a rule file, and nowhere more than one.
- What its author wrote in brackets stays so on one line while it fits and holds no comment; otherwise it is spread out.
- Quotation marks only where they are needed.
- Formulas in one spelling: `×`, `÷`, `−` and `，`, blanks around the signs of operations, half-width brackets.
- Comments keep their words and stay with what they precede, or what they stand beside.

The meaning is never changed: what was read before reads the same after.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ValidationError

from zjtx_rules.analysis.editing.formulas import settle
from zjtx_rules.analysis.editing.layout import Box, Entry, Node, Scalar, read_sheet
from zjtx_rules.analysis.editing.respelling import Keywords, plain, respell
from zjtx_rules.analysis.testing.examples import ExampleFile
from zjtx_rules.files import Source, dump_yaml, parse_yaml
from zjtx_rules.files.errors import problems_of
from zjtx_rules.files.keywords import in_english, is_chinese, member
from zjtx_rules.files.shapes import item_of, value_of
from zjtx_rules.language import RuleFile
from zjtx_rules.language.declared_places import places_of
from zjtx_rules.language.expanding import expand
from zjtx_rules.language.vocabulary import Vocabulary
from zjtx_rules.language.vocabulary_names import is_vocabulary
from zjtx_rules.problems import InputError, Problem

WIDTH = 120
_NEVER_PLAIN = frozenset(":：#")
_FLOW_SIGNS = frozenset(",[]{}")
_FIRST = ("id", "kind")
_SPELLED = (RuleFile, Vocabulary)
"""What is written in keywords of either language."""


def format_text(text: str, name: str = "<text>", keywords: Keywords | None = None) -> str:
    """Return a rule file, a vocabulary or a file of examples in its canonical layout; any other YAML keeps its order of keys.

    Args:
        text: The text of the file.
        name: What it is called in messages.
        keywords: In which language the keywords of a rule file are to be written; left out, they stay as they are.

    Raises:
        InputError: If the text is not good YAML, or not a good rule file; nothing is formatted then.
    """
    source = parse_yaml(text, name)
    model = Vocabulary if is_vocabulary(name) else _model(source.data)
    if model is not None:
        _refuse_what_is_wrong(model, source)
    sheet = read_sheet(text)
    spelled = model if model in _SPELLED else None
    meant = settle(sheet.root, source.data, spelled) if spelled is not None else source.data
    if spelled is not None and keywords is not None:
        respell(sheet.root, spelled, keywords)
    lines = [*_trimmed(sheet.head), *_root(sheet.root, model), *_foot(sheet.foot)]
    result = "\n".join(lines) + "\n"
    if _meant(parse_yaml(result, name), model) != _meant(replace(source, data=meant), model):
        raise AssertionError(f"formatting would have changed the meaning of {name}")
    return result


def _meant(source: Source, model: type[BaseModel] | None) -> Any:
    """Return the data of a text, that of a rule file or a vocabulary in English keywords."""
    return in_english(source, model).data if model is not None and model in _SPELLED else source.data


def _refuse_what_is_wrong(model: type[BaseModel], source: Source) -> None:
    """Raise `InputError` where a file does not have the form of what it seems to be."""
    problems: list[Problem] = []
    if model is RuleFile:
        source, problems = expand(in_english(source, RuleFile))
    elif model is Vocabulary:
        source = in_english(source, Vocabulary)
    try:
        model.model_validate(source.data, context=places_of(source.data))
    except ValidationError as error:
        problems += problems_of(error, source, model)
    if problems:
        raise InputError(problems)


def stored_like(formatted: str, text: str) -> str:
    r"""Return a formatted text with the byte order mark and the line ends of the file that it came from.

    Of several kinds of line ends in one file the most frequent is taken, `\n` among equals.
    """
    ends = re.findall(r"\r\n|\n|\r", text)
    end = max(("\n", "\r\n", "\r"), key=ends.count)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + (formatted if end == "\n" else formatted.replace("\n", end))


def is_formatted(text: str, name: str = "<text>") -> bool:
    """Return whether a text already has the canonical layout.

    Raises:
        InputError: As `format_text` does.
    """
    return format_text(text, name) == text


def _model(data: Any) -> type[BaseModel] | None:
    if isinstance(data, dict):
        if "jurisdiction" in data or isinstance(data.get("documents"), list) or is_chinese(data, RuleFile):
            return RuleFile
        if "examples" in data:
            return ExampleFile
    return None


def _root(root: Node, meant: Any) -> list[str]:
    """Return the lines of the whole: its parts are set apart by blank lines."""
    if not isinstance(root, Box):
        return [_scalar(root)]
    if root.flow or not root.is_mapping:
        return _box(root, meant, 0)
    found: list[str] = []
    for entry, value in _ordered(root, meant):
        if meant in _SPELLED:
            before = _trimmed(entry.before)
            found += ["", *before] if found else before
        else:
            found += _kept_blanks(entry.before, first=not found)
        found += _entry(entry, value, 0)
    return found


def _ordered(box: Box, meant: Any) -> list[tuple[Entry, Any]]:
    """Return the entries of a mapping or list in order, each with the annotation of what it may be."""
    if not box.is_mapping:
        return [(each, item_of(meant)) for each in box.entries]
    model, english = member(meant, {_key(each): plain(each.value) for each in box.entries})
    if model is None:
        return [(each, value_of(meant)) for each in box.entries]
    fields = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
    order = list(fields)
    if {"id", "kind"} <= fields.keys():
        order = [*_FIRST, *(each for each in fields if each not in _FIRST)]
    keys = {key: number for number, key in enumerate(order)}
    named = [(english.get(_key(each), _key(each)), each) for each in box.entries]
    placed = sorted(named, key=lambda pair: keys.get(pair[0], len(keys)))
    return [(each, fields.get(name)) for name, each in placed]


def _key(entry: Entry) -> str:
    return entry.key.value if entry.key else ""


def _box(box: Box, meant: Any, indent: int) -> list[str]:
    """Return the lines of a mapping or list, without indentation of their own."""
    one = _on_one_line(box)
    if one is not None and indent + len(one) <= WIDTH:
        return [one]
    found: list[str] = []
    for entry, value in _ordered(box, meant):
        found += [*_kept_blanks(entry.before, first=not found), *_entry(entry, value, indent)]
    return found


def _entry(entry: Entry, meant: Any, indent: int) -> list[str]:
    """Return the lines of an entry, the comments beside it at the end of the first."""
    more = entry.beside[1:]
    lines = _item(entry, meant, indent) if entry.key is None else _pair(entry, entry.key, meant, indent)
    if entry.beside:
        place = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
        lines[place] += f"  {entry.beside[0]}"
    return [*more, *lines]


def _pair(entry: Entry, key: Scalar, meant: Any, indent: int) -> list[str]:
    head = f"{_scalar(key)}:"
    value = entry.value
    if isinstance(value, Scalar):
        first, *rest = _scalar_lines(value)
        return [f"{head} {first}".rstrip(), *_indented(rest)]
    one = _on_one_line(value)
    if one is not None and (not value.entries or indent + len(head) + 1 + len(one) <= WIDTH):
        return [f"{head} {one}"]
    deeper = 2 if value.is_mapping else 0
    lines = _spread(value, meant, indent + deeper)
    return [head, *(_indented(lines) if deeper else lines)]


def _item(entry: Entry, meant: Any, indent: int) -> list[str]:
    value = entry.value
    if isinstance(value, Scalar):
        first, *rest = _scalar_lines(value)
        return [f"- {first}".rstrip(), *_indented(rest)]
    lines = _box(value, meant, indent + 2)
    # A comment before the first key stands before the dash.
    start = next(index for index, line in enumerate(lines) if not line.startswith("#") and line)
    return [*lines[:start], f"- {lines[start]}", *_indented(lines[start + 1 :])]


def _spread(box: Box, meant: Any, indent: int) -> list[str]:
    """Return the lines of a box that has been found too long for one line, or is not written on one."""
    found: list[str] = []
    for entry, value in _ordered(box, meant):
        found += [*_kept_blanks(entry.before, first=not found), *_entry(entry, value, indent)]
    return found


def _on_one_line(box: Box) -> str | None:
    """Return a box in brackets on one line, or None where its author spread it out or a comment stands inside."""
    if not box.entries:
        return "{}" if box.is_mapping else "[]"
    if not box.flow or _has_comments(box):
        return None
    parts = []
    for each in box.entries:
        value = _scalar(each.value, flow=True) if isinstance(each.value, Scalar) else _on_one_line(each.value)
        if value is None:
            return None
        parts.append(f"{_scalar(each.key, flow=True)}: {value}".rstrip() if each.key else value)
    return "{" + ", ".join(parts) + "}" if box.is_mapping else "[" + ", ".join(parts) + "]"


def _has_comments(box: Box) -> bool:
    return any(
        each.beside or any(each.before) or (isinstance(each.value, Box) and _has_comments(each.value))
        for each in box.entries
    )


def _scalar_lines(scalar: Scalar) -> list[str]:
    """Return a value as its lines: several for a text written below a `|`."""
    if scalar.raw:
        return scalar.raw
    if scalar.style in ("|", ">"):
        first, *rest = dump_yaml([scalar.value])[2:-1].split("\n")
        return [first, *(line[2:] for line in rest)]
    return [_scalar(scalar)]


def _scalar(scalar: Scalar, *, flow: bool = False) -> str:
    """Return a value on one line, in quotes only where it needs them."""
    value = scalar.value
    if not scalar.style and "\n" not in value:
        return value
    plain = dump_yaml([value])[2:-1]
    signs = set(value)
    if "\n" in plain or signs & _NEVER_PLAIN or (flow and signs & _FLOW_SIGNS):
        return dump_yaml(value)[:-1]
    return plain


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]


def _kept_blanks(before: list[str], *, first: bool) -> list[str]:
    """Return comments and blank lines before an entry, never two blank lines running, none at the beginning of a box."""
    found: list[str] = []
    for line in before:
        if line or (found[-1:] != [""] and not (first and not found)):
            found.append(line)
    return found


def _trimmed(before: list[str]) -> list[str]:
    """Return comments without the blank lines around them."""
    found = _kept_blanks(before, first=True)
    while found and not found[-1]:
        found.pop()
    return found


def _foot(foot: list[str]) -> list[str]:
    found = _trimmed(foot)
    return ["", *found] if found else []
