"""Which clauses refer to themselves in a circle, and how far references go; in time linear in the number of references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

References = Mapping[str, set[str]]
"""The clauses that each clause refers to."""


def in_circles(towards: References) -> set[str]:
    """Return the clauses that come back to themselves by following references (Tarjan's strongly connected components)."""
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    is_waiting: set[str] = set()
    found: set[str] = set()
    for start in towards:
        if start in numbers:
            continue
        ahead = [(start, iter(towards[start]))]
        numbers[start] = lowest[start] = len(numbers)
        waiting.append(start)
        is_waiting.add(start)
        while ahead:
            name, others = ahead[-1]
            other = next(others, None)
            if other is None:
                ahead.pop()
                if ahead:
                    lowest[ahead[-1][0]] = min(lowest[ahead[-1][0]], lowest[name])
                if lowest[name] == numbers[name]:
                    together = [waiting.pop()]
                    while together[-1] != name:
                        together.append(waiting.pop())
                    is_waiting.difference_update(together)
                    if len(together) > 1 or name in towards[name]:
                        found.update(together)
            elif other not in numbers:
                numbers[other] = lowest[other] = len(numbers)
                waiting.append(other)
                is_waiting.add(other)
                ahead.append((other, iter(towards[other])))
            elif other in is_waiting:
                lowest[name] = min(lowest[name], numbers[other])
    return found


def leading_to(goals: Iterable[str], towards: References) -> set[str]:
    """Return the goals and all clauses from which one of them is reached by following references."""
    back: dict[str, list[str]] = {name: [] for name in towards}
    for name, others in towards.items():
        for other in others:
            back[other].append(name)
    found = set(goals)
    ahead = list(found)
    while ahead:
        for name in back[ahead.pop()]:
            if name not in found:
                found.add(name)
                ahead.append(name)
    return found


def heights(towards: References) -> dict[str, int]:
    """Return the length of the longest chain of references from each clause that leads to no circle."""
    back: dict[str, list[str]] = {name: [] for name in towards}
    left = {name: len(others) for name, others in towards.items()}
    for name, others in towards.items():
        for other in others:
            back[other].append(name)
    settled = [name for name, count in left.items() if not count]
    found = dict.fromkeys(settled, 0)
    for name in settled:
        for other in back[name]:
            left[other] -= 1
            if not left[other]:
                found[other] = 1 + max(found[each] for each in towards[other])
                settled.append(other)
    return found
