import re
from pathlib import Path

import pytest
from fragments import PAGES, SOURCE, shown, whole

from zjtx_rules.analysis.checking import check
from zjtx_rules.analysis.checks import CHECKS

GALLERY = Path(__file__).parents[1] / "errors"
ROOM = Path(__file__).parents[2] / "src" / "zjtx_rules" / "analysis" / "checks"


def found(folder: Path, text: str) -> list[str]:
    """Return the codes found in a rule file, with the policy text of the pages at hand."""
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "demo.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "demo.yaml").write_text(text, encoding="utf-8")
    sources = folder / "sources" if "sha256" in text else None
    return [each.code for each in check([folder / "demo.yaml"], sources).findings]


@pytest.mark.parametrize("code", CHECKS)
def test_every_check_has_a_file_a_page_and_a_gallery_entry(code: str) -> None:
    assert (ROOM / f"{code.replace('-', '_')}.py").exists()
    assert (PAGES / f"{code}.md").exists()
    assert (GALLERY / code / "bad.yaml").exists()
    assert f"[{code}]" in (GALLERY / code / "expected.txt").read_text(encoding="utf-8")


def test_every_page_belongs_to_a_check() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == set(CHECKS)


@pytest.mark.parametrize("code", sorted(set(CHECKS) - {"no-example", "english-labels"}))
def test_a_page_shows_something_bad_that_is_found_and_something_good_that_is_not(code: str, tmp_path: Path) -> None:
    bad, good, *_ = shown(code)
    assert code in found(tmp_path, whole(bad))
    assert code not in found(tmp_path, whole(good))


def test_a_clause_with_an_example_beside_the_file_is_not_reported(tmp_path: Path) -> None:
    bad, good, *_ = shown("no-example")
    (tmp_path / "examples" / "demo").mkdir(parents=True)
    assert found(tmp_path, whole(bad)) == ["no-example"]
    (tmp_path / "examples" / "demo" / "one.yaml").write_text(good, encoding="utf-8")
    assert found(tmp_path, whole(bad)) == []


def test_labels_beside_a_file_are_held_against_it(tmp_path: Path) -> None:
    page = (PAGES / "english-labels.md").read_text(encoding="utf-8")
    bad, good = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    text = whole(shown("no-example")[0])
    text = text.replace(
        "- id: award.little_giant", "# 未定\n  # zjtx: allow english-labels\n  - id: award.little_giant"
    )
    document = "documents: {demo: Measures}\n"
    (tmp_path / "english").mkdir()
    labels = tmp_path / "english" / "demo.yaml"
    labels.write_text(document + good, encoding="utf-8")
    assert found(tmp_path, text) == []
    labels.write_text(document + bad, encoding="utf-8")
    assert found(tmp_path, text) == ["english-labels"]  # the misspelt one; that one is missing is allowed
    labels.write_text(bad, encoding="utf-8")
    assert found(tmp_path, text) == ["english-labels", "english-labels"]  # the document has none


def test_without_a_folder_of_examples_no_clause_needs_one(tmp_path: Path) -> None:
    assert found(tmp_path, whole(shown("no-example")[0])) == []


@pytest.mark.parametrize(
    "code", sorted(set(CHECKS) - {"no-example", "unknown-allow", "allow-without-reason", "english-labels"})
)
def test_a_comment_switches_a_check_off(code: str, tmp_path: Path) -> None:
    text = whole(shown(code)[0])
    lines = text.splitlines()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "demo.txt").write_text(SOURCE, encoding="utf-8")
    path = tmp_path / "demo.yaml"
    path.write_text(text, encoding="utf-8")
    sources = tmp_path / "sources" if "sha256" in text else None
    places = {each.place.line for each in check([path], sources).findings if each.code == code}
    for line in places:
        lines[line - 1] += f"  # zjtx: allow {code}"
    assert code not in found(tmp_path, "\n".join(lines) + "\n")


def test_a_comment_at_the_head_of_a_clause_counts_for_the_whole_clause(tmp_path: Path) -> None:
    text = whole(shown("ceiling-said")[0])
    assert found(tmp_path, text) == ["ceiling-said"]
    head = text.replace("  - id: award", "  # 原文如此\n  # zjtx: allow ceiling-said\n  - id: award")
    assert found(tmp_path, head) == []


def test_a_comment_counts_for_no_other_clause_and_no_other_check(tmp_path: Path) -> None:
    text = whole(shown("ceiling-said")[0])
    assert found(tmp_path, text + "  # zjtx: allow ceiling-said\n") == ["ceiling-said"]
    other = text.replace("  - id: award", "  # zjtx: allow ceiling-not-said\n  - id: award")
    assert found(tmp_path, other) == ["ceiling-said"]


def test_problems_of_loading_stand_beside_the_findings_of_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(whole(shown("ceiling-said")[0]), encoding="utf-8")
    (tmp_path / "b.yaml").write_text("jurisdiction: 日照\n", encoding="utf-8")
    report = check([tmp_path])
    assert [each.code for each in report.findings] == ["ceiling-said", "missing-key", "wrong-type"]
    assert len(report.files) == 2


def test_the_table_of_the_checks_lists_every_one_with_its_severity() -> None:
    table = (PAGES / "README.md").read_text(encoding="utf-8")
    for code, each in CHECKS.items():
        assert f"| [`{code}`]({code}.md) | {each.severity.words.zh} | {each.title.zh} |" in table
