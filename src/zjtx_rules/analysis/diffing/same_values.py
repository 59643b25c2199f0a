"""Whether a name means the same quantity on both sides, the values included that it is reckoned from."""

from __future__ import annotations

from zjtx_rules.analysis.diffing.canonical import Key, key_of
from zjtx_rules.analysis.diffing.context import Pair, Side
from zjtx_rules.quantities.rests import reached_by


def same_quantity(pair: Pair, name: str) -> bool:
    """Return whether a fact or a value means the same on both sides; the spelling of a formula counts, its language does not."""
    return _meaning(pair.old, name) == _meaning(pair.new, name)


def _meaning(side: Side, name: str) -> dict[str, Key]:
    values = {each.id: each for each in side.loaded.rules.values}
    return {
        each: key_of(values[each].model_copy(update={"english": ""}))
        for each in reached_by(side.loaded.rules.values, {name})
    }
