import pytest

from zjtx_rules.files import Source, parse_yaml
from zjtx_rules.problems import Place
from zjtx_rules.words import Words

TEXT = "名称: 甲\nrules:\n  - id: x\n    when: {all: [a, bb]}\n  - id:\nlast: |\n  一\n  二\n"


@pytest.fixture(params=[False, True], ids=["libyaml", "pure"])
def source(request: pytest.FixtureRequest) -> Source:
    return parse_yaml(TEXT, "f.yaml", pure=request.param)


def test_the_place_of_a_value(source: Source) -> None:
    assert source.place(("rules", 0, "when", "all", 1)) == Place("f.yaml", 4, 21, 23)


def test_the_place_of_a_key(source: Source) -> None:
    assert source.place(("rules", 0, "when"), key=True) == Place("f.yaml", 4, 5, 9)


def test_columns_count_characters(source: Source) -> None:
    assert source.place(("名称",)) == Place("f.yaml", 1, 5, 6)


def test_a_bracket_ends_behind_its_closing(source: Source) -> None:
    assert source.marks["rules", 0, "when"] == (4, 11, 4, 25)


def test_a_list_ends_with_its_last_value(source: Source) -> None:
    assert source.marks[("rules",)] == (3, 3, 5, 7)


def test_a_missing_value_stands_behind_its_key(source: Source) -> None:
    assert source.place(("rules", 1, "id")) == Place("f.yaml", 5, 7, 7)


def test_the_root_starts_with_the_text(source: Source) -> None:
    assert source.place(())[:3] == ("f.yaml", 1, 1)


def test_an_unknown_path_has_the_place_of_its_ancestor(source: Source) -> None:
    assert source.place(("rules", 0, "missing", 3)) == source.place(("rules", 0))


def test_what_runs_over_lines_ends_with_its_first_line(source: Source) -> None:
    assert source.place(("last",)) == Place("f.yaml", 6, 7, 8)


def test_what_an_alias_repeats_has_the_place_of_the_alias() -> None:
    source = parse_yaml("a: &x {k: 1}\nb: *x\n", "f")
    assert source.place(("b", "k")) == Place("f", 2, 4, 6)


def test_the_excerpt_is_the_line(source: Source) -> None:
    assert source.excerpt(3) == "  - id: x"


def test_there_is_no_excerpt_beyond_the_text(source: Source) -> None:
    assert source.excerpt(99) == source.excerpt(0) == ""


def test_an_excerpt_shows_no_control_characters() -> None:
    assert Source("f", "a\x1b[31mb\tc").excerpt(1) == "a�[31mb→c"


def test_a_very_long_line_is_cut() -> None:
    assert len(Source("f", "x" * 100_000).excerpt(1)) == 500


def test_a_problem_has_place_excerpt_and_dotted_path(source: Source) -> None:
    problem = source.problem("bad", ("rules", 0, "id"), Words("错", "wrong"))
    assert (problem.place, problem.excerpt, problem.path) == (Place("f.yaml", 3, 9, 10), "  - id: x", "rules.0.id")
