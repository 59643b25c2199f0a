"""What the commands share: reading a profile, choosing the rule sets of a place, parsing dates and readings."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from zjtx_rules.files import Source, read
from zjtx_rules.language import LoadedFile, RuleSet, bundled_files, load
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile import Applicant, read_profile
from zjtx_rules.reasoning.declared import unknown_names
from zjtx_rules.terms import NO_PLACES, Places, TermError, lies_within, parse_date
from zjtx_rules.words import Words

CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Command:
    """One command of `zjtx`."""

    name: str
    help: str
    order: int
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def today() -> date:
    """Return today's date in China; the library itself never looks at a clock."""
    return datetime.now(tz=UTC).astimezone(CHINA).date()


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


def question_of(given: argparse.Namespace) -> tuple[Source, Applicant, RuleSet]:
    """Return the text of the profile, the profile, and the rule sets named or else those of the place where the applicant is.

    Raises:
        InputError: If none is named and the place is unknown or has no rules, or a name given in the profile is unknown.
    """
    everything = load()
    named = load(*given.rules) if given.rules else None
    source = read(given.profile)
    applicant = read_profile(source, (named or everything).places)
    rules = named or _of_place(everything, applicant, given.adopting)
    _check_names(applicant, (*everything.files, *rules.files))
    return source, applicant, rules


def _of_place(everything: RuleSet, applicant: Applicant, adopting: str | None) -> RuleSet:
    places = [applicant.region]
    places += [each.region for each in getattr(applicant, "registrations", None) or () if each.until is None]
    known = [each for each in places if each]
    files = []
    for each in everything.files:
        code = each.rules.jurisdiction.code
        if code is None:
            if adopting is not None:
                files.append(each)
        elif any(lies_within(place, code) for place in known):
            files.append(each)
    if not files:
        name = applicant.name or ""
        message = Words(
            "申报资料没有写明所在地" if not known else "所在地没有内置的规则文件",
            "the profile gives no place" if not known else "there are no bundled rules for the place",
        )
        hint = Words(
            f"在资料中写“所在地”，或用 --rules 指定：{'、'.join(bundled_files())}",
            f"give the place (所在地), or --rules: {', '.join(bundled_files())}",
        )
        raise InputError([Problem("no-rules", message, Place(name or "PROFILE"), suggestion=hint)])
    # The city comes before the province it lies in, as an applicant meets them.
    files.sort(key=_breadth)
    return RuleSet(tuple(files))


def _breadth(loaded: LoadedFile) -> int:
    """Return how wide the place of a file is: a district 0, a city 1, a province 2; a template last."""
    place = loaded.rules.jurisdiction.code
    code = loaded.places.code(place) if place is not None else None
    if code is None:
        return 9
    return 2 if code.endswith("0000") else 1 if code.endswith("00") else 0


def _check_names(applicant: Applicant, files: Sequence[LoadedFile]) -> None:
    """Report facts and judgements that no rule file declares: a misspelt name must not pass for a missing fact."""
    problems = [
        Problem(
            "unknown-fact" if group == "facts" else "unknown-judgement",
            Words(f"没有任何规则文件声明“{name}”", f"no rule file declares '{name}'"),
            Place(applicant.name or "PROFILE"),
            f"{group}.{name}",
            suggestion=hint,
        )
        for group, name, hint in unknown_names(applicant, files)
    ]
    if problems:
        raise InputError(problems)
