"""Where places lie, as docs/profile.md and docs/language.md describe it; part of the naive evaluator.

Places are brought into one form before anything is asked: the code of today, and behind > whatever lies in it and has no code
of its own there (371103>岚山临港区). A ! marks a place that a change of the divisions has moved to another city.
"""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]

FORMS = {
    "日照市": "371100",
    "山东省": "370000",
    "济南市": "370100",
    "山东省日照市东港区": "371102",
    "日照市东港区": "371102",
    "莒县": "371122",
    "371202": "370116!",  # 莱城区 of 莱芜, since 2019 莱芜区 of 济南
    "莱芜市": "370100!",
    "即墨市": "370215",
    "日照经济技术开发区": "371100>zone",
    "日照市/日照高新区": "371100>zone",
    "山东省济南市市中区": "370103",
    "岚山区": "371103",
}
_NAMED = ("region", "into", "payer", "client_region", "located_in", "in", "client_in", "code", "within")


class NotKnown(Exception):  # noqa: N818 - not an error: the question is beyond the naive evaluator
    """Raised where a fact is missing."""


def placed(node: Any, places: list[Data]) -> Any:
    """Return plain data with every place in one form, given the places that the rule file declares."""
    forms = FORMS | _declared(places)

    def form(node: Any) -> Any:
        if isinstance(node, dict):
            return {
                key: forms.get(value, value) if key in _NAMED and isinstance(value, str) else form(value)
                for key, value in node.items()
            }
        return [form(each) for each in node] if isinstance(node, list) else node

    return form(node)


def _declared(places: list[Data]) -> dict[str, str]:
    by_name = {each["name"]: each for each in places}

    def form(name: str) -> str:
        if name not in by_name:
            return FORMS.get(name, name)
        outer = by_name[name].get("within")
        return f"{form(outer)}>{name}" if outer else f"{by_name[name]['code']}>{name}"

    return {word: form(each["name"]) for each in places for word in (each["name"], each["code"])}


def has_moved(place: str, region: str) -> bool:
    """Return whether a place has not always lain where it lies today, as far as a region of 日照 or 济南 is concerned."""
    return place.endswith("!") and region.startswith("3701")


def lies_in(place: str, region: str) -> bool:
    """Return whether a place lies in a region; one given too coarsely to tell is not known."""
    place = place.rstrip("!")
    if place == region or place.startswith(f"{region}>"):
        return True
    if region.startswith(f"{place}>"):
        raise NotKnown
    root, around = place.split(">")[0], region.split(">", maxsplit=1)[0]
    if ">" in region:
        # The region is a zone, or made up: whoever is somewhere around it may be in it; of made-up places all is known.
        if around.startswith("99") or not (_in(root, around) or _in(around, root)):
            return False
        raise NotKnown
    if _in(root, region):
        return True
    if _in(region, root):
        raise NotKnown
    return False


def _in(place: str, region: str) -> bool:
    """Return whether a code lies in another by its digits."""
    pairs = [region[at : at + 2] for at in (0, 2, 4)]
    while len(pairs) > 1 and pairs[-1] == "00":
        pairs.pop()
    return place.startswith("".join(pairs))
