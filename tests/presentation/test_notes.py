"""What a person is told beside the answer."""

from datetime import date

import pytest

from small_rules import applicant, clause, recognition, rules_of
from zjtx_rules import evaluate
from zjtx_rules.presentation.document import as_document

IN_FORCE = "in_force: {from: 2022-01-01, to: 2027-12-31}\n"
YEARLY = "{yearly: {sum: 10万元, years: 3}}"


def notes(pays: str, day: str, as_of: str) -> list[str]:
    """Return the notes on one award for a little giant recognised on a day."""
    rules = rules_of(clause("award.one", when="{newly_recognised: {title: little_giant}}", pays=pays), around=IN_FORCE)
    profile = applicant(recognitions=[recognition("little_giant", day)], awards_received=[])
    return as_document(evaluate(profile, rules, date.fromisoformat(as_of)), "zh").notes


@pytest.mark.parametrize("as_of", ["2025-06-30", "2026-12-31"])
@pytest.mark.parametrize("pays", [YEARLY, "{sum: 10万元}"])
def test_the_year_of_the_recognition_is_named_whichever_instalment_is_due(pays: str, as_of: str) -> None:
    said = [each for each in notes(pays, "2024-03-15", as_of) if "早于评估年度" in each]
    assert [each for each in said if "认定在2024年" in each] == said != []


def test_a_recognition_of_the_as_of_year_is_not_called_earlier() -> None:
    assert not [each for each in notes(YEARLY, "2024-03-15", "2024-12-31") if "早于评估年度" in each]
