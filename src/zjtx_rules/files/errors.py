"""Turns pydantic's complaints about a text that was read into problems with a place, a Chinese sentence and a hint.

One mistake gives one problem: what merely follows from another complaint is dropped, and the branches of a union speak with
one voice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from zjtx_rules.files.keywords import keys_of
from zjtx_rules.files.shapes import annotation_at, field_at, item_model, known_keys, model_of, tagged
from zjtx_rules.files.suggesting import acceptable, accepts, example, flow, in_place_of
from zjtx_rules.files.tree import Path, Source
from zjtx_rules.problems import SHOWN, Problem, did_you_mean, nearest
from zjtx_rules.shown import shown_short as shown
from zjtx_rules.words import Words

Aliases = Mapping[str, frozenset[str]]


def problems_of(
    error: ValidationError, source: Source, root: type[BaseModel], aliases: Aliases | None = None
) -> list[Problem]:
    """Return one problem for each mistake.

    Args:
        error: What pydantic found wrong.
        source: The text that was validated.
        root: The model it was validated against.
        aliases: The words under which a field may be written, by the field's name.
    """
    details = [each for one in error.errors(include_url=False) for each in _apart(one)]
    paths = [written_path((*each["loc"], *_at(each)), source.data, aliases or {}) for each in details]
    together: dict[Path, list[int]] = {}
    for index, path in enumerate(paths):
        together.setdefault(path, []).append(index)
    telling = _telling(details, paths, together)
    # What nobody will be shown is said shortly: its suggestion would take longer than everything else.
    telling.sort(key=lambda index: source.place(paths[index], key=_about_key(details[index])))
    found: dict[tuple[str, Path, str], Problem] = {}
    for index in telling:
        path = paths[index]
        if len(found) < SHOWN:
            problem = _problem(details[index], [details[each] for each in together[path]], path, source, root)
        else:
            problem = _shortly(details[index], path, source)
        found.setdefault((problem.code, source.written(path), problem.message.zh), problem)
    return list(found.values())


def _shortly(detail: ErrorDetails, path: Path, source: Source) -> Problem:
    """Return a problem without what was expected and what may have been meant."""
    context = detail.get("ctx", {})
    message = Words(context["zh"], context["en"]) if "zh" in context else Words(detail["msg"], detail["msg"])
    codes = {"extra_forbidden": "unknown-key", "missing": "missing-key"}
    code = detail["type"] if "zh" in context else codes.get(detail["type"], "wrong-value")
    return source.problem(code, path, message, key=_about_key(detail))


def _apart(detail: ErrorDetails) -> Iterator[ErrorDetails]:
    """Yield each of several things that one complaint says, with the way to where it shows."""
    every: list[dict[str, Any]] = detail.get("ctx", {}).get("every", [])
    if not every:
        yield detail
    for each in every:
        apart = detail.copy()
        apart["ctx"] = each
        yield apart


def _at(detail: ErrorDetails) -> Path:
    return tuple(detail.get("ctx", {}).get("at", ()))


def _about_key(detail: ErrorDetails) -> bool:
    """Return whether a complaint is about a key rather than its value."""
    return detail["type"] in ("extra_forbidden", "named-twice")


def _telling(
    details: Sequence[ErrorDetails], paths: Sequence[Path], together: Mapping[Path, Sequence[int]]
) -> list[int]:
    """Return which complaints say something that no other one says better."""
    kept: list[int] = []
    above_paths = {path[:length] for path in paths for length in range(len(path))}
    above_locations = {each["loc"][:length] for each in details for length in range(len(each["loc"]))}
    unknown: dict[Path, list[str]] = {}
    for each, path in zip(details, paths, strict=True):
        if each["type"] == "extra_forbidden" and path:
            unknown.setdefault(path[:-1], []).append(str(path[-1]))
    for index, (this, path) in enumerate(zip(details, paths, strict=True)):
        location, kind = this["loc"], this["type"]
        deeper, inside = path in above_paths, location in above_locations
        if kind == "too_short" and (inside or deeper):
            continue  # items that are wrong themselves were not counted
        if kind == "missing" and _is_misspelt(str(location[-1]), unknown.get(path, ())):
            continue
        if _is_about_form(this) and _is_said_better(index, details, together[path], deeper=deeper):
            continue
        kept.append(index)
    return kept


def _is_said_better(index: int, details: Sequence[ErrorDetails], together: Sequence[int], *, deeper: bool) -> bool:
    """Return whether another complaint says more than that the value should have been of another type."""
    if deeper and isinstance(details[index]["input"], (list, dict)):
        return True  # another form of the value was meant, and what is wrong with that one is said
    beside = [details[number] for number in together if number != index]
    if "zh" not in details[index].get("ctx", {}) and any("zh" in each.get("ctx", {}) for each in beside):
        return True  # the word that was meant has been understood better
    # The first of several branches speaks for all of them.
    return any(number < index and _is_about_form(details[number]) for number in together)


def _is_about_form(detail: ErrorDetails) -> bool:
    """Return whether a complaint says only that the value should have been of another type."""
    kind = detail["type"]
    custom = "zh" in detail.get("ctx", {})
    return (
        kind.endswith(("_type", "_parsing", "_from_float"))
        or kind == "literal_error"
        or (custom and isinstance(detail["input"], (list, dict)))
    )


def _is_misspelt(name: str, unknown: Sequence[str]) -> bool:
    """Return whether an unknown key of the same mapping is evidently the missing one."""
    return any(nearest(each, (name,)) for each in unknown[:SHOWN])


def _problem(
    detail: ErrorDetails, beside: Sequence[ErrorDetails], path: Path, source: Source, root: type[BaseModel]
) -> Problem:
    kind, context, location = detail["type"], detail.get("ctx", {}), detail["loc"]
    if "zh" in context:
        hint = Words(context["suggest_zh"], context["suggest_en"]) if context.get("suggest_zh") else None
        holder, key, inside = _holder(root, location)
        hint = acceptable(hint, None if inside else holder, key)
        return source.problem(kind, path, Words(context["zh"], context["en"]), key=_about_key(detail), suggestion=hint)
    if kind == "extra_forbidden":
        return _unknown_key(detail, path, source, root)
    if kind == "missing":
        return _missing(location, path, source, root)
    if kind in _UNIONS:
        field = field_at(root, location)
        members = tagged(annotation_at(root, location)) or (tagged(field.annotation) if field else {})
        return _unknown_kind(detail, path, source, members)
    return _wrong(detail, beside, path, source, root)


def _unknown_key(detail: ErrorDetails, path: Path, source: Source, root: type[BaseModel]) -> Problem:
    location = detail["loc"]
    known = known_keys(root, location[:-1])
    key = str(path[-1]) if path else ""
    spelled = _in_spelling(root, location[:-1]) if source.spelled is not None else {}
    known = [spelled.get(each, each) for each in known]
    message = Words(f"不认识的键“{shown(key)}”", f"unknown key '{shown(key)}'")
    # Each reader is told the names in his own language, where there are such.
    english = [each for each in known if each.isascii()] or known
    chinese = [each for each in known if not each.isascii()] or known
    expected = Words("、".join(chinese), ", ".join(english)) if known else None
    model = model_of(annotation_at(root, location[:-1]))
    hint = _other_kind(key, location, root) or _rest_of_formula(key)
    if hint is None and model is not None:
        # Another key is meant only if what is written after this one may stand behind it.
        guess = nearest(key, known)
        meant = next((name for name, word in spelled.items() if word == guess), guess)
        if guess is not None and meant is not None and accepts(model, meant, detail["input"]) is not False:
            hint = Words(f"是否想写“{guess}”？", f"did you mean '{guess}'?")
    return source.problem("unknown-key", path, message, key=True, expected=expected, suggestion=hint)


def _rest_of_formula(key: str) -> Words | None:
    """Return what to write where YAML ended a formula at its comma and took the rest for a key."""
    if ")" not in key or "(" in key:
        return None
    return Words(
        "算式里有半角逗号的，整行算式加引号，或把逗号写成全角“，”",
        "a formula with a comma stands in quotation marks, or has the full-width comma '，'",
    )


def _in_spelling(root: type[BaseModel], location: Path) -> Mapping[str, str]:
    """Return the Chinese word of each key of the model at a location."""
    model = model_of(annotation_at(root, location))
    return keys_of(model) if model is not None else {}


def _other_kind(key: str, location: Path, root: type[BaseModel]) -> Words | None:
    """Return what to write where a key belongs to another kind of condition or payment than the keys beside it."""
    if len(location) < 2:
        return None
    members = tagged(annotation_at(root, location[:-2]))
    other = next((model for model in members.values() if key in getattr(model, "KEYS", ())), None)
    if other is None or other is members.get(str(location[-2])):
        return None
    one = example(other, zh=False)
    kind = ", ".join(sorted(getattr(members.get(str(location[-2])), "KEYS", ())))
    if one is None:
        return None
    return Words(
        f"“{key}”与“{kind}”不能写在一起，只写其中一种；“{key}”的写法如 {flow(one)}",
        f"'{key}' and '{kind}' cannot stand together: write one of them; '{key}' is written like {flow(one)}",
    )


def _missing(location: tuple[str | int, ...], path: Path, source: Source, root: type[BaseModel]) -> Problem:
    name = str(location[-1])
    field = field_at(root, location)
    title = field.title if field and field.title else ""
    said = f"（{title}）" if title else ""
    message = Words(f"缺少“{name}”{said}", f"'{name}' is missing")
    about = field.description if field and field.description else title
    expected = Words(f"{name}: {about}", f"{name}: …") if about else None
    return source.problem("missing-key", path, message, expected=expected)


_UNIONS = {
    "condition": (
        "unknown-condition",
        Words("条件", "condition"),
        Words("when: {all: [条件, 条件]}", "when: {all: […]}"),
    ),
    "payment": ("unknown-payment", Words("给付", "payment"), Words("pays: {sum: 200万元}", "pays: {sum: 200万元}")),
    "clause": ("unknown-clause-kind", Words("条款", "clause"), Words("kind: award", "kind: award")),
}
"""Of each union: the code of a complaint, what its members are, and an example."""


def _unknown_kind(detail: ErrorDetails, path: Path, source: Source, members: Mapping[str, type[BaseModel]]) -> Problem:
    """Say which of the keys is unknown that should have told the kind, and which keys there are."""
    code, noun, example = _UNIONS[detail["type"]]
    value = detail["input"]
    if detail["type"] == "clause":
        return _unknown_clause(value, path, source, members)
    keys = {
        key: _title(member, key) for member in members.values() for key in sorted(getattr(member, "KEYS", ())) if key
    }
    expected = Words("、".join(f"{key}（{title}）" if title else key for key, title in keys.items()), ", ".join(keys))
    if not isinstance(value, dict) or not value:
        given = shown(str(value)) if value not in (None, {}) else ""
        zh = f"这里要写一种{noun.zh}，写的是“{given}”" if given else f"这里没有写{noun.zh}"
        if isinstance(value, list):
            zh = f"这里要写一种{noun.zh}，不能直接写成列表"
        message = Words(zh, f"a {noun.en} is expected here, as a mapping")
        hint = Words(f"例如 {example.zh}", f"for example {example.en}")
        return source.problem(code, path, message, expected=expected, suggestion=hint)
    guesses = {str(key): guess for key in value if (guess := nearest(str(key), keys))}
    wrong = next(iter(guesses), str(next(iter(value))))
    listed = "”“".join(shown(str(key)) for key in value)
    message = Words(f"“{listed}”不是任何一种{noun.zh}的键", f"'{shown(wrong)}' is no key of any kind of {noun.en}")
    hints = did_you_mean(wrong, keys)
    return source.problem(code, (*path, wrong), message, key=True, expected=expected, suggestion=hints)


def _unknown_clause(value: Any, path: Path, source: Source, members: Mapping[str, type[BaseModel]]) -> Problem:
    kinds = {name: member for name, member in members.items() if "kind" in member.model_fields}
    nouns = {name: getattr(member, "NOUN", Words(name, name)) for name, member in kinds.items()}
    expected = Words("、".join(f"{name}（{noun.zh}）" for name, noun in nouns.items()), ", ".join(nouns))
    code = _UNIONS["clause"][0]
    if not isinstance(value, dict):
        message = Words("这里要写一个条款（键: 值）", "a clause is expected here, as a mapping")
        return source.problem(code, path, message)
    if "kind" in value:
        kind = shown(str(value["kind"]))
        message = Words(f"没有“{kind}”这一类条款", f"there is no kind of clause '{kind}'")
        words = [*nouns, *(noun.zh for noun in nouns.values())]
        guess = nearest(kind, words)
        meant = next((name for name, noun in nouns.items() if guess in (name, noun.zh)), None)
        hint = Words(f"是否想写“{meant}”？", f"did you mean '{meant}'?") if meant else None
        return source.problem(code, (*path, "kind"), message, expected=expected, suggestion=hint)
    message = Words("条款缺少“kind”（类别）", "the clause has no 'kind'")
    known = {name for member in members.values() for name in member.model_fields}
    odd = next((str(key) for key in value if key not in known and nearest(str(key), ["kind"])), None)
    hint = Words(f"是否把“kind”写成了“{odd}”？", f"is '{odd}' meant to be 'kind'?") if odd else None
    where = (*path, odd) if odd else path
    return source.problem(code, where, message, key=odd is not None, expected=expected, suggestion=hint)


def _title(model: type[BaseModel], key: str) -> str:
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return field.title or ""
    return ""


def _wrong(
    detail: ErrorDetails, beside: Sequence[ErrorDetails], path: Path, source: Source, root: type[BaseModel]
) -> Problem:
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    given = shown(str(value))
    field = field_at(root, detail["loc"])
    about = Words(field.description, field.description) if field and field.description else None
    if _is_about_form(detail):
        return _wrong_type(beside, path, source, root)
    if kind == "string_pattern_mismatch":
        return _wrong_form(detail, path, source, about)
    if kind in {"string_too_short", "too_short"}:
        name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        if kind == "string_too_short":
            return source.problem("too-short", path, Words(f"“{name}”不能为空", f"'{name}' must not be empty"))
        least = context["min_length"]
        message = Words(f"“{name}”至少须有{least}项", f"'{name}' needs at least {least}")
        return source.problem("too-short", path, message, expected=about)
    for name, zh, en in (("ge", "不得小于", "at least"), ("le", "不得大于", "at most")):
        if name in context:
            message = Words(f"“{given}”{zh}{context[name]}", f"'{given}' must be {en} {context[name]}")
            return source.problem("out-of-range", path, message)
    if kind == "value_error":
        text = str(context.get("error", detail["msg"]))
        zh, _, en = text.partition(" / ")
        return source.problem("wrong-value", path, Words(zh, en or zh))
    message = Words(f"“{given}”不合要求（{detail['msg']}）", f"'{given}': {detail['msg']}")
    return source.problem("wrong-value", path, message, expected=about)


def _wrong_type(beside: Sequence[ErrorDetails], path: Path, source: Source, root: type[BaseModel]) -> Problem:
    """Say in one sentence what any of the branches of a union would have taken."""
    value, given = beside[0]["input"], shown(str(beside[0]["input"]))
    choices: list[str] = []
    wanted: list[Words] = []
    for each in beside:
        if each["type"] in {"literal_error", "enum"}:
            listed = str(each.get("ctx", {}).get("expected", ""))
            choices += [one for one in re.split(r"', '|' or '|'", listed) if one]
        else:
            wanted += [Words(zh, en) for prefix, zh, en in _TYPES if each["type"].startswith(prefix)][:1]
    field = field_at(root, beside[0]["loc"])
    about = Words(field.description, field.description) if field and field.description else None
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if choices and isinstance(value, (str, int)):
        message = Words(f"“{given}”不在可选之列：{'、'.join(choices)}", f"'{given}' is none of {', '.join(choices)}")
        hint = did_you_mean(given, choices) or _meant(given, choices, about)
        return source.problem("wrong-value", path, message, expected=about, suggestion=hint)
    types = list(dict.fromkeys(wanted)) or [Words("、".join(choices), ", ".join(choices))]
    zh, en = "、".join(each.zh for each in types), " or ".join(each.en for each in types)
    if value is None:
        message = Words(f"“{name}”后面没有写内容；应为{zh}", f"nothing is written after '{name}'; expected {en}")
        return source.problem("wrong-type", path, message, expected=about)
    message = Words(f"应为{zh}，写的是“{given}”", f"expected {en}, got '{given}'")
    return source.problem("wrong-type", path, message, suggestion=_instead(value, beside, root))


def _instead(value: Any, beside: Sequence[ErrorDetails], root: type[BaseModel]) -> Words | None:
    """Return what to write in place of a value of another type."""
    if all(each["type"] == "string_type" for each in beside):
        if isinstance(value, (dict, list)):
            return None
        text = json.dumps(flow(value), ensure_ascii=False)
        return Words(f"加上引号，写作 {text}", f"put it in quotes: {text}")
    for each in beside:
        listed = each["type"] in {"tuple_type", "list_type"}
        if not listed and not each["type"].startswith(("model", "dict")):
            continue
        model, key, inside = _holder(root, each["loc"])
        if model is not None and key is not None:
            item = item_model(root, each["loc"])
            hint = in_place_of(value, model, key, listed=listed, item=item, inside=inside)
            if hint is not None:
                return hint
    return None


def _holder(root: type[BaseModel], location: Path) -> tuple[type[BaseModel] | None, str | None, bool]:
    """Return the model in which a value stands, the key under which it does, and whether it stands in a list there."""
    inside = bool(location) and isinstance(location[-1], int)
    at = location[:-1] if inside else location
    for length in range(len(at), 0, -1):
        model, key = model_of(annotation_at(root, at[: length - 1])), at[length - 1]
        known = model is not None and any(key in (name, each.alias) for name, each in model.model_fields.items())
        if known and isinstance(key, str):
            return model, key, inside
        if isinstance(key, int):
            break
    return None, None, inside


def _meant(given: str, choices: Sequence[str], about: Words | None) -> Words | None:
    """Return "did you mean …" where the Chinese word of a choice was written, as the field's description has it."""
    listed = about.zh if about else ""
    words = {word: choice for choice in choices for word in re.findall(rf"{choice} ([^；，]+)", listed)}
    guess = nearest(given, words)
    return Words(f"是否想写“{words[guess]}”？", f"did you mean '{words[guess]}'?") if guess else None


