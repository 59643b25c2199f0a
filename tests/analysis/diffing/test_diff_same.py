"""What makes no difference: comments, the order of keys, layout, and the spelling of one and the same thing."""

from __future__ import annotations

import random
from typing import Any

import pytest
from diffing_cases import PLAN, clause, compared, document, edited, rizhao
from hypothesis import given
from hypothesis import strategies as st

from examples_drawn import drawn
from zjtx_rules.analysis.diffing import diff
from zjtx_rules.files import dump_yaml, parse_yaml
from zjtx_rules.language import bundled_files, load, load_text


def shuffled(value: Any, dice: random.Random) -> Any:
    """Return data with the keys of every mapping in another order."""
    if isinstance(value, dict):
        keys = list(value)
        dice.shuffle(keys)
        return {key: shuffled(value[key], dice) for key in keys}
    return [shuffled(each, dice) for each in value] if isinstance(value, list) else value


def indented(text: str, times: int) -> str:
    """Return YAML in block style with every step of indentation so many times as wide."""
    lines = []
    for line in text.splitlines():
        body = line.lstrip(" ")
        dashes = 0
        while body[dashes * 2 :].startswith("- "):
            dashes += 1
        wide = ("-" + " " * (2 * times - 1)) * dashes
        lines.append(" " * (len(line) - len(body)) * times + wide + body[dashes * 2 :])
    return "\n".join(lines) + "\n"


def commented(text: str, dice: random.Random) -> str:
    """Return YAML with comments and empty lines between its lines."""
    lines = []
    for line in text.splitlines():
        if dice.random() < 0.2:
            lines.append(dice.choice(["# 注：此处待核", "", "    # award: {sum: 1元}"]))
        lines.append(line)
    return "\n".join(lines) + "\n"


@drawn(few=12, many=50)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 3), name=st.sampled_from(sorted(bundled_files())))
def test_order_of_keys_indentation_and_comments_are_no_change(seed: int, times: int, name: str) -> None:
    dice = random.Random(seed)  # noqa: S311 - shuffling, not secrets
    data = parse_yaml(bundled_files()[name].read_text(encoding="utf-8"), name).data
    text = commented(indented(dump_yaml(shuffled(data, dice)), times), dice)
    assert list(diff(load(name), load_text(text, "new.yaml")).changes()) == []


@drawn(few=12, many=50)
@given(amount=st.integers(1, 500), seed=st.integers(0, 2**32))
def test_an_edited_amount_is_the_one_change_however_the_rest_is_written(amount: int, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - shuffling, not secrets
    data = parse_yaml(PLAN, "plan.yaml").data
    new = parse_yaml(edited(lambda each: clause(each, "award.gazelle").update(pays={"sum": f"{amount}万元"})), "p").data
    text = commented(dump_yaml(shuffled(new, dice)), dice)
    found = [each.code for each in diff(load_text(dump_yaml(data), "a.yaml"), load_text(text, "b.yaml")).changes()]
    assert found == ([] if amount == 30 else ["amount-raised" if amount > 30 else "amount-lowered"])


@pytest.mark.parametrize("name", sorted(bundled_files()))
def test_a_bundled_file_does_not_differ_from_itself(name: str) -> None:
    assert diff(load(name), load(name)).same


def pool(data: Any) -> Any:
    return clause(data, "pool")["when"]["all"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: pool(data).reverse(),
        lambda data: pool(data)[0].update(registered={"for_at_least": "24个月"}),
        lambda data: pool(data)[0].update(registered={"in": "日照市", "for_at_least": "2年"}),
        lambda data: pool(data)[3].update(at_least="0.1亿元"),
        lambda data: pool(data)[1].update({"is": True}),
        lambda data: pool(data)[2].update(one_of=["中型", "小型", "微型"]),
        lambda data: pool(data).append({"all": [{"attested": "good_prospects"}]}),
        lambda data: pool(data).append({"always": True}),
        lambda data: clause(data, "award.gazelle").update(pays={"sum": "300000元"}),
        lambda data: clause(data, "award.gazelle").update(when={"any": [clause(data, "award.gazelle")["when"]]}),
        lambda data: document(data).update(in_force={"from": "2022年3月23日", "to": "2025-12-31"}),
        # 小巨人 exists at the national level only, so both bounds say the same.
        lambda data: clause(data, "award.little_giant")["when"].update(
            newly_recognised={"title": "little_giant", "level_at_least": "national"}
        ),
        lambda data: clause(data, "award.little_giant")["when"].update(
            newly_recognised={"title": "专精特新“小巨人”企业", "level": "国家级"}
        ),
        # Another pattern that matches the same awards.
        lambda data: clause(data, "no_duplication").update(
            among=["award.little_giant", "award.gazelle", "award.champion"]
        ),
    ],
)
def test_another_spelling_of_the_same_meaning_is_no_change(edit: Any) -> None:
    assert [each.code for each in compared(edit).changes()] == []


def test_none_of_two_is_none_of_each() -> None:
    def apart(data: Any) -> None:
        one, other = pool(data).pop()["none"]
        pool(data).extend([{"none": [other]}, {"none": [one]}])

    assert compared(apart).same


def test_a_reading_whose_options_all_say_the_same_is_that_one_thing() -> None:
    def twice(data: Any) -> None:
        options = {name: {"sum": "30万元"} for name in ("top_up", "nothing")}
        clause(data, "award.gazelle")["pays"] = {"by_reading": "upgrade", "options": options}

    assert compared(twice).same


def test_a_file_read_again_from_its_own_dump_is_the_same() -> None:
    assert diff(load("rizhao"), load_text(dump_yaml(parse_yaml(rizhao(), "r").data), "r.yaml")).same
