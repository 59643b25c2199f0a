import random
import re
from pathlib import Path
from typing import Any

import pytest
from fragments import shown, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from zjtx_rules.analysis.checks import CHECKS
from zjtx_rules.analysis.editing.formatting import format_text, is_formatted
from zjtx_rules.files import dump_yaml, parse_yaml
from zjtx_rules.language import bundled_files
from zjtx_rules.problems import InputError

RULES = next(iter(bundled_files().values())).parent
FILES = [*sorted(RULES.glob("*.yaml")), *sorted((RULES / "examples").glob("*/*.yaml"))]

SMALL = """\
jurisdiction: {name: 日照市, code: "371100"}

documents:
- id: demo
  title: 测试办法
  status: issued
  readings:
  - id: upgrade
    question: 晋级后如何计发
    options: {top_up: 补差, nothing: "不再奖励: 一次为限"}
    default: top_up
  clauses:
  - id: award.little_giant
    kind: award
    cite: 三（一）2
    quote:
    - 给予最高100万元一次性奖励
    title: 小巨人奖励
    to: enterprise
    when:
      all:
      - newly_recognised: {title: little_giant, level: national}
      - fact: sme_size
        one_of: [micro, small]
    pays: {up_to: 100万元}
  - id: no_duplication
    kind: no_duplication
    cite: 末段
    quote: 就高不就低
    title: 不重复奖励
    among: [award.*]
    settlement:
      by_reading: upgrade
      options: {top_up: difference, nothing: nothing}
"""


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"#.*", text))


def data(text: str) -> Any:
    return parse_yaml(text, "t.yaml").data


