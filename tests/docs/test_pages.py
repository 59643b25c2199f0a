"""The pages of the documentation: one for each kind, with an example that loads, and nothing generated is stale."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import generate
import pytest
from pydantic import BaseModel
from shown_yaml import DOCS, Shown, pages, shown

from zjtx_rules.files import parse_yaml
from zjtx_rules.language import load_text
from zjtx_rules.profile import APPLICANTS, read_profile, records
from zjtx_rules.profile.model import Closed

ROOMS = generate.ROOMS
KINDS = [(room, kind) for room, kinds in ROOMS.items() for kind in kinds]
EXAMPLES = [each for page in [*pages(*ROOMS), DOCS / "language.md", DOCS / "formulas.md"] for each in shown(page)]
PARTS = [each for each in vars(records).values() if isinstance(each, type) and issubclass(each, Closed)]


def nodes(value: Any) -> Iterator[BaseModel]:
    """Yield every model inside a value."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from nodes(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from nodes(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from nodes(each)


@pytest.mark.parametrize(("room", "kind"), KINDS)
def test_the_page_of_a_kind_shows_an_example_of_it(room: str, kind: str) -> None:
    (example,) = shown(DOCS / room / f"{kind}.md")
    rules = load_text(example.whole()).files[0].rules
    assert any(type(each) is ROOMS[room][kind] for each in nodes(rules))


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_of_a_room_is_about_a_kind(room: str) -> None:
    assert {page.stem for page in pages(room)} == set(ROOMS[room])


@pytest.mark.parametrize(("room", "kind"), KINDS)
def test_the_page_of_a_kind_has_the_table_of_its_keys(room: str, kind: str) -> None:
    assert f"<!-- generated: keys {room}/{kind} -->" in (DOCS / room / f"{kind}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.page} {each.section}")
def test_the_yaml_of_a_page_loads(example: Shown) -> None:
    load_text(example.whole())


def test_the_profile_of_the_page_on_profiles_loads() -> None:
    profile, some = (
        read_profile(parse_yaml(block, "profile.md")) for each in shown(DOCS / "profile.md") for block in each.blocks
    )
    assert (profile.region, profile.awards_received) == ("371300", ())
    assert some.recognitions_complete is False


@pytest.mark.parametrize("page", generate.pages(), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_what_is_generated_in_a_page_is_current(page: Path) -> None:
    assert generate.generated(page) == page.read_text(encoding="utf-8"), "run: python docs/generate.py"


@pytest.mark.parametrize("model", [*APPLICANTS.values(), *PARTS], ids=lambda model: model.__name__)
def test_every_field_of_a_profile_says_what_it_means(model: type[Closed]) -> None:
    silent = [name for name, field in model.model_fields.items() if not field.description]
    assert silent == []


@pytest.mark.parametrize("page", generate.pages(), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", text):
        there = (page.parent / target) if target else page
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[`、：（）]", "", each).replace(" ", "-") for each in headings}, anchor
