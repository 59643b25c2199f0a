"""A setting of the document that the paragraph of a clause does not name makes no difference to the clause."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from questions import question

from zjtx_rules.language.documents import Settings
from zjtx_rules.language.loaded_file import LoadedFile
from zjtx_rules.language.ruleset import RuleSet
from zjtx_rules.presentation.paragraph.terms import terms_of
from zjtx_rules.presentation.paragraph.writing import side_of
from zjtx_rules.reasoning import evaluate

OTHERS: dict[str, tuple[Any, ...]] = {
    "validity_covers": (("recognition", "as_of"), ("recognition",), ("as_of",), ()),
    "recognition_year": ("any", "calendar_year", "prior_calendar_year"),
    "registered_at_recognition": ("here", "anywhere"),
    "lapsed_counts_as_new": (True, False),
    "paid_in_part": ("nothing", "rest"),
    "rounding": ("exact", "half_up", "down"),
}


def test_every_setting_is_tried() -> None:
    assert set(OTHERS) == set(Settings.model_fields)


def silent_settings_matter_not(seed: int) -> None:
    """Change a setting of a generated document, and ask what becomes of the clauses that do not name it."""
    rnd = Random(seed)  # noqa: S311 - nothing secret
    asked = question(rnd, seed, 2)
    (loaded,) = asked.loaded.files
    name = rnd.choice(sorted(OTHERS))
    value = rnd.choice(OTHERS[name])
    documents = tuple(
        each.model_copy(update={"settings": each.settings.model_copy(update={name: value})})
        for each in loaded.rules.documents
    )
    changed = LoadedFile(
        loaded.name, loaded.rules.model_copy(update={"documents": documents}), loaded.source, f"{loaded.sha256}'"
    )
    silent = {
        (document.id, clause.id)
        for document in loaded.rules.documents
        for clause in document.clauses
        if name not in terms_of(clause, side_of(loaded, document)).settings
    }
    for applicant in asked.applicants:
        before, after = (
            _found(evaluate(applicant, rules, asked.as_of, **asked.options), silent)
            for rules in (asked.loaded, RuleSet((changed,)))
        )
        assert before == after, (name, value)


def _found(answer: Any, clauses: set[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """Return, of some clauses, the verdict and what each of their claims is worth by itself."""
    found: dict[tuple[str, str], Any] = {}
    for outcome in answer.outcomes:
        document = outcome.program.document.id
        for clause, each in outcome.found.items():
            if (document, clause) in clauses:
                lines = [repr(line.pays) for line in outcome.settlement.lines if line.claim.key == clause]
                found[document, clause] = (each[0], sorted(lines))
    return found


@pytest.mark.parametrize("seed", range(25))
def test_a_setting_that_is_not_said_makes_no_difference(seed: int) -> None:
    silent_settings_matter_not(seed)


@pytest.mark.long
@given(st.integers(0, 2**32))
def test_no_setting_that_is_not_said_makes_a_difference(seed: int) -> None:
    silent_settings_matter_not(seed)