def test_the_canonical_layout_stays_as_it_is() -> None:
    assert format_text(SMALL) == SMALL
    assert is_formatted(SMALL)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_bundled_file_keeps_its_meaning_and_its_comments(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    formatted = format_text(text)
    assert data(formatted) == data(text)
    assert comments(formatted) == comments(text)
    assert format_text(formatted) == formatted


@pytest.mark.parametrize("code", sorted(set(CHECKS) - {"english-labels"}))  # that page shows labels, not rules
def test_the_pages_of_the_checks_show_the_canonical_layout(code: str) -> None:
    for fragment in shown(code)[:2]:
        text = whole(fragment) if "examples:" not in fragment else fragment
        assert format_text(text).replace("\n\n", "\n") == text.replace("\n\n", "\n")


def test_keys_are_put_in_the_order_of_the_reference() -> None:
    mixed = SMALL.replace("    kind: award\n", "").replace(
        "    pays: {up_to: 100万元}\n", "    pays: {up_to: 100万元}\n    kind: award\n"
    )
    assert mixed != SMALL
    assert format_text(mixed) == SMALL


def test_indentation_is_two_spaces_and_dashes_stand_below_their_key() -> None:
    wide = SMALL.replace("    quote:\n    - 给予", "    quote:\n          -   给予")
    assert format_text(wide) == SMALL


def test_needless_quotation_marks_go_and_needed_ones_stay() -> None:
    assert format_text(SMALL.replace("title: 小巨人奖励", "title: '小巨人奖励'")) == SMALL
    assert 'code: "371100"' in format_text(SMALL.replace('"371100"', "'371100'"))


def test_brackets_that_run_over_several_lines_are_joined_where_they_fit() -> None:
    broken = SMALL.replace("{top_up: difference, nothing", "{top_up: difference,\n        nothing")
    assert format_text(broken) == SMALL


def test_brackets_that_do_not_fit_are_spread_out() -> None:
    quotes = "、".join(["给予最高100万元一次性奖励"] * 9)
    formatted = format_text(
        SMALL.replace("    quote:\n    - 给予最高100万元一次性奖励\n", f"    quote: [{quotes}, 二]\n")
    )
    assert f"    quote:\n    - {quotes}\n    - 二\n" in formatted


def test_comments_stay_with_what_they_precede_when_keys_move() -> None:
    text = SMALL.replace("    kind: award\n", "").replace(
        "    pays:", "    # 文本如此\n    kind: award  # 一次性\n    pays:"
    )
    assert "  - id: award.little_giant\n    # 文本如此\n    kind: award  # 一次性\n" in format_text(text)


def test_the_comment_at_the_head_of_a_file_stays_there() -> None:
    text = "# 说明\n# 第二行\n" + SMALL.replace('jurisdiction: {name: 日照市, code: "371100"}\n\n', "")
    text += '# 地方\njurisdiction: {name: 日照市, code: "371100"}\n# 末尾\n'
    formatted = format_text(text)
    assert formatted.startswith("# 说明\n# 第二行\n# 地方\njurisdiction:")
    assert formatted.endswith("nothing}\n\n# 末尾\n")


def test_brackets_with_a_comment_inside_are_spread_out() -> None:
    text = SMALL.replace("one_of: [micro, small]", "one_of: [micro,  # 微型\n          small]")
    assert "        one_of:\n        - micro  # 微型\n        - small\n" in format_text(text)


def test_a_comment_behind_brackets_stays_at_the_end_of_their_line() -> None:
    text = SMALL.replace("pays: {up_to: 100万元}", "pays: {up_to: 100万元}  # 最高")
    assert format_text(text) == text


def test_a_sign_inside_quotes_is_no_comment() -> None:
    text = SMALL.replace("title: 小巨人奖励", 'title: "奖励 # 小巨人"  # 真的说明')
    assert format_text(text) == text


def test_text_below_a_bar_is_kept_as_it_is_written() -> None:
    text = SMALL.replace("  status: issued\n", "  status: issued\n  note: |\n    第一行\n\n      第二行 # 不是注释\n")
    assert format_text(text) == text


def test_blank_lines_are_kept_but_never_two() -> None:
    text = SMALL.replace("  - id: no_duplication\n", "\n\n\n  - id: no_duplication\n")
    assert "100万元}\n\n  - id: no_duplication\n" in format_text(text)


def test_what_is_not_a_good_rule_file_is_not_formatted() -> None:
    with pytest.raises(InputError) as raised:
        format_text(SMALL.replace("100万元}", "100万}"), "t.yaml")
    assert [each.code for each in raised.value.problems] == ["money"]


def shuffled(node: Any, chance: random.Random) -> Any:
    if isinstance(node, dict):
        keys = list(node)
        # The options of a reading stand in the order their author chose.
        if not all(isinstance(value, str) for value in node.values()) or "id" in node or "title" in node:
            chance.shuffle(keys)
        return {key: shuffled(node[key], chance) for key in keys}
    return [shuffled(each, chance) for each in node] if isinstance(node, list) else node


@given(st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_keys_in_a_file_does_not_matter(chance: random.Random) -> None:
    mixed = dump_yaml(shuffled(data(SMALL), chance))
    assert data(format_text(mixed)) == data(SMALL)
    assert format_text(mixed) == format_text(dump_yaml(data(format_text(mixed))))


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=12), st.integers(0, 3))
@settings(deadline=None)
def test_comments_anywhere_are_all_kept_and_change_nothing(places: list[tuple[int, bool]], blanks: int) -> None:
    lines = SMALL.splitlines()
    for number, (place, beside) in enumerate(places):
        at = place % len(lines)
        line = lines[at]
        if beside and line.strip() and "#" not in line:
            lines[at] += f"  # 旁注{number}"
        else:
            indent = len(line) - len(line.lstrip())
            lines[at:at] = [""] * blanks + [f"{' ' * indent}# 注{number}"]
    text = "\n".join(lines) + "\n"
    formatted = format_text(text)
    assert comments(formatted) == comments(text)
    assert data(formatted) == data(SMALL)
    assert format_text(formatted) == formatted
