"""`zjtx ask`: asks in the terminal what can still matter, shows the money narrowing, saves the profile."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zjtx_rules.analysis.asking import Input, Interview, Question
from zjtx_rules.answering import evaluate
from zjtx_rules.cli.common import adoption, adoption_arguments, as_of_argument, day, print_text
from zjtx_rules.files import read
from zjtx_rules.files.replacing import check_targets, replace_text
from zjtx_rules.language import RuleSet, load
from zjtx_rules.presentation.asking import money_now, reasons, sentence
from zjtx_rules.presentation.profile_yaml import profile_yaml
from zjtx_rules.problems import InputError
from zjtx_rules.profile import APPLICANTS, Applicant, read_applicant, read_profile
from zjtx_rules.reasoning.rules_of_place import check_names, rules_of_place
from zjtx_rules.shown import one_for_one
from zjtx_rules.words import Language, Words

_SHOWN = 12
"""How many titles are numbered where the rules speak of none; others are known by their names."""
_NONE = ("没有", "无", "none")
_QUIT = ("q", "退出", "quit")


class _EndedError(Exception):
    """The person wants no more questions, or there is no more input."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("profile", metavar="PROFILE", nargs="?", help="已有的申报资料（YAML 或 JSON）；不写则从头问起")
    parser.add_argument(
        "--rules", action="append", metavar="规则", help="规则文件：内置名或路径，可多次；不写按所在地选取"
    )
    as_of_argument(parser)
    adoption_arguments(parser)
    parser.add_argument("--out", metavar="FILE", help="资料写入此文件（YAML），可供 evaluate 使用")


def run(given: argparse.Namespace) -> int:
    """Ask, and return the exit code."""
    language: Language = given.lang
    as_of, question = day(given.as_of), adoption(given)
    if given.out and given.profile and Path(given.out) != Path(given.profile):
        profile = Words("资料", "profile")
        check_targets([("--out", profile, Path(given.out))], [("PROFILE", profile, Path(given.profile))])
    everything = load()
    named = load(*given.rules) if given.rules else None
    places = (named or everything).places
    applicant: Applicant | None = read_profile(read(given.profile), places) if given.profile else None
    try:
        applicant = applicant or _begin(named or everything, language)
    except _EndedError:
        return 0
    rules = named or rules_of_place(everything, applicant, given.adopting)
    check_names(applicant, (*everything.files, *rules.files))
    interview = Interview.begin(applicant, rules, as_of, **question)
    try:
        interview = _interview(interview, language)
    except _EndedError as ended:
        interview = ended.args[0] if ended.args else interview
    answer = evaluate(interview.applicant, rules, as_of, **question)
    _say("\n" + answer.explain(language))
    if given.out:
        replace_text(Path(given.out), profile_yaml(interview.applicant))
        _say(Words(f"资料已写入 {given.out}", f"the profile was written to {given.out}").say(language))
    return 0


def _begin(rules: RuleSet, language: Language) -> Applicant:
    """Ask what the rules to be asked hang on: the kind of applicant, its place, and its name."""
    kinds = list(APPLICANTS)
    listed = "  ".join(f"{number} {APPLICANTS[kind].noun.say(language)}" for number, kind in enumerate(kinds, 1))
    _say(listed)
    while True:
        kind = _line(Words("主体类型（编号，回车为企业）", "kind of applicant (number; Enter: enterprise)"), language)
        place = _line(Words("所在地（如 日照市）", "place (such as 日照市)"), language)
        name = _line(Words("名称（可不写）", "name (may be left out)"), language)
        chosen = kinds[int(kind) - 1] if kind.isdecimal() and 0 < int(kind) <= len(kinds) else kind or "enterprise"
        data = {"kind": chosen} | {key: said for key, said in (("region", place), ("name", name)) if said}
        try:
            return read_applicant(data, rules.places, "answer")
        except InputError as error:
            _refuse(error, language)


def _interview(interview: Interview, language: Language) -> Interview:
    """Ask until nothing is left that matters."""
    number, settled = 0, False
    while interview.questions:
        question = interview.questions[0]
        if not settled:
            _say_money(interview, language)
        if question.stage == "rest" and not settled:
            settled = True
            if not _wants_more(interview, language):
                return interview
        number += 1
        try:
            interview = _ask(interview, question, number, language)
        except _EndedError:
            raise _EndedError(interview) from None
    return interview


