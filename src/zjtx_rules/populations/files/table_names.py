"""The names of the tables of a population: what the files and sheets may be called that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from zjtx_rules.engines.columns.given.layout import TABLES
from zjtx_rules.profile import APPLICANTS
from zjtx_rules.profile.model import Closed


@cache
def table_words() -> dict[str, str]:
    """Return the tables by every name that a file may have."""
    words = {"applicants": "applicants"} | dict.fromkeys(("申请主体", "主体", "企业", "申报主体"), "applicants")
    for name, table in TABLES.items():
        words[name] = name
        if table.parent is None:
            words |= dict.fromkeys(_titles(name, APPLICANTS.values()), name)
        else:
            inner = _titles(table.inside, [TABLES[table.parent].model])
            outer = _titles(table.parent, APPLICANTS.values())
            words |= {before + after: name for before in outer for after in inner}
    return words


def words_of(name: str) -> list[str]:
    """Return the Chinese names of a table, best first."""
    return [word for word, table in table_words().items() if table == name and not word.isascii()]


def _titles(field_name: str, models: Iterable[type[Closed]]) -> list[str]:
    """Return the Chinese names of a field, the first that a model has."""
    for model in models:
        inner = model.model_fields.get(field_name)
        if inner is not None:
            extra = inner.json_schema_extra if isinstance(inner.json_schema_extra, dict) else {}
            aliases = extra.get("aliases", [])
            names = [inner.title, *(aliases if isinstance(aliases, list) else [])]
            return [each for each in names if isinstance(each, str)]
    return []
