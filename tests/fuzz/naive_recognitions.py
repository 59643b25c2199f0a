"""Whether a condition on recognitions holds, as docs/conditions/ says it; part of the naive evaluator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from naive_asked import MET, NOT_MET, REVIEW, Asked, Finding, rank, verdict_of
from naive_facts import LEVELS, Data, NotKnown, day, known, last_day, later, listed
from naive_places import has_moved, lies_in


def fits(terms: Data, each: Data) -> bool:
    """Return whether title, level and body are those asked for."""
    titles = [terms["title"]] if isinstance(terms["title"], str) else terms["title"]
    level = LEVELS.index(known(each.get("level")))
    return (
        each["title"] in titles
        and ("level" not in terms or level == LEVELS.index(terms["level"]))
        and ("level_at_least" not in terms or level >= LEVELS.index(terms["level_at_least"]))
        and (not terms.get("by_ministry") or known(each.get("body_is_ministry")))
    )


def _in_time(terms: Data, each: Data, asked: Asked) -> bool:
    """Return whether the day of a recognition lies in the validity and in the year asked for."""
    when = day(each.get("date"))
    year = asked.setting(terms["in"]) if "in" in terms else asked.year
    wanted = {"any": when.year, "calendar_year": asked.as_of.year, "prior_calendar_year": asked.as_of.year - 1}
    return asked.in_validity(when) and when.year == wanted[year]


def _lapsed_before(each: Data, every: list[Data]) -> bool:
    """Return whether the validity of the title that this follows upon had ended."""
    end = each.get("previous_expires")
    if end is None:
        earlier = [
            other
            for other in every
            if (other["title"], known(other.get("level"))) == (each["title"], each["level"])
            and day(other.get("date")) < day(each.get("date"))
        ]
        end = known(
            max(earlier, key=lambda other: (day(other.get("date")), last_day(other.get("expires"))), default={}).get(
                "expires"
            )
        )
    return last_day(end) < day(each.get("date"))


def _recently(terms: Data, asked: Asked, each: Data, every: list[Data]) -> bool:  # noqa: ARG001 - one form for all kinds
    """Return whether a title was given within so many months; exactly so many months ago lies outside."""
    when = day(each.get("date"))
    return fits(terms, each) and when <= asked.as_of < later(when, f"{terms['months']}个月")


def _exists(test: Callable[[Data, Asked, Data, list[Data]], bool], key: str) -> Callable[..., Finding]:
    def kind(condition: Data, asked: Asked, subject: Data) -> Finding:
        every = listed(subject, "recognitions")
        found = [each for each in every if test(condition[key], asked, each, every)]
        if key != "holds" and subject is asked.applicant:
            found = [each for each in found if _registered_then(each, asked)]
        return verdict_of(bool(found)), max(found, key=rank, default=None)

    return kind


def _registered_then(each: Data, asked: Asked) -> bool:
    """Return whether the enterprise was registered in the place on the day of a recognition."""
    if not asked.only_here or asked.here is None:
        return True
    when, enterprise = day(each.get("date")), asked.applicant
    if enterprise.get("registrations"):
        if any(has_moved(known(stay.get("region")), asked.here) for stay in enterprise["registrations"]):
            raise NotKnown
        return any(
            lies_in(known(stay.get("region")), asked.here)
            and day(stay.get("since")) <= when
            and (not stay.get("until") or when <= day(stay["until"]))
            for stay in enterprise["registrations"]
        )
    move = enterprise.get("relocation")
    if move is None or move == "none":
        return True
    if not lies_in(known(move.get("into")), asked.here):
        raise NotKnown
    return when >= day(move.get("date"))


def _first_time(each: Data, asked: Asked, every: list[Data]) -> bool:
    """Return whether a recognition is new: the first, or after a lapse where that counts as new."""
    kind = known(each.get("kind"))
    return kind == "new" or (kind == "re_recognition" and asked.lapsed_counts and _lapsed_before(each, every))


def _renews(each: Data, asked: Asked) -> bool:
    """Return whether a recognition is of a kind that renews a title."""
    return known(each.get("kind")) in (["renewal"] if asked.lapsed_counts else ["renewal", "re_recognition"])


def _new(terms: Data, asked: Asked, each: Data, every: list[Data]) -> bool:
    return fits(terms, each) and _in_time(terms, each, asked) and _first_time(each, asked, every)


def _renewed(terms: Data, asked: Asked, each: Data, every: list[Data]) -> bool:
    if not (fits(terms, each) and _in_time(terms, each, asked) and _renews(each, asked)):
        return False
    if not _lapsed_before(each, every):
        return False
    before = [
        other
        for other in every
        if _renews(other, asked)
        and (other["title"], other["level"]) == (each["title"], each["level"])
        and day(other.get("date")) < day(each.get("date"))
    ]
    return not (before and asked.setting(terms.get("times", "each")) == "first")


def _holding(terms: Data, asked: Asked, each: Data, every: list[Data]) -> bool:  # noqa: ARG001 - one form for all
    return fits(terms, each) and day(each.get("date")) <= asked.as_of <= last_day(each.get("expires"))


def cultivated(condition: Data, asked: Asked, subject: Data) -> Finding:
    """Return whether a tenant became what is asked for, and had been resident for long enough."""
    terms = condition["cultivated"]
    verdicts = [NOT_MET]
    every = listed(subject, "recognitions")
    for each in every:
        if not _new(terms, asked, each, every):
            continue
        at = asked.setting(terms.get("resident_at", "recognition"))
        until = {
            "recognition": day(each.get("date")),
            "year_end": date(asked.as_of.year - 1, 12, 31),
            "application": asked.as_of,
        }[at]
        left = day(subject.get("left")) if subject.get("left") else date.max
        full = later(day(subject.get("entered")), terms["resident_for"])
        if left < until or left < full:
            continue
        if full <= until:
            verdicts.append(MET)
        elif at == "recognition" and full <= asked.as_of:
            verdicts.append(REVIEW)
    return (MET if MET in verdicts else REVIEW if REVIEW in verdicts else NOT_MET), None


RECOGNISING: dict[str, Callable[[Data, Asked, Data], Finding]] = {
    "newly_recognised": _exists(_new, "newly_recognised"),
    "renewed": _exists(_renewed, "renewed"),
    "holds": _exists(_holding, "holds"),
    "recognised_within": _exists(_recently, "recognised_within"),
    "cultivated": cultivated,
}
