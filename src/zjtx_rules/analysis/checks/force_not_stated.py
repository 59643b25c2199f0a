"""`force-not-stated`: a right or service that does not say what its sentence binds, though its kind does not tell."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_rules.analysis.checks.base import Check, Found, Severity, Subject
from zjtx_rules.analysis.visit import clauses
from zjtx_rules.language.clauses import Right, Service
from zjtx_rules.language.force import BY_KIND, FORCES
from zjtx_rules.words import Words


def _find(subject: Subject) -> Iterator[Found]:
    for path, _, clause in clauses(subject.loaded):
        if isinstance(clause, Right | Service) and clause.force is None:
            taken = BY_KIND[clause.kind]
            yield Found(
                (*path, "kind"),
                Words(
                    f"没有写效力，按“{FORCES[taken].zh}”（{taken}）",
                    f"the force is not stated; '{taken}' is taken",
                ),
            )


CHECK = Check(
    "force-not-stated",
    Severity.WARNING,
    Words("没有写效力的权利和服务", "rights and services without a force"),
    Words(
        "看句子的主语和动词，写明 force：应当、可以、优先、可报名、鼓励支持、他人职责还是政府工作",
        "state the force by the subject and the verb of the sentence",
    ),
    _find,
)
