"""Mistakes in rules that examples must notice."""

from datetime import date
from functools import partial
from pathlib import Path

import fixtures_of_examples
from fixtures_of_examples import example, written

from zjtx_rules.analysis.testing.mutants import Mutant, mutants
from zjtx_rules.analysis.testing.mutation import mutate
from zjtx_rules.analysis.testing.run_examples import read_all
from zjtx_rules.language import load
from zjtx_rules.presentation.examples import mutation_text

clause = partial(fixtures_of_examples.clause, where="here")
PATENTS = clause("patents", "when: {fact: patents, at_least: 15}")
AT = example("十五项", "clauses: {patents: met}", "facts.patents: 15")
BELOW = example("十四项", "clauses: {patents: not_met}", "facts.patents: 14")


def changes(folder: Path, clauses: str, document: str = "") -> list[str]:
    """Return what is changed, in words."""
    return [each.words.zh for each in _mutants(folder, clauses, document)]


def _mutants(folder: Path, clauses: str, document: str = "") -> list[Mutant]:
    rules, _ = written(folder, clauses, AT, document)
    return list(mutants(rules.files[0]))


def survivors(folder: Path, clauses: str, examples: str, document: str = "") -> list[str]:
    """Return the changes that the examples do not notice."""
    rules, cases = written(folder, clauses, examples, document)
    return [each.text for each in mutate(rules, cases, processes=1).files[0].survivors]


def test_a_threshold_is_moved_by_one_left_out_and_forgotten(tmp_path: Path) -> None:
    assert changes(tmp_path, PATENTS) == [
        "去掉条件",
        "at_least：“15”写成“16”",
        "at_least：“15”写成“14”",
        "“at_least”写成“more_than”",
    ]


def test_examples_on_the_boundary_and_beside_it_notice_every_move(tmp_path: Path) -> None:
    assert survivors(tmp_path, PATENTS, AT + BELOW) == []


def test_an_example_far_from_the_boundary_does_not_notice(tmp_path: Path) -> None:
    far = example("二十项", "clauses: {patents: met}", "facts.patents: 20")
    assert survivors(tmp_path, PATENTS, far + BELOW) == ["at_least：“15”写成“16”", "“at_least”写成“more_than”"]


def test_an_example_that_fails_already_notices_nothing(tmp_path: Path) -> None:
    wrong = example("写错", "clauses: {patents: not_met}", "facts.patents: 15")
    assert len(survivors(tmp_path, PATENTS, wrong)) == 4


def test_money_moves_by_one_of_its_last_written_digit(tmp_path: Path) -> None:
    rules = clause("big", "when: {fact: revenue_last_year, at_least: 1.5亿元}")
    assert changes(tmp_path, rules)[1:3] == ["at_least：“1.5亿元”写成“1.6亿元”", "at_least：“1.5亿元”写成“1.4亿元”"]


def test_a_sum_is_taken_for_a_ceiling(tmp_path: Path) -> None:
    rules = clause("award.one", "pays: {sum: 30万元}", "award")
    expected = ["sum：“30万元”写成“31万元”", "sum：“30万元”写成“29万元”", "“sum”写成“up_to”"]
    assert changes(tmp_path, rules) == expected


def test_a_period_in_years_is_made_a_month_longer_and_shorter(tmp_path: Path) -> None:
    rules = clause("old", "when: {registered: {for_at_least: 2年}}")
    assert changes(tmp_path, rules)[1:] == ["for_at_least：“2年”写成“25个月”", "for_at_least：“2年”写成“23个月”"]


def test_a_title_is_taken_for_its_neighbour_at_the_same_level(tmp_path: Path) -> None:
    rules = clause("top", "when: {holds: {title: little_giant, level: national}}")
    # the next title in the list that the nation recognises too is the key little giant
    assert changes(tmp_path, rules) == [
        "去掉条件",
        "“专精特新“小巨人”企业”写成“重点“小巨人”企业”",
        "level：“national”写成“provincial”",
    ]


def test_a_mutant_that_is_no_rule_is_not_counted(tmp_path: Path) -> None:
    rules, cases = written(tmp_path, clause("top", "when: {holds: {title: little_giant, level: national}}"), AT)
    # of the three above, a little giant at provincial level does not exist
    assert mutate(rules, cases, processes=1).files[0].mutants == 2


def test_a_level_that_comes_to_the_same_is_left_alone(tmp_path: Path) -> None:
    rules = clause("top", "when: {holds: {title: little_giant, level_at_least: provincial}}")
    assert not [each for each in changes(tmp_path, rules) if each.startswith("level")]


def test_and_is_taken_for_or_and_each_part_forgotten(tmp_path: Path) -> None:
    rules = clause("both", "when: {all: [{fact: in_park}, {attested: promising}]}")
    assert changes(tmp_path, rules) == ["去掉“all”的第1项", "去掉“all”的第2项", "“all”写成“any”"]


def test_a_clause_that_applies_anywhere_is_taken_for_one_that_applies_here(tmp_path: Path) -> None:
    rules = fixtures_of_examples.clause("patents", "when: {fact: patents, at_least: 15}")
    assert changes(tmp_path, rules)[0] == "where：“anywhere”写成“here”"


def test_a_kind_of_incident_is_forgotten(tmp_path: Path) -> None:
    rules = clause("clean", "when: {incident: {of: [safety, quality], within: 30天}}")
    assert {"去掉“safety”", "去掉“quality”", "within：“30天”写成“31天”"} <= set(changes(tmp_path, rules))


