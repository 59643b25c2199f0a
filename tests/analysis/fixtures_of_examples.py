"""A small rule file, and examples of it, for the tests of coverage and mutation."""

from __future__ import annotations

from pathlib import Path

from zjtx_rules.analysis.testing.examples import Case
from zjtx_rules.analysis.testing.run_examples import read_all
from zjtx_rules.language import RuleSet, load

HEAD = """\
jurisdiction: {name: 日照市, code: "371100"}
judgements:
- {id: promising, label: 前景良好}
facts:
- {id: in_park, label: 位于园区, type: yes_no}
- {id: patents, label: 专利数, type: count}
- {id: listed_on, label: 上市日, type: date}
documents:
- id: small
  title: 小样
  status: issued
"""
CLAUSE = "  - {{id: {}, kind: {}, cite: 一, quote: 原文, title: 标题, to: enterprise, where: {}, {}}}\n"
EXAMPLES = """\
about: 小样
rules: small.yaml
as_of: 2023-09-01
profile: {region: 日照市, awards_received: []}
examples:
"""


def clause(name: str, rest: str, kind: str = "tier", where: str = "anywhere") -> str:
    """Return a clause; `rest` are its other keys in flow style."""
    return CLAUSE.format(name, kind, where, rest)


def example(name: str, expect: str, change: str = "", more: str = "") -> str:
    """Return an example; `expect` and `change` are in flow style."""
    return f"- {{name: {name}, because: 一, change: {{{change}}}, expect: {{{expect}}}{more}}}\n"


def written(folder: Path, clauses: str, examples: str, document: str = "") -> tuple[RuleSet, list[Case]]:
    """Write rules and examples into a folder and return both, loaded."""
    (folder / "small.yaml").write_text(f"{HEAD}{document}  clauses:\n{clauses}", encoding="utf-8")
    (folder / "examples.yaml").write_text(EXAMPLES + examples, encoding="utf-8")
    return load(folder / "small.yaml"), read_all([folder / "examples.yaml"])
