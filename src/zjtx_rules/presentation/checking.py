"""What the checks found, as text for people, as JSON for programs, as SARIF 2.1.0 for code hosts and editors."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

from zjtx_rules.analysis.checking import Finding, Report
from zjtx_rules.analysis.checks import CHECKS
from zjtx_rules.presentation.blocks import Block, Heading, Item, Items, Paragraph, report_markdown, report_page
from zjtx_rules.presentation.blocks import Report as Blocks
from zjtx_rules.presentation.blocks.models import Tone
from zjtx_rules.words import Language, Words

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PAGES = "docs/checks"


def as_text(report: Report, language: Language = "zh") -> str:
    """Return the findings as a person reads them, with a closing count."""
    return "\n\n".join([*(each.render(language) for each in report.findings), _closing(report).say(language)])


def as_markdown(report: Report, language: Language = "zh") -> str:
    """Return the findings in Markdown."""
    return report_markdown(_as_blocks(report, language))


def as_page(report: Report, language: Language = "zh") -> str:
    """Return the findings as one page."""
    return report_page(_as_blocks(report, language), language)


def _as_blocks(report: Report, language: Language) -> Blocks:
    """Return the findings file by file, each with its line, expectation and remedy."""
    tones: dict[str, Tone] = {"error": "bad", "warning": "mixed"}
    by_file: dict[str, list[Item]] = {}
    for each in report.findings:
        problem = each.problem
        words = ((Words("应为：", "expected: "), problem.expected), (Words("建议：", "hint: "), problem.suggestion))
        below = [f"{label.say(language)}{said.say(language)}" for label, said in words if said]
        excerpt = [problem.excerpt.strip()] if problem.excerpt.strip() else []
        tag = f"{each.severity.words.say(language)} {each.code}"
        item = Item(
            problem.message.say(language),
            tag,
            f"（{each.place}）",
            tones.get(each.severity.value, ""),
            "",
            (*excerpt, *below),
        )
        by_file.setdefault(each.place.file, []).append(item)
    blocks: list[Block] = []
    for name, items in by_file.items():
        blocks += [Heading(name), Items(tuple(items))]
    first, *rest = _closing(report).say(language).splitlines()
    title = Words("规则文件的检查", "checks of rule files").say(language)
    return Blocks(title, (Paragraph(first), *(Paragraph(each, soft=True) for each in rest), *blocks))


def _closing(report: Report) -> Words:
    files = len(report.files)
    if not report.findings:
        return Words(f"检查了{files}个文件，没有发现问题", f"{files} file(s) checked, nothing found")
    counted = [(count, each.words) for each, count in report.counts.items() if count]
    zh = "、".join(f"{count}处{words.zh}" for count, words in counted)
    en = ", ".join(f"{count} {words.en}(s)" for count, words in counted)
    how = Words("", "")
    if any(each.code in CHECKS for each in report.findings):
        how = Words(
            "\n有意为之的，在那一行或前一行写注释：# zjtx: allow 方括号里的代号",
            "\nwhat is meant so: write a comment there or on the line before: # zjtx: allow CODE",
        )
    return Words(f"检查了{files}个文件：{zh}{how.zh}", f"{files} file(s) checked: {en}{how.en}")


def as_json(report: Report) -> str:
    """Return the findings as one JSON document with the words in both languages."""
    document = {
        "version": "1",
        "files": list(report.files),
        "counts": {each.value: count for each, count in report.counts.items()},
        "findings": [_finding(each) for each in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _finding(finding: Finding) -> dict[str, Any]:
    problem = finding.problem
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": _both(problem.message),
        "file": problem.place.file,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "end_column": problem.place.end_column or None,
        "path": problem.path,
        "excerpt": problem.excerpt,
        "expected": _both(problem.expected),
        "remedy": _both(problem.suggestion),
    }


def _both(words: Words | None) -> dict[str, str] | None:
    return None if words is None else {"zh": words.zh, "en": words.en}


def as_sarif(report: Report, language: Language = "zh", version: str = "") -> str:
    """Return the findings as SARIF 2.1.0.

    Args:
        report: What was found.
        language: The language of the messages.
        version: The version of this package, as the tool's own.
    """
    codes = sorted({*CHECKS, *(each.code for each in report.findings)})
    driver: dict[str, Any] = {"name": "zjtx-rules", "rules": [_rule(code, language) for code in codes]}
    if version:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes.index(each.code), language) for each in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, language: Language) -> dict[str, Any]:
    check = CHECKS.get(code)
    if check is None:
        said = Words("规则文件无法载入", "the rule file cannot be loaded").say(language)
        return {"id": code, "shortDescription": {"text": said}, "defaultConfiguration": {"level": "error"}}
    return {
        "id": code,
        "shortDescription": {"text": check.title.say(language)},
        "help": {"text": f"{check.remedy.say(language)} ({_PAGES}/{code}.md)"},
        "defaultConfiguration": {"level": check.severity.value},
    }


def _result(finding: Finding, rule: int, language: Language) -> dict[str, Any]:
    problem, place = finding.problem, finding.place
    said = [problem.message, *(each for each in (problem.expected, problem.suggestion) if each)]
    location: dict[str, Any] = {"artifactLocation": {"uri": PurePath(place.file).as_posix()}}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
        if place.end_column > place.column:
            location["region"]["endColumn"] = place.end_column
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": "\n".join(each.say(language) for each in said)},
        "locations": [{"physicalLocation": location}],
    }
