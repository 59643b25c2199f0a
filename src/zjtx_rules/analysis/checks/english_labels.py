"""`english-labels`: the file of English labels beside a rule file lacks a label, or has one that belongs to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.language.labels import entries
from zjtx_rules.problems import did_you_mean
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    labels = subject.loaded.labels
    if labels is None:
        return
    known: dict[str, set[str]] = {}
    for group, path, entry in entries(subject.loaded.source.data):
        known.setdefault(group, set()).add(entry["id"])
        if not entry.get("english"):
            message = Words(f"“{entry['id']}”没有英文名称", f"'{entry['id']}' has no English label")
            where = f"{labels.name}，{group}"
            remedy = Words(f"写在 {where}：{entry['id']}: …", f"write it in {labels.name}, {group}: {entry['id']}: …")
            yield Found((*path, "id"), message, remedy=remedy)
        elif entry["id"] in labels.data.get(group, {}) and entry["english"] != labels.data[group][entry["id"]]:
            message = Words(
                f"“{entry['id']}”已在规则文件中写有英文名称", f"'{entry['id']}' has its label in the rule file"
            )
            yield Found((group, entry["id"]), message, in_labels=True)
    for group, given in labels.data.items():
        for name in given:
            if name not in known.get(group, ()):
                message = Words(f"规则文件没有“{name}”", f"the rule file has no '{name}'")
                hint = did_you_mean(name, known.get(group, ()))
                yield Found((group, name), message, key=True, remedy=hint, in_labels=True)


CHECK = Check(
    "english-labels",
    Severity.WARNING,
    Words("英文名称缺少或多余", "an English label that is missing or belongs to nothing"),
    Words("补上缺的，删去多余的", "add what is missing, delete what is left over"),
    _find,
)
