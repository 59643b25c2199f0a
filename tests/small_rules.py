"""Small rule files and profiles to ask about one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import indent
from typing import Any

from zjtx_rules.language import RuleSet, load_text
from zjtx_rules.problems import InputError
from zjtx_rules.profile import APPLICANTS, Applicant
from zjtx_rules.reasoning import Evaluation, Totals, evaluate
from zjtx_rules.terms.truth import Verdict

RIZHAO = "371100"
JINAN = "370100"
AS_OF = date(2023, 9, 1)

MET, NOT_MET, UNKNOWN, REVIEW = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.REVIEW

HEAD = """\
jurisdiction: {name: 日照市, code: "371100"}
judgements:
- {id: good_prospects, label: 具有良好发展前景}
facts:
- {id: in_priority_industry, label: 属于优势产业, type: yes_no}
documents:
- id: small
  title: 小样
  status: issued
"""

NEW_GIANT = "{newly_recognised: {title: little_giant}}"


def one_award(amount: str, document: str = "d", *, when: str = NEW_GIANT, facts: str = "") -> str:
    """Return a rule file of one issued document with one award, of a sum under a condition."""
    stated = f"facts: {facts}\n" if facts else ""
    return f"""\
jurisdiction: {{name: 日照市, code: "{RIZHAO}"}}
{stated}documents:
- id: {document}
  title: 甲办法
  status: issued
  in_force: {{from: 2022-01-01, to: 2025-12-31}}
  clauses:
  - id: award.a
    kind: award
    cite: 一
    quote: 给予{amount}
    title: 甲奖
    to: enterprise
    when: {when}
    pays: {{sum: {amount}}}
"""


READINGS = """\
  readings:
  - id: since
    question: 自何时起算
    options: {here: 自在本市登记起, founding: 自成立起}
    default: here
  - id: band
    question: 左右是多大范围
    options: {person: 由人工判断, band: 上下浮动}
    default: person
    percentage: band
"""


def clause(name: str, kind: str = "award", to: str = "enterprise", where: str = "anywhere", **parts: str) -> str:
    """Return one clause; `parts` are its other keys, their values as YAML in flow style."""
    lines = [f"- id: {name}", f"  kind: {kind}", "  cite: 一", "  quote: 原文", "  title: 标题", f"  to: {to}"]
    lines.append(f"  where: {where}")
    lines += [f"  {key}: {value}" for key, value in parts.items()]
    return indent("\n".join(lines) + "\n", "  ")


def group(among: str, **parts: str) -> str:
    """Return a no-duplication clause over the clauses named, as YAML in flow style."""
    lines = ["- id: no_duplication", "  kind: no_duplication", "  cite: 末段", "  quote: 不重复", "  title: 就高不就低"]
    lines.append(f"  among: {among}")
    lines += [f"  {key}: {value}" for key, value in parts.items()]
    return indent("\n".join(lines) + "\n", "  ")


def rules_of(*clauses: str, around: str = "", readings: str = READINGS, head: str = HEAD) -> RuleSet:
    """Return a rule set of one document; `around` is further text of the document (validity, settings)."""
    return load_text(head + indent(around, "  ") + readings + "  clauses:\n" + "".join(clauses), "small.yaml")


def codes(*clauses: str, around: str = "", readings: str = READINGS) -> list[str]:
    """Return the codes of the problems that loading finds, in the order of the text."""
    try:
        rules_of(*clauses, around=around, readings=readings)
    except InputError as error:
        return [each.code for each in error.problems]
    return []


def applicant(kind: str = "enterprise", **fields: Any) -> Applicant:
    """Return a profile that knows only these facts."""
    return APPLICANTS[kind].model_validate({"kind": kind, **fields})


def recognition(title: str, day: str | None = "2023-05-10", **fields: Any) -> dict[str, Any]:
    """Return a new recognition; every field may be replaced, None makes it unknown."""
    return {"title": title, "kind": "new", "date": day, **fields}


def verdict(
    condition: str,
    *,
    kind: str = "enterprise",
    as_of: date | str = AS_OF,
    readings: Mapping[str, str] | None = None,
    around: str = "",
    **fields: Any,
) -> Verdict:
    """Return the verdict on one condition, written as YAML in flow style, for a profile that knows only these facts."""
    rules = rules_of(clause("tier", "tier", to=kind, when=condition), around=around)
    return answer(rules, applicant(kind, **fields), as_of, readings).verdict("tier")


def answer(
    rules: RuleSet, profile: Applicant, as_of: date | str = AS_OF, readings: Mapping[str, str] | None = None
) -> Evaluation:
    """Evaluate, with the date as a date or as ISO text."""
    return evaluate(profile, rules, date.fromisoformat(as_of) if isinstance(as_of, str) else as_of, readings=readings)


def missing_of(condition: str, kind: str = "enterprise", **fields: Any) -> tuple[str, ...]:
    """Return the paths of the facts that are missing for a condition, as judged with an award behind it."""
    rules = rules_of(clause("award.one", to=kind, when=condition, pays="{sum: 1万元}"))
    return answer(rules, applicant(kind, **{"awards_received": [], **fields})).missing


def span(totals: Totals) -> tuple[str, str]:
    """Return fixed sums as "floor to ceiling", and ceilings likewise, as the texts write money."""
    return tuple(  # type: ignore[return-value]  # two bounds, two texts
        str(each.floor) if each.certain else f"{each.floor} to {each.ceiling or 'unlimited'}"
        for each in (totals.fixed, totals.up_to)
    )


def fixed(evaluation: Evaluation) -> str:
    """Return the fixed sums payable now."""
    return span(evaluation.awards.payable.total)[0]


def up_to(evaluation: Evaluation) -> str:
    """Return the ceilings payable now."""
    return span(evaluation.awards.payable.total)[1]
