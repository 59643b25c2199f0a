"""China's policies for specialised SMEs (专精特新), written once as rule files and computed exactly.

    rules = load("rizhao")
    firm = EnterpriseProfile.model_validate({...})
    answer = evaluate(firm, rules, as_of=date(2023, 9, 1))
    print(answer.explain())

A `RuleSet` is immutable and may be shared between threads; `evaluate` is a pure function.
"""

from typing import TYPE_CHECKING, Any

from zjtx_rules.version import __version__ as __version__

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
    from zjtx_rules.answering import Evaluation, evaluate
    from zjtx_rules.batch import LineAnswer, evaluate_lines
    from zjtx_rules.engines.columns import InRow, TableAnswer, evaluate_table
    from zjtx_rules.language import RuleSet, combine, load, load_text
    from zjtx_rules.populations.models import Simulation
    from zjtx_rules.populations.simulation.running import simulate
    from zjtx_rules.presentation.models import Answer, BriefAnswer, NormalAnswer
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
    from zjtx_rules.schemas import schema
    from zjtx_rules.terms import Level, Money, Percentage
    from zjtx_rules.terms.truth import Verdict

_FROM = {
    "zjtx_rules.analysis.checking": ("Report", "check"),
    "zjtx_rules.analysis.compare": ("compare",),
    "zjtx_rules.analysis.diffing.comparison": ("diff",),
    "zjtx_rules.analysis.diffing.impact": ("impact",),
    "zjtx_rules.analysis.diffing.impact_models": ("Impact",),
    "zjtx_rules.analysis.diffing.matrix": ("Matrix",),
    "zjtx_rules.analysis.diffing.models": ("RuleDiff",),
    "zjtx_rules.analysis.entitlements": ("Matching", "match"),
    "zjtx_rules.analysis.gap.report": ("Gap", "gap"),
    "zjtx_rules.answering": ("Evaluation", "evaluate"),
    "zjtx_rules.batch": ("LineAnswer", "evaluate_lines"),
    "zjtx_rules.engines.columns": ("InRow", "TableAnswer", "evaluate_table"),
    "zjtx_rules.language": ("RuleSet", "combine", "load", "load_text"),
    "zjtx_rules.populations.models": ("Simulation",),
    "zjtx_rules.populations.simulation.running": ("simulate",),
    "zjtx_rules.presentation.models": ("Answer", "BriefAnswer", "NormalAnswer"),
    "zjtx_rules.problems": ("InputError", "Place", "Problem"),
    "zjtx_rules.profile": (
        *("APPLICANTS", "AnyApplicant", "Applicant", "AwardReceived", "ClusterProfile", "DesignInstituteProfile"),
        *("DistrictProfile", "EnterpriseProfile", "ParkProfile", "Recognition", "ServicePlatformProfile"),
        *("StartupBaseProfile", "TrainingBodyProfile", "read_applicant", "read_profile"),
    ),
    "zjtx_rules.reasoning": ("Awards", "Bounds", "Outcome", "Section", "Totals"),
    "zjtx_rules.schemas": ("schema",),
    "zjtx_rules.terms": ("Level", "Money", "Percentage"),
    "zjtx_rules.terms.truth": ("Verdict",),
}
"""Where each name is; it is imported on first use, so that nobody waits for what he does not ask for."""

_LATER = {name: module for module, names in _FROM.items() for name in names}

_OF_EXTRAS = {"narwhals": "table", "polars": "table"}
"""The extra that installs a library."""


if not TYPE_CHECKING:  # a type checker would take any name for a name of this module

    def __getattr__(name: str) -> Any:
        """Import what is offered here; a name whose library is not installed says so when it is called."""
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
    from zjtx_rules.problems import InputError, Place, Problem  # noqa: PLC0415 - only then
    from zjtx_rules.words import Words  # noqa: PLC0415 - likewise

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
    "LineAnswer",
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
    "evaluate_lines",
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
