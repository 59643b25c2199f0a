"""What `zjtx test` and `zjtx coverage` say: examples that fail and why, what examples do not exercise, mistakes unnoticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from zjtx_rules.analysis.testing.coverage_report import NEEDS, FileReport, Report, Subject, SubjectKind
from zjtx_rules.analysis.testing.examples import Outcome
from zjtx_rules.analysis.testing.mutation import MutationReport
from zjtx_rules.presentation.document import as_document
from zjtx_rules.presentation.labels import LINE_OUTCOME, say_verdict
from zjtx_rules.presentation.models import Answer, ClauseOut, ConditionOut, LineOut
from zjtx_rules.shown import page
from zjtx_rules.words import Language, Words

_MARKS = {"met": "✓", "not_met": "✗", "unknown": "?", "review": "◇"}

_KINDS: dict[SubjectKind, Words] = {
    "clause": Words("条款", "clause"),
    "condition": Words("条件", "condition"),
    "gate": Words("前置条件", "gate"),
    "place": Words("地域", "place"),
    "reading": Words("解读", "reading"),
}


def progress_line(stream: TextIO, noun: Words, language: Language = "zh") -> Callable[[int, int], None] | None:
    """Return what shows progress on one line of a terminal and takes it away at the end; None where there is no terminal."""
    if not stream.isatty():
        return None
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        share = done * 100 // total if total else 100
        if done == total:
            stream.write("\r\x1b[K")
        elif share != shown:
            stream.write(f"\r\x1b[K{noun.say(language)} {done}/{total} {share}%")
        stream.flush()
        shown = share

    return show


def examples_text(outcomes: Sequence[Outcome], language: Language = "zh") -> str:
    """Return every example that fails with the reasons, and how many passed."""
    failed = [each for each in outcomes if each.differences]
    blocks = [page(_failure(each, language)).rstrip("\n") for each in failed]
    passed = len(outcomes) - len(failed)
    zh = f"{len(outcomes)}个例子，{passed}个通过" + (f"，{len(failed)}个不符" if failed else "")
    en = f"{len(outcomes)} examples, {passed} passed" + (f", {len(failed)} failed" if failed else "")
    return "\n\n".join([*blocks, Words(zh, en).say(language)]) + "\n"


def failure_text(outcome: Outcome, language: Language = "zh") -> str:
    """Return one example with what was expected, what came out, and why."""
    return page(_failure(outcome, language))


def _failure(outcome: Outcome, language: Language) -> Iterator[str]:
    case = outcome.case
    yield f"✗ {case.id}"
    yield f"  {case.place}"
    yield f"  {Words('理由', 'because').say(language)}: {case.example.because}"
    given = [f"{Words('评估日', 'as of').say(language)} {case.as_of}"]
    given += [f"{name}={option}" for name, option in case.example.readings.items()]
    yield f"  {', '.join(given)}"
    for each in outcome.differences:
        yield f"  {each.what.say(language)}"
        yield f"    {Words('预期', 'expected').say(language)} {_named(each.expected, language)}"
        yield f"    {Words('得到', 'got').say(language)} {_named(each.got, language)}"
    if outcome.evaluation is None:
        return
    answer = as_document(outcome.evaluation, language)
    wrong = {
        name.rpartition(":")[2]
        for name, verdict in case.example.expect.clauses.items()
        if verdict not in {each.verdict for each in answer.clauses if each.id == name.rpartition(":")[2]}
    }
    if len(outcome.differences) > len(wrong):
        yield from _money(answer, language)
    for clause in answer.clauses:
        if clause.id in wrong:
            yield from _clause(clause, language)


def _named(verdict: str, language: Language) -> str:
    """Return a verdict with its word; anything else as it is."""
    return f"{verdict}（{say_verdict(verdict, language)}）" if verdict in _MARKS else verdict


def _clause(clause: ClauseOut, language: Language) -> Iterator[str]:
    yield f"  {clause.id} {clause.cite} {clause.title}: {_named(clause.verdict, language)}"
    if clause.condition is not None:
        yield from _condition(clause.condition, 2, language)


def _condition(condition: ConditionOut, depth: int, language: Language) -> Iterator[str]:
    value = f" = {condition.value}" if condition.value is not None else ""
    if condition.missing and not condition.parts:
        value += f"（{Words('缺', 'lacks').say(language)} {', '.join(condition.missing)}）"
    yield f"{'  ' * depth}{_MARKS[condition.verdict]} {condition.text}{value}"
    for part in condition.parts:
        yield from _condition(part, depth + 1, language)


def _money(answer: Answer, language: Language) -> Iterator[str]:
    """Yield the lines of money, and what each came to."""
    sections = (answer.awards.payable, *answer.awards.if_adopted, answer.awards.accrued)
    lines = [line for section in sections for line in section.lines]
    if lines:
        yield f"  {Words('各项金额', 'the money, line by line').say(language)}"
    for line in lines:
        yield from _line(line, language)


def _line(line: LineOut, language: Language) -> Iterator[str]:
    fate = LINE_OUTCOME[line.outcome].say(language)
    by = "".join(f" ← {each.clause}" for each in line.suppressed_by)
    lacks = f"（{Words('缺', 'lacks').say(language)} {', '.join(line.missing)}）" if line.missing else ""
    yield f"    {_MARKS[line.verdict]} {line.clause}: {line.text}（{fate}）{by}{lacks}"


def coverage_text(report: Report, language: Language = "zh") -> str:
    """Return what examples do not exercise, file by file, each with its place, and the counts."""
    blocks = [page(_file(each, language)).rstrip("\n") for each in report.files]
    return "\n\n".join(blocks) + "\n"


def _file(file: FileReport, language: Language) -> Iterator[str]:
    last = None
    for subject in file.gaps():
        if subject.clause != last and subject.clause is not None and subject.kind != "clause":
            yield f"{file.file}: {subject.clause}"
        last = subject.clause
        yield from _gap(file, subject, language)
    share = _share(file.covered, file.required)
    zh = f"{file.file}：{file.examples}个例子，覆盖{file.covered}/{file.required}（{share}）"
    en = f"{file.file}: {file.examples} examples, {file.covered} of {file.required} covered ({share})"
    yield Words(zh, en).say(language)


def _share(covered: int, required: int) -> str:
    """Return a share to one place, rounded down so that only all of it is 100 %."""
    tenths = 1000 * covered // required if required else 1000
    return f"{tenths // 10}.{tenths % 10}%"


def _gap(file: FileReport, subject: Subject, language: Language) -> Iterator[str]:
    indent = "  " if subject.kind == "condition" else ""
    name = f"{subject.clause} " if subject.kind == "clause" else ""
    text = subject.english if language == "en" else subject.text
    kind = _KINDS[subject.kind].say(language)
    yield f"{indent}{file.file}:{subject.line}:{subject.column}: {kind} {name}{text}"
    needed = "、".join(NEEDS[need].zh for need in subject.lacks), "; ".join(NEEDS[need].en for need in subject.lacks)
    under = "、".join(subject.under), ", ".join(subject.under)
    zh = f"还需：{needed[0]}" + (f"（选用 {under[0]}）" if under[0] else "")
    en = f"needed: {needed[1]}" + (f" (choosing {under[1]})" if under[1] else "")
    yield f"{indent}    {Words(zh, en).say(language)}"


def mutation_text(report: MutationReport, language: Language = "zh") -> str:
    """Return the mistakes that no example would notice, file by file, each with its place, and the counts."""
    blocks = []
    for file in report.files:
        lines = [
            f"{file.file}:{each.line}:{each.column}: {each.clause + ' ' if each.clause else ''}"
            f"{each.english if language == 'en' else each.text}"
            for each in file.survivors
        ]
        caught = file.mutants - len(file.survivors)
        zh = f"{file.file}：{file.mutants}处改动，{caught}处被例子发现，{len(file.survivors)}处未被发现"
        en = f"{file.file}: {file.mutants} changes, {caught} noticed by an example, {len(file.survivors)} not"
        blocks.append(page([*lines, Words(zh, en).say(language)]).rstrip("\n"))
    return "\n\n".join(blocks) + "\n"