def test_a_validity_begins_and_ends_a_day_off(tmp_path: Path) -> None:
    document = "  in_force: {from: 2022-03-23, to: 2025-12-31}\n"
    found = [each.value for each in _mutants(tmp_path, PATENTS, document) if each.clause is None]
    days = sorted({date.fromisoformat(str(day)) for each in found for day in each.values()})
    assert days == [date(2022, 3, d) for d in (22, 23, 24)] + [date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 1)]


def test_a_threshold_that_is_a_date_moves_by_a_day(tmp_path: Path) -> None:
    rules = clause("old", "when: {fact: listed_on, at_most: 2023-12-31}")
    expected = ["at_most：“2023-12-31”写成“2024-01-01”", "at_most：“2023-12-31”写成“2023-12-30”"]
    assert changes(tmp_path, rules)[1:3] == expected


def test_an_end_that_hangs_on_a_reading_is_a_day_off(tmp_path: Path) -> None:
    document = (
        "  in_force: {to_as_read: {by_reading: way, options: {strict: 2025-12-31, loose: open}}}\n"
        "  readings:\n  - {id: way, question: 到何时, options: {strict: 严, loose: 宽}, default: strict}\n"
    )
    expected = ["strict：“2025-12-31”写成“2026-01-01”", "strict：“2025-12-31”写成“2025-12-30”"]
    assert changes(tmp_path, PATENTS, document)[:2] == expected


def test_another_option_is_taken_by_default(tmp_path: Path) -> None:
    document = "  readings:\n  - {id: way, question: 怎么算, options: {strict: 严, loose: 宽}, default: strict}\n"
    assert changes(tmp_path, PATENTS, document)[0] == "default：“strict”写成“loose”"


RIVALS = (
    clause("award.one", "when: {newly_recognised: {title: gazelle}}, pays: {sum: 2万元}", "award")
    + clause("award.two", "when: {newly_recognised: {title: unicorn}}, pays: {sum: 1万元}", "award")
    + "  - {id: no_duplication, kind: no_duplication, cite: 末段, quote: 不重复, title: 不重复, among: [award.one, award.two]}\n"
)


def test_what_competes_over_what_time_and_to_what_end_is_changed(tmp_path: Path) -> None:
    found = {each.words.zh for each in _mutants(tmp_path, RIVALS) if each.clause == "no_duplication"}
    assert {"window：默认写成“calendar_year”", "settlement：默认写成“nothing”", "去掉“award.two”"} <= found


def test_two_awards_at_once_notice_that_they_no_longer_compete(tmp_path: Path) -> None:
    held = ", ".join(
        f"{{title: {each}, level: provincial, kind: new, date: 2023-05-10}}" for each in ("gazelle", "unicorn")
    )
    both = example("两项", "payable: {fixed: 2万元}", f"recognitions: [{held}]")
    left = survivors(tmp_path, RIVALS, both)
    assert not {"applies：默认写成“False”", "去掉“award.one”", "去掉“award.two”"} & set(left)


def test_the_text_names_the_place_and_the_change(tmp_path: Path) -> None:
    rules, cases = written(tmp_path, PATENTS, AT)
    text = mutation_text(mutate(rules, cases, processes=1))
    file = tmp_path / "small.yaml"
    assert text == (
        f"{file}:13:{PATENTS.index('{fact') + 1}: patents 去掉条件\n"
        f"{file}:13:{PATENTS.index('15}') + 1}: patents at_least：“15”写成“14”\n"
        f"{file}：4处改动，2处被例子发现，2处未被发现\n"
    )


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    many = "".join(clause(f"patents.{letter}", "when: {fact: patents, at_least: 15}") for letter in "abcdefghijklmnop")
    rules, cases = written(tmp_path, many, example("十五项", "clauses: {patents.c: met}", "facts.patents: 15"))
    assert mutate(rules, cases, processes=2) == mutate(rules, cases, processes=1)


def test_progress_ends_with_all_of_them(tmp_path: Path) -> None:
    rules, cases = written(tmp_path, PATENTS, AT)
    told: list[tuple[int, int]] = []
    mutate(rules, cases, lambda done, total: told.append((done, total)), processes=1)
    assert told[-1] == (4, 4)


TWO = """
- id: second
  title: 另一份
  issuer: 甲
  status: issued
  in_force: {from: 2020-01-01}
  readings:
  - {id: counting, question: 怎样数, options: {one: 甲, two: 乙}, default: one}
  clauses:
  - {id: more, kind: tier, cite: 一, quote: 乙, title: 更多, to: enterprise, where: anywhere, when: {fact: counted, at_least: 20}}
"""
VALUES = """values:
- id: counted
  label: 计入的专利
  choose:
    first:
    - {when: {by_reading: counting, options: {one: {always: false}, two: {always: true}}}, is: "0"}
    otherwise: 专利数
"""


def test_a_file_of_several_documents_has_the_mutants_and_the_survivors_of_the_whole(tmp_path: Path) -> None:
    """The other document and its reading are left out for the first; that must neither hide a mutant nor notice one."""
    rules, cases = written(tmp_path, PATENTS, AT)
    alone = mutate(rules, cases, processes=1).files[0]
    folder = tmp_path / "two"
    folder.mkdir()
    rules, cases = written(folder, PATENTS, AT)
    path = Path(rules.files[0].source.name)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("documents:", VALUES + "documents:", 1).rstrip() + TWO, encoding="utf-8")
    rules, cases = load(path), read_all([folder / "examples.yaml"])
    both = mutate(rules, cases, processes=1).files[0]
    assert alone.survivors
    assert [each.text for each in both.survivors if each.clause == "patents"] == [each.text for each in alone.survivors]
    assert {each.clause for each in both.survivors} == {None, "more", "patents"}
