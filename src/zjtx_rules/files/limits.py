"""How much a text may ask of the reader before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one text; every bound is checked before the work it bounds is done.

    `characters` bounds the text, `depth` the nesting of mappings and sequences, `nodes` the values once aliases are
    expanded, `aliases` the number of expansions, `digits` one number, `problems` how many problems are reported.
    """

    characters: int = 2_000_000
    depth: int = 60
    nodes: int = 200_000
    aliases: int = 50
    digits: int = 1_000
    problems: int = 100


DEFAULT = Limits()
