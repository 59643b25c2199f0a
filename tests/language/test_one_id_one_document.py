"""A document id names one document: two texts under one id are refused wherever rules come together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from small_rules import one_award
from zjtx_rules import EnterpriseProfile, InputError, evaluate
from zjtx_rules.analysis.checking import check
from zjtx_rules.analysis.diffing import read_rules
from zjtx_rules.language import RuleSet, combine, load, load_text
from zjtx_rules.language.loading import set_again

AS_OF = date(2023, 9, 1)
FIRM = EnterpriseProfile.model_validate(
    {
        "region": "日照市",
        "recognitions": [{"title": "little_giant", "kind": "new", "date": "2023-07-14"}],
        "awards_received": [],
    }
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Two texts under one id (10 and 20万元, the second also under another name), and one of another document in a file of the same name."""
    found = {}
    for name, content in {
        "old/x.yaml": one_award("10万元"),
        "new/x.yaml": one_award("20万元"),
        "new/y.yaml": one_award("20万元"),
        "other/x.yaml": one_award("5万元", "e"),
    }.items():
        found[name] = tmp_path / name
        found[name].parent.mkdir(exist_ok=True)
        found[name].write_text(content, encoding="utf-8")
    return found


def refused(ask: Callable[[], object]) -> None:
    with pytest.raises(InputError) as caught:
        ask()
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.path) == ("duplicate-id", 3, "documents.0.id")
    assert "“d”已用于" in problem.message.zh


@pytest.mark.parametrize("pair", list(permutations(["old/x.yaml", "new/x.yaml"])), ids=["old first", "new first"])
@pytest.mark.parametrize(
    "together",
    [
        load,
        lambda *paths: combine(load(path) for path in paths),
        lambda *paths: RuleSet(tuple(file for path in paths for file in load(path).files)),
        lambda *paths: set_again(*(file.told for path in paths for file in load(path).files)),
        lambda *paths: combine([load(), *(load_text(path.read_text("utf-8"), path.name) for path in paths)]),
    ],
    ids=["load", "combine", "RuleSet", "another process", "combine texts"],
)
def test_two_texts_under_one_id_are_refused(
    files: dict[str, Path], pair: tuple[str, str], together: Callable[..., RuleSet]
) -> None:
    refused(lambda: together(*(files[name] for name in pair)))


def test_a_folder_with_two_texts_under_one_id_is_refused_by_diff(files: dict[str, Path]) -> None:
    (files["new/y.yaml"]).write_text(one_award("30万元"), encoding="utf-8")
    refused(lambda: read_rules(str(files["new/x.yaml"].parent)))


def test_an_edited_copy_of_a_bundled_file_beside_it_is_refused(tmp_path: Path) -> None:
    bundled = load("rizhao").files[0]
    copied = tmp_path / "rizhao.yaml"
    copied.write_text(bundled.source.text.replace("100万元", "120万元"), encoding="utf-8")
    with pytest.raises(InputError, match="rizhao-2022"):
        load("rizhao", copied)
    assert load(copied).files[0].rules != bundled.rules  # alone it may well be asked


@pytest.mark.parametrize("order", list(permutations(["new/x.yaml", "new/y.yaml"])), ids=["x first", "y first"])
def test_the_same_text_under_two_names_is_one_file(files: dict[str, Path], order: tuple[str, str]) -> None:
    rules = load(*(files[name] for name in order))
    assert [each.name for each in rules.files] == [Path(order[0]).stem]
    assert str(evaluate(FIRM, rules, AS_OF).awards.payable.total.fixed.floor) == "20万元"


@pytest.mark.parametrize("order", list(permutations(["old/x.yaml", "other/x.yaml"])), ids=["d first", "e first"])
def test_two_files_of_one_name_are_two_files(files: dict[str, Path], order: tuple[str, str]) -> None:
    """10万元 of the one and 5万元 of the other, whichever comes first: neither is read for the other."""
    answer = evaluate(FIRM, load(*(files[name] for name in order)), AS_OF)
    assert str(answer.awards.payable.total.fixed.floor) == "15万元"


def test_check_reports_it_with_the_other_findings(files: dict[str, Path]) -> None:
    report = check([files["old/x.yaml"], files["new/x.yaml"]])
    assert [(each.code, each.place.file) for each in report.findings] == [("duplicate-id", str(files["new/x.yaml"]))]
    assert report.has_errors
    fine = check([files["new/x.yaml"], files["new/y.yaml"], files["other/x.yaml"]])
    assert "duplicate-id" not in {each.code for each in fine.findings}
