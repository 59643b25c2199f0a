"""Comments that switch a check off where its finding is meant: `# zjtx: allow CODE`, or several codes with commas.

Such a comment counts on the line it stands on and on the next. Standing at the head of a clause (the line of its `- id:` or
the line before), it counts for the whole clause; likewise for a document, a reading or a declaration.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zjtx_rules.files import Path, Source

_ALLOW = re.compile(r"(?:^|\s)#\s*zjtx:\s*allow\s+([a-z-]+(?:\s*,\s*[a-z-]+)*)")


@lru_cache(maxsize=64)
def _of_text(text: str) -> dict[int, frozenset[str]]:
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = _ALLOW.search(line) if "zjtx:" in line else None
        if match:
            found[number] = frozenset(each.strip() for each in match[1].split(","))
    return found


def allowances(source: Source) -> dict[int, frozenset[str]]:
    """Return the codes allowed on each line that allows any."""
    return _of_text(source.text)


def is_allowed(source: Source, code: str, path: Path, line: int) -> bool:
    """Return whether a finding at a path and line has been allowed."""
    given = allowances(source)
    if not given:
        return False
    lines, path = {line}, source.written(path)
    for length in range(1, len(path) + 1):
        if isinstance(path[length - 1], int):
            lines.add(source.place_in_text(path[:length]).line)
    return any(code in given.get(each, ()) or code in given.get(each - 1, ()) for each in lines if each)
