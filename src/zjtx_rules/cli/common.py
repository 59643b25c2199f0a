"""What the commands share: reading a profile, choosing the rule sets of a place, parsing dates and readings."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from zjtx_rules.files import Source, read
from zjtx_rules.files.replacing import replace_text
from zjtx_rules.language import RuleSet, load
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile import Applicant, read_profile
from zjtx_rules.profile.asked_as import asked_as
from zjtx_rules.profile.loading import placing
from zjtx_rules.reasoning.declared import check_declared, unknown_names
from zjtx_rules.reasoning.rules_of_place import check_names, rules_of_place
from zjtx_rules.service.today import today
from zjtx_rules.terms import NO_PLACES, Places, TermError, parse_date
from zjtx_rules.words import Words


def as_of_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--as-of`."""
    parser.add_argument("--as-of", metavar="日期", help="评估日，如 2023-09-01；不写为今天")


def question_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every question about a profile takes."""
    parser.add_argument("profile", metavar="PROFILE", help="申报资料（YAML 或 JSON），- 为标准输入")
    parser.add_argument(
        "--rules", action="append", metavar="规则", help="规则文件：内置名或路径，可多次；不写按所在地选取"
    )
    as_of_argument(parser)
    parser.add_argument(
        "--application", choices=("new", "review"), help="问的是新申请（new）还是复核（review）；不写依资料，默认新申请"
    )
    adoption_arguments(parser)


def adoption_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the readings chosen, and where and from when drafts and templates are taken to be adopted."""
    parser.add_argument("--reading", action="append", default=[], metavar="编号=选项", help="选用某一解读，可多次")
    parser.add_argument("--adopting", metavar="地区", help="模板适用的地区，地名或行政区划代码")
    parser.add_argument(
        "--adopted-from",
        metavar="日期",
        help="征求意见稿和模板假定自此日施行，此前的认定不算；不写则任何时候的认定均计",
    )


def adoption(given: argparse.Namespace) -> dict[str, Any]:
    """Return the readings chosen, and where and from when drafts and templates are taken to be adopted, for `evaluate`.

    Raises:
        InputError: If a reading is not written `ID=OPTION`, or there is no such date.
    """
    return {
        "readings": readings(given.reading),
        "adopting": given.adopting,
        "adopted_from": adopted_from(given.adopted_from),
    }


def adopted_from(text: str | None) -> date | None:
    """Return the day given as `--adopted-from`, if any.

    Raises:
        InputError: If there is no such date.
    """
    return None if text is None else day(text, "--adopted-from")


def day(text: str | None, option: str = "--as-of") -> date:
    """Return a date given as an argument, today where none is given.

    Raises:
        InputError: If there is no such date.
    """
    if text is None:
        return today()
    try:
        return parse_date(text)
    except TermError as error:
        raise InputError([Problem("date", error.words, Place(option), suggestion=error.suggestion)]) from None


def readings(given: Sequence[str]) -> dict[str, str]:
    """Return the readings chosen.

    Raises:
        InputError: If one is not written `ID=OPTION`.
    """
    chosen, problems = {}, []
    for each in given:
        name, equals, option = each.partition("=")
        if not equals or not name or not option:
            message = Words(f"“{each}”不是 编号=选项 的写法", f"'{each}' is not written ID=OPTION")
            hint = Words("例如 --reading upgrade=nothing", "for example --reading upgrade=nothing")
            problems.append(Problem("reading-form", message, Place("--reading"), suggestion=hint))
        chosen[name] = option
    if problems:
        raise InputError(problems)
    return chosen


def profile_of(path: str, places: Places = NO_PLACES) -> Applicant:
    """Read a profile from a file or standard input; it may name the places that rule files declare."""
    return read_profile(read(path), places)


def workbook_target(given: argparse.Namespace, name: str | None, option: str) -> Path | None:
    """Return where a workbook is to be written; None where none was asked for.

    Raises:
        InputError: If a workbook was asked for and no file was named, since it is nothing for a screen.
    """
    if given.format != "xlsx":
        return None
    if not name:
        message = Words("XLSX 要写进文件", "a workbook is written to a file")
        hint = Words(f"加上 {option} 文件名.xlsx", f"add {option} NAME.xlsx")
        raise InputError([Problem("no-target", message, Place(option), suggestion=hint)])
    return Path(name)


def write_or_print(text: str, name: str | None) -> None:
    """Write a text to the file named, or to the standard output where none is."""
    if name:
        replace_text(Path(name), text)
    else:
        sys.stdout.write(text)


def print_text(text: str) -> None:
    """Print an answer for a person: in a terminal no line is wider than it, anywhere else the lines stay as they are."""
    if sys.stdout.isatty():
        from zjtx_rules.presentation.columns import fitted  # noqa: PLC0415 - only for a terminal

        text = fitted(text, max(shutil.get_terminal_size().columns - 1, 20))
    sys.stdout.write(text)


def question_of(given: argparse.Namespace) -> tuple[Source, Applicant, RuleSet]:
    """Return the text of the profile, the profile, and the rule sets named or else those of the place where the applicant is.

    Raises:
        InputError: If none is named and the place is unknown or has no rules, or a name given in the profile is unknown.
    """
    named = load(*given.rules) if given.rules else None
    source = read(given.profile)
    applicant = asked_as(read_profile(source, (named or load()).places), given.application)
    rules = named or rules_of_place(load(), applicant, given.adopting)
    with placing(source):
        # What another bundled file declares is no slip; the others are read only where a name is unknown to those asked.
        if unknown_names(applicant, rules.files):
            check_names(applicant, (*load().files, *rules.files))
        check_declared(applicant, rules)
    return source, applicant, rules
