"""`zjtx replay`: the same bytes from a record and the rule files of that time, found by content."""

from __future__ import annotations

import json
import re
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from zjtx_rules.language import bundled_files, load_text
from zjtx_rules.language.labels import labels_path
from zjtx_rules.profile import canonical_profile, read_applicant
from zjtx_rules.service.answers import QUESTIONS, Asked, enveloped
from zjtx_rules.service.catalogue import Catalogue
from zjtx_rules.service.requests import EvaluateBody

TEXT = (
    bundled_files()["rizhao"]
    .read_text(encoding="utf-8")
    .replace("title: 印发通知与制定目的", "title: 印发通知（旧版）")
)
FIRM = read_applicant(
    {"所在地": "日照市", "已领奖补": [], "认定": [{"称号": "小巨人", "认定方式": "新认定", "认定日期": "2023-07-14"}]}
)


@pytest.fixture(scope="module")
def given() -> tuple[str, dict[str, Any]]:
    body = EvaluateBody(profile=canonical_profile(FIRM), detail="brief", lang="en")
    question = Asked("evaluate", body, FIRM, load_text(TEXT, "rizhao.yaml"), date(2023, 9, 1))
    return question.answer(), json.loads(enveloped(question))


def put(folder: Path, data: Any) -> str:
    (folder / "record.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return str(folder / "record.json")


def archive(folder: Path) -> str:
    (folder / "archive").mkdir()
    (folder / "archive" / "日照2022.yaml").write_text(TEXT, encoding="utf-8")
    return str(folder / "archive")


@pytest.mark.parametrize("whole", [True, False])
def test_the_same_bytes_come_again(zjtx, tmp_path: Path, given: Any, whole: bool) -> None:  # noqa: FBT001
    answer, reply = given
    said = zjtx("replay", put(tmp_path, reply if whole else reply["record"]), "--rules", archive(tmp_path))
    assert (said.code, said.out, said.err) == (0, answer + "\n", "")


def test_without_the_rule_file_there_is_no_answer(zjtx, tmp_path: Path, given: Any) -> None:
    said = zjtx("replay", put(tmp_path, given[1]))
    assert (said.code, said.out) == (2, "")
    assert "[rules-not-found]" in said.err


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"answer_sha256": "0" * 64, "in_chinese_sha256": "0" * 64}, "结果与当时的不同"),
        ({"as_of": "2021-09-01"}, "结果与当时的不同"),
    ],
)
def test_what_differs_is_said(zjtx, tmp_path: Path, given: Any, change: dict[str, Any], word: str) -> None:
    record = {**given[1]["record"], **change}
    said = zjtx("replay", put(tmp_path, record), "--rules", archive(tmp_path))
    assert said.code == 1
    assert word in said.err


def test_another_engine_is_named_and_does_not_matter_if_the_answer_is_the_same(
    zjtx, tmp_path: Path, given: Any
) -> None:
    said = zjtx("replay", put(tmp_path, {**given[1]["record"], "engine": "0.0.9"}), "--rules", archive(tmp_path))
    assert said.code == 0
    assert "0.0.9" in said.err


@pytest.mark.parametrize("record", [[], {}, {"record": "2"}, {"record": {"engine": 1}}])
def test_what_is_no_record_is_refused(zjtx, tmp_path: Path, record: Any) -> None:
    assert zjtx("replay", put(tmp_path, record)).code == 2


@pytest.mark.parametrize("question", ["evaluate", "gap", "match"])
def test_an_english_answer_is_the_same_when_only_english_labels_changed(zjtx, tmp_path: Path, question: str) -> None:
    folder = tmp_path / "archive"
    (folder / "english").mkdir(parents=True)
    (folder / "日照.yaml").write_text(TEXT, encoding="utf-8")
    labels = labels_path(bundled_files()["rizhao"]).read_text(encoding="utf-8")

    def record(said: str, lang: str = "en") -> dict[str, Any]:
        (folder / "english" / "日照.yaml").write_text(said, encoding="utf-8")
        body = QUESTIONS[question](profile=canonical_profile(FIRM), lang=lang)
        rules = Catalogue.of([folder / "日照.yaml"]).named(["日照"])
        return json.loads(enveloped(Asked(question, body, FIRM, rules, date(2023, 9, 1))))["record"]

    changed = re.sub(r"^(  award[^:]*:) (.*)$", r"\1 Prize, \2", labels, flags=re.MULTILINE)
    given, other = record(labels), record(changed)
    assert given["rules"][0]["sha256"] == other["rules"][0]["sha256"]
    assert given["answer_sha256"] != other["answer_sha256"]
    said = zjtx("replay", put(tmp_path, given), "--rules", str(folder))
    assert said.code == 0
    assert "只是英文用语不同：规则文件 日照 的英文名称已改" in said.err
    # With the labels of that time in the archive as well, the bytes are those of that time.
    (folder / "english" / "那时.yaml").write_text(labels, encoding="utf-8")
    (folder / "那时.yaml").write_text(TEXT, encoding="utf-8")
    same = zjtx("replay", put(tmp_path, given), "--rules", str(folder))
    assert (same.code, same.err) == (0, "")
    assert sha256(same.out.rstrip("\n").encode()).hexdigest() == given["answer_sha256"]
    # A sum that differs is no matter of words.
    (folder / "那时.yaml").unlink()
    wrong = zjtx(
        "replay",
        put(tmp_path, given | {"in_chinese_sha256": "0" * 64, "answer_sha256": "0" * 64}),
        "--rules",
        str(folder),
    )
    assert (wrong.code, "结果与当时的不同" in wrong.err) == (1, True)
    # A Chinese answer shows no label, and its record names none.
    chinese = record(labels, "zh")
    assert chinese["answer_sha256"] == record(changed, "zh")["answer_sha256"] == given["in_chinese_sha256"]
    assert "labels_sha256" not in chinese["rules"][0]
