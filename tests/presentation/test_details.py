"""An answer in three details: brief and normal say nothing that the whole answer does not say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zjtx_rules import __version__, evaluate, load, load_text, read_profile
from zjtx_rules.files import read_file
from zjtx_rules.language import bundled_files
from zjtx_rules.presentation.models import Answer, BriefAnswer, NormalAnswer
from zjtx_rules.profile import profile_digest

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
DAY = date(2023, 9, 1)


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def answers(request: pytest.FixtureRequest) -> dict[str, Any]:
    answer = evaluate(read_profile(read_file(request.param)), load(), DAY, adopting="临沂市")
    found: dict[str, Any] = {each: answer.model_dump(detail=each) for each in ("brief", "normal", "full")}
    return found | {"text": answer.model_dump_json(detail="brief"), "applicant": answer.applicant}


def test_a_brief_answer_is_small_and_on_one_line(answers: dict[str, Any]) -> None:
    assert len(answers["text"].encode()) < 10_000
    assert "\n" not in answers["text"]
    assert json.loads(answers["text"]) == answers["brief"]


def test_each_detail_is_what_its_model_says(answers: dict[str, Any]) -> None:
    for detail, model in (("brief", BriefAnswer), ("normal", NormalAnswer), ("full", Answer)):
        assert model.model_validate(answers[detail]).model_dump(mode="json") == answers[detail]


def test_normal_is_a_part_of_full(answers: dict[str, Any]) -> None:
    normal, full = answers["normal"], answers["full"]
    assert all(full[key] == value for key, value in normal.items())
    assert set(full) - set(normal) == {"rights", "services", "support", "clauses"}


def test_brief_has_the_money_of_the_whole_answer(answers: dict[str, Any]) -> None:
    brief, awards = answers["brief"], answers["full"]["awards"]
    pairs = [(brief["payable"], awards["payable"]), *zip(brief["if_adopted"], awards["if_adopted"], strict=True)]
    for short, long in pairs:
        assert short["total"] == long["total"]
        for claim, line in zip(short["claims"], long["lines"], strict=True):
            same = ("document", "clause", "cite", "title", "outcome", "nature", "text", "offices", "missing")
            assert all(claim[key] == line[key] for key in same)
            assert claim["floor"] == line["pays"]["floor"]["yuan"]
            assert claim["ceiling"] == (line["pays"]["ceiling"] or {"yuan": None})["yuan"]
    ends = {each["id"]: each["in_force_to"] for each in answers["full"]["documents"]}
    assert all(each["until"] == ends[each["document"]] for each in brief["payable"]["claims"] if ends[each["document"]])


def test_brief_names_what_is_missing_and_what_each_band_has(answers: dict[str, Any]) -> None:
    brief, full = answers["brief"], answers["full"]
    assert brief["missing"] == [{key: each[key] for key in ("path", "label", "stake")} for each in full["missing"]]
    assert brief["counts"] == {each["band"]: each["count"] for each in full["bands"]}
    assert brief["readings"] == {f"{each['document']}:{each['id']}": each["chosen"] for each in full["readings"]}


def test_every_detail_says_by_what_it_was_made(answers: dict[str, Any]) -> None:
    for detail in ("brief", "normal", "full"):
        said = answers[detail]
        assert said["engine"] == __version__
        assert said["adopting"] == "临沂市"
        assert said["profile_sha256"] == profile_digest(answers["applicant"])
        assert said["rules_hash"] == load().content_hash
        assert len({each["sha256"] for each in said["documents"]}) == len(bundled_files())


def test_the_name_of_a_rule_file_is_in_no_digest() -> None:
    text = bundled_files()["rizhao"].read_text(encoding="utf-8")
    assert load_text(text, "other.yaml").content_hash == load("rizhao").content_hash
