"""Which words of two texts differ, marked for a page."""

from __future__ import annotations

import difflib
import re

from zjtx_rules.presentation.page import escaped

_WORD = re.compile(r"[0-9][0-9.,]*|[A-Za-z_]+|\s+|.", re.DOTALL)
_LEAST_ALIKE = 0.4
"""Texts less alike than this are shown whole: marks on every other character help nobody."""


def marked(old: str | None, new: str | None) -> tuple[str, str]:
    """Return both texts as HTML, what differs marked as deleted and inserted."""
    if old is None or new is None:
        return ('<span class="soft">—</span>' if old is None else escaped(old)), (
            '<span class="soft">—</span>' if new is None else escaped(new)
        )
    one, other = _WORD.findall(old), _WORD.findall(new)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if len(one) > 1 and matcher.ratio() < _LEAST_ALIKE:
        return escaped(old), escaped(new)
    left, right = [], []
    for kind, first, last, start, end in matcher.get_opcodes():
        before, after = escaped("".join(one[first:last])), escaped("".join(other[start:end]))
        if kind == "equal":
            left.append(before)
            right.append(after)
            continue
        left.append(f"<del>{before}</del>" if before else "")
        right.append(f"<ins>{after}</ins>" if after else "")
    return "".join(left), "".join(right)
