"""Gathers the reminders of some firms: each kind is asked of each firm, and what is the same for several is said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zjtx_rules.analysis.diffing import diff
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.problems import InputError
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.reasoning.evaluation import Evaluation, evaluate
from zjtx_rules.reasoning.rules_of_place import rules_of_place
from zjtx_rules.reminders.changes import changes_for
from zjtx_rules.reminders.documents import money_left, validities, windows
from zjtx_rules.reminders.models import KINDS, Reminder, Reminders
from zjtx_rules.reminders.titles import review_windows, titles, without_end
from zjtx_rules.terms import Duration
from zjtx_rules.terms.dates import days_later
from zjtx_rules.words import Words

BEFORE_REVIEW = Duration(months=6)
"""How long before a title ends its holder is told of the review, where no rule file says when that is."""


@dataclass(frozen=True, slots=True)
class Firm:
    """An applicant under the name by which its reminders call it."""

    name: str
    applicant: Applicant


def remind(
    firms: Sequence[Firm],
    rules: RuleSet,
    as_of: date,
    *,
    days: int = 90,
    before: RuleSet | None = None,
    since: str | None = None,
    review: Duration = BEFORE_REVIEW,
) -> Reminders:
    """Return what some firms should know of from a day on. A pure function: no clock, no files.

    Args:
        firms: The firms, each asked under the rule files of its place.
        rules: The rule files of all places.
        as_of: The day of the question.
        days: How many days ahead to look, at least 0.
        before: Earlier rule files, to tell what is new since.
        since: What the earlier rule files are called.
        review: How long before a title ends to tell of its review, where no rule file says when that is.
    """
    to = days_later(as_of, days)
    changed = diff(before, rules).documents if before is not None else ()
    reviews = review_windows(rules)
    found: list[Reminder] = []
    nowhere: list[str] = []
    endless = 0
    for firm in firms:
        found += titles(firm.applicant, firm.name, as_of, to, review, reviews)
        endless += without_end(firm.applicant)
        answer = _answer(firm.applicant, rules, as_of)
        if answer is None:
            nowhere.append(firm.name)
            continue
        found += validities(answer, firm.name, as_of, to)
        found += windows(answer, firm.name, as_of, to)
        found += money_left(answer, firm.name, as_of)
        if before is not None:
            found += changes_for(_answer(firm.applicant, before, as_of), answer, firm.name, changed, as_of)
    notes = _notes(nowhere, endless)
    return Reminders(as_of=as_of, to=to, since=since, firms=len(firms), reminders=_together(found), notes=notes)


def _answer(applicant: Applicant, rules: RuleSet, as_of: date) -> Evaluation | None:
    """Return the answer under the rule files of the applicant's place; None where there are none, or the place is not known."""
    try:
        mine = rules_of_place(rules, applicant, None)
    except InputError:
        return None
    return evaluate(applicant, mine, as_of)


def _together(found: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """Return the reminders in the order of their days, those that say the same of several firms as one."""
    firms: dict[str, list[str]] = {}
    first: dict[str, Reminder] = {}
    for each in found:
        key = each.model_copy(update={"firms": ()}).model_dump_json()
        first.setdefault(key, each)
        names = firms.setdefault(key, [])
        names += [name for name in each.firms if name not in names]
    merged = [each.model_copy(update={"firms": tuple(firms[key])}) for key, each in first.items()]
    kinds = list(KINDS)
    return tuple(sorted(merged, key=lambda each: (each.day, kinds.index(each.kind))))


def _notes(nowhere: Sequence[str], endless: int) -> tuple[Words, ...]:
    notes = []
    if endless:
        zh = f"有{endless}项称号没有写有效期至，何时到期无从提醒"
        notes.append(Words(zh, f"{endless} title(s) without a last day: their end cannot be told of"))
    if nowhere:
        zh = f"没有所在地的规则文件、只看了称号的：{'、'.join(nowhere)}"
        notes.append(
            Words(zh, f"no rule files for the place, so that only titles were looked at: {', '.join(nowhere)}")
        )
    return tuple(notes)
