"""How pydantic's complaints are told: one mistake, one problem. The gallery in `tests/errors` holds whole messages."""

import pytest

from zjtx_rules.language import load_text
from zjtx_rules.problems import InputError, Problem

FILE = """\
jurisdiction: {name: 日照市}
documents:
- id: demo
  title: 办法
  status: issued
  clauses:
  - id: award.x
    kind: award
    cite: 一
    quote: 原文
    title: 奖励
    to: enterprise
    when:
      newly_recognised: {title: little_giant}
    pays: {sum: 10万元}
"""


def problems(old: str, new: str) -> list[Problem]:
    assert old in FILE
    with pytest.raises(InputError) as raised:
        load_text(FILE.replace(old, new), "t.yaml")
    return list(raised.value.problems)


def test_a_list_is_not_called_empty_because_its_items_are_wrong() -> None:
    assert [each.code for each in problems("10万元", "10万")] == ["money"]


def test_a_list_that_is_empty_is_called_so() -> None:
    (problem,) = problems("to: enterprise", "to: []")
    assert (problem.code, problem.path) == ("too-short", "documents.0.clauses.0.to")


def test_a_word_that_is_no_title_is_not_asked_to_be_a_list() -> None:
    assert [each.code for each in problems("title: little_giant", "title: litle_giant")] == ["title"]


def test_in_a_list_of_titles_only_the_wrong_one_is_reported() -> None:
    (problem,) = problems("title: little_giant", "title: [little_giant, gazele]")
    assert problem.path.endswith("title.1")


def test_a_misspelt_key_is_not_reported_missing_as_well() -> None:
    (problem,) = problems("    title: 奖励", "    titel: 奖励")
    assert problem.code == "unknown-key"
    assert problem.suggestion is not None
    assert problem.suggestion.zh == "是否想写“title”？"


def test_an_unknown_key_beside_a_missing_one_of_another_name_leaves_both_reported() -> None:
    assert [each.code for each in problems("    title: 奖励", "    sum: 奖励")] == ["missing-key", "unknown-key"]


def test_an_unknown_condition_points_at_its_key_and_lists_the_kinds() -> None:
    (problem,) = problems("newly_recognised:", "new_recognised:")
    assert (problem.code, problem.place.line, problem.place.column) == ("unknown-condition", 14, 7)
    assert problem.expected is not None
    assert "newly_recognised（新获认定）" in problem.expected.zh
    assert problem.suggestion is not None
    assert problem.suggestion.en == "did you mean 'newly_recognised'?"


def test_the_chinese_word_for_a_kind_of_clause_leads_to_its_id() -> None:
    (problem,) = problems("kind: award", "kind: 奖励")
    assert problem.suggestion is not None
    assert problem.suggestion.zh == "是否想写“award”？"


def test_the_branches_of_a_union_speak_with_one_voice() -> None:
    (problem,) = problems("newly_recognised: {title: little_giant}", "fact: independent_legal_person\n      is: [1]")
    assert problem.message.zh == "应为true 或 false、整数、文字，写的是“[1]”"


def test_a_letter_that_only_looks_right_is_named_by_its_code() -> None:
    (problem,) = problems("id: award.x", "id: \u0430ward.x")
    assert "U+0430" in problem.message.zh
