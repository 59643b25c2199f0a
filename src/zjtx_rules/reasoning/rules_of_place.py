"""Which rule files to ask where none are named: those of the place where the applicant is, the city before its province."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_rules.language.bundled import bundled_files
from zjtx_rules.language.kept import kept
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile.applicants import Applicant
from zjtx_rules.reasoning.declared import unknown_names
from zjtx_rules.terms import lies_within
from zjtx_rules.terms.region_table import NATION
from zjtx_rules.words import Words

MOST_PLACES = 512
"""For how many places the rule sets are kept; there are 333 cities and 31 provinces."""


def rules_of_place(everything: RuleSet, applicant: Applicant, adopting: str | None) -> RuleSet:
    """Return the rule files of the place where an applicant is; with `adopting`, the templates too.

    Raises:
        InputError: If the place is unknown or has no rules.
    """
    places = [applicant.region]
    places += [each.region for each in getattr(applicant, "registrations", None) or () if each.until is None]
    known = [each for each in places if each]
    files = []
    for each in everything.files:
        code = each.rules.jurisdiction.code
        if code is None:
            if adopting is not None:
                files.append(each)
        elif known and (code == NATION or any(lies_within(place, code) for place in known)):
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
    # One rule set for the same files, so that what is made of it is made once and not for every applicant.
    mine = tuple(files)
    return kept(everything, "rules of places", MOST_PLACES).get(mine, lambda: RuleSet(mine))


def _breadth(loaded: LoadedFile) -> int:
    """Return how wide the place of a file is: a district 0, a city 1, a province 2, the nation 3; a template last."""
    place = loaded.rules.jurisdiction.code
    code = loaded.places.code(place) if place is not None else None
    if code is None:
        return 9
    if code == NATION:
        return 3
    return 2 if code.endswith("0000") else 1 if code.endswith("00") else 0


def check_names(applicant: Applicant, files: Sequence[LoadedFile]) -> None:
    """Report facts, lists and judgements that no rule file declares and that look like one which the profile leaves out.

    A misspelt name must not pass for a missing fact. What looks like nothing that is declared is the applicant's own affair: the
    answer notes that it counts for nothing.
    """
    problems = [
        Problem(
            {"facts": "unknown-fact", "records": "unknown-records"}.get(group, "unknown-judgement"),
            Words(f"没有任何规则文件声明“{name}”", f"no rule file declares '{name}'"),
            Place(applicant.name or "PROFILE"),
            f"{group}.{name}",
            suggestion=hint,
        )
        for group, name, hint in unknown_names(applicant, files)
        if hint is not None
    ]
    if problems:
        raise InputError(problems)
