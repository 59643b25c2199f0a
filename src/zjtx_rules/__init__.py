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
from zjtx_rules.words import Words

if TYPE_CHECKING:
    from zjtx_rules.analysis.checking import Report, check
    from zjtx_rules.analysis.compare import compare
    from zjtx_rules.analysis.diffing.comparison import diff
    from zjtx_rules.analysis.diffing.impact import impact
    from zjtx_rules.analysis.diffing.impact_models import Impact
    from zjtx_rules.analysis.diffing.matrix import Matrix
    from zjtx_rules.analysis.diffing.models import RuleDiff
    from zjtx_rules.analysis.entitlements import Matching, match
    from zjtx_rules.analysis.gap.report import Gap, gap
    from zjtx_rules.engines.columns import InRow, TableAnswer, evaluate_table
    from zjtx_rules.populations.models import Simulation
    from zjtx_rules.populations.simulation.running import simulate
    from zjtx_rules.presentation.models import Answer, BriefAnswer, NormalAnswer
    from zjtx_rules.schemas import schema

_LATER = {
    "Answer": "zjtx_rules.presentation.models",
    "BriefAnswer": "zjtx_rules.presentation.models",
    "Gap": "zjtx_rules.analysis.gap.report",
    "Impact": "zjtx_rules.analysis.diffing.impact_models",
    "InRow": "zjtx_rules.engines.columns",
    "Matching": "zjtx_rules.analysis.entitlements",
    "Matrix": "zjtx_rules.analysis.diffing.matrix",
    "NormalAnswer": "zjtx_rules.presentation.models",
    "Report": "zjtx_rules.analysis.checking",
    "RuleDiff": "zjtx_rules.analysis.diffing.models",
    "Simulation": "zjtx_rules.populations.models",
    "TableAnswer": "zjtx_rules.engines.columns",
    "check": "zjtx_rules.analysis.checking",
    "compare": "zjtx_rules.analysis.compare",
    "diff": "zjtx_rules.analysis.diffing.comparison",
    "evaluate_table": "zjtx_rules.engines.columns",
    "gap": "zjtx_rules.analysis.gap.report",
    "impact": "zjtx_rules.analysis.diffing.impact",
    "match": "zjtx_rules.analysis.entitlements",
    "schema": "zjtx_rules.schemas",
    "simulate": "zjtx_rules.populations.simulation.running",
}
"""Where the less frequent names are; each is imported on first use, so that a caller who only evaluates does not wait for them."""

_OF_EXTRAS = {"narwhals": "table", "polars": "table"}
"""The extra that installs a library."""


def __getattr__(name: str) -> Any:
    """Import a less frequent name; one whose library is not installed says so when it is called."""
    if name in _LATER:
        from importlib import import_module  # noqa: PLC0415 - only then

        try:
            found = getattr(import_module(_LATER[name]), name)
        except ImportError as error:
            if error.name not in _OF_EXTRAS:
                raise
            return _not_installed(name, _OF_EXTRAS[error.name])
        globals()[name] = found
        return found
    from zjtx_rules.nearest import nearest  # noqa: PLC0415 - only for the message

    guess = nearest(name, __all__)
    raise AttributeError(
        f"module 'zjtx_rules' has no attribute '{name}'" + (f"; did you mean '{guess}'?" if guess else "")
    )


def __dir__() -> list[str]:
    """Return what is offered, and nothing of how it is made."""
    return sorted({*__all__, *(each for each in globals() if each.startswith("__"))})


def _not_installed(name: str, extra: str) -> Any:
    """Return a stand-in for a function whose libraries are missing: a star import works, a call says what to install."""

    def missing(*_: Any, **__: Any) -> Any:
        message = Words(f"{name} 需要附加组件", f"{name} needs an extra")
        command = f"pip install 'zjtx-rules[{extra}]'"
        place = Place(f"zjtx_rules.{name}")
        raise InputError([Problem("missing-extra", message, place, suggestion=Words(command, command))])

    missing.__name__ = missing.__qualname__ = name
    return missing


__all__ = [
    "APPLICANTS",
    "Answer",
    "AnyApplicant",
    "Applicant",
    "AwardReceived",
    "Awards",
    "Bounds",
    "BriefAnswer",
    "ClusterProfile",
    "DesignInstituteProfile",
    "DistrictProfile",
    "EnterpriseProfile",
    "Evaluation",
    "Gap",
    "Impact",
    "InRow",
    "InputError",
    "Level",
    "Matching",
    "Matrix",
    "Money",
    "NormalAnswer",
    "Outcome",
    "ParkProfile",
    "Percentage",
    "Place",
    "Problem",
    "Recognition",
    "Report",
    "RuleDiff",
    "RuleSet",
    "Section",
    "ServicePlatformProfile",
    "Simulation",
    "StartupBaseProfile",
    "TableAnswer",
    "Totals",
    "TrainingBodyProfile",
    "Verdict",
    "check",
    "combine",
    "compare",
    "diff",
    "evaluate",
    "evaluate_table",
    "gap",
    "impact",
    "load",
    "load_text",
    "match",
    "read_applicant",
    "read_profile",
    "schema",
    "simulate",
]
