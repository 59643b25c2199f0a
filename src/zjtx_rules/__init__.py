"""China's policies for specialised SMEs (专精特新), written once as rule files and computed exactly.

    rules = load("rizhao")
    firm = EnterpriseProfile.model_validate({...})
    answer = evaluate(firm, rules, as_of=date(2023, 9, 1))
    print(answer.explain())

A `RuleSet` is immutable and may be shared between threads; `evaluate` is a pure function.
"""

from typing import TYPE_CHECKING, Any

from zjtx_rules.answering import Evaluation, evaluate
from zjtx_rules.language import RuleSet, combine, load, load_text
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile import (
    APPLICANTS,
    AnyApplicant,
    Applicant,
    AwardReceived,
    ClusterProfile,
    DesignInstituteProfile,
    DistrictProfile,
    EnterpriseProfile,
    ParkProfile,
    Recognition,
    ServicePlatformProfile,
    StartupBaseProfile,
    TrainingBodyProfile,
    read_applicant,
    read_profile,
)
from zjtx_rules.reasoning import Awards, Bounds, Outcome, Section, Totals
from zjtx_rules.terms import Level, Money, Percentage
from zjtx_rules.terms.truth import Verdict
from zjtx_rules.version import __version__ as __version__

if TYPE_CHECKING:
    from zjtx_rules.analysis.compare import compare
    from zjtx_rules.analysis.diffing import diff
    from zjtx_rules.analysis.diffing.impact import impact
    from zjtx_rules.engines.columns import InRow, evaluate_table

_LATER = {
    "InRow": "zjtx_rules.engines.columns",
    "compare": "zjtx_rules.analysis.compare",
    "diff": "zjtx_rules.analysis.diffing",
    "evaluate_table": "zjtx_rules.engines.columns",
    "impact": "zjtx_rules.analysis.diffing",
}
"""What an analyst asks, imported when it is first asked for: who only evaluates does not wait for it."""


def __getattr__(name: str) -> Any:
    """Import what is offered here but seldom needed."""
    if name in _LATER:
        from importlib import import_module  # noqa: PLC0415 - only then

        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'zjtx_rules' has no attribute '{name}'")


__all__ = [
    "APPLICANTS",
    "AnyApplicant",
    "Applicant",
    "AwardReceived",
    "Awards",
    "Bounds",
    "ClusterProfile",
    "DesignInstituteProfile",
    "DistrictProfile",
    "EnterpriseProfile",
    "Evaluation",
    "InRow",
    "InputError",
    "Level",
    "Money",
    "Outcome",
    "ParkProfile",
    "Percentage",
    "Place",
    "Problem",
    "Recognition",
    "RuleSet",
    "Section",
    "ServicePlatformProfile",
    "StartupBaseProfile",
    "Totals",
    "TrainingBodyProfile",
    "Verdict",
    "combine",
    "compare",
    "diff",
    "evaluate",
    "evaluate_table",
    "impact",
    "load",
    "load_text",
    "read_applicant",
    "read_profile",
]
