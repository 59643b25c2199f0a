"""China's policies for specialised SMEs (专精特新), written once as rule files and computed exactly.

    rules = load("rizhao")
    firm = EnterpriseProfile.model_validate({...})
    answer = evaluate(firm, rules, as_of=date(2023, 9, 1))
    print(answer.explain())

A `RuleSet` is immutable and may be shared between threads; `evaluate` is a pure function.
"""

from zjtx_rules.engines.checked import evaluate
from zjtx_rules.language import RuleSet, combine, load, load_text
from zjtx_rules.problems import InputError, Place, Problem
from zjtx_rules.profile import (
    APPLICANTS,
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
    read_profile,
)
from zjtx_rules.reasoning import Awards, Bounds, Evaluation, Outcome, Section, Totals
from zjtx_rules.terms import Level, Money, Percentage
from zjtx_rules.terms.truth import Verdict

__version__ = "0.1.0"

__all__ = [
    "APPLICANTS",
    "Applicant",
    "AwardReceived",
    "Awards",
    "Bounds",
    "ClusterProfile",
    "DesignInstituteProfile",
    "DistrictProfile",
    "EnterpriseProfile",
    "Evaluation",
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
    "evaluate",
    "load",
    "load_text",
    "read_profile",
]