def _wrong_form(detail: ErrorDetails, path: Path, source: Source, about: Words | None) -> Problem:
    value, pattern = str(detail["input"]), detail.get("ctx", {}).get("pattern", "")
    given = shown(value)
    strange = next((char for char in value if char.isalnum() and not char.isascii()), None)
    if strange is not None and not "\u4e00" <= strange <= "\u9fff":
        message = Words(
            f"“{given}”中的“{strange}”（U+{ord(strange):04X}）只是形似英文字母或数字",
            f"'{strange}' (U+{ord(strange):04X}) in '{given}' only looks like a letter or digit",
        )
    else:
        message = Words(f"“{given}”的写法不对", f"'{given}' has not the right form")
    plain = re.sub(r"[\s\-]+", "_", value.strip().lower())
    hint = None
    for meant in (plain, plain.replace("_", "-"), plain.replace(".", "_")):
        if re.search(pattern, meant):
            hint = Words(f"请写作“{meant}”", f"write '{meant}'")
            break
    expected = about or Words(f"符合 {pattern} 的文字", f"text of the form {pattern}")
    return source.problem("wrong-form", path, message, expected=expected, suggestion=hint)


_TYPES = (
    ("string_type", "文字", "text"),
    ("bool", "true 或 false", "true or false"),
    ("int", "整数", "a whole number"),
    ("decimal", "数", "a number"),
    ("tuple_type", "列表", "a list"),
    ("list_type", "列表", "a list"),
    ("dict_type", "键值对（键: 值）", "a mapping"),
    ("model_type", "键值对（键: 值）", "a mapping"),
    ("model_attributes_type", "键值对（键: 值）", "a mapping"),
)


def written_path(location: Iterable[str | int], data: Any, aliases: Aliases) -> Path:
    """Return the path in the text of a location in the models, which also names tags and English fields.

    A tag can have the name of a key (`by_reading`): where the next step stands beside the key and not inside its value, the
    step was the tag.
    """
    path: list[str | int] = []
    node = data
    steps = list(location)
    for at, step in enumerate(steps):
        following = steps[at + 1] if at + 1 < len(steps) else None
        if isinstance(node, dict):
            key = step if step in node else next((word for word in aliases.get(str(step), ()) if word in node), None)
            if key is None or (following in node and not isinstance(node[key], (dict, list))):
                continue
            path.append(key)
            node = node[key]
        elif isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
            path.append(step)
            node = node[step]
    return tuple(path)
