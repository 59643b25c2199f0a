"""Every bundled example is one test; and what the runner says of examples of our own."""

from pathlib import Path

import pytest

from zjtx_rules.analysis.testing.examples import Case, run_case
from zjtx_rules.analysis.testing.run_examples import bundled_examples, read_all, run_examples
from zjtx_rules.presentation.examples import examples_text, failure_text, progress_line
from zjtx_rules.problems import InputError
from zjtx_rules.words import Words

CASES = read_all([bundled_examples()])

RULES = """\
jurisdiction: {name: 日照市, code: "371100"}
documents:
- id: small
  title: 小样
  status: issued
  clauses:
  - id: award.gazelle
    kind: award
    cite: 一
    quote: 奖励
    title: 瞪羚奖励
    to: enterprise
    when: {newly_recognised: {title: gazelle, level: provincial}}
    pays: {sum: 30万元}
"""
EXAMPLES = """\
about: 瞪羚
rules: small.yaml
as_of: 2023-09-01
profile:
  region: 日照市
  awards_received: []
  recognitions: [{title: gazelle, level: provincial, kind: new, date: 2023-05-10, expires: 2026-05-09}]
examples:
- {name: 省级, because: 一, expect: {clauses: {award.gazelle: met}, payable: {fixed: 30万元}}}
- name: 市级
  because: 一 写的是省级
  change: {recognitions.0.level: city}
  expect: {clauses: {award.gazelle: met}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "gazelle.yaml").write_text(EXAMPLES, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_example(case: Case) -> None:
    outcome = run_case(case)
    assert not outcome.differences, failure_text(outcome)


def test_an_example_comes_out_as_it_states(folder: Path) -> None:
    assert run_examples([folder / "gazelle.yaml"])[0].differences == ()


def test_an_example_that_states_the_wrong_verdict_fails(folder: Path) -> None:
    difference = run_examples([folder / "gazelle.yaml"])[1].differences[0]
    assert (difference.expected, difference.got) == ("met", "not_met")


def test_a_failure_says_what_was_expected_what_came_out_and_why(folder: Path) -> None:
    text = failure_text(run_examples([folder / "gazelle.yaml"])[1])
    assert text.splitlines() == [
        f"✗ {folder.name}/gazelle: 市级",
        f"  {folder / 'gazelle.yaml'}:10:3",
        "  理由: 一 写的是省级",
        "  评估日 2023-09-01",
        "  条款 award.gazelle",
        "    预期 met（满足）",
        "    得到 not_met（不满足）",
        "  award.gazelle 一 瞪羚奖励: not_met（不满足）",
        "    ✗ 同时满足",
        "      ✓ 位于日照市 = 日照市",
        "      ✗ 新获得认定：省级瞪羚企业",
    ]


def test_the_summary_counts_what_passed_and_what_did_not(folder: Path) -> None:
    assert examples_text(run_examples([folder / "gazelle.yaml"])).endswith("2个例子，1个通过，1个不符\n")


def test_every_example_is_announced(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    run_examples([folder / "gazelle.yaml"], lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_problems_of_every_file_are_reported_at_once(folder: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (folder / name).write_text("about: 错\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_all([folder / "one.yaml", folder / "two.yaml"])
    assert {Path(each.place.file).name for each in error.value.problems} == {"one.yaml", "two.yaml"}


class _Stream:
    def __init__(self, *, terminal: bool) -> None:
        self.terminal, self.written = terminal, ""

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None:
        pass


def test_progress_is_shown_on_a_terminal_and_taken_away_at_the_end() -> None:
    stream = _Stream(terminal=True)
    show = progress_line(stream, Words("例子", "examples"))  # type: ignore[arg-type]  # as much of a stream as it needs
    assert show is not None
    show(1, 2)
    show(2, 2)
    assert stream.written == "\r\x1b[K例子 1/2 50%\r\x1b[K"


def test_progress_is_not_shown_where_there_is_no_terminal() -> None:
    assert progress_line(_Stream(terminal=False), Words("例子", "examples")) is None  # type: ignore[arg-type]  # likewise
