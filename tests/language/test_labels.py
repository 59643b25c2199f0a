"""English labels stand in a file of their own; what a rule file means does not hang on them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import yaml

from zjtx_rules.analysis.diffing import diff
from zjtx_rules.language import bundled_files, load
from zjtx_rules.language.labels import GROUPS, labels_path
from zjtx_rules.problems import InputError

RULES = """\
jurisdiction: {name: 日照市, code: "371100"}
judgements: [{id: good, label: 好}]
facts: [{id: big, label: 大, type: yes_no}]
records: [{id: machines, label: 机器, fields: [{id: price, label: 单价, type: money}]}]
values: [{id: rate, label: 比例, is: 5%}]
conditions: [{id: fine, label: 合格, when: {all: [{fact: big}, {attested: good}]}}]
documents:
- id: demo
  title: 示例
  status: issued
  clauses:
  - section: 一
    clauses:
    - {id: award.a, kind: award, quote: 给予80万元, title: 甲, to: enterprise, when: {meets: fine}, pays: {sum: 80万元}}
"""
LABELS = {
    "judgements": {"good": "good"},
    "facts": {"big": "big"},
    "records": {"machines": "machines", "machines.price": "price"},
    "values": {"rate": "rate"},
    "conditions": {"fine": "fine"},
    "documents": {"demo": "Demonstration"},
    "clauses": {"award.a": "Award A"},
}


def written(folder: Path, labels: str) -> Path:
    (folder / "english").mkdir(exist_ok=True)
    path = folder / "demo.yaml"
    path.write_text(RULES, encoding="utf-8")
    labels_path(path).write_text(labels, encoding="utf-8")
    return path


def test_everything_that_has_a_label_takes_it_from_the_file_beside(tmp_path: Path) -> None:
    assert set(LABELS) == set(GROUPS)
    (file,) = load(written(tmp_path, yaml.safe_dump(LABELS))).files
    rules = file.rules
    lists = (rules.judgements, rules.facts, rules.values, rules.conditions, rules.documents, rules.documents[0].clauses)
    said = {each.id: each.english for one in lists for each in one}  # type: ignore[attr-defined]
    (machines,) = rules.records
    said |= {"machines": machines.english} | {f"machines.{each.id}": each.english for each in machines.fields}
    assert said == {name: label for group in LABELS.values() for name, label in group.items()}
    (again,) = pickle.loads(pickle.dumps(load(written(tmp_path, yaml.safe_dump(LABELS))))).files  # noqa: S301 - our own
    assert again.rules == rules


def test_labels_are_no_difference_and_no_part_of_the_hash(tmp_path: Path) -> None:
    labelled = load(written(tmp_path, yaml.safe_dump(LABELS)))
    plain = load(written(tmp_path, "{}"))
    assert labelled.content_hash == plain.content_hash
    assert diff(plain, labelled).same


def test_a_label_is_the_same_in_the_rule_file_and_beside_it(tmp_path: Path) -> None:
    beside = load(written(tmp_path, "clauses: {award.a: Award A}"))
    path = written(tmp_path, "{}")
    path.write_text(RULES.replace("title: 甲,", "title: 甲, english: Award A,"), encoding="utf-8")
    assert load(path).content_hash == beside.content_hash


@pytest.mark.parametrize(
    ("labels", "code", "line"),
    [
        ("claus: {award.a: A}", "unknown-key", 1),
        ("clauses: [award.a]", "wrong-type", 1),
        ("clauses:\n  award.a: 3", "wrong-type", 2),
        ("clauses:\n  award.a: ''", "too-short", 2),
        ("clauses: {", "yaml-syntax", 1),
    ],
)
def test_what_is_wrong_with_labels_is_said_where_they_stand(tmp_path: Path, labels: str, code: str, line: int) -> None:
    with pytest.raises(InputError) as error:
        load(written(tmp_path, labels))
    (problem,) = error.value.problems
    assert (problem.code, problem.place.line) == (code, line)
    assert Path(problem.place.file).parts[-2:] == ("english", "demo.yaml")


@pytest.mark.parametrize("name", bundled_files())
def test_a_bundled_file_is_chinese_and_its_labels_stand_beside(name: str) -> None:
    (file,) = load(name).files
    assert "english:" not in file.source.text
    assert file.labels is not None
    assert all(clause.english for document in file.rules.documents for clause in document.clauses)