def _wants_more(interview: Interview, language: Language) -> bool:
    left = len(interview.questions)
    said = Words(
        f"没有其他问题影响金额。再答{left}个左右的问题，可知还能享受什么、参加什么；回车继续，q 结束",
        f"Nothing else moves the money. About {left} questions more tell what else can be had; Enter to go on, q to end",
    )
    try:
        return _line(said, language) == ""
    except _EndedError:
        return False


def _ask(interview: Interview, question: Question, number: int, language: Language) -> Interview:
    """Ask one question until its answer can be read."""
    _say(f"\n{number}. {sentence(question, language)}")
    _say(
        Words("   为什么问：", "   why: ").say(language)
        + Words("；", "; ").say(language).join(reasons(question, language))
    )
    for each in question.inputs:
        if each.choices:
            shown = each.choices[: each.common or _SHOWN]
            listed = "  ".join(f"{at} {words.say(language)}" for at, (_, words) in enumerate(shown, 1))
            if len(shown) < len(each.choices):
                listed += Words("  其他的写名称", "  others by name").say(language)
            _say(f"   {each.label.say(language)}: {listed}" if language == "en" else f"   {each.label.zh}：{listed}")
    rows: list[dict[str, str]] = []
    while True:
        row = _row(interview, question, rows, language)
        if row is None:
            return interview.none(question) if not rows else interview.answer(rows, question)
        if not row:
            return interview.answer(rows, question) if rows else interview.skip(question)
        if question.form != "list":
            return interview.answer(row, question)
        rows.append(row)


def _row(
    interview: Interview, question: Question, rows: list[dict[str, str]], language: Language
) -> dict[str, str] | None:
    """Return one record as it is typed, empty where the first line is; None where there is nothing of the kind."""
    found: dict[str, str] = {}
    for position, each in enumerate(question.inputs):
        first = position == 0
        while True:
            text = _line(_prompt(each, question, len(rows), first=first), language)
            if first and question.none is not None and text in _NONE:
                return None
            if first and not text and question.form == "list":
                return {}
            tried = found | ({each.name: _chosen(each, text)} if text else {})
            if _is_read(interview, question, [*rows, tried], language):
                found = tried
                break
    return found


def _is_read(interview: Interview, question: Question, rows: list[dict[str, str]], language: Language) -> bool:
    """Return whether what was typed so far can be read, and say what is wrong with it if not."""
    try:
        interview.answer(rows if question.form == "list" else rows[-1], question)
    except InputError as error:
        for each in error.problems:
            hint = f"；{each.suggestion.say(language)}" if each.suggestion else ""
            _say(f"   ✗ {each.message.say(language)}{hint}")
        return False
    return True


def _prompt(each: Input, question: Question, count: int, *, first: bool) -> Words:
    hints = [each.hint] if each.hint.zh and each.kind not in ("choice", "title") else []
    if each.kind == "yes_no":
        hints = [Words("是/否", "yes/no")]
    if each.choices:
        hints = [Words("编号或名称", "number or name")]
    if first and question.none is not None:
        hints.append(Words(f"{question.none.zh}就写“没有”", f"write none: {question.none.en}"))
    if first and question.form == "list" and count:
        hints.append(Words("没有其他的直接回车", "Enter: that is all"))
    else:
        hints.append(Words("不知道直接回车", "Enter: not known"))
    hint_zh, hint_en = "；".join(one.zh for one in hints), "; ".join(one.en for one in hints if one.en)
    return Words(f"   {each.label.zh}（{hint_zh}）", f"   {each.label.en} ({hint_en})")


def _chosen(each: Input, text: str) -> str:
    """Return the choice of a number; anything else as it is written."""
    if each.choices and text.isdecimal() and 0 < int(text) <= (each.common or _SHOWN):
        return each.choices[int(text) - 1][0]
    return text


def _line(prompt: Words, language: Language) -> str:
    sys.stdout.write(prompt.say(language) + Words("：", ": ").say(language))
    sys.stdout.flush()
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = ""
    if not line or line.strip().lower() in _QUIT:
        sys.stdout.write("\n")
        raise _EndedError
    return one_for_one(line.strip())


def _say_money(interview: Interview, language: Language) -> None:
    for name, said in money_now(interview, language):
        _say(f"【{name}】{said}" if language == "zh" else f"[{name}] {said}")


def _refuse(error: InputError, language: Language) -> None:
    for each in error.problems:
        hint = f"；{each.suggestion.say(language)}" if each.suggestion else ""
        _say(f"   ✗ {each.message.say(language)}{hint}")


def _say(text: str) -> None:
    print_text(text + "\n")
