"""`zjtx remind`: what firms should know of soon: titles that end, times to apply, documents that end, money unclaimed, what is new."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from zjtx_rules.analysis.diffing import read_rules
from zjtx_rules.cli.common import as_of_argument, day, profile_of, write_or_print
from zjtx_rules.files.replacing import check_targets
from zjtx_rules.language import RuleSet, bundled_folder, combine, load, path_of
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.reminders.collecting import BEFORE_REVIEW, Firm, remind
from zjtx_rules.reminders.models import Reminders
from zjtx_rules.reminders.text import reminders_text
from zjtx_rules.shown import shown
from zjtx_rules.terms import Duration, TermError
from zjtx_rules.words import Words

_PROFILES = (".yaml", ".yml", ".json")
_LISTS = (".csv", ".xlsx", ".xls", ".ods", ".parquet", ".arrow", ".feather")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "firms",
        metavar="PROFILE",
        nargs="+",
        help="申报资料、放申报资料的文件夹，或一份企业名单（XLSX、CSV等），可多个",
    )
    parser.add_argument(
        "--rules", action="append", metavar="规则", help="内置名、文件、文件夹或 版本:路径，可多次；不写为全部内置规则"
    )
    as_of_argument(parser)
    parser.add_argument("--days", type=int, default=90, metavar="天数", help="往后看多少天，默认90")
    parser.add_argument("--since", metavar="版本", help="自此以来新发、修订的文件：git 版本，或旧规则的文件、文件夹")
    parser.add_argument(
        "--review-before", default=str(BEFORE_REVIEW), metavar="期限", help="规则没有写复核时间的，称号到期前多久提醒"
    )
    parser.add_argument(
        "--complete", action="append", default=[], metavar="表", help="企业名单中，此项（认定、已领奖补等）已完整"
    )
    parser.add_argument("--format", choices=("text", "json", "ics"), default="text", help="输出格式；ics 为日历文件")
    parser.add_argument("--out", metavar="FILE", help="写入此文件；不写则输出到屏幕")


def run(given: argparse.Namespace) -> int:
    """Write the reminders."""
    on, review = day(given.as_of), _duration(given.review_before)
    if given.days < 0:
        message = Words("天数不能小于0", "the days cannot be fewer than 0")
        raise InputError([Problem("days", message, Place("--days"))])
    rules = combine(map(read_rules, given.rules)) if given.rules else load()
    if given.out:
        inputs = [("PROFILE", Words("申报资料", "profile"), Path(each)) for each in given.firms]
        inputs += [("--rules", Words("规则文件", "rule file"), path_of(each)) for each in rules.files]
        check_targets([("--out", Words("提醒", "reminders"), Path(given.out))], inputs)
    before = _before(given.since, given.rules) if given.since else None
    firms = [firm for each in given.firms for firm in _firms(each, rules, on, given.complete)]
    found = remind(firms, rules, on, days=given.days, before=before, since=given.since, review=review)
    text = _rendered(found, given)
    write_or_print(text, given.out)
    return 0


def _rendered(found: Reminders, given: argparse.Namespace) -> str:
    if given.format == "json":
        return found.model_dump_json(indent=2) + "\n"
    if given.format == "text":
        return reminders_text(found, given.lang)
    try:
        from zjtx_rules.reminders.calendar_file import reminders_calendar  # noqa: PLC0415 - needs an extra
    except ImportError as error:
        raise _missing("calendar", "icalendar", Words("日历文件", "a calendar"), error) from None
    return reminders_calendar(found, given.lang)


def _missing(extra: str, library: str, what: Words, error: ImportError) -> Exception:
    if error.name is None or error.name.partition(".")[0] not in (library, "narwhals", "polars"):
        return error
    message = Words(f"{what.zh}需要附加组件", f"{what.en} needs an extra")
    hint = Words(f"pip install 'zjtx-rules[{extra}]'", f"pip install 'zjtx-rules[{extra}]'")
    return InputError([Problem("missing-extra", message, Place("zjtx remind"), suggestion=hint)])


def _duration(text: str) -> Duration:
    try:
        return Duration.parse(text)
    except TermError as error:
        place = Place("--review-before")
        raise InputError([Problem("duration", error.words, place, suggestion=error.suggestion)]) from None


def _before(since: str, names: list[str] | None) -> RuleSet:
    """Return the earlier rule files: those of a path, or the same files at a git revision."""
    if Path(since).exists() or ":" in since:
        return read_rules(since)
    if names:
        return combine(read_rules(each, git=since) for each in names)
    return read_rules(bundled_folder(), git=since)


def _firms(path: str, rules: RuleSet, on: date, complete: Sequence[str]) -> list[Firm]:
    """Return the firms of a profile, a folder of profiles, or a list."""
    where = Path(path)
    if where.is_dir():
        files = sorted(each for each in where.iterdir() if each.suffix.lower() in _PROFILES)
        if not files:
            message = Words("文件夹中没有申报资料", "the folder has no profiles")
            expected = Words("以 .yaml、.yml、.json 结尾的文件", "files that end in .yaml, .yml or .json")
            raise InputError([Problem("no-profiles", message, Place(path), expected=expected)])
        return [firm for each in files for firm in _firms(str(each), rules, on, complete)]
    if where.suffix.lower() in _LISTS:
        return _listed(where, rules, on, complete)
    applicant = profile_of(path, rules.places)
    return [Firm(shown(applicant.name or where.stem), applicant)]


def _listed(path: Path, rules: RuleSet, on: date, complete: Sequence[str]) -> list[Firm]:
    try:
        from zjtx_rules.populations.simulation.running import applicants_of  # noqa: PLC0415 - needs an extra
    except ImportError as error:
        raise _missing("table", "narwhals", Words("企业名单", "a list of firms"), error) from None
    found = applicants_of(path, rules, on, complete)
    return [Firm(shown(applicant.name or str(name)), applicant) for name, applicant in found]
