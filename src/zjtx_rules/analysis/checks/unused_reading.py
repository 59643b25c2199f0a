"""`unused-reading`: a reading that is declared, but that nothing in its document hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.language.value_readings import readings_in
from zjtx_rules.words import Words

_KEYS = ("by_reading", "band")


def _find(subject: Subject) -> Iterator[Found]:
    for index, document in enumerate(subject.loaded.rules.documents):
        used = set(_used(subject.loaded.source.data["documents"][index]))
        used |= set(readings_in(document, subject.loaded.rules.values))
        for number, reading in enumerate(document.readings):
            if reading.id not in used:
                yield Found(
                    ("documents", index, "readings", number, "id"),
                    Words(
                        f"解读“{reading.id}”没有一处用到，选哪个结果都一样",
                        f"nothing hangs on reading '{reading.id}': all its options give the same",
                    ),
                )


def _used(node: Any) -> Iterator[str]:
    """Yield the readings named anywhere in a document, whatever the kind of condition or payment that names them."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in _KEYS and isinstance(value, str):
                yield value
            yield from _used(value)
    elif isinstance(node, list):
        for each in node:
            yield from _used(each)


CHECK = Check(
    "unused-reading",
    Severity.WARNING,
    Words("没有用到的解读", "a reading never used"),
    Words("在受影响的条款写 by_reading，或删去这项解读", "use it with by_reading where it matters, or delete it"),
    _find,
)
